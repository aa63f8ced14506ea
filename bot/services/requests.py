"""Takes members' wishes: commits them, and sets work going."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from bot import logs
from bot.clock import utc_now
from bot.config import Config
from bot.jobs import Job, NewRequest, Provider, RequestState, overdue_at
from bot.jobs.notices import Bulletin, BulletinState
from bot.policy.denials import DAY, HostQuotaUsedUp
from bot.services.response_gate import Rush
from bot.services.stale_cache import Recollection
from bot.store import Entry, Page, Placement, Store, Turn

log = logging.getLogger(__name__)

_MOST_OFFERED: Final = 200
_OFFER_SECONDS: Final = 0.3


class Desk:
    """What commands need of jobs. Methods raise sqlite3.Error when the database can't be used.

    ``announce`` is called when there is something new to work on. ``rush`` tells who waits for a
    first answer.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        *,
        provider: Provider,
        announce: Callable[[], None],
        on_end: Callable[[Job, RequestState], None] | None = None,
    ) -> None:
        self._store = store
        self._on_end = on_end
        self._provider = provider
        self._deadline = timedelta(seconds=config.timing.job_deadline_seconds)
        self._limits = config.limits.of_host
        self._announce = announce
        self._offers = Recollection(self._ask_entries, wait_seconds=_OFFER_SECONDS)
        self._told_full_at: datetime | None = None
        self.rush = Rush()

    async def ask(self, wish: NewRequest) -> Placement:
        """Commit a wish, with the server's branding where the member gave none.

        Work on it begins with ``start``, so that nothing stands before the first answer. Raises
        bot.policy.denials.TurnedAway when what moderators have decided, or a quota, is against it.
        """
        with self._telling_the_host():
            placement = await self._store.requests.place(
                wish,
                provider=self._provider,
                now=utc_now(),
                deadline=self._deadline,
                limits=self._limits,
            )
        job = placement.job
        logs.about(job.video.video_id)
        log.info(
            "job=%s request=%s %s",
            job.video.video_id,
            job.request.request_id,
            "asked for again" if placement.is_repeat else "asked for",
        )
        return placement

    async def admit(self, wish: NewRequest) -> Job | None:
        """See that a wish would be taken now; give the open request that it would repeat.

        Raises bot.policy.denials.TurnedAway, as ``ask`` does: it has the last word.
        """
        with self._telling_the_host():
            return await self._store.requests.admit(
                wish, provider=self._provider, now=utc_now(), limits=self._limits
            )

    @contextmanager
    def _telling_the_host(self) -> Iterator[None]:
        """Tell the host, at most once a day, that no more videos are started for anybody."""
        try:
            yield
        except HostQuotaUsedUp as reason:
            now = utc_now()
            if self._told_full_at is None or now - self._told_full_at >= DAY:
                self._told_full_at = now
                log.error(  # noqa: TRY400 - the traceback tells nothing more
                    "limits.daily_per_host is used up: of %d videos in 24 hours, the next can be"
                    " started at %s",
                    reason.most,
                    f"{reason.again_at:%Y-%m-%d %H:%M} UTC",
                )
            raise

    async def check(self, wish: NewRequest) -> None:
        """See that what moderators have decided is not against a wish, whatever its track.

        Raises bot.policy.denials.TurnedAway.
        """
        await self._store.requests.check(wish)

    def start(self) -> None:
        """Set work going on what was committed."""
        self._announce()

    async def show_status_in(self, job: Job, message_id: int, shown: str) -> None:
        """Keep which message shows a job's state; it is brought up to date from now on.

        ``shown``: a digest of what it shows.
        """
        await self._store.statuses.keep_message(
            job, message_id, shown=shown, due_at=overdue_at(job)
        )

    async def job(self, request_id: str) -> Job | None:
        """Give a request with its video and track, or None when there is no such request."""
        return await self._store.requests.get(request_id)

    async def cancel(self, request_id: str) -> bool:
        """Cancel a request that still waits; False when it is too late."""
        is_cancelled = await self._store.requests.cancel(request_id, utc_now())
        self._announce()
        return is_cancelled

    async def history(
        self,
        guild_id: int,
        user_id: int | None,
        size: int,
        *,
        beside: str | None = None,
        turn: Turn = Turn.OLDER,
    ) -> Page:
        """Give a page of a member's requests, or of everybody's in a server for None."""
        return await self._store.history.page(guild_id, user_id, size, beside=beside, turn=turn)

    async def has_copy(self, job: Job) -> bool:
        """Tell whether a copy of its video is attached to the message that brought it."""
        message_id = job.request.message_id
        if message_id is None or job.request.deleted_at is not None:
            return False
        return await self._store.history.has_copy(message_id)

    async def entries(self, guild_id: int, user_id: int | None) -> list[Entry]:
        """Give the newest requests of a member, or of everybody for None, to choose from."""
        return await self._store.history.entries(guild_id, user_id, _MOST_OFFERED)

    async def offers(self, guild_id: int, user_id: int | None) -> list[Entry]:
        """Give the same while somebody types: soon, and without fail, as last known at worst."""
        return await self._offers.get((guild_id, user_id))

    async def _ask_entries(self, key: tuple[int, int | None]) -> list[Entry]:
        return await self.entries(*key)

    async def showing_of(self, request_id: str) -> Bulletin | None:
        """Give where a request's video was shown once more, if that can still be seen there."""
        return await self._store.bulletins.showing_of(request_id)

    async def forget_showing(self, showing: Bulletin) -> None:
        """Keep that the message that showed a video is gone."""
        await self._store.bulletins.forget_message(showing.bulletin_id)

    async def forget_status(self, request_id: str) -> None:
        """Keep that a request's status message is gone."""
        await self._store.statuses.forget_message(request_id)

    async def note_posted(self, request_id: str, message_id: int) -> Job | None:
        """Keep that a result stands in its channel, if that was not known yet; give the job."""
        return await self._note_end(request_id, RequestState.POSTED, message_id)

    async def _note_end(self, request_id: str, state: RequestState, message_id: int) -> Job | None:
        is_news = await self._store.requests.finish_post(
            request_id, state, utc_now(), message_id=message_id
        )
        job = await self.job(request_id)
        if is_news and job is not None and self._on_end is not None:
            self._on_end(job, state)
        return job

    async def note_standing(self, job: Job, channel_id: int, message_id: int) -> Job:
        """Keep that what has no video stands in a channel, if that was not known yet; give the job.

        It is the explanation, or a bulletin about the request.
        """
        request = job.request
        if request.state is RequestState.POSTING and channel_id == request.place_id:
            return await self._note_end(request.request_id, RequestState.TOLD, message_id) or job
        await self._store.bulletins.note_standing(
            request.request_id, channel_id, message_id, utc_now()
        )
        return job

    async def note_heard(self, bulletin_id: int, message_id: int) -> None:
        """Keep that a notice about no request stands in its channel, if that was not known yet."""
        await self._store.bulletins.finish(
            bulletin_id, BulletinState.POSTED, utc_now(), message_id=message_id
        )

    async def mark_deleted(self, request_id: str) -> None:
        """Keep that what was posted for a request was deleted."""
        await self._store.requests.mark_deleted(request_id, utc_now())
        self._announce()
