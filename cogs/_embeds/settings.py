"""All that is set in a server, as moderators see it, and what of it is used."""

from typing import Final

import discord
from babel import Locale
from babel.units import format_unit

from bot.i18n.texts import format_number, language_of, translate
from bot.policy.denials import Limits
from bot.policy.guild_settings import AccessSubject, GuildSettings
from bot.sanitize import join_within
from bot.services.guild_settings import SettingsOverview
from bot.version import VERSION
from cogs._shared.denial_texts import format_mentions, format_timestamp

_FIELD_LENGTH: Final = 1024  # Discord's limit
_MAX_MENTIONS: Final = 12
"""Of roles, channels and members: as many of each as fit into one field."""


def settings_embed(
    overview: SettingsOverview, locale: str, *, member: str, has_charges: bool, low_credits: float
) -> discord.Embed:
    """Return the card; ``member``, mentioned, is whose use is shown.

    ``low_credits``: the host's threshold of a warning, for servers that have set none.
    """
    embed = discord.Embed(
        title=translate("settings-title", locale), colour=discord.Colour.blurple()
    )
    blocks = {
        "settings-access": _access(overview, locale),
        "settings-limits": limit_lines(overview.limits, overview.settings, locale),
        "settings-used": _used(overview, locale, member),
        "settings-channels": _channels(overview.settings, locale),
        "settings-videos": _videos(overview.settings, locale, low_credits if has_charges else None),
    }
    for name, lines in blocks.items():
        value = join_within(lines, "\n", _FIELD_LENGTH)
        embed.add_field(name=translate(name, locale), value=value, inline=False)
    version = translate("settings-version", locale, version=VERSION)
    return embed.set_footer(text=f"{translate('settings-footer', locale)}\n{version}")


def _access(overview: SettingsOverview, locale: str) -> list[str]:
    roles = [f"<@&{one}>" for one in overview.access_rules[AccessSubject.ROLE]]
    channels = [f"<#{one}>" for one in overview.access_rules[AccessSubject.CHANNEL]]
    lines = [
        translate("settings-roles", locale, roles=format_mentions(roles, locale, _MAX_MENTIONS))
        if roles
        else translate("settings-roles-all", locale),
        translate(
            "settings-where", locale, channels=format_mentions(channels, locale, _MAX_MENTIONS)
        )
        if channels
        else translate("settings-where-all", locale),
    ]
    if overview.blocked_count:
        blocked = [f"<@{one}>" for one in overview.blocked_ids]
        members = format_mentions(blocked, locale, _MAX_MENTIONS)
        lines.append(
            translate("settings-blocked", locale, count=overview.blocked_count, members=members)
        )
    return lines


def limit_lines(limits: Limits, chosen: GuildSettings, locale: str) -> list[str]:
    """Return the limits that hold for everybody, a line each, and whose choice they are."""
    values = {
        "open_per_member": _number(limits.open_per_member, locale),
        "daily_per_member": _number(limits.daily_per_member, locale),
        "cooldown_seconds": length(limits.cooldown_seconds, locale),
        "daily_per_server": _number(limits.daily_per_server, locale),
        "songs_per_member": _number(limits.songs_per_member, locale),
        "megabytes_per_member": _number(limits.megabytes_per_member, locale),
        "unused_days": _days(chosen.unused_days, limits.unused_days, locale),
    }
    lines = []
    for name, value in values.items():
        label = translate(f"limit-{name.replace('_', '-')}", locale)
        is_own = getattr(chosen, name) is not None
        whose = "" if is_own else f" {translate('settings-by-host', locale)}"
        lines.append(translate("settings-limit", locale, what=label, value=value) + whose)
    if limits.daily_per_host is not None:
        label, value = translate("limit-daily-per-host", locale), str(limits.daily_per_host)
        line = translate("settings-limit", locale, what=label, value=value)
        lines.append(f"{line} {translate('settings-by-host', locale)}")
    return lines


def _days(chosen: int | None, by_host: int, locale: str) -> str:
    days = by_host if chosen is None else chosen
    return str(days) if days else translate("limit-never", locale)


def _number(limit: int | None, locale: str) -> str:
    return translate("limit-none", locale) if limit is None else str(limit)


def length(seconds: float, locale: str) -> str:
    """Return a duration in words: minutes, or seconds where there is less than one over."""
    if not seconds:
        return translate("limit-no-cooldown", locale)
    is_whole = seconds % 60 == 0
    number = round(seconds / 60) if is_whole else round(seconds)
    unit = "duration-minute" if is_whole else "duration-second"
    return format_unit(number, unit, "short", locale=_babel(locale))


def _used(overview: SettingsOverview, locale: str, member: str) -> list[str]:
    usage, limits = overview.usage, overview.limits
    lines = [
        translate(
            "settings-used-server",
            locale,
            started=_of(usage.server_started, limits.daily_per_server),
            open=usage.server_open,
        ),
        translate(
            "settings-used-member",
            locale,
            member=member,
            started=_of(usage.member_started, limits.daily_per_member),
            open=_of(usage.member_open, limits.open_per_member),
        ),
    ]
    if usage.again_at is not None:
        lines.append(
            translate("settings-used-again", locale, again=format_timestamp(usage.again_at))
        )
    return lines


def _of(number: int, most: int | None) -> str:
    return str(number) if most is None else f"{number} / {most}"


def _channels(settings: GuildSettings, locale: str) -> list[str]:
    lines = []
    for name in ("showcase", "moderators"):
        channel_id = getattr(settings, f"{name}_channel_id")
        channel = f"<#{channel_id}>" if channel_id else translate("settings-none", locale)
        lines.append(translate(f"settings-{name}", locale, channel=channel))
    if settings.approves_showcase:
        lines.append(translate("settings-showcase-approval", locale))
    if settings.lists_best and settings.showcase_channel_id:
        lines.append(translate("settings-best", locale))
    return lines


def _videos(settings: GuildSettings, locale: str, low_credits: float | None) -> list[str]:
    """``low_credits`` is None where nothing is charged."""
    language = settings.language
    spoken = (
        translate("settings-language-discord", locale) if language is None else endonym(language)
    )
    lines = [
        translate("settings-language", locale, language=spoken),
        translate(f"settings-copy-{'on' if settings.keeps_copy else 'off'}", locale),
        translate(f"settings-messages-{settings.status_mode}", locale),
    ]
    if settings.max_quality is not None:
        lines.append(translate("settings-quality", locale, quality=settings.max_quality))
    if low_credits is not None:
        lines.append(translate(f"settings-other-branding-{settings.other_branding}", locale))
        lines.append(translate(f"settings-unwanted-{settings.unwanted_texts}", locale))
        own = settings.warn_below_credits
        below = low_credits if own is None else own
        whose = f" {translate('settings-by-host', locale)}" if own is None and below else ""
        lines.append(
            translate("settings-warning", locale, credits=format_number(below, locale)) + whose
            if below
            else translate("settings-no-warning", locale)
        )
    return lines


def endonym(language: str) -> str:
    """Return what a language is called by those who speak it."""
    return (_babel(language).get_display_name() or language).capitalize()


def _babel(locale: str) -> Locale:
    return Locale.parse(language_of(locale).replace("-", "_"))
