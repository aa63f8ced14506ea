"""Posts notices: what moderators are told, and what is shown to everyone. See ``send_once``."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

import discord

from bot.clock import Clock
from bot.discord_client.channel_visibility import may_be_showcased
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.http_errors import TRANSIENT_ERRORS, error_detail, permanent_failure
from bot.discord_client.message_target import LookupResult, MessageTarget
from bot.discord_client.uploads import ClosedEarly
from bot.jobs import FailureReason, Job
from bot.jobs.events import EventKind
from bot.jobs.notices import DIRECT_NOTICES, Notice, NoticeKind, NoticeState
from bot.messages.result import OutgoingMessage
from bot.messages.showcase import showcase_message
from bot.policy.showcase_lists import REACTION
from bot.store import Store
from bot.workers.delivery.notice_composer import NoticeComposer, OutgoingNotice, target_of_notice
from bot.workers.delivery.send_once import SendOnce, SendPermit
from bot.workers.delivery.video_download import VideoGone
from bot.workers.delivery.video_sender import DeliveryMode, TooLargeHere, VideoSender
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_ROOM: Final = 2
"""Notices are posted beside the answers: few at a time."""

_KIND: Final = "notice"

_UNDECIDED: Final = 0
"""The channel of a notice whose recipient is still to be found out."""


@dataclass(frozen=True)
class NoticeContext:
    """What notices are sent with."""

    store: Store
    messages: DiscordMessages
    video_sender: VideoSender
    send_once: SendOnce
    clock: Clock


class PendingNotice:
    """One notice on its way. ``is_new``: it was never sent."""

    def __init__(
        self, context: NoticeContext, notice: Notice, job: Job | None, *, is_new: bool
    ) -> None:
        self._context = context
        self._job = job
        self._notices = context.store.notices
        self.notice = notice
        self.is_new = is_new
        self.outgoing: OutgoingNotice | None = None
        """What is to be told; None while that was not written."""

    @property
    def first_send_at(self) -> datetime | None:
        """When it was first sent without its being known since whether it is there."""
        return self.notice.first_send_at

    @property
    def created_at(self) -> datetime:
        """When it came to be."""
        return self.notice.created_at

    @property
    def attempts(self) -> int:
        """How often it was tried in vain."""
        return self.notice.attempts

    async def target(self) -> MessageTarget:
        """Return where it goes, and open the channel of direct messages for it.

        Raises ValueError when nothing is to be told, and what ``DiscordMessages`` raises.
        """
        outgoing, context = self._outgoing(), self._context
        if outgoing.target.channel_id == _UNDECIDED:
            recipient_id = outgoing.recipient_id
            if recipient_id is None:
                contacts = await context.messages.guild_contacts(self.notice.guild_id)
                recipient_id = contacts.inviter_id
            channel_id = await context.messages.direct_channel_id(recipient_id)
            await self._notices.set_channel(self.notice.notice_id, channel_id, context.clock())
            self.notice = self.notice.model_copy(update={"channel_id": channel_id})
            target = replace(outgoing.target, channel_id=channel_id)
            self.outgoing = replace(outgoing, target=target)
        return self._outgoing().target

    async def send(self, permit: SendPermit) -> None:
        """Send it; a video is shown only if it is still there, and everyone may see it."""
        outgoing = self._outgoing()
        job, showcase_id = self._job, outgoing.showcase_id
        if job and showcase_id and not await self._is_public(job, showcase_id):
            await self.drop(is_certain=permit.is_missing)
            return
        if outgoing.showcased is None:
            message_id = await permit.send(outgoing.message, kind="b")
            await self._finish(NoticeState.POSTED, message_id=message_id)
            return
        try:
            await self._show(permit, outgoing.showcased)
        except VideoGone:
            await self.drop(is_certain=self.is_new)

    def note_lookup(self, found: LookupResult) -> None:
        """Note nothing: what became of it tells enough."""

    async def keep_found(self, found: LookupResult) -> None:
        """Keep that it is there."""
        if self.notice.kind is NoticeKind.SHOWCASE and found.message_id is not None:
            await self._react(found.message_id)
        await self._finish(NoticeState.POSTED, message_id=found.message_id)

    async def keep_missing(self, now: datetime, *, is_exhausted: bool) -> bool:  # noqa: ARG002
        """Keep that it isn't there: it is sent, however often it was tried."""
        await self._notices.restart(self.notice.notice_id, now)
        return True

    async def keep_unknown(self) -> None:
        """Keep that nobody knows whether it is there: it is not sent again."""
        await self.drop(is_certain=False)

    async def keep_refused(self, reason: FailureReason, error: discord.HTTPException) -> None:
        """Leave it, since Discord refuses it; a welcome goes into the server's own channel."""
        log.info("notice_id=%s can't be posted: %s", self.notice.notice_id, reason)
        self._note_error(error)
        # Without a channel nothing can have been sent, however often it was tried.
        is_certain = self.is_new or self.notice.channel_id == _UNDECIDED
        if self.notice.kind in DIRECT_NOTICES and self.notice.reason is None:
            target, send_once = self._outgoing().target, self._context.send_once
            if not is_certain and not await send_once.may_leave(self, target):
                return
            is_certain = True
            if await self._is_moved(reason):
                return
        reason = reason if is_certain else FailureReason.POST_UNKNOWN
        await self._finish(NoticeState.DROPPED, reason=reason)

    async def _is_moved(self, reason: FailureReason) -> bool:
        """Have what somebody can't be sent posted in a channel: a welcome where Discord welcomes
        people, what is told of a song where it was brought.
        """
        notice, context = self.notice, self._context
        channel_id = self._outgoing().fallback_channel_id
        if notice.kind is NoticeKind.WELCOME:
            contacts = await context.messages.guild_contacts(notice.guild_id)
            channel_id = contacts.system_channel_id
        if channel_id is None:
            return False
        await self._notices.set_channel(
            notice.notice_id, channel_id, context.clock(), reason=reason
        )
        return True

    async def postpone(self, due_at: datetime, error: Exception) -> None:
        """Have it tried again at that time."""
        log.info("notice_id=%s not posted yet: %s", self.notice.notice_id, type(error).__name__)
        self._note_error(error)
        await self._notices.postpone(self.notice.notice_id, due_at)

    async def drop(self, *, is_certain: bool) -> None:
        """Leave it. ``is_certain``: it isn't there; else it may be, and isn't shown again."""
        reason = None if is_certain else FailureReason.POST_UNKNOWN
        await self._finish(NoticeState.DROPPED, reason=reason)

    def _note_error(self, error: Exception) -> None:
        notice, context = self.notice, self._context
        if notice.request_id is not None:
            detail = error_detail(error, notice=notice.kind)
            context.store.job_events.note_request(
                notice.request_id, EventKind.NOTICE_FAILED, context.clock(), detail
            )

    def _outgoing(self) -> OutgoingNotice:
        if self.outgoing is None:
            raise ValueError("nothing is to be told")
        return self.outgoing

    async def _show(self, permit: SendPermit, job: Job) -> None:
        """Show a video, if everyone may see where it was asked for."""
        notice, messages = self.notice, self._context.messages
        is_public = await self._is_public(job, notice.channel_id)
        message_id = await self._shown(permit, job) if is_public else None
        if message_id is None:
            await self.drop(is_certain=permit.is_missing)
        elif await self._notices.is_about_deleted(notice.notice_id):  # while it was sent
            await messages.delete(notice.channel_id, message_id)
            await self.drop(is_certain=False)
        else:
            await self._react(message_id)
            await self._finish(NoticeState.POSTED, message_id=message_id)

    async def _react(self, message_id: int) -> None:
        """Begin with a reaction under a showcase post, where moderators want a week's best.

        Without it, the post is as good.
        """
        notice, context = self.notice, self._context
        settings = await context.store.guild_settings.get(notice.guild_id)
        if not (settings.lists_best and settings.adds_reaction):
            return
        try:
            await context.messages.react(notice.channel_id, message_id, REACTION)
        except (discord.HTTPException, *TRANSIENT_ERRORS) as error:
            self._note_error(error)
            if isinstance(error, discord.HTTPException) and permanent_failure(error) is not None:
                kind = NoticeKind.REACTION_REFUSED
                await context.store.showcase_lists.note_refusal(
                    notice.guild_id, kind, context.clock()
                )

    async def _is_public(self, job: Job, showcase_id: int) -> bool:
        """Return whether everyone may see where a video was asked for."""
        return await may_be_showcased(
            self._context.messages,
            guild_id=self.notice.guild_id,
            source_id=job.request.channel_id,
            showcase_id=showcase_id,
        )

    async def _shown(self, permit: SendPermit, job: Job) -> int | None:
        """Post a video; return the message's id, None when it is too large there."""

        def compose(link: str | None) -> OutgoingMessage:
            return showcase_message(job, link=link)

        try:
            return await self._context.video_sender.send(permit, job, compose, kind="s")
        except TooLargeHere:
            return None
        except ClosedEarly:
            if self.attempts == 0:  # once is chance
                raise
            return None

    async def _finish(
        self,
        state: NoticeState,
        *,
        message_id: int | None = None,
        reason: FailureReason | None = None,
    ) -> None:
        await self._notices.finish(
            self.notice.notice_id,
            state,
            self._context.clock(),
            message_id=message_id,
            reason=reason,
            has_link=self._context.video_sender.delivery_mode is DeliveryMode.LINK,
        )


class NoticeWorker:
    """Works on the notices that are due."""

    def __init__(
        self,
        store: Store,
        messages: DiscordMessages,
        send_once: SendOnce,
        video_sender: VideoSender,
        *,
        clock: Clock,
    ) -> None:
        self._notices = store.notices
        self._send_once = send_once
        self._composer = NoticeComposer(store, messages, clock=clock)
        self._context = NoticeContext(store, messages, video_sender, send_once, clock)

    async def start_due(self, dispatcher: Dispatcher, now: datetime) -> None:
        """Start what is due. Raises sqlite3.Error."""
        room = _ROOM - dispatcher.count(_KIND)
        if room <= 0:
            return
        due = await self._notices.claim_due(now, room, dispatcher.numbers(_KIND))
        for notice, job, is_new in due:
            pending = PendingNotice(self._context, notice, job, is_new=is_new)
            dispatcher.start(
                _KIND,
                f"{_KIND} {notice.notice_id}",
                self._post(pending, job),
                video_id=job.video.video_id if job else notice.video_id,
                request_id=notice.request_id,
                on_error=partial(self._send_once.try_later, pending),
            )

    async def retry_now(self, now: datetime) -> None:
        """Try at once what waits for its next try. Raises sqlite3.Error."""
        await self._notices.retry_now(now)

    async def _post(self, pending: PendingNotice, job: Job | None) -> None:
        """Take a notice one step further, unless there is nothing to tell any more."""
        pending.outgoing = await self._composer.compose(pending.notice, job)
        if pending.outgoing is not None:
            await self._send_once.attempt(pending)
        else:  # what it is about was forgotten, or is over
            async with self._send_once.guard(pending):
                await self._withdraw(pending, job)

    async def _withdraw(self, pending: PendingNotice, job: Job | None) -> None:
        """Leave a notice, and take away what was deleted after it may have been shown."""
        is_deleted = job is not None and job.request.deleted_at is not None
        if job is not None and is_deleted and not pending.is_new:
            target = target_of_notice(pending.notice, job)
            found = await self._send_once.find(pending, target)
            if found.message_id is not None:
                await self._context.messages.delete(target.channel_id, found.message_id)
        await pending.drop(is_certain=pending.is_new)
