"""What the steps of a video on its way share: whom they ask, what they keep, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from bot.clock import Clock
from bot.config import Config
from bot.jobs import Provider, Video
from bot.monitoring.metrics import Metrics
from bot.store import Store
from bot.video_api import VideoProvider
from bot.workers.rendering.absences import Absences
from bot.workers.rendering.contract_choice import ContractChoice
from bot.workers.rendering.endpoint_notice import EndpointNotice
from bot.workers.rendering.outcomes import OutcomeRecorder
from bot.workers.rendering.pace import RateLimiter
from bot.workers.rendering.poll_schedule import PollSchedule


@dataclass(frozen=True)
class RenderContext:
    """The parts. ``announce`` is called when people may be shown something new."""

    store: Store
    api: VideoProvider
    rate_limiter: RateLimiter
    schedule: PollSchedule
    choice: ContractChoice
    endpoints: EndpointNotice
    outcomes: OutcomeRecorder
    absences: Absences
    announce: Callable[[], None]
    clock: Clock

    @classmethod
    def from_config(
        cls,
        store: Store,
        api: VideoProvider,
        rate_limiter: RateLimiter,
        config: Config,
        *,
        clock: Clock,
        provider: Provider,
        announce: Callable[[], None],
        metrics: Metrics | None,
    ) -> Self:
        """Return the parts as a configuration wants them, for who makes the videos."""
        schedule = PollSchedule.from_config(config, provider)
        metrics = metrics or Metrics(clock=clock)
        return cls(
            store,
            api,
            rate_limiter,
            schedule,
            ContractChoice(store, api, clock=clock),
            EndpointNotice(store, clock=clock),
            OutcomeRecorder(store, schedule, metrics, clock=clock, announce=announce),
            Absences(clock),
            announce,
            clock,
        )

    def queue_deadline(self, video: Video) -> datetime:
        """Return until when a video may be queued: our absences don't count."""
        return video.queued_at + self.schedule.deadline + self.absences.since(video.queued_at)

    def pause(self, video: Video, times: int = 1) -> timedelta:
        """Return how long a video waits that was turned away."""
        return self.schedule.pause(
            video, times, self.clock() - self.absences.since(video.queued_at)
        )
