"""Uploads: how far they are, how long they may take, and whether they were closed early.

A slow line is no reason to give up, as long as something moves: what was sent until then would be
sent again for nothing. Uploads at once share the line, so each may wait for the others.
"""

import asyncio
import io
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiohttp

_PIECE: Final = 1 << 15
"""Read at once: small enough that a slow line is seen to move."""

_SEND_BUFFER: Final = 1 << 17
"""Bytes that the kernel takes ahead of the line (it doubles this): what is in there looks sent."""

CLOSED: Final = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionError)


class ClosedEarly(OSError):
    """The connection was closed before a file was sent, as an edge does to one that is too large.

    ``size_bytes``: of the whole file.
    """

    def __init__(self, sent_bytes: int, size_bytes: int) -> None:
        super().__init__(f"closed after {sent_bytes} of {size_bytes} bytes")
        self.size_bytes = size_bytes


class CountedFile(io.BufferedReader):
    """An open file that tells how far it was read. ``on_read`` is called from any thread."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))
        self.size_bytes = path.stat().st_size
        self.most_read = 0
        """The furthest that any try came."""
        self.on_read: Callable[[], object] = _nothing

    def __exit__(self, *error: object) -> None:
        """Close it, also when a ``discord.File`` that was never sent has taken its ``close``."""
        super().close()

    def read(self, size: int | None = -1, /) -> bytes:
        """Read a piece, which may be less than is asked for; without a size, all that is left."""
        is_all = size is None or size < 0
        piece = super().read(-1 if is_all else min(size or 0, _PIECE))
        self.most_read = max(self.most_read, self.tell())
        self.on_read()
        return piece

    @property
    def is_begun(self) -> bool:
        """Whether anything was sent."""
        return self.most_read > 0

    @property
    def is_through(self) -> bool:
        """Whether the last try has sent it all."""
        return self.tell() >= self.size_bytes


def _nothing() -> None:
    pass


class _Progress:
    """How far one upload is, as far as that can be seen."""

    def __init__(self, limit: asyncio.Timeout, now: float) -> None:
        self.limit = limit
        self.begun_at: float | None = None
        self.moved_at = now


class Line:
    """What uploads share. One ends that doesn't move for ``stall_seconds``.

    Of eight at once each has an eighth of the line, and eight times as long. Before one begins it
    waits for others that go to the same channel: ``answer_seconds``, which begin again with
    whatever moves. Once it is through, its last bytes are still in front of the line or on it: for
    the answer it has as long as sending took, and ``answer_seconds``.
    """

    def __init__(self, *, stall_seconds: float, answer_seconds: float) -> None:
        self._stall = stall_seconds
        self._answer = answer_seconds
        self._open: dict[CountedFile, _Progress] = {}

    @asynccontextmanager
    async def sending(self, file: CountedFile) -> AsyncIterator[None]:
        """Send a file within. Raises TimeoutError when nothing moves, and ClosedEarly."""
        loop = asyncio.get_running_loop()
        file.most_read = 0
        try:
            async with asyncio.timeout(self._answer) as limit:
                self._open[file] = _Progress(limit, loop.time())
                file.on_read = lambda: loop.call_soon_threadsafe(self._note, file)
                yield
        except CLOSED as error:
            if file.is_begun and not file.is_through:
                raise ClosedEarly(file.tell(), file.size_bytes) from error
            raise
        finally:
            file.on_read = _nothing
            self._open.pop(file, None)

    def _note(self, moved: CountedFile) -> None:
        """Act on that a file has moved: all that share the line get time."""
        now = asyncio.get_running_loop().time()
        own = self._open.get(moved)
        if own is None:
            return
        own.begun_at = own.begun_at or now
        own.moved_at = now
        shares = sum(progress.begun_at is not None for progress in self._open.values())
        for file, progress in self._open.items():
            since = now if progress.begun_at is None else progress.moved_at
            if not progress.limit.expired():
                progress.limit.reschedule(since + self._patience(file, progress, shares))

    def _patience(self, file: CountedFile, progress: _Progress, shares: int) -> float:
        if progress.begun_at is None:
            return self._answer
        if not file.is_through:
            return self._stall * shares
        return self._answer * shares + progress.moved_at - progress.begun_at


def connector() -> aiohttp.TCPConnector:
    """Return connections to Discord that show how fast they really are."""

    def opened(info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, _ = info
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        return made

    return aiohttp.TCPConnector(limit=0, socket_factory=opened)
