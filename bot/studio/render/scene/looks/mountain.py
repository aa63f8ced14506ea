"""A mountain range of the spectrum, filled, before the fainter ridges of the last moments."""

from itertools import pairwise
from typing import Final

import numpy as np

from bot.studio.render.audio.spectrum import BANDS, Spectrum
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import ACROSS
from bot.studio.render.scene.palette import blend
from bot.studio.render.scene.visualizers import (
    Bytes,
    Floats,
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

_PACES: Final = (0.22, 0.6)  # of the height that each trail sinks in a second
_SMOOTH: Final = 1.25  # bands
_RIDGE: Final = 2.2  # pixels


def build(background: Background, spectrum: Spectrum, fps: int) -> Visualizer:
    """Draw the moving part."""
    box = background.layout.animation.scaled(background.scale)
    up = (box.height - np.arange(box.height, dtype=np.float32) - 0.5)[:, None]
    height = up / box.height
    x = (np.arange(box.width, dtype=np.float32) + np.float32(0.5)) / box.width
    share = np.repeat(np.abs(x * 2 - 1)[None, :], box.height, axis=0)
    first, second = background.palette.first, background.palette.second
    colour = blend(first, second, share)
    ground = region(background, box)
    fog = np.clip(height * 2.2, 0, 1)  # each range fades into the mist at its foot
    far = mix(ground, colour * 0.8, 0.24 * fog)
    near = mix(ground, colour * 0.9, 0.46 * fog)
    ridge = mix(ground, colour + 60, np.full_like(height, 0.95))
    body = mix(ground, colour * (0.45 + 0.5 * height[..., None]), 0.35 + 0.6 * fog)
    rest = np.clip(_RIDGE * background.scale - up + 0.5, 0, 1) * 0.55
    unlit = mix(ground, colour, np.broadcast_to(rest, share.shape))
    thresholds, soft = scaled(height), scaled(height + 1 / box.height)
    steps = (
        Layer(far, thresholds, 0),
        Layer(near, thresholds, 1),
        Layer((near + ridge) / 2, thresholds, 2),
        Layer(ridge, soft, 2),
        Layer(body, soft, 3),
    )
    now = spectrum.band_levels
    courses = [*(_sinking(now, pace / fps) for pace in _PACES), now]
    weights = spline(np.abs(x * 2 - 1) * (BANDS - 1) * np.float32(0.94), BANDS, _SMOOTH)

    def levels(frame: int) -> tuple[Bytes, ...]:
        *trails, now = (course[frame] @ weights for course in courses)
        high, low = edges_of(now)
        below = low - max(0.0, _RIDGE * background.scale - 1) / box.height
        return tuple(
            as_bytes(curve)
            for curve in (*(np.maximum(trail, high) for trail in trails), high, below)
        )

    return Visualizer(box, unlit, steps, levels)


def _sinking(levels: Floats, pace: float) -> Floats:
    """Return what is left of the highest levels so far, which sink by ``pace`` a frame."""
    trail = levels.copy()
    for before, now in pairwise(trail):
        np.maximum(now, before - np.float32(pace), out=now)
    return trail


LOOK: Final = Visualization(ACROSS, build, cost=1.4)
