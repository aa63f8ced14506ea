"""A spectrogram that scrolls: what is heard enters on the right and leaves on the left."""

from typing import Final

import numpy as np

from bot.studio.render.audio.spectrum import BANDS, Spectrum
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import BELOW
from bot.studio.render.scene.palette import blend
from bot.studio.render.scene.scrolling import Scroll
from bot.studio.render.scene.visualizers import TOP, Floats, Visualization, as_bytes, region

_SPEED: Final = 120  # pixels a second at 720p: a multiple of twice every frame rate


def build(background: Background, spectrum: Spectrum, fps: int) -> Scroll:
    """Draw the moving part."""
    box = background.layout.animation.scaled(background.scale)
    share = (np.arange(box.height, dtype=np.float32) + np.float32(0.5)) / box.height
    band = ((1 - share) * BANDS).astype(np.intp).clip(0, BANDS - 1)  # bass at the foot
    table = as_bytes(_soft(spectrum.band_levels)[:, band])
    level = np.arange(TOP + 1, dtype=np.float32)[:, None] / TOP
    hue = np.broadcast_to(share[None, :], (TOP + 1, box.height))
    colour = blend(background.palette.first, background.palette.second, np.asarray(hue))
    light = colour * (np.clip(level * 1.35, 0, 1) ** 1.3)[..., None]
    light = light + (150 * np.clip(level - 0.62, 0, 1) ** 1.2)[..., None]
    step = max(2, round(_SPEED * background.scale / fps / 2) * 2)
    return Scroll(box, region(background, box), table, light, step)


def _soft(levels: Floats) -> Floats:
    """Quiet bands darker, so that notes stand out."""
    return np.asarray(levels**1.25, np.float32)


LOOK: Final = Visualization(BELOW, build, cost=1.25)
