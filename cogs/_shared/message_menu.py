"""An entry in the menu of messages, which the library doesn't collect from a cog by itself."""

from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.translator import localized

OnMessage = Callable[[Interaction, discord.Message], Coroutine[Any, Any, None]]


class MessageMenuCog(commands.Cog):
    """A cog with such an entry, in servers only. ``text_id``: of what it is called."""

    def __init__(self, bot: MusicVideoBot, text_id: str, callback: OnMessage) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(
            name=localized(text_id),
            callback=callback,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )

    async def cog_load(self) -> None:
        """Offer the entry."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take it away again."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)
