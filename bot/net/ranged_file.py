"""Files served over HTTP in the ranges of RFC 9110 (14.1, 14.2, 13.1.5)."""

import asyncio
import math
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any, Final

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.typedefs import LooseHeaders
from multidict import CIMultiDict

from bot.net.send_watch import STALLED_SECONDS, watched

_ONE_RANGE: Final = re.compile(r"bytes=(\d+)-(\d*)", re.IGNORECASE | re.ASCII)
_SUFFIX: Final = re.compile(r"bytes=-(\d+)", re.IGNORECASE | re.ASCII)
_MAX_DIGITS: Final = 18
_BEYOND_ANY_FILE: Final = 1 << 62  # bytes
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
        await self.prepare(request)
        await self.write_eof()

    async def _sendfile(
        self, request: web.BaseRequest, fobj: IO[Any], offset: int, count: int
    ) -> AbstractStreamWriter:
        sending = super()._sendfile(request, fobj, offset, count)
        return await watched(sending, request.transport, stalled_seconds=self._stalled_seconds)

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
