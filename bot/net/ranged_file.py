"""Files served over HTTP in the ranges of RFC 9110 (14.1, 14.2, 13.1.5)."""

import asyncio
import errno
import math
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any, Final

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.typedefs import LooseHeaders
from multidict import CIMultiDict

from bot.net.send_watch import STALLED_SECONDS, ReaderStalled, bytes_taken, watched

_ONE_RANGE: Final = re.compile(r"bytes=(\d+)-(\d*)", re.IGNORECASE | re.ASCII)
_SUFFIX: Final = re.compile(r"bytes=-(\d+)", re.IGNORECASE | re.ASCII)
_MAX_DIGITS: Final = 18
_BEYOND_ANY_FILE: Final = 1 << 62  # bytes
_PASSING: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.ESTALE})
"""What says nothing of the file: too many are open, no memory, a disk that doesn't answer."""

_UNSATISFIABLE: Final = f"bytes={_BEYOND_ANY_FILE}-"


class RangedFile(web.FileResponse):
    """A file, whole or a part of it, where aiohttp's own answers are not quite the RFC's.

    aiohttp refuses several ranges and other units, which are to be ignored, returns the whole file
    for a suffix of no bytes, applies ranges of HEAD, compares no entity tag in ``If-Range``, and
    takes any later date there.
    """

    def __init__(
        self, path: Path, headers: LooseHeaders, *, stalled_seconds: float = STALLED_SECONDS
    ) -> None:
        """``stalled_seconds``: how long its reader may take nothing of it."""
        super().__init__(path, headers=headers)
        self._file = path
        self._stalled_seconds = stalled_seconds
        self._transport: asyncio.Transport | None = None
        self._sending: asyncio.Future[AbstractStreamWriter] | None = None
        self._is_given_up = False

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Send the answer with the range that the RFC has for a request, once.

        Raises ConnectionError when its reader goes, or takes nothing any more.
        """
        if self.prepared:  # by its handler
            return self._payload_writer
        asked = request.headers.getall("Range", [])
        if asked:
            headers = CIMultiDict(request.headers)
            del headers["Range"]
            wanted = _understood(asked[0]) if len(asked) == 1 else None
            if wanted is not None and request.method == "GET" and await self._is_named(request):
                headers["Range"] = wanted
                headers.popall("If-Range", None)  # it is compared here
            request = request.clone(headers=headers)
        return await super().prepare(request)

    async def send(self, request: web.BaseRequest) -> None:
        """Send all of it now, and not when the handler is done.

        Raises ConnectionError when its reader goes, or takes nothing any more.
        """
        self._transport = request.transport
        await self.prepare(request)
        await self.write_eof()

    def bytes_taken(self) -> int | None:
        """Return how much its reader has taken over this connection; None where it isn't told."""
        return bytes_taken(self._transport)

    def give_up(self) -> None:
        """End what is being sent: whoever sends it gets a ReaderStalled."""
        self._is_given_up = True
        if self._sending is not None:
            self._sending.cancel()

    async def _sendfile(
        self, request: web.BaseRequest, fobj: IO[Any], offset: int, count: int
    ) -> AbstractStreamWriter:
        if self._is_given_up:
            raise ReaderStalled("its reader had to go")
        self._sending = asyncio.ensure_future(super()._sendfile(request, fobj, offset, count))
        return await watched(
            self._sending, request.transport, stalled_seconds=self._stalled_seconds
        )

    def _make_response(self, request: web.BaseRequest, accept_encoding: str) -> Any:  # noqa: ANN401 - the library's own
        """Open the file. One that can't be opened just now isn't told as one that has gone."""
        try:
            return super()._make_response(request, accept_encoding)
        except OSError as error:
            if error.errno in _PASSING:
                raise web.HTTPServiceUnavailable from error
            raise

    async def _is_named(self, request: web.BaseRequest) -> bool:
        """Return whether ``If-Range``, where there is one, names this very file (13.1.5).

        An entity tag is compared strongly; a date has to be the file's, not a later one.
        """
        conditions = request.headers.getall("If-Range", [])
        if not conditions:
            return True
        condition = conditions[0].strip()
        try:
            status = await asyncio.to_thread(self._file.stat)
        except OSError:
            return False  # it has gone, which the library tells
        if condition.startswith(('"', "W/")):
            return condition == f'"{status.st_mtime_ns:x}-{status.st_size:x}"'  # aiohttp's own
        try:
            named = parsedate_to_datetime(condition)
        except ValueError:
            return False
        return named.timestamp() == math.ceil(status.st_mtime)  # as aiohttp tells Last-Modified


def _understood(asked: str) -> str | None:
    """Return one range of bytes as aiohttp reads it, None for what is to be ignored.

    Ignored are other units, several ranges and what is malformed (14.2). A range that ends before
    it begins may be ignored or refused: it is refused.
    """
    asked = asked.strip()
    if suffix := _SUFFIX.fullmatch(asked):
        length = _bounded(suffix[1])
        # No bytes at the end can't be given; aiohttp would take it for no range at all.
        return f"bytes=-{length}" if length else _UNSATISFIABLE
    if one := _ONE_RANGE.fullmatch(asked):
        first, last = _bounded(one[1]), _bounded(one[2]) if one[2] else _BEYOND_ANY_FILE
        return f"bytes={first}-{last}" if first <= last else _UNSATISFIABLE
    return None


def _bounded(digits: str) -> int:
    return int(digits) if len(digits.lstrip("0")) <= _MAX_DIGITS else _BEYOND_ANY_FILE
