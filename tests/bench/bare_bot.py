"""The floor for a first answer: a bot whose ``/musicvideo`` only defers.

Run as ``python -m tests.bench.bare_bot run --config FILE``, like the bot itself.
"""

import asyncio
import sys
from pathlib import Path

import discord
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.config import load


class BareBot(commands.AutoShardedBot):
    """Nothing but the library."""

    async def setup_hook(self) -> None:
        """Make the one command known."""

        @self.tree.command(name="musicvideo", description="Only defers")
        async def musicvideo(
            interaction: discord.Interaction["BareBot"], task_id: str, audio_id: str | None = None
        ) -> None:
            del task_id, audio_id
            await interaction.response.defer()

        await self.tree.sync()


async def main() -> None:
    """Run until the process is ended."""
    config = load(Path(sys.argv[-1]), {}).discord
    Route.BASE = config.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(config.gateway_url)
    intents = discord.Intents(guilds=True)
    async with BareBot(command_prefix="!", intents=intents) as bot:
        await bot.start(config.token.get_secret_value())


if __name__ == "__main__":
    asyncio.run(main())
