"""Posts bulletins, each once: what moderators are told.

As with answers, each has a nonce of its own and is looked for before it is repeated; where that
can't be done, it is not sent again.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.bulletins import Bulletin, BulletinKind, BulletinState
from bot.channels import Address, Channels, ReadBack
from bot.courier import PASSING, Courier, is_first, refusal_of
from bot.dispatcher import Dispatcher
from bot.jobs import Job, Reason
from bot.maker import utc_now
from bot.messages import Message, button_id, reason_text
from bot.store import Store
from bot.texts import say

log = logging.getLogger(__name__)

_ROOM: Final = 2
"""Bulletins are posted beside the answers: few at a time."""

_KIND: Final = "bulletin"
_CLOCKS_APART: Final = timedelta(minutes=5)
"""How far Discord's clock may be behind ours."""


@dataclass(frozen=True)
class Notice:
    """A bulletin as it is posted."""

    address: Address
    message: Message


class Herald:
    """Works on the bulletins that are due."""

    def __init__(self, store: Store, channels: Channels, courier: Courier) -> None:
        self._bulletins = store.bulletins
        self._alarms = store.alarms
        self._settings = store.settings
        self._channels = channels
        self._courier = courier

    async def start_due(self, dispatcher: Dispatcher, now: datetime) -> None:
        """Start what is due. Raises sqlite3.Error."""
        room = _ROOM - dispatcher.count(_KIND)
        if room <= 0:
            return
        for bulletin, job in await self._bulletins.take(now, room, dispatcher.numbers(_KIND)):
            is_new = is_first(bulletin.posting_at, bulletin.attempts, now)
            key = f"{_KIND} {bulletin.bulletin_id}"
            dispatcher.start(_KIND, key, self._post(bulletin, job, is_new=is_new))

    async def next_at(self, after: datetime) -> float | None:
        """Give the epoch second at which more will be due, or None. Raises sqlite3.Error."""
        return await self._bulletins.next_at(after)

    async def hurry(self, now: datetime) -> None:
        """Try at once what waits for its next try. Raises sqlite3.Error."""
        await self._bulletins.hurry(now)

    async def _post(self, bulletin: Bulletin, job: Job | None, *, is_new: bool) -> None:
        """Take a bulletin one step further: send it, find it sent, or see why it can't be."""
        notice = await self._notice(bulletin, job)
        if notice is None:  # what it is about was forgotten, or is over
            await self._finish(bulletin, BulletinState.DROPPED)
            return
        address = notice.address
        try:
            if is_new or not await self._is_settled_by_reading(bulletin, address):
                await self._send(bulletin, notice)
        except discord.HTTPException as error:
            reason = refusal_of(error)
            if reason is None:
                await self._try_later(bulletin, error)
            else:
                log.info("bulletin %s can't be posted: %s", bulletin.bulletin_id, reason)
                await self._finish(bulletin, BulletinState.DROPPED)
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
        return None if job is None else Notice(_address_of(bulletin, job), _message(bulletin, job))

    async def _is_settled_by_reading(self, bulletin: Bulletin, address: Address) -> bool:
        """Look into the channel before sending again."""
        now = utc_now()
        found = await self._courier.look(address, bulletin.posting_at, now)
        if found.outcome is ReadBack.POSTED:
            await self._finish(bulletin, BulletinState.POSTED, message_id=found.message_id)
            return True
        if self._courier.is_in_window(bulletin.posting_at, now):
            return False
        if found.outcome is ReadBack.MISSING:
            await self._bulletins.restart(bulletin.bulletin_id, now)
            return False
        await self._finish(bulletin, BulletinState.DROPPED)
        return True

    async def _send(self, bulletin: Bulletin, notice: Notice) -> None:
        message_id = await self._channels.send(notice.address, notice.message, kind="b")
        await self._finish(bulletin, BulletinState.POSTED, message_id=message_id)

    async def _try_later(self, bulletin: Bulletin, error: Exception) -> None:
        now = utc_now()
        log.info("bulletin %s not posted yet: %s", bulletin.bulletin_id, type(error).__name__)
        if self._courier.is_over(bulletin.created_at, bulletin.attempts, now):
            await self._finish(bulletin, BulletinState.DROPPED)
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
            bulletin.bulletin_id, state, now, message_id=message_id, reason=reason
        )


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
    content = say("notice-low-credits", locale, credits=f"{balance:g}")
    heard: discord.ui.Button[discord.ui.View] = discord.ui.Button(
        label=say("button-dismiss", locale), custom_id=button_id("heard", key)
    )
    return Notice(address, Message(content=content, buttons=[heard]))


def _address_of(bulletin: Bulletin, job: Job) -> Address:
    return Address(
        channel_id=bulletin.channel_id,
        guild_id=bulletin.guild_id,
        key=job.request.request_id,
        mark="u",
        since_id=job.request.interaction_id,
        actions={"dismiss": False},
    )


def _message(bulletin: Bulletin, job: Job) -> Message:
    """Say that an answer could not be delivered.

    Moderators' channels have readers who don't see where it was asked: nothing of the answer
    itself is said, and Discord shows a channel's name to those only who may see that.
    """
    request, locale = job.request, job.request.guild_locale
    content = say(
        "notice-undeliverable",
        locale,
        member=f"<@{request.user_id}>",
        channel=f"<#{request.channel_id}>",
        reason=reason_text(bulletin.reason, locale),
    )
    dismiss: discord.ui.Button[discord.ui.View] = discord.ui.Button(
        label=say("button-dismiss", locale),
        custom_id=button_id("dismiss", request.request_id),
    )
    return Message(content=content, buttons=[dismiss])
