"""Draws what a branding would look like on a track, below ``/studio/v1``."""

import asyncio

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from bot.studio.http.responses import BODY_LIMIT, ErrorResponse, parse_body
from bot.studio.http.video_api import owner_of, read
from bot.studio.library.library import Library
from bot.studio.library.logos import Logos
from bot.studio.library.models import StoredTrack
from bot.studio.models import RenderFailed
from bot.studio.process.preview_process import PreviewService
from bot.studio.render.spec import (
    CARD_LENGTH,
    FONT_LENGTH,
    ChosenAspect,
    ChosenLogo,
    Colour,
    Look,
    RenderChoices,
    Resolution,
    SceneSpec,
    Shown,
)
from bot.studio.settings import StudioSettings
from bot.studio.spec_builder import SceneTexts, scene_spec
from bot.video_api import BRANDING_LENGTH
from bot.video_api.studio import PREVIEW_PATH


class PreviewRequest(BaseModel):
    """The body of a preview: a branding, options, and perhaps the track to show it on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    author: str | None = Field(default=None, max_length=BRANDING_LENGTH)
    domain_name: str | None = Field(default=None, max_length=BRANDING_LENGTH, alias="domainName")
    task_id: str | None = Field(default=None, alias="taskId")
    audio_id: str | None = Field(default=None, alias="audioId")
    look: Look | None = None
    aspect: ChosenAspect | None = None
    colours: Colour | None = None
    font: str | None = Field(default=None, max_length=FONT_LENGTH)
    logo: ChosenLogo | None = None
    intro: str | None = Field(default=None, max_length=CARD_LENGTH)
    outro: str | None = Field(default=None, max_length=CARD_LENGTH)
    shown: Shown = "picture"
    """The picture, or one of the cards in its place."""
    resolution: Resolution | None = None
    """Of the short side, in pixels; None: that of videos."""

    @property
    def choices(self) -> RenderChoices:
        """The options among it."""
        names = ("look", "aspect", "colours", "font", "logo", "intro", "outro")
        chosen = RenderChoices()
        return chosen.model_copy(update={name: getattr(self, name) for name in names})


class PreviewHandlers:
    """The handler of previews."""

    def __init__(
        self, library: Library, previews: PreviewService, settings: StudioSettings
    ) -> None:
        self._library = library
        self._logos = Logos(settings.library)
        self._previews = previews
        self._settings = settings

    def routes(self) -> list[web.RouteDef]:
        """Return the route of previews."""
        return [web.post(PREVIEW_PATH, self.preview)]

    async def preview(self, request: web.Request) -> web.Response:
        """Answer with a PNG of what a branding would look like on a track."""
        body = parse_body(PreviewRequest, await read(request, BODY_LIMIT))
        scene = await asyncio.to_thread(self._scene, body, owner_of(request))
        try:
            picture = await self._previews.render(scene, body.shown)
        except RenderFailed as failure:
            raise ErrorResponse(failure.code, failure.message) from failure
        return web.Response(body=picture, content_type="image/png")

    def _scene(self, body: PreviewRequest, owner: str | None) -> SceneSpec:
        """Put a branding on the track that was named, or on nothing in particular."""
        track = self._track(body, owner) if body.task_id else None
        cover = track and track.cover and self._library.path(body.task_id or "", track.cover)
        texts = SceneTexts(
            title=track.title if track else "Preview",
            artist=track.author if track else None,
            author=body.author,
            domain_name=body.domain_name,
        )
        logo = self._logos.path(body.logo.logo_id, owner or "") if body.logo else None
        if body.aspect == "canvas":  # which shows none of it
            texts, logo = SceneTexts(), None
        scene = scene_spec(self._settings, texts, body.choices, cover=cover or None, logo=logo)
        return scene.model_copy(update={"resolution": body.resolution or scene.resolution})

    def _track(self, body: PreviewRequest, owner: str | None) -> StoredTrack:
        """Return the track that was named. Raises ErrorResponse when there is none."""
        task = self._library.task(body.task_id or "", owner)
        for track in task.tracks if task else ():
            if body.audio_id in (None, track.audio_id):
                return track
        raise ErrorResponse(404, "The library has no such track")
