"""Options that several commands have: a channel, and a part of the branding."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.jobs import Branding
from bot.policy.branding_text import InvalidText, validate_branding_text, visible
from bot.policy.guild_settings import POLICY_OF
from bot.video_api import BRANDING_LENGTH

BrandingText = app_commands.Range[str, 1, BRANDING_LENGTH]

_SPOKEN_IN: Final = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
    discord.ChannelType.media,
]

_CARDS: Final = frozenset({"intro", "outro"})

PARTS: Final[Mapping[str, frozenset[str]]] = {
    "both": frozenset(Branding.model_fields),
    "author": frozenset({"author"}),
    "watermark": frozenset({"domain_name"}),
    "look": frozenset({"look"}),
    "shape": frozenset({"shape"}),
    "colours": frozenset({"colours"}),
    "font": frozenset({"font"}),
    "logo": frozenset({"logo"}),
    "cards": _CARDS,
    "all": frozenset(POLICY_OF),
}
"""The parts of a branding as they can be chosen, by the names of BrandingRule's fields."""

WITHOUT: Final[Mapping[str, frozenset[str]]] = {
    "both": PARTS["both"],
    "author": PARTS["author"],
    "watermark": PARTS["watermark"],
    "font": PARTS["font"],
    "logo": PARTS["logo"],
    "intro": frozenset({"intro"}),
    "outro": frozenset({"outro"}),
}
"""What a server or a channel may be without, in the same way."""


def _choices(names: Iterable[str]) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=localized(f"choice-part-{one}"), value=one) for one in names]


PART_CHOICES: Final = _choices(PARTS)
WITHOUT_CHOICES: Final = _choices(WITHOUT)
RESET_CHOICES: Final = _choices(["all", *(part for part in PARTS if part != "all")])


class ChannelOption(app_commands.Transformer):
    """A channel of the server as Discord tells of it, whether or not the bot can see it."""

    kinds = _SPOKEN_IN

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The option's type."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The types of channels that can be chosen."""
        return self.kinds

    async def transform(self, _interaction: Any, value: Any) -> Any:  # noqa: ANN401 - the library's
        """Return the channel as it came."""
        return value


class AreaOption(ChannelOption):
    """A channel, or a category with all of its channels."""

    kinds = [*_SPOKEN_IN, discord.ChannelType.category]  # noqa: RUF012 - read by the library only


class TextChannelOption(ChannelOption):
    """A channel for messages only."""

    kinds = [discord.ChannelType.text, discord.ChannelType.news]  # noqa: RUF012 - as above


Channel = app_commands.Transform[app_commands.AppCommandChannel, ChannelOption]
Area = app_commands.Transform[app_commands.AppCommandChannel, AreaOption]
TextChannel = app_commands.Transform[app_commands.AppCommandChannel, TextChannelOption]


def validated_text(text: str | None, *, by_moderator: bool = False) -> str | None:
    """Return a signature or watermark as it is drawn. Raises UserError when it can't be taken."""
    if text is None:
        return None
    try:
        return validate_branding_text(text, by_moderator=by_moderator)
    except InvalidText as error:
        raise UserError(f"error-{error.error}") from error


def describe_text(text: str | None) -> str | None:
    """Return any text without what can't be seen. Raises UserError when nothing of it can."""
    if text is None:
        return None
    try:
        return visible(text)
    except InvalidText as error:
        raise UserError(f"error-{error.error}") from error


async def send_private(interaction: Interaction, text_id: str, **values: str | float) -> None:
    """Answer privately with a text."""
    text = translate(text_id, str(interaction.locale), **values)
    await interaction.response.send_message(text, ephemeral=True)
