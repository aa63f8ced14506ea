"""One step of a video on its way to an outcome: submit it, or look how it stands.

A request that may have reached the API is never blindly repeated, and only record-info, asked
with our own key, settles a video as made or failed: a callback proves nothing.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.config import Config
from bot.jobs import FailureReason, Provider, Video, VideoState
from bot.jobs.events import EventKind
from bot.monitoring.metrics import Metrics
from bot.store import Store
from bot.store.retention import FileToDelete
from bot.video_api import (
    ApiError,
    Submission,
    VideoProvider,
)
from bot.workers.rendering.context import RenderContext
from bot.workers.rendering.contract_choice import NoSuchTrack
from bot.workers.rendering.failed_submits import FailedSubmits
from bot.workers.rendering.lost_submits import LostSubmits
from bot.workers.rendering.pace import RateLimiter
from bot.workers.rendering.poll import StatusPoller

log = logging.getLogger(__name__)

RESERVED_CALLBACK: Final = "https://musicvideo-bot.invalid/callbacks"
"""Given to the cloud when there is no public address: a name that can never exist (RFC 6761)."""

_ODD_PAUSE: Final = timedelta(minutes=1)


class VideoStepper:
    """Takes single steps with a video; which one is due, its row says.

    ``callback_base`` is the address of our endpoint as the API reaches it, None to be polled only;
    ``announce`` is called when people may be shown something new; ``delete_file`` removes a file at
    the studio, False when that can't be done now. ``attaches``: whether videos are attached to
    messages, so that their size counts; one behind a link may have any.
    """

    def __init__(
        self,
        store: Store,
        api: VideoProvider,
        rate_limiter: RateLimiter,
        config: Config,
        *,
        clock: Clock,
        provider: Provider,
        callback_base: str | None,
        announce: Callable[[], None],
        metrics: Metrics | None = None,
        delete_file: Callable[[FileToDelete], Awaitable[bool]] | None = None,
        attaches: bool = False,
    ) -> None:
        self._clock = clock
        self._videos = store.videos
        self._events = store.job_events
        self._usual_bytes = config.delivery.attachment_limit_bytes if attaches else None
        self._delete_file = delete_file
        self._api = api
        self._callback_base = callback_base
        self._context = context = RenderContext.from_config(
            store,
            api,
            rate_limiter,
            config,
            clock=clock,
            provider=provider,
            announce=announce,
            metrics=metrics,
        )
        self._schedule, self._outcomes = context.schedule, context.outcomes
        self.absences = context.absences
        self.queue_deadline = context.queue_deadline
        self._poller = StatusPoller(context)
        self._lost = LostSubmits(
            context,
            self._poller,
            repeats=provider if config.api.resubmit else None,
            is_called_back=callback_base is not None,
        )
        self._failed = FailedSubmits(context, self.poll)

    async def submit(self, video: Video) -> None:
        """Submit a video: the row first, then the call; nothing if it is no longer wanted."""
        now = self._clock()
        is_over = now >= self.queue_deadline(video)
        if video.state is VideoState.QUEUED and is_over and video.reason is not None:
            await self._outcomes.fail(video, video.reason)
            return
        if not await self._is_old_file_deleted(video):
            await self._videos.postpone(video, now + self._schedule.retry, seen_at=now)
            return
        contract = await self._contract_for(video)
        if contract is None:
            return
        now = self._clock()  # the look for it may have taken a while
        claimed = await self._videos.claim_submit(
            video,
            now,
            contract=contract,
            due_at=now + self._schedule.timeout + self._schedule.grace,
            deadline_at=now + self._schedule.deadline,
            usual_bytes=self._usual_bytes,
        )
        if claimed is None:
            return
        log.info(
            "video_id=%s submit %d of attempt %d (%s)",
            video.video_id,
            claimed.submits,
            video.attempt,
            contract,
        )
        try:
            api_task_id = await self._api.submit(
                self._submission(claimed),
                contract=contract,
                owner=str(claimed.guild_id),
                variant=claimed.variant,
                most_bytes=claimed.most_bytes,
                options=claimed.options,
            )
        except ApiError as error:
            await self._failed.keep(claimed, error, now)
        else:
            await self._accept(claimed, api_task_id)

    async def _contract_for(self, video: Video) -> str | None:
        """Return the contract to submit a video under; None when it isn't to be submitted now."""
        if video.contract:
            return video.contract
        try:
            return await self._context.choice.of(video)
        except NoSuchTrack:
            log.warning("video_id=%s its task has no such track", video.video_id)
            await self._outcomes.fail(video, FailureReason.NOT_FOUND)
        except ApiError as error:
            log.warning("video_id=%s not looked up: %s", video.video_id, error)
            await self._context.endpoints.log_refusal(error)
            await self._failed.hold(video, error)
        return None

    async def _is_old_file_deleted(self, video: Video) -> bool:
        """Check that an earlier file which is to go is gone: the studio would give it out again."""
        if video.file_to_delete is None or self._delete_file is None:
            return True
        return await self._delete_file(
            FileToDelete(video_id=video.video_id, file_to_delete=video.file_to_delete)
        )

    async def postpone(self, video: Video, _error: Exception) -> None:
        """Look again in a while at a video with which something odd went wrong, or give it up."""
        fresh, now = await self._videos.get(video.video_id), self._clock()
        if fresh is None or fresh.due_at is None:
            return
        is_handed_over = fresh.state in (VideoState.SUBMITTING, VideoState.RENDERING)
        is_over = self._schedule.is_over(fresh, now, has_failed=True)
        if is_handed_over and is_over and not self.absences.is_pending:
            await self._outcomes.give_up(fresh, FailureReason.DEADLINE)
        else:
            await self._videos.postpone(fresh, now + _ODD_PAUSE, seen_at=now)

    async def poll(self, video: Video) -> None:
        """Find out how a video stands: verify the candidate ids, ask record-info,
        or act on a deadline.
        """
        seen_at = self._clock()
        if video.api_task_id is not None:
            await self._poller.poll(video, video.api_task_id, seen_at)
            return
        if await self._poller.follow_one(video, seen_at):
            return
        if video.state is VideoState.SUBMITTING:
            await self._lost.look(video, seen_at, again=self.submit)
        else:
            await self._videos.postpone(
                video, await self._poller.next_candidate_at(video), seen_at=seen_at
            )

    def _submission(self, video: Video) -> Submission:
        if self._callback_base is not None:
            callback_url = f"{self._callback_base}/{video.video_id}/{video.token}"
        else:
            callback_url = RESERVED_CALLBACK
        return Submission(
            task_id=video.task_id,
            audio_id=video.audio_id,
            callback_url=callback_url,
            author=video.author,
            domain_name=video.domain_name,
        )

    async def _accept(self, video: Video, api_task_id: str) -> None:
        self._events.note_video(video, EventKind.ACCEPTED, self._clock())
        if await self._videos.adopt(video, api_task_id, self._clock() + self._schedule.poll_first):
            log.info("video_id=%s accepted as %s", video.video_id, api_task_id)
            self._context.rate_limiter.note_accepted()
            self._context.announce()
        else:
            log.warning("video_id=%s answer %s comes too late", video.video_id, api_task_id)

    async def refuse_title(self, video: Video) -> None:
        """Fail a queued video whose title may not be shown where it is wanted: nothing was
        charged.
        """
        await self._outcomes.fail(video, FailureReason.UNWANTED_TEXT)

    async def give_up_queued(self, video: Video) -> None:
        """Fail a video that was not handed over in its time: nothing was charged."""
        await self._outcomes.fail(video, video.reason or FailureReason.TOO_OFTEN)


def callback_base(config: Config, provider: Provider, endpoint: str) -> str | None:
    """Return where the API is to call back: the public address, or else our endpoint on loopback.

    Who can't reach that is polled: then it is None.
    """
    if config.callback.public_url:
        return f"{config.callback.public_url}/callbacks"
    return f"{endpoint}/callbacks" if provider.reaches_loopback else None
