"""Painting what moves: whole rows by comparing bytes, or only the pixels whose entry has moved.

In rows, a step's pixels are turned on by an exclusive or with their difference from what lies
below. Where an index names the entries, those pixels are changed that lie between an entry's last
level and its next one: by what the step adds to what lies below it, or by the same taken away.
"""

import threading
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.visualizers import NEVER, Painted, Painter, Rasterizer, Visualizer
from bot.studio.render.scene.yuv import YuvPlanes, cut, to_yuv

Bytes = NDArray[np.uint8]
Whole = NDArray[np.int32]
Span = tuple[int, int]
LEVELS: Final = 256  # that a byte can hold


def build_rasterizer(visualizer: Visualizer | Painted) -> Rasterizer:
    """Choose the way to paint: its own, by whole rows, or only the pixels that change."""
    if not isinstance(visualizer, Visualizer):
        return visualizer.rasterizer()
    return (
        RowRasterizer(visualizer)
        if visualizer.index is None
        else _SparseRasterizer(visualizer, visualizer.index)
    )


@dataclass(frozen=True)
class _Change:
    thresholds: Bytes
    half_thresholds: Bytes
    difference: YuvPlanes
    channel: int
    spans: tuple[Span, ...]  # for each level the rows that it can reach, from even to even


class RowRasterizer:
    """A ``Visualizer`` whose columns are entries, ready for painting; shared by threads."""

    def __init__(self, visualizer: Visualizer) -> None:
        self.visualizer, self.box = visualizer, visualizer.box
        self.unlit = to_yuv(visualizer.unlit)
        self.changes = [
            _Change(
                layer.thresholds,
                _half(np.repeat(layer.thresholds, 2, axis=1)),
                difference,
                layer.channel,
                _spans(layer.thresholds),
            )
            for layer, difference in zip(
                visualizer.layers, _differences(visualizer, self.unlit), strict=True
            )
        ]

    def painter(self, planes: YuvPlanes, cut_off: int) -> Painter:
        """Return a painter for the planes of one frame, without its first ``cut_off`` rows."""
        return _RowPainter(self, cut(planes, self.visualizer.box.raised(cut_off)))


class _RowPainter:
    def __init__(self, rasterizer: RowRasterizer, target: YuvPlanes) -> None:
        self._rasterizer, self._target = rasterizer, target
        self._masks = YuvPlanes(*(np.empty_like(plane) for plane in rasterizer.unlit))
        self._lit: Span = (0, rasterizer.visualizer.box.height)

    def paint(self, number: int) -> None:
        rasterizer = self._rasterizer
        first, last = self._lit
        for plane, still, part in zip(self._target, rasterizer.unlit, (1, 2, 2), strict=True):
            plane[first // part : last // part] = still[first // part : last // part]
        channels = rasterizer.visualizer.levels(number)
        peaks = [int(channel.max()) for channel in channels]
        first, last = rasterizer.visualizer.box.height, 0
        for change in rasterizer.changes:
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
        np.greater_equal(level[::2].copy(), change.half_thresholds[rows], out=lit.view(np.bool_))
        for plane, difference in (
            (self._target.u, change.difference.u),
            (self._target.v, change.difference.v),
        ):
            shown = self._masks.v[rows]
            np.multiply(lit, difference[rows], out=shown)
            np.bitwise_xor(plane[rows], shown, out=plane[rows])


class _Events(NamedTuple):
    """What happens to pixels, in the order of entry and level."""

    plane: Bytes
    rows: Whole
    columns: Whole
    change: Bytes  # modulo 256, first for all rising, then for all falling
    edges: Whole  # how many events come before the end of each level of each entry


class _SparseRasterizer:
    def __init__(self, visualizer: Visualizer, index: NDArray[np.intp]) -> None:
        self.visualizer, self.box = visualizer, visualizer.box
        self.unlit = to_yuv(visualizer.unlit)
        self._events = _events_of(visualizer, index, self.unlit)
        self._places: dict[tuple[int, ...], NDArray[np.intp]] = {}
        self._lock = threading.Lock()

    def painter(self, planes: YuvPlanes, cut_off: int) -> Painter:
        starts = [plane.__array_interface__["data"][0] for plane in planes]
        first = min(starts)
        offsets = [start - first for start in starts]
        ends = [at + len(p) * p.strides[0] for at, p in zip(offsets, planes, strict=True)]
        # One array over all planes, and what may lie between them, which is never touched.
        flat = np.lib.stride_tricks.as_strided(planes[starts.index(first)], (max(ends),), (1,))
        with self._lock:
            key = (cut_off, *offsets, *(plane.strides[0] for plane in planes))
            if key not in self._places:
                self._places[key] = self._places_in(
                    self.visualizer.box.raised(cut_off), planes, offsets
                )
        return _SparsePainter(self.visualizer, self._events, flat, self._places[key])

    def _places_in(self, box: Box, planes: YuvPlanes, offsets: list[int]) -> NDArray[np.intp]:
        plane, rows, columns, _, _ = self._events
        strides = np.array([plane.strides[0] for plane in planes])
        corner = np.array([(box.top, box.left), *[(box.top // 2, box.left // 2)] * 2])
        base = np.array(offsets) + corner[:, 0] * strides + corner[:, 1]
        return np.asarray(base[plane] + rows * strides[plane] + columns, np.intp)


class _SparsePainter:
    def __init__(
        self, visualizer: Visualizer, events: _Events, flat: Bytes, places: NDArray[np.intp]
    ) -> None:
        self._visualizer, self._events, self._flat, self._places = visualizer, events, flat, places
        self._firsts = np.arange(0, len(events.edges), LEVELS)
        self._shown = self._firsts  # each entry's own level, here the lowest, in ``edges``

    def paint(self, number: int) -> None:
        edges, count = self._events.edges, len(self._places)
        (levels,) = self._visualizer.levels(number)
        now = self._firsts + levels
        low, high = np.minimum(self._shown, now), np.maximum(self._shown, now)
        starts = edges.take(low)
        counts = edges.take(high) - starts
        starts += (now < self._shown) * np.int32(count)
        ends = counts.cumsum()
        chosen = np.repeat(starts - (ends - counts), counts)
        chosen += np.arange(len(chosen))
        places = self._places.take(chosen, mode="wrap")
        np.add.at(self._flat, places, self._events.change.take(chosen))  # some pixels twice
        self._shown = now


def _events_of(visualizer: Visualizer, index: NDArray[np.intp], unlit: YuvPlanes) -> _Events:
    """Return the events of all steps in all planes."""
    pictures = [unlit, *(to_yuv(layer.picture) for layer in visualizer.layers)]
    found: list[tuple[NDArray[np.intp], ...]] = []  # key, plane, row, column, change of each event
    for layer, (below, above) in zip(visualizer.layers, pairwise(pictures), strict=True):
        for plane, part in enumerate((1, 2, 2)):
            thresholds = layer.thresholds if part == 1 else _half(layer.thresholds)
            rows, columns = np.nonzero(thresholds < NEVER)
            keys = index[::part, ::part][rows, columns] * LEVELS + thresholds[rows, columns]
            change = (above[plane] - below[plane])[rows, columns]
            found.append((keys, np.full_like(rows, plane), rows, columns, change.astype(np.intp)))
    keys, plane_of, rows, columns, change = map(np.concatenate, zip(*found, strict=True))
    order = np.argsort(keys, kind="stable")
    keys, rising = keys[order], change[order].astype(np.uint8)
    ends = np.arange((int(index.max()) + 1) * LEVELS)
    edges = np.searchsorted(keys, ends, side="right")
    return _Events(
        plane_of[order].astype(np.uint8),
        rows[order].astype(np.int32),
        columns[order].astype(np.int32),
        np.concatenate([rising, -rising]),
        edges.astype(np.int32),
    )


def _differences(visualizer: Visualizer, unlit: YuvPlanes) -> list[YuvPlanes]:
    """Each step as its difference from what lies below it."""
    differences = []
    below = unlit
    for layer in visualizer.layers:
        planes = to_yuv(layer.picture)
        differences.append(YuvPlanes(*(a ^ b for a, b in zip(planes, below, strict=True))))
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
