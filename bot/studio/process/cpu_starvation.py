"""Whether a process that runs only when nothing else does ever gets to run."""

import asyncio
import contextlib
from pathlib import Path
from typing import Final, NamedTuple

_LOOK_SECONDS: Final = 60.0
_MAX_SHARE: Final = 0.1  # a render that gets a tenth of what it could use is slow, but it ends


class SchedStats(NamedTuple):
    """How long a process's threads ran so far, and how long they waited for a core, in seconds."""

    ran: float
    waited: float


async def starved(pid: int, look_seconds: float = _LOOK_SECONDS) -> None:
    """Return when a process has hardly run between two looks though it had something to do.

    It never returns where the system doesn't tell.
    """
    before = read_sched_stats(pid)
    while True:
        await asyncio.sleep(look_seconds)
        now = read_sched_stats(pid)
        if before and now and is_starved(before, now, look_seconds):
            return
        before = now


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


def is_starved(before: SchedStats, now: SchedStats, seconds: float) -> bool:
    """Return whether a process waited for most of the ``seconds`` between, and hardly ran."""
    ran, waited = now.ran - before.ran, now.waited - before.waited
    return waited >= seconds / 2 and ran <= _MAX_SHARE * waited
