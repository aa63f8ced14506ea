"""Posts bulletins, each once: what moderators are told, and what is shown to everyone.

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

from bot.clock import utc_now
from bot.discord_client.channel_visibility import may_be_shown
from bot.discord_client.channels import Channels
from bot.discord_client.http_errors import PASSING, refusal_of
from bot.discord_client.message_target import Address, ReadBack
from bot.discord_client.uploads import ClosedEarly
from bot.i18n.texts import number, say
from bot.jobs import Job, Reason, VideoState
from bot.jobs.notices import Bulletin, BulletinKind, BulletinState
from bot.messages.result import Message, button, button_id, reason_text
from bot.messages.showcase import showcase_message
from bot.store import Store
from bot.workers.delivery.retry_policy import Courier
from bot.workers.delivery.video_download import VideoGone
from bot.workers.delivery.video_sender import Carriage, Carrier, TooLargeHere
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_ROOM: Final = 2
"""Bulletins are posted beside the answers: few at a time."""

_KIND: Final = "bulletin"
_MARKS: Final = {
    BulletinKind.UNDELIVERABLE: "u",
    BulletinKind.SHOWING: "s",
    BulletinKind.UNSHOWN: "n",
}
_CLOCKS_APART: Final = timedelta(minutes=5)
"""How far Discord's clock may be behind ours."""


@dataclass(frozen=True)
class Notice:
    """A bulletin as it is posted: with a video when it shows one."""

    address: Address
    message: Message = field(default_factory=Message)
    shown: Job | None = None


class Herald:
    """Works on the bulletins that are due."""

    def __init__(
        self, store: Store, channels: Channels, courier: Courier, carrier: Carrier
    ) -> None:
        self._bulletins = store.bulletins
        self._alarms = store.alarms
        self._settings = store.settings
        self._channels = channels
        self._courier = courier
        self._carrier = carrier

    async def start_due(self, dispatcher: Dispatcher, now: datetime) -> None:
        """Start what is due. Raises sqlite3.Error."""
        room = _ROOM - dispatcher.count(_KIND)
        if room <= 0:
            return
        due = await self._bulletins.take(now, room, dispatcher.numbers(_KIND))
        for bulletin, job, is_new in due:
            key = f"{_KIND} {bulletin.bulletin_id}"
            dispatcher.start(
                _KIND,
                key,
                self._post(bulletin, job, is_new=is_new),
                put_off=partial(self._try_later, bulletin),
            )

    async def next_at(self, after: datetime) -> float | None:
        """Give the epoch second at which more will be due, or None. Raises sqlite3.Error."""
        return await self._bulletins.next_at(after)

    async def hurry(self, now: datetime) -> None:
        """Try at once what waits for its next try. Raises sqlite3.Error."""
        await self._bulletins.hurry(now)

    async def _post(self, bulletin: Bulletin, job: Job | None, *, is_new: bool) -> None:
        """Take a bulletin one step further: send it, find it sent, or see why it can't be."""
        notice = await self._notice(bulletin, job)
        try:
            if notice is None:  # what it is about was forgotten, or is over
                await self._leave(bulletin, job, is_new=is_new)
            else:
                is_missing = is_new or await self._look(bulletin, notice.address)
                if is_missing is not None:
                    await self._send(bulletin, notice, is_missing=is_missing)
        except discord.HTTPException as error:
            reason = refusal_of(error)
            if reason is None:
                await self._try_later(bulletin, error)
            else:
                log.info("bulletin %s can't be posted: %s", bulletin.bulletin_id, reason)
                await self._finish(
                    bulletin,
                    BulletinState.DROPPED,
                    reason=reason if is_new else Reason.POST_UNKNOWN,
                )
        except VideoGone:
            await self._drop(bulletin, is_new=is_new)
        except PASSING as error:
            await self._try_later(bulletin, error)

    async def _notice(self, bulletin: Bulletin, job: Job | None) -> Notice | None:
        """Give what is to be told, and where; None when there is nothing to tell any more."""
        if bulletin.kind is BulletinKind.LOW_CREDITS:
            balance = await self._alarms.balance_of(bulletin.bulletin_id)
            if balance is None:
                return None
            settings = await self._settings.get(bulletin.guild_id)
            locale = settings.language or self._channels.guild_locale(bulletin.guild_id)
            return _low_credits(bulletin, balance, locale)
        if job is None:
            return None
        address = _address_of(bulletin, job)
        if bulletin.kind is BulletinKind.SHOWING:
            return Notice(address, shown=job) if _can_be_shown(job, utc_now()) else None
        settings = await self._settings.get(bulletin.guild_id)
        return Notice(address, _message(bulletin, job, settings.showcase_channel_id))

    async def _look(self, bulletin: Bulletin, address: Address) -> bool | None:
        """Look into the channel before sending again: True when it is not there, None if settled.

        False when that can't be told, and Discord still knows its nonce.
        """
        now = utc_now()
        found = await self._courier.look(address, bulletin.posting_at, now)
        if found.outcome is ReadBack.POSTED:
            await self._finish(bulletin, BulletinState.POSTED, message_id=found.message_id)
            return None
        is_in_window = self._courier.is_in_window(bulletin.posting_at, now)
        if found.outcome is ReadBack.MISSING:
            if not is_in_window:
                await self._bulletins.restart(bulletin.bulletin_id, now)
            return True
        if is_in_window:
            return False
        await self._finish(bulletin, BulletinState.DROPPED, reason=Reason.POST_UNKNOWN)
        return None

    async def _send(self, bulletin: Bulletin, notice: Notice, *, is_missing: bool) -> None:
        if notice.shown is not None:
            await self._show(bulletin, notice.address, notice.shown, is_missing=is_missing)
            return
        self._courier.check_window(bulletin.posting_at, utc_now(), is_missing=is_missing)
        message_id = await self._channels.send(notice.address, notice.message, kind="b")
        await self._finish(bulletin, BulletinState.POSTED, message_id=message_id)

    async def _show(
        self, bulletin: Bulletin, address: Address, job: Job, *, is_missing: bool
    ) -> None:
        """Show a video, if everyone may see where it was asked for."""

        def compose(link: str | None) -> Message:
            self._courier.check_window(bulletin.posting_at, utc_now(), is_missing=is_missing)
            return showcase_message(job, link=link)

        is_public = await may_be_shown(
            self._channels,
            guild_id=bulletin.guild_id,
            source_id=job.request.channel_id,
            showcase_id=bulletin.channel_id,
        )
        message_id = await self._shown(bulletin, address, job, compose) if is_public else None
        if message_id is None:
            await self._drop(bulletin, is_new=is_missing)
        elif await self._bulletins.is_about_deleted(bulletin.bulletin_id):  # while it was sent
            await self._channels.delete(bulletin.channel_id, message_id)
            await self._drop(bulletin, is_new=False)
        else:
            await self._finish(bulletin, BulletinState.POSTED, message_id=message_id)

    async def _shown(
        self,
        bulletin: Bulletin,
        address: Address,
        job: Job,
        compose: Callable[[str | None], Message],
    ) -> int | None:
        """Post a video; give the message's id, None when it is too large there."""
        try:
            return await self._carrier.carry(address, job, compose, kind="s")
        except TooLargeHere:
            return None
        except ClosedEarly:
            if bulletin.attempts == 0:  # once is chance
                raise
            return None

    async def _leave(self, bulletin: Bulletin, job: Job | None, *, is_new: bool) -> None:
        """Leave a bulletin, and take away what was deleted after it may have been shown."""
        is_deleted = job is not None and job.request.deleted_at is not None
        if job is not None and is_deleted and not is_new:
            address = _address_of(bulletin, job)
            found = await self._courier.look(address, bulletin.posting_at, utc_now())
            if found.message_id is not None:
                await self._channels.delete(bulletin.channel_id, found.message_id)
        await self._drop(bulletin, is_new=is_new)

    async def _drop(self, bulletin: Bulletin, *, is_new: bool) -> None:
        """Leave a bulletin; one whose answer was lost may stand there, and isn't shown again."""
        reason = None if is_new else Reason.POST_UNKNOWN
        await self._finish(bulletin, BulletinState.DROPPED, reason=reason)

    async def _try_later(self, bulletin: Bulletin, error: Exception) -> None:
        now = utc_now()
        log.info("bulletin %s not posted yet: %s", bulletin.bulletin_id, type(error).__name__)
        if self._courier.is_over(bulletin.created_at, bulletin.attempts, now):
            await self._finish(bulletin, BulletinState.DROPPED, reason=Reason.POST_UNKNOWN)
            return
        pause = self._courier.pause(bulletin.created_at, bulletin.attempts, now)
        await self._bulletins.postpone(bulletin.bulletin_id, now + pause)

    async def _finish(
        self,
        bulletin: Bulletin,
        state: BulletinState,
        *,
        message_id: int | None = None,
        reason: Reason | None = None,
    ) -> None:
        now = utc_now()
        await self._bulletins.finish(
            bulletin.bulletin_id,
            state,
            now,
            message_id=message_id,
            reason=reason,
            has_link=self._carrier.carriage is Carriage.LINK,
        )


def _can_be_shown(job: Job, now: datetime) -> bool:
    """Tell whether there is something to show still, which nobody has deleted."""
    ends_at = job.video.expires_at
    has_ended = ends_at is not None and ends_at <= now
    is_there = job.video.state is VideoState.READY and not has_ended
    return is_there and job.request.deleted_at is None


def _low_credits(bulletin: Bulletin, balance: float, locale: str) -> Notice:
    """Say that the balance is low, and what that means."""
    key = f"{bulletin.bulletin_id:016x}"
    address = Address(
        channel_id=bulletin.channel_id,
        guild_id=bulletin.guild_id,
        key=key,
        mark="w",
        since_id=discord.utils.time_snowflake(bulletin.created_at - _CLOCKS_APART),
        actions={"heard": False},
    )
    content = say("notice-low-credits", locale, credits=number(balance, locale))
    heard: discord.ui.Button[discord.ui.View] = discord.ui.Button(
        label=say("button-dismiss", locale), custom_id=button_id("heard", key)
    )
    return Notice(address, Message(content=content, buttons=[heard]))


def _address_of(bulletin: Bulletin, job: Job) -> Address:
    return Address(
        channel_id=bulletin.channel_id,
        guild_id=bulletin.guild_id,
        key=job.request.request_id,
        mark=_MARKS[bulletin.kind],
        since_id=job.request.interaction_id,
        actions={"dismiss": False},
    )


def _message(bulletin: Bulletin, job: Job, showcase_id: int | None) -> Message:
    """Say that an answer could not be delivered, or that a video could not be shown.

    Moderators' channels have readers who don't see where it was asked: nothing of the answer
    itself is said, and Discord shows a channel's name to those only who may see that.
    """
    request, locale = job.request, job.request.guild_locale
    reason = reason_text(bulletin.reason, locale)
    if bulletin.kind is BulletinKind.UNSHOWN:
        why = say(f"detour-{bulletin.reason}", locale)
        content = say("notice-unshown", locale, channel=f"<#{showcase_id}>", why=why)
    else:
        member, channel = f"<@{request.user_id}>", f"<#{request.channel_id}>"
        content = say("notice-undeliverable", locale, member=member, channel=channel, reason=reason)
    return Message(content=content, buttons=[button("dismiss", job, locale)])
