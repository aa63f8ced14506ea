"""A server's logo: it has a place of its own in every look and shape, and is drawn once.

At the top, the cover and the texts give way, and a ring grows smaller; at the foot it stands in the
watermark's row. So nothing lies over anything else, and no frame has more to paint.
"""

import math
from dataclasses import replace
from typing import Final

from PIL import Image

from bot.studio.render.scene.layout import Box, Layout
from bot.studio.render.spec import LogoStyle, SceneLogo

_TOP: Final = 20  # pixels at 720p: from the picture's edge,
_FOOT: Final = 8  # from its foot,
_FOOT_SHARE: Final = 0.3  # of the picture's width that it takes there at most,
_GAP: Final = 12  # from anything else,
_CLOCK: Final = 84  # and what the clock takes beside the watermark
_WIDEST: Final = 3.2  # of its height, as if it had the size that was asked for
_CENTRED: Final = 0.6  # of its width that a watermark keeps, to stay in the middle
_GRID: Final = 4  # pixels: what lies on it stays square at 1080p, too


def open_logo(logo: SceneLogo | None) -> Image.Image | None:
    """Read a logo's checked file."""
    if logo is None:
        return None
    with Image.open(logo.path, formats=("PNG",)) as picture:
        return picture.convert("RGBA")


def with_logo(
    layout: Layout, style: LogoStyle, logo: tuple[int, int], picture: tuple[int, int]
) -> tuple[Layout, Box]:
    """Return where a logo stands, and the layout that leaves it room.

    ``logo``: its width and height, of which only the ratio counts. ``picture``: the picture's, in
    the layout's pixels.
    """
    short = min(picture)
    high = style.size * short / 100
    ratio = logo[0] / logo[1]
    wide = min(high * ratio, high * _WIDEST)
    box = Box(0, 0, max(2, round(wide)), max(2, round(wide / ratio)))
    if style.corner.startswith("top"):
        return _at_top(layout, style, box)
    return _at_foot(layout, style, box, picture)


def paste_logo(picture: Image.Image, logo: Image.Image, box: Box, opacity: int) -> None:
    """Draw a logo into the RGB picture, as large as it goes in the box, in its middle."""
    share = min(box.width / logo.width, box.height / logo.height)
    size = (max(1, round(logo.width * share)), max(1, round(logo.height * share)))
    small = logo.resize(size, Image.Resampling.LANCZOS)
    alpha = small.getchannel("A").point(lambda value: round(value * opacity / 100))
    place = (box.left + (box.width - size[0]) // 2, box.top + (box.height - size[1]) // 2)
    picture.paste(small.convert("RGB"), place, alpha)


def _at_top(layout: Layout, style: LogoStyle, box: Box) -> tuple[Layout, Box]:
    line = layout.line
    left = line.left if style.corner == "top-left" else line.right - box.width
    box = replace(box, left=left, top=_TOP)
    taken = Box(box.left - _GAP, 0, box.width + 2 * _GAP, box.bottom + _GAP)
    layout = replace(layout, text=_below(layout.text, taken))
    if _overlap(taken, layout.animation):
        return _with_smaller_ring(layout, taken), box
    card = _below(layout.card, taken)
    if card != layout.card:
        side = card.height // _GRID * _GRID
        aside = (layout.card.width - side) // 2 if layout.centred else 0
        card = Box(card.left + aside, card.bottom - side, side, side)
    return replace(layout, card=card), box


def _at_foot(
    layout: Layout, style: LogoStyle, box: Box, picture: tuple[int, int]
) -> tuple[Layout, Box]:
    line, times, mark = layout.line, layout.times, layout.watermark
    is_beside = mark.top < times.bottom
    top = line.bottom + _GAP // 2 if is_beside else times.bottom + _GAP // 2
    high = min(box.height, picture[1] - _FOOT - top)
    wide = round(box.width * high / box.height)
    if wide > (most := round(picture[0] * _FOOT_SHARE)):
        wide, high = most, max(2, round(box.height * most / box.width))
    aside = _CLOCK if is_beside else 0
    is_left = style.corner == "bottom-left"
    left = line.left + aside if is_left else line.right - aside - wide
    middle = mark.top + mark.height // 2
    low = min(max(top, middle - high // 2), picture[1] - _FOOT - high)
    box = Box(left, low, wide, high)
    edge = max(mark.left, (box.right if is_left else picture[0] - box.left) + _GAP)
    room = picture[0] - 2 * edge
    if room < _CENTRED * mark.width:  # it is read better as a large one out of the middle
        room = mark.right - edge
    left = edge if is_left or room == picture[0] - 2 * edge else mark.left
    return replace(layout, watermark=replace(mark, left=left, width=room)), box


def _below(box: Box, taken: Box) -> Box:
    """Return a box that begins below what is taken, if that is above it."""
    if not _overlap(box, taken):
        return box
    top = (taken.bottom + 1) // 2 * 2
    return replace(box, top=top, height=box.bottom - top)


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _with_smaller_ring(layout: Layout, taken: Box) -> Layout:
    """Return a ring and its disc that stay clear of what is taken, standing where they stood."""
    ring, card = layout.animation, layout.card
    side = ring.width
    while side > ring.width // 2 and _reaches(_shrunk(ring, side), taken):
        side -= _GRID
    share, smaller = side / ring.width, _shrunk(ring, side)
    disc = round(card.width * share / _GRID) * _GRID
    middle = smaller.left + side // 2, smaller.top + side // 2
    card = Box(middle[0] - disc // 2, middle[1] - disc // 2, disc, disc)
    return replace(layout, animation=smaller, card=card)


def _shrunk(ring: Box, side: int) -> Box:
    return Box(ring.left + (ring.width - side) // 2, ring.bottom - side, side, side)


def _reaches(ring: Box, taken: Box) -> bool:
    """Return whether a circle in a box touches a rectangle."""
    x, y = ring.left + ring.width / 2, ring.top + ring.height / 2
    aside = max(taken.left - x, 0.0, x - taken.right)
    above = max(taken.top - y, 0.0, y - taken.bottom)
    return math.hypot(aside, above) < ring.width / 2
