"""Where things stand in a shape: measured in pixels of a picture 720 high or wide."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypedDict

from bot.studio.render.spec import Aspect


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column behind it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.top + self.height

    def moved(self, right: int) -> "Box":
        """Return the box so many pixels further to the right."""
        return replace(self, left=self.left + right)

    def raised(self, up: int) -> "Box":
        """Return the box so many pixels further up."""
        return replace(self, top=self.top - up)

    def scaled(self, factor: float) -> "Box":
        """Return the box in a picture ``factor`` times as large, on even pixels (for 4:2:0 chroma).

        However small the picture, something of it is left.
        """
        left, top, right, bottom = (
            round(edge * factor / 2) * 2 for edge in (self.left, self.top, self.right, self.bottom)
        )
        return Box(left, top, max(2, right - left), max(2, bottom - top))


@dataclass(frozen=True)
class Layout:
    """The places of one look. ``animation`` is where the music is drawn.

    ``sung`` is the layout of a video with lyrics, whose band ``lyrics`` nothing else uses.
    """

    card: Box
    text: Box
    animation: Box
    line: Box  # progress
    times: Box
    watermark: Box
    watermark_size: int  # Discord shows it less than half as large
    centred: bool = False  # the text, else on the left
    round_card: bool = False
    lit_from: Box | None = None  # what a light is seen around; by default the card
    title_lines: int = 3  # one more for a title that would be cut otherwise
    title_size: int = 60
    lyrics: Box | None = None
    sung: "Layout | None" = None

    def without_text(self, width: int) -> "Layout":
        """Return the card in the middle of ``width`` pixels, as nothing stands beside it."""
        shift = (width - self.card.width) // 2 - self.card.left
        around = self.animation.left < self.card.left < self.card.right < self.animation.right
        beside = self.animation.top < self.card.bottom  # a ring moves with its disc
        animation = self.animation.moved(shift) if around and beside else self.animation
        lit_from = animation if self.lit_from else None
        return replace(self, card=self.card.moved(shift), animation=animation, lit_from=lit_from)


class Foot(TypedDict):
    """What stands at the foot of every look."""

    line: Box
    times: Box
    watermark: Box
    watermark_size: int


WIDE: Final[Foot] = {
    "line": Box(64, 652, 1152, 4),
    "times": Box(64, 666, 1152, 28),
    "watermark": Box(220, 662, 840, 34),
    "watermark_size": 28,
}
SQUARE: Final[Foot] = {
    "line": Box(48, 604, 624, 4),
    "times": Box(48, 618, 624, 28),
    "watermark": Box(48, 656, 624, 34),
    "watermark_size": 26,
}
TALL: Final[Foot] = {
    "line": Box(60, 1136, 600, 4),
    "times": Box(60, 1152, 600, 28),
    "watermark": Box(60, 1202, 600, 40),
    "watermark_size": 32,
}

BELOW: Final[Mapping[Aspect, Layout]] = {
    "16:9": Layout(
        card=Box(64, 44, 400, 400),
        text=Box(520, 44, 696, 400),
        animation=Box(64, 496, 1152, 144),
        title_size=88,
        **WIDE,
        sung=Layout(
            card=Box(64, 40, 344, 344),
            text=Box(460, 40, 756, 344),
            animation=Box(64, 528, 1152, 112),
            lyrics=Box(64, 408, 1152, 104),
            title_size=76,
            **WIDE,
        ),
    ),
    "1:1": Layout(
        card=Box(48, 44, 300, 300),
        text=Box(376, 44, 296, 300),
        animation=Box(48, 384, 624, 200),
        title_lines=4,
        title_size=54,
        **SQUARE,
        sung=Layout(
            card=Box(48, 40, 236, 236),
            text=Box(312, 40, 360, 236),
            animation=Box(48, 440, 624, 148),
            lyrics=Box(40, 300, 640, 124),
            title_size=48,
            **SQUARE,
        ),
    ),
    "9:16": Layout(
        card=Box(92, 72, 536, 536),
        text=Box(60, 636, 600, 244),
        animation=Box(64, 904, 592, 208),
        centred=True,
        title_lines=3,
        title_size=64,
        **TALL,
        sung=Layout(
            card=Box(144, 64, 432, 432),
            text=Box(60, 524, 600, 240),
            animation=Box(64, 976, 592, 136),
            lyrics=Box(48, 776, 624, 180),
            centred=True,
            title_lines=3,
            title_size=52,
            **TALL,
        ),
    ),
}
"""A cover and text above, the music below them, as wide as the progress line."""

ACROSS: Final[Mapping[Aspect, Layout]] = {
    "16:9": Layout(
        card=Box(816, 44, 400, 400),
        text=Box(64, 44, 696, 400),
        animation=Box(0, 472, 1280, 168),
        title_size=88,
        **WIDE,
        sung=Layout(
            card=Box(872, 40, 344, 344),
            text=Box(64, 40, 756, 344),
            animation=Box(0, 520, 1280, 124),
            lyrics=Box(64, 408, 1152, 104),
            title_size=76,
            **WIDE,
        ),
    ),
    "1:1": Layout(
        card=Box(372, 44, 300, 300),
        text=Box(48, 44, 296, 300),
        animation=Box(0, 364, 720, 224),
        title_lines=4,
        title_size=54,
        **SQUARE,
        sung=Layout(
            card=Box(436, 40, 236, 236),
            text=Box(48, 40, 360, 236),
            animation=Box(0, 432, 720, 160),
            lyrics=Box(40, 300, 640, 124),
            title_size=48,
            **SQUARE,
        ),
    ),
    "9:16": Layout(
        card=Box(92, 72, 536, 536),
        text=Box(60, 636, 600, 244),
        animation=Box(0, 888, 720, 228),
        centred=True,
        title_lines=3,
        title_size=64,
        **TALL,
        sung=Layout(
            card=Box(144, 64, 432, 432),
            text=Box(60, 524, 600, 240),
            animation=Box(0, 964, 720, 156),
            lyrics=Box(48, 776, 624, 180),
            centred=True,
            title_lines=3,
            title_size=52,
            **TALL,
        ),
    ),
}
"""The same from edge to edge."""

AROUND: Final[Mapping[Aspect, Layout]] = {
    "16:9": Layout(
        card=Box(178, 166, 320, 320),
        text=Box(668, 86, 548, 480),
        animation=Box(78, 66, 520, 520),
        round_card=True,
        title_size=80,
        **WIDE,
        sung=Layout(
            card=Box(178, 166, 320, 320),
            text=Box(668, 66, 548, 240),
            animation=Box(78, 66, 520, 520),
            lyrics=Box(668, 330, 548, 250),
            round_card=True,
            title_size=60,
            **WIDE,
        ),
    ),
    "1:1": Layout(
        card=Box(244, 116, 232, 232),
        text=Box(60, 444, 600, 140),
        animation=Box(152, 24, 416, 416),
        centred=True,
        title_lines=2,
        title_size=44,
        round_card=True,
        **SQUARE,
        sung=Layout(
            card=Box(267, 89, 186, 186),
            text=Box(60, 356, 600, 108),
            animation=Box(190, 12, 340, 340),
            lyrics=Box(40, 476, 640, 116),
            centred=True,
            title_lines=1,
            title_size=38,
            round_card=True,
            **SQUARE,
        ),
    ),
    "9:16": Layout(
        card=Box(168, 266, 384, 384),
        text=Box(60, 828, 600, 240),
        animation=Box(30, 128, 660, 660),
        centred=True,
        title_lines=3,
        title_size=64,
        round_card=True,
        **TALL,
        sung=Layout(
            card=Box(186, 198, 348, 348),
            text=Box(60, 692, 600, 168),
            animation=Box(60, 72, 600, 600),
            lyrics=Box(48, 884, 624, 220),
            centred=True,
            title_lines=3,
            title_size=52,
            round_card=True,
            **TALL,
        ),
    ),
}
"""A round cover in the middle of what moves."""
