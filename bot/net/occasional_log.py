"""Says what happens all the time only once in a while, and how often it did."""

import logging
import time
from collections.abc import Callable
from typing import Final

_EVERY_SECONDS: Final = 60.0


class OccasionalLog:
    """Writes at most one warning a minute; what happens in between is counted in the next one."""

    def __init__(
        self, log: logging.Logger, text: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``text`` has a ``%d`` for how often it happened; ``clock`` gives seconds."""
        self._log = log
        self._text = text
        self._clock = clock
        self._count = 0
        self._said_at = float("-inf")

    def note(self) -> None:
        """Count one occurrence, and say so if that was not done for a minute."""
        self._count += 1
        now = self._clock()
        if now - self._said_at >= _EVERY_SECONDS:
            self._log.warning(self._text, self._count)
            self._count, self._said_at = 0, now
