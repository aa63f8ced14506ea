"""The tracks that people can choose from: those used in a server, the studio's, the API's."""

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import Final

from bot.clock import Clock
from bot.jobs import TrackInfo, TrackKey, WrittenTexts
from bot.sanitize import matches_query, query_words
from bot.services.lookup_pace import LookUpPace
from bot.services.lyric_rules import LyricRules
from bot.services.stale_cache import StaleCache
from bot.services.viewer import Viewer
from bot.store import RequestedTrack, Store
from bot.studio_client import LibraryTrack, StudioLibrary, StudioUnavailable
from bot.video_api import ApiError, VideoProvider

log = logging.getLogger(__name__)

MAX_SUGGESTIONS: Final = 25
"""Discord shows no more choices."""

_MAX_IDS: Final = 10
_MAX_FETCHED: Final = 4
"""Ids of one message: nobody's text makes the API be asked without end."""

_AUTOCOMPLETE_SECONDS: Final = 0.3
_FETCH_SECONDS: Final = 0.8
"""How long somebody who types waits for choices; Discord itself gives up after 3 s."""

_UNKNOWN_SECONDS: Final = 30.0
_MAX_UNKNOWN: Final = 500


LabelText = Callable[[TrackInfo], str]
"""Tells what people read of a track beside its title."""


def _no_label(_track: TrackInfo) -> str:
    return ""


class TrackCatalog:
    """Finds tracks by what people type, and the tracks of a task."""

    def __init__(
        self,
        store: Store,
        api: VideoProvider,
        studio_library: StudioLibrary | None,
        *,
        clock: Clock,
        lyric_rules: LyricRules | None = None,
    ) -> None:
        self._clock = clock
        self._lyric_rules = lyric_rules
        self._store = store
        self._api = api
        self._studio_library = studio_library
        self._unknown: OrderedDict[tuple[int, str], float] = OrderedDict()
        self._pace = LookUpPace()
        self._recent_cache = StaleCache(self._load_recent, wait_seconds=_AUTOCOMPLETE_SECONDS)
        self._library_cache = StaleCache(self._load_library, wait_seconds=_AUTOCOMPLETE_SECONDS)
        self._restricted_cache = StaleCache(
            store.track_owners.restricted, wait_seconds=_AUTOCOMPLETE_SECONDS
        )
        self._task_cache = StaleCache(self._ask_known, wait_seconds=_FETCH_SECONDS)

    async def autocomplete(
        self, viewer: Viewer, typed: str, *, label: LabelText = _no_label
    ) -> list[TrackInfo]:
        """Return tracks that fit what was typed, those used in the server first.

        Those that somebody asked for themselves, or where they can look now, and those of the
        studio's library, as far as they may use them. Soon, and without fail: where the database
        or the studio hangs, with what was last known. ``label`` tells what stands beside a title
        where tracks are listed.
        """
        requested, shelved, kept_back = await asyncio.gather(
            self._recent_cache.get(viewer.guild_id),
            self._shelved(viewer.guild_id, typed),
            self._kept_back_from(viewer),
        )
        recent = [one.track for one in requested if viewer.may_know_of(one.channel_id, one.user_id)]
        unique = {
            (track.task_id, track.audio_id): track
            for track in reversed(recent + shelved)
            if track.task_id not in kept_back
        }
        fitting = (track for track in reversed(unique.values()) if _matches(track, typed, label))
        return list(islice(fitting, MAX_SUGGESTIONS))

    async def _shelved(self, guild_id: int, typed: str) -> list[TrackInfo]:
        """Return the library's songs; of a large one those that fit, as far as they are known."""
        words, library = " ".join(query_words(typed)), self._studio_library
        if library is None:
            return []
        if not library.is_known_large(guild_id):
            songs = await self._library_cache.get((guild_id, ""))
            if not library.is_known_large(guild_id) or not words:
                return songs
        return await self._library_cache.get((guild_id, words))

    async def _kept_back_from(self, viewer: Viewer) -> frozenset[str]:
        """Return the tasks that a member may not use: admission says so in any case."""
        restricted = await self._restricted_cache.get(viewer.guild_id)
        user_id, is_moderator = viewer.user_id, viewer.is_moderator
        return frozenset(
            one.task_id
            for one in restricted
            if not one.is_open_to(user_id, is_moderator=is_moderator)
        )

    async def tracks_of_task(
        self,
        viewer: Viewer,
        task_id: str,
        typed: str = "",
        *,
        label: LabelText = _no_label,
    ) -> list[TrackInfo]:
        """Return a task's tracks that fit what was typed: known here, or at the API.

        Soon, and without fail: an answer that takes longer is there for what is typed next. The
        API is asked only so often, for a member and for all. Nothing of what they may not use.
        """
        if task_id in await self._kept_back_from(viewer):
            return []
        ask = partial(self._load_task, user_id=viewer.user_id)
        tracks = await self._task_cache.get((viewer.guild_id, task_id), ask)
        return [track for track in tracks if _matches(track, typed, label)]

    async def _load_recent(self, guild_id: int) -> list[RequestedTrack]:
        requested = await self._store.tracks.recent(guild_id)
        tracks = {(one.track.task_id, one.track.audio_id): one.track for one in requested}
        shown = await self._as_shown(guild_id, list(tracks.values()))
        tracks = dict(zip(tracks, shown, strict=True))
        return [
            one._replace(track=tracks[one.track.task_id, one.track.audio_id]) for one in requested
        ]

    async def _load_library(self, key: tuple[int, str]) -> list[TrackInfo]:
        guild_id, typed = key
        if self._studio_library is None:
            return []
        if not await self._studio_library.is_large(guild_id):
            return await self._as_shown(guild_id, await self._studio_library.tracks(guild_id))
        found = await self._studio_library.search(guild_id, typed)
        return await self._as_shown(guild_id, [song.track for song in found])

    async def _as_shown(self, guild_id: int, tracks: list[TrackInfo]) -> list[TrackInfo]:
        """Return tracks without those titles that the server doesn't want to be shown."""
        rules = await self._store.text_rules.of(guild_id)
        shown = []
        for track in tracks:
            title = track.title
            if not rules.allows(title, written_in=None):
                song = await self.track_texts(guild_id, track.key)
                written_in = None if song is None else song.guild_id
                title = title if rules.allows(title, written_in=written_in) else None
            shown.append(
                track if title == track.title else track.model_copy(update={"title": title})
            )
        return shown

    async def _ask_known(self, key: tuple[int, str]) -> list[TrackInfo]:
        return await self.local_tracks(*key)

    async def _load_task(self, key: tuple[int, str], *, user_id: int) -> list[TrackInfo]:
        """Find a task's tracks; what the API doesn't know is not asked with every letter typed."""
        guild_id, task_id = key
        tracks = await self.local_tracks(guild_id, task_id)
        if tracks or self._unknown.get(key, 0.0) > time.monotonic():
            return tracks
        # Where the contract isn't settled, a look-up asks both.
        calls = 1 if self._api.settled_contract is not None else 2
        if not self._pace.take(user_id, calls=calls):
            return []
        try:
            tracks = await self.fetch_task(guild_id, task_id)
        finally:
            if not tracks:
                self._unknown[key] = time.monotonic() + _UNKNOWN_SECONDS
                if len(self._unknown) > _MAX_UNKNOWN:
                    self._unknown.popitem(last=False)
        return tracks

    async def local_tracks(self, guild_id: int, task_id: str) -> list[TrackInfo]:
        """Return the tracks of a task that are known here, without asking the API."""
        tracks = await self._store.tracks.of_task(task_id, guild_id)
        if not tracks:
            tracks = [song.track for song in await self._library_tracks(guild_id, task_id)]
        return await self._as_shown(guild_id, tracks)

    async def is_wrong_audio_id(self, guild_id: int, key: TrackKey) -> bool:
        """Return whether the studio has the task, and no such track of it; soon,
        and without fail.
        """
        songs = await self._library_tracks(guild_id, key.task_id)
        return bool(songs) and key.audio_id not in [song.audio_id for song in songs]

    async def length_of(self, guild_id: int, key: TrackKey) -> float | None:
        """Return how many seconds a track has, as far as that is known here; soon."""
        tracks = await self.local_tracks(guild_id, key.task_id)
        return next(
            (track.duration_seconds for track in tracks if track.audio_id == key.audio_id), None
        )

    async def track_texts(self, guild_id: int, key: TrackKey) -> WrittenTexts | None:
        """Return what the studio would write on a song's videos, as far as it answers; soon."""
        for song in await self._library_tracks(guild_id, key.task_id):
            if song.audio_id == key.audio_id:
                rules = self._lyric_rules if song.has_lyrics else None
                return WrittenTexts(
                    has_unwanted_lyrics=rules is not None
                    and await rules.are_unwanted_of(song, guild_id),
                    title=song.title,
                    artist=song.artist,
                    guild_id=song.guild_id,
                    added_by=song.added_by,
                    lyrics_version=song.lyrics_version,
                )
        return None

    async def find_by_ids(self, guild_id: int, ids: list[str]) -> list[TrackInfo]:
        """Return the tracks that ids name, each a track's or a task's: known here, or at the API.

        Where both are named, a task stands only for the tracks that are. Raises ApiError when
        nothing is found and the API could not be asked.
        """
        wanted, tracks, failure = ids[:_MAX_IDS], [], None
        for one in wanted:
            tracks += await self._find_by_id(guild_id, one)
        known = {track.task_id for track in tracks} | {track.audio_id for track in tracks}
        for task_id in [one for one in wanted if one not in known][:_MAX_FETCHED]:
            try:
                tracks += await self.fetch_task(guild_id, task_id)
            except ApiError as error:
                failure = error
        if failure is not None and not tracks:
            raise failure
        unique = list({(track.task_id, track.audio_id): track for track in tracks}.values())
        return [track for track in unique if track.audio_id in wanted] or unique

    async def _find_by_id(self, guild_id: int, one: str) -> list[TrackInfo]:
        tracks = await self._store.tracks.of_audio(one, guild_id)
        if tracks:
            return await self._as_shown(guild_id, tracks)
        tracks = await self.local_tracks(guild_id, one)
        if not tracks and self._studio_library is not None:
            library = self._studio_library
            with contextlib.suppress(StudioUnavailable):
                is_large = await library.is_large(guild_id)
                songs = await (
                    library.search(guild_id, one) if is_large else library.list_tracks(guild_id)
                )
                tracks = [song.track for song in songs if song.audio_id == one]
        return await self._as_shown(guild_id, tracks)

    async def fetch_task(self, guild_id: int, task_id: str) -> list[TrackInfo]:
        """Ask the API for the tracks of a task, and remember them. Raises ApiError."""
        record = await self._api.music(task_id, owner=str(guild_id))
        found = record.tracks if record is not None else []
        tracks = [
            TrackInfo(
                task_id=task_id,
                audio_id=track.audio_id,
                position=position,
                has_siblings=len(found) > 1,
                title=track.title,
                duration_seconds=track.duration_seconds,
                image_url=track.image_url,
            )
            for position, track in enumerate(found)
        ]
        if record is not None and record.is_complete:  # until then there may be more to come
            owners = {song.guild_id for song in await self._library_tracks(guild_id, task_id)}
            await self._store.tracks.save(tracks, self._clock(), owner=next(iter(owners), None))
        return await self._as_shown(guild_id, tracks)

    async def fetch_metadata(self, guild_id: int, key: TrackKey) -> bool:
        """Look up what a track is called, unless it is known; a miss harms nothing."""
        if await self._store.tracks.get(key) is not None:
            return False
        try:
            return bool(await self.fetch_task(guild_id, key.task_id))
        except ApiError as error:
            log.info("track not looked up: %s", error)
            return False

    async def _library_tracks(self, guild_id: int, task_id: str) -> list[LibraryTrack]:
        """Return the songs of a task that are in the studio's library, as far as it answers."""
        if self._studio_library is None:
            return []
        try:
            return await self._studio_library.tracks_of_task(guild_id, task_id)
        except StudioUnavailable:
            return []


def _matches(track: TrackInfo, typed: str, label: LabelText) -> bool:
    ids = f"{track.task_id} {track.audio_id}"
    return matches_query(track.title or "", typed, label=partial(label, track), ids=ids)
