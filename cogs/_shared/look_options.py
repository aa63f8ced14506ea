"""The options that say how a video is to look, and which part of its song it shows."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Literal, NamedTuple

from discord import app_commands

from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import ENGLISH, has_text, translate
from bot.jobs import (
    CANVAS_SECONDS,
    FROM_COVER,
    LEAST_SECONDS,
    LOUDEST,
    Branding,
    RenderOptions,
    Shape,
    VideoQuality,
)
from bot.messages.options import format_length, look_name
from bot.sanitize import escape
from bot.video_api.clock_time import seconds_of
from cogs._shared.command_options import validated_text
from cogs._shared.track_choices import CHOICE_LENGTH, MAX_CHOICES

SHAPE_CHOICES: Final = [
    app_commands.Choice(name=localized(f"choice-shape-{shape}"), value=shape.value)
    for shape in Shape
]
"""Of one video."""

SERVER_SHAPE_CHOICES: Final = [
    choice for choice in SHAPE_CHOICES if choice.value != Shape.CANVAS.value
]
"""Of all videos of a server: a canvas is asked for each time."""


_COLOURS: Final = (FROM_COVER, "server")
"""Where colours may come from."""

_HEX: Final = re.compile(r"#?(?P<digits>[0-9a-f]{6}|[0-9a-f]{3})", re.ASCII)
_SHORT_HEX: Final = 3

_LONGEST_SECONDS: Final = 15 * 60.0
"""No song is longer."""

_LOUDEST_SECONDS: Final = 30.0
"""How long the loudest passage is where no length is given."""


class Choices(NamedTuple):
    """What a member gives for a video."""

    branding: Branding = Branding()
    options: RenderOptions = RenderOptions()


def look_choices(looks: Sequence[str]) -> list[app_commands.Choice[str]]:
    """Return the looks that the provider has, by their names in the member's language."""
    return [_look_choice(look) for look in looks][:MAX_CHOICES]


def quality_choices(qualities: Sequence[VideoQuality]) -> list[app_commands.Choice[str]]:
    """Return the qualities that can be chosen: their names are the same in every language."""
    return [app_commands.Choice(name=one.value, value=one.value) for one in qualities]


def _look_choice(look: str) -> app_commands.Choice[str]:
    text_id = f"choice-look-{look.replace('_', '-')}"
    name = localized(text_id) if has_text(text_id) else look_name(look, ENGLISH)
    return app_commands.Choice(name=name, value=look)


def choices_from(
    *,
    author: str | None,
    watermark: str | None,
    look: str | None,
    shape: str | None,
    colours: str | None,
    start: str | None,
    length: str | None,
    locale: str,
) -> Choices:
    """Return what a member's options come to. Raises UserError for what can't be taken."""
    texts = Branding(author=validated_text(author), domain_name=validated_text(watermark))
    options = RenderOptions(
        look=look,
        shape=Shape(shape) if shape else None,
        colours=None if colours is None else colours_from(colours, locale),
        start_seconds=None if start is None else _start(start, locale),
        length_seconds=None if length is None else _length(length),
    )
    if options.shape is Shape.CANVAS:
        options = _canvas(options)
    if options.start_seconds == LOUDEST and options.length_seconds is None:
        options = options.model_copy(update={"length_seconds": _LOUDEST_SECONDS})
    return Choices(texts, options)


def _canvas(options: RenderOptions) -> RenderOptions:
    """Return the options with the part that a canvas shows. Raises UserError for a longer one."""
    length = options.length_seconds or CANVAS_SECONDS
    if length > CANVAS_SECONDS:
        raise UserError("error-canvas-long", most=CANVAS_SECONDS)
    start = LOUDEST if options.start_seconds is None else options.start_seconds
    return options.model_copy(update={"start_seconds": start, "length_seconds": length})


def colours_from(text: str | None, locale: str) -> str | None:
    """Return colours as they are kept; None for the server's. Raises UserError for what is none."""
    written = (text or "").strip().casefold()
    if not written:
        return None
    known = {translate(f"choice-colours-{one}", locale).casefold(): one for one in _COLOURS}
    named = known.get(written, written)
    if named == "server":
        return None
    if named == FROM_COVER:
        return FROM_COVER
    found = _HEX.fullmatch(named)
    if found is None:
        raise UserError("error-colours-unreadable", text=escape(text or "", 30))
    digits = found["digits"]
    return "#" + (digits if len(digits) > _SHORT_HEX else "".join(digit * 2 for digit in digits))


def colour_choices(typed: str, locale: str) -> list[app_commands.Choice[str]]:
    """Return where colours may come from, and the colour that is typed."""
    named = [
        app_commands.Choice(name=name, value=one)
        for one in _COLOURS
        if typed.casefold() in (name := translate(f"choice-colours-{one}", locale)).casefold()
    ]
    with suppress(UserError):
        colour = colours_from(typed, locale)
        if colour is not None and colour != FROM_COVER:
            named.append(app_commands.Choice(name=colour, value=colour))
    return named


def _start(text: str | None, locale: str) -> float | Literal["best"] | None:
    if text is None:
        return None
    if text.strip().casefold() in (LOUDEST, translate("choice-start-best", locale).casefold()):
        return LOUDEST
    try:
        start = seconds_of(text)
    except ValueError:
        start = _LONGEST_SECONDS
    if start > _LONGEST_SECONDS - LEAST_SECONDS:
        raise UserError("error-start-unreadable", text=escape(text, 30))
    return start or None  # at the song's beginning is what is meant without it


def _length(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        length = seconds_of(text)
    except ValueError as error:
        raise UserError("error-length-unreadable", text=escape(text, 30)) from error
    if length < LEAST_SECONDS:
        raise UserError("error-part-short", text=escape(text, 30), least=LEAST_SECONDS)
    return length if length < _LONGEST_SECONDS else None


def check_part(options: RenderOptions, song_seconds: float | None) -> None:
    """Check that a song is long enough for a part to begin there. Raises UserError."""
    start = options.start_seconds
    if song_seconds is None or start is None or start == LOUDEST:
        return
    if song_seconds - float(start) < LEAST_SECONDS:
        raise UserError(
            "error-start-late",
            length=format_length(song_seconds),
            start=format_length(float(start)),
            least=LEAST_SECONDS,
        )


def start_choices(typed: str, locale: str) -> list[app_commands.Choice[str]]:
    """Return the loudest passage and some times, as far as they go with what was typed."""
    best = app_commands.Choice(name=translate("choice-start-best", locale), value=LOUDEST)
    is_typed = typed.casefold() in best.name.casefold() or LOUDEST.startswith(typed.casefold())
    return [*([best] if is_typed else []), *_time_choices(typed, ("0:15", "0:30", "1:00"))]


def length_choices(typed: str) -> list[app_commands.Choice[str]]:
    """Return some lengths, as far as they go with what was typed."""
    return _time_choices(typed, ("0:15", "0:30", "1:00"))


def _time_choices(typed: str, usual: Sequence[str]) -> list[app_commands.Choice[str]]:
    offered = {time: time for time in usual if time.startswith(typed)}
    with suppress(ValueError):
        offered = {format_length(seconds_of(typed)): typed[:CHOICE_LENGTH], **offered}
    return [app_commands.Choice(name=name, value=value) for name, value in offered.items()]


def check_options(options: RenderOptions, looks: Sequence[str]) -> None:
    """Check that whoever makes the videos takes what was chosen. Raises UserError."""
    if options == RenderOptions():
        return
    if not looks:
        raise UserError("error-no-options")
    if options.look is not None and options.look not in looks:
        raise UserError("error-command-changed")
