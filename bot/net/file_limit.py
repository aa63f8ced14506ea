"""How many files and connections this process may have open."""

import logging
import resource
from typing import Final

log = logging.getLogger(__name__)

_ENOUGH: Final = 65_536
_MAX_CONNECTIONS: Final = 1000
_MIN_CONNECTIONS: Final = 16


def raise_file_limit() -> None:
    """Raise the soft limit of open files as far as the hard one allows, and as far as it helps."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _ENOUGH if hard == resource.RLIM_INFINITY else min(hard, _ENOUGH)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (ValueError, OSError) as error:  # macOS allows less than it says
        log.info("the limit of open files stays at %d: %s", soft, error)


def connections_for_others() -> int:
    """Return how many connections strangers may have open at once.

    That is half of what the process may open at most: the rest is for its own work, which is
    Discord, the API, the database, and the studio's processes.
    """
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return _MAX_CONNECTIONS
    return max(_MIN_CONNECTIONS, min(soft // 2, _MAX_CONNECTIONS))
