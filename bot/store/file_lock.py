"""The lock that keeps a second process from a database; the kernel lets go when its holder ends."""

import errno
import fcntl
from typing import IO, Final

_HELD: Final = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)  # flock(2); NFS answers the last


class LockHeld(Exception):
    """Another process has the lock."""


class LockUnavailable(Exception):
    """The file system gives no locks; the message says what it answered, and what to do."""


def take_lock(file: IO[str]) -> None:
    """Lock an open file without waiting; it is unlocked when it is closed.

    Raises LockHeld, and LockUnavailable where the file system has no locks at all, as NFS without
    its lock service (ENOLCK) and some SMB mounts (EOPNOTSUPP).
    """
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            raise LockHeld from error
        raise LockUnavailable(
            f"its file system gives no lock ({error.strerror}), so that a second process could not"
            " be kept out; put database.path on a local disk, not on NFS or SMB"
        ) from error
