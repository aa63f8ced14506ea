"""How much members may ask for and bring, and what of it is used: for all, for roles, for one."""

from collections.abc import Mapping
from typing import Final

import discord

from bot.i18n.texts import translate
from bot.policy.denials import HostLimits, Limits
from bot.policy.guild_settings import GuildSettings, RoleLimits
from bot.sanitize import join_within
from bot.store import QuotaUsage
from bot.store.track_owners import SongHoldings
from cogs._embeds.settings import limit_lines

_FIELD_LENGTH: Final = 1024  # Discord's limit
_MEBIBYTE: Final = 1 << 20
_BETWEEN: Final = " · "
_NAMES: Final = {
    "open_per_member": "open",
    "daily_per_member": "daily",
    "songs_per_member": "songs",
    "megabytes_per_member": "megabytes",
}
"""What a limit of one member is called in texts' ids."""


def limits_embed(
    settings: GuildSettings,
    host_limits: HostLimits,
    roles: Mapping[int, RoleLimits],
    locale: str,
) -> discord.Embed:
    """Return what holds in a server: for everybody, for boosters, and by role."""
    embed = discord.Embed(title=translate("limits-title", locale), colour=discord.Colour.blurple())
    everybody = limit_lines(host_limits.within(settings), settings, locale)
    boosters = host_limits.within(settings, is_booster=True)
    more = [translate("limits-boosters", locale, limits=_values(boosters, locale))]
    more += [
        translate("limits-role", locale, role=f"<@&{role_id}>", limits=_values(own, locale))
        for role_id, own in roles.items()
    ]
    for name, lines in (("limits-everybody", everybody), ("limits-more", more)):
        value = join_within(lines, "\n", _FIELD_LENGTH)
        embed.add_field(name=translate(name, locale), value=value, inline=False)
    return embed


def own_limits(limits: Limits, usage: QuotaUsage, held: SongHoldings, locale: str) -> str:
    """Return what holds for one member, each with what is used of it."""
    used = {
        "open_per_member": usage.member_open,
        "daily_per_member": usage.member_started,
        "songs_per_member": held.songs,
        "megabytes_per_member": -(-held.size_bytes // _MEBIBYTE),
    }
    lines = [
        translate(f"limits-{text}", locale, value=_of(used[name], getattr(limits, name)))
        for name, text in _NAMES.items()
    ]
    return "\n".join([*lines, translate("limits-hint", locale)])


def _values(limits: Limits | RoleLimits, locale: str) -> str:
    said = {text: getattr(limits, name) for name, text in _NAMES.items()}
    return _BETWEEN.join(
        translate(f"limits-{text}", locale, value=str(value))
        for text, value in said.items()
        if value is not None
    )


def _of(number: int, most: int | None) -> str:
    return str(number) if most is None else f"{number} / {most}"
