"""Rays around a round cover; bass at its foot, the halves mirror each other."""

from typing import Final

import numpy as np

from bot.studio.render.audio.spectrum import Spectrum
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import AROUND
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
    card = background.layout.card.scaled(background.scale)
    side = 32  # rays on each half; the halves mirror each other
    start = card.width / 2 + 12 * background.scale
    reach = box.width / 2 - start - 2
    y, x = np.mgrid[0 : box.height, 0 : box.width].astype(np.float32) + np.float32(0.5)
    east, south = x - box.width / 2, y - box.height / 2
    distance = np.hypot(east, south)
    turn = np.abs(np.arctan2(east, south))  # 0 at the foot, pi at the top: bass sits below
    number = np.minimum((turn / np.pi * side).astype(np.intp), side - 1)
    off = turn - (number + 0.5) * np.float32(np.pi / side)
    aside, along = np.abs(distance * np.sin(off)), distance * np.cos(off)
    radius = np.pi * start / side * 0.28
    cap = radius - np.sqrt(np.clip(radius**2 - aside**2, 0, None))
    above = along - start + cap - 2 * radius
    # Softer sides than a bar's: sharp ones at an angle take a tenth more to encode.
    cover = np.clip((radius - aside) / 2.5 + 0.5, 0, 1) * np.clip(along - start - cap + 1, 0, 1)
    cover *= np.clip(start + reach - along, 0, 1)
    if background.badge is not None:
        plate = np.asarray(background.badge, np.float32) / 255
        cover *= 1 - plate[box.top : box.bottom, box.left : box.right]
    thresholds = scaled(above / (reach - 2 * radius))
    colour = blend(background.palette.first, background.palette.second, (turn / np.pi).astype("f4"))
    glow = np.clip((along - start) / reach, 0, 1)[..., None]
    colour = colour * (0.82 + 0.18 * glow) + 46 * glow * glow
    ground = region(background, box)
    unlit = mix(ground, colour * 0.9, cover * (above <= 0) * 0.75)
    half, full = mix(unlit, colour, cover * 0.5), mix(unlit, colour, cover)
    thresholds[cover < 0.04] = NEVER
    table = as_bytes(resampled(spectrum.band_levels, side))

    def levels(frame: int) -> tuple[Bytes, ...]:
        return (table[frame],)

    steps = soft_steps(half, full, thresholds, reach - 2 * radius)
    return Visualizer(box, unlit, steps, levels, number)


LOOK: Final = Visualization(AROUND, build, cost=1.5)
