"""Posts notices, each once: what moderators are told, and what is shown to everyone.

As with answers, each has a nonce of its own and is looked for before it is repeated; where that
can't be done, it is not sent again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import discord

from bot.clock import Clock
from bot.discord_client.channel_visibility import may_be_showcased
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.http_errors import TRANSIENT_ERRORS, permanent_failure
from bot.discord_client.message_target import Lookup, MessageTarget
from bot.discord_client.uploads import ClosedEarly
from bot.i18n.texts import format_number, translate
from bot.jobs import FailureReason, Job, VideoState
from bot.jobs.notices import Notice, NoticeKind, NoticeState
from bot.messages.result import OutgoingMessage, button, button_id, reason_text
from bot.messages.showcase import showcase_message
from bot.store import Store
from bot.workers.delivery.retry_policy import RetryPolicy
from bot.workers.delivery.video_download import VideoGone
from bot.workers.delivery.video_sender import DeliveryMode, TooLargeHere, VideoSender
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_ROOM: Final = 2
"""Notices are posted beside the answers: few at a time."""

_KIND: Final = "notice"
_NONCE_PREFIXES: Final = {
    NoticeKind.UNDELIVERABLE: "u",
    NoticeKind.SHOWCASE: "s",
    NoticeKind.SHOWCASE_REFUSED: "n",
}
_MAX_CLOCK_SKEW: Final = timedelta(minutes=5)
"""How far Discord's clock may be behind ours."""


@dataclass(frozen=True)
class OutgoingNotice:
    """A notice as it is posted: with a video when it shows one."""

    target: MessageTarget
    message: OutgoingMessage = field(default_factory=OutgoingMessage)
    showcased: Job | None = None


class NoticeWorker:
    """Works on the notices that are due."""

    def __init__(
        self,
        store: Store,
        messages: DiscordMessages,
        retry_policy: RetryPolicy,
        video_sender: VideoSender,
        *,
        clock: Clock,
    ) -> None:
        self._clock = clock
        self._notices = store.notices
        self._low_credit_alerts = store.low_credit_alerts
        self._settings = store.guild_settings
        self._messages = messages
        self._retry_policy = retry_policy
        self._video_sender = video_sender

    async def start_due(self, dispatcher: Dispatcher, now: datetime) -> None:
        """Start what is due. Raises sqlite3.Error."""
        room = _ROOM - dispatcher.count(_KIND)
        if room <= 0:
            return
        due = await self._notices.claim_due(now, room, dispatcher.numbers(_KIND))
        for notice, job, is_new in due:
            key = f"{_KIND} {notice.notice_id}"
            dispatcher.start(
                _KIND,
                key,
                self._post(notice, job, is_new=is_new),
                video_id=job.video.video_id if job else notice.video_id,
                request_id=notice.request_id,
                on_error=partial(self._try_later, notice),
            )

    async def next_at(self, after: datetime) -> float | None:
        """Return the epoch second at which more will be due, or None. Raises sqlite3.Error."""
        return await self._notices.next_at(after)

    async def retry_now(self, now: datetime) -> None:
        """Try at once what waits for its next try. Raises sqlite3.Error."""
        await self._notices.retry_now(now)

    async def _post(self, notice: Notice, job: Job | None, *, is_new: bool) -> None:
        """Take a notice one step further: send it, find it sent, or see why it can't be."""
        outgoing = await self._compose(notice, job)
        try:
            if outgoing is None:  # what it is about was forgotten, or is over
                await self._withdraw(notice, job, is_new=is_new)
            else:
                is_missing = is_new or await self._look(notice, outgoing.target)
                if is_missing is not None:
                    await self._send(notice, outgoing, is_missing=is_missing)
        except discord.HTTPException as error:
            reason = permanent_failure(error)
            if reason is None:
                await self._try_later(notice, error)
            else:
                log.info("notice_id=%s can't be posted: %s", notice.notice_id, reason)
                await self._finish(
                    notice,
                    NoticeState.DROPPED,
                    reason=reason if is_new else FailureReason.POST_UNKNOWN,
                )
        except VideoGone:
            await self._drop(notice, is_new=is_new)
        except TRANSIENT_ERRORS as error:
            await self._try_later(notice, error)

    async def _compose(self, notice: Notice, job: Job | None) -> OutgoingNotice | None:
        """Return what is to be told, and where; None when there is nothing to tell any more."""
        if notice.kind is NoticeKind.LOW_CREDITS:
            balance = await self._low_credit_alerts.balance_of(notice.notice_id)
            if balance is None:
                return None
            settings = await self._settings.get(notice.guild_id)
            locale = settings.language or self._messages.guild_locale(notice.guild_id)
            return _low_credits(notice, balance, locale)
        if job is None:
            return None
        target = _target_of(notice, job)
        if notice.kind is NoticeKind.SHOWCASE:
            return (
                OutgoingNotice(target, showcased=job)
                if _can_be_showcased(job, self._clock())
                else None
            )
        settings = await self._settings.get(notice.guild_id)
        return OutgoingNotice(target, _message(notice, job, settings.showcase_channel_id))

    async def _look(self, notice: Notice, target: MessageTarget) -> bool | None:
        """Look into the channel before sending again: True when it is not there, None if settled.

        False when that can't be told, and Discord still knows its nonce.
        """
        now = self._clock()
        found = await self._retry_policy.find(target, notice.first_send_at, now)
        if found.lookup is Lookup.FOUND:
            await self._finish(notice, NoticeState.POSTED, message_id=found.message_id)
            return None
        is_in_window = self._retry_policy.is_nonce_valid(notice.first_send_at, now)
        if found.lookup is Lookup.MISSING:
            if not is_in_window:
                await self._notices.restart(notice.notice_id, now)
            return True
        if is_in_window:
            return False
        await self._finish(notice, NoticeState.DROPPED, reason=FailureReason.POST_UNKNOWN)
        return None

    async def _send(self, notice: Notice, outgoing: OutgoingNotice, *, is_missing: bool) -> None:
        if outgoing.showcased is not None:
            await self._show(notice, outgoing.target, outgoing.showcased, is_missing=is_missing)
            return
        self._retry_policy.check_window(notice.first_send_at, self._clock(), is_missing=is_missing)
        message_id = await self._messages.send(outgoing.target, outgoing.message, kind="b")
        await self._finish(notice, NoticeState.POSTED, message_id=message_id)

    async def _show(
        self, notice: Notice, target: MessageTarget, job: Job, *, is_missing: bool
    ) -> None:
        """Show a video, if everyone may see where it was asked for."""

        def compose(link: str | None) -> OutgoingMessage:
            self._retry_policy.check_window(
                notice.first_send_at, self._clock(), is_missing=is_missing
            )
            return showcase_message(job, link=link)

        is_public = await may_be_showcased(
            self._messages,
            guild_id=notice.guild_id,
            source_id=job.request.channel_id,
            showcase_id=notice.channel_id,
        )
        message_id = await self._shown(notice, target, job, compose) if is_public else None
        if message_id is None:
            await self._drop(notice, is_new=is_missing)
        elif await self._notices.is_about_deleted(notice.notice_id):  # while it was sent
            await self._messages.delete(notice.channel_id, message_id)
            await self._drop(notice, is_new=False)
        else:
            await self._finish(notice, NoticeState.POSTED, message_id=message_id)

    async def _shown(
        self,
        notice: Notice,
        target: MessageTarget,
        job: Job,
        compose: Callable[[str | None], OutgoingMessage],
    ) -> int | None:
        """Post a video; return the message's id, None when it is too large there."""
        try:
            return await self._video_sender.send(target, job, compose, kind="s")
        except TooLargeHere:
            return None
        except ClosedEarly:
            if notice.attempts == 0:  # once is chance
                raise
            return None

    async def _withdraw(self, notice: Notice, job: Job | None, *, is_new: bool) -> None:
        """Leave a notice, and take away what was deleted after it may have been shown."""
        is_deleted = job is not None and job.request.deleted_at is not None
        if job is not None and is_deleted and not is_new:
            target = _target_of(notice, job)
            found = await self._retry_policy.find(target, notice.first_send_at, self._clock())
            if found.message_id is not None:
                await self._messages.delete(notice.channel_id, found.message_id)
        await self._drop(notice, is_new=is_new)

    async def _drop(self, notice: Notice, *, is_new: bool) -> None:
        """Leave a notice; one whose answer was lost may stand there, and isn't shown again."""
        reason = None if is_new else FailureReason.POST_UNKNOWN
        await self._finish(notice, NoticeState.DROPPED, reason=reason)

    async def _try_later(self, notice: Notice, error: Exception) -> None:
        now = self._clock()
        log.info("notice_id=%s not posted yet: %s", notice.notice_id, type(error).__name__)
        if self._retry_policy.is_exhausted(notice.created_at, notice.attempts, now):
            await self._finish(notice, NoticeState.DROPPED, reason=FailureReason.POST_UNKNOWN)
            return
        pause = self._retry_policy.pause(notice.created_at, notice.attempts, now)
        await self._notices.postpone(notice.notice_id, now + pause)

    async def _finish(
        self,
        notice: Notice,
        state: NoticeState,
        *,
        message_id: int | None = None,
        reason: FailureReason | None = None,
    ) -> None:
        now = self._clock()
        await self._notices.finish(
            notice.notice_id,
            state,
            now,
            message_id=message_id,
            reason=reason,
            has_link=self._video_sender.delivery_mode is DeliveryMode.LINK,
        )


def _can_be_showcased(job: Job, now: datetime) -> bool:
    """Return whether there is something to show still, which nobody has deleted."""
    ends_at = job.video.expires_at
    has_ended = ends_at is not None and ends_at <= now
    is_there = job.video.state is VideoState.READY and not has_ended
    return is_there and job.request.deleted_at is None


def _low_credits(notice: Notice, balance: float, locale: str) -> OutgoingNotice:
    """Say that the balance is low, and what that means."""
    key = f"{notice.notice_id:016x}"
    target = MessageTarget(
        channel_id=notice.channel_id,
        guild_id=notice.guild_id,
        key=key,
        nonce_prefix="w",
        since_id=discord.utils.time_snowflake(notice.created_at - _MAX_CLOCK_SKEW),
        actions={"heard": False},
    )
    content = translate("notice-low-credits", locale, credits=format_number(balance, locale))
    heard: discord.ui.Button[discord.ui.View] = discord.ui.Button(
        label=translate("button-dismiss", locale), custom_id=button_id("heard", key)
    )
    return OutgoingNotice(target, OutgoingMessage(content=content, buttons=[heard]))


def _target_of(notice: Notice, job: Job) -> MessageTarget:
    return MessageTarget(
        channel_id=notice.channel_id,
        guild_id=notice.guild_id,
        key=job.request.request_id,
        nonce_prefix=_NONCE_PREFIXES[notice.kind],
        since_id=job.request.interaction_id,
        actions={"dismiss": False},
    )


def _message(notice: Notice, job: Job, showcase_id: int | None) -> OutgoingMessage:
    """Say that an answer could not be delivered, or that a video could not be shown.

    Moderators' channels have readers who don't see where it was asked: nothing of the answer
    itself is said, and Discord shows a channel's name to those only who may see that.
    """
    request, locale = job.request, job.request.guild_locale
    reason = reason_text(notice.reason, locale)
    if notice.kind is NoticeKind.SHOWCASE_REFUSED:
        why = translate(f"fallback-{notice.reason}", locale)
        content = translate("notice-showcase-refused", locale, channel=f"<#{showcase_id}>", why=why)
    else:
        member, channel = f"<@{request.user_id}>", f"<#{request.channel_id}>"
        content = translate(
            "notice-undeliverable", locale, member=member, channel=channel, reason=reason
        )
    return OutgoingMessage(content=content, buttons=[button("dismiss", job, locale)])
