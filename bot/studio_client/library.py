"""The studio's library as a server may see it; lists come from a short-lived cache."""

import time
from collections import OrderedDict
from typing import Final

from bot.jobs import TrackInfo
from bot.studio_client.client import StudioClient
from bot.studio_client.errors import StudioRefused, StudioUnavailable
from bot.studio_client.models import LibraryTrack, SongList, TrackUpload
from bot.video_api.studio import KeptLyrics

_CACHE_SECONDS: Final = 10.0
_MAX_FOUND: Final = 200
"""Songs that a search gives: some of them may not be shown to who searches."""
_MAX_CACHED: Final = 200
"""Servers whose lists are kept: more are asked for within ten seconds on few hosts."""


class StudioLibrary:
    """The songs that servers have at one studio. Methods raise StudioUnavailable."""

    def __init__(self, studio: StudioClient) -> None:
        self._studio = studio
        self._cache: OrderedDict[int, tuple[float, SongList]] = OrderedDict()
        self._large: set[int] = set()
        self._changes = 0

    async def tracks(self, guild_id: int) -> list[TrackInfo]:
        """Return the tracks open to a server, newest first."""
        return [song.track for song in await self.list_tracks(guild_id)]

    async def list_tracks(self, guild_id: int) -> list[LibraryTrack]:
        """Return the songs open to a server, newest first: the newest ones of a large library."""
        return (await self._listed(guild_id)).songs

    async def is_large(self, guild_id: int) -> bool:
        """Return whether a server's songs are more than are ever listed."""
        # Nobody has to list it again to know: each search tells.
        return guild_id in self._large or (await self._listed(guild_id)).is_large

    def is_known_large(self, guild_id: int) -> bool:
        """Return whether it was when a list or a search told last, without asking."""
        return guild_id in self._large

    async def search(self, guild_id: int, typed: str) -> list[LibraryTrack]:
        """Return the newest songs open to a server that have all words that were typed."""
        try:
            found = await self._studio.list_tracks(guild_id, typed, limit=_MAX_FOUND)
        except StudioRefused as error:
            raise StudioUnavailable("the list was refused", error.code) from error
        self._note_size(guild_id, found)
        return found.songs

    async def tracks_of_task(self, guild_id: int, task_id: str) -> list[LibraryTrack]:
        """Return the songs of a task that is open to a server."""
        if not await self.is_large(guild_id):
            songs = await self.list_tracks(guild_id)
            return [song for song in songs if song.task_id == task_id]
        try:
            return await self._studio.tracks_of_task(guild_id, task_id)
        except StudioRefused:  # there is none, or it isn't a task's id
            return []

    async def _listed(self, guild_id: int) -> SongList:
        cached_at, songs = self._cache.get(guild_id, (-_CACHE_SECONDS, SongList([], False)))
        if time.monotonic() - cached_at < _CACHE_SECONDS:
            return songs
        changes = self._changes
        try:
            songs = await self._studio.list_tracks(guild_id)
        except StudioRefused as error:
            raise StudioUnavailable("the list was refused", error.code) from error
        self._note_size(guild_id, songs)
        if changes == self._changes:  # a list from before a change is old already
            self._cache[guild_id] = (time.monotonic(), songs)
            self._cache.move_to_end(guild_id)
            if len(self._cache) > _MAX_CACHED:
                self._cache.popitem(last=False)
        return songs

    def _note_size(self, guild_id: int, songs: SongList) -> None:
        (self._large.add if songs.is_large else self._large.discard)(guild_id)

    async def add(self, new: TrackUpload) -> LibraryTrack:
        """Have the studio fetch a song and take it. Raises StudioRefused with its reason, too."""
        try:
            return await self._studio.add_track(new)
        finally:
            self.forget()

    async def set_cover(
        self, guild_id: int, task_id: str, cover_url: str, cover_name: str
    ) -> LibraryTrack:
        """Have the studio fetch a picture for a server's own song.

        Raises StudioRefused, too: with the reason None when the song is gone.
        """
        try:
            return await self._studio.set_cover(guild_id, task_id, cover_url, cover_name)
        finally:
            self.forget()

    async def lyrics(self, guild_id: int, task_id: str) -> KeptLyrics | None:
        """Return a song's lyrics; None when it has none, or is gone."""
        try:
            return await self._studio.lyrics(guild_id, task_id)
        except StudioRefused:
            return None

    async def read_lyrics(self, guild_id: int, task_id: str, url: str) -> KeptLyrics:
        """Have the studio read lyrics for a server's own song, without keeping them.

        Raises StudioRefused, too: with the reason None when the song is gone.
        """
        return await self._studio.read_lyrics(guild_id, task_id, url)

    async def set_lyrics(self, guild_id: int, task_id: str, lyrics: str | None) -> None:
        """Give a server's own song lyrics in LRC; None takes them away. Raises StudioRefused."""
        try:
            await self._studio.set_lyrics(guild_id, task_id, lyrics)
        finally:
            self.forget()

    async def remove(self, guild_id: int, task_id: str) -> bool:
        """Remove a server's own task; False when it is not there any more."""
        try:
            await self._studio.remove_track(guild_id, task_id)
        except StudioRefused:
            return False
        finally:
            self.forget()
        return True

    def forget(self) -> None:
        """Ask again the next time."""
        self._cache.clear()
        self._changes += 1
