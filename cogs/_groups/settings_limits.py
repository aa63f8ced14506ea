"""How much members, roles and the whole server may ask for and bring: a part of ``/settings``."""

from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.policy.guild_settings import RoleLimits
from cogs._embeds.limits import limits_embed, own_limits
from cogs._embeds.settings import length
from cogs._shared.membership import membership_of
from cogs._shared.undo import undo_line

_MOST: Final = 100_000
_DAY_MINUTES: Final = 24 * 60
_MOST_DAYS: Final = 3650

Count = app_commands.Range[int, 1, _MOST]
Minutes = app_commands.Range[int, 0, _DAY_MINUTES]
Days = app_commands.Range[int, 0, _MOST_DAYS]


class LimitCommands(commands.Cog):
    """The command; the group takes it over."""

    @app_commands.command(name="limits", description=localized("command-settings-limits"))
    @app_commands.describe(
        at_once=localized("command-settings-limits-at-once"),
        per_day=localized("command-settings-limits-per-day"),
        songs=localized("command-settings-limits-songs"),
        megabytes=localized("command-settings-limits-megabytes"),
        role=localized("command-settings-limits-role"),
        cooldown=localized("command-settings-limits-cooldown"),
        server_per_day=localized("command-settings-limits-server"),
        unused_days=localized("command-settings-limits-unused"),
        member=localized("command-settings-limits-member"),
        reset=localized("command-settings-limits-reset"),
    )
    async def limits(
        self,
        interaction: Interaction,
        at_once: Count | None = None,
        per_day: Count | None = None,
        songs: Count | None = None,
        megabytes: Count | None = None,
        role: discord.Role | None = None,
        cooldown: Minutes | None = None,
        server_per_day: Count | None = None,
        unused_days: Days | None = None,
        member: discord.User | None = None,
        reset: bool = False,
    ) -> None:
        """Set what is given, and leave the rest as it was, or to the host; show what holds."""
        given = {
            "open_per_member": at_once,
            "daily_per_member": per_day,
            "songs_per_member": songs,
            "megabytes_per_member": megabytes,
            "cooldown_seconds": None if cooldown is None else cooldown * 60,
            "daily_per_server": server_per_day,
            "unused_days": unused_days,
        }
        changes = {name: value for name, value in given.items() if reset or value is not None}
        _check_ceiling(interaction, changes)
        text = None
        if changes and role is not None:
            text = await _change_role(interaction, role, changes, given)
        elif changes:
            await interaction.client.store.guild_settings.change(
                interaction.guild_id or 0,
                changes,
                updated_by=interaction.user.id,
                now=interaction.client.clock(),
            )
            locale = str(interaction.locale)
            text = translate("settings-limits-saved", locale)
            if not reset:
                text += "\n" + undo_line("settings limits", locale)
        await show_limits(interaction, member or interaction.user, text)


async def _change_role(
    interaction: Interaction,
    role: discord.Role,
    changes: dict[str, int | None],
    given: dict[str, int | None],
) -> str:
    """Set what is given for a role; return what its moderator is told. Raises UserError."""
    if any(given[name] is not None for name in given.keys() - RoleLimits.model_fields.keys()):
        raise UserError("error-limit-not-by-role")
    await interaction.client.store.role_limits.change(
        interaction.guild_id or 0,
        role.id,
        {name: value for name, value in changes.items() if name in RoleLimits.model_fields},
        updated_by=interaction.user.id,
        now=interaction.client.clock(),
    )
    locale = str(interaction.locale)
    text = translate("settings-role-limits-saved", locale, role=role.mention)
    if any(value is not None for value in given.values()):
        of_role = f"settings limits {translate('option-role', locale)}:…"
        text += "\n" + undo_line(of_role, locale)
    return text


async def show_limits(
    interaction: Interaction, user: discord.User | discord.Member, text: str | None = None
) -> None:
    """Answer privately with what holds, for a member too, and what they have used of it."""
    client, guild_id, locale = (
        interaction.client,
        interaction.guild_id or 0,
        str(interaction.locale),
    )
    store, host_limits = client.store, client.guild_settings.host_limits
    settings = await store.guild_settings.get(guild_id)
    roles = await store.role_limits.of_guild(guild_id)
    limits = await store.role_limits.of_member(guild_id, membership_of(user), host_limits)
    usage = await store.quotas.usage(guild_id, user.id, limits, client.clock())
    held = await store.track_owners.holdings(guild_id, user.id)
    embed = limits_embed(settings, host_limits, roles, locale)
    name = translate("limits-own", locale, member=user.display_name)
    embed.add_field(name=name, value=own_limits(limits, usage, held, locale), inline=False)
    await interaction.response.send_message(text, embed=embed, ephemeral=True)


def _check_ceiling(interaction: Interaction, changes: dict[str, int | None]) -> None:
    """Check that the host allows as much. Raises UserError."""
    locale = str(interaction.locale)
    for name, value in changes.items():
        bound = getattr(interaction.client.guild_settings.host_limits.ceiling, name, None)
        if value is None or bound is None or name == "unused_days":  # theirs alone
            continue
        what = translate(f"limit-{name.replace('_', '-')}", locale)
        if name == "cooldown_seconds" and value < bound:
            raise UserError("error-below-host", what=what, least=length(bound, locale))
        if name != "cooldown_seconds" and value > bound:
            raise UserError("error-above-host", what=what, most=bound)
