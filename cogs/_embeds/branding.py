"""What is set about branding, as moderators see it."""

from collections.abc import Mapping
from typing import Final

import discord

from bot.i18n.texts import translate
from bot.jobs import Branding
from bot.messages.options import describe_options
from bot.policy.guild_settings import BrandingRule
from bot.sanitize import escape, join_within

_NAMES: Final = {"author": "branding-author", "domain_name": "branding-watermark"}
_FIELD_LENGTH: Final = 1024  # Discord's limit


def guild_embed(rules: Mapping[int, BrandingRule], locale: str) -> discord.Embed:
    """Return what a server has set; ``rules`` by channel, its own under 0."""
    rule = rules.get(0, BrandingRule())
    if rule == BrandingRule():
        embed = _embed("branding-title", translate("branding-none", locale), locale)
    else:
        embed = _embed("branding-title", _policy(rule, locale), locale)
        _add_texts(embed, {part: _text(getattr(rule, part), locale) for part in _NAMES}, locale)
        _add_options(embed, rule, locale)
    lines = [f"<#{one}>: {_summary(its, locale)}" for one, its in rules.items() if one]
    if lines:
        value = join_within(lines, "\n", _FIELD_LENGTH)
        embed.add_field(name=translate("branding-channels", locale), value=value, inline=False)
    return embed.set_footer(text=translate("branding-footer", locale))


def channel_embed(channel_id: int, rules: Mapping[int, BrandingRule], locale: str) -> discord.Embed:
    """Return what holds in a channel, and what of it is the server's."""
    own, server = rules.get(channel_id, BrandingRule()), rules.get(0, BrandingRule())
    rule = own.over(server)
    embed = _embed("branding-channel-title", f"<#{channel_id}>\n{_policy(rule, locale)}", locale)
    texts = {}
    for part in _NAMES:
        text = _text(getattr(rule, part), locale)
        is_inherited = getattr(own, part) is None and getattr(server, part) is not None
        texts[part] = translate("branding-inherited", locale, text=text) if is_inherited else text
    _add_texts(embed, texts, locale)
    _add_options(embed, rule, locale)
    return embed.set_footer(text=translate("branding-footer", locale))


def preview_embed(branding: Branding, rule: BrandingRule, locale: str) -> discord.Embed:
    """Return what a picture shows, and what members may change of it."""
    embed = _embed("preview-title", _policy(rule, locale), locale)
    _add_texts(embed, {part: _text(getattr(branding, part), locale) for part in _NAMES}, locale)
    _add_options(embed, rule, locale)
    return embed


def _embed(title_id: str, description: str, locale: str) -> discord.Embed:
    return discord.Embed(
        title=translate(title_id, locale), description=description, colour=discord.Colour.blurple()
    )


def _add_texts(embed: discord.Embed, texts: Mapping[str, str], locale: str) -> None:
    for part, name in _NAMES.items():
        embed.add_field(name=translate(name, locale), value=texts[part])


def _add_options(embed: discord.Embed, rule: BrandingRule, locale: str) -> None:
    """Add the look and the shape, where they are set: else they are the host's."""
    if words := describe_options(rule.options, locale):
        embed.add_field(name=translate("branding-look", locale), value=" · ".join(words))


def _text(text: str | None, locale: str) -> str:
    if text is None:
        return translate("branding-unset", locale)
    return escape(text) or translate("branding-nothing", locale)


def _policy(rule: BrandingRule, locale: str) -> str:
    if rule.is_locked:
        return translate("branding-locked-both", locale)
    if not rule.locked:
        return translate("branding-open", locale)
    part = next(iter(rule.locked)).replace("_", "-")
    return translate(f"branding-locked-{part}", locale)


def _summary(rule: BrandingRule, locale: str) -> str:
    """Return what a channel has set itself, in a line."""
    facts = [
        f"{translate(name, locale)}: {_text(getattr(rule, part), locale)}"
        for part, name in _NAMES.items()
        if getattr(rule, part) is not None
    ]
    if rule.author_policy is not None or rule.domain_name_policy is not None:
        facts.append(_policy(rule, locale))
    facts += describe_options(rule.options, locale)
    return " · ".join(facts)
