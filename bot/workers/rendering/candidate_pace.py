"""How often callbacks make one video be looked at: anybody may send any number of them."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

_AT_ONCE: Final = 2
"""A genuine callback right after a forged one need not wait."""

_MAX_NOTED: Final = 10_000


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
