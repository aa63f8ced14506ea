"""What every message has in common that is to be posted once: when to look before it is repeated,
what Discord's refusals mean, and how long to wait before the next try.

A message is sent with a nonce of its own, so that Discord answers a repeat with the first message.
Before any repeat the channel is read back as well; where it can't be read once the nonce may have
expired, the message is not sent again.
"""

from datetime import datetime, timedelta
from typing import Final

import discord

from bot.config import DeliverySettings
from bot.discord_client.channels import DiscordMessages, NotReady
from bot.discord_client.http_errors import is_transient
from bot.discord_client.message_target import Lookup, LookupResult, MessageTarget

_MIN_TRIES: Final = 20
_YOUNG: Final = timedelta(hours=1)
_MAX_PAUSE_WHILE_YOUNG: Final = 30.0
"""Somebody still waits: after an outage, their answer comes within this time."""


class RetryPolicy:
    """Looks for messages where they should be, and tells when to try again."""

    def __init__(self, messages: DiscordMessages, settings: DeliverySettings) -> None:
        self._messages = messages
        self._nonce_window = timedelta(seconds=settings.nonce_window_seconds)
        self._retry_first = settings.retry_first_seconds
        self._retry_most = settings.retry_most_seconds
        self._give_up = timedelta(seconds=settings.give_up_seconds)

    def is_nonce_valid(self, first_send_at: datetime | None, now: datetime) -> bool:
        """Return whether Discord still knows the nonce of a message first sent at that time.

        A time that is still to come is of a clock that was set back since: nobody knows how far.
        """
        return first_send_at is None or abs(now - first_send_at) <= self._nonce_window

    def check_window(
        self, first_send_at: datetime | None, now: datetime, *, is_missing: bool
    ) -> None:
        """See right before a message is sent that it still may be: fetching a file takes its time.

        ``is_missing``: it certainly is not there, whatever its nonce. Raises NotReady, so that it
        is looked for once more.
        """
        if not (is_missing or self.is_nonce_valid(first_send_at, now)):
            raise NotReady("Discord may have forgotten the nonce meanwhile")

    async def find(
        self, target: MessageTarget, first_send_at: datetime | None, now: datetime
    ) -> LookupResult:
        """Look whether a message is there; while Discord knows its nonce, that needn't succeed.

        Raises what ``DiscordMessages.read_back`` raises.
        """
        if self.is_nonce_valid(first_send_at, now):
            return await self.find_if_readable(target)
        return await self._messages.read_back(target)

    async def find_if_readable(self, target: MessageTarget) -> LookupResult:
        """Look whether a message is there; what Discord doesn't let be read is unreadable.

        Raises discord.HTTPException and the others of ``TRANSIENT_ERRORS``
        when it can't be asked now.
        """
        try:
            return await self._messages.read_back(target)
        except NotReady:
            return LookupResult(Lookup.UNREADABLE)
        except discord.HTTPException as error:
            if is_transient(error):
                raise
            return LookupResult(Lookup.UNREADABLE)

    def is_exhausted(self, created_at: datetime, attempts: int, now: datetime) -> bool:
        """Return whether enough was tried.

        The age alone would give up at the first try after a long time out of service.
        """
        return attempts >= _MIN_TRIES and now - created_at > self._give_up

    def pause(self, created_at: datetime, attempts: int, now: datetime) -> timedelta:
        """Return how long to wait before the next try."""
        most = self._retry_most
        if now - created_at < _YOUNG:
            most = min(most, _MAX_PAUSE_WHILE_YOUNG)
        return timedelta(seconds=min(self._retry_first * 2 ** min(attempts, 16), most))
