"""``/help``: how one comes to a video, in three pictures, and what moderators can choose."""

from io import BytesIO
from pathlib import Path
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction, MusicVideoBot
from bot.discord_client.translator import localized
from bot.i18n.texts import translate

PICTURES: Final = Path(__file__).with_name("_pictures")
"""What ``make gallery`` draws: nothing in them is of any language."""

STEPS: Final = ("ask", "video", "list")


class HelpCog(commands.Cog):
    """The command."""

    def __init__(self, bot: MusicVideoBot) -> None:
        self._pictures = {name: (PICTURES / f"{name}.png").read_bytes() for name in STEPS}
        self._has_studio = bot.track_uploads is not None

    @app_commands.command(name="help", description=localized("command-help"))
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def help(self, interaction: Interaction) -> None:
        """Show it, to whoever asks alone; with more for who may manage the server."""
        locale = str(interaction.locale)
        embeds = [self._step(name, locale) for name in STEPS]
        if interaction.guild_id is not None and interaction.permissions.manage_guild:
            embeds.append(_card(translate("help-moderators", locale)))
        files = [
            discord.File(BytesIO(data), f"{name}.png") for name, data in self._pictures.items()
        ]
        await interaction.response.send_message(embeds=embeds, files=files, ephemeral=True)

    def _step(self, name: str, locale: str) -> discord.Embed:
        lines = [translate(f"help-{name}", locale)]
        if name == "ask":
            lines.append(translate(f"help-bring-{'file' if self._has_studio else 'id'}", locale))
        return _card("\n".join(lines)).set_image(url=f"attachment://{name}.png")


def _card(text: str) -> discord.Embed:
    return discord.Embed(description=text, colour=discord.Colour.blurple())


async def setup(bot: MusicVideoBot) -> None:
    """Add the cog (called by discord.py)."""
    await bot.add_cog(HelpCog(bot))
