"""What the studio offers beyond the contract, below ``/studio/v1``: tracks, progress, cancel.

Here an error's HTTP status is its code; the envelope is the contract's.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from bot.net.safe_download import SafeDownloader
from bot.studio.http.answers import task_answer, video_answer
from bot.studio.http.responses import BODY_LIMIT, ErrorResponse, parse_body, success_response
from bot.studio.http.uploads import (
    CoverRequest,
    ReceivedUpload,
    UploadRequest,
    disk_full,
    most_bytes,
    received_cover,
    storing,
)
from bot.studio.http.video_api import FILE_GONE, checked_owner, owner_of, read
from bot.studio.library.library import Library
from bot.studio.library.models import StoredTask
from bot.studio.models import QueuedVideo, RenderFailed, RenderState
from bot.studio.queue.disk_space import DiskSpace
from bot.studio.queue.queue import VideoQueue
from bot.studio.queue.render_speeds import Forecast
from bot.studio.queue.worker_pool import WorkerPool
from bot.studio.render.lyric_files import words_of
from bot.studio.settings import MEBIBYTE, StudioSettings
from bot.studio.signed_urls import SignedUrls
from bot.video_api.studio import (
    MAX_TRACKS_LISTED,
    QUEUE_PATH,
    TRACKS_PATH,
    VIDEOS_PATH,
    track_cover_path,
    track_path,
    video_file_path,
    video_path,
)

TRACK_ROUTE: Final = track_path("{task_id}")
TRACK_COVER_ROUTE: Final = track_cover_path("{task_id}")
VIDEO_ROUTE: Final = video_path("{video_task_id}")
VIDEO_FILE_ROUTE: Final = video_file_path("{video_task_id}")

_DEFAULT_TASKS: Final = 200
_QUERY_LENGTH: Final = 200
_UPLOADS_AT_ONCE: Final = 4
"""Each takes a connection, a process that decodes, and up to the largest size on disk."""


_log = logging.getLogger(__name__)


class StudioApiHandlers:
    """The handlers below ``/studio/v1``."""

    def __init__(
        self,
        queue: VideoQueue,
        pool: WorkerPool,
        library: Library,
        settings: StudioSettings,
        links: SignedUrls,
        fetch: SafeDownloader,
        space: DiskSpace,
    ) -> None:
        """``fetch`` gets the files of tracks that are brought by address."""
        self._queue = queue
        self._pool = pool
        self._library = library
        self._settings = settings
        self._links = links
        self._fetch = fetch
        self._space = space
        self._uploads = asyncio.Semaphore(_UPLOADS_AT_ONCE)
        self._storing = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes below ``/studio/v1``."""
        return [
            web.get(TRACKS_PATH, self.tracks),
            web.post(TRACKS_PATH, self.add_track),
            web.get(TRACK_ROUTE, self.track),
            web.delete(TRACK_ROUTE, self.remove_track),
            web.put(TRACK_COVER_ROUTE, self.set_cover),
            web.get(VIDEOS_PATH, self.videos),
            web.get(VIDEO_ROUTE, self.video),
            web.delete(VIDEO_ROUTE, self.cancel),
            web.delete(VIDEO_FILE_ROUTE, self.delete_file),
            web.get(QUEUE_PATH, self.queue),
        ]

    async def tracks(self, request: web.Request) -> web.Response:
        """List the tasks open to ``owner`` (or the header's) that hold the ``query``'s words.

        ``total`` is how many are open to it in all.

        Only those of the server ``ownedBy``, or those that ``addedBy`` brought, if these are given.
        """
        header = owner_of(request)
        owner = checked_owner(request.query.get("owner")) or header
        query = request.query.get("query", "")
        if len(query) > _QUERY_LENGTH:
            raise ErrorResponse(422, f"query is longer than {_QUERY_LENGTH} characters")
        tasks = await asyncio.to_thread(
            self._library.tasks,
            owner,
            query,
            owned_by=checked_owner(request.query.get("ownedBy")),
            added_by=checked_owner(request.query.get("addedBy")),
            most=_limit(request),
        )
        total = await asyncio.to_thread(self._library.count_open, owner)
        answers = [task_answer(task, self._links) for task in tasks]
        return success_response({"tasks": answers, "total": total})

    async def add_track(self, request: web.Request) -> web.Response:
        """Add a track from a multipart form, or from addresses that a JSON body names."""
        await self._check_room(owner_of(request))
        async with self._uploads, self._disk_for_upload(), self._upload(request) as upload:
            owner = owner_of(request) or checked_owner(upload.owner) or ""
            async with self._storing:  # so that two can't take the last place
                await self._check_room(owner)
                task = await asyncio.to_thread(self._stored, upload, owner)
        lyrics = upload.track.lyrics
        more = {
            "coverProblem": upload.cover_problem,
            "lyricsProblem": upload.lyrics_problem,
            "lyrics": lyrics and await asyncio.to_thread(words_of, lyrics),
            "sizeBytes": await asyncio.to_thread(self._library.size_of, task.task_id),
        }
        return success_response(task_answer(task, self._links) | more)

    async def track(self, request: web.Request) -> web.Response:
        """Answer with one task."""
        task_id, owner = request.match_info["task_id"], owner_of(request)
        task = await asyncio.to_thread(self._library.task, task_id, owner)
        if task is None:
            raise ErrorResponse(404, "The library has no such task")
        return success_response(task_answer(task, self._links))

    async def set_cover(self, request: web.Request) -> web.Response:
        """Give a task a picture from an address; a server (the header) changes its own only."""
        body = parse_body(CoverRequest, await read(request, BODY_LIMIT))
        task_id, owner = request.match_info["task_id"], owner_of(request) or ""
        task = await asyncio.to_thread(self._library.task, task_id)
        if task is None or task.owner != owner:
            raise ErrorResponse(404, "The library has no such task")
        audio = self._library.path(task_id, task.tracks[0].audio).absolute()
        root, settings = self._library.root, self._settings
        async with (
            self._uploads,
            self._disk_for_upload(),
            received_cover(body, audio, root, settings, self._fetch) as cover,
            self._storing,
        ):
            changed = await asyncio.to_thread(self._covered, task, cover)
        if changed is None:
            raise ErrorResponse(404, "The library has no such task")
        return success_response(task_answer(changed, self._links))

    async def remove_track(self, request: web.Request) -> web.Response:
        """Remove a task; a server (the header) removes its own only."""
        task_id, owner = request.match_info["task_id"], owner_of(request)
        if not await asyncio.to_thread(self._library.remove, task_id, owner):
            raise ErrorResponse(404, "The library has no such task")
        return success_response(None)

    async def videos(self, _request: web.Request) -> web.Response:
        """Answer with how far each video is that is not finished, in one go."""
        unfinished = await self._queue.unfinished()
        forecasts = await self._forecasts(unfinished)
        told = [self._told(video, place, forecasts) for video, place in unfinished]
        return success_response({"videos": told})

    async def video(self, request: web.Request) -> web.Response:
        """Answer with how far a video is."""
        return success_response(await self._state(await self._found(request)))

    async def cancel(self, request: web.Request) -> web.Response:
        """Cancel a video that is not finished."""
        video = await self._found(request)
        cancelled = await self._pool.cancel(video.video_task_id)
        if cancelled is None:
            raise ErrorResponse(409, "The video has ended already")
        return success_response(await self._state(cancelled))

    async def delete_file(self, request: web.Request) -> web.Response:
        """Delete a video's file, or keep it from being made; the track may be rendered again."""
        video = await self._found(request)
        # Otherwise it would have a file in a moment, which nobody asks to be deleted again.
        await self._pool.cancel(video.video_task_id)
        gone = await self._queue.discard(video.video_task_id, FILE_GONE)
        if gone is None:
            raise ErrorResponse(409, "The video has no file")
        path = self._settings.videos / gone.file_name
        await asyncio.to_thread(path.unlink, missing_ok=True)
        return success_response(await self._state(gone))

    async def queue(self, _request: web.Request) -> web.Response:
        """Answer with how many videos are in which state, what was rendered, and the disks."""
        counts = await self._queue.counts()
        states = {state.value: counts.get(state.value, 0) for state in RenderState}
        work = {"videoSeconds": self._pool.video_seconds, "workSeconds": self._pool.work_seconds}
        disks = {
            name: {
                "freeBytes": disk.free,
                "reserveBytes": disk.reserve,
                "isWritable": disk.is_writable,
            }
            for name, disk in (await self._space.disks()).items()
        }
        workers = self._settings.workers
        return success_response({"workers": workers, "videos": states, "disks": disks, **work})

    @asynccontextmanager
    async def _upload(self, request: web.Request) -> AsyncIterator[ReceivedUpload]:
        root, settings = self._library.root, self._settings
        if request.content_type != "application/json":
            async with ReceivedUpload.received(request, root, settings) as upload:
                yield upload
            return
        body = parse_body(UploadRequest, await read(request, BODY_LIMIT))
        async with ReceivedUpload.fetched(body, root, settings, self._fetch) as upload:
            yield upload

    async def _check_room(self, owner: str | None) -> None:
        """Raise ErrorResponse when a server has as many tracks as it may."""
        most = self._settings.max_tracks_per_server
        if owner and await asyncio.to_thread(self._library.count, owner) >= most:
            raise ErrorResponse(
                422,
                "The library holds as many tracks of this server as it may",
                {"reason": "server-full"},
            )

    @asynccontextmanager
    async def _disk_for_upload(self) -> AsyncIterator[None]:
        """Keep room on the disk for the largest upload. Raises ErrorResponse when there is none."""
        with storing():
            try:
                async with self._space.claimed(self._library.root, most_bytes(self._settings)):
                    yield
            except RenderFailed as failure:
                raise disk_full() from failure

    def _stored(self, upload: ReceivedUpload, owner: str) -> StoredTask:
        """Put a song into the library, if its server and its member may have so much there."""
        track = upload.track
        new = sum(path.stat().st_size for path in (track.audio, track.cover) if path)
        new += len((track.lyrics or "").encode())
        self._check_size(new, owner, upload.added_by)
        return self._library.add([track], owner=owner, added_by=upload.added_by)

    def _covered(self, task: StoredTask, cover: Path) -> StoredTask | None:
        """Give a song another cover, if its server and its member may have so much there."""
        self._check_size(cover.stat().st_size, task.owner, task.added_by)
        return self._library.set_cover(task.task_id, cover, task.owner)

    def _check_size(self, new: int, owner: str, by: str) -> None:
        """Raise ErrorResponse when a server, or a member, would have more bytes than it may."""
        settings, library = self._settings, self._library
        if owner and library.size(owner=owner) + new > settings.max_server_megabytes * MEBIBYTE:
            raise ErrorResponse(
                422,
                "This server's tracks take as much disk as they may",
                {"reason": "server-bytes-full"},
            )
        if by and library.size(added_by=by) + new > settings.max_member_megabytes * MEBIBYTE:
            raise ErrorResponse(
                422,
                "This member's tracks take as much disk as they may",
                {"reason": "member-bytes-full"},
            )

    async def _found(self, request: web.Request) -> QueuedVideo:
        video = await self._queue.get(request.match_info["video_task_id"])
        if video is None:
            raise ErrorResponse(404, "There is no such video")
        return video

    async def _state(self, video: QueuedVideo) -> dict[str, Any]:
        unfinished = await self._queue.unfinished()
        places = {one.video_task_id: place for one, place in unfinished}
        forecasts = await self._forecasts(unfinished)
        return self._told(video, places.get(video.video_task_id), forecasts)

    async def _forecasts(
        self, unfinished: list[tuple[QueuedVideo, int | None]]
    ) -> dict[str, Forecast]:
        speeds = await self._queue.speeds.measured()
        return speeds.forecast(unfinished, self._settings, self._pool.progress, time.time())

    def _told(
        self, video: QueuedVideo, place: int | None, forecasts: dict[str, Forecast]
    ) -> dict[str, Any]:
        forecast = forecasts.get(video.video_task_id, Forecast(None, None))
        progress = self._pool.progress(video.video_task_id)
        return video_answer(video, place, forecast, progress, self._links)


def _limit(request: web.Request) -> int:
    text = request.query.get("limit", str(_DEFAULT_TASKS))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= MAX_TRACKS_LISTED:
        raise ErrorResponse(422, f"limit must be a number from 1 to {MAX_TRACKS_LISTED}")
    return int(text)
