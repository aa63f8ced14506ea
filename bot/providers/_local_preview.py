"""Draws previews with the studio's code where no studio runs: in a child process of its own."""

import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.jobs import Branding, RenderOptions, TrackInfo
from bot.net.safe_download import DownloadFailed, SafeDownloader
from bot.studio.models import RenderFailed
from bot.studio.process.preview_process import PreviewService
from bot.studio.settings import COVER_BYTES, StudioSettings
from bot.studio.spec_builder import SceneTexts, scene_spec
from bot.studio_client.preview import PreviewFailed

log = logging.getLogger(__name__)

_COVER_SECONDS: Final = 10.0


class LocalPreview:
    """Draws with the studio's code where no studio runs. ``scratch``: a folder for its files."""

    def __init__(
        self,
        fetch: SafeDownloader,
        settings: StudioSettings,
        scratch: Path,
        previews: PreviewService,
    ) -> None:
        self._fetch = fetch
        self._settings = settings
        self._scratch = scratch
        self._previews = previews

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: StudioSettings) -> AsyncIterator["LocalPreview"]:
        """Make room for its files, and connections for covers."""
        with tempfile.TemporaryDirectory(prefix="musicvideo-preview-") as scratch:
            folder = Path(scratch)
            async with (
                SafeDownloader.open(timeout_seconds=_COVER_SECONDS) as fetch,
                PreviewService.open(folder) as previews,
            ):
                yield cls(fetch, settings, folder, previews)

    async def render(
        self,
        branding: Branding,
        track: TrackInfo | None,
        guild_id: int,  # noqa: ARG002 - covers are everybody's here
        options: RenderOptions | None = None,  # noqa: ARG002 - as the host has set
        *,
        card: str | None = None,  # noqa: ARG002 - the cloud's videos have none
        is_small: bool = False,  # noqa: ARG002 - asked for where looks can be chosen
    ) -> bytes:
        """Return a PNG of a branding, on a track's cover where it can be had.

        Raises PreviewFailed.
        """
        texts = SceneTexts(
            title=track and track.title,
            author=branding.author,
            domain_name=branding.domain_name,
        )
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            cover = await self._cover(track, Path(folder) / "cover")
            try:
                return await self._previews.render(scene_spec(self._settings, texts, cover=cover))
            except RenderFailed as failure:
                raise PreviewFailed(failure.message) from failure

    async def _cover(self, track: TrackInfo | None, destination: Path) -> Path | None:
        """Fetch a track's cover; a picture without it is better than none."""
        if track is None or not track.image_url:
            return None
        try:
            await self._fetch.file(track.image_url, destination, limit_bytes=COVER_BYTES)
        except (DownloadFailed, OSError) as error:
            log.info("no cover for a preview: %s", error)
            return None
        return destination
