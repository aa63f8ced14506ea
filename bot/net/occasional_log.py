"""Says what happens all the time only once in a while, and how often it did."""

import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_EVERY_SECONDS: Final = 60.0
_PAUSE_SECONDS: Final = 600.0
_TOLD: Final = 3
_MAX_KINDS: Final = 1000
_NUMBER: Final = re.compile(r"\b\d+(?:\.\d+)?(?=\b|s\b)")
"""What differs from one time to the next; longer ids, which name something, stay."""


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


class RecurringError:
    """Tells an error at once, and then at most one a minute of those that follow, with how many.

    They have one cause, such as a full disk, and go on until it is mended.
    """

    def __init__(self, log: logging.Logger, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds."""
        self._log = log
        self._clock = clock
        self._hidden = 0
        self._said_at = float("-inf")

    def note(self, message: str) -> None:
        """Tell an error, or count it."""
        now = self._clock()
        if now - self._said_at < _EVERY_SECONDS:
            self._hidden += 1
            return
        more = f" ({self._hidden} more in between)" if self._hidden else ""
        self._log.error("%s%s", message, more)
        self._hidden, self._said_at = 0, now


@dataclass
class _Repeats:
    since: float
    count: int = 0


class RepeatFilter(logging.Filter):
    """Lets a warning through three times in ten minutes, and then once with how often it was.

    Two are the same when they differ in numbers only. Errors always pass: each is one to look at.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds."""
        super().__init__()
        self._clock = clock
        self._kinds: OrderedDict[tuple[str, str], _Repeats] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is written; the third says that it is the last for a while."""
        if record.levelno != logging.WARNING:
            return True
        message = record.getMessage()
        now = self._clock()
        key = (record.name, _NUMBER.sub("#", message))
        known = self._kinds.pop(key, None)
        if known is None or now - known.since >= _PAUSE_SECONDS:
            hidden = max(known.count - _TOLD, 0) if known is not None else 0
            if hidden:
                _rewrite(record, f"{message} ({hidden} times more since it was last told)")
            known = _Repeats(now)
        known.count += 1
        self._kinds[key] = known
        if len(self._kinds) > _MAX_KINDS:
            self._kinds.popitem(last=False)
        if known.count == _TOLD:
            _rewrite(record, f"{message} (again; if it goes on, it is told once in 10 minutes)")
        return known.count <= _TOLD


def _rewrite(record: logging.LogRecord, message: str) -> None:
    record.msg, record.args = message, None
