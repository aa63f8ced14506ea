"""Keeps the files that are being sent at once few, and lets nobody hold a place by reading little.

A reader who takes a byte a second is never stalled, so that no time limit ends it; it only has to
go for somebody who comes when all places are taken.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from aiohttp import web

from bot.net.ranged_file import RangedFile

_SLOW_BYTES: Final = 64 << 10
SLOW_SECONDS: Final = 5.0
"""Who takes less than ``_SLOW_BYTES`` in that time watches no video: the smallest has 20 KB/s."""


class DownloadLimit:
    """The files that are being sent by one server."""

    def __init__(self, most: Callable[[], int], *, slow_seconds: float = SLOW_SECONDS) -> None:
        """``most``: how many there may be at once."""
        self._most = most
        self._slow_seconds = slow_seconds
        self._marks: dict[RangedFile, tuple[int, float]] = {}
        """What each reader had taken, in bytes, when it last had taken enough, and when."""
        self._next_look: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._marks)

    async def send(self, file: RangedFile, request: web.Request) -> bool:
        """Send a file, and not when the handler is done; False when there is no place for it.

        Raises ConnectionError when its reader goes, takes nothing any more, or had to go.
        """
        if len(self._marks) >= self._most() and not self._end_slowest():
            return False
        self._marks[file] = (0, time.monotonic())
        if self._next_look is None:
            self._look()
        try:
            await file.send(request)
        finally:
            self._marks.pop(file, None)
        return True

    def _look(self) -> None:
        """Mark who has taken enough since the last mark, now and while anything is sent."""
        now = time.monotonic()
        for file, (before, _) in self._marks.items():
            taken = file.bytes_taken()
            if taken is None or taken - before >= _SLOW_BYTES:
                self._marks[file] = (taken or before, now)
        self._next_look = None
        if self._marks:
            loop = asyncio.get_running_loop()
            self._next_look = loop.call_later(self._slow_seconds / 5, self._look)

    def _end_slowest(self) -> bool:
        """End what is sent to the reader who has taken too little for longest, if there is one."""
        file, (_, since) = min(self._marks.items(), key=lambda item: item[1][1])
        if time.monotonic() - since < self._slow_seconds:
            return False
        del self._marks[file]
        file.give_up()
        return True
