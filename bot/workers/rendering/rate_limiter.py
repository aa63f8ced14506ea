"""Keeps the number of starts in a window of time below a limit."""

from collections import deque
from typing import Final

_MAX_PAUSE_SECONDS: Final = 600.0


class RateLimiter:
    """At most so many starts in any window of so many seconds. Times are epoch seconds."""

    def __init__(self, most: int, window_seconds: float) -> None:
        self._most = most
        self._window = window_seconds
        self._starts: deque[float] = deque()
        self._held_until = 0.0

    def record(self, started_at: float) -> None:
        """Count a start."""
        self._starts.append(started_at)

    def pause_until(self, until: float) -> None:
        """Allow no start before then: the other side said that it has had enough."""
        self._held_until = max(self._held_until, until)

    def wait_seconds(self, now: float) -> float:
        """Return how long to wait before the next start; 0 when there is room now."""
        # A clock that was set back leaves starts in the future: they tell nothing.
        while self._starts and not now - self._window < self._starts[0] <= now + self._window:
            self._starts.popleft()
        wait = self._held_until - now
        if wait > _MAX_PAUSE_SECONDS:
            wait = self._held_until = 0.0
        if len(self._starts) >= self._most:
            wait = max(wait, self._starts[0] + self._window - now)
        return max(wait, 0.0)
