"""The cards that a video may begin and end with: a text, and the server's logo above it.

They are drawn over the first and the last seconds of the picture; the sound is as without them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image

from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.logo import paste_logo
from bot.studio.render.spec import SceneSpec
from bot.studio.render.text.typesetting import Typesetter

CARD_SECONDS: Final = 2.0
MOST_OF_VIDEO: Final = 0.25
"""A card takes no more of a video than this, so that a short one is not all cards."""

_DARK: Final = 0.62  # of the ground's light
_SIDE: Final = 0.1  # of the width, to both sides of the text
_LOGO: Final = 0.26  # of the short side
_SIZE: Final = 0.085  # of the short side: the text's, at its largest,
_SMALLEST: Final = 0.045  # and at its smallest
_GAP: Final = 0.06
_LINES: Final = 3


@dataclass(frozen=True)
class Cards:
    """The pictures (RGB) of both cards; None: there is none."""

    intro: Image.Image | None = None
    outro: Image.Image | None = None


NO_CARDS: Final = Cards()


def draw_cards(ground: Image.Image, spec: SceneSpec, logo: Image.Image | None) -> Cards:
    """Draw the cards of a video upon its ground (RGB)."""
    if not any(spec.cards):
        return NO_CARDS
    dark = Image.fromarray((np.asarray(ground, np.float32) * _DARK).astype(np.uint8))
    setter = Typesetter(spec.font_paths)
    pictures = [
        _card(dark, text, setter, logo) if text else None for text in (spec.intro, spec.outro)
    ]
    return Cards(*pictures)


def _card(
    ground: Image.Image, text: str, setter: Typesetter, logo: Image.Image | None
) -> Image.Image:
    picture = ground.copy()
    width, height = picture.size
    short = min(width, height)
    left = round(width * _SIDE)
    block = setter.fit(
        text,
        width=width - 2 * left,
        lines=_LINES,
        size=round(short * _SIZE),
        smallest=round(short * _SMALLEST),
    )
    high = round(short * _LOGO) if logo else 0
    gap = round(short * _GAP) if logo and block.lines else 0
    top = (height - high - gap - block.height) // 2
    if logo:
        paste_logo(picture, logo, Box(left, top, width - 2 * left, high), 100)
    setter.draw(
        picture,
        block,
        (left, top + high + gap),
        colour=(255, 255, 255),
        width=width - 2 * left,
        align="centre",
        shadow=0.5,
    )
    return picture
