"""The tracks that people can choose from: those used in a server, the studio's, the API's."""

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from functools import partial
from typing import Final

from bot.clock import utc_now
from bot.jobs import KnownTrack, TrackKey
from bot.sanitize import fits
from bot.services.lookup_pace import LookUpPace
from bot.services.stale_cache import Recollection
from bot.store import Store
from bot.studio_client.library import ShelfSilent, Song, StudioShelf
from bot.video_api import ApiError, VideoProvider

log = logging.getLogger(__name__)

MOST_SUGGESTIONS: Final = 25
"""Discord shows no more choices."""

_MOST_IDS: Final = 10
_MOST_LOOKED_UP: Final = 4
"""Ids of one message: nobody's text makes the API be asked without end."""

_OFFER_SECONDS: Final = 0.3
_LOOK_UP_SECONDS: Final = 0.8
"""How long somebody who types waits for choices; Discord itself gives up after 3 s."""

_UNKNOWN_SECONDS: Final = 30.0
_MOST_UNKNOWN: Final = 500


class Catalogue:
    """Finds tracks by what people type, and the tracks of a task."""

    def __init__(self, store: Store, api: VideoProvider, shelf: StudioShelf | None) -> None:
        self._store = store
        self._api = api
        self._shelf = shelf
        self._unknown: OrderedDict[str, float] = OrderedDict()
        self._pace = LookUpPace()
        self._recent = Recollection(self._ask_recent, wait_seconds=_OFFER_SECONDS)
        self._shelved = Recollection(self._ask_shelf, wait_seconds=_OFFER_SECONDS)
        self._takes = Recollection(self._ask_known, wait_seconds=_LOOK_UP_SECONDS)

    async def suggest(self, guild_id: int, typed: str) -> list[KnownTrack]:
        """Give tracks that fit what was typed, those used in the server first.

        Soon, and without fail: where the database or the studio hangs, with what was last known.
        """
        recent, shelved = await asyncio.gather(
            self._recent.get(guild_id), self._shelved.get(guild_id)
        )
        unique = {track.key.model_dump_json(): track for track in reversed(recent + shelved)}
        fitting = [track for track in reversed(unique.values()) if _fits(track, typed)]
        return fitting[:MOST_SUGGESTIONS]

    async def takes(
        self, guild_id: int, task_id: str, typed: str = "", *, user_id: int
    ) -> list[KnownTrack]:
        """Give a task's tracks that fit what was typed: known here, or at the API.

        Soon, and without fail: an answer that takes longer is there for what is typed next. The
        API is asked only so often, for the member ``user_id`` and for all.
        """
        ask = partial(self._ask_takes, user_id=user_id)
        tracks = await self._takes.get((guild_id, task_id), ask)
        return [track for track in tracks if _fits(track, typed)]

    async def _ask_recent(self, guild_id: int) -> list[KnownTrack]:
        return await self._store.tracks.recent(guild_id, MOST_SUGGESTIONS * 4)

    async def _ask_shelf(self, guild_id: int) -> list[KnownTrack]:
        return [] if self._shelf is None else await self._shelf.tracks(guild_id)

    async def _ask_known(self, key: tuple[int, str]) -> list[KnownTrack]:
        return await self.known(*key)

    async def _ask_takes(self, key: tuple[int, str], *, user_id: int) -> list[KnownTrack]:
        """Find a task's tracks; what the API doesn't know is not asked with every letter typed."""
        guild_id, task_id = key
        tracks = await self.known(guild_id, task_id)
        if tracks or self._unknown.get(task_id, 0.0) > time.monotonic():
            return tracks
        if not self._pace.take(user_id):
            return []
        try:
            tracks = await self.look_up(guild_id, task_id)
        finally:
            if not tracks:
                self._unknown[task_id] = time.monotonic() + _UNKNOWN_SECONDS
                if len(self._unknown) > _MOST_UNKNOWN:
                    self._unknown.popitem(last=False)
        return tracks

    async def known(self, guild_id: int, task_id: str) -> list[KnownTrack]:
        """Give the tracks of a task that are known here, without asking the API."""
        tracks = await self._store.tracks.of_task(task_id, guild_id)
        if not tracks:
            tracks = [song.track for song in await self._songs(guild_id, task_id)]
        return tracks

    async def is_misnamed(self, guild_id: int, key: TrackKey) -> bool:
        """Tell whether the studio has the task, and no such track of it; soon, and without fail."""
        songs = await self._songs(guild_id, key.task_id)
        return bool(songs) and key.audio_id not in [song.audio_id for song in songs]

    async def named(self, guild_id: int, ids: list[str]) -> list[KnownTrack]:
        """Give the tracks that ids name, each a track's or a task's: known here, or at the API.

        Where both are named, a task stands only for the tracks that are. Raises ApiError when
        nothing is found and the API could not be asked.
        """
        wanted, tracks, failure = ids[:_MOST_IDS], [], None
        for one in wanted:
            tracks += await self._of_id(guild_id, one)
        known = {track.task_id for track in tracks} | {track.audio_id for track in tracks}
        for task_id in [one for one in wanted if one not in known][:_MOST_LOOKED_UP]:
            try:
                tracks += await self.look_up(guild_id, task_id)
            except ApiError as error:
                failure = error
        if failure is not None and not tracks:
            raise failure
        unique = list({track.key.model_dump_json(): track for track in tracks}.values())
        return [track for track in unique if track.audio_id in wanted] or unique

    async def _of_id(self, guild_id: int, one: str) -> list[KnownTrack]:
        tracks = await self._store.tracks.of_audio(one, guild_id) or await self.known(guild_id, one)
        if tracks or self._shelf is None:
            return tracks
        with contextlib.suppress(ShelfSilent):
            return [t for t in await self._shelf.tracks(guild_id) if t.audio_id == one]
        return []

    async def look_up(self, guild_id: int, task_id: str) -> list[KnownTrack]:
        """Ask the API for the tracks of a task, and remember them. Raises ApiError."""
        record = await self._api.music(task_id, owner=str(guild_id))
        tracks = [
            KnownTrack(
                task_id=task_id,
                audio_id=track.audio_id,
                position=position,
                title=track.title,
                duration_seconds=track.duration_seconds,
                image_url=track.image_url,
            )
            for position, track in enumerate(record.tracks if record is not None else [])
        ]
        if record is not None and record.is_complete:  # until then there may be more to come
            owners = {song.guild_id for song in await self._songs(guild_id, task_id)}
            await self._store.tracks.remember(tracks, utc_now(), owner=next(iter(owners), None))
        return tracks

    async def learn(self, guild_id: int, key: TrackKey) -> bool:
        """Look up what a track is called, unless it is known; a miss harms nothing."""
        if await self._store.tracks.get(key) is not None:
            return False
        try:
            return bool(await self.look_up(guild_id, key.task_id))
        except ApiError as error:
            log.info("track not looked up: %s", error)
            return False

    async def _songs(self, guild_id: int, task_id: str) -> list[Song]:
        """Give the songs of a task that are on the studio's shelf, as far as it answers."""
        if self._shelf is None:
            return []
        try:
            songs = await self._shelf.songs(guild_id)
        except ShelfSilent:
            return []
        return [song for song in songs if song.task_id == task_id]


def _fits(track: KnownTrack, typed: str) -> bool:
    return fits(f"{track.title or ''} {track.task_id} {track.audio_id}", typed)
