"""``/settings log``: who changed what, in pages."""

from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.button_signer import SIGNATURE
from bot.discord_client.client import Interaction
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.messages.result import Button, persistent_view
from bot.messages.setting_changes import change_line
from cogs._shared.membership import check_moderator
from cogs._shared.persistent_items import PersistentItem, signed_id

_PAGE_SIZE: Final = 10


class LogCommand(commands.Cog):
    """The command; the group takes it over."""

    @app_commands.command(name="log", description=localized("command-settings-log"))
    async def log(self, interaction: Interaction) -> None:
        """Show the newest changes."""
        embed, view = await _page(interaction)
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)


class SettingsLogButton(
    PersistentItem[Button],
    template=(
        r"(?P<text>mv:log:(?P<turn>older|newer):(?P<beside>[0-9]{1,19}))"
        rf":(?P<signature>{SIGNATURE})"
    ),
):
    """Turns a page of the log."""

    async def on_click(self, interaction: Interaction) -> None:
        """Show the page that the button leads to. Raises UserError."""
        self.check_signature(interaction, self.match["text"], self.match["signature"])
        check_moderator(interaction)
        await interaction.response.defer()
        beside = int(self.match["beside"])
        is_older = self.match["turn"] == "older"
        embed, view = await _page(
            interaction,
            before=beside if is_older else None,
            after=None if is_older else beside,
        )
        await interaction.edit_original_response(embed=embed, view=view)


async def _page(
    interaction: Interaction, *, before: int | None = None, after: int | None = None
) -> tuple[discord.Embed, discord.ui.View]:
    client, locale = interaction.client, str(interaction.locale)
    page = await client.store.setting_changes.page(
        interaction.guild_id or 0, _PAGE_SIZE, before=before, after=after
    )
    lines = [change_line(change, locale) for change in page.changes]
    embed = discord.Embed(
        title=translate("log-title", locale),
        description="\n".join(lines) or translate("log-none", locale),
        colour=discord.Colour.blurple(),
    )
    days = client.privacy.terms.settings_log_days
    embed.set_footer(text=translate("log-kept", locale, days=days))
    buttons = []
    if page.has_newer and page.changes:
        buttons.append(_button(interaction, "newer", page.changes[0].change_id))
    if page.has_older and page.changes:
        buttons.append(_button(interaction, "older", page.changes[-1].change_id))
    return embed, persistent_view(*buttons)


def _button(interaction: Interaction, turn: str, beside: int) -> Button:
    return discord.ui.Button(
        label=translate(f"button-{turn}", str(interaction.locale)),
        custom_id=signed_id(interaction, f"mv:log:{turn}:{beside}"),
    )
