"""Whether a server's blocked words are in what is sung, wherever the lyrics come from."""

import asyncio
import logging
from typing import Final

from bot.jobs import Video
from bot.policy.word_filter import matches_anywhere
from bot.store.text_rules import BlockedWords
from bot.studio_client import LibraryTrack, StudioClient, StudioRefused, StudioUnavailable

log = logging.getLogger(__name__)

_MOST_KEPT: Final = 256
_SOON_SECONDS: Final = 0.8
"""Who asks for a video has to be answered within 3 s; before it is posted comes another look."""


class LyricRules:
    """Looks into lyrics that the studio has. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, blocked_words: BlockedWords, studio: StudioClient | None) -> None:
        """``studio``: None where there is none, and so no lyrics."""
        self._blocked_words = blocked_words
        self._studio = studio
        self._found: dict[tuple[str, ...], bool] = {}

    async def are_unwanted_in(self, video: Video, guild_id: int) -> bool:
        """Return whether a finished video shows words that a server doesn't want.

        What counts is the file. Raises StudioUnavailable.
        """
        if self._studio is None or video.api_task_id is None:
            return False
        if not video.owns_files or video.options.lyrics is False:
            return False
        if not (words := await self._blocked_words.of(guild_id)):
            return False
        key = (video.video_id, str(video.attempt), *words)
        if key not in self._found:
            try:
                texts = await self._studio.video_texts(video.api_task_id)
            except StudioRefused:  # its file is gone, as whoever brings it will find
                return False
            self._keep(key, await asyncio.to_thread(matches_anywhere, words, texts.words or ""))
        return self._found[key]

    async def are_unwanted_of(self, song: LibraryTrack, guild_id: int) -> bool:
        """Return whether a song has lyrics that a server doesn't want, if that is told soon."""
        if self._studio is None or not song.has_lyrics:
            return False
        if not (words := await self._blocked_words.of(guild_id)):
            return False
        key = (song.task_id, song.audio_id, song.lyrics_version, *words)
        if key not in self._found:
            try:
                async with asyncio.timeout(_SOON_SECONDS):
                    kept = await self._studio.lyrics(guild_id, song.task_id, song.audio_id)
                    is_found = await asyncio.to_thread(matches_anywhere, words, kept.words)
            except (StudioRefused, StudioUnavailable, TimeoutError) as error:
                log.info("task_id=%s its lyrics were not looked into: %r", song.task_id, error)
                return False
            self._keep(key, is_found)
        return self._found[key]

    def _keep(self, key: tuple[str, ...], is_found: bool) -> None:
        self._found[key] = is_found
        if len(self._found) > _MOST_KEPT:
            del self._found[next(iter(self._found))]
