"""Which channels somebody can see: nothing is shown, or carried out of, where they can't."""

import asyncio
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

import discord

from bot.discord_client.channel_permissions import can_view
from bot.discord_client.client import Interaction
from bot.discord_client.responses import DISCORD_ERRORS
from bot.sanitize import escape
from bot.services.viewer import Viewer

_NAME_SECONDS: Final = 1.5
_LOOK_SECONDS: Final = 1.5  # of the 3 s that Discord waits for a first answer
_NAME_LENGTH: Final = 32
_MAX_LOOKED_UP: Final = 10


async def can_see(interaction: Interaction, channel_id: int) -> bool:
    """Return whether whoever acts can see a channel of this server; when in doubt, not."""
    guild = interaction.guild
    if guild is None:
        return False
    channel: object = guild.get_channel_or_thread(channel_id)
    if channel is None:
        try:  # archived threads are not told of by the gateway
            async with asyncio.timeout(_LOOK_SECONDS):
                channel = await interaction.client.fetch_channel(channel_id)
        except (*DISCORD_ERRORS, discord.DiscordException):
            return False
    return _is_visible(interaction, channel)


async def visible_channels(interaction: Interaction, channel_ids: Sequence[int]) -> frozenset[int]:
    """Return those of some channels that whoever acts can see; when in doubt, not.

    Threads that were archived are asked for, the first few of them.
    """
    guild = interaction.guild
    if guild is None:
        return frozenset()
    sees = viewer_of(interaction).sees
    known = [one for one in channel_ids if guild.get_channel_or_thread(one) is not None]
    unknown = [one for one in channel_ids if one not in known][:_MAX_LOOKED_UP]
    looked_up = await asyncio.gather(*(can_see(interaction, one) for one in unknown))
    found = [one for one, is_seen in zip(unknown, looked_up, strict=True) if is_seen]
    return frozenset([*filter(sees, known), *found])


def viewer_of(interaction: Interaction) -> Viewer:
    """Return who acts, and what they can see as far as the gateway told."""

    @cache
    def sees(channel_id: int) -> bool:
        guild = interaction.guild
        channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
        return channel is not None and _is_visible(interaction, channel)

    return Viewer(
        interaction.guild_id or 0,
        interaction.user.id,
        sees,
        is_moderator=interaction.permissions.manage_guild,
    )


def visible_name(interaction: Interaction, channel_id: int) -> str | None:
    """Return what a channel of this server is called, if whoever acts can see it."""
    guild = interaction.guild
    channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
    return channel.name if channel is not None and _is_visible(interaction, channel) else None


def visible_channel(interaction: Interaction, channel_id: int) -> str:
    """Return a channel of this server for an embed, where not all clients know mentions."""
    name = visible_name(interaction, channel_id)
    if name is None:
        return f"<#{channel_id}>"  # Discord tells its name to those only who may know it
    url = f"https://discord.com/channels/{interaction.guild_id}/{channel_id}"
    return f"[#{escape(name, _NAME_LENGTH)}]({url})"


async def visible_members(interaction: Interaction, user_ids: Iterable[int]) -> dict[int, str]:
    """Return members of this server for an embed, by their names where Discord tells them soon."""
    told = dict.fromkeys(user_ids, "")
    names = await asyncio.gather(*(_name_of(interaction, user_id) for user_id in told))
    return {
        user_id: f"@{escape(name, _NAME_LENGTH)}" if name else f"<@{user_id}>"
        for user_id, name in zip(told, names, strict=True)
    }


async def _name_of(interaction: Interaction, user_id: int) -> str | None:
    if user_id == interaction.user.id:
        return interaction.user.display_name
    if interaction.guild is None:
        return None
    try:
        async with asyncio.timeout(_NAME_SECONDS):
            return (await interaction.guild.fetch_member(user_id)).display_name
    except (*DISCORD_ERRORS, discord.DiscordException):  # they may have left
        return None


def _is_visible(interaction: Interaction, channel: object) -> bool:
    member = interaction.user
    if not isinstance(member, discord.Member):
        return False
    if isinstance(channel, discord.Thread):
        if channel.parent is None or channel.guild != interaction.guild:
            return False
        held = channel.permissions_for(member)
        # Who was added to a private thread is not told without an intent.
        return held.manage_threads if channel.is_private() else held.view_channel
    if isinstance(channel, discord.abc.GuildChannel) and channel.guild == interaction.guild:
        return can_view(channel, channel.permissions_for(member))
    return False
