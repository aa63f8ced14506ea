"""Discord's channels as delivery needs them: send once, edit, read back."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, Final

import aiohttp
import discord
from discord.http import handle_message_parameters

from bot.discord_client.channel_permissions import can_view
from bot.discord_client.guild_contacts import GuildContacts, contacts_of
from bot.discord_client.message_target import Lookup, LookupResult, MessageTarget
from bot.discord_client.payloads import Mentions
from bot.discord_client.uploads import CountedFile, Line
from bot.jobs import Request
from bot.messages.result import BUTTON_PATTERN, OutgoingMessage

PAGE: Final = 100
"""So many messages Discord returns at most."""

_MAX_MESSAGES: Final = 3000
"""How far a channel is read back: beyond that, what was posted counts as unknown."""

_READY_SECONDS: Final = 3.0
"""How long the gateway is waited for: what waits keeps others from being posted."""


_NOT_THERE_CODES: Final = frozenset({10004, 50001})
"""Unknown guild, and missing access: what Discord says of servers that the bot is not in."""


class MalformedResponse(OSError):
    """What answered was not Discord as it is known: a page of a proxy, an answer cut short.

    Whether the request took effect is unknown, as with an answer that was lost.
    """


class NotReady(OSError):
    """The gateway has not told yet what is needed: it can be asked again later."""


class DiscordMessages:
    """Sends, edits and reads with a client that is logged in.

    Methods raise discord.HTTPException when Discord refuses, and discord.RateLimited,
    aiohttp.ClientError, TimeoutError or OSError when it can't be asked now.
    """

    def __init__(
        self, client: discord.Client, *, answer_timeout_seconds: float, stall_seconds: float = 30.0
    ) -> None:
        self._client = client
        # By itself the library waits five minutes for an answer that was lost.
        self._timeout = answer_timeout_seconds
        self._line = Line(stall_seconds=stall_seconds, answer_seconds=answer_timeout_seconds)

    async def send(
        self,
        target: MessageTarget,
        message: OutgoingMessage,
        *,
        kind: str,
        file: discord.File | None = None,
    ) -> int:
        """Post a message that pings the address's member and nobody else; return its id.

        A repeat within Discord's window for nonces gives the first message's id. With a file it
        may take as long as that moves; raises ClosedEarly when the connection is closed meanwhile.
        Where a message is to become it, that is edited, pinging nobody: as often as one likes.
        """
        if target.edited_id is not None:
            edited = (target.channel_id, target.edited_id, message, file)
            await self.attach(*edited, pinged_id=target.mentioned_id, hides_embeds=False)
            return target.edited_id
        channel = self._client.get_partial_messageable(target.channel_id, guild_id=target.guild_id)
        async with self._calling(file):
            sent = await channel.send(
                message.content,
                embed=message.embed or discord.utils.MISSING,
                view=message.view() or discord.utils.MISSING,
                file=file or discord.utils.MISSING,
                nonce=target.nonce(kind),
                allowed_mentions=Mentions.only(target.mentioned_id),
            )
            return sent.id

    async def direct_channel_id(self, user_id: int) -> int:
        """Open the channel of direct messages with somebody, or find it open; return its id."""
        async with self._calling():
            channel: Any = await self._client.http.start_private_message(user_id)
            return int(channel["id"])

    async def fetch_channel(self, channel_id: int) -> Mapping[str, Any]:
        """Return a channel as Discord describes it now."""
        async with self._calling():
            channel: Any = await self._client.http.get_channel(channel_id)
            return {"type": channel["type"], **channel}

    async def everyone_permissions(self, guild_id: int) -> int:
        """Return what @everyone, the role with a server's own id, may do in the whole server."""
        async with self._calling():
            guild: Any = await self._client.http.get_guild(guild_id, with_counts=False)
            (role,) = (role for role in guild["roles"] if int(role["id"]) == guild_id)
            return int(role["permissions"])

    async def guild_contacts(self, guild_id: int) -> GuildContacts:
        """Return who brought the bot into a server, and where it may speak to all.

        Raises NotReady while the gateway has not told of the server.
        """
        guild = self._client.get_guild(guild_id)
        if guild is None or not guild.owner_id:
            raise NotReady("the server is not known yet")
        async with self._calling():
            return await contacts_of(self._client, guild)

    def guild_name(self, guild_id: int) -> str | None:
        """Return a server's name, None when it is not known now."""
        guild = self._client.get_guild(guild_id)
        return None if guild is None else guild.name

    def guild_locale(self, guild_id: int) -> str:
        """Return the language that a server has at Discord; English when it is not known now."""
        guild = self._client.get_guild(guild_id)
        return "en-US" if guild is None else str(guild.preferred_locale)

    async def edit_status(self, request: Request, message: OutgoingMessage) -> None:
        """Put a request's status message into its new state, pinging nobody."""
        if request.status_message_id is None:
            return
        channel = self._client.get_partial_messageable(
            request.channel_id, guild_id=request.guild_id
        )
        status = channel.get_partial_message(request.status_message_id)
        async with self._calling():
            await status.edit(
                content=message.content,
                embed=message.embed,
                view=message.view(),
                allowed_mentions=Mentions.none(),
            )

    async def attach(
        self,
        channel_id: int,
        message_id: int,
        message: OutgoingMessage,
        file: discord.File | None,
        *,
        pinged_id: int | None,
        hides_embeds: bool = True,
    ) -> None:
        """Edit a message such that it is that one, with this file and no other.

        ``hides_embeds``: it shows no preview of links, which would stand beside the file's own
        player. As a flag of the message that holds however late Discord looks at the link, and the
        link stays as it was; embeds are left as they are. Raises ClosedEarly as ``send`` does.
        """
        missing = discord.utils.MISSING
        with handle_message_parameters(
            message.content,
            flags=discord.MessageFlags(suppress_embeds=True) if hides_embeds else missing,
            embed=missing if hides_embeds else message.embed,
            attachments=[file] if file is not None else [],
            view=message.view(),
            # An edit pings nobody; whom the message names, it goes on to name.
            allowed_mentions=Mentions.only(pinged_id),
        ) as parameters:
            async with self._calling(file):
                answer: Any = await self._client.http.edit_message(
                    channel_id, message_id, params=parameters
                )
                if not isinstance(answer, dict):
                    raise MalformedResponse("an edited message is no message")

    async def delete(self, channel_id: int, message_id: int) -> None:
        """Delete a message of the bot's own; one that is gone already is as good."""
        channel = self._client.get_partial_messageable(channel_id)
        with suppress(discord.NotFound):
            async with self._calling():
                await channel.get_partial_message(message_id).delete()

    async def try_send_text(self, channel_id: int, text: str) -> bool:
        """Send a text that pings nobody to any channel; False when that can't be done now."""
        channel = self._client.get_partial_messageable(channel_id)
        try:
            async with self._calling():
                await channel.send(text, allowed_mentions=discord.AllowedMentions.none())
        except (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError):
            return False
        return True

    async def has_left(self, guild_id: int) -> bool | None:
        """Return whether the bot is in a server no longer; None when Discord can't be asked now."""
        if self._client.user is None:
            return None
        try:
            async with self._calling():
                await self._client.fetch_guild(guild_id, with_counts=False)
        except (discord.NotFound, discord.Forbidden) as error:
            return True if error.code in _NOT_THERE_CODES else None
        except (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError):
            return None
        return False

    async def read_back(self, target: MessageTarget) -> LookupResult:
        """Look in a message's channel whether it was posted.

        Raises NotReady when there is nothing in the channel, and it isn't known yet whether that
        is because nothing may be read.
        """
        user = self._client.user
        if user is None:
            raise NotReady("not logged in")
        count = 0
        async for page in self._pages(target):
            count += len(page)
            with _translate_errors():
                for message in page:
                    action = _action_for(message, target)
                    if action is None or int(message["author"]["id"]) != user.id:
                        continue
                    is_result = target.actions[action]
                    if (found_id := int(message["id"])) != target.ignored_id or is_result:
                        return LookupResult(Lookup.FOUND, found_id, is_result=is_result)
            if count > _MAX_MESSAGES:
                return LookupResult(Lookup.UNREADABLE)
        # Without Read Message History Discord answers with an empty list, not with an error.
        is_readable = count > 0 or await self.may_read(target)
        return LookupResult(Lookup.MISSING if is_readable else Lookup.UNREADABLE)

    async def _pages(self, target: MessageTarget) -> AsyncIterator[list[Mapping[str, Any]]]:
        """Return what was written in a channel, oldest first, each page within its own time.

        As it came: to the library, an answer that is no list may look like an empty channel, and
        what others wrote need not be understood.
        """
        after = target.since_id
        while True:
            page = await self.page_after(target.channel_id, after)
            yield page
            if len(page) < PAGE:
                return
            after = int(page[-1]["id"])

    async def page_after(self, channel_id: int, after: int) -> list[Mapping[str, Any]]:
        """Return the next ``PAGE`` messages of a channel after an id, as they came, oldest first.

        Without Read Message History Discord answers with none.
        """
        async with self._calling():
            answer: Any = await self._client.http.logs_from(channel_id, PAGE, after=after)
            if not isinstance(answer, list):
                raise MalformedResponse("a channel's messages are no list")
            return sorted(answer, key=lambda message: int(message["id"]))

    async def react(self, channel_id: int, message_id: int, emoji: str) -> None:
        """Put a reaction under a message; a repeat changes nothing."""
        async with self._calling():
            await self._client.http.add_reaction(channel_id, message_id, emoji)

    async def pin(self, channel_id: int, message_id: int, *, is_pinned: bool = True) -> None:
        """Pin a message, or unpin it; a repeat changes nothing.

        Since January 2026 that takes Pin Messages; Manage Messages isn't enough any more.
        """
        http = self._client.http
        async with self._calling():
            await (http.pin_message if is_pinned else http.unpin_message)(channel_id, message_id)

    async def may_read(self, target: MessageTarget) -> bool:
        """Return whether what was written in a channel can be read. Raises NotReady."""
        if target.guild_id is None:
            return True  # direct messages can always be read by both
        try:
            async with asyncio.timeout(_READY_SECONDS):
                await self._client.wait_until_ready()
        except TimeoutError as error:
            raise NotReady("the gateway is not ready") from error
        async with self._calling():
            channel = self._client.get_channel(target.channel_id)
            if channel is None:
                channel = await self._client.fetch_channel(target.channel_id)
            if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
                return False
            # The library's types say so, but the gateway may not have told of the bot itself yet.
            me: discord.Member | None = channel.guild.me
            if me is None:
                raise NotReady("the server is not known yet")
            permissions = channel.permissions_for(me)
            return can_view(channel, permissions) and permissions.read_message_history

    @asynccontextmanager
    async def _calling(self, file: discord.File | None = None) -> AsyncIterator[None]:
        """Ask Discord something: only for so long, and whatever the answer is made of."""
        with _translate_errors():
            if file is not None and isinstance(file.fp, CountedFile):
                async with self._line.sending(file.fp):
                    yield
                return
            async with asyncio.timeout(self._timeout):
                yield


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Turn what the library raises over an answer that it can't read into MalformedResponse."""
    try:
        yield
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        discord.ClientException,
    ) as error:
        raise MalformedResponse(f"{type(error).__name__}: {error}") from error


def _action_for(message: Mapping[str, Any], target: MessageTarget) -> str | None:
    """Return the one button by which a message is known as the one that goes to an address."""
    for row in message.get("components") or ():
        for item in row.get("components") or ():
            match = BUTTON_PATTERN.fullmatch(item.get("custom_id") or "")
            if match and match["request_id"] == target.key and match["action"] in target.actions:
                return match["action"]
    return None
