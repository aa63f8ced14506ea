"""Callbacks that were refused, as a video's events tell of them: counted, and written now and then.

Whoever sends them may send any number, and each would cost a write.
"""

import asyncio
from typing import Final

from bot.clock import Clock
from bot.store.job_events import JobEvents

_PAUSE_SECONDS: Final = 10.0
_MAX_VIDEOS: Final = 256


class RefusedCallbacks:
    """Counts them: the first of a video's is kept at once, those of the next seconds together."""

    def __init__(self, events: JobEvents, *, clock: Clock) -> None:
        self._clock = clock
        self._events = events
        self._more: dict[tuple[str, str], int] = {}

    def note(self, video_id: str, said: str) -> None:
        """Count one; ``said`` is what was wrong with it: its token, signature or body."""
        key = (video_id, said)
        if key in self._more:
            self._more[key] += 1
        elif len(self._more) < _MAX_VIDEOS:
            self._more[key] = 0
            self._events.note_callback_refused(video_id, said, self._clock(), 1)
            asyncio.get_running_loop().call_later(_PAUSE_SECONDS, self._write, key)

    def _write(self, key: tuple[str, str]) -> None:
        video_id, said = key
        if count := self._more.pop(key):
            self._events.note_callback_refused(video_id, said, self._clock(), count)
