"""When the process did not run although time passed: suspended, stopped, or the clock was set.

Deadlines are times of day, so that they outlive a restart; what passed while nobody worked must not
count. A tick comes every second. Where the clock shows much more since the last one, the rest was
an absence: the machine slept (CLOCK_MONOTONIC doesn't count that), the process was stopped
(CLOCK_MONOTONIC does), or the clock jumped ahead.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.workers.dispatcher import DueLoop

_TICK: Final = timedelta(seconds=1)
_TOLERANCE: Final = timedelta(seconds=2)
"""How late a tick of a busy process may come."""

_MAX_KEPT: Final = 1000
_NONE: Final = timedelta()


class Absences:
    """Counts absences, from the first tick on. ``now`` returns the time, aware UTC."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._ticked_at: datetime | None = None
        self._pending = _NONE
        self._known: deque[tuple[datetime, timedelta]] = deque(maxlen=_MAX_KEPT)

    async def keep_ticking(self) -> None:
        """Tick until cancelled."""
        seconds = _TICK.total_seconds()
        loop = DueLoop(
            max_pause_seconds=seconds, retry_seconds=seconds, errors=(), on_error=_raise_it
        )
        await loop.run(self._tick_once)

    async def _tick_once(self) -> None:
        self.tick()

    def tick(self) -> None:
        """See how much time has passed since the last tick."""
        now, last = self._now(), self._ticked_at
        self._ticked_at = now
        gap = now - last - _TICK if last is not None else _NONE
        if gap > _TOLERANCE:
            self._pending += gap
            self._known.append((now, gap))

    @property
    def is_pending(self) -> bool:
        """Whether there was an absence that was not taken yet, up to this very moment."""
        if self._ticked_at is not None:
            self.tick()
        return self._pending > _NONE

    def take(self) -> timedelta:
        """Return how long the absences were that were not taken yet, and take them."""
        taken, self._pending = self._pending if self.is_pending else _NONE, _NONE
        return taken

    def since(self, time: datetime) -> timedelta:
        """Return how much of the time since then was an absence of this process."""
        return sum((gap for ended_at, gap in self._known if ended_at > time), _NONE)


def _raise_it(error: Exception) -> None:
    raise error
