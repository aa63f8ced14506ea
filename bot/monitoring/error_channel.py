"""Tells the operator of errors in a Discord channel: few, redacted, and never about itself."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

log = logging.getLogger(__name__)

_GATHER_SECONDS: Final = 2.0
"""What goes wrong together is told together."""

_EVERY_SECONDS: Final = 60.0
_MAX_WAITING: Final = 10
_NOTICE_LENGTH: Final = 700
_MESSAGE_LENGTH: Final = 1900  # of Discord's 2,000

_is_sending: ContextVar[bool] = ContextVar("is_telling", default=False)


class DiscordLogHandler(logging.Handler):
    """Gathers what is logged as an error, and sends a message a minute at most.

    ``send`` sends a text, False when it couldn't. ``formatter`` leaves the secrets out.
    """

    def __init__(
        self,
        send: Callable[[str], Awaitable[bool]],
        formatter: logging.Formatter,
        *,
        gather_seconds: float = _GATHER_SECONDS,
        every_seconds: float = _EVERY_SECONDS,
    ) -> None:
        super().__init__(logging.ERROR)
        self.setFormatter(formatter)
        self._send = send
        self._gather_seconds = gather_seconds
        self._every_seconds = every_seconds
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[str] = deque()
        self._left_out = 0
        self._is_new = asyncio.Event()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to everything that is logged, until the end of the block."""
        root = logging.getLogger()
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)

    async def run(self) -> None:
        """Send what was gathered, until cancelled."""
        # Whatever goes wrong while a notice is sent is logged, but is no notice itself.
        _is_sending.set(True)
        while True:
            await self._is_new.wait()
            await asyncio.sleep(self._gather_seconds)
            self._is_new.clear()
            count = len(self._waiting) + self._left_out
            if not await self._send(self._message()):
                log.warning("the operator's channel could not be told of errors")
                self._left_out += count  # told of with the next one
            await asyncio.sleep(self._every_seconds)

    def emit(self, record: logging.LogRecord) -> None:
        """Take up an error; logging may come from any thread."""
        if _is_sending.get():
            return
        try:
            self._loop.call_soon_threadsafe(self._take, self.format(record))
        except Exception:  # noqa: BLE001 - as every handler does
            self.handleError(record)

    def _take(self, text: str) -> None:
        if len(self._waiting) < _MAX_WAITING:
            self._waiting.append(text)
        else:
            self._left_out += 1
        self._is_new.set()

    def _message(self) -> str:
        parts: list[str] = []
        room = _MESSAGE_LENGTH
        while self._waiting and room > 0:
            text = _fenced(self._waiting.popleft())
            room -= len(text) + 1
            if room > 0:
                parts.append(text)
            else:
                self._left_out += 1 + len(self._waiting)
        self._waiting.clear()
        if self._left_out:
            parts.append(f"… and {self._left_out} more: see the log")
        self._left_out = 0
        return "\n".join(parts)


def _fenced(text: str) -> str:
    """Put a text into a block in which nothing is rendered: its beginning and its end."""
    if len(text) > _NOTICE_LENGTH:
        half = _NOTICE_LENGTH // 2
        text = f"{text[:half]}\n…\n{text[-half:]}"
    return f"```\n{text.replace('`', 'ˋ')}\n```"  # noqa: RUF001 - a sign that ends no block
