"""The ground that drifts: soft lights that swell one after the other, in a loop without a seam.

The loop is as long as a part of the video and moves on twice a second, by steps too small to be
seen. Where that stands still otherwise, each of its pictures is encoded once for the whole video
(bot.studio.render.h264.encoder), from the one before it; so it moves on where the light behind the
cover is off, and nothing of it is where that light falls.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.palette import Floats
from bot.studio.render.scene.yuv import Bytes, YuvPlanes, to_yuv_difference

STEP_SECONDS: Final = 0.5
_SHORTEST_SECONDS: Final = 4.0  # of a part that has a loop: a faster one isn't calm
_OVERLAP: Final = 0.25  # of the loop, from one light's beginning to the next one's
_ONE, _WEIGHTS = 64, 16  # fixed point: of a level, and of a light's height
_DIFFERENT: Final = 20.0  # levels from the ground from which something is taken to cover it
_ROUND_LUMA: Final = 0.4
_FADE: Final = 64.0  # pixels at 720p, at the edges of where it drifts
_ROUND_FADE: Final = 160.0  # beside a column of lyrics a shorter one was a hard edge once encoded

Levels = tuple[NDArray[np.int16], ...]


@dataclass(frozen=True)
class Drift:
    """Where it drifts, from the picture's top on; and which phase each frame shows, from 0.

    ``lights`` are what each of them adds at its height: Y, U and V, in 64ths of a level.
    """

    box: Box
    lights: tuple[Levels, ...]
    phases: int
    shown: NDArray[np.uint8]
    _drawn: dict[int, YuvPlanes] = field(default_factory=dict)

    def added(self, phase: int) -> YuvPlanes:
        """Return what a phase adds to the still picture, modulo 256; it is kept."""
        if phase not in self._drawn:
            self._drawn[phase] = self.draw(phase)
        return self._drawn[phase]

    def draw(self, phase: int) -> YuvPlanes:
        """Return the same anew: all phases take a tenth of a render's memory."""
        heights = [round(_WEIGHTS * height) for height in _heights(phase / self.phases)]
        parts: list[Bytes] = []
        for plane in zip(*self.lights, strict=True):
            total = np.full_like(plane[0], _ONE * _WEIGHTS // 2)
            for height, light in zip(heights, plane, strict=True):
                if height:
                    total += light * np.int16(height)
            parts.append((total >> np.int16(10)).astype(np.uint8))
        return YuvPlanes(*parts)


def _heights(share: float) -> list[float]:
    """Return the heights of the lights at a place in the loop: in turn, their sum at most 1."""
    waves = (math.sin(2 * math.pi * (share - _OVERLAP * number)) for number in range(3))
    inside = (_OVERLAP * number < share < _OVERLAP * number + 0.5 for number in range(3))
    return [wave * wave if seen else 0.0 for wave, seen in zip(waves, inside, strict=True)]


def drift_frames(
    parts: Sequence[range], fps: int, light: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], int]:
    """Return which phase each frame shows, and how many there are; 0: it stands still.

    In the frames in which it moves on, ``light`` is put out: those in which it is dim, if possible.
    """
    shown = np.zeros(len(light), np.uint8)
    longest = max(map(len, parts))
    phases = min(255, round(longest / fps / STEP_SECONDS))
    if longest < _SHORTEST_SECONDS * fps:
        return shown, 0
    for part in parts:
        if len(part) < longest / 2:  # a beginning or an end
            continue
        edges = [part.start + round(len(part) * phase / phases) for phase in range(phases + 1)]
        for phase in range(1, phases):
            due, last = edges[phase], max(edges[phase] + 1, edges[phase + 1] - 1)
            at = due + int(light[due:last].argmin())
            light[at] = 0
            shown[at : part.stop] = phase
    return shown, phases


def build_drift(
    background: Background, still: Floats, bottom: int, apart_from: Sequence[Box],
    shown: tuple[NDArray[np.uint8], int],
) -> Drift | None:  # fmt: skip
    """Draw the lights over the still picture (RGB), above the row ``bottom``.

    ``apart_from`` are boxes that it keeps away from. None where there is no room for it. Around a
    round cover, where it is encoded with the music, it is more a matter of colours: steps of
    brightness that small are blocks there.
    """
    ground = background.ground
    if ground is None or not shown[1] or bottom < 2:
        return None
    box = Box(0, 0, background.picture.width, bottom)
    seen = _seen(background, still[:bottom], box, apart_from)
    size = background.picture.size
    lights = []
    for swell in ground.swells:
        channels = [
            Image.fromarray(np.ascontiguousarray(channel)).resize(size, Image.Resampling.BILINEAR)
            for channel in np.moveaxis(to_yuv_difference(swell), -1, 0)
        ]
        y, u, v = (np.asarray(channel)[:bottom] * seen * _ONE for channel in channels)
        if background.layout.round_card:
            y *= np.float32(_ROUND_LUMA)
        lights.append(
            tuple(plane.round().astype(np.int16) for plane in (y, u[::2, ::2], v[::2, ::2]))
        )
    return Drift(box, tuple(lights), shown[1], shown[0])


def _seen(background: Background, still: Floats, box: Box, apart_from: Sequence[Box]) -> Floats:
    """Return how much of the ground is seen where, 0 to 1, softly towards where it stands still."""
    assert background.ground is not None  # noqa: S101 - the caller has looked
    under = np.asarray(background.ground.picture.crop((0, 0, box.width, box.height)))
    over = still.astype(np.uint8)
    red, green, blue = np.moveaxis(np.maximum(over, under) - np.minimum(over, under), -1, 0)
    seen = 1 - np.maximum(np.maximum(red, green), blue) / np.float32(_DIFFERENT)
    is_round = background.layout.round_card
    fade = np.float32((_ROUND_FADE if is_round else _FADE) * background.scale)
    y = np.arange(box.height, dtype=np.float32)[:, None] + np.float32(0.5)
    x = np.arange(box.width, dtype=np.float32)[None, :] + np.float32(0.5)
    away = np.repeat(box.height - y, box.width, axis=1)
    for other in apart_from:
        aside = np.maximum(np.maximum(other.left - x, x - other.right), 0)
        above = np.maximum(np.maximum(other.top - y, y - other.bottom), 0)
        np.minimum(away, np.hypot(aside, above), out=away)
    edge = np.clip(away / fade, 0, 1)
    return np.asarray(np.clip(seen, 0, 1) * edge * edge * (3 - 2 * edge), np.float32)
