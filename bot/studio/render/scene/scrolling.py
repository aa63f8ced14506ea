"""Painting a picture that moves to the left by as many pixels in each frame: a history of levels.

What enters is one column of levels for each frame. The light of a level is added to the ground,
plane by plane, so a frame is one look-up and one addition for each plane.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.visualizers import Bytes, Floats, Layer
from bot.studio.render.scene.yuv import YuvPlanes, cut, to_yuv

_WHITE: Final = 235  # limited range
_BEFORE: Final = 0.4  # of the levels that come, seen before anything was heard


@dataclass(frozen=True)
class Scroll:
    """What scrolls: ``table`` has a level for each frame and row of the box.

    ``light`` (levels, rows, 3) is what a level adds to the ground in RGB; ``step`` is how many
    pixels a frame moves on, an even number.
    """

    box: Box
    unlit: Floats
    table: Bytes
    light: Floats
    step: int
    layers: tuple[Layer, ...] = ()

    def rasterizer(self) -> "ScrollMotion":
        """Make it ready for painting."""
        return ScrollMotion(self)


class ScrollMotion:
    """A ``Scroll``, ready for painting; shared by threads."""

    def __init__(self, scroll: Scroll) -> None:
        self.box, self.step = scroll.box, scroll.step
        self.unlit = to_yuv(scroll.unlit)
        columns = -(-scroll.box.width // scroll.step)
        self._table = np.concatenate([_before(scroll.table, columns), scroll.table])
        self._columns = columns
        self.ramps = _ramps(scroll.light, self.unlit)

    def painter(self, planes: YuvPlanes, cut_off: int) -> "_ScrollPainter":
        """Return a painter for the planes of one frame, without its first ``cut_off`` rows."""
        return _ScrollPainter(self, cut(planes, self.box.raised(cut_off)))

    def columns(self, number: int) -> Bytes:
        """Return the levels that are seen in frame ``number``, oldest first; (columns, rows)."""
        return self._table[number + 1 : number + 1 + self._columns]


def _before(table: Bytes, columns: int) -> Bytes:
    """Return what is seen at first, where nothing was heard yet: what comes, mirrored and dim."""
    away = np.arange(columns, 0, -1) - 1
    there_and_back = away % (2 * len(table))
    places = np.minimum(there_and_back, 2 * len(table) - 1 - there_and_back)
    return (table[places] * np.float32(_BEFORE)).astype(np.uint8)


class _ScrollPainter:
    def __init__(self, motion: ScrollMotion, target: YuvPlanes) -> None:
        self._motion, self._target = motion, target

    def paint(self, number: int) -> None:
        seen = self._motion.columns(number)
        for plane, ground, ramp, part in zip(
            self._target, self._motion.unlit, self._motion.ramps, (1, 2, 2), strict=True
        ):
            levels = seen[:, ::part]
            light = ramp[levels, np.arange(levels.shape[1])[None, :]].T
            step = self._motion.step // part
            wide = np.repeat(light, step, axis=1)[:, -ground.shape[1] :]
            np.add(ground, wide, out=plane)


def _ramps(light: Floats, unlit: YuvPlanes) -> tuple[NDArray[np.uint8], ...]:
    """Return what a level adds in each row of each plane, modulo 256, never beyond white."""
    black = to_yuv(np.zeros((2, 2, 3), np.float32))
    found = []
    planes = to_yuv(np.repeat(np.asarray(light, np.float32), 2, axis=0))
    for plane, dark, ground, part in zip(planes, black, unlit, (1, 2, 2), strict=True):
        ramp = plane[:: 2 // part].astype(np.int16) - int(dark[0, 0])
        highest, lowest = ground.max(1).astype(np.int16), ground.min(1).astype(np.int16)
        most = _WHITE if part == 1 else 240
        found.append(np.clip(ramp, 16 - lowest, most - highest).astype(np.uint8))
    return tuple(found)
