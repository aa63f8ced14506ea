"""A submit of which nothing was heard: repeated only where a repeat would be refused.

The process that made it may have ended before its answer, or the answer was lost on the way. Under
a contract that doesn't refuse duplicates a repeat may be paid again, so there is none: a callback
settles the video, however late, or nobody does.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.jobs import MAX_SUBMITS, MAX_UNANSWERED_SUBMITS, FailureReason, Provider, Video
from bot.video_api import ApiError
from bot.workers.rendering.context import RenderContext
from bot.workers.rendering.contract_choice import NoSuchTrack
from bot.workers.rendering.poll import StatusPoller

log = logging.getLogger(__name__)


class LostSubmits:
    """Decides on them. ``repeats``: whose submits may be repeated; None: nobody's.

    ``is_called_back``: whether callbacks can come, which alone settle what isn't repeated.
    """

    def __init__(
        self,
        context: RenderContext,
        poller: StatusPoller,
        *,
        repeats: Provider | None,
        is_called_back: bool,
    ) -> None:
        self._clock = context.clock
        self._videos = context.store.videos
        self._poller = poller
        self._outcomes = context.outcomes
        self._schedule = context.schedule
        self._rate_limiter = context.rate_limiter
        self._choice = context.choice
        self._absences = context.absences
        self._repeats = repeats
        self._is_called_back = is_called_back

    async def look(
        self, video: Video, seen_at: datetime, *, again: Callable[[Video], Awaitable[None]]
    ) -> None:
        """Decide on a video that is being submitted; ``again`` submits it once more."""
        now = self._clock()
        may_repeat = await self._may_repeat(video)
        ends_at = self._ends_at(video, may_repeat=may_repeat)
        candidate_at = await self._poller.next_candidate_at(video)
        # What could not be looked up, or an id that could not be followed, tells nothing.
        has_failed = may_repeat is None or candidate_at is not None
        ending = video.model_copy(update={"deadline_at": ends_at})
        is_over = self._schedule.is_over(ending, now, has_failed=has_failed)
        if is_over and not self._absences.is_pending:
            is_paid = may_repeat is False and video.charges
            reason = FailureReason.UNANSWERED if is_paid else FailureReason.DEADLINE
            await self._outcomes.give_up(video, reason)
            return
        exists_elsewhere = video.reason is FailureReason.ALREADY_EXISTS
        if exists_elsewhere and candidate_at is None and video.submits == 1:
            # Ours was the only submit and it was refused, so no callback will come.
            await self._outcomes.give_up(video, FailureReason.ALREADY_EXISTS)
            return
        next_at = None
        if may_repeat is None:
            next_at = now + self._schedule.retry
        elif may_repeat and self._is_wanted(video) and candidate_at is None:
            pause = timedelta(seconds=self._rate_limiter.wait_seconds(now.timestamp()))
            next_at = max(self._grace_end(video), now + pause)
            if next_at <= now:
                self._rate_limiter.record(now.timestamp())
                await again(video)
                return
        times = [time for time in (next_at, candidate_at) if time is not None]
        if ends_at is not None:  # one that has passed counts again when its time is given back
            times.append(max(ends_at, now + self._schedule.retry) if ends_at <= now else ends_at)
        await self._videos.postpone(video, min(times, default=None), seen_at=seen_at)

    def _ends_at(self, video: Video, *, may_repeat: bool | None) -> datetime | None:
        """Return when it is given up: at its deadline, or at once when nothing can settle it."""
        if may_repeat is not False or self._is_called_back or video.deadline_at is None:
            return video.deadline_at
        return min(self._grace_end(video), video.deadline_at)

    def _grace_end(self, video: Video) -> datetime:
        return (video.submitted_at or self._clock()) + self._schedule.grace

    def _is_wanted(self, video: Video) -> bool:
        """Return whether one more submit may tell more than those before."""
        # Without a reason it was this process that ended before there was an answer; and what was
        # turned away for now, or could not be sent, left open what was open before.
        tells_nothing = (
            video.reason in (None, FailureReason.UNREACHABLE) or video.reason.is_transient
        )
        most = MAX_SUBMITS if tells_nothing else MAX_UNANSWERED_SUBMITS
        return video.submits < most and video.reason is not FailureReason.ALREADY_EXISTS

    async def _may_repeat(self, video: Video) -> bool | None:
        """Return whether a repeat is allowed, and would be refused; None: that isn't known now.

        Of what was queued when the database was copied, it isn't known under which contract it may
        have been submitted since.
        """
        try:
            contract = video.contract or await self._choice.of(video)
        except NoSuchTrack:
            return False
        except ApiError as error:
            log.warning("video_id=%s not looked up: %s", video.video_id, error)
            return None
        return self._repeats is not None and self._repeats.may_repeat(contract)
