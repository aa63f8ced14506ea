"""Takes members' requests: commits them, and sets work going."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from bot import logs
from bot.clock import Clock
from bot.config import Config
from bot.jobs import Job, NewRequest, Provider, RequestState
from bot.policy.denials import DAY, HostQuotaExceeded
from bot.services.job_story import JobStory, for_moderators, story_of
from bot.services.response_gate import ResponseGate
from bot.services.stale_cache import StaleCache
from bot.store import CreatedRequest, RequestEntry, Store

log = logging.getLogger(__name__)

MAX_ENTRIES: Final = 200
"""Of so many requests, the newest, one can be chosen by its title."""

_AUTOCOMPLETE_SECONDS: Final = 0.3


class RequestService:
    """What is decided about requests; what is only looked up or kept, cogs ask the store for.

    Methods raise sqlite3.Error when the database can't be used. ``announce``, called as
    ``notify_workers``, sets work going on what was committed. ``response_gate`` tells who waits for
    a first answer.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        *,
        provider: Provider,
        clock: Clock,
        announce: Callable[[], None],
        on_end: Callable[[Job, RequestState], None] | None = None,
    ) -> None:
        self._store = store
        self._on_end = on_end
        self._provider = provider
        self._deadline = timedelta(seconds=config.timing.job_deadline_seconds)
        self._limits = config.limits.of_host(charges=provider.charges)
        self._clock = clock
        self.notify_workers = announce
        self._autocomplete_cache = StaleCache(
            self._load_entries, wait_seconds=_AUTOCOMPLETE_SECONDS
        )
        self._quota_alerted_at: datetime | None = None
        self.response_gate = ResponseGate()

    async def create(self, new_request: NewRequest) -> CreatedRequest:
        """Commit a request, with the server's branding where the member gave none.

        Work on it begins with ``notify_workers``, so that nothing stands before the first answer.
        Raises bot.policy.denials.RequestDenied when what moderators have decided, or a quota,
        is against it.
        """
        with self._alert_when_host_quota_exceeded():
            created = await self._store.requests.create(
                new_request,
                provider=self._provider,
                now=self._clock(),
                deadline=self._deadline,
                limits=self._limits,
            )
        job = created.job
        logs.bind_ids(video_id=job.video.video_id, request_id=job.request.request_id)
        log.info(
            "video_id=%s request_id=%s %s",
            job.video.video_id,
            job.request.request_id,
            "asked for again" if created.is_repeat else "asked for",
        )
        return created

    async def check_admission(self, new_request: NewRequest) -> Job | None:
        """Check that a request would be taken now; return the open request that it would repeat.

        Raises bot.policy.denials.RequestDenied, as ``create`` does: it has the last word.
        """
        with self._alert_when_host_quota_exceeded():
            return await self._store.requests.check_admission(
                new_request, provider=self._provider, now=self._clock(), limits=self._limits
            )

    @contextmanager
    def _alert_when_host_quota_exceeded(self) -> Iterator[None]:
        """Tell the host, at most once a day, that no more videos are started for anybody."""
        try:
            yield
        except HostQuotaExceeded as reason:
            now = self._clock()
            if self._quota_alerted_at is None or now - self._quota_alerted_at >= DAY:
                self._quota_alerted_at = now
                log.error(  # noqa: TRY400 - the traceback tells nothing more
                    "limits.daily_per_host is used up: of %d videos in 24 hours, the next can be"
                    " started at %s",
                    reason.most,
                    f"{reason.again_at:%Y-%m-%d %H:%M} UTC",
                )
            raise

    async def cancel(self, request_id: str) -> bool:
        """Cancel a request that still waits; False when it is too late."""
        is_cancelled = await self._store.requests.cancel(request_id, self._clock())
        self.notify_workers()
        return is_cancelled

    async def story(self, request_id: str) -> JobStory | None:
        """Return what happened to a request, as its server's moderators see it; None: forgotten."""
        facts = await self._store.job_history.facts(request_id)
        return None if facts is None else for_moderators(story_of(facts))

    async def channel_ids(self, guild_id: int) -> list[int]:
        """Return the channels of a server in which something was asked for, newest first."""
        return await self._store.history.channel_ids(guild_id)

    async def has_copy(self, job: Job) -> bool:
        """Return whether a copy of its video is attached to the message that brought it."""
        message_id = job.request.message_id
        if message_id is None or job.request.deleted_at is not None:
            return False
        return await self._store.history.has_copy(message_id)

    async def autocomplete(self, guild_id: int, user_id: int | None) -> list[RequestEntry]:
        """Return the newest requests of a member, or of everybody for None, while somebody types.

        Soon, and without fail: as last known at worst.
        """
        return await self._autocomplete_cache.get((guild_id, user_id))

    async def _load_entries(self, key: tuple[int, int | None]) -> list[RequestEntry]:
        return await self._store.history.entries(*key, MAX_ENTRIES)

    async def mark_posted(self, request_id: str, message_id: int) -> Job | None:
        """Keep that a result stands in its channel, if that was not known yet; return the job."""
        return await self._record_end(request_id, RequestState.POSTED, message_id)

    async def _record_end(
        self, request_id: str, state: RequestState, message_id: int
    ) -> Job | None:
        is_news = await self._store.due_posts.finish(
            request_id, state, self._clock(), message_id=message_id
        )
        job = await self._store.requests.get(request_id)
        if is_news and job is not None and self._on_end is not None:
            self._on_end(job, state)
        return job

    async def record_message(self, job: Job, channel_id: int, message_id: int) -> Job:
        """Keep that what has no video stands in a channel, if that was not known yet;
        return the job.

        It is the explanation, or a notice about the request.
        """
        request = job.request
        if request.state is RequestState.POSTING and channel_id == request.delivery_channel_id:
            return (
                await self._record_end(request.request_id, RequestState.EXPLAINED, message_id)
                or job
            )
        await self._store.notices.record_message(
            request.request_id, channel_id, message_id, self._clock()
        )
        return job

    async def mark_deleted(self, request_id: str) -> None:
        """Keep that what was posted for a request was deleted."""
        await self._store.requests.mark_deleted(request_id, self._clock())
        self.notify_workers()
