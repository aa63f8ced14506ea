"""A wave that leaves the middle for both sides."""

from itertools import pairwise
from typing import Final

import numpy as np

from bot.studio.render.audio.spectrum import Spectrum
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
    mix,
    region,
    scaled,
)


def build(background: Background, spectrum: Spectrum, fps: int) -> Visualizer:
    """Loudness leaves the middle for both sides, as a stone's ripples do; bass is its core."""
    box = background.layout.animation.scaled(background.scale)
    middle, reach = box.height / 2, box.height / 2 - 3 * background.scale
    speed = 250 * background.scale  # pixels a second
    y = np.arange(box.height, dtype=np.float32)[:, None] + np.float32(0.5)
    aside = np.repeat(np.abs(y - middle), box.width, axis=1)
    line = 1.6 * background.scale  # at rest it is a thin line
    x = np.arange(box.width, dtype=np.float32) + 0.5
    share = np.repeat((np.abs(x - box.width / 2) / (box.width / 2))[None, :], box.height, axis=0)
    colour = blend(background.palette.first, background.palette.second, share)
    fade = np.clip(1.25 - share, 0, 1) * np.clip((1 - share) * 7, 0, 1)
    ground = region(background, box)
    rest = np.clip(line - aside + 1, 0, 1)
    outer = mix(ground, colour * 0.86, (0.36 * fade).astype(np.float32))
    inner = mix(ground, colour, (0.30 + 0.66 * fade) * np.minimum(1, fade * 2))
    core = mix(inner, np.full_like(inner, 255), 0.55 * fade * np.clip(1.2 - aside / reach, 0, 1))
    unlit = mix(ground, core, rest)  # as where there is hardly a sound: nothing breaks the line
    thresholds = scaled((aside[:, :1] - line) / reach)
    soft = scaled((aside[:, :1] - line + 1) / reach)
    soft[thresholds <= 1] = 1  # the line itself is whole at once
    steps = (
        Layer(outer, thresholds, 0),
        Layer((outer + inner) / 2, thresholds, 1), Layer(inner, soft, 1),
        Layer(core, soft, 2),  # where the tones are: it is never higher than these
    )  # fmt: skip
    bands = spectrum.band_levels
    loud = np.maximum(spectrum.loudness, bands.mean(1)) * 0.98
    tones = np.minimum(loud, 0.86 * bands[:, 18:52].mean(1) + 0.3 * bands[:, :10].mean(1))
    bass = np.minimum(tones, 0.42 * bands[:, :12].mean(1) ** 2)
    rows = [_travelling(course, fps, speed, box.width) for course in (loud, tones, bass)]
    for outer_row, inner_row in pairwise(rows):
        # A line at least, wherever there is sound: what comes and goes breaks it into dashes.
        np.maximum(inner_row, np.minimum(outer_row, 1), out=inner_row)

    def levels(frame: int) -> tuple[Bytes, ...]:
        now = round(frame * speed / fps)
        half = box.width // 2
        sides = [row[now : now + half] for row in rows]  # oldest first
        return tuple(np.concatenate([side, side[::-1]]) for side in sides)

    return Visualizer(box, unlit, steps, levels)


def _travelling(course: Floats, fps: int, speed: float, width: int) -> Bytes:
    """Return a course over time as one over pixels, after half a picture of silence."""
    pixels = np.arange(round(len(course) * speed / fps) + 1)
    fine = np.interp(pixels / speed * fps, np.arange(len(course)), course)
    span = max(3, round(speed / 14)) | 1
    window = np.hanning(span + 2)[1:-1]
    fine = np.convolve(fine, window / window.sum(), "same")
    # A ripple of its own, so that a long note is alive without jumping.
    fine = fine * (0.84 + 0.16 * np.cos(pixels * (2 * np.pi / (speed * 0.31))))
    before = np.zeros(width // 2)
    return as_bytes(np.concatenate([before, fine]).astype(np.float32))


LOOK: Final = Visualization(ACROSS, build, cost=1.2)
