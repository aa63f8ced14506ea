"""``/branding logo``: the picture that stands in a corner of a server's videos."""

from typing import Final

import discord
from discord import app_commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.jobs import Branding, Corner, Logo, RenderOptions
from bot.services.branding_logos import LogoService
from bot.store.guild_settings import SERVER
from bot.studio_client import StudioRefused, StudioUnavailable
from cogs._embeds.branding import send_rules
from cogs._shared.command_options import PARTS, Channel, send_private

LOGO_BYTES: Final = 1 << 20
"""The largest file that the studio takes (``bot.studio.process.logo_process``)."""

CORNER_CHOICES: Final = [
    app_commands.Choice(name=localized(f"choice-corner-{corner}"), value=corner.value)
    for corner in Corner
]
_REASONS: Final = {
    "logo-too-big": "error-logo-too-big",
    "no-logo": "error-logo-unreadable",
    "logo-empty": "error-logo-empty",
    "logos-full": "error-logos-full",
    "disk-full": "error-track-disk-full",
    "not-writable": "error-track-not-writable",
    "not-fetched": "error-track-not-fetched",
}
"""What the studio says of a logo that it does not take (``bot.studio.http.logos``)."""


class LogoGroup(app_commands.Group):
    """The group below ``/branding``; who may use that may use this."""

    @app_commands.command(name="set", description=localized("command-branding-logo-set"))
    @app_commands.describe(
        file=localized("command-branding-logo-file"),
        corner=localized("command-branding-logo-corner"),
        size=localized("command-branding-logo-size"),
        opacity=localized("command-branding-logo-opacity"),
        channel=localized("command-branding-channel"),
    )
    @app_commands.choices(corner=CORNER_CHOICES)
    async def set(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        corner: str | None = None,
        size: app_commands.Range[int, 5, 16] | None = None,
        opacity: app_commands.Range[int, 30, 100] | None = None,
        channel: Channel | None = None,
    ) -> None:
        """Take a logo, or move, resize or fade the one that is there."""
        logos = interaction.client.logos
        if logos is None:
            raise UserError("error-branding-cloud")
        if file is not None and file.size > LOGO_BYTES:
            raise UserError("error-logo-too-big")
        guild_id = interaction.guild_id or 0
        channel_id = SERVER if channel is None else channel.id
        rules = interaction.client.store.branding_rules
        before = (await rules.effective(guild_id, channel_id)).logo
        style = {"corner": corner, "size": size, "opacity": opacity}
        given = {name: value for name, value in style.items() if value is not None}
        if file is None and not isinstance(before, Logo):
            raise UserError("error-logo-missing")
        if file is None and not given:
            raise UserError("error-nothing-given")
        await interaction.response.defer(ephemeral=True, thinking=True)
        known = await logos.ids(guild_id)
        kept = before.model_dump() if isinstance(before, Logo) else {}
        if file is not None:
            kept["logo_id"] = await _taken(logos, guild_id, file)
        logo = Logo.model_validate(kept | given)
        await rules.set(
            guild_id,
            Branding(),
            RenderOptions(logo=logo),
            channel_id=channel_id,
            updated_by=interaction.user.id,
            now=interaction.client.clock(),
        )
        await logos.remove_unused(guild_id, known)
        await send_rules(interaction, channel_id, "branding-saved", undo="branding logo reset")

    @app_commands.command(name="reset", description=localized("command-branding-logo-reset"))
    @app_commands.describe(channel=localized("command-branding-channel"))
    async def reset(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Forget the logo, and whether it was locked; in a channel the server's holds then."""
        logos = interaction.client.logos
        if logos is None:
            raise UserError("error-branding-cloud")
        guild_id = interaction.guild_id or 0
        channel_id = SERVER if channel is None else channel.id
        known = await logos.ids(guild_id)
        was_set = await interaction.client.store.branding_rules.reset(
            guild_id,
            parts=PARTS["logo"],
            channel_id=channel_id,
            updated_by=interaction.user.id,
            now=interaction.client.clock(),
        )
        if was_set:
            await send_rules(interaction, channel_id, "branding-reset-part")
        else:
            await send_private(interaction, "branding-nothing-to-reset")
        await logos.remove_unused(guild_id, known)


async def _taken(logos: LogoService, guild_id: int, file: discord.Attachment) -> str:
    """Have the studio take a picture. Raises UserError."""
    try:
        return await logos.add(guild_id, file.url)
    except StudioRefused as error:
        text_id = _REASONS.get(error.reason or "", "error-logo-unreadable")
        raise UserError(text_id) from error
    except StudioUnavailable as error:
        raise UserError("error-logo-silent") from error
