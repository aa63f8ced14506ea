"""Which channels somebody can see: nothing is shown, or carried out of, where they can't."""

import discord

from bot.client import UNREACHED, Interaction


async def sees(interaction: Interaction, channel_id: int) -> bool:
    """Tell whether whoever acts can see a channel of this server; when in doubt, not."""
    guild = interaction.guild
    if guild is None:
        return False
    channel: object = guild.get_channel_or_thread(channel_id)
    if channel is None:
        try:  # archived threads are not told of by the gateway
            channel = await interaction.client.fetch_channel(channel_id)
        except (*UNREACHED, discord.DiscordException):
            return False
    return _is_open(interaction, channel)


def seen_name(interaction: Interaction, channel_id: int) -> str | None:
    """Give what a channel of this server is called, if whoever acts can see it."""
    guild = interaction.guild
    channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
    return channel.name if channel is not None and _is_open(interaction, channel) else None


def _is_open(interaction: Interaction, channel: object) -> bool:
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
        return channel.permissions_for(member).view_channel
    return False
