"""Where tracks come from: the studio's own library, and the cloud when the host has a key."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from bot.net.safe_download import DownloadFailed, SafeDownloader
from bot.studio.library.library import Library
from bot.studio.library.models import StoredTask
from bot.studio.models import RenderFailed, TrackSource
from bot.studio.process.inspect_process import NOT_LOOKED_INTO, UploadRejected, inspect_media
from bot.studio.render.lyric_files import LyricFileError, read_lyrics
from bot.studio.render.spec import LyricWord
from bot.studio.settings import COVER_BYTES, MEBIBYTE, StudioSettings
from bot.video_api import ApiError, MusicRecord, MusicTrack

_log = logging.getLogger(__name__)


LinkOf = Callable[[str, str, str], str]
"""Gives the address of a track's file from the task's id, the audio's id and the kind of file."""


class TrackLyrics(Protocol):
    """What knows the lyrics of tracks; ``bot.studio.queue.lyrics.Lyrics`` does."""

    async def of(self, source: TrackSource) -> tuple[LyricWord, ...]:
        """Return a track's words with their times; none when there are none. Never fails."""
        ...


class CloudTracks(Protocol):
    """What looks a music task of the cloud up; ``bot.video_api.MusicVideoApi`` does."""

    async def music(self, task_id: str) -> MusicRecord | None:
        """Return the task, None when it is unknown. Raises ApiError."""
        ...


class CloudUnavailable(Exception):
    """The cloud gave no answer about a track: it may be asked again."""


class TrackAssets(NamedTuple):
    """The files of a track, there while a render lasts."""

    audio: Path
    cover: Path | None
    lyrics: tuple[LyricWord, ...] = ()


class TrackSources:
    """The library, and behind it the cloud. Downloads lie in a temporary folder in ``scratch``."""

    def __init__(
        self,
        library: Library,
        settings: StudioSettings,
        fetch: SafeDownloader,
        cloud: CloudTracks | None = None,
        lyrics: TrackLyrics | None = None,
    ) -> None:
        self._library = library
        self._settings = settings
        self._fetch = fetch
        self._cloud = cloud
        self._lyrics = lyrics

    async def find(self, task_id: str, audio_id: str, owner: str | None) -> TrackSource | None:
        """Find a track that is open to ``owner``; None when there is none.

        Raises CloudUnavailable.
        """
        task = await asyncio.to_thread(self._library.task, task_id, owner)
        if task:
            return _source_in(task, audio_id)
        record = await self._asked(task_id)
        for index, track in enumerate(record.tracks if record else ()):
            if track.audio_id == audio_id and track.audio_url:
                return TrackSource(
                    task_id=task_id,
                    audio_id=audio_id,
                    title=(track.title or "")[:200],
                    music_index=index,
                    audio_url=track.audio_url,
                    image_url=track.image_url,
                    song_seconds=track.duration_seconds,
                )
        return None

    async def music(self, task_id: str, owner: str | None, link: LinkOf) -> dict[str, Any] | None:
        """Return the contract's record-info of a music task; None when there is none.

        Raises CloudUnavailable.
        """
        task = await asyncio.to_thread(self._library.task, task_id, owner)
        if task:
            return _record(task.task_id, "SUCCESS", _wire_tracks(task, link))
        record = await self._asked(task_id)
        if record is None:
            return None
        tracks = [_cloud_track(track) for track in record.tracks]
        return _record(task_id, "SUCCESS" if record.is_complete else "PENDING", tracks)

    @asynccontextmanager
    async def assets(
        self, source: TrackSource, *, is_sung: bool = True
    ) -> AsyncIterator[TrackAssets]:
        """Have a track's files at hand; ``is_sung``: with its lyrics.

        Raises RenderFailed when they can't be had.
        """
        if source.audio_url is None:
            yield await asyncio.to_thread(self._assets_in_library, source, is_sung=is_sung)
            return
        with tempfile.TemporaryDirectory(
            prefix=".fetched-", dir=self._settings.videos, ignore_cleanup_errors=True
        ) as folder:
            yield await self._fetched(source, source.audio_url, Path(folder), is_sung=is_sung)

    def _assets_in_library(self, source: TrackSource, *, is_sung: bool) -> TrackAssets:
        track = self._library.track(source.task_id, source.audio_id)
        audio = track and self._library.path(source.task_id, track.audio)
        if not track or not audio or not audio.is_file():
            raise RenderFailed(451, "track-gone", "The track is no longer in the studio's library.")
        cover = self._library.path(source.task_id, track.cover) if track.cover else None
        if cover and not cover.is_file():
            cover = None
        words = self._words(source.task_id, track.lyrics) if track.lyrics and is_sung else ()
        return TrackAssets(audio.resolve(), cover and cover.resolve(), words)

    def _words(self, task_id: str, name: str) -> tuple[LyricWord, ...]:
        """Return the lyrics that a track was brought with; a video without is better than none."""
        try:
            return read_lyrics(self._library.path(task_id, name))
        except (LyricFileError, OSError) as error:
            _log.warning("The lyrics of task_id=%s can't be read: %s", task_id, error)
            return ()

    async def _fetched(
        self, source: TrackSource, audio_url: str, folder: Path, *, is_sung: bool
    ) -> TrackAssets:
        audio = folder / "audio"
        limit = int(self._settings.max_upload_megabytes * MEBIBYTE)
        try:
            await self._fetch.file(audio_url, audio, limit_bytes=limit)
            await inspect_media(audio, max_minutes=self._settings.max_minutes)
        except DownloadFailed as error:
            raise RenderFailed(
                451, "not-fetched", f"The track can't be fetched: {error}."
            ) from error
        except UploadRejected as error:
            code = 500 if error.reason == NOT_LOOKED_INTO else 400
            raise RenderFailed(code, error.reason, str(error)) from error
        cover = await self._fetched_cover(source.image_url, folder / "cover")
        # Last: of a song that can't be had they would be paid for nothing.
        words = await self._lyrics.of(source) if self._lyrics is not None and is_sung else ()
        return TrackAssets(audio.resolve(), cover and cover.resolve(), words)

    async def _fetched_cover(self, url: str | None, cover: Path) -> Path | None:
        """Fetch a cover; a video without it is better than none."""
        try:
            if url:
                await self._fetch.file(url, cover, limit_bytes=COVER_BYTES)
                return cover
        except DownloadFailed as error:
            _log.info("A cover can't be fetched: %s", error)
        return None

    async def _asked(self, task_id: str) -> MusicRecord | None:
        if self._cloud is None:
            return None
        try:
            return await self._cloud.music(task_id)
        except ApiError as error:
            raise CloudUnavailable(str(error)) from error


def _source_in(task: StoredTask, audio_id: str) -> TrackSource | None:
    for index, track in enumerate(task.tracks):
        if track.audio_id == audio_id.lower():
            return TrackSource(
                task_id=task.task_id,
                audio_id=track.audio_id,
                title=track.title,
                artist=track.author,
                music_index=index,
                song_seconds=track.duration_seconds,
                lyrics_version=track.lyrics_version,
            )
    return None


def _wire_tracks(task: StoredTask, link: LinkOf) -> list[dict[str, Any]]:
    created = task.created_at.strftime("%Y-%m-%d %H:%M:%S")
    return [
        {
            "id": track.audio_id,
            "audioUrl": link(task.task_id, track.audio_id, "audio"),
            "streamAudioUrl": link(task.task_id, track.audio_id, "audio"),
            "imageUrl": link(task.task_id, track.audio_id, "cover") if track.cover else None,
            "prompt": None,
            "modelName": None,
            "title": track.title,
            "tags": track.tags,
            "createTime": created,
            "duration": track.duration_seconds,
        }
        for track in task.tracks
    ]


def _cloud_track(track: MusicTrack) -> dict[str, Any]:
    return {
        "id": track.audio_id,
        "audioUrl": track.audio_url,
        "streamAudioUrl": None,
        "imageUrl": track.image_url,
        "prompt": None,
        "modelName": None,
        "title": track.title,
        "tags": track.tags,
        "createTime": None,
        "duration": track.duration_seconds,
    }


def _record(task_id: str, status: str, tracks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "taskId": task_id,
        "status": status,
        "type": "GENERATE",
        "errorCode": None,
        "errorMessage": None,
        "response": {"taskId": task_id, "sunoData": tracks},
    }
