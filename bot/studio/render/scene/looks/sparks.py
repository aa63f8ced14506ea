"""Sparks that swell with each beat, first those in the middle, then outwards to both ends."""

from itertools import pairwise
from typing import Final

import numpy as np

from bot.studio.render.audio.spectrum import Spectrum
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import ACROSS
from bot.studio.render.scene.palette import blend
from bot.studio.render.scene.visualizers import (
    NEVER,
    Bytes,
    Floats,
    Visualization,
    Visualizer,
    as_bytes,
    mix,
    region,
    scaled,
    soft_steps,
)

_CELL: Final = 30  # pixels: each holds one spark, whose place in it is made up
_REST: Final = 1.2  # pixels, the radius of a spark while nothing happens
_SECONDS: Final = 0.55  # from the middle to the ends
_FADE: Final = 0.2  # seconds to come within 1/e


def build(background: Background, spectrum: Spectrum, fps: int) -> Visualizer:
    """Draw the moving part."""
    scale = background.scale
    box = background.layout.animation.scaled(scale)
    cell = _CELL * scale
    across, down = int(box.width // cell), int(box.height // cell)
    made_up = np.random.default_rng(11).random((3, down, across), np.float32)
    y, x = np.mgrid[0 : box.height, 0 : box.width].astype(np.float32) + np.float32(0.5)
    row = np.minimum((y * down / box.height).astype(np.intp), down - 1)
    column = np.minimum((x * across / box.width).astype(np.intp), across - 1)
    size = 0.18 + 0.24 * made_up[2]  # of a cell: a spark stays within its own
    room = 1 - 2 * size
    east = (np.arange(across) + size + made_up[0] * room) * box.width / across
    south = (np.arange(down)[:, None] + size + made_up[1] * room) * box.height / down
    distance = np.hypot(x - east[row, column], y - south[row, column])
    reach = (size * cell)[row, column] - _REST * scale
    thresholds = scaled((distance - _REST * scale) / reach)
    share = np.abs(x / box.width * 2 - 1)
    colour = blend(background.palette.first, background.palette.second, share)
    colour = colour + 60 * np.clip(1 - distance / (0.3 * cell), 0, 1)[..., None]
    cover = np.clip(1.15 - share * 0.6, 0, 1)
    ground = region(background, box)
    rest = np.clip(_REST * scale - distance + 0.5, 0, 1)
    unlit = mix(ground, colour, rest * 0.6)
    half, full = mix(unlit, colour, cover * 0.45), mix(unlit, colour, cover)
    thresholds[thresholds > NEVER - 2] = NEVER
    delay = np.abs(east / box.width * 2 - 1) * _SECONDS * fps
    table = _flares(spectrum.band_levels, fps, delay, made_up[2])

    def levels(frame: int) -> tuple[Bytes, ...]:
        return (table[frame],)

    steps = soft_steps(half, full, thresholds, 0.25 * cell)
    return Visualizer(box, unlit, steps, levels, row * across + column)


def _flares(levels: Floats, fps: int, delay: Floats, kind: Floats) -> Bytes:
    """Return the level of each spark in each frame: bass moves the large ones, treble the small."""
    before = np.concatenate([np.zeros_like(levels[:2]), levels[:-2]])
    rises = np.clip(levels - before, 0, None)
    groups = np.stack([rises[:, start : start + 22].max(1) for start in (42, 20, 0)], axis=1)
    groups *= 1.1
    stay = np.float32(np.exp(-1 / (fps * _FADE)))
    for last, now in pairwise(groups):
        np.maximum(now, last * stay, out=now)
    group = np.minimum((kind * 3).astype(np.intp), 2)
    places = np.arange(len(levels))[:, None, None] - np.round(delay).astype(np.intp)
    flares = np.where(places >= 0, groups[np.maximum(places, 0), group], 0)
    return as_bytes(flares.reshape(len(levels), -1))


LOOK: Final = Visualization(ACROSS, build, cost=1.3)
