"""Painting what moves: a frame is a few comparisons of bytes, made where something can change.

A step's pixels are turned on by an exclusive or with their difference from what lies below.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.studio.layout import Box
from bot.studio.looks import NEVER, Moving
from bot.studio.planes import Planes, cut, planes_of

Bytes = NDArray[np.uint8]
Span = tuple[int, int]


class Painter(Protocol):
    """Paints the moving part of any frame into the planes it was made for."""

    def paint(self, number: int) -> None:
        """Bring the moving part to that of frame `number`."""


class Motion(Protocol):
    """A moving part, ready for painting; shared by threads."""

    moving: Moving
    unlit: Planes

    def painter(self, planes: Planes, cut_off: int) -> Painter:
        """A painter for the planes of one frame, whose first `cut_off` rows are not there."""


def motion_of(moving: Moving) -> Motion:
    """Choose the way to paint: by whole rows, or pixel by pixel where most never change."""
    return _Rows(moving) if moving.index is None else _Rays(moving)


@dataclass(frozen=True)
class _Change:
    thresholds: Bytes
    half_thresholds: Bytes
    difference: Planes
    channel: int
    spans: tuple[Span, ...]  # for each level the rows that it can reach, from even to even


class _Rows:
    def __init__(self, moving: Moving) -> None:
        self.moving = moving
        self.unlit = planes_of(moving.unlit)
        self.changes = [
            _Change(step.thresholds, _half(step.thresholds), difference, step.channel,
                    _spans(step.thresholds))
            for step, difference in zip(moving.steps, _differences(moving, self.unlit), strict=True)
        ]  # fmt: skip

    def painter(self, planes: Planes, cut_off: int) -> Painter:
        return _RowPainter(self, cut(planes, self.moving.box.raised(cut_off)))


class _RowPainter:
    def __init__(self, motion: _Rows, target: Planes) -> None:
        self._motion, self._target = motion, target
        self._masks = Planes(*(np.empty_like(plane) for plane in motion.unlit))
        self._lit: Span = (0, motion.moving.box.height)

    def paint(self, number: int) -> None:
        motion = self._motion
        first, last = self._lit
        for plane, still, part in zip(self._target, motion.unlit, (1, 2, 2), strict=True):
            plane[first // part : last // part] = still[first // part : last // part]
        channels = motion.moving.levels(number)
        peaks = [int(channel.max()) for channel in channels]
        first, last = motion.moving.box.height, 0
        for change in motion.changes:
            span = change.spans[peaks[change.channel]]
            if span[0] < span[1]:
                self._turn_on(change, channels[change.channel], span)
                first, last = min(first, span[0]), max(last, span[1])
        self._lit = (first, last) if first < last else (0, 0)

    def _turn_on(self, change: _Change, level: Bytes, span: Span) -> None:
        rows = slice(*span)
        mask = self._masks.y[rows]
        np.greater_equal(level, change.thresholds[rows], out=mask.view(np.bool_))
        np.multiply(mask, change.difference.y[rows], out=mask)
        target = self._target.y[rows]
        np.bitwise_xor(target, mask, out=target)
        rows = slice(span[0] // 2, span[1] // 2)
        lit = self._masks.u[rows]
        np.greater_equal(level[::2], change.half_thresholds[rows], out=lit.view(np.bool_))
        for plane, difference in (
            (self._target.u, change.difference.u),
            (self._target.v, change.difference.v),
        ):
            shown = self._masks.v[rows]
            np.multiply(lit, difference[rows], out=shown)
            np.bitwise_xor(plane[rows], shown, out=plane[rows])


class _Pixels(NamedTuple):
    """The pixels of a plane that can change, in the order of their index."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    counts: NDArray[np.intp]  # pixels for each entry of the levels
    unlit: Bytes
    steps: tuple[tuple[Bytes, Bytes], ...]  # thresholds, differences


class _Rays:
    def __init__(self, moving: Moving) -> None:
        self.moving = moving
        self.unlit = planes_of(moving.unlit)
        differences = _differences(moving, self.unlit)
        thresholds = [step.thresholds for step in moving.steps]
        halves = [_half(step) for step in thresholds]
        index = moving.index if moving.index is not None else np.zeros_like(thresholds[0], np.intp)
        self.pixels = [
            _pixels(
                index[::part, ::part], self.unlit[plane], fine,
                [difference[plane] for difference in differences],
            )
            for plane, (part, fine) in enumerate(((1, thresholds), (2, halves), (2, halves)))
        ]  # fmt: skip

    def painter(self, planes: Planes, cut_off: int) -> Painter:
        return _RayPainter(self, planes, self.moving.box.raised(cut_off))


class _RayPainter:
    def __init__(self, motion: _Rays, planes: Planes, box: Box) -> None:
        self._motion = motion
        self._parts = []
        for plane, pixels, part in zip(planes, motion.pixels, (1, 2, 2), strict=True):
            whole = plane if plane.base is None else _with_padding(plane)
            stride = whole.shape[1]
            places = (pixels.rows + box.top // part) * stride + pixels.columns + box.left // part
            self._parts.append((whole.reshape(-1), places, pixels))

    def paint(self, number: int) -> None:
        (level,) = self._motion.moving.levels(number)
        for flat, places, pixels in self._parts:
            spread = np.repeat(level, pixels.counts)
            shown = pixels.unlit.copy()
            for thresholds, difference in pixels.steps:
                lit = np.greater_equal(spread, thresholds).view(np.uint8)
                np.multiply(lit, difference, out=lit)
                np.bitwise_xor(shown, lit, out=shown)
            flat[places] = shown


def _pixels(
    index: NDArray[np.intp], unlit: Bytes, thresholds: list[Bytes], differences: list[Bytes]
) -> _Pixels:
    rows, columns = np.nonzero(thresholds[0] < NEVER)
    order = np.argsort(index[rows, columns], kind="stable")
    rows, columns = rows[order], columns[order]
    steps = tuple(
        (threshold[rows, columns], difference[rows, columns])
        for threshold, difference in zip(thresholds, differences, strict=True)
    )
    counts = np.bincount(index[rows, columns], minlength=int(index.max()) + 1)
    return _Pixels(rows, columns, counts, unlit[rows, columns], steps)


def _with_padding(plane: Bytes) -> Bytes:
    """The plane with the bytes at the end of each row, so that it can be addressed flat."""
    return np.lib.stride_tricks.as_strided(
        plane, (plane.shape[0], plane.strides[0]), (plane.strides[0], 1)
    )


def _differences(moving: Moving, unlit: Planes) -> list[Planes]:
    """Each step as its difference from what lies below it."""
    differences = []
    below = unlit
    for step in moving.steps:
        planes = planes_of(step.picture)
        differences.append(Planes(*(a ^ b for a, b in zip(planes, below, strict=True))))
        below = planes
    return differences


def _half(thresholds: Bytes) -> Bytes:
    """Thresholds of the chroma planes: the mean of what can be lit in a block of four."""
    t = thresholds.astype(np.uint16)
    blocks = np.stack([t[::2, ::2], t[1::2, ::2], t[::2, 1::2], t[1::2, 1::2]])
    lit = blocks < NEVER
    count = lit.sum(0)
    mean = np.where(lit, blocks, 0).sum(0) / np.maximum(1, count)
    return np.where(count > 0, np.round(mean), NEVER).astype(np.uint8)


def _spans(thresholds: Bytes) -> tuple[Span, ...]:
    lowest = thresholds.min(axis=1)
    spans = []
    for level in range(NEVER):
        rows = np.flatnonzero(lowest <= level)
        spans.append((int(rows[0]) // 2 * 2, (int(rows[-1]) + 2) // 2 * 2) if len(rows) else (0, 0))
    return tuple(spans)
