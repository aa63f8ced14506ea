"""Posts messages in Discord's channels, each once: the one rule of all that are not edits."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import discord

from bot.clock import Clock
from bot.discord_client.channels import NotReady
from bot.discord_client.http_errors import TRANSIENT_ERRORS, is_transient, permanent_failure
from bot.discord_client.message_target import Lookup, LookupResult, MessageTarget
from bot.jobs import FailureReason
from bot.messages.result import OutgoingMessage
from bot.workers.delivery.retry_policy import RetryPolicy


class Channels(Protocol):
    """Discord's channels: see ``DiscordMessages``, whose errors these raise."""

    async def send(
        self,
        target: MessageTarget,
        message: OutgoingMessage,
        *,
        kind: str,
        file: discord.File | None = None,
    ) -> int:
        """Post a message with its target's nonce; return its id."""
        ...

    async def read_back(self, target: MessageTarget) -> LookupResult:
        """Look in a message's channel whether it was posted."""
        ...


@dataclass(frozen=True)
class SendPermit:
    """Leave to send one message now, as long as that can't double it."""

    is_missing: bool
    """It certainly is not there; else only its nonce keeps it from being doubled."""
    _channels: Channels
    _target: MessageTarget
    _is_nonce_valid: Callable[[], bool]

    async def send(
        self, message: OutgoingMessage, *, kind: str, file: discord.File | None = None
    ) -> int:
        """Send it; return its id.

        That it still may be sent is seen right before: fetching a file takes its time. Raises
        NotReady if not, so that it is looked for once more, and what ``DiscordMessages.send`` does.
        """
        if not (self.is_missing or self._is_nonce_valid()):
            if file is not None:
                file.close()  # as the library does with what it sends
            raise NotReady("Discord may have forgotten the nonce meanwhile")
        return await self._channels.send(self._target, message, kind=kind, file=file)


class PendingMessage(Protocol):
    """One message that is to be posted once, as its row has it. Its methods keep how it went."""

    @property
    def first_send_at(self) -> datetime | None:
        """When it was first sent without its being known since whether it is there; aware UTC."""
        ...

    @property
    def created_at(self) -> datetime:
        """When it came to be; aware UTC."""
        ...

    @property
    def attempts(self) -> int:
        """How often it was tried in vain."""
        ...

    @property
    def is_new(self) -> bool:
        """Whether it certainly was never sent."""
        ...

    async def target(self) -> MessageTarget:
        """Return where it goes. Raises what ``DiscordMessages`` raises."""
        ...

    async def send(self, permit: SendPermit) -> None:
        """Send it, and keep that. Raises what ``SendPermit.send`` raises."""
        ...

    def note_lookup(self, found: LookupResult) -> None:
        """Note what reading its channel back told."""
        ...

    async def keep_found(self, found: LookupResult) -> None:
        """Keep that it is there."""
        ...

    async def keep_missing(self, now: datetime, *, is_exhausted: bool) -> bool:
        """Keep that it isn't there, and its nonce counts anew; False: it isn't to be sent any more.

        ``is_exhausted``: enough was tried.
        """
        ...

    async def keep_unknown(self) -> None:
        """Keep that nobody knows whether it is there: it is not sent again."""
        ...

    async def keep_refused(self, reason: FailureReason, error: discord.HTTPException) -> None:
        """Keep that Discord refused it for good."""
        ...

    async def postpone(self, due_at: datetime, error: Exception) -> None:
        """Have it tried again at that time."""
        ...


class SendOnce:
    """Posts each message once, whatever is lost on the way, and whenever this process ends.

    The rule. That it is being sent is committed before it is sent, with the time, so that after any
    end of the process it counts as perhaps there. From then on, in this order:

    1. *Nonce.* It is sent with a nonce of its own. While Discord knows that, a repeat is answered
       with the first message instead of making a second.
    2. *Read back.* Before each repeat its channel is read. If it is there, that is its end. If it
       certainly isn't, it is sent whatever its nonce, which counts anew if it was too old. If that
       can't be told, it is sent while its nonce holds, which is seen again right before; one that
       is put into a message of ours by an edit can't double, and is repeated whenever.
    3. *Else give up.* Where it can't be told, and the nonce may be forgotten, it is not sent again:
       rather none than two.

    A transient failure makes it due later; after enough of them it is given up as well. What
    Discord refuses for good is its worker's to end, or to send elsewhere: see ``may_leave``.
    """

    def __init__(self, channels: Channels, policy: RetryPolicy, *, clock: Clock) -> None:
        self._clock = clock
        self._channels = channels
        self._policy = policy

    async def attempt(self, message: PendingMessage) -> None:
        """Take a message one step further: send it, find it sent, or see why it can't be."""
        async with self.guard(message):
            target, first_send_at = await message.target(), message.first_send_at
            is_missing = message.is_new or await self._look(message, target)
            if is_missing is None:
                return

            def is_nonce_valid() -> bool:
                is_edit = target.edited_id is not None
                return is_edit or self._policy.is_nonce_valid(first_send_at, self._clock())

            await message.send(SendPermit(is_missing, self._channels, target, is_nonce_valid))

    @asynccontextmanager
    async def guard(self, message: PendingMessage) -> AsyncIterator[None]:
        """Ask Discord something for a message, and act on what that raises."""
        try:
            try:
                yield
            except discord.HTTPException as error:
                if (reason := permanent_failure(error)) is None:
                    raise
                await message.keep_refused(reason, error)
        except (discord.HTTPException, *TRANSIENT_ERRORS) as error:
            await self.try_later(message, error)

    async def try_later(self, message: PendingMessage, error: Exception) -> None:
        """Have a message tried again later, or give it up when enough was tried."""
        now, policy = self._clock(), self._policy
        if policy.is_exhausted(message.created_at, message.attempts, now):
            await message.keep_unknown()
            return
        pause = policy.pause(message.created_at, message.attempts, now)
        await message.postpone(now + pause, error)

    async def find(self, message: PendingMessage, target: MessageTarget) -> LookupResult:
        """Look whether a message is there; while Discord knows its nonce, that needn't succeed.

        Raises what ``DiscordMessages.read_back`` raises.
        """
        if self._policy.is_nonce_valid(message.first_send_at, self._clock()):
            return await self._find_if_readable(target)
        return await self._channels.read_back(target)

    async def may_leave(self, message: PendingMessage, target: MessageTarget) -> bool:
        """Return whether a message may be sent elsewhere: it certainly isn't at this target.

        If not, how it stands is kept. Raises the transient errors of ``DiscordMessages.read_back``.
        """
        found = await self._find_if_readable(target)
        message.note_lookup(found)
        if found.lookup is Lookup.FOUND:
            await message.keep_found(found)
        elif found.lookup is Lookup.UNREADABLE:
            await message.keep_unknown()
        return found.lookup is Lookup.MISSING

    async def _look(self, message: PendingMessage, target: MessageTarget) -> bool | None:
        """Look into the channel before sending again: True when it is not there, None if settled.

        False when that can't be told, and Discord still knows its nonce.
        """
        now = self._clock()
        found = await self.find(message, target)
        message.note_lookup(found)
        if found.lookup is Lookup.FOUND:
            await message.keep_found(found)
            return None
        is_in_window = self._policy.is_nonce_valid(message.first_send_at, now)
        if found.lookup is Lookup.MISSING:
            if is_in_window:
                return True
            is_exhausted = self._policy.is_exhausted(message.created_at, message.attempts, now)
            return await message.keep_missing(now, is_exhausted=is_exhausted) or None
        if is_in_window or target.edited_id is not None:
            return False
        await message.keep_unknown()
        return None

    async def _find_if_readable(self, target: MessageTarget) -> LookupResult:
        """Look whether a message is there; what Discord doesn't let be read is unreadable."""
        try:
            return await self._channels.read_back(target)
        except NotReady:
            return LookupResult(Lookup.UNREADABLE)
        except discord.HTTPException as error:
            if is_transient(error):
                raise
            return LookupResult(Lookup.UNREADABLE)
