"""An answer to a request on its way into a channel; see ``send_once`` for how it gets there once.

One that can't be posted where it was asked for finds the member another way: see
``Request.next_target``. Which way is being tried stands in the row, each has nonces of its own,
and no way is left before it is certain that nothing was posted there.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import discord

from bot.clock import Clock
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.http_errors import error_detail
from bot.discord_client.message_target import LookupResult, MessageTarget, target_of
from bot.discord_client.uploads import ClosedEarly
from bot.jobs import FailureReason, Job, RequestState, VideoState
from bot.jobs.events import EventDetail, EventKind
from bot.messages.result import OutgoingMessage, explanation_message, result_message
from bot.monitoring.metrics import Metrics
from bot.policy.upload_limits import limit_below
from bot.services.lyric_rules import LyricRules
from bot.store import Store
from bot.store.due_posts import DuePost
from bot.studio_client import StudioUnavailable
from bot.workers.delivery.send_once import SendOnce, SendPermit
from bot.workers.delivery.video_download import VideoGone, VideoUnavailable
from bot.workers.delivery.video_sender import DeliveryMode, TooLargeHere, VideoSender

log = logging.getLogger(__name__)

_KIND: Final = "v"
"""An answer that turns from a video into an explanation between two tries is one message still."""

_CUT_UPLOADS: Final = 2
"""Once is chance: when an upload is closed so often before its end, it counts as too large."""


@dataclass(frozen=True)
class AnswerContext:
    """What answers are sent with. ``announce`` is called when a video is to be made smaller."""

    store: Store
    messages: DiscordMessages
    video_sender: VideoSender
    send_once: SendOnce
    metrics: Metrics
    announce: Callable[[], None]
    clock: Clock
    lyric_rules: LyricRules | None = None


class PendingAnswer:
    """One answer at one target. ``is_new``: nothing was sent there yet."""

    def __init__(self, context: AnswerContext, job: Job, *, is_new: bool) -> None:
        self._context = context
        self._due_posts = context.store.due_posts
        self._job = job
        self.is_new = is_new
        self.next: DuePost | None = None
        """The job with its next target, when that is to be tried."""

    @property
    def first_send_at(self) -> datetime | None:
        """When it was first sent without its being known since whether it is there."""
        return self._job.request.first_send_at

    @property
    def created_at(self) -> datetime:
        """When it was asked for."""
        return self._job.request.created_at

    @property
    def attempts(self) -> int:
        """How often it was tried in vain at this target."""
        return self._job.request.attempts

    async def target(self) -> MessageTarget:
        """Return where it goes, and open the channel of direct messages for it."""
        request = self._job.request
        if request.delivery_channel_id is None:
            channel_id = await self._context.messages.direct_channel_id(request.user_id)
            await self._due_posts.set_target_channel(request.request_id, channel_id)
            self._job = _with(self._job, target_channel_id=channel_id)
        return target_of(self._job.request)

    async def send(self, permit: SendPermit) -> None:
        """Send it, or have a smaller video made for it."""
        job, context = self._job, self._context
        if job.request.outcome is not VideoState.READY:
            await self._explain(permit)
            return
        if job.video.makes_variants and await self._is_unsung(permit):
            return
        server = context.messages.guild_name(job.request.guild_id)

        def compose(link: str | None) -> OutgoingMessage:
            return result_message(job, link=link, server=server)

        try:
            message_id = await context.video_sender.send(permit, job, compose, kind=_KIND)
        except VideoGone:
            context.store.job_events.note_video(job.video, EventKind.LINK_ENDED, context.clock())
            await context.store.outcomes.end_link(job.video, self._context.clock())
            await self._explain(permit, FailureReason.LINK_ENDED)
        except TooLargeHere as error:
            if not await self._is_refitted(error.limit_bytes, is_certain=permit.is_missing):
                await self._explain(permit, FailureReason.FILE_TOO_LARGE)
        except ClosedEarly as error:
            # Once may be chance, and nobody said that it is too large: that teaches nothing.
            is_first = job.request.cut_uploads + 1 < _CUT_UPLOADS
            limit = limit_below(error.size_bytes)
            if is_first or not await self._is_refitted(limit, is_certain=False):
                raise
        else:
            await self._finish(RequestState.POSTED, message_id=message_id)

    def note_lookup(self, found: LookupResult) -> None:
        """Note what reading its channel back told."""
        said = found.lookup.name.lower()
        self._note(EventKind.LOOKED_UP, EventDetail(said=said, target=self._job.request.target))

    async def keep_found(self, found: LookupResult) -> None:
        """Keep that it is there, and what it is."""
        state = RequestState.POSTED if found.is_result else RequestState.EXPLAINED
        await self._finish(state, message_id=found.message_id)

    async def keep_missing(self, now: datetime, *, is_exhausted: bool) -> bool:
        """Keep that it isn't there; one that was tried enough goes elsewhere instead."""
        if is_exhausted:
            await self._go_on(FailureReason.POST_LATE, is_certain=True)
            return False
        await self._due_posts.restart(self._job.request.request_id, now)
        return True

    async def keep_unknown(self) -> None:
        """Keep that nobody knows whether it is there: it is not sent again."""
        await self._finish(RequestState.UNDELIVERABLE, reason=FailureReason.POST_UNKNOWN)

    async def keep_refused(self, reason: FailureReason, error: discord.HTTPException) -> None:
        """Go on to the next target, since Discord refuses this one.

        An edit that is refused, such as of a status message that was deleted, is made up for by a
        message of its own at the same target.
        """
        if reason is FailureReason.POST_REFUSED:
            log.error(
                "video_id=%s request_id=%s refused by Discord: %s", *_ids_of(self._job), error
            )
        detail = error_detail(error, target=self._job.request.target, reason=reason)
        self._note(EventKind.POST_REFUSED, detail)
        if await self._is_posted_apart():
            return
        await self._go_on(reason, is_certain=self.is_new or reason is FailureReason.CHANNEL_GONE)

    async def postpone(self, due_at: datetime, error: Exception) -> None:
        """Have it tried again at that time."""
        log.warning(
            "video_id=%s request_id=%s not posted yet: %s", *_ids_of(self._job), _name(error)
        )
        detail = error_detail(error, target=self._job.request.target)
        self._note(EventKind.POST_FAILED, detail)
        is_cut = isinstance(error, ClosedEarly)
        await self._due_posts.postpone(self._job.request.request_id, due_at, is_cut=is_cut)

    def _note(self, kind: EventKind, detail: EventDetail) -> None:
        events, request_id = self._context.store.job_events, self._job.request.request_id
        events.note_request(request_id, kind, self._context.clock(), detail)

    async def _is_posted_apart(self) -> bool:
        """Make it a message of its own, where it was to be an edit; False where it was not."""
        request, context = self._job.request, self._context
        if request.delivery_channel_id is None or target_of(request).edited_id is None:
            return False
        if self.is_new or await context.send_once.may_leave(self, target_of(request)):
            self.next = await self._due_posts.post_apart(request.request_id, context.clock())
        return True

    async def _go_on(self, reason: FailureReason, *, is_certain: bool) -> None:
        """Go on to the next target, unless something may be posted at this one already."""
        request = self._job.request
        if not is_certain and not await self._context.send_once.may_leave(self, target_of(request)):
            return
        target = request.next_target
        if target is None:
            await self._finish(RequestState.UNDELIVERABLE, reason=request.fallback_reason or reason)
            return
        log.info("video_id=%s request_id=%s goes to %s: %s", *_ids_of(self._job), target, reason)
        self.next = await self._due_posts.redirect(request, target, reason, self._context.clock())

    async def _is_refitted(self, limit_bytes: int, *, is_certain: bool) -> bool:
        """Have a video made that is small enough; False when there is none to be had."""
        waiting = await self._due_posts.refit(
            self._job.request, limit_bytes, self._context.clock(), is_certain=is_certain
        )
        if waiting is None:
            return False
        log.info("video_id=%s request_id=%s waits for a smaller video", *_ids_of(waiting))
        self._context.announce()
        return True

    async def _is_unsung(self, permit: SendPermit) -> bool:
        """Have the video made without lyrics that its server doesn't want; False when it may go.

        One that is only posted once more is not made anew: why it isn't posted is told instead.
        """
        job, context = self._job, self._context
        rules, request = context.lyric_rules, job.request
        try:
            if rules is None or not await rules.are_unwanted_in(job.video, request.guild_id):
                return False
        except StudioUnavailable as error:  # rather later than unseen
            raise VideoUnavailable("its lyrics can't be looked into") from error
        waiting = await self._due_posts.leave_out_lyrics(
            request, context.clock(), is_certain=permit.is_missing
        )
        if waiting is None:
            await self._explain(permit, FailureReason.UNWANTED_TEXT)
            return True
        log.info("video_id=%s request_id=%s waits for one without lyrics", *_ids_of(waiting))
        context.announce()
        return True

    async def _explain(self, permit: SendPermit, reason: FailureReason | None = None) -> None:
        job = self._job
        if reason is not None:
            job = _with(job, outcome=VideoState.FAILED, reason=reason)
        server = self._context.messages.guild_name(job.request.guild_id)
        message_id = await permit.send(explanation_message(job, server=server), kind=_KIND)
        await self._finish(RequestState.EXPLAINED, message_id=message_id, reason=reason)

    async def _finish(
        self,
        state: RequestState,
        *,
        message_id: int | None = None,
        reason: FailureReason | None = None,
    ) -> None:
        job, context = self._job, self._context
        log.info("video_id=%s request_id=%s %s", *_ids_of(job), state)
        is_link = context.video_sender.delivery_mode is DeliveryMode.LINK
        if await self._due_posts.finish(
            job.request.request_id,
            state,
            self._context.clock(),
            message_id=message_id,
            reason=reason,
            has_link=is_link and state is RequestState.POSTED,
        ):
            context.metrics.record_end(job, state)


def _with(job: Job, **changes: object) -> Job:
    return job.model_copy(update={"request": job.request.model_copy(update=changes)})


def _ids_of(job: Job) -> tuple[str, str]:
    return job.video.video_id, job.request.request_id


def _name(error: Exception) -> str:
    return type(error).__name__
