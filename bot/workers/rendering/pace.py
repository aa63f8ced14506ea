"""How often the API is asked: at most so many submits in a window of time, and so many looks.

Anybody may send any number of callbacks, so what they make be looked at is bounded for each video.
"""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from typing import Final

_MAX_PAUSE_SECONDS: Final = 600.0

_AT_ONCE: Final = 2
"""A genuine callback right after a forged one need not wait."""

_MAX_NOTED: Final = 10_000


class RateLimiter:
    """At most so many starts in any window of so many seconds. Times are epoch seconds."""

    def __init__(self, most: int, window_seconds: float) -> None:
        self._most = most
        self._window = window_seconds
        self._starts: deque[float] = deque()
        self._held_until = 0.0
        self._refusals_in_a_row = 0

    def record(self, started_at: float) -> None:
        """Count a start."""
        self._starts.append(started_at)

    def note_accepted(self) -> None:
        """Note that the other side takes what it is given."""
        self._refusals_in_a_row = 0

    def note_refused(self) -> int:
        """Note that it said "not now"; return how often in a row it has."""
        self._refusals_in_a_row += 1
        return self._refusals_in_a_row

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


class CandidatePace:
    """At most one look in each ``pause`` that callbacks ask for, for each video by itself.

    Counted as a leaky bucket: what is kept of a video is the time when its looks are paid off.
    """

    def __init__(self, pause: timedelta) -> None:
        self._pause = pause
        self._called_back: OrderedDict[str, None] = OrderedDict()
        self._paid_off_at: dict[str, datetime] = {}

    def note(self, video_id: str) -> None:
        """Keep that a callback asks for a look at a video."""
        self._called_back[video_id] = None
        if len(self._called_back) > _MAX_NOTED:
            self._called_back.popitem(last=False)

    def resting(self, now: datetime) -> dict[str, datetime]:
        """Return the videos that callbacks ask for too often, each with the end of its rest."""
        self._forget(now)
        allowance = (_AT_ONCE - 1) * self._pause
        ends = {
            video_id: paid_off_at - allowance
            for video_id, paid_off_at in self._paid_off_at.items()
            if video_id in self._called_back
        }
        return {video_id: end for video_id, end in ends.items() if end > now}

    def looked(self, video_id: str, now: datetime) -> None:
        """Count a look that is begun, if a callback asked for it."""
        if video_id in self._called_back:
            del self._called_back[video_id]
            paid_off_at = max(self._paid_off_at.get(video_id, now), now)
            self._paid_off_at[video_id] = paid_off_at + self._pause

    def _forget(self, now: datetime) -> None:
        """Forget what is paid off, and what a clock that was set back has left far ahead."""
        farthest = now + _AT_ONCE * self._pause
        self._paid_off_at = {
            video_id: time for video_id, time in self._paid_off_at.items() if now < time <= farthest
        }
