"""What the menus of a video's card offer, and what a choice in one of them comes to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import discord

from bot.i18n.texts import translate
from bot.jobs import FROM_COVER, LOUDEST, NONE, RenderOptions, Shape
from bot.messages.options import describe_options, format_length, look_name, shape_name
from bot.messages.result import Select
from bot.policy.guild_settings import BrandingRule
from cogs._shared.track_choices import MAX_CHOICES

MENUS: Final = ("look", "shape", "part", "colours")
MORE_MENUS: Final = ("font", "logo", "cards", "lyrics")
"""Those of the card's other page."""

_SERVERS: Final = "server"

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
    if menu in MORE_MENUS:
        return options.model_copy(update=_kept(menu, value))
    kind, _, seconds = value.partition("-")
    part = {
        "start_seconds": LOUDEST if kind == "best" else None,
        "length_seconds": float(seconds) if seconds else None,
    }
    return options.model_copy(update=part)


def _kept(menu: str, value: str) -> dict[str, str | bool | None]:
    """Return what a choice on the other page comes to, by the fields of RenderOptions."""
    is_left_out = value == NONE
    if menu == "font":
        return {"font": None if value == _SERVERS else value}
    if menu == "logo":
        return {"logo": NONE if is_left_out else None}
    if menu == "cards":
        return dict.fromkeys(("intro", "outro"), "" if is_left_out else None)
    return {"lyrics": False if is_left_out else None}


def more_menus(
    own: RenderOptions, rule: BrandingRule, fonts: Sequence[str], locale: str
) -> dict[str, Options]:
    """Return the menus of the card's other page, by their names: those with a choice in them.

    ``own``: what the member chose so far; ``rule``: what the server's videos carry.
    """
    menus: dict[str, Options] = {}
    if fonts:
        usual = rule.font in (None, NONE)
        offered = {} if usual else {_SERVERS: translate("card-font-server", locale)}
        offered |= {NONE: translate("choice-font-usual", locale), **{one: one for one in fonts}}
        now = own.font or (NONE if usual else _SERVERS)
        menus["font"] = _options(dict(list(offered.items())[:MAX_CHOICES]), now)
    is_left_out = {"lyrics": own.lyrics is False}
    if rule.logo not in (None, NONE):
        is_left_out["logo"] = own.logo == NONE
    if rule.intro or rule.outro:
        is_left_out["cards"] = own.intro == ""
    for menu in MORE_MENUS:
        if menu in is_left_out:
            offered = {
                _SERVERS: translate(f"card-{menu}-kept", locale),
                NONE: translate(f"card-{menu}-none", locale),
            }
            menus[menu] = _options(offered, NONE if is_left_out[menu] else _SERVERS)
    return menus


def _options(offered: Mapping[str, str], now: str) -> Options:
    return [_option(label, value, value == now) for value, label in offered.items()]


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
