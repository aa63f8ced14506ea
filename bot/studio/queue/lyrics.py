"""Lyrics with times for the cloud's tracks: asked for once a track, since each answer costs."""

import json
import logging
from typing import Protocol

from bot.studio.models import TrackSource
from bot.studio.queue.queue import VideoQueue
from bot.studio.render.spec import LyricWord
from bot.video_api import ApiError, ApiRefused, ApiUnreachable, TimedWord

_log = logging.getLogger(__name__)


class CloudLyrics(Protocol):
    """What knows lyrics; ``bot.video_api.MusicVideoApi`` does."""

    async def lyrics(self, task_id: str, audio_id: str) -> list[TimedWord]:
        """Return the words of a track; none when there are none. Raises ApiError."""
        ...


class Lyrics:
    """The lyrics that are kept, and the cloud behind them; None: nobody is asked."""

    def __init__(self, queue: VideoQueue, cloud: CloudLyrics | None) -> None:
        self._queue = queue
        self._cloud = cloud

    async def of(self, source: TrackSource) -> tuple[LyricWord, ...]:
        """Return a track's words, asking for them if that was never done; never fails."""
        if self._cloud is None or source.audio_url is None:  # the library's own have none
            return ()
        # Before the call, so that no crash asks twice.
        if not await self._queue.claim_lyrics(source.task_id, source.audio_id):
            kept = await self._queue.lyrics(source.task_id, source.audio_id)
            return tuple(LyricWord.model_validate(word) for word in json.loads(kept or "[]"))
        try:
            found = await self._cloud.lyrics(source.task_id, source.audio_id)
        except ApiError as error:
            _log.info("Lyrics can't be had: %s", error)
            if isinstance(error, ApiUnreachable) or (
                isinstance(error, ApiRefused) and error.reason.is_transient
            ):  # certainly not charged: asked for again with the next video
                await self._queue.release_lyrics(source.task_id, source.audio_id)
            return ()
        words = [
            LyricWord(word=one.word, start_seconds=one.start_seconds, end_seconds=one.end_seconds)
            for one in found
        ]
        told = json.dumps([word.model_dump() for word in words])
        await self._queue.keep_lyrics(source.task_id, source.audio_id, told)
        _log.info("Lyrics with %d words, for about half a credit", len(words))
        return tuple(words)
