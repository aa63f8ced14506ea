"""Room on disk for songs and videos: claimed before it is written to, oldest videos go first."""

import asyncio
import logging
import os
import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.studio.disk import Disk, Usage, disk_of
from bot.studio.failures import DISK_FULL
from bot.studio.models import RenderFailed
from bot.studio.queue.queue import VideoQueue
from bot.studio.settings import MEBIBYTE, StudioSettings

_log = logging.getLogger(__name__)

_YOUNG_SECONDS: Final = 3600.0
"""So long a finished video stays in any case: it may still be on its way into a channel."""

_TELL_EVERY_SECONDS: Final = 600.0

MADE_ROOM: Final = RenderFailed(
    404, "made-room", "The video made room for newer ones; make it again."
)


class DiskSpace:
    """Gives out the room below the reserve. ``usage`` looks at a disk."""

    def __init__(
        self, queue: VideoQueue, settings: StudioSettings, *, usage: Usage = shutil.disk_usage
    ) -> None:
        self._queue = queue
        self._settings = settings
        self._usage = usage
        self._claims: Counter[int] = Counter()
        self._claiming = asyncio.Lock()
        self._told_at: float | None = None

    @asynccontextmanager
    async def claimed(self, folder: Path, size_bytes: int) -> AsyncIterator[None]:
        """Keep room for what is going to be written into a folder, until it is written.

        Where there is none, the oldest videos are removed. Raises DISK_FULL when that would not
        be enough; nothing is removed then.
        """
        device = (await asyncio.to_thread(os.stat, folder)).st_dev
        async with self._claiming:
            await self._make_room(folder, device, size_bytes)
            self._claims[device] += size_bytes
        try:
            yield
        finally:
            self._claims[device] -= size_bytes

    async def disks(self) -> dict[str, Disk]:
        """Return the disks of the studio's folders, by setting."""
        settings = self._settings
        folders = {"library": settings.library, "videos": settings.videos}
        return {name: await self._disk(folder) for name, folder in folders.items()}

    async def _make_room(self, folder: Path, device: int, size_bytes: int) -> None:
        disk = await self._disk(folder)
        missing = size_bytes - (disk.room - self._claims[device])
        if missing <= 0:
            return
        if not await self._is_removed(device, missing):
            self._tell(folder, disk, size_bytes)
            raise DISK_FULL

    async def _is_removed(self, device: int, missing_bytes: int) -> bool:
        """Remove the oldest videos until so many bytes are free; False when they have fewer."""
        videos = self._settings.videos
        if (await asyncio.to_thread(os.stat, videos)).st_dev != device:
            return False
        removed = []
        for video in await self._queue.oldest(_YOUNG_SECONDS):
            if missing_bytes <= 0:
                break
            removed.append(video)
            missing_bytes -= video.size_bytes or 0
        if missing_bytes > 0:
            return False
        for video in removed:
            # The row first: a link is not told any more before its file goes.
            if await self._queue.discard(video.video_task_id, MADE_ROOM):
                path = videos / video.file_name
                await asyncio.to_thread(path.unlink, missing_ok=True)
                _log.warning("The disk is full: the old video %s made room", video.video_task_id)
        return True

    async def _disk(self, folder: Path) -> Disk:
        return await asyncio.to_thread(disk_of, folder, self._settings, self._usage)

    def _tell(self, folder: Path, disk: Disk, size_bytes: int) -> None:
        now = time.monotonic()
        if self._told_at is not None and now - self._told_at < _TELL_EVERY_SECONDS:
            return
        self._told_at = now
        _log.error(
            "The disk of %s is full, and no song or video is taken: %d MiB are free, of which %d"
            " are kept back for the database (studio.reserve_megabytes), and %d are needed at"
            " a time. Make room there",
            folder, disk.free // MEBIBYTE, disk.reserve // MEBIBYTE, -(-size_bytes // MEBIBYTE),
        )  # fmt: skip
