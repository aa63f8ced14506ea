"""Bars that grow up and down from the middle, bass in the middle and treble at both ends."""

from typing import Final

import numpy as np

from bot.studio.render.audio.spectrum import Spectrum
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import ACROSS
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
    scale = background.scale
    box = background.layout.animation.scaled(scale)
    pitch, radius = 16 * scale, 5 * scale
    count = max(1, round(box.width / 2 / pitch))
    x = np.arange(box.width, dtype=np.float32) + np.float32(0.5)
    out = np.abs(x - box.width / 2)  # from the middle, where both halves meet between two bars
    number = np.minimum((out / pitch).astype(np.intp), count - 1)
    aside = np.abs(out - (number + 0.5) * pitch)
    cap = radius - np.sqrt(np.clip(radius**2 - aside**2, 0, None))
    y = np.arange(box.height, dtype=np.float32)[:, None] + np.float32(0.5)
    up = np.abs(y - box.height / 2)
    above = up + cap[None, :] - radius  # a bar at rest is a dot
    reach = box.height / 2 - radius
    cover = np.broadcast_to(np.clip(radius - aside + 0.5, 0, 1)[None, :], above.shape)
    share = out / (box.width / 2)
    edge = np.clip((1 - share) * 5, 0.25, 1)  # the ends are fainter: nothing is cut there
    cover = cover * edge
    thresholds = scaled(above / reach)
    colour = blend(background.palette.first, background.palette.second, share[None, :])
    glow = np.clip(1 - up / (0.8 * reach), 0, 1)[..., None]
    colour = colour * (0.82 + 0.18 * glow) + 70 * glow**2
    ground = region(background, box)
    rest = cover * (above <= 0)
    unlit = mix(ground, colour * 0.9, rest * 0.75)
    # Over the ground, not over the dots: these would shine through the faint bars at the ends.
    half = mix(ground, colour, np.maximum(cover * 0.5, rest * 0.75))
    full = mix(ground, colour, cover)
    thresholds[cover < 0.04] = NEVER
    table = as_bytes(resampled(spectrum.band_levels, count))

    def levels(frame: int) -> tuple[Bytes, ...]:
        return (table[frame],)

    steps = soft_steps(half, full, thresholds, reach)
    return Visualizer(box, unlit, steps, levels, np.broadcast_to(number, thresholds.shape))


LOOK: Final = Visualization(ACROSS, build, cost=1.2)
