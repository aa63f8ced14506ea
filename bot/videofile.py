"""Fetches a finished video from the studio, to be attached to a message."""

import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BufferedIOBase
from typing import Final, cast
from urllib.parse import urlsplit

import aiohttp

_TIMEOUT: Final = aiohttp.ClientTimeout(total=120)
_CHUNK: Final = 1 << 18
_VIDEO_PATH: Final = re.compile(r"/videos/[0-9a-f]{32}\.mp4")
_MP4_MARK: Final = b"ftyp"  # bytes 4 to 8 of every MP4 (ISO/IEC 14496-12)


class VideoUnavailable(OSError):
    """The video can't be fetched now."""


class VideoGone(Exception):
    """The video was removed."""


class VideoFiles:
    """Fetches the studio's videos, up to so many bytes: nothing else is ever asked for.

    Only a link's path counts: the studio's own address may change with each start.
    """

    def __init__(self, session: aiohttp.ClientSession, *, base_url: str, most_bytes: int) -> None:
        self._session = session
        self._base = base_url.rstrip("/")
        self._most_bytes = most_bytes

    @asynccontextmanager
    async def fetch(self, url: str) -> AsyncIterator[BufferedIOBase | None]:
        """Give an open temporary file with the video, or None when it is larger than allowed.

        Raises VideoGone when it was removed, and VideoUnavailable, aiohttp.ClientError,
        TimeoutError or OSError when it can't be fetched now.
        """
        path = urlsplit(url).path
        if not _VIDEO_PATH.fullmatch(path):
            raise VideoGone
        with tempfile.TemporaryFile(buffering=_CHUNK) as raw:
            file = cast("BufferedIOBase", raw)
            yield file if await self._download(self._base + path, file) else None

    async def _download(self, url: str, file: BufferedIOBase) -> bool:
        async with self._session.get(url, timeout=_TIMEOUT, allow_redirects=False) as response:
            if response.status in (404, 410):
                raise VideoGone
            if response.status != 200:
                raise VideoUnavailable(f"HTTP {response.status}")
            size = 0
            async for chunk in response.content.iter_chunked(_CHUNK):
                if size == 0 and chunk[4:8] != _MP4_MARK:
                    raise VideoUnavailable("not an MP4")
                size += len(chunk)
                if size > self._most_bytes:
                    return False
                file.write(chunk)
        if size == 0:
            raise VideoUnavailable("the file is empty")
        file.seek(0)
        return True
