"""What the bot posts, and how much of it: a part of ``/settings``."""

from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.jobs import StatusMode
from cogs._shared.command_options import send_private
from cogs._shared.undo import send_undoable


class MessageCommands(commands.Cog):
    """The commands on the bot's own messages; the group takes them over."""

    @app_commands.command(name="messages", description=localized("command-settings-messages"))
    @app_commands.describe(
        per_video=localized("command-settings-messages-per-video"),
        reset=localized("command-settings-reset"),
    )
    @app_commands.choices(
        per_video=[
            app_commands.Choice(name=localized(f"choice-messages-{mode}"), value=mode)
            for mode in StatusMode
        ]
    )
    async def messages(
        self, interaction: Interaction, per_video: str | None = None, reset: bool = False
    ) -> None:
        """Choose what becomes of the message that shows how a video stands."""
        if per_video is None and not reset:
            raise UserError("error-nothing-given")
        mode = StatusMode(per_video or StatusMode.KEEP)
        await interaction.client.store.guild_settings.change(
            interaction.guild_id or 0,
            {"status_mode": mode},
            updated_by=interaction.user.id,
            now=interaction.client.clock(),
        )
        text_id = f"settings-messages-{mode}"
        if mode is StatusMode.KEEP:
            await send_private(interaction, text_id)
        else:
            await send_undoable(interaction, text_id, "settings messages", "reset")
