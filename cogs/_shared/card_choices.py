"""What the menus of a video's card offer, and what a choice in one of them comes to."""

from collections.abc import Iterator, Sequence
from typing import Final

import discord

from bot.i18n.texts import translate
from bot.jobs import FROM_COVER, LOUDEST, RenderOptions, Shape
from bot.messages.options import describe_options, format_length, look_name, shape_name
from bot.messages.result import Select
from cogs._shared.track_choices import MAX_CHOICES

MENUS: Final = ("look", "shape", "part", "colours")

_WHOLE: Final = "whole"
_AS_IT_IS: Final = "kept"
_BEST_SECONDS: Final = (15, 30, 60)
_FIRST_SECONDS: Final = (30, 60)
_COLOURS: Final = {
    "red": "#e5484d",
    "orange": "#ff8800",
    "yellow": "#f2c94c",
    "green": "#46a758",
    "teal": "#12a594",
    "blue": "#3e8bff",
    "violet": "#8e4ec6",
    "pink": "#e93d82",
}
"""Colours to choose by name; any other one is typed with the command."""

Options = list[discord.SelectOption]


def chosen(options: RenderOptions, menu: str, value: str) -> RenderOptions:
    """Return options with what was chosen in a menu."""
    if value == _AS_IT_IS:
        return options
    if menu == "look":
        return options.model_copy(update={"look": value})
    if menu == "shape":
        if options.shape is Shape.CANVAS and value != Shape.CANVAS:  # its part was its own
            options = options.model_copy(update={"start_seconds": None, "length_seconds": None})
        return options.model_copy(update={"shape": Shape(value)})
    if menu == "colours":
        return options.model_copy(update={"colours": None if value == "server" else value})
    kind, _, seconds = value.partition("-")
    part = {
        "start_seconds": LOUDEST if kind == "best" else None,
        "length_seconds": float(seconds) if seconds else None,
    }
    return options.model_copy(update=part)


def menu_of(
    menu: str,
    options: RenderOptions,
    looks: Sequence[str],
    song_seconds: float | None,
    *,
    has_own_colours: bool,
    locale: str,
) -> Options:
    """Return the choices of a menu, what holds now marked."""
    if menu == "look":
        return [_option(look_name(one, locale), one, one == options.look) for one in looks][
            :MAX_CHOICES
        ]
    if menu == "shape":
        # A canvas is begun by the command, which chooses its part as well.
        shapes = [one for one in Shape if one is not Shape.CANVAS or one is options.shape]
        return [_option(shape_name(one, locale), one.value, one is options.shape) for one in shapes]
    if menu == "colours":
        return list(_colours(options, locale, has_own=has_own_colours))
    return list(_parts(options, song_seconds, locale))


def disabled_menu(menu: Select, text: str) -> None:
    """Show a menu that nothing can be chosen in, and why."""
    menu.disabled, menu.placeholder = True, text
    for one in menu.options:
        one.default = False


def _parts(
    options: RenderOptions, song_seconds: float | None, locale: str
) -> Iterator[discord.SelectOption]:
    offered = {} if options.shape is Shape.CANVAS else _lengths(song_seconds, locale)
    now = next((one for one in offered if chosen(options, "part", one) == options), None)
    if now is None:
        words = describe_options(
            RenderOptions(
                start_seconds=options.start_seconds, length_seconds=options.length_seconds
            ),
            locale,
        )
        yield _option(" · ".join(words), _AS_IT_IS, is_now=True)
    yield from (_option(label, one, one == now) for one, label in offered.items())


def _lengths(song_seconds: float | None, locale: str) -> dict[str, str]:
    offered = {_WHOLE: translate("card-part-whole", locale)}
    for kind, lengths in (("best", _BEST_SECONDS), ("first", _FIRST_SECONDS)):
        for seconds in lengths:
            if song_seconds is None or seconds < song_seconds:
                length = format_length(seconds)
                offered[f"{kind}-{seconds}"] = translate(f"card-part-{kind}", locale, length=length)
    return offered


def _colours(
    options: RenderOptions, locale: str, *, has_own: bool
) -> Iterator[discord.SelectOption]:
    now = options.colours
    is_server = has_own and now is None
    yield _option(
        translate("choice-colours-cover", locale),
        FROM_COVER,
        now == FROM_COVER or (now is None and not has_own),
    )
    if has_own:
        yield _option(translate("choice-colours-server", locale), "server", is_server)
    for name, colour in _COLOURS.items():
        yield _option(translate(f"card-colour-{name}", locale), colour, colour == now)
    if now not in (None, FROM_COVER, *_COLOURS.values()):
        yield _option(str(now), _AS_IT_IS, is_now=True)


def _option(label: str, value: str, is_now: bool) -> discord.SelectOption:
    return discord.SelectOption(label=label[:100], value=value, default=is_now)
