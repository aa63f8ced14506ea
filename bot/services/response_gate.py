"""First answers go first: what can wait does so while members are being answered."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_PAUSE_SECONDS: Final = 0.05
"""Commands rarely come alone: so long after an answer, the next one may still follow."""

_MAX_HOLD_SECONDS: Final = 0.5
"""On a server that never rests, work goes on all the same."""


class ResponseGate:
    """Holds back what can wait while members wait for a first answer.

    Many commands at once share one event loop and one database: whatever is done for the first of
    them before the last is answered, the last one waits for. Discord waits 3 s.
    """

    def __init__(
        self,
        *,
        pause_seconds: float = _PAUSE_SECONDS,
        longest_hold_seconds: float = _MAX_HOLD_SECONDS,
    ) -> None:
        self._pause = pause_seconds
        self._longest_hold = longest_hold_seconds
        self._count = 0
        self._last_end = -pause_seconds

    @contextmanager
    def responding(self) -> Iterator[None]:
        """Hold back whatever waits for ``wait``, until a moment after this block is left."""
        self._count += 1
        try:
            yield
        finally:
            self._count -= 1
            self._last_end = time.monotonic()

    async def wait(self) -> None:
        """Wait until nobody waits for a first answer, but no longer than the longest hold."""
        latest = time.monotonic() + self._longest_hold
        while time.monotonic() < latest:
            # Not an event: to SimCord, a command that waits for one is stuck.
            await asyncio.sleep(self._pause)
            if not self._count and time.monotonic() - self._last_end >= self._pause:
                return
