"""Draws what a branding looks like, always with the studio's code and never in this process.

Where the studio runs, it is asked over HTTP. With the cloud there is none, and its drawing alone
is run, in a child process.
"""

import logging
from typing import Final, Protocol

import aiohttp

from bot.jobs import Branding, TrackInfo
from bot.video_api.studio import OWNER_HEADER, PREVIEW_PATH

log = logging.getLogger(__name__)

_STUDIO_SECONDS: Final = 60.0
"""The studio draws one picture at a time, each for 20 s at most."""

_COVER_SECONDS: Final = 10.0


class PreviewFailed(Exception):
    """The picture can't be drawn now."""


class PreviewRenderer(Protocol):
    """What draws."""

    async def render(self, branding: Branding, track: TrackInfo | None, guild_id: int) -> bytes:
        """Return a PNG of a branding, on a track's cover where there is one.

        Raises PreviewFailed.
        """
        ...


class RemotePreview:
    """Has the studio draw."""

    def __init__(self, session: aiohttp.ClientSession, *, base_url: str, key: str) -> None:
        self._session = session
        self._url = f"{base_url}{PREVIEW_PATH}"
        self._headers = {"Authorization": f"Bearer {key}"}

    async def render(self, branding: Branding, track: TrackInfo | None, guild_id: int) -> bytes:
        """Return a PNG of a branding, on the cover of a track of the library.

        Raises PreviewFailed.
        """
        new_request = {"author": branding.author, "domainName": branding.domain_name}
        named = {} if track is None else {"taskId": track.task_id, "audioId": track.audio_id}
        try:
            drawn = await self._ask({**new_request, **named}, guild_id)
            if drawn is None and named:  # another track than the library's, or removed since
                drawn = await self._ask(new_request, guild_id)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise PreviewFailed(f"the studio gave no picture: {error!r}") from error
        if drawn is None:
            raise PreviewFailed("the studio gave no picture")
        return drawn

    async def _ask(self, new_request: dict[str, str | None], guild_id: int) -> bytes | None:
        async with self._session.post(
            self._url,
            json={name: text for name, text in new_request.items() if text is not None},
            headers=self._headers | {OWNER_HEADER: str(guild_id)},
            timeout=aiohttp.ClientTimeout(total=_STUDIO_SECONDS),
        ) as response:
            if response.content_type != "image/png":
                log.info("no preview: the studio answered %d", response.status)
                return None
            return await response.read()
