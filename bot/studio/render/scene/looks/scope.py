"""An oscilloscope: the wave itself, as it swings, as a line that glows."""

from typing import Final

import numpy as np

from bot.studio.render.audio.spectrum import WAVE_POINTS, Spectrum
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import ACROSS
from bot.studio.render.scene.palette import blend
from bot.studio.render.scene.visualizers import (
    Bytes,
    Layer,
    Visualization,
    Visualizer,
    as_bytes,
    edges_of,
    mix,
    region,
    scaled,
    spline,
)

_LINE, _GLOW = 1.9, 6.0  # pixels from the middle of the line to its edge, and to that of its glow


def build(background: Background, spectrum: Spectrum, _: int) -> Visualizer:
    """Draw the moving part."""
    scale = background.scale
    box = background.layout.animation.scaled(scale)
    x = (np.arange(box.width, dtype=np.float32) + np.float32(0.5)) / box.width
    share = np.repeat(x[None, :], box.height, axis=0)
    colour = blend(background.palette.first, background.palette.second, share)
    edge = np.clip(np.minimum(x, 1 - x) * 12, 0, 1)[None, :]
    ground = region(background, box)
    glow = mix(ground, colour, np.broadcast_to(0.34 * edge, share.shape))
    line = mix(ground, colour * 0.75 + 64, np.broadcast_to(edge, share.shape))
    up = (box.height - np.arange(box.height, dtype=np.float32) - 0.5)[:, None]
    thresholds = scaled(up / box.height)
    soft = (glow + line) / 2
    # From below: the line and its glow are what lies under their upper edges and over the lower.
    pictures = (glow, soft, line, soft, glow, ground)
    steps = tuple(Layer(picture, thresholds, at) for at, picture in enumerate(pictures))
    away = [scale * reach / box.height for reach in (_GLOW, _LINE + 0.4, _LINE - 0.4)]
    swing = 0.47 * np.clip(edge[0], 0, 1)
    weights = spline(x * (WAVE_POINTS - 1), WAVE_POINTS)

    def levels(frame: int) -> tuple[Bytes, ...]:
        wave = spectrum.waveform[frame].astype(np.float32) @ weights * swing + 0.5
        high, low = edges_of(wave)
        edges = [*(high + reach for reach in away), *(low - reach for reach in away[::-1])]
        return tuple(as_bytes(edge) for edge in edges)

    return Visualizer(box, ground, steps, levels)


LOOK: Final = Visualization(ACROSS, build, cost=1.5)
