"""What the bot posts, and how much of it: a part of ``/settings``."""

from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.translator import localized
from bot.jobs import StatusMode
from cogs._shared.command_options import send_private


class MessageCommands(commands.Cog):
    """The commands on the bot's own messages; the group takes them over."""

    @app_commands.command(name="messages", description=localized("command-settings-messages"))
    @app_commands.describe(per_video=localized("command-settings-messages-per-video"))
    @app_commands.choices(
        per_video=[
            app_commands.Choice(name=localized(f"choice-messages-{mode}"), value=mode)
            for mode in StatusMode
        ]
    )
    async def messages(self, interaction: Interaction, per_video: str) -> None:
        """Choose what becomes of the message that shows how a video stands."""
        mode = StatusMode(per_video)
        await interaction.client.store.guild_settings.change(
            interaction.guild_id or 0,
            {"status_mode": mode},
            updated_by=interaction.user.id,
            now=interaction.client.clock(),
        )
        await send_private(interaction, f"settings-messages-{mode}")
