"""The studio's workers: they take videos from the queue and render each in a child process.

With a cluster the child is a cluster client, which has the video made there.
"""

import asyncio
import logging
import os
import sqlite3
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from bot.studio.cluster.cluster import (
    CLIENT_MODULE,
    TRANSFER_SECONDS,
    CircuitBreaker,
    Cluster,
    ClusterUnreachable,
    credentials,
)
from bot.studio.cluster.cluster import STALL_SECONDS as CLUSTER_STALL_SECONDS
from bot.studio.failures import CANCELLED, failure_from_child, failure_from_error
from bot.studio.library.logos import Logos
from bot.studio.library.track_sources import TrackAssets, TrackSources
from bot.studio.models import QueuedVideo, RenderFailed
from bot.studio.process.child_process import ChildDied, ChildStarved, final_message, stream_messages
from bot.studio.queue.cleanup import DRAFT_PREFIX
from bot.studio.queue.database import retry_on_lock
from bot.studio.queue.disk_space import DiskSpace
from bot.studio.queue.finished_files import keep_file
from bot.studio.queue.queue import VideoQueue
from bot.studio.render.spec import MediaErrorCode, RenderResult, RenderSpec
from bot.studio.settings import StudioSettings
from bot.studio.spec_builder import SceneTexts, render_spec

_log = logging.getLogger(__name__)

WORKER: Final = "bot.studio.process.render_process"
RENDER_BYTES: Final = 256 << 20
"""The room on disk that is kept for a render: its video, and a song that is fetched for it."""
STALL_SECONDS: Final = 300.0
"""A render that makes no progress for so long hangs; a percent of a long one takes seconds."""

_BUSY_SECONDS: Final = 300.0  # a machine that was busy just now is likely to be so still
_GOODBYE_SECONDS: Final = 3.0  # for a cluster client to take its video back


class WorkerPool:
    """Renders what the queue holds, ``settings.workers`` videos at once.

    ``finished`` is called after every video that ended. ``worker`` is the module that renders.
    With a ``cluster``, its scheduler's workers do, and videos wait while it can't be reached.
    """

    def __init__(
        self,
        queue: VideoQueue,
        sources: TrackSources,
        settings: StudioSettings,
        space: DiskSpace,
        *,
        finished: Callable[[], None],
        cluster: Cluster | None = None,
        worker: str = WORKER,
        stall_seconds: float = STALL_SECONDS,
    ) -> None:
        self._queue = queue
        self._sources = sources
        self._settings = settings
        self._logos = Logos(settings.library)
        self._space = space
        self._finished = finished
        self._cluster = cluster
        self._gate = CircuitBreaker(cluster.probe) if cluster else None
        self._worker = worker
        self._stall_seconds = CLUSTER_STALL_SECONDS if cluster else stall_seconds
        self._progress: dict[str, float] = {}
        self._renders: dict[str, asyncio.Task[None]] = {}
        self._turns: dict[str, float] = {}
        """When each render that a cluster makes began there, on the monotonic clock."""
        self._busy_until = 0.0
        """Until when renders have a share from the first, on the monotonic clock."""
        self._wake = asyncio.Event()
        self.video_seconds = 0.0
        """Length of what was rendered since the start."""
        self.work_seconds = 0.0
        """Time that it took, workers added up."""

    def wake(self) -> None:
        """Wake the workers: a video was queued."""
        self._wake.set()

    def progress(self, video_task_id: str) -> float:
        """Return how much of a render is done, from 0 to 1."""
        return self._progress.get(video_task_id, 0.0)

    async def cancel(self, video_task_id: str) -> QueuedVideo | None:
        """Cancel an unfinished video and end its process; None when there is no such video."""
        video = await self._queue.cancel(video_task_id, CANCELLED)
        if video:
            if render := self._renders.get(video_task_id):
                render.cancel()
            self._finished()
        return video

    async def run(self) -> None:
        """Render until cancelled; what is being rendered then goes back into the queue."""
        async with asyncio.TaskGroup() as workers:
            for _ in range(self._settings.workers):
                workers.create_task(self._work())

    async def _work(self) -> None:
        while True:
            self._wake.clear()
            if self._gate:
                await self._gate.wait_closed()
            video = await retry_on_lock(self._queue.claim)
            if video is None:
                await self._wake.wait()
                continue
            self._wake.set()  # another worker may find more
            render = asyncio.create_task(self._render(video))
            self._renders[video.video_task_id] = render
            try:
                await asyncio.wait([render])
                if not render.cancelled():
                    render.result()
            except asyncio.CancelledError:
                render.cancel()
                await asyncio.wait([render])
                # On a full disk it can't be noted: the next start finds it all the same.
                with suppress(sqlite3.OperationalError):
                    await self._queue.give_back(video.video_task_id)
                raise
            finally:
                del self._renders[video.video_task_id]
                self._turns.pop(video.video_task_id, None)
                self._progress.pop(video.video_task_id, None)

    async def _render(self, video: QueuedVideo) -> None:
        """Render one video and record how it ended."""
        identity, begun = video.video_task_id, time.monotonic()
        try:
            size, result = await self._made(video)
        except ClusterUnreachable as error:
            await retry_on_lock(lambda: self._queue.give_back(identity))
            if self._gate:
                self._gate.trip(str(error))
            self.wake()
            return
        except ChildDied as death:
            _log.warning("The render of %s died: %s", identity, death)
            if await retry_on_lock(lambda: self._queue.retry(identity)):
                self.wake()
                return
            failure = RenderFailed(500, "worker-died", "The render broke down twice.")
            await retry_on_lock(lambda: self._queue.fail(identity, failure))
        except RenderFailed as failure:
            # A name of its own: the closure outlives the except clause's.
            told = failure
            # What is wrong with the studio is the host's to mend, what is wrong with a song is not.
            level = logging.WARNING if told.code >= 500 else logging.INFO
            _log.log(level, "The video %s failed: %s (%s)", identity, told.message, told.reason)
            await retry_on_lock(lambda: self._queue.fail(identity, told))
        else:
            await self._keep_finished(video, size, result, begun)
        self._finished()

    async def _keep_finished(
        self, video: QueuedVideo, size: int, result: RenderResult, begun: float
    ) -> None:
        """Keep that a video is made, and what it took."""
        identity, seconds = video.video_task_id, result.duration_seconds
        finished = await retry_on_lock(
            lambda: self._queue.finish(
                identity,
                size_bytes=size,
                duration_seconds=seconds,
                keep_days=self._settings.keep_days,
                squeeze=result.squeeze,
                has_lyrics=result.has_lyrics,
            )
        )
        if not finished:  # cancelled at the last moment
            (self._settings.videos / video.file_name).unlink(missing_ok=True)
            return
        # In a cluster it may have waited for its turn until it told of its progress.
        took = time.monotonic() - self._turns.pop(identity, begun)
        self.video_seconds += seconds
        self.work_seconds += took
        await retry_on_lock(
            lambda: self._queue.speeds.record(self._settings, video.options, seconds, took)
        )

    async def _made(self, video: QueuedVideo) -> tuple[int, RenderResult]:
        """Render a video into its place; return its size in bytes, and what the renderer tells.

        Raises RenderFailed and ChildDied.
        """
        place = self._settings.videos / video.file_name
        try:
            async with self._space.claimed(place.parent, RENDER_BYTES):
                with self._draft() as draft:
                    result = await self._drafted(video, draft)
                    size = await asyncio.to_thread(keep_file, draft, place)
        except TimeoutError:
            if self._cluster:  # a worker tells of a render that takes too long
                raise ChildDied("the cluster fell silent") from None
            raise RenderFailed(500, "timed-out", "The render took longer than allowed.") from None
        except (OSError, sqlite3.OperationalError) as error:
            raise failure_from_error(error) from error
        except (RenderFailed, ChildDied, ClusterUnreachable):
            raise
        except Exception as error:  # one strange track must not stop the others' videos
            _log.exception("The render of %s met an error of the studio", video.video_task_id)
            raise RenderFailed(500, "studio-error", "The studio made a mistake.") from error
        return size, result

    @contextmanager
    def _draft(self) -> Iterator[Path]:
        """Return a place for a video in a folder that goes with all that a killed worker left."""
        with tempfile.TemporaryDirectory(
            prefix=DRAFT_PREFIX, dir=self._settings.videos, ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder) / "video.mp4"

    async def _drafted(self, video: QueuedVideo, draft: Path) -> RenderResult:
        """Get a video's material and render it, both within the time that a render may take."""
        async with (
            asyncio.timeout(self._settings.render_timeout_seconds) as limit,
            self._sources.assets(video.source, is_sung=video.is_sung) as assets,
        ):
            return await self._rendered(video, self._spec(video, assets), draft, limit)

    async def _rendered(
        self, video: QueuedVideo, spec: RenderSpec, draft: Path, limit: asyncio.Timeout
    ) -> RenderResult:
        """Render a video to fit the target size, or to any size when it can't."""
        try:
            return await self._worked(video, spec, draft, limit)
        except RenderFailed as failure:
            if failure.reason != MediaErrorCode.WONT_FIT:
                raise
            _log.info("%s can't fit %s bytes: made larger", video.video_task_id, spec.target_bytes)
            larger = spec.model_copy(update={"target_bytes": None})
            return await self._worked(video, larger, draft, limit)

    async def _worked(
        self, video: QueuedVideo, spec: RenderSpec, draft: Path, limit: asyncio.Timeout
    ) -> RenderResult:
        def hear(message: dict[str, Any]) -> None:
            if "waiting" in message:
                limit.reschedule(None)
                if self._gate:
                    self._gate.reset(int(message["waiting"]))
            if isinstance(progress := message.get("progress"), int | float):
                if limit.when() is None:  # its turn has come
                    loop = asyncio.get_running_loop()
                    self._turns[video.video_task_id] = time.monotonic()
                    limit.reschedule(
                        loop.time() + self._settings.render_timeout_seconds + TRANSFER_SECONDS
                    )
                self._progress[video.video_task_id] = min(max(float(progress), 0.0), 1.0)

        stall = self._stall_seconds
        is_busy = time.monotonic() < self._busy_until
        try:
            child = self._child(spec, draft, nobody_waits=not is_busy)
            told = await final_message(child, stall_seconds=stall, on_message=hear)
        except ChildStarved:
            # Such a process can't be given its turns back, except by root.
            _log.warning(
                "The machine is busy: beginning %s anew, with a share", video.video_task_id
            )
            self._busy_until = time.monotonic() + _BUSY_SECONDS
            child = self._child(spec, draft, nobody_waits=False)
            told = await final_message(child, stall_seconds=stall, on_message=hear)
        if isinstance(done := told.get("done"), dict):
            return RenderResult.model_validate(done)
        if isinstance(failed := told.get("failed"), dict):
            raise failure_from_child(failed)
        raise ClusterUnreachable(str(told.get("unreachable"))[:500])

    def _child(
        self, spec: RenderSpec, draft: Path, *, nobody_waits: bool = True
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Start the process that renders, or the one that has it rendered elsewhere."""
        request = {"spec": spec.model_dump(mode="json"), "destination": str(draft)}
        if self._cluster:
            request["cluster"] = self._cluster.request()
            return stream_messages(
                CLIENT_MODULE,
                request,
                environment=credentials(),
                goodbye_seconds=_GOODBYE_SECONDS,
            )
        # The worker's own limit counts its threads together: it must not strike before ours.
        seconds = int(self._settings.render_timeout_seconds) * (os.cpu_count() or 1) + 60
        environment = {"STUDIO_WORKER_CPU_SECONDS": str(seconds)}
        return stream_messages(
            self._worker, request, environment=environment, nobody_waits=nobody_waits
        )

    def _spec(self, video: QueuedVideo, assets: TrackAssets) -> RenderSpec:
        texts = SceneTexts(
            title=video.title,
            artist=video.artist,
            author=video.author,
            domain_name=video.domain_name,
        )
        return render_spec(
            self._settings,
            texts,
            video.options,
            audio=assets.audio,
            cover=assets.cover,
            logo=self._logo(video),
            lyrics=assets.lyrics,
            most_bytes=video.most_bytes,
        )

    def _logo(self, video: QueuedVideo) -> Path | None:
        """Return the file of a video's logo; None also where it was removed meanwhile."""
        logo = video.options.logo
        return None if logo is None else self._logos.path(logo.logo_id, video.owner)
