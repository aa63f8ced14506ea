"""When a video is looked at next: what the timing of the configuration makes of its row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

from bot.config import Config
from bot.jobs import Provider, Video, VideoState

_CANDIDATE_PAUSE: Final = timedelta(seconds=2)
"""Between two looks at one video that callbacks ask for: anybody may send any number of them."""

_MAX_BETWEEN_CANDIDATES: Final = timedelta(seconds=30)
"""The API wants to be asked no more often; a callback deserves not to wait for a later poll."""

_MIN_PAUSE: Final = timedelta(seconds=0.1)

_PATIENCE: Final = timedelta(days=1)
"""How long after its deadline a video is looked for, where looks fail: they tell nothing of it."""


def candidate_pause_of(config: Config) -> timedelta:
    """Return how long a video rests after a look, whatever callbacks come."""
    return min(_CANDIDATE_PAUSE, timedelta(seconds=config.timing.poll_every_seconds))


@dataclass(frozen=True)
class PollSchedule:
    """How long to wait for what; see ``config.example.toml``."""

    retry: timedelta
    poll_first: timedelta
    poll_every: timedelta
    late_poll: timedelta
    grace: timedelta
    """How long a callback is waited for after a submit that was not answered."""
    timeout: timedelta
    """How long a submit's answer is waited for."""
    deadline: timedelta
    link_lifetime: timedelta
    candidate_pause: timedelta
    """How long a video rests after a look, whatever callbacks come."""

    @classmethod
    def from_config(cls, config: Config, provider: Provider) -> Self:
        """Return that of a configuration, and of who makes the videos."""
        timing = config.timing
        return cls(
            retry=timedelta(seconds=timing.retry_seconds),
            poll_first=timedelta(seconds=timing.poll_first_seconds),
            poll_every=timedelta(seconds=timing.poll_every_seconds),
            late_poll=timedelta(seconds=timing.late_poll_seconds),
            grace=timedelta(seconds=timing.submit_grace_seconds),
            timeout=timedelta(seconds=timing.submit_timeout_seconds),
            deadline=timedelta(seconds=timing.job_deadline_seconds),
            link_lifetime=timedelta(days=provider.link_days),
            candidate_pause=candidate_pause_of(config),
        )

    def pause(self, video: Video, times: int, now: datetime) -> timedelta:
        """Return how long a video waits that was turned away,
        with tries left before its deadline.
        """
        left = video.queued_at + self.deadline - now
        return min(self.retry * times, max(left / 2, _MIN_PAUSE))

    def is_over(self, video: Video, now: datetime, *, has_failed: bool) -> bool:
        """Return whether what was handed over is given up now.

        ``has_failed``: the last look at it failed, which is no reason to give it up for long.
        """
        if video.deadline_at is None:
            return False
        return now >= video.deadline_at + (_PATIENCE if has_failed else timedelta())

    def next_poll(self, video: Video, now: datetime) -> datetime | None:
        """Return when record-info is asked again of itself; None when not any more."""
        if video.state is VideoState.RENDERING:
            return now + self.poll_every
        ends_at = (video.submitted_at or video.created_at) + self.link_lifetime
        if video.state is VideoState.UNKNOWN and now + self.late_poll < ends_at:
            return now + self.late_poll
        return None

    def is_fresh(self, received_at: float, now: datetime) -> bool:
        """Return whether record-info may still lag behind a candidate id of that epoch second."""
        return now.timestamp() < received_at + self.grace.total_seconds()

    def next_candidate(self, video: Video, received_at: float, now: datetime) -> datetime:
        """Return when to verify a candidate id that could not be followed just now."""
        if self.is_fresh(received_at, now) or video.state is VideoState.SUBMITTING:
            return now + self.retry
        if video.state is VideoState.RENDERING:
            return now + min(self.poll_every, _MAX_BETWEEN_CANDIDATES)
        return now + self.late_poll
