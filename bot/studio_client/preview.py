"""Draws what a branding looks like, always with the studio's code and never in this process.

Where the studio runs, it is asked over HTTP. With the cloud there is none, and its drawing alone
is run, in a child process.
"""

import logging
from functools import partial
from typing import Protocol

from bot.jobs import Branding, RenderOptions, TrackInfo
from bot.studio_client.client import StudioClient
from bot.studio_client.errors import StudioError

log = logging.getLogger(__name__)


class PreviewFailed(Exception):
    """The picture can't be drawn now."""


class PreviewRenderer(Protocol):
    """What draws."""

    async def render(
        self,
        branding: Branding,
        track: TrackInfo | None,
        guild_id: int,
        options: RenderOptions | None = None,
        *,
        card: str | None = None,
        is_small: bool = False,
    ) -> bytes:
        """Return a PNG of a branding, on a track's cover where there is one.

        ``options``: in which look and shape, where these can be chosen. ``card``: "intro" or
        "outro", to see that in the picture's place. ``is_small``: as it is drawn soonest.

        Raises PreviewFailed.
        """
        ...


class RemotePreview:
    """Has the studio draw."""

    def __init__(self, studio: StudioClient) -> None:
        self._studio = studio

    async def render(
        self,
        branding: Branding,
        track: TrackInfo | None,
        guild_id: int,
        options: RenderOptions | None = None,
        *,
        card: str | None = None,
        is_small: bool = False,
    ) -> bytes:
        """Return a PNG of a branding, on the cover of a track of the library.

        Raises PreviewFailed.
        """
        draw = partial(self._studio.preview, card=card, is_small=is_small)
        try:
            try:
                return await draw(branding, track, guild_id, options)
            except StudioError as error:
                if track is None or error.code is None:  # silent: it would be waited for twice
                    raise
                log.info("no preview on the track: %s", error)
            # Another track than the library's, one removed since, or a cover that can't be drawn.
            return await draw(branding, None, guild_id, options)
        except StudioError as error:
            raise PreviewFailed(f"the studio gave no picture: {error!r}") from error
