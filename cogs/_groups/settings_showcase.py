"""The showcase: where finished videos are shown once more, and its list of a week's best."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import format_items, translate
from bot.policy.guild_settings import GuildSettings
from bot.policy.showcase_lists import last_end
from cogs._shared.bot_permissions import LISTS_BEST, POSTS_VIDEOS, check_channel, missing_in
from cogs._shared.command_options import TextChannel
from cogs._shared.undo import undo_line

_CLEARED: Final = ("showcase_channel_id", "approves_showcase", "lists_best", "adds_reaction")


class ShowcaseCommand(commands.Cog):
    """The command on the showcase; the group takes it over."""

    @app_commands.command(name="showcase", description=localized("command-settings-showcase"))
    @app_commands.describe(
        channel=localized("command-settings-showcase-channel"),
        approval=localized("command-settings-showcase-approval"),
        weekly=localized("command-settings-showcase-weekly"),
        reaction=localized("command-settings-showcase-reaction"),
        reset=localized("command-settings-off"),
        clear=localized("command-as-reset"),
    )
    async def showcase(
        self,
        interaction: Interaction,
        channel: TextChannel | None = None,
        approval: bool | None = None,
        weekly: bool | None = None,
        reaction: bool | None = None,
        reset: bool = False,
        clear: bool = False,
    ) -> None:
        """Choose where finished videos are shown once more, who approves that, and its lists."""
        locale = str(interaction.locale)
        if reset or clear:
            defaults = GuildSettings()
            await _change(interaction, {name: getattr(defaults, name) for name in _CLEARED})
            await _answer(interaction, [translate("settings-showcase-off", locale)])
            return
        given = {
            "showcase_channel_id": None if channel is None else channel.id,
            "approves_showcase": approval,
            "lists_best": weekly,
            "adds_reaction": reaction,
        }
        changes = {name: value for name, value in given.items() if value is not None}
        before = await interaction.client.store.guild_settings.get(interaction.guild_id or 0)
        settings = before.model_copy(update=changes)
        channel_id = settings.showcase_channel_id
        if channel_id is None or not changes:
            raise UserError("error-nothing-given" if not changes else "error-no-showcase")
        if approval and settings.moderators_channel_id is None:
            raise UserError("error-no-moderators-channel")
        check_channel(interaction, channel_id, POSTS_VIDEOS)
        await _change(interaction, changes)
        text_id = "settings-showcase-saved"
        if settings.approves_showcase:
            text_id += "-approval"
        lines = [translate(text_id, locale, channel=f"<#{channel_id}>")]
        if settings.lists_best:
            lines += _about_lists(interaction, settings, channel_id)
        elif weekly is False and before.lists_best:
            lines.append(translate("settings-best-off", locale))
        lines.append(undo_line("settings showcase", locale))
        await _answer(interaction, lines)


def _about_lists(interaction: Interaction, settings: GuildSettings, channel_id: int) -> list[str]:
    """Say when the next list comes, and what the bot still may not do for it."""
    client, locale = interaction.client, str(interaction.locale)
    week = client.guild_settings.showcase_week
    next_at = last_end(client.clock(), week) + week
    day = discord.utils.format_dt(next_at, "F")
    lines = [translate("settings-best-on", locale, day=day)]
    needed = LISTS_BEST if settings.adds_reaction else LISTS_BEST[:1]
    if missing := missing_in(interaction, channel_id, needed):
        permissions = format_items(missing, locale)
        lines.append(translate("settings-best-missing", locale, permissions=permissions))
    return lines


async def _change(interaction: Interaction, changes: dict[str, Any]) -> None:
    await interaction.client.store.guild_settings.change(
        interaction.guild_id or 0,
        changes,
        updated_by=interaction.user.id,
        now=interaction.client.clock(),
    )


async def _answer(interaction: Interaction, lines: list[str]) -> None:
    await interaction.response.send_message("\n".join(lines), ephemeral=True)
