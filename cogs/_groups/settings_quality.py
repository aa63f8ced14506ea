"""How many pixels and pictures a second members may choose: a part of ``/settings``."""

from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.jobs import VideoQuality
from cogs._shared.command_options import send_private
from cogs._shared.undo import send_undoable


class QualityCommand(commands.Cog):
    """The command; the group takes it over where the host leaves a choice."""

    @app_commands.command(name="quality", description=localized("command-settings-quality"))
    @app_commands.describe(
        most=localized("command-settings-quality-most"),
        reset=localized("command-settings-reset"),
    )
    @app_commands.choices(
        most=[app_commands.Choice(name=one.value, value=one.value) for one in VideoQuality]
    )
    async def quality(
        self, interaction: Interaction, most: str | None = None, reset: bool = False
    ) -> None:
        """Choose what members may have at most; the host allows no more than it does."""
        if most is None and not reset:
            raise UserError("error-nothing-given")
        client, chosen = interaction.client, None if most is None else VideoQuality(most)
        allowed = client.guild_settings.qualities
        if not allowed:  # the host has taken the choice back since
            raise UserError("error-command-changed")
        if chosen is not None and chosen not in allowed:
            names = " · ".join(allowed)
            raise UserError("error-quality-not-here", qualities=names)
        await client.store.guild_settings.change(
            interaction.guild_id or 0,
            {"max_quality": chosen},
            updated_by=interaction.user.id,
            now=client.clock(),
        )
        if chosen is None:
            await send_private(interaction, "settings-quality-own", quality=allowed[0].value)
        else:
            await send_undoable(
                interaction, "settings-quality", "settings quality", "reset", quality=chosen.value
            )
