"""What belongs to a finished video where it is published: its poster, description and lyrics."""

import asyncio

from aiohttp import web

from bot.net.video_file import VideoFile, read_video_file
from bot.studio.description import described
from bot.studio.http.responses import ErrorResponse, success_response
from bot.studio.library.library import Library
from bot.studio.models import QueuedVideo, RenderState
from bot.studio.queue.queue import VideoQueue
from bot.studio.render.lyric_files import LyricFileError, words_of
from bot.studio.settings import StudioSettings
from bot.video_api.studio import video_poster_path, video_texts_path


class PublishingHandlers:
    """The handlers below a video's path; all is read from its file, and goes with it."""

    def __init__(self, queue: VideoQueue, library: Library, settings: StudioSettings) -> None:
        self._queue = queue
        self._library = library
        self._settings = settings

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get(video_texts_path("{video_task_id}"), self.texts),
            web.get(video_poster_path("{video_task_id}"), self.poster),
        ]

    async def texts(self, request: web.Request) -> web.Response:
        """Answer with a video's description, and its lyrics in LRC at the video's times."""
        video, file = await self._found(request)
        track = await asyncio.to_thread(self._library.track, video.task_id, video.audio_id)
        description = described(
            title=file.title,
            artist=file.artist,
            names=(video.author or "", video.domain_name or ""),
            tags=track.tags if track else None,
            lyrics=file.lyrics,
            seconds=file.seconds,
        )
        return success_response(
            {
                "title": file.title,
                "artist": file.artist or None,
                "description": description,
                "lyrics": file.lyrics or None,
                "words": await asyncio.to_thread(_words_of, file.lyrics),
            }
        )

    async def poster(self, request: web.Request) -> web.Response:
        """Answer with a video's poster, a JPEG."""
        _, file = await self._found(request)
        if file.poster is None:
            raise ErrorResponse(404, "The video has no poster")
        return web.Response(body=file.poster, content_type="image/jpeg")

    async def _found(self, request: web.Request) -> tuple[QueuedVideo, VideoFile]:
        """Return a finished video and what its file tells. Raises ErrorResponse."""
        video = await self._queue.get(request.match_info["video_task_id"])
        if video is None:
            raise ErrorResponse(404, "There is no such video")
        if video.state is not RenderState.READY:
            raise ErrorResponse(409, "The video has no file")
        file = await asyncio.to_thread(read_video_file, self._settings.videos / video.file_name)
        if file is None:
            raise ErrorResponse(409, "The video's file is gone")
        return video, file


def _words_of(lyrics: str) -> str | None:
    """Return what is sung, a line each; None for nothing, and for tags that aren't ours."""
    try:
        return words_of(lyrics) if lyrics else None
    except LyricFileError:
        return None
