"""Discord's channels as delivery needs them: send once, edit, read back."""

import asyncio
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import aiohttp
import discord

from bot.jobs import Request
from bot.messages import BUTTON_PATTERN, Message
from bot.payloads import Mentions

_PAGE: Final = 100
_MOST_MESSAGES: Final = 3000
"""How far a channel is read back: beyond that, what was posted counts as unknown."""


class ReadBack(Enum):
    """What reading a channel back told."""

    POSTED = auto()
    MISSING = auto()
    UNREADABLE = auto()


@dataclass(frozen=True)
class Found:
    """The outcome of reading back, and the message when there is one."""

    outcome: ReadBack
    message_id: int | None = None
    is_result: bool = False
    """Whether the message brings a video, rather than an explanation."""


class Channels:
    """Sends, edits and reads with a client that is logged in.

    Methods raise discord.HTTPException when Discord refuses, and discord.RateLimited,
    aiohttp.ClientError, TimeoutError or OSError when it can't be asked now.
    """

    def __init__(self, client: discord.Client, *, answer_timeout_seconds: float) -> None:
        self._client = client
        # By itself the library waits five minutes for an answer that was lost.
        self._timeout = answer_timeout_seconds

    async def send(
        self, request: Request, message: Message, *, kind: str, file: discord.File | None = None
    ) -> int:
        """Post a message that pings the requester and nobody else; give its id.

        A repeat within Discord's window for nonces gives the first message's id.
        """
        async with asyncio.timeout(self._timeout):
            sent = await self._channel(request).send(
                message.content,
                embed=message.embed or discord.utils.MISSING,
                view=message.view() or discord.utils.MISSING,
                file=file or discord.utils.MISSING,
                nonce=f"{request.request_id}-{kind}",
                allowed_mentions=Mentions.only(request.user_id),
            )
        return sent.id

    async def edit_status(self, request: Request, message: Message) -> None:
        """Put a request's status message into its new state, pinging nobody."""
        if request.status_message_id is None:
            return
        status = self._channel(request).get_partial_message(request.status_message_id)
        async with asyncio.timeout(self._timeout):
            await status.edit(
                content=message.content,
                embed=message.embed,
                view=message.view(),
                allowed_mentions=Mentions.none(),
            )

    async def tell(self, channel_id: int, text: str) -> bool:
        """Send a text that pings nobody to any channel; False when that can't be done now."""
        channel = self._client.get_partial_messageable(channel_id)
        try:
            async with asyncio.timeout(self._timeout):
                await channel.send(text, allowed_mentions=discord.AllowedMentions.none())
        except (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError):
            return False
        return True

    async def read_back(self, request: Request) -> Found:
        """Look in the channel for what was posted for a request, since it was asked for."""
        channel = self._channel(request)
        count = 0
        # The command's own id is on Discord's clock, and older than anything posted for it.
        start = discord.Object(request.interaction_id)
        async for message in channel.history(limit=None, after=start, oldest_first=True):
            count += 1
            if count > _MOST_MESSAGES:
                return Found(ReadBack.UNREADABLE)
            action = _action_for(message, request.request_id)
            if action in ("delete", "retry") and message.author == self._client.user:
                return Found(ReadBack.POSTED, message.id, is_result=action == "delete")
        # Without Read Message History Discord answers with an empty list, not with an error.
        is_readable = count > 0 or await self._may_read(request)
        return Found(ReadBack.MISSING if is_readable else ReadBack.UNREADABLE)

    def _channel(self, request: Request) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(request.channel_id, guild_id=request.guild_id)

    async def _may_read(self, request: Request) -> bool:
        await self._client.wait_until_ready()
        channel = self._client.get_channel(request.channel_id)
        if channel is None:
            channel = await self._client.fetch_channel(request.channel_id)
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return False
        permissions = channel.permissions_for(channel.guild.me)
        return permissions.view_channel and permissions.read_message_history


def _action_for(message: discord.Message, request_id: str) -> str | None:
    for row in message.components:
        for item in row.children if isinstance(row, discord.ActionRow) else ():
            match = BUTTON_PATTERN.fullmatch(getattr(item, "custom_id", None) or "")
            if match and match["request_id"] == request_id and match["action"] != "cancel":
                return match["action"]
    return None
