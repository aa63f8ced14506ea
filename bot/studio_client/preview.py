"""Draws what a branding looks like, always with the studio's code and never in this process.

Where the studio runs, it is asked over HTTP. With the cloud there is none, and its drawing alone
is run, in a child process.
"""

import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, Protocol

import aiohttp

from bot.jobs import Branding, KnownTrack
from bot.net.safe_download import Fetch, FetchFailed
from bot.studio.http.studio_api import PREVIEW_PATH
from bot.studio.http.video_api import OWNER_HEADER
from bot.studio.library.track_sources import COVER_BYTES
from bot.studio.models import Failure
from bot.studio.process.preview_process import Previews
from bot.studio.render.spec import Branding as Drawn
from bot.studio.settings import StudioSettings

log = logging.getLogger(__name__)

_STUDIO_SECONDS: Final = 60.0
"""The studio draws one picture at a time, each for 20 s at most."""

_COVER_SECONDS: Final = 10.0


class NotDrawn(Exception):
    """The picture can't be drawn now."""


class Easel(Protocol):
    """What draws."""

    async def picture(self, branding: Branding, track: KnownTrack | None, guild_id: int) -> bytes:
        """Give a PNG of a branding, on a track's cover where there is one. Raises NotDrawn."""
        ...


class StudioEasel:
    """Has the studio draw."""

    def __init__(self, session: aiohttp.ClientSession, *, base_url: str, key: str) -> None:
        self._session = session
        self._url = f"{base_url}{PREVIEW_PATH}"
        self._headers = {"Authorization": f"Bearer {key}"}

    async def picture(self, branding: Branding, track: KnownTrack | None, guild_id: int) -> bytes:
        """Give a PNG of a branding, on the cover of a track of the library. Raises NotDrawn."""
        wish = {"author": branding.author, "domainName": branding.domain_name}
        named = {} if track is None else {"taskId": track.task_id, "audioId": track.audio_id}
        try:
            drawn = await self._ask({**wish, **named}, guild_id)
            if drawn is None and named:  # another track than the library's, or removed since
                drawn = await self._ask(wish, guild_id)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotDrawn(f"the studio gave no picture: {error!r}") from error
        if drawn is None:
            raise NotDrawn("the studio gave no picture")
        return drawn

    async def _ask(self, wish: dict[str, str | None], guild_id: int) -> bytes | None:
        async with self._session.post(
            self._url,
            json={name: text for name, text in wish.items() if text is not None},
            headers=self._headers | {OWNER_HEADER: str(guild_id)},
            timeout=aiohttp.ClientTimeout(total=_STUDIO_SECONDS),
        ) as response:
            if response.content_type != "image/png":
                log.info("no preview: the studio answered %d", response.status)
                return None
            return await response.read()


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
