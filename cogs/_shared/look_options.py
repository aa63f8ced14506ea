"""The options that say how a video is to look, and which part of its song it shows."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from discord import app_commands

from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import ENGLISH, has_text
from bot.jobs import Branding, RenderOptions, Shape
from bot.messages.options import look_name
from cogs._shared.track_choices import MAX_CHOICES

SHAPE_CHOICES: Final = [
    app_commands.Choice(name=localized(f"choice-shape-{shape}"), value=shape.value)
    for shape in Shape
]


class Choices(NamedTuple):
    """What a member gives for a video."""

    branding: Branding = Branding()
    options: RenderOptions = RenderOptions()


def look_choices(looks: Sequence[str]) -> list[app_commands.Choice[str]]:
    """Return the looks that the provider has, by their names in the member's language."""
    return [_look_choice(look) for look in looks][:MAX_CHOICES]


def _look_choice(look: str) -> app_commands.Choice[str]:
    text_id = f"choice-look-{look.replace('_', '-')}"
    name = localized(text_id) if has_text(text_id) else look_name(look, ENGLISH)
    return app_commands.Choice(name=name, value=look)


def check_options(options: RenderOptions, looks: Sequence[str]) -> None:
    """Check that whoever makes the videos takes what was chosen. Raises UserError."""
    if options == RenderOptions():
        return
    if not looks:
        raise UserError("error-no-options")
    if options.look is not None and options.look not in looks:
        raise UserError("error-command-changed")
