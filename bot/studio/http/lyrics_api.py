"""The lyrics of tracks that are in the library already: given, replaced, looked at, taken away."""

import asyncio
from pathlib import Path
from typing import Final

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from bot.net.safe_download import SafeDownloader
from bot.studio.http.responses import ErrorResponse, parse_body, success_response
from bot.studio.http.uploads import fetched_lyrics
from bot.studio.http.video_api import owner_of
from bot.studio.library.library import Library
from bot.studio.library.models import StoredTask, StoredTrack
from bot.studio.render.lyric_files import MAX_BYTES, LyricFileError, lyrics_to_keep, words_of
from bot.studio.settings import StudioSettings
from bot.video_api.studio import track_lyrics_path

_ROUTE: Final = track_lyrics_path("{task_id}")
_BODY_LIMIT: Final = 2 * MAX_BYTES  # bytes: JSON makes some of a text longer


class LyricsRequest(BaseModel):
    """Lyrics for a track: where they are, or what they are.

    ``isTrial``: they are read and answered, and nothing is changed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lyrics_url: str | None = Field(default=None, max_length=2000, alias="lyricsUrl")
    lyrics: str | None = None
    audio_id: str | None = Field(default=None, max_length=36, alias="audioId")
    is_trial: bool = Field(default=False, alias="isTrial")


class LyricsHandlers:
    """The handlers of a task's lyrics; a server (the header) changes those of its own only."""

    def __init__(self, library: Library, settings: StudioSettings, fetch: SafeDownloader) -> None:
        self._library = library
        self._settings = settings
        self._fetch = fetch

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get(_ROUTE, self.show),
            web.put(_ROUTE, self.set),
            web.delete(_ROUTE, self.remove),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Answer with the lyrics of a track as they are kept."""
        task_id, owner = request.match_info["task_id"], owner_of(request)
        task = await asyncio.to_thread(self._library.task, task_id, owner)
        track = _track_of(task, request.query.get("audioId"))
        path = track.lyrics and self._library.path(task_id, track.lyrics)
        try:
            text = await asyncio.to_thread(Path(path).read_text, "utf-8") if path else None
        except OSError:
            text = None
        if text is None:
            raise ErrorResponse(404, "The track has no lyrics")
        return success_response(_told(text))

    async def set(self, request: web.Request) -> web.Response:
        """Keep lyrics for a track; videos that are there stay as they are."""
        body = parse_body(LyricsRequest, await _read(request))
        track = await self._own_track(request, body.audio_id)
        if (body.lyrics_url is None) is (body.lyrics is None):
            raise ErrorResponse(422, "Name one of lyricsUrl and lyrics")
        data = (body.lyrics or "").encode()
        if body.lyrics_url is not None:
            root, settings = self._library.root, self._settings
            data = await fetched_lyrics(body.lyrics_url, root, settings, self._fetch)
        try:
            text = await asyncio.to_thread(
                lyrics_to_keep, data, song_seconds=track.duration_seconds
            )
        except LyricFileError as error:
            reason = {"reason": f"lyrics-{error.fault}"}
            raise ErrorResponse(422, error.message, reason) from error
        if not body.is_trial:
            await self._keep(request, track, text)
        return success_response(_told(text))

    async def remove(self, request: web.Request) -> web.Response:
        """Take the lyrics of a track away."""
        track = await self._own_track(request, request.query.get("audioId"))
        if track.lyrics is None:
            raise ErrorResponse(404, "The track has no lyrics")
        await self._keep(request, track, None)
        return success_response(None)

    async def _own_track(self, request: web.Request, audio_id: str | None) -> StoredTrack:
        task = await asyncio.to_thread(self._library.task, request.match_info["task_id"])
        if task is not None and task.owner != (owner_of(request) or ""):
            task = None
        return _track_of(task, audio_id)

    async def _keep(self, request: web.Request, track: StoredTrack, text: str | None) -> None:
        task_id, owner = request.match_info["task_id"], owner_of(request) or ""
        kept = await asyncio.to_thread(
            self._library.set_lyrics, task_id, track.audio_id, text, owner
        )
        if not kept:
            raise ErrorResponse(404, "The library has no such task")


async def _read(request: web.Request) -> bytes:
    """Read a body that may be larger than those of other calls. Raises ErrorResponse."""
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > _BODY_LIMIT:
            raise ErrorResponse(413, "The body is too large")
    return bytes(body)


def _track_of(task: StoredTask | None, audio_id: str | None) -> StoredTrack:
    """Return the track that is meant. Raises ErrorResponse."""
    if task is None:
        raise ErrorResponse(404, "The library has no such task")
    tracks = [track for track in task.tracks if audio_id in (None, track.audio_id)]
    if not tracks:
        raise ErrorResponse(404, "The task has no such track")
    if len(tracks) > 1:
        raise ErrorResponse(422, "The task has several tracks: name one by audioId")
    return tracks[0]


def _told(text: str) -> dict[str, str]:
    return {"lyrics": text, "words": words_of(text)}
