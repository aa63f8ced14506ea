"""``/videos record``: moderators see who had which videos made."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.translator import localized
from cogs._shared.membership import check_moderator
from cogs._shared.usage_record import MAX_DAYS, send_export, show_record


class RecordCommand(commands.Cog):
    """The command; the group takes it over."""

    @app_commands.command(name="record", description=localized("command-videos-record"))
    @app_commands.describe(
        member=localized("command-credits-member"), days=localized("command-videos-record-days")
    )
    async def record(
        self,
        interaction: Interaction,
        member: discord.User | None = None,
        days: app_commands.Range[int, 1, MAX_DAYS] | None = None,
    ) -> None:
        """Show the record in pages, or give so many days of it as a file. Raises UserError."""
        check_moderator(interaction)
        if days is None:
            await show_record(interaction, member)
        else:
            await send_export(interaction, days, member)
