"""A submit that brought no id: what was certainly not taken is queued again, or fails."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from bot.jobs import FailureReason, Video
from bot.jobs.events import EventDetail, EventKind
from bot.video_api import ApiError, ApiRefused, ApiResponseLost
from bot.workers.rendering.context import RenderContext

log = logging.getLogger(__name__)

_HOSTS_TO_MEND: Final = (
    FailureReason.WRONG_KEY,
    FailureReason.BLOCKED,
    FailureReason.NO_CREDITS,
    FailureReason.KEY_LIMIT,
)
"""What no waiting mends: a submit would be refused as a look is."""

_MAINTENANCE_PAUSES: Final = 6
"""How many times longer than at first to wait out a maintenance, growing with each refusal."""


class FailedSubmits:
    """Keeps how they went. ``poll`` looks at once how a video stands."""

    def __init__(self, context: RenderContext, poll: Callable[[Video], Awaitable[None]]) -> None:
        self._context = context
        self._poll = poll
        self._clock = context.clock
        self._videos = context.store.videos
        self._candidate_ids = context.store.candidate_ids
        self._events = context.store.job_events
        self._outcomes = context.outcomes
        self._schedule = context.schedule

    async def keep(self, claimed: Video, error: ApiError, sent_at: datetime) -> None:
        """Keep why a submit that was claimed failed, and when the video goes on."""
        if isinstance(error, ApiRefused):
            await self._keep_refusal(claimed, error)
        elif isinstance(error, ApiResponseLost):
            # It may have been taken: wait for a callback, and ask again only where that is refused.
            log.warning("video_id=%s unanswered: %s", claimed.video_id, error)
            self._events.note_video(claimed, EventKind.UNANSWERED, self._clock())
            await self._videos.set_reason(claimed, FailureReason.TIMED_OUT)
            due_at = self._clock() + self._schedule.grace
            await self._videos.postpone(claimed, due_at, seen_at=sent_at)
        else:
            log.warning("video_id=%s not sent: %s", claimed.video_id, error)
            self._events.note_video(claimed, EventKind.NOT_SENT, self._clock())
            until = self._clock() + self._schedule.retry
            await self._put_back(claimed, FailureReason.UNREACHABLE, until)

    async def hold(self, video: Video, error: ApiError) -> None:
        """Keep a video queued whose contract can't be found out now: nothing was charged."""
        reason = error.reason if isinstance(error, ApiRefused) else FailureReason.UNREACHABLE
        if reason in _HOSTS_TO_MEND:
            await self._outcomes.fail(video, reason)
            return
        now = self._clock()
        due_at = now + self._context.pause(video)
        deadline_at = self._context.queue_deadline(video)
        if not reason.is_transient:
            reason = FailureReason.UNREACHABLE
        self._events.note_video(video, EventKind.HELD, now, EventDetail(reason=reason))
        if await self._videos.hold(video, reason, due_at, deadline_at=deadline_at):
            self._context.announce()
        else:
            await self._videos.postpone(video, due_at, seen_at=now)

    async def _keep_refusal(self, video: Video, refusal: ApiRefused) -> None:
        reason = refusal.reason
        log.warning("video_id=%s refused: %s (%s)", video.video_id, reason, refusal)
        detail = EventDetail(reason=reason, code=refusal.code)
        self._events.note_video(video, EventKind.REFUSED, self._clock(), detail)
        await self._context.endpoints.log_refusal(refusal)
        if video.submits == 1 and await self._goes_on_elsewhere(video, refusal):
            return
        if reason is FailureReason.ALREADY_EXISTS:
            await self._find_existing(video, refusal.video_task_id)
        elif reason.is_transient:
            most = _MAINTENANCE_PAUSES if reason is FailureReason.MAINTENANCE else 2
            pauses = min(self._context.rate_limiter.note_refused(), most)
            until = self._clock() + self._context.pause(video, pauses)
            self._context.rate_limiter.pause_until(until.timestamp())
            await self._put_back(video, reason, until)
        elif video.submits == 1 or reason.excludes_video:
            await self._outcomes.fail(video, reason)
        else:
            # The first submit may have been taken all the same: only a callback can tell now.
            await self._videos.set_reason(video, reason)
            await self._videos.postpone(video, video.deadline_at, seen_at=self._clock())

    async def _goes_on_elsewhere(self, video: Video, refusal: ApiRefused) -> bool:
        """Queue a video again that another contract may make: the refusal of this one was free."""
        try:
            contract = await self._context.choice.after(video, refusal)
        except ApiError as error:
            log.warning("video_id=%s not looked up: %s", video.video_id, error)
            until = self._clock() + self._context.pause(video)
            await self._put_back(video, FailureReason.UNREACHABLE, until)
            return True
        if contract is None:
            return False
        log.info("video_id=%s goes on under %s", video.video_id, contract)
        await self._put_back(video, refusal.reason, self._clock())
        return True

    async def _put_back(self, video: Video, reason: FailureReason, until: datetime) -> None:
        deadline_at = self._context.queue_deadline(video)
        await self._videos.requeue(video, reason, until, deadline_at=deadline_at)
        self._context.announce()

    async def _find_existing(self, video: Video, api_task_id: str | None) -> None:
        """Look for the video that the API says exists, by its id or by one of our older ones."""
        # The id before the reason: killed in between, the video is looked for all the same.
        if api_task_id is not None:
            await self._candidate_ids.record(video.video_id, api_task_id, self._clock())
        else:
            await self._candidate_ids.reopen(video.video_id, self._clock())
        await self._videos.set_reason(video, FailureReason.ALREADY_EXISTS)
        fresh = await self._videos.get(video.video_id)
        if fresh is not None:
            await self._poll(fresh)
