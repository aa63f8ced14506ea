"""Servers that the bot comes into and leaves: what is kept of one goes some days later."""

import discord
from discord.ext import commands

from bot.discord_client.client import MusicVideoBot


class GuildEvents(commands.Cog):
    """Listens to what Discord tells of the bot's servers; an outage of one is not leaving it."""

    def __init__(self, bot: MusicVideoBot) -> None:
        self._guild_registry = bot.guild_registry
        self._requests = bot.requests

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep that the bot is there, and welcome who brought it."""
        await self._mark_present(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Keep that the bot is there: to the library, a new server may have become available."""
        await self._mark_present(guild)

    async def _mark_present(self, guild: discord.Guild) -> None:
        if await self._guild_registry.mark_present(guild.id, shard=guild.shard_id):
            self._requests.notify_workers()  # who brought it is welcomed

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Keep since when the bot is no longer there."""
        await self._guild_registry.mark_left(guild.id)

    @commands.Cog.listener()
    async def on_guilds_listed(self, guild_ids: list[int], shard: int, shards: int) -> None:
        """See which servers were left while nobody was told."""
        await self._guild_registry.reconcile(guild_ids, shard=shard, shards=shards)
        self._requests.notify_workers()  # what waited for Discord goes on


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    await bot.add_cog(GuildEvents(bot))
