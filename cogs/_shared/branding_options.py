"""What moderators give for the parts of a branding: checked, and with names in their places."""

from collections.abc import Mapping
from typing import Final

from discord import app_commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.jobs import NONE, AskedNames, Branding, RenderOptions, VideoQuality
from bot.policy.asked_names import with_names
from bot.policy.guild_settings import BrandingRule
from bot.sanitize import escape
from cogs._shared.track_choices import MAX_CHOICES

_NO_OPTION: Final[Mapping[str, str]] = {"font": NONE, "logo": NONE, "intro": "", "outro": ""}
"""What stands for none of a part."""


async def complete_font(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer the typefaces that the host approved."""
    fonts = interaction.client.guild_settings.fonts
    fitting = (font for font in fonts if current.casefold() in font.casefold())
    return [app_commands.Choice(name=font, value=font) for font in fitting][:MAX_CHOICES]


def known_font(interaction: Interaction, font: str | None) -> str | None:
    """Return a typeface by its name. Raises UserError when the host approved no such one."""
    if font is None:
        return None
    fonts = interaction.client.guild_settings.fonts
    for one in fonts:
        if one.casefold() == font.strip().casefold():
            return one
    if not fonts:
        raise UserError("error-no-fonts")
    raise UserError("error-font-unknown", fonts=", ".join(escape(one) for one in fonts))


def without_parts(
    parts: frozenset[str], given: Branding, options: RenderOptions
) -> tuple[Branding, RenderOptions]:
    """Add that some parts are to be none. Raises UserError where one of them is given."""
    texts = parts & frozenset(Branding.model_fields)
    is_given = any(getattr(given, part) is not None for part in texts)
    if is_given or any(getattr(options, part) is not None for part in parts - texts):
        raise UserError("error-text-and-none")
    nothing = {part: _NO_OPTION[part] for part in parts - texts}
    return given.over(Branding(**dict.fromkeys(texts, ""))), options.model_copy(update=nothing)


def named_rule(rule: BrandingRule, given: Branding, interaction: Interaction) -> BrandingRule:
    """Return a rule with texts to try in it, and the names of who looks at it in their places."""
    rule = rule.model_copy(update=given.model_dump(exclude_none=True))
    server = getattr(interaction.guild, "name", None) or ""
    names = AskedNames(member=interaction.user.display_name, server=server)
    texts = {part: with_names(text, names) for part, text in rule.texts.items()}
    return rule.model_copy(update=texts)


async def complete_own_font(
    interaction: Interaction, current: str
) -> list[app_commands.Choice[str]]:
    """Offer a member the usual typeface, and those that the host approved, as far as they fit."""
    usual = translate("choice-font-usual", str(interaction.locale))
    fitting = await complete_font(interaction, current)
    if interaction.client.guild_settings.fonts and current.casefold() in usual.casefold():
        fitting.insert(0, app_commands.Choice(name=usual, value=NONE))
    return fitting[:MAX_CHOICES]


def own_font(interaction: Interaction, font: str | None) -> str | None:
    """Return the typeface that a member chose; "none" is the usual one. Raises UserError."""
    written = (font or "").strip().casefold()
    if written in (NONE, translate("choice-font-usual", str(interaction.locale)).casefold()):
        return NONE
    return known_font(interaction, font)


def kept_parts(
    font: str | None,
    quality: str | None,
    *,
    logo: bool | None,
    cards: bool | None,
    lyrics: bool | None,
) -> dict[str, str | bool]:
    """Return what a member chose of what videos carry, by the fields of RenderOptions.

    False leaves a part out; what is else is the server's, and the song's.
    """
    kept: dict[str, str | bool] = {} if font is None else {"font": font}
    if quality is not None:
        kept["quality"] = VideoQuality(quality)
    if logo is False:
        kept["logo"] = NONE
    if cards is False:
        kept |= {"intro": "", "outro": ""}
    if lyrics is False:
        kept["lyrics"] = False
    return kept
