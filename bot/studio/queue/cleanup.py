"""The removal of what the studio need not keep: old videos, their rows, leftovers of a crash."""

import asyncio
import logging
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Final

from bot.studio.models import RenderFailed
from bot.studio.queue.queue import VideoQueue
from bot.studio.settings import StudioSettings

_log = logging.getLogger(__name__)

VIDEO_NAME: Final = re.compile(r"[0-9a-f]{32}\.mp4")
DRAFT_PREFIX: Final = ".render-"
_DRAFT_PREFIXES: Final = (".fetched-", DRAFT_PREFIX)
_DRAFT_SUFFIX: Final = ".part.mp4"  # what earlier versions called them
_EVERY_SECONDS: Final = 3600.0
_ROWS_DAYS: Final = 90.0

OUTDATED: Final = RenderFailed(
    404, "expired", "The video was kept for its days and is gone; make it again."
)


class VideoFileCleanup:
    """Keeps the videos' folder tidy."""

    def __init__(self, queue: VideoQueue, settings: StudioSettings) -> None:
        self._queue = queue
        self._settings = settings

    async def run(self) -> None:
        """Tidy up once an hour until cancelled."""
        while True:
            try:
                await self.delete_expired()
            except (OSError, sqlite3.OperationalError):
                # What is left stays until the next hour; videos can be made all the same.
                _log.exception("The videos' folder could not be tidied up")
            await asyncio.sleep(_EVERY_SECONDS)

    async def delete_expired(self) -> None:
        """Remove the videos whose days are over, files that no video has, and old rows."""
        folder = self._settings.videos
        for video in await self._queue.outdated():
            # The row first: a link is not told any more before its file goes.
            if await self._queue.discard(video.video_task_id, OUTDATED):
                await asyncio.to_thread(_remove, folder / video.file_name)
                _log.info("The video %s was kept for its days and is gone", video.video_task_id)
        # Listed before asking: a file that comes after is not looked at.
        names = await asyncio.to_thread(_video_names, folder)
        for name in names - await self._queue.kept_files():
            await asyncio.to_thread(_remove, folder / name)
        await self._queue.forget(self._settings.keep_days + _ROWS_DAYS)


def delete_drafts(folder: Path) -> None:
    """Delete the drafts that a crash left; only while no render runs."""
    for path in folder.glob(".*"):
        if path.name.startswith(_DRAFT_PREFIXES) and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(_DRAFT_PREFIXES) or path.name.endswith(_DRAFT_SUFFIX):
            _remove(path)


def _remove(path: Path) -> None:
    """Delete a file; one that the disk won't give up is left, and tried again next time."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("%s can't be deleted: %s", path, error.strerror)


def _video_names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if VIDEO_NAME.fullmatch(path.name)}
