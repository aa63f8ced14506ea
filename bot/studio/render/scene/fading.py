"""The beginning and the end of a video: it brightens while its title arrives, and fades to black.

A card, where there is one, is there from the first picture on, or until the last one.

The first picture is what a player shows before somebody plays: it is dimmed only, and its
texts have a contrast of 4.5 as everywhere (WCAG 1.4.3).
"""

from dataclasses import dataclass
from typing import Any, Final

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.yuv import YuvPlanes, cut, pixels_of, to_yuv

OUTRO_SECONDS: Final = 0.6
_FIRST: Final = 0.72  # of its light that the first picture has
_TITLE: Final = 0.85  # of the title's opacity in the first picture
_MELT_SECONDS: Final = 0.4  # from a card to the picture, and back
_BLACK: Final = (16, 128, 128)  # limited range


@dataclass(frozen=True)
class Fading:
    """How bright each frame is, how much of the title is there, and what lies under that."""

    light: NDArray[np.float32]
    title: NDArray[np.float32]
    box: Box
    untitled: YuvPlanes
    card: NDArray[np.float32]
    """How much of a card there is: of the first one in the first half of the frames."""
    cards: tuple[YuvPlanes | None, YuvPlanes | None] = (None, None)

    def concerns(self, frames: range) -> bool:
        """Return whether any of these frames is not as it was painted."""
        span = slice(frames.start, frames.stop)
        is_dimmed = (self.light[span] < 1).any() or (self.title[span] < 1).any()
        return bool(is_dimmed or (self.card[span] > 0).any())

    def card_at(self, number: int) -> YuvPlanes | None:
        """Return the card that is there in a frame."""
        return self.cards[number >= len(self.card) // 2] if self.card[number] > 0 else None


def build_fading(
    background: Background, frames: int, intro: int, outro: int, fps: int = 30
) -> Fading | None:
    """Return the fading of a video whose first and last frames of that number are changed."""
    if not intro or not outro or background.untitled is None:
        return None
    box, picture = background.untitled
    light, title, card = (np.full(frames, value, np.float32) for value in (1, 1, 0))
    cards = background.cards
    melt = round(_MELT_SECONDS * fps)
    if cards.intro:
        card[:intro] = 1 - _eased(np.clip((np.arange(intro) - intro + melt) / melt, 0, 1))
    else:
        half = max(1, intro // 2)
        light[:half] = _FIRST + (1 - _FIRST) * _eased(np.arange(half) / half)
        title[: intro - 1] = _TITLE + (1 - _TITLE) * _eased(np.arange(intro - 1) / (intro - 1))
    end = min(outro, round(OUTRO_SECONDS * fps))
    light[frames - end :] *= 1 - _eased(np.arange(end) / max(1, end - 1))
    if cards.outro:
        card[frames - outro :] = _eased(np.clip((np.arange(outro) + 1) / melt, 0, 1))
    # Two pictures of each: all of a picture changes with the light, which takes many bytes.
    for changed in (light, title, card):
        changed[1:intro:2] = changed[0:intro:2][: len(changed[1:intro:2])]
    for changed in (light, card):
        changed[frames - outro : frames - 1 : 2] = changed[frames - outro + 1 : frames : 2]
    return Fading(
        light, title, box, _planes(picture), card, (_card(cards.intro), _card(cards.outro))
    )


def _planes(picture: Image.Image) -> YuvPlanes:
    return to_yuv(np.asarray(picture, np.float32))


def _card(picture: Image.Image | None) -> YuvPlanes | None:
    return None if picture is None else _planes(picture)


def _eased(share: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    return np.asarray(share * share * (3 - 2 * share), np.float32)


class Fader:
    """Makes faded copies of frames, into one frame that it keeps."""

    def __init__(self, fading: Fading, width: int, height: int) -> None:
        self._fading = fading
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self._planes = pixels_of(self.frame)

    def faded(self, planes: YuvPlanes, number: int) -> av.VideoFrame:
        """Return frame ``number``, which was painted into ``planes``, as it is shown."""
        fading = self._fading
        light, title = float(fading.light[number]), float(fading.title[number])
        if (card := fading.card_at(number)) is not None:
            planes = _melted(planes, card, float(fading.card[number]))
        for ours, theirs, black in zip(self._planes, planes, _BLACK, strict=True):
            table = black + (np.arange(256) - black) * light + 0.5
            np.take(table.astype(np.uint8), theirs, out=ours)
        if title < 1:
            self._dim_title(planes, title, light)
        return self.frame

    def _dim_title(self, planes: YuvPlanes, title: float, light: float) -> None:
        box = self._fading.box
        for ours, theirs, under, black in zip(
            cut(self._planes, box), cut(planes, box), self._fading.untitled, _BLACK, strict=True
        ):
            mixed = under + (theirs.astype(np.float32) - under) * np.float32(title)
            ours[:] = black + (mixed - black) * np.float32(light) + np.float32(0.5)


def _melted(planes: YuvPlanes, card: YuvPlanes, share: float) -> YuvPlanes:
    """Return a picture with that much of a card over it."""
    if share >= 1:
        return card
    mixed = (
        (plane + (above - plane.astype(np.float32)) * np.float32(share) + np.float32(0.5))
        for plane, above in zip(planes, card, strict=True)
    )
    return YuvPlanes(*(plane.astype(np.uint8) for plane in mixed))
