"""Whether a process that runs only when nothing else does ever gets to run."""

import asyncio
import contextlib
from pathlib import Path
from typing import Final, NamedTuple

_FIRST_LOOK_SECONDS: Final = 5.0  # little is lost then by beginning anew
_LOOK_SECONDS: Final = 60.0
_FAIR_SHARE: Final = 0.25
"""Who gets less than this of what it could use at first is better begun anew with a share."""
_MAX_SHARE: Final = 0.1  # a render that gets a tenth of what it could use is slow, but it ends


class SchedStats(NamedTuple):
    """How long a process's threads ran so far, and how long they waited for a core, in seconds."""

    ran: float
    waited: float


async def starved(
    pid: int,
    look_seconds: float = _LOOK_SECONDS,
    first_look_seconds: float = _FIRST_LOOK_SECONDS,
) -> None:
    """Return when a process has hardly run between two looks though it had something to do.

    The first look comes early, and is strict. It never returns where the system doesn't tell.
    """
    before = read_sched_stats(pid)
    seconds, share = first_look_seconds, _FAIR_SHARE
    while True:
        await asyncio.sleep(seconds)
        now = read_sched_stats(pid)
        if before and now and is_starved(before, now, seconds, share):
            return
        before, seconds, share = now, look_seconds, _MAX_SHARE


def read_sched_stats(pid: int) -> SchedStats | None:
    """Add up a process's threads; None where the system doesn't tell."""
    ran = waited = 0
    found = False
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError, ValueError):  # a thread may end meanwhile
            # In nanoseconds: Linux' Documentation/scheduler/sched-stats.rst.
            thread_ran, thread_waited, _ = map(int, path.read_text().split())
            ran, waited, found = ran + thread_ran, waited + thread_waited, True
    return SchedStats(ran / 1e9, waited / 1e9) if found else None


def is_starved(
    before: SchedStats, now: SchedStats, seconds: float, share: float = _MAX_SHARE
) -> bool:
    """Return whether a process waited for most of the ``seconds`` between, and hardly ran.

    ``share``: as how much of its waiting that is.
    """
    ran, waited = now.ran - before.ran, now.waited - before.waited
    return waited >= seconds / 2 and ran <= share * waited
