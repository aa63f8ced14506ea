"""Bars side by side, one for each macroblock's width: the default."""

from typing import Final

import numpy as np

from bot.studio.render.audio.spectrum import Spectrum
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import BELOW
from bot.studio.render.scene.palette import blend
from bot.studio.render.scene.visualizers import (
    NEVER,
    Bytes,
    Visualization,
    Visualizer,
    as_bytes,
    mix,
    region,
    resampled,
    scaled,
    soft_steps,
)


def build(background: Background, spectrum: Spectrum, _: int) -> Visualizer:
    """Draw the moving part."""
    box = background.layout.animation.scaled(background.scale)
    # Each bar in the columns of one macroblock, its sides on those of a 4x4 block as far as can be:
    # a tenth smaller than bars that lie anywhere, a quarter smaller than in the middle.
    pitch, radius = 16 * background.scale, 5 * background.scale
    count = round(box.width / pitch)
    x = np.arange(box.width, dtype=np.float32) + 0.5
    number = np.minimum((x / pitch).astype(np.intp), count - 1)
    aside = np.abs(x - number * pitch - 7 * background.scale)  # from the bar's axis
    cover = np.clip(radius - aside + 0.5, 0, 1)[None, :]
    cap = radius - np.sqrt(np.clip(radius**2 - aside**2, 0, None))
    up = (box.height - np.arange(box.height, dtype=np.float32) - 0.5)[:, None]
    foot = 2 * radius  # a bar at rest is a dot
    above = up + cap[None, :] - foot
    low = np.clip(up - cap[None, :] + 1, 0, 1)  # the foot is round as well
    cover = cover * low
    thresholds = scaled(above / (box.height - foot))
    share = np.repeat((x / box.width)[None, :], box.height, axis=0)
    colour = blend(background.palette.first, background.palette.second, share)
    glow = np.clip(up / box.height, 0, 1)[..., None] * np.ones_like(colour)
    colour = colour * (0.80 + 0.20 * glow) + 42 * glow * glow
    ground = region(background, box)
    rest = cover * (above <= 0)
    unlit = mix(ground, colour * 0.9, rest * 0.75)
    half = mix(unlit, colour, cover * 0.5)
    full = mix(unlit, colour, cover)
    thresholds[np.broadcast_to(cover, thresholds.shape) < 0.04] = NEVER
    table = as_bytes(resampled(spectrum.band_levels, count))

    def levels(frame: int) -> tuple[Bytes, ...]:
        return (table[frame],)

    steps = soft_steps(half, full, thresholds, box.height - foot)
    return Visualizer(box, unlit, steps, levels, np.broadcast_to(number, thresholds.shape))


LOOK: Final = Visualization(BELOW, build, cost=1.0)
