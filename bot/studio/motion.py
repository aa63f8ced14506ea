"""Painting what moves: whole rows by comparing bytes, or only the pixels whose entry has moved.

In rows, a step's pixels are turned on by an exclusive or with their difference from what lies
below. Where an index names the entries, a change of level adds to the pixels between the two.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.studio.layout import Box
from bot.studio.looks import NEVER, Moving
from bot.studio.planes import Planes, cut, planes_of

Bytes = NDArray[np.uint8]
Span = tuple[int, int]
LEVELS = 256  # that a byte can hold


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
    """Choose the way to paint: by whole rows, or only the pixels that change."""
    return _Rows(moving) if moving.index is None else _Entries(moving, moving.index)


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


class _Events(NamedTuple):
    """What pixels add when their entry's level rises past them, in the order of entry and level.

    All but `edges` hold each event twice: as it is for rising, then undone for falling.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    changes: tuple[Bytes, ...]  # for each plane that these are the events of
    edges: NDArray[np.intp]  # how many come before the end of each level of each entry


class _Entries:
    """Each entry of the levels moves its own pixels: those between its last level and this one."""

    def __init__(self, moving: Moving, index: NDArray[np.intp]) -> None:
        self.moving = moving
        self.unlit = planes_of(moving.unlit)
        shown = [self.unlit, *(planes_of(step.picture) for step in moving.steps)]
        thresholds = [step.thresholds for step in moving.steps]
        y, u, v = zip(*shown, strict=True)
        self.groups = (
            _events(index, thresholds, (y,)),
            _events(index[::2, ::2], [_half(step) for step in thresholds], (u, v)),
        )

    def painter(self, planes: Planes, cut_off: int) -> Painter:
        return _EntryPainter(self, planes, self.moving.box.raised(cut_off))


class _EntryPainter:
    def __init__(self, motion: _Entries, planes: Planes, box: Box) -> None:
        self._motion = motion
        self._parts = []
        for events, shown, part in zip(
            motion.groups, (planes[:1], planes[1:]), (1, 2), strict=True
        ):
            flat = [_with_padding(plane) for plane in shown]
            rows, columns = events.rows + box.top // part, events.columns + box.left // part
            targets = [plane.reshape(-1) for plane in flat]
            self._parts.append((rows * flat[0].shape[1] + columns, targets, events))
        self._firsts = np.arange(len(motion.groups[0].edges) // LEVELS) * LEVELS
        self._ends = self._firsts  # level 0 of each entry: unlit

    def paint(self, number: int) -> None:
        (levels,) = self._motion.moving.levels(number)
        ends = self._firsts + levels
        low, high = np.minimum(self._ends, ends), np.maximum(self._ends, ends)
        falls = ends < self._ends
        self._ends = ends
        for places, targets, events in self._parts:
            starts = events.edges[low]
            counts = events.edges[high] - starts
            starts += falls * (len(places) // 2)
            sums = counts.cumsum()
            chosen = np.arange(sums[-1]) + np.repeat(starts - (sums - counts), counts)
            where = places.take(chosen)
            for flat, change in zip(targets, events.changes, strict=True):
                np.add.at(flat, where, change.take(chosen))  # a pixel may have two events


def _events(
    index: NDArray[np.intp], thresholds: list[Bytes], planes: tuple[tuple[Bytes, ...], ...]
) -> _Events:
    """The events of planes of one size, of each of which there is a picture for each step."""
    found = [np.nonzero(step < NEVER) for step in thresholds]
    rows, columns = (np.concatenate(part) for part in zip(*found, strict=True))
    own = np.concatenate([step[place] for step, place in zip(thresholds, found, strict=True)])
    keys = index[rows, columns] * LEVELS + own
    order = np.argsort(keys, kind="stable")
    changes = []
    for shown in planes:
        added = [above - below for below, above in pairwise(shown)]
        rising = np.concatenate([a[place] for a, place in zip(added, found, strict=True)])[order]
        changes.append(np.concatenate([rising, -rising]))
    ends = np.arange((int(index.max()) + 1) * LEVELS)
    edges = np.searchsorted(keys[order], ends, side="right")
    return _Events(np.tile(rows[order], 2), np.tile(columns[order], 2), tuple(changes), edges)


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
