"""What is set about branding, as moderators see it."""

from collections.abc import Mapping
from typing import Final

import discord

from bot.discord_client.client import Interaction
from bot.i18n.texts import translate
from bot.jobs import NONE, Branding, Logo
from bot.messages.options import describe_options
from bot.policy.guild_settings import POLICY_OF, BrandingPolicy, BrandingRule
from bot.sanitize import escape, join_within
from bot.store.guild_settings import SERVER
from cogs._shared.locked_parts import part_names
from cogs._shared.undo import undo_line

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


async def send_rules(
    interaction: Interaction,
    channel_id: int,
    text_id: str | None = None,
    *,
    undo: str | None = None,
) -> None:
    """Answer privately with what holds now in a server, or in one of its channels.

    ``undo``: the command that undoes what was set.
    """
    locale = str(interaction.locale)
    rules = await interaction.client.store.branding_rules.list_rules(interaction.guild_id or 0)
    if channel_id == SERVER:
        embed = guild_embed(rules, locale)
    else:
        embed = channel_embed(channel_id, rules, locale)
    text = translate(text_id, locale) if text_id is not None else None
    if text is not None and undo is not None:
        text += f"\n{undo_line(undo, locale, option=None)}"
    if interaction.response.is_done():
        await interaction.edit_original_response(content=text, embed=embed)
    else:
        await interaction.response.send_message(text, embed=embed, ephemeral=True)


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
    """Add what else is set: the rest is the host's, or isn't there."""
    for name, value in _options(rule, locale).items():
        embed.add_field(name=translate(name, locale), value=value)


def _options(rule: BrandingRule, locale: str) -> dict[str, str]:
    """Return what is set beside the texts, by the id of its name."""
    nothing = translate("branding-nothing", locale)
    found = {}
    if words := describe_options(rule.options, locale):
        found["branding-look"] = " · ".join(words)
    if rule.font is not None:
        found["branding-font"] = nothing if rule.font == NONE else escape(rule.font)
    if rule.logo is not None:
        found["branding-logo"] = (
            _logo(rule.logo, locale) if isinstance(rule.logo, Logo) else nothing
        )
    for card in ("intro", "outro"):
        if (text := getattr(rule, card)) is not None:
            found[f"branding-{card}"] = escape(text) or nothing
    return found


def _logo(logo: Logo, locale: str) -> str:
    corner = translate(f"choice-corner-{logo.corner}", locale)
    return f"{corner} · {logo.size} % · {translate('branding-opacity', locale, share=logo.opacity)}"


def _text(text: str | None, locale: str) -> str:
    if text is None:
        return translate("branding-unset", locale)
    return escape(text) or translate("branding-nothing", locale)


def _policy(rule: BrandingRule, locale: str) -> str:
    """Return what members can't change."""
    if not rule.locked:
        return translate("branding-open", locale)
    if rule.locked == POLICY_OF.keys():
        return translate("branding-locked-all", locale)
    return translate("branding-locked", locale, parts=part_names(rule.locked, locale))


def _summary(rule: BrandingRule, locale: str) -> str:
    """Return what a channel has set itself, in a line."""
    facts = [
        f"{translate(name, locale)}: {_text(getattr(rule, part), locale)}"
        for part, name in _NAMES.items()
        if getattr(rule, part) is not None
    ]
    policies = (getattr(rule, policy) for policy in POLICY_OF.values())
    if any(isinstance(policy, BrandingPolicy) for policy in policies):
        facts.append(_policy(rule, locale))
    facts += [
        value if name == "branding-look" else f"{translate(name, locale)}: {value}"
        for name, value in _options(rule, locale).items()
    ]
    return " · ".join(facts)
