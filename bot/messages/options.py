"""How a video's look, shape, part and length are called where people read of them."""

from typing import Final

from bot.i18n.texts import has_text, translate
from bot.jobs import FROM_COVER, LOUDEST, RenderOptions, Shape

_HALF_A_PICTURE_SECONDS: Final = 0.5 / 30


def format_length(seconds: float) -> str:
    """Return a length as people write it, such as 3:18: as the video's own clock and players do.

    They count whole pictures, and leave out what is less than a second.
    """
    minutes, rest = divmod(int(seconds + _HALF_A_PICTURE_SECONDS), 60)
    return f"{minutes}:{rest:02}"


def look_name(look: str, locale: str) -> str:
    """Return what a look is called; one that the host has added, by its own name."""
    text_id = f"choice-look-{look.replace('_', '-')}"
    return translate(text_id, locale) if has_text(text_id) else look.replace("_", " ").title()


def shape_name(shape: Shape, locale: str) -> str:
    """Return what a shape is called."""
    return translate(f"choice-shape-{shape}", locale)


def describe_options(options: RenderOptions, locale: str) -> list[str]:
    """Return each thing that is said of a video's look and part, in a few words."""
    words = []
    if options.look is not None:
        words.append(look_name(options.look, locale))
    if options.shape is not None:
        words.append(shape_name(options.shape, locale))
    if options.colours is not None:
        is_cover = options.colours == FROM_COVER
        text_id = "choice-colours-cover" if is_cover else "options-colours"
        words.append(translate(text_id, locale, colours=options.colours))
    if options.quality is not None:
        words.append(options.quality.value)
    if options.is_part:
        words.append(_part(options, locale))
    if options.lyrics is False:
        words.append(translate("options-no-lyrics", locale))
    return words


def shown_seconds(options: RenderOptions, song_seconds: float) -> float:
    """Return how long a video is, of a song of a length."""
    start, length = options.start_seconds, options.length_seconds
    left = song_seconds if start is None or start == LOUDEST else song_seconds - float(start)
    return max(0.0, left if length is None else min(left, length))


def _part(options: RenderOptions, locale: str) -> str:
    start, length = options.start_seconds, options.length_seconds
    if start == LOUDEST and length is not None:
        return translate("options-loudest-length", locale, length=format_length(length))
    begins = 0.0 if start is None or start == LOUDEST else float(start)
    if length is None:
        return translate("options-from", locale, start=format_length(begins))
    return translate(
        "options-part",
        locale,
        start=format_length(begins),
        end=format_length(begins + length),
    )
