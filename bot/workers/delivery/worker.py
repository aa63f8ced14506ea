"""Carries a finished job into its channel, once; its status message is kept by
``StatusMessageWorker``.

An answer that can't be posted where it was asked for finds the member another way: see
``Request.next_target``. Which way is being tried stands in the row, each has nonces of its own,
and no way is left before it is certain that nothing was posted there.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

import discord

from bot.clock import utc_now
from bot.config import Config
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.edge_gate import EdgeGate
from bot.discord_client.http_errors import TRANSIENT_ERRORS, permanent_failure
from bot.discord_client.message_target import Lookup, LookupResult, target_of
from bot.discord_client.uploads import ClosedEarly
from bot.jobs import FailureReason, Job, RequestState, VideoState
from bot.messages.result import OutgoingMessage, explanation_message, result_message
from bot.monitoring.metrics import Metrics
from bot.policy.fair_turns import FairTurns
from bot.policy.upload_limits import limit_below
from bot.store import Store
from bot.store.due_posts import DuePost
from bot.workers.delivery.attachments import AttachmentWorker
from bot.workers.delivery.notices import NoticeWorker
from bot.workers.delivery.retry_policy import RetryPolicy
from bot.workers.delivery.status_messages import StatusMessageWorker
from bot.workers.delivery.video_download import VideoGone
from bot.workers.delivery.video_sender import DeliveryMode, TooLargeHere, VideoSender
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_MOMENT_SECONDS: Final = 0.01

_KIND: Final = "v"
"""An answer that turns from a video into an explanation between two tries is one message still."""

_CUT_UPLOADS: Final = 2
"""Once is chance: when an upload is closed so often before its end, it counts as too large."""


class DeliveryWorker:
    """Works on the requests whose videos have an outcome. ``run`` it once, ``wake`` it on news."""

    def __init__(
        self,
        store: Store,
        messages: DiscordMessages,
        video_sender: VideoSender,
        config: Config,
        *,
        metrics: Metrics | None = None,
        announce: Callable[[], None] = lambda: None,
        edge: EdgeGate | None = None,
    ) -> None:
        """``announce`` is called when a video is to be made smaller; ``edge`` says when to wait."""
        self._announce = announce
        self._edge = edge or EdgeGate()
        self._requests = store.requests
        self._videos = store.videos
        self._messages = messages
        self._video_sender = video_sender
        self._metrics = metrics or Metrics()
        self._room = config.limits.posts_at_once
        self._turns = FairTurns()
        self._retry_policy = RetryPolicy(messages, config.delivery)
        # At the start: where the clock was set back meanwhile, tries would be due in a long time.
        self._is_retrying_now = True
        self._seen_at = utc_now()
        self._notices = NoticeWorker(store, messages, self._retry_policy, video_sender)
        self._attachments = AttachmentWorker(store, messages, video_sender, config.delivery)
        self._dispatcher = Dispatcher("post", retry_seconds=config.timing.retry_seconds)
        self._status_messages = StatusMessageWorker(
            store,
            messages,
            self._dispatcher,
            room=self._room,
            retry_seconds=config.delivery.retry_first_seconds,
            with_link=video_sender.delivery_mode is not DeliveryMode.FILE,
        )

    def wake(self) -> None:
        """Look at once whether something is to be posted."""
        self._dispatcher.wake()

    def retry_now(self) -> None:
        """Try at once what waits for its next try: Discord is there again."""
        self._is_retrying_now = True
        self._dispatcher.wake()

    async def run(self) -> None:
        """Work until cancelled."""
        await self._dispatcher.run(self._start_due)

    async def _start_due(self) -> float | None:
        if (pause := self._edge.pause_seconds) > 0:
            return pause  # a try that can't be made would be counted as one
        now = utc_now()  # one moment: what becomes due meanwhile is seen as still to come
        if self._is_retrying_now or now < self._seen_at:  # the clock was set back
            await self._requests.retry_posts_now(now)
            await self._notices.retry_now(now)
            await self._attachments.retry_now(now)
            self._is_retrying_now = False
        self._seen_at = now
        await self._start_posts(now)
        is_answering = self._dispatcher.count("post") > 0
        if not (is_answering and self._edge.is_wary):  # edits wait for answers
            await self._status_messages.start_due(now)
        times = [await self._requests.next_due_at(now)]
        for worker in (self._notices, self._attachments):
            if self._edge.is_open or not is_answering:
                await worker.start_due(self._dispatcher, now)
            times.append(await worker.next_at(now))
        next_at = min((at for at in times if at is not None), default=None)
        return None if next_at is None else next_at - utc_now().timestamp()

    async def _start_posts(self, now: datetime) -> None:
        working = self._dispatcher.working
        most = self._room if self._edge.is_open else 1  # which finds out whether it is again
        room = most - self._dispatcher.count("post")
        jobs = []
        if room > 0:
            jobs = await self._requests.claim_posts(now, room, excluding=working, turns=self._turns)
        for job, is_new in jobs:
            self._dispatcher.start(
                "post",
                job.request.request_id,
                self._post(job, is_new=is_new),
                job_id=job.video.video_id,
                on_error=partial(self._try_later, job),
            )
        if jobs:
            await asyncio.sleep(_MOMENT_SECONDS)  # what else is due would hold them up

    async def _post(self, job: Job, *, is_new: bool) -> None:
        """Take a post one step further: send it, find it sent, or see where else it can go."""
        at_next: DuePost | None = DuePost(job, is_new=is_new)
        while at_next is not None:
            at_next = await self._try_target(at_next.job, is_new=at_next.is_new)

    async def _try_target(self, job: Job, *, is_new: bool) -> DuePost | None:
        """Try where the row says; return the job with its next target, when that is to be tried.

        ``is_new``: nothing was sent there yet.
        """
        try:
            try:
                if job.request.delivery_channel_id is None:
                    job = await self._open_direct(job)
                is_missing = is_new or await self._look(job)
                if is_missing is not None:
                    await self._send(job, is_missing=is_missing)
            except discord.HTTPException as error:
                if (reason := permanent_failure(error)) is None:
                    raise
                _log_refusal(job, reason, error)
                return await self._try_next_target(job, reason, is_certain=is_new)
            except _TooLate:
                return await self._try_next_target(job, FailureReason.POST_LATE, is_certain=True)
        except (discord.HTTPException, *TRANSIENT_ERRORS) as error:
            await self._try_later(job, error)
        return None

    async def _open_direct(self, job: Job) -> Job:
        channel_id = await self._messages.direct_channel_id(job.request.user_id)
        await self._requests.set_target_channel(job.request.request_id, channel_id)
        return _with(job, target_channel_id=channel_id)

    async def _look(self, job: Job) -> bool | None:
        """Look into the channel before sending again: True when it is not there, None if settled.

        False when that can't be told, and Discord still knows its nonce. Raises _TooLate when it
        was tried enough.
        """
        request, now = job.request, utc_now()
        found = await self._retry_policy.find(target_of(request), request.posting_at, now)
        if found.lookup is Lookup.FOUND:
            await self._finish_found(job, found)
            return None
        is_in_window = self._retry_policy.is_nonce_valid(request.posting_at, now)
        if found.lookup is Lookup.MISSING:
            if not is_in_window:
                if self._retry_policy.is_exhausted(request.created_at, request.attempts, now):
                    raise _TooLate
                await self._requests.restart_post(request.request_id, now)
            return True
        if is_in_window:
            return False
        await self._finish(job, RequestState.UNDELIVERABLE, reason=FailureReason.POST_UNKNOWN)
        return None

    async def _try_next_target(
        self, job: Job, reason: FailureReason, *, is_certain: bool
    ) -> DuePost | None:
        """Go on to the next target, unless something may be posted at this one already."""
        request = job.request
        if not is_certain and reason is not FailureReason.CHANNEL_GONE:
            found = await self._retry_policy.find_if_readable(target_of(request))
            if found.lookup is Lookup.FOUND:
                await self._finish_found(job, found)
                return None
            if found.lookup is Lookup.UNREADABLE:
                await self._finish(
                    job, RequestState.UNDELIVERABLE, reason=FailureReason.POST_UNKNOWN
                )
                return None
        target = request.next_target
        if target is None:
            reason = request.detour or reason
            await self._finish(job, RequestState.UNDELIVERABLE, reason=reason)
            return None
        log.info("job=%s request=%s goes to %s: %s", *_names(job), target, reason)
        return await self._requests.redirect_post(request, target, reason, utc_now())

    async def _send(self, job: Job, *, is_missing: bool) -> None:
        """Send an answer, or have a smaller video made for it.

        ``is_missing``: it certainly is not there; else only its nonce keeps it from being doubled.
        """
        if job.request.verdict is not VideoState.READY:
            await self._explain(job, is_missing=is_missing)
            return
        server = self._messages.guild_name(job.request.guild_id)

        def compose(link: str | None) -> OutgoingMessage:
            self._retry_policy.check_window(
                job.request.posting_at, utc_now(), is_missing=is_missing
            )
            return result_message(job, link=link, server=server)

        try:
            address = target_of(job.request)
            message_id = await self._video_sender.send(address, job, compose, kind=_KIND)
        except VideoGone:
            await self._videos.end_link(job.video, utc_now())
            await self._explain(job, FailureReason.LINK_ENDED, is_missing=is_missing)
        except TooLargeHere as error:
            if not await self._is_refitted(job, error.limit_bytes, is_certain=is_missing):
                await self._explain(job, FailureReason.FILE_TOO_LARGE, is_missing=is_missing)
        except ClosedEarly as error:
            # Once may be chance, and nobody said that it is too large: that teaches nothing.
            is_first = job.request.cut_uploads + 1 < _CUT_UPLOADS
            limit = limit_below(error.size_bytes)
            if is_first or not await self._is_refitted(job, limit, is_certain=False):
                raise
        else:
            await self._finish(job, RequestState.POSTED, message_id=message_id)

    async def _is_refitted(self, job: Job, limit_bytes: int, *, is_certain: bool) -> bool:
        """Have a video made that is small enough; False when there is none to be had."""
        waiting = await self._requests.refit(
            job.request, limit_bytes, utc_now(), is_certain=is_certain
        )
        if waiting is None:
            return False
        log.info("job=%s request=%s waits for a smaller video", *_names(waiting))
        self._announce()
        return True

    async def _explain(
        self, job: Job, reason: FailureReason | None = None, *, is_missing: bool
    ) -> None:
        if reason is not None:
            job = _with(job, verdict=VideoState.FAILED, reason=reason)
        self._retry_policy.check_window(job.request.posting_at, utc_now(), is_missing=is_missing)
        server = self._messages.guild_name(job.request.guild_id)
        message = explanation_message(job, server=server)
        message_id = await self._messages.send(target_of(job.request), message, kind=_KIND)
        await self._finish(job, RequestState.EXPLAINED, message_id=message_id, reason=reason)

    async def _try_later(self, job: Job, error: Exception) -> None:
        request, now = job.request, utc_now()
        log.warning("job=%s request=%s not posted yet: %s", *_names(job), type(error).__name__)
        if self._retry_policy.is_exhausted(request.created_at, request.attempts, now):
            await self._finish(job, RequestState.UNDELIVERABLE, reason=FailureReason.POST_UNKNOWN)
            return
        pause = self._retry_policy.pause(request.created_at, request.attempts, now)
        is_cut = isinstance(error, ClosedEarly)
        await self._requests.postpone_post(request.request_id, now + pause, is_cut=is_cut)

    async def _finish_found(self, job: Job, found: LookupResult) -> None:
        state = RequestState.POSTED if found.is_result else RequestState.EXPLAINED
        await self._finish(job, state, message_id=found.message_id)

    async def _finish(
        self,
        job: Job,
        state: RequestState,
        *,
        message_id: int | None = None,
        reason: FailureReason | None = None,
    ) -> None:
        log.info("job=%s request=%s %s", *_names(job), state)
        if await self._requests.finish_post(
            job.request.request_id,
            state,
            utc_now(),
            message_id=message_id,
            reason=reason,
            has_link=state is RequestState.POSTED
            and self._video_sender.delivery_mode is DeliveryMode.LINK,
        ):
            self._metrics.record_end(job, state)


class _TooLate(Exception):
    """It was tried for long enough, and is certainly not posted."""


def _with(job: Job, **changes: object) -> Job:
    return job.model_copy(update={"request": job.request.model_copy(update=changes)})


def _log_refusal(job: Job, reason: FailureReason, error: discord.HTTPException) -> None:
    if reason is FailureReason.POST_REFUSED:
        log.error("job=%s request=%s refused by Discord: %s", *_names(job), error)


def _names(job: Job) -> tuple[str, str]:
    return job.video.video_id, job.request.request_id
