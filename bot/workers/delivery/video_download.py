"""Fetches finished videos, to be attached to messages: from the studio, or from the cloud."""

import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from bot.discord_client.uploads import CountedFile
from bot.jobs import Video
from bot.net.safe_download import DownloadFailed, DownloadTooLarge, SafeDownloader

_MAX_SECONDS: Final = 3600.0
_CHUNK: Final = 1 << 18
_VIDEO_PATH: Final = re.compile(r"/videos/[0-9a-f]{32}\.mp4")
_MP4_MARK: Final = b"ftyp"  # bytes 4 to 8 of every MP4 (ISO/IEC 14496-12)


class VideoUnavailable(OSError):
    """The video can't be fetched now."""


class VideoGone(Exception):
    """The video was removed."""


class VideoFiles:
    """Fetches videos, up to so many bytes: nothing else is ever asked for.

    Of a link of the studio's only the path counts, since its own address may change with each
    start. Those of the cloud are other people's addresses: ``guarded`` asks public ones only.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        guarded: SafeDownloader,
        *,
        studio_url: str | None,
        stall_seconds: float = 30.0,
    ) -> None:
        """``studio_url``: where the studio is, None when it isn't running.

        ``stall_seconds``: how long nothing may come of a video.
        """
        self._timeout = aiohttp.ClientTimeout(
            total=_MAX_SECONDS, sock_connect=15, sock_read=stall_seconds
        )
        self._session = session
        self._guarded = guarded
        self._studio = studio_url.rstrip("/") if studio_url is not None else None

    @asynccontextmanager
    async def fetch(self, video: Video, *, most_bytes: int) -> AsyncIterator[CountedFile | None]:
        """Return an open temporary file with the video, or None when it is larger than allowed.

        Raises VideoGone when it was removed, and VideoUnavailable, aiohttp.ClientError,
        TimeoutError or OSError when it can't be fetched now.
        """
        download = self._from_studio if video.owns_files else self._from_cloud
        with tempfile.TemporaryDirectory(prefix="musicvideo-") as folder:
            path = Path(folder) / "video.mp4"
            if not await download(video.video_url or "", path, most_bytes):
                yield None
                return
            with CountedFile(path) as file:
                if file.read(8)[4:] != _MP4_MARK:
                    raise VideoUnavailable("not an MP4")
                file.seek(0)
                yield file

    async def _from_cloud(self, url: str, path: Path, most_bytes: int) -> bool:
        try:
            await self._guarded.file(url, path, limit_bytes=most_bytes)
        except DownloadTooLarge:
            return False
        except DownloadFailed as error:
            raise VideoUnavailable(str(error)) from error
        return True

    async def _from_studio(self, url: str, path: Path, most_bytes: int) -> bool:
        name = urlsplit(url).path
        if self._studio is None or not _VIDEO_PATH.fullmatch(name):
            raise VideoGone
        address = self._studio + name
        async with self._session.get(
            address, timeout=self._timeout, allow_redirects=False
        ) as response:
            if response.status in (404, 410):
                raise VideoGone
            if response.status != 200:
                raise VideoUnavailable(f"HTTP {response.status}")
            if (response.content_length or 0) > most_bytes:
                return False
            size = 0
            with path.open("xb") as file:
                async for chunk in response.content.iter_chunked(_CHUNK):
                    size += len(chunk)
                    if size > most_bytes:
                        return False
                    file.write(chunk)
        return True
