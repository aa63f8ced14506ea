"""The studio's library, over the studio's own API: the songs a server has there."""

import time
from collections import OrderedDict
from datetime import datetime
from typing import Any, Final, TypeVar

import aiohttp
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.jobs import TrackInfo
from bot.video_api.studio import OWNER_HEADER

_LIST_SECONDS: Final = 1.0
_CACHE_SECONDS: Final = 10.0
_ADD_SECONDS: Final = 330.0
"""The studio itself gives up after 300 s: its answer is waited for, so that none is guessed."""
_REMOVE_SECONDS: Final = 20.0
_MAX_TRACKS: Final = "1000"
_MAX_CACHED: Final = 200
"""Servers whose lists are kept: more are asked for within ten seconds on few hosts."""

_NO_ROOM: Final = 507  # its disk is full: that is an answer, with a reason

_CONNECTION_ERRORS: Final = (aiohttp.ClientError, TimeoutError, ValueError)


class TrackRejected(Exception):
    """The studio does not take a song; ``reason`` is its word for why, None when it gave none."""

    def __init__(self, reason: str | None) -> None:
        super().__init__(reason)
        self.reason = reason


class StudioUnavailable(Exception):
    """The studio gave no answer that could be read."""


class LibraryTrack(BaseModel):
    """One track in the library. ``added_at``: aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    audio_id: str
    position: int
    title: str
    artist: str | None
    duration_seconds: float | None
    image_url: str | None
    guild_id: int | None
    """The server it belongs to; None: everybody's, put there by the host."""
    added_by: int | None
    """The member who brought it, where that is known."""
    added_at: datetime

    @property
    def track(self) -> TrackInfo:
        """What is known of it as a track like any other."""
        return TrackInfo(
            task_id=self.task_id,
            audio_id=self.audio_id,
            position=self.position,
            title=self.title,
            duration_seconds=self.duration_seconds,
            image_url=self.image_url,
        )


class TrackUpload(BaseModel):
    """A song that a member brings: where its files are, and what it is called."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guild_id: int
    user_id: int
    audio_url: str
    audio_name: str
    cover_url: str | None = None
    cover_name: str = ""
    title: str | None = None
    default_title: str = ""
    """Its title when neither the member nor the file names one."""
    artist: str | None = None
    language: str = ""
    """Of the member and the server, as Discord names them: for tags that tell no encoding."""


class _WireModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _WireTrack(_WireModel):
    audio_id: str = Field(alias="audioId")
    title: str
    author: str | None = None
    duration_seconds: float | None = Field(default=None, alias="durationSeconds")
    image_url: str | None = Field(default=None, alias="imageUrl")


class _WireTask(_WireModel):
    task_id: str = Field(alias="taskId")
    owner: str | None = None
    added_by: str | None = Field(default=None, alias="addedBy")
    created_at: datetime = Field(alias="createdAt")
    tracks: list[_WireTrack] = Field(min_length=1)


class _WireTasks(_WireModel):
    tasks: list[_WireTask]


_Read = TypeVar("_Read", bound=_WireModel)


class StudioLibraryClient:
    """The studio's library, as a server may see it; lists come from a short-lived cache."""

    def __init__(self, session: aiohttp.ClientSession, *, base_url: str, key: str) -> None:
        self._session = session
        self._url = f"{base_url}/studio/v1/tracks"
        self._headers = {"Authorization": f"Bearer {key}"}
        self._cache: OrderedDict[int, tuple[float, list[LibraryTrack]]] = OrderedDict()
        self._changes = 0

    async def tracks(self, guild_id: int) -> list[TrackInfo]:
        """Return the tracks open to a server, newest first. Raises StudioUnavailable."""
        return [song.track for song in await self.list_tracks(guild_id)]

    async def list_tracks(self, guild_id: int) -> list[LibraryTrack]:
        """Return the songs open to a server, newest first. Raises StudioUnavailable."""
        cached_at, songs = self._cache.get(guild_id, (-_CACHE_SECONDS, []))
        if time.monotonic() - cached_at < _CACHE_SECONDS:
            return songs
        params = {"owner": str(guild_id), "limit": _MAX_TRACKS}
        changes = self._changes
        try:
            data = await self._call("GET", self._url, _LIST_SECONDS, params=params)
        except TrackRejected as error:
            raise StudioUnavailable("the list was refused") from error
        songs = [song for task in _read(_WireTasks, data).tasks for song in _tracks_of(task)]
        if changes == self._changes:  # a list from before a change is old already
            self._cache[guild_id] = (time.monotonic(), songs)
            self._cache.move_to_end(guild_id)
            if len(self._cache) > _MAX_CACHED:
                self._cache.popitem(last=False)
        return songs

    async def add(self, new: TrackUpload) -> LibraryTrack:
        """Have the studio fetch a song and take it. Raises TrackRejected and StudioUnavailable."""
        new_request = {
            "audioUrl": new.audio_url,
            "audioName": new.audio_name,
            "coverUrl": new.cover_url,
            "coverName": new.cover_name,
            "title": new.title,
            "defaultTitle": new.default_title,
            "author": new.artist,
            "language": new.language,
            "addedBy": str(new.user_id),
        }
        headers = {OWNER_HEADER: str(new.guild_id)}
        try:
            data = await self._call(
                "POST", self._url, _ADD_SECONDS, headers=headers, json=new_request
            )
        finally:
            self.forget()
        return _tracks_of(_read(_WireTask, data))[0]

    async def remove(self, guild_id: int, task_id: str) -> bool:
        """Remove a server's own task; False when it is not there any more.

        Raises StudioUnavailable.
        """
        headers = {OWNER_HEADER: str(guild_id)}
        try:
            await self._call("DELETE", f"{self._url}/{task_id}", _REMOVE_SECONDS, headers=headers)
        except TrackRejected:
            return False
        finally:
            self.forget()
        return True

    def forget(self) -> None:
        """Ask again the next time."""
        self._cache.clear()
        self._changes += 1

    async def _call(
        self,
        method: str,
        url: str,
        timeout_seconds: float,
        headers: dict[str, str] | None = None,
        **options: Any,  # noqa: ANN401 - aiohttp's own
    ) -> Any:  # noqa: ANN401 - JSON
        """Return an answer's data. Raises TrackRejected and StudioUnavailable."""
        timeout = aiohttp.ClientTimeout(total=timeout_seconds)
        headers = self._headers | (headers or {})
        try:
            async with self._session.request(
                method, url, headers=headers, timeout=timeout, **options
            ) as response:
                envelope = await response.json(content_type=None)
        except _CONNECTION_ERRORS as error:
            raise StudioUnavailable(type(error).__name__) from error
        if not isinstance(envelope, dict) or not isinstance(envelope.get("code"), int):
            raise StudioUnavailable("no envelope")
        data = envelope.get("data")
        if envelope["code"] >= 500 and envelope["code"] != _NO_ROOM:
            raise StudioUnavailable(str(envelope["code"]))
        if envelope["code"] != 200:
            raise TrackRejected(data.get("reason") if isinstance(data, dict) else None)
        return data


def _read(model: type[_Read], data: object) -> _Read:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise StudioUnavailable("an answer of another form") from error


def _tracks_of(task: _WireTask) -> list[LibraryTrack]:
    return [
        LibraryTrack(
            task_id=task.task_id,
            audio_id=track.audio_id,
            position=position,
            title=track.title,
            artist=track.author,
            duration_seconds=track.duration_seconds,
            image_url=track.image_url,
            guild_id=_number(task.owner),
            added_by=_number(task.added_by),
            added_at=task.created_at,
        )
        for position, track in enumerate(task.tracks)
    ]


def _number(text: str | None) -> int | None:
    """Read an id of Discord; the command line may have given something else."""
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
