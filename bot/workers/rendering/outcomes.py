"""The outcomes on videos: kept, measured and told of."""

import logging
from collections.abc import Callable
from typing import Final

from bot.clock import Clock
from bot.jobs import FailureReason, Video, link_end
from bot.monitoring.metrics import Metrics
from bot.store import Store
from bot.video_api import VideoRecord
from bot.workers.rendering.poll_schedule import PollSchedule

log = logging.getLogger(__name__)

_ADVICE: Final = {
    FailureReason.UNANSWERED: (
        "; it is not ordered again, so that nothing is paid twice. Look for it in the API's"
        " list of tasks, then tell what you found: python -m bot settle"
    )
}
"""What a host can do about it."""


class OutcomeRecorder:
    """Keeps each outcome once. ``announce`` is called when people may be shown something new."""

    def __init__(
        self,
        store: Store,
        schedule: PollSchedule,
        metrics: Metrics,
        *,
        clock: Clock,
        announce: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._outcomes = store.outcomes
        self._schedule = schedule
        self._metrics = metrics
        self._announce = announce

    async def settle(self, video: Video, record: VideoRecord) -> bool:
        """Keep the outcome that record-info gives; False when there is none, or nothing new."""
        if record.is_ready and record.video_url is not None:
            now = self._clock()
            completed_at = min(record.completed_at or now, now)
            is_new = await self._outcomes.set_ready(
                video,
                record.video_url,
                completed_at=completed_at,
                expires_at=link_end(completed_at, self._schedule.link_lifetime, now),
                squeeze=record.squeeze,
                has_lyrics=record.has_lyrics,
                spent=record.credits,
                seen_at=now,
            )
            if is_new:
                log.info("video_id=%s ready", video.video_id)
                self._tell(video)
            return is_new
        if record.failure is None:
            return False
        return await self.fail(video, record.failure, spent=record.credits)

    async def fail(
        self, video: Video, reason: FailureReason, *, spent: float | None = None
    ) -> bool:
        """Keep that there will be no video; False when that is nothing new.

        ``spent``: what was charged all the same, where that is told.
        """
        is_new = await self._outcomes.set_failed(video, reason, spent=spent, seen_at=self._clock())
        if is_new:
            log.warning("video_id=%s failed: %s", video.video_id, reason)
            self._tell(video)
        return is_new

    async def give_up(self, video: Video, reason: FailureReason) -> None:
        """Keep that it is not known what became of it; a later callback or poll settles it."""
        now = self._clock()
        late = now + self._schedule.late_poll if video.api_task_id else None
        if await self._outcomes.set_unknown(video, reason, late, seen_at=now):
            log.error(
                "video_id=%s outcome unknown: %s%s", video.video_id, reason, _ADVICE.get(reason, "")
            )
            self._tell(video)

    def _tell(self, video: Video) -> None:
        self._metrics.record_outcome(video.video_id)
        self._announce()
