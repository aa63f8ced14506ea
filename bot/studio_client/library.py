"""The studio's library as a server may see it; lists come from a short-lived cache."""

import time
from collections import OrderedDict
from typing import Final

from bot.jobs import TrackInfo
from bot.studio_client.client import StudioClient
from bot.studio_client.errors import StudioRefused, StudioUnavailable
from bot.studio_client.models import LibraryTrack, TrackUpload
from bot.video_api.studio import KeptLyrics

_CACHE_SECONDS: Final = 10.0
_MAX_CACHED: Final = 200
"""Servers whose lists are kept: more are asked for within ten seconds on few hosts."""


class StudioLibrary:
    """The songs that servers have at one studio. Methods raise StudioUnavailable."""

    def __init__(self, studio: StudioClient) -> None:
        self._studio = studio
        self._cache: OrderedDict[int, tuple[float, list[LibraryTrack]]] = OrderedDict()
        self._changes = 0

    async def tracks(self, guild_id: int) -> list[TrackInfo]:
        """Return the tracks open to a server, newest first."""
        return [song.track for song in await self.list_tracks(guild_id)]

    async def list_tracks(self, guild_id: int) -> list[LibraryTrack]:
        """Return the songs open to a server, newest first."""
        cached_at, songs = self._cache.get(guild_id, (-_CACHE_SECONDS, []))
        if time.monotonic() - cached_at < _CACHE_SECONDS:
            return songs
        changes = self._changes
        try:
            songs = await self._studio.list_tracks(guild_id)
        except StudioRefused as error:
            raise StudioUnavailable("the list was refused", error.code) from error
        if changes == self._changes:  # a list from before a change is old already
            self._cache[guild_id] = (time.monotonic(), songs)
            self._cache.move_to_end(guild_id)
            if len(self._cache) > _MAX_CACHED:
                self._cache.popitem(last=False)
        return songs

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
