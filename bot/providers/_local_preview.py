"""Draws previews with the studio's code where no studio runs: in a child process of its own."""

import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.jobs import Branding, KnownTrack
from bot.net.safe_download import Fetch, FetchFailed
from bot.studio.models import Failure
from bot.studio.process.preview_process import Previews
from bot.studio.render.spec import Branding as Drawn
from bot.studio.settings import COVER_BYTES, StudioSettings
from bot.studio_client.preview import NotDrawn

log = logging.getLogger(__name__)

_COVER_SECONDS: Final = 10.0


class OwnEasel:
    """Draws with the studio's code where no studio runs. ``scratch``: a folder for its files."""

    def __init__(self, fetch: Fetch, settings: StudioSettings, scratch: Path) -> None:
        self._fetch = fetch
        self._settings = settings
        self._scratch = scratch
        self._previews = Previews(scratch)

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: StudioSettings) -> AsyncIterator["OwnEasel"]:
        """Make room for its files, and connections for covers."""
        with tempfile.TemporaryDirectory(prefix="musicvideo-easel-") as scratch:
            async with Fetch.open(timeout_seconds=_COVER_SECONDS) as fetch:
                yield cls(fetch, settings, Path(scratch))

    async def picture(self, branding: Branding, track: KnownTrack | None, _guild_id: int) -> bytes:
        """Give a PNG of a branding, on a track's cover where it can be had. Raises NotDrawn."""
        settings = self._settings
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            drawn = Drawn(
                cover=await self._cover(track, Path(folder) / "cover"),
                title=(track and track.title) or "",
                author=branding.author or "",
                domain_name=branding.domain_name or "",
                look=settings.look,
                aspect=settings.aspect,
                resolution=settings.resolution,
                font_paths=tuple(path.absolute() for path in settings.fonts),
            )
            try:
                return await self._previews.picture(drawn)
            except Failure as failure:
                raise NotDrawn(failure.message) from failure

    async def _cover(self, track: KnownTrack | None, destination: Path) -> Path | None:
        """Fetch a track's cover; a picture without it is better than none."""
        if track is None or not track.image_url:
            return None
        try:
            await self._fetch.file(track.image_url, destination, limit_bytes=COVER_BYTES)
        except (FetchFailed, OSError) as error:
            log.info("no cover for a preview: %s", error)
            return None
        return destination
