"""All that is set in a server, as moderators see it, and what of it is used."""

from typing import Final

import discord
from babel import Locale
from babel.units import format_unit

from bot.i18n.texts import language_of, number, say
from bot.policy.denials import Limits
from bot.policy.guild_settings import ServerSettings, Subject
from bot.sanitize import joined
from bot.services.guild_settings import Standing
from cogs._shared.denial_texts import moment, named

_FIELD_LENGTH: Final = 1024  # Discord's limit
_MOST_NAMED: Final = 12
"""Of roles, channels and members: as many of each as fit into one field."""


def card(
    standing: Standing, locale: str, *, member: str, has_charges: bool, low_credits: float
) -> discord.Embed:
    """Give the card; ``member``, mentioned, is whose use is shown.

    ``low_credits``: the host's threshold of a warning, for servers that have set none.
    """
    embed = discord.Embed(title=say("settings-title", locale), colour=discord.Colour.blurple())
    blocks = {
        "settings-access": _access(standing, locale),
        "settings-limits": _limits(standing.limits, standing.settings, locale),
        "settings-used": _used(standing, locale, member),
        "settings-channels": _channels(standing.settings, locale),
        "settings-videos": _videos(standing.settings, locale, low_credits if has_charges else None),
    }
    for name, lines in blocks.items():
        value = joined(lines, "\n", _FIELD_LENGTH)
        embed.add_field(name=say(name, locale), value=value, inline=False)
    return embed.set_footer(text=say("settings-footer", locale))


def _access(standing: Standing, locale: str) -> list[str]:
    roles = [f"<@&{one}>" for one in standing.allowed[Subject.ROLE]]
    channels = [f"<#{one}>" for one in standing.allowed[Subject.CHANNEL]]
    lines = [
        say("settings-roles", locale, roles=named(roles, locale, _MOST_NAMED))
        if roles
        else say("settings-roles-all", locale),
        say("settings-where", locale, channels=named(channels, locale, _MOST_NAMED))
        if channels
        else say("settings-where-all", locale),
    ]
    if standing.blocked:
        blocked = [f"<@{one}>" for one in standing.blocked_ids]
        members = named(blocked, locale, _MOST_NAMED)
        lines.append(say("settings-blocked", locale, count=standing.blocked, members=members))
    return lines


def _limits(limits: Limits, chosen: ServerSettings, locale: str) -> list[str]:
    values = {
        "open_per_member": _number(limits.open_per_member, locale),
        "daily_per_member": _number(limits.daily_per_member, locale),
        "cooldown_seconds": length(limits.cooldown_seconds, locale),
        "daily_per_server": _number(limits.daily_per_server, locale),
    }
    lines = []
    for name, value in values.items():
        label = say(f"limit-{name.replace('_', '-')}", locale)
        is_own = getattr(chosen, name) is not None
        whose = "" if is_own else f" {say('settings-by-host', locale)}"
        lines.append(say("settings-limit", locale, what=label, value=value) + whose)
    if limits.daily_per_host is not None:
        label, value = say("limit-daily-per-host", locale), str(limits.daily_per_host)
        line = say("settings-limit", locale, what=label, value=value)
        lines.append(f"{line} {say('settings-by-host', locale)}")
    return lines


def _number(limit: int | None, locale: str) -> str:
    return say("limit-none", locale) if limit is None else str(limit)


def length(seconds: float, locale: str) -> str:
    """Give a duration in words: minutes, or seconds where there is less than one over."""
    if not seconds:
        return say("limit-no-cooldown", locale)
    is_whole = seconds % 60 == 0
    number = round(seconds / 60) if is_whole else round(seconds)
    unit = "duration-minute" if is_whole else "duration-second"
    return format_unit(number, unit, "short", locale=_babel(locale))


def _used(standing: Standing, locale: str, member: str) -> list[str]:
    usage, limits = standing.usage, standing.limits
    lines = [
        say(
            "settings-used-server",
            locale,
            started=_of(usage.server_started, limits.daily_per_server),
            open=usage.server_open,
        ),
        say(
            "settings-used-member",
            locale,
            member=member,
            started=_of(usage.member_started, limits.daily_per_member),
            open=_of(usage.member_open, limits.open_per_member),
        ),
    ]
    if usage.again_at is not None:
        lines.append(say("settings-used-again", locale, again=moment(usage.again_at)))
    return lines


def _of(number: int, most: int | None) -> str:
    return str(number) if most is None else f"{number} / {most}"


def _channels(settings: ServerSettings, locale: str) -> list[str]:
    lines = []
    for name in ("showcase", "moderators"):
        channel_id = getattr(settings, f"{name}_channel_id")
        channel = f"<#{channel_id}>" if channel_id else say("settings-none", locale)
        lines.append(say(f"settings-{name}", locale, channel=channel))
    return lines


def _videos(settings: ServerSettings, locale: str, low_credits: float | None) -> list[str]:
    """``low_credits`` is None where nothing is charged."""
    language = settings.language
    spoken = say("settings-language-discord", locale) if language is None else endonym(language)
    lines = [
        say("settings-language", locale, language=spoken),
        say(f"settings-copy-{'on' if settings.keeps_copy else 'off'}", locale),
    ]
    if low_credits is not None:
        lines.append(say(f"settings-foreign-{settings.foreign_branding}", locale))
        own = settings.warn_below_credits
        below = low_credits if own is None else own
        whose = f" {say('settings-by-host', locale)}" if own is None and below else ""
        lines.append(
            say("settings-warning", locale, credits=number(below, locale)) + whose
            if below
            else say("settings-no-warning", locale)
        )
    return lines


def endonym(language: str) -> str:
    """Give what a language is called by those who speak it."""
    return (_babel(language).get_display_name() or language).capitalize()


def _babel(locale: str) -> Locale:
    return Locale.parse(language_of(locale).replace("-", "_"))
