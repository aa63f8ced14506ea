"""What the page of a finished video says: of a video that lies here, as long as its link works."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.clock import Clock
from bot.jobs import Provider, Shape, Video
from bot.net.video_file import VideoFile, read_video_file
from bot.sanitize import one_line
from bot.store import Store

_SHORT_SIDE: Final = 720
"""Pixels, where it isn't known: of a video that is watched, its own count."""


class VideoPageEnded(Exception):
    """There was a video of that name, but its link has ended or its file is gone."""


@dataclass(frozen=True)
class VideoPage:
    """What a page says. Texts are empty where there is none, or where it may not be shown."""

    name: str
    """Of its file, without the suffix: 32 hex digits."""
    title: str
    artist: str
    signature: str
    watermark: str
    seconds: float
    width: int
    height: int
    has_poster: bool
    ends_at: datetime | None

    @property
    def credit(self) -> str:
        """Whose it is: the signature's, else the artist's."""
        return self.signature or self.artist


class VideoPageService:
    """Looks up what pages say. Methods raise sqlite3.Error."""

    def __init__(
        self,
        store: Store,
        provider: Provider,
        videos: Path,
        *,
        clock: Clock,
        short_side: int = _SHORT_SIDE,
    ) -> None:
        """``videos``: the folder of the files. ``short_side``: of a video, in pixels."""
        self._store = store
        self._provider = provider
        self._videos = videos
        self._clock = clock
        self._short_side = short_side

    async def page(self, name: str) -> VideoPage | None:
        """Return what the page of a file says; None when there is no such video.

        Texts are held against what the server has against any that asked for the video first.
        Raises VideoPageEnded.
        """
        found = await self._found(name)
        if found is None:
            return None
        video, file = found
        rules = await self._store.text_rules.of(video.guild_id)
        texts = {
            "title": one_line(file.title),
            "artist": one_line(file.artist),
            "signature": one_line(video.author or ""),
            "watermark": one_line(video.domain_name or ""),
        }
        hidden = rules.unwanted(texts, written_in=video.guild_id)
        width, height = self._size(video)
        return VideoPage(
            name=name,
            **{part: "" if part in hidden else text for part, text in texts.items()},
            seconds=file.seconds,
            width=width,
            height=height,
            has_poster=file.poster is not None,
            ends_at=video.expires_at,
        )

    async def poster(self, name: str) -> bytes | None:
        """Return a video's poster, a JPEG; None when there is none. Raises VideoPageEnded."""
        found = await self._found(name)
        return None if found is None else found[1].poster

    async def _found(self, name: str) -> tuple[Video, VideoFile] | None:
        """Return a video and its file, by the file's name without the suffix."""
        video = await self._store.published_videos.of_file(f"{name}.mp4")
        if video is None:
            return None
        if not video.is_available(self._clock()):
            raise VideoPageEnded
        file = await asyncio.to_thread(read_video_file, self._videos / f"{name}.mp4")
        if file is None:
            raise VideoPageEnded
        return video, file

    def _size(self, video: Video) -> tuple[int, int]:
        """Return a video's width and height in pixels."""
        short = video.squeeze.resolution if video.squeeze is not None else self._short_side
        long_side = round(short * 8 / 9) * 2
        shape = video.options.over(self._provider.default_options).shape
        if shape in (Shape.TALL, Shape.CANVAS):
            return short, long_side
        return (short, short) if shape is Shape.SQUARE else (long_side, short)
