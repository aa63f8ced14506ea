"""What letters are drawn with, and the layer that they are drawn on."""

import unicodedata
from abc import ABC, abstractmethod
from typing import Final

from PIL import Image

Colour = tuple[int, int, int]
JOINERS: Final = "\u200c\u200d"


class GlyphLayer:
    """Letters of one colour, and pictures, upon nothing: RGB and coverage of the same size."""

    def __init__(self, size: tuple[int, int], colour: Colour) -> None:
        self.rgb = Image.new("RGB", size, colour)
        self.coverage = Image.new("L", size)

    def ink(self, mask: Image.Image, left: int, top: int) -> None:
        """Put the layer's own colour where ``mask`` (L) is lit."""
        self.coverage.paste(255, (left, top), mask)

    def picture(self, picture: Image.Image, left: int, top: int) -> None:
        """Put an RGBA picture with colours of its own."""
        alpha = picture.getchannel("A")
        # Whole colours, also at the edges: only the coverage says how much of them is seen.
        self.rgb.paste(picture.convert("RGB"), (left, top), alpha.point(lambda v: 255 * (v > 0)))
        self.coverage.paste(255, (left, top), alpha)


class Typeface(ABC):
    """Draws clusters: what a reader takes for one sign."""

    is_colour = False
    """Whether its signs are pictures, with colours of their own."""

    @abstractmethod
    def has(self, signs: str) -> bool:
        """Say whether all of some signs can be drawn; those that are never seen don't count."""

    @abstractmethod
    def drawable(self, cluster: str) -> str:
        """Return a cluster without what would be drawn as a box."""

    @abstractmethod
    def advance(self, text: str, *, right_to_left: bool = False) -> float:
        """How far ``text`` reaches, in sizes (ems)."""

    @abstractmethod
    def draw(
        self,
        layer: GlyphLayer,
        text: str,
        at: tuple[float, int],
        size: int,
        *,
        right_to_left: bool = False,
    ) -> None:
        """Draw ``text`` at ``size`` pixels; ``at`` is its left end and its baseline."""


def visible(cluster: str) -> str:
    """Return a cluster's signs that need a glyph: without joiners, selectors and flags' tags."""
    return cluster[0] + "".join(sign for sign in cluster[1:] if not is_unseen(sign))


def is_unseen(sign: str) -> bool:
    """Say whether a sign only changes how others are drawn."""
    return sign in JOINERS or "\ufe00" <= sign <= "\ufe0f" or "\U000e0020" <= sign <= "\U000e007f"


def is_mark(sign: str) -> bool:
    """Say whether a sign stands upon the one before it."""
    return unicodedata.category(sign) in {"Mn", "Mc", "Me"}
