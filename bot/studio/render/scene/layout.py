"""Where things stand in a shape: measured in pixels of a picture 720 high or wide."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypedDict

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
        """The box so many pixels further to the right."""
        return replace(self, left=self.left + right)

    def raised(self, up: int) -> "Box":
        """The box so many pixels further up."""
        return replace(self, top=self.top - up)

    def scaled(self, factor: float) -> "Box":
        """The box in a picture `factor` times as large, on even pixels (for 4:2:0 chroma).

        However small the picture, something of it is left.
        """
        left, top, right, bottom = (
            round(edge * factor / 2) * 2 for edge in (self.left, self.top, self.right, self.bottom)
        )
        return Box(left, top, max(2, right - left), max(2, bottom - top))


@dataclass(frozen=True)
class Layout:
    """The places of one look. `animation` is where the music is drawn."""

    card: Box
    text: Box
    animation: Box
    line: Box  # progress
    times: Box
    watermark: Box
    centred: bool = False  # the text, else on the left
    round_card: bool = False
    title_lines: int = 3
    title_size: int = 60

    def without_text(self, width: int) -> "Layout":
        """The card in the middle of `width` pixels, as nothing stands beside it."""
        shift = (width - self.card.width) // 2 - self.card.left
        around = self.animation.left < self.card.left < self.card.right < self.animation.right
        beside = self.animation.top < self.card.bottom  # a ring moves with its disc
        animation = self.animation.moved(shift) if around and beside else self.animation
        return replace(self, card=self.card.moved(shift), animation=animation)


class Foot(TypedDict):
    """What stands at the foot of every look."""

    line: Box
    times: Box
    watermark: Box


WIDE: Foot = {
    "line": Box(80, 652, 1120, 4),
    "times": Box(80, 666, 1120, 28),
    "watermark": Box(220, 662, 840, 34),
}
SQUARE: Foot = {
    "line": Box(48, 604, 624, 4),
    "times": Box(48, 618, 624, 28),
    "watermark": Box(48, 656, 624, 34),
}
TALL: Foot = {
    "line": Box(60, 1136, 600, 4),
    "times": Box(60, 1152, 600, 28),
    "watermark": Box(60, 1202, 600, 40),
}

BELOW: Mapping[Aspect, Layout] = {
    "16:9": Layout(
        card=Box(80, 48, 384, 384),
        text=Box(516, 48, 684, 384),
        animation=Box(80, 480, 1120, 160),
        **WIDE,
    ),
    "1:1": Layout(
        card=Box(48, 48, 268, 268),
        text=Box(344, 48, 328, 268),
        animation=Box(48, 368, 624, 208),
        title_size=48,
        **SQUARE,
    ),
    "9:16": Layout(
        card=Box(110, 96, 500, 500),
        text=Box(60, 632, 600, 224),
        animation=Box(64, 880, 592, 224),
        centred=True,
        title_lines=2,
        title_size=56,
        **TALL,
    ),
}
"""A cover and text above, the music below them, as wide as the progress line."""

ACROSS: Mapping[Aspect, Layout] = {
    "16:9": Layout(
        card=Box(816, 48, 384, 384),
        text=Box(80, 48, 684, 384),
        animation=Box(0, 464, 1280, 176),
        **WIDE,
    ),
    "1:1": Layout(
        card=Box(404, 48, 268, 268),
        text=Box(48, 48, 328, 268),
        animation=Box(0, 344, 720, 236),
        title_size=48,
        **SQUARE,
    ),
    "9:16": Layout(
        card=Box(110, 96, 500, 500),
        text=Box(60, 632, 600, 224),
        animation=Box(0, 872, 720, 236),
        centred=True,
        title_lines=2,
        title_size=56,
        **TALL,
    ),
}
"""The same from edge to edge."""

AROUND: Mapping[Aspect, Layout] = {
    "16:9": Layout(
        card=Box(188, 172, 308, 308),
        text=Box(660, 86, 540, 480),
        animation=Box(90, 74, 504, 504),
        round_card=True,
        **WIDE,
    ),
    "1:1": Layout(
        card=Box(244, 116, 232, 232),
        text=Box(60, 444, 600, 136),
        animation=Box(152, 24, 416, 416),
        centred=True,
        title_lines=2,
        title_size=40,
        round_card=True,
        **SQUARE,
    ),
    "9:16": Layout(
        card=Box(168, 266, 384, 384),
        text=Box(60, 828, 600, 240),
        animation=Box(30, 128, 660, 660),
        centred=True,
        title_lines=2,
        title_size=56,
        round_card=True,
        **TALL,
    ),
}
"""A round cover in the middle of what moves."""
