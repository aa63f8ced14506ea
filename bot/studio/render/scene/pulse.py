"""A light behind the cover that breathes with the song's onsets, in two colours that take turns.

It has a few pictures only, each a step brighter, so that each is encoded once for a whole video
(bot.studio.render.h264.encoder). It is dim, soft, and rises at most three times a second: nothing
flashes (WCAG 2.3.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.studio.render.audio.onsets import Onsets
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.palette import Floats
from bot.studio.render.scene.yuv import YuvPlanes, to_yuv

STEPS: Final = 6  # of brightness, above none
_TURN: Final = 8  # onsets until the other colour comes
_APART_SECONDS: Final = 0.36  # between two rises: under three a second
_FADE_SECONDS: Final = 0.22  # to come within 1/e
_WEAKEST: Final = 0.3  # of the song's strong onsets
_GAIN: Final = 0.62  # of the accent, at the cover's edge
_REACH, _FALL = 72.0, 30.0  # pixels at 720p: where it ends, and where it is at 1/e
_TALLEST_FADE: Final = 150.0  # pixels at 720p over which it fades at its lower end


@dataclass(frozen=True)
class Pulse:
    """The light's box, its pictures from none to the last, and which one each frame shows."""

    box: Box
    pictures: tuple[YuvPlanes, ...]
    shown: NDArray[np.uint8]


def pulse_frames(onsets: Onsets, frames: int, fps: int, rests: Sequence[int]) -> NDArray[np.uint8]:
    """Return which picture each frame shows: none in those of ``rests``, and less around them."""
    level = np.zeros(frames, np.float32)
    colour = np.zeros(frames, np.uint8)
    fade = np.exp(-np.arange(round(3 * _FADE_SECONDS * fps)) / (_FADE_SECONDS * fps))
    for number, (at, strength) in enumerate(_chosen(onsets, fps)):
        part = level[at : at + len(fade)]
        np.maximum(part, (0.35 + 0.65 * strength) * fade[: len(part)], out=part)
        colour[at:] = number // _TURN % 2
    step = np.round(level * STEPS).astype(np.uint8)
    for rest in rests:
        for away in range(STEPS // 2 + 1):
            for near in {max(0, rest - away), min(frames - 1, rest + away)}:
                step[near] = min(step[near], 2 * away)
    return np.where(step > 0, step + colour * STEPS, 0).astype(np.uint8)


def _chosen(onsets: Onsets, fps: int) -> list[tuple[int, float]]:
    """Return the strong ones, and of those that are too close the stronger one."""
    taken: list[tuple[int, float]] = []
    pairs = zip(onsets.frames.tolist(), onsets.strengths.tolist(), strict=True)
    for at, strength in sorted(pairs, key=lambda pair: (-pair[1], pair[0])):
        near = (abs(at - other) < _APART_SECONDS * fps for other, _ in taken)
        if strength >= _WEAKEST and not any(near):
            taken.append((at, strength))
    return sorted(taken)


def build_pulse(background: Background, bottom: int, shown: NDArray[np.uint8]) -> Pulse | None:
    """Draw the light; nothing of it is below the row ``bottom``. None where there is no room."""
    scale, layout = background.scale, background.layout
    card = layout.card.scaled(scale)
    text = layout.text.scaled(scale)
    if text.top >= card.bottom:
        bottom = min(bottom, text.top // 2 * 2)
    reach = round(_REACH * scale / 2) * 2
    left, top = max(0, card.left - reach), max(0, card.top - reach)
    right = min(background.picture.width, card.right + reach)
    low = min(bottom, card.bottom + reach)
    if layout.round_card or low - card.top < card.height / 2 or not shown.any():
        return None
    box = Box(left, top, right - left, low - top)
    rest = np.asarray(background.picture.crop((left, top, right, low)), np.float32)
    mask = _mask(box, card, scale)[..., None] * np.float32(_GAIN) * (1 - rest / 255)
    pictures = [to_yuv(rest)]
    for colour in (background.palette.first, background.palette.second):
        brightest = to_yuv(rest + mask * np.asarray(colour, np.float32))
        pictures += (_between(pictures[0], brightest, step) for step in range(1, STEPS + 1))
    return Pulse(box, tuple(pictures), shown)


def _between(rest: YuvPlanes, brightest: YuvPlanes, step: int) -> YuvPlanes:
    """Return a step of the light: planes are linear in it."""
    planes = (
        low + (high.astype(np.int16) - low) * np.int16(step) // np.int16(STEPS)
        for low, high in zip(rest, brightest, strict=True)
    )
    return YuvPlanes(*(plane.astype(np.uint8) for plane in planes))


def _mask(box: Box, card: Box, scale: float) -> Floats:
    """Return how much light falls where: less outwards from the cover, and towards the foot."""
    radius = 22 * scale
    x = np.arange(box.left, box.right, dtype=np.float32)[None, :] + np.float32(0.5)
    y = np.arange(box.top, box.bottom, dtype=np.float32)[:, None] + np.float32(0.5)
    half_wide, half_high = card.width / 2 - radius, card.height / 2 - radius
    aside = np.abs(x - card.left - card.width / 2) - half_wide
    above = np.abs(y - card.top - card.height / 2) - half_high
    away = np.hypot(np.maximum(aside, 0), np.maximum(above, 0)) - radius
    away = np.where((aside <= 0) & (above <= 0), -radius, away)
    light = np.exp(-np.maximum(away, 0) / (_FALL * scale))
    light *= np.clip(1 - away / (_REACH * scale), 0, 1) * np.clip(away + 0.5, 0, 1)
    fade = np.clip((box.bottom - y) / (_TALLEST_FADE * scale), 0, 1)
    return np.asarray(light * fade * fade * (3 - 2 * fade), np.float32)
