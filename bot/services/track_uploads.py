"""The songs that members bring to the studio: added, listed and removed, each in its server."""

import asyncio
import logging
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.clock import Clock
from bot.policy.branding_text import has_advertising
from bot.policy.denials import (
    AdvertisingFound,
    BlockedWordFound,
    HostLimits,
    Limits,
    MemberBlocked,
    TooManySongs,
    TrackTakenDown,
)
from bot.policy.guild_settings import Membership
from bot.policy.track_ownership import TrackOwner, TrackSharing, signature_from
from bot.policy.word_filter import matches, passages_of
from bot.services.pending_songs import PendingSongs
from bot.store import OwnedTrack, RestrictedTrack, Store
from bot.studio.settings import COVER_BYTES, MEBIBYTE, StudioSettings
from bot.studio_client import LibraryTrack, StudioLibrary, StudioRefused, TrackUpload

log = logging.getLogger(__name__)

LYRICS_UNWANTED: Final = "lyrics-unwanted"
"""Why a song was taken without the lyrics of its tags, beside the studio's reasons."""


class UploadInProgress(Exception):
    """The member's last song is still on its way."""


class RightsNotConfirmed(Exception):
    """The member has not said yet that what they bring is theirs to share."""


class TrackInUse(Exception):
    """A video of the song is being made: it can't be removed now."""


class TrackUploadService:
    """What commands need of the studio's library.

    Methods raise StudioUnavailable when it is silent.
    """

    def __init__(
        self,
        store: Store,
        studio_library: StudioLibrary,
        settings: StudioSettings,
        *,
        limits: HostLimits,
        clock: Clock,
    ) -> None:
        """``limits``: what the host lets members bring, unless their server says otherwise."""
        self._clock = clock
        self._limits = limits
        self._store = store
        self._studio_library = studio_library
        self._adding: set[tuple[int, int]] = set()
        self._known: set[str] = set()
        self._unkept: dict[str, OwnedTrack] = {}
        self.pending = PendingSongs()
        """Songs that were brought by who has not confirmed that yet."""
        self.most_bytes = int(settings.max_upload_megabytes * MEBIBYTE)
        """Of a song's file."""
        self.most_cover_bytes = COVER_BYTES
        self.formats = settings.audio_formats
        """Names of the kinds of files that songs may be."""
        self.most_minutes = settings.max_minutes
        """Of a song."""
        self.most_songs = settings.max_tracks_per_server
        self.most_server_bytes = int(settings.max_server_megabytes * MEBIBYTE)
        """Of all songs of a server."""
        self.most_member_bytes = int(settings.max_member_megabytes * MEBIBYTE)
        """Of all songs of a member."""

    async def add(
        self,
        new: TrackUpload,
        *,
        by_moderator: bool = False,
        sharing: TrackSharing = TrackSharing.EVERYONE,
        member_name: str = "",
        channel_id: int | None = None,
        membership: Membership | None = None,
    ) -> LibraryTrack:
        """Have a song fetched and kept; from then on those who may use it can choose it.

        A member brings one at a time. ``member_name``: its videos' signature where it has no
        artist. Raises RightsNotConfirmed, UploadInProgress, StudioRefused with the reason, and
        what bot.policy.denials has: MemberBlocked, and BlockedWordFound or AdvertisingFound with
        "title", "artist" or "lyrics", which stand on videos, TrackTakenDown for a song of which
        the sound was taken down there, and TooManySongs or TooManySongBytes. Links and invites are
        left to moderators, as in signatures.
        """
        if not await self.has_confirmed_rights(new.user_id):
            raise RightsNotConfirmed
        member_limits = await self.limits_of(new.guild_id, membership or Membership())
        await self._store.track_owners.check_room(new.guild_id, new.user_id, member_limits)
        member = (new.guild_id, new.user_id)
        if member in self._adding:
            raise UploadInProgress
        self._adding.add(member)
        try:  # until it is kept whose it is: a list read meanwhile knows nothing of what they chose
            song = await self._taken(new, by_moderator=by_moderator)
            log.info("task_id=%s added in guild_id=%s", song.task_id, new.guild_id)
            signature = signature_from(song.artist, member_name)
            owned = OwnedTrack(
                task_id=song.task_id,
                sound_digest=song.sound_digest,
                size_bytes=song.size_bytes,
                guild_id=new.guild_id,
                owner=TrackOwner(user_id=new.user_id, sharing=sharing, signature=signature),
                channel_id=channel_id,
            )
            await self._keep(song, owned, member_limits)
        finally:
            self._adding.discard(member)
        return song

    async def _keep(self, song: LibraryTrack, owned: OwnedTrack, limits: Limits) -> None:
        """Keep whose a song is, and what it is called, if its member has room for it.

        Raises sqlite3.Error, TooManySongs or TooManySongBytes.
        """
        now = self._clock()
        try:
            await self._store.track_owners.add(owned, now, limits=limits)
            await self._store.tracks.save([song.track], now, owner=owned.guild_id)
        except TooManySongs:
            await self._studio_library.remove(owned.guild_id, song.task_id)
            raise
        except sqlite3.Error as error:
            if owned.owner.sharing is not TrackSharing.EVERYONE:  # or everybody could use it
                await self._studio_library.remove(owned.guild_id, song.task_id)
                raise
            # It is in the library: what its member chose is kept when that is read next.
            self._unkept[song.task_id] = owned
            log.warning("task_id=%s is not in the database yet: %s", song.task_id, error)

    async def limits_of(self, guild_id: int, membership: Membership) -> Limits:
        """Return what holds for a member in a server."""
        return await self._store.role_limits.of_member(guild_id, membership, self._limits)

    async def has_confirmed_rights(self, user_id: int) -> bool:
        """Return whether a member has said that what they bring is theirs to share."""
        return await self._store.track_owners.has_confirmed_rights(user_id)

    async def confirm_rights(self, user_id: int) -> None:
        """Keep that a member says so."""
        await self._store.track_owners.confirm_rights(user_id, self._clock())

    async def restricted(self, guild_id: int) -> dict[str, RestrictedTrack]:
        """Return the songs that not everybody in a server may use, by task."""
        found = await self._store.track_owners.restricted(guild_id)
        return {song.task_id: song for song in found}

    async def change(self, song: LibraryTrack, changes: Mapping[str, Any]) -> TrackOwner:
        """Change what its owner chose for a server's own song, by the names of TrackOwner's fields;
        return what holds now.
        """
        return await self._store.track_owners.change(
            song.task_id,
            song.guild_id or 0,
            changes,
            added_by=song.added_by or 0,
            now=self._clock(),
        )

    async def _taken(self, new: TrackUpload, *, by_moderator: bool) -> LibraryTrack:
        """Have the studio take a song whose member and words moderators have nothing against."""
        if await self._store.access_rules.is_blocked(new.guild_id, new.user_id):
            raise MemberBlocked
        words = await self._store.blocked_words.of(new.guild_id)
        _check_texts(words, new.title, new.artist, by_moderator=by_moderator)
        try:
            return await self._added(new, words, by_moderator=by_moderator)
        except (BlockedWordFound, AdvertisingFound) as error:
            if error.part != "lyrics" or new.lyrics_url is not None:
                raise
        # Those of the file's own tags: nobody brought them, and they cost no song.
        without = new.model_copy(update={"own_lyrics": False})
        song = await self._added(without, words, by_moderator=by_moderator)
        return song.model_copy(update={"lyrics_problem": LYRICS_UNWANTED})

    async def _added(
        self, new: TrackUpload, words: list[str], *, by_moderator: bool
    ) -> LibraryTrack:
        """Have the studio take a song, and remove it when its own words are unwanted."""
        song = await self._studio_library.add(new)
        try:  # what the file itself says is known only now
            _check_texts(words, song.title, song.artist, by_moderator=by_moderator)
            for passage in passages_of(song.lyrics or ""):
                await asyncio.to_thread(_check_lyrics, words, passage, by_moderator=by_moderator)
            await self._check_sound(song, new.guild_id)
        except (BlockedWordFound, AdvertisingFound, TrackTakenDown):
            await self._studio_library.remove(new.guild_id, song.task_id)
            raise
        return song

    async def _check_sound(self, song: LibraryTrack, guild_id: int) -> None:
        """Check that a server's moderators took down no song that sounds the same."""
        digest = song.sound_digest
        if digest and await self._store.takedowns.is_sound_down(guild_id, digest):
            raise TrackTakenDown

    async def list_tracks(self, guild_id: int, sought: str = "") -> list[LibraryTrack]:
        """Return the songs open to a server, newest first; of a large library those ``sought``.

        Whose they are is kept of those, too, that were brought before that was.
        """
        library = self._studio_library
        if sought and await library.is_large(guild_id):
            songs = await library.search(guild_id, sought)
        else:
            songs = await library.list_tracks(guild_id)
        unknown = [
            self._unkept.get(song.task_id) or _found_track(song, song.added_by)
            for song in songs
            if song.added_by
            and song.guild_id == guild_id
            and song.task_id not in self._known
            and (guild_id, song.added_by) not in self._adding
        ]
        if unknown:
            await self._store.track_owners.adopt(unknown, self._clock())
            for song in unknown:
                self._known.add(song.task_id)
                self._unkept.pop(song.task_id, None)
        return songs

    async def set_cover(
        self, guild_id: int, task_id: str, cover_url: str, cover_name: str
    ) -> LibraryTrack:
        """Have a picture fetched for a server's own song; videos that are there stay as they are.

        Raises StudioRefused with the reason, None when the song is gone.
        """
        song = await self._studio_library.set_cover(guild_id, task_id, cover_url, cover_name)
        await self._store.tracks.save([song.track], self._clock(), owner=guild_id)
        return song

    async def lyrics(self, guild_id: int, task_id: str) -> str | None:
        """Return a song's lyrics in LRC; None when it has none, or is gone."""
        found = await self._studio_library.lyrics(guild_id, task_id)
        return None if found is None else found.lyrics

    async def set_lyrics(
        self, guild_id: int, task_id: str, url: str, *, by_moderator: bool = False
    ) -> None:
        """Have lyrics fetched for a server's own song; videos that are there stay as they are.

        Raises StudioRefused with the reason, None when the song is gone; BlockedWordFound and
        AdvertisingFound, before anything is changed.
        """
        read = await self._studio_library.read_lyrics(guild_id, task_id, url)
        words = await self._store.blocked_words.of(guild_id)
        for passage in passages_of(read.words):
            await asyncio.to_thread(_check_lyrics, words, passage, by_moderator=by_moderator)
        await self._studio_library.set_lyrics(guild_id, task_id, read.lyrics)

    async def remove_lyrics(self, guild_id: int, task_id: str) -> bool:
        """Take a song's lyrics away; False when it has none, or is gone."""
        try:
            await self._studio_library.set_lyrics(guild_id, task_id, None)
        except StudioRefused:
            return False
        return True

    async def unwanted_tracks(
        self, guild_id: int, tracks: Sequence[LibraryTrack]
    ) -> list[LibraryTrack]:
        """Return those of some songs whose title or artist a server doesn't want to be shown."""
        rules = await self._store.text_rules.of(guild_id)
        return [
            song
            for song in tracks
            if rules.unwanted(
                {"title": song.title, "artist": song.artist}, written_in=song.guild_id
            )
        ]

    async def remove(self, guild_id: int, task_id: str) -> bool:
        """Remove a server's own song; False when it was gone already.

        Videos that were made of it stay. Raises TrackInUse while one is being made, since whoever
        asked for that waits for it.
        """
        # First: a song that is still offered after its removal could only disappoint.
        if not await self._store.tracks.withdraw(task_id, self._clock()):
            raise TrackInUse
        is_removed = await self._studio_library.remove(guild_id, task_id)
        log.info("task_id=%s removed in guild_id=%s", task_id, guild_id)
        return is_removed


def _found_track(song: LibraryTrack, user_id: int) -> OwnedTrack:
    """Return whose a song is of which only the studio knows.

    One with a digest was brought since owners choose who may use theirs, and the bot ended before
    that was kept: it may have been for its owner alone, who can open it to others.
    """
    sharing = TrackSharing.EVERYONE if song.sound_digest is None else TrackSharing.OWNER
    return OwnedTrack(
        task_id=song.task_id,
        sound_digest=song.sound_digest,
        guild_id=song.guild_id or 0,
        owner=TrackOwner(user_id=user_id, sharing=sharing),
    )


def _check_texts(
    words: list[str], title: str | None, artist: str | None, *, by_moderator: bool
) -> None:
    """Check that nothing unwanted would stand on a video.

    Raises BlockedWordFound or AdvertisingFound.
    """
    for part, text in (("title", title), ("artist", artist)):
        _check_text(words, part, text or "", by_moderator=by_moderator)


def _check_lyrics(words: list[str], passage: str, *, by_moderator: bool) -> None:
    _check_text(words, "lyrics", passage, by_moderator=by_moderator)


def _check_text(words: list[str], part: str, text: str, *, by_moderator: bool) -> None:
    if text and matches(words, text):
        raise BlockedWordFound(part)
    if text and not by_moderator and has_advertising(text):
        raise AdvertisingFound(part)
