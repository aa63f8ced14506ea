"""Lyrics in the picture: the line that is sung, its words lit one by one, and the next one dimmed.

Each line is drawn twice, unlit and lit, when it is first shown. To light a word is to copy its
columns from one of these pictures.
"""

import threading
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from bot.studio.render.scene.background import WHITE, Background
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.lyrics import LyricTimeline, SungLine, timeline_of
from bot.studio.render.scene.palette import Colour
from bot.studio.render.scene.yuv import YuvPlanes, cut, to_yuv
from bot.studio.render.text.typesetting import LEADING, TextBlock, Typesetter
from bot.studio.render.text.word_spans import word_spans

_NOW_SHARE: Final = 0.64  # of the band's height; the next line has the rest
_LARGEST, _NEXT_LARGEST, _SMALLEST = 46, 26, 15  # pixels at 720p
_UNSUNG, _NEXT = 0.5, 0.42  # opacity: a pale ink of what is lit has to stand out
_MOST_ROWS: Final = 4


class _Place(NamedTuple):
    """A word's columns in some rows, both from even to even."""

    word: int
    box: Box


@dataclass(frozen=True)
class _DrawnLine:
    """A line in the pixels of the whole band's width; ``top`` is where these begin in the band."""

    box: Box
    unlit: YuvPlanes
    lit: YuvPlanes
    places: tuple[_Place, ...]


class LyricBand:
    """The band of the lyrics; shared by threads, which draw its lines when they come to them."""

    def __init__(
        self,
        background: Background,
        lines: list[SungLine],
        *,
        fps: int,
        frames: int,
        font_paths: tuple[Path, ...] = (),
    ) -> None:
        band = background.layout.lyrics
        assert band is not None  # noqa: S101 - only such a layout is asked for lyrics
        self.box = band.scaled(background.scale)
        self.timeline: LyricTimeline = timeline_of(lines, frames, fps)
        self._lines, self._scale = lines, background.scale
        self._setter = Typesetter(font_paths)
        box = self.box
        self._ground = background.picture.crop((box.left, box.top, box.right, box.bottom))
        self._ink: Colour = background.palette.first
        self._starts_left = background.layout.round_card and not background.layout.centred
        self._now: dict[int, _DrawnLine] = {}
        self._next: dict[int, _DrawnLine] = {}
        self._lock = threading.Lock()

    def state(self, frame: int) -> tuple[int, int, int]:
        """Return the line that is sung, the next one (-1 is none), and how many words are lit."""
        told = self.timeline
        return int(told.now[frame]), int(told.following[frame]), int(told.lit[frame])

    def painter(self, planes: YuvPlanes, still: YuvPlanes, cut_off: int) -> "LyricPainter":
        """Return a painter for the planes of a frame whose first ``cut_off`` rows are not there."""
        box = self.box.raised(cut_off)
        return LyricPainter(self, cut(planes, box), cut(still, box))

    def sung(self, number: int) -> _DrawnLine:
        """Return a line as it is sung."""
        with self._lock:
            if number not in self._now:
                self._now[number] = self._drawn_now(self._lines[number])
            return self._now[number]

    def announced(self, number: int) -> _DrawnLine:
        """Return a line as the next one."""
        with self._lock:
            if number not in self._next:
                self._next[number] = self._drawn_next(self._lines[number])
            return self._next[number]

    def _drawn_now(self, line: SungLine) -> _DrawnLine:
        room = Box(0, 0, self.box.width, round(self.box.height * _NOW_SHARE) // 2 * 2)
        block = self._fitted(line.text, room)
        counts = [self._setter.count(piece) for piece in line.pieces]
        return self._drawn(block, room, counts)

    def _drawn_next(self, line: SungLine) -> _DrawnLine:
        top = round(self.box.height * (_NOW_SHARE + 0.03)) // 2 * 2
        room = Box(0, top, self.box.width, self.box.height - top)
        size = min(round(_NEXT_LARGEST * self._scale), int(room.height / LEADING))
        smallest = min(size, round(_SMALLEST * self._scale))
        block = self._setter.fit(line.text, width=room.width, lines=1, size=size, smallest=smallest)
        return self._drawn(block, room, None)

    def _fitted(self, text: str, room: Box) -> TextBlock:
        """Return the line in as many rows as let it be largest."""
        best: TextBlock | None = None
        smallest = round(_SMALLEST * self._scale)
        for rows in range(1, _MOST_ROWS + 1):
            size = min(round(_LARGEST * self._scale), int(room.height / LEADING / rows))
            if rows > 1 and (size < smallest or (best and not best.is_cut and size <= best.size)):
                break
            block = self._setter.fit(
                text, width=room.width, lines=rows, size=size, smallest=min(size, smallest)
            )
            if best is None or (best.is_cut, -best.size) > (block.is_cut, -block.size):
                best = block
        assert best is not None  # noqa: S101 - one row is always tried
        return best

    def _drawn(self, block: TextBlock, room: Box, counts: list[int] | None) -> _DrawnLine:
        align = "centre"
        if self._starts_left:
            align = "right" if block.right_to_left else "left"
        top = max(0, (room.height - block.height) // 2)
        pictures = []
        looks = ((WHITE, _UNSUNG), (self._ink, 1.0)) if counts else ((WHITE, _NEXT),)
        for colour, opacity in looks:
            picture = self._ground.crop((room.left, room.top, room.right, room.bottom))
            self._setter.draw(
                picture, block, (0, top), colour=colour, width=room.width, align=align,
                opacity=opacity, shadow=0.4,
            )  # fmt: skip
            pictures.append(to_yuv(np.asarray(picture, np.float32)))
        places = _places(block, counts, room, top, align) if counts else ()
        return _DrawnLine(room, pictures[0], pictures[-1], places)


class LyricPainter:
    """Keeps the band of one frame up to date; frames may come in any order."""

    def __init__(self, band: LyricBand, target: YuvPlanes, still: YuvPlanes) -> None:
        self._band, self._target, self._still = band, target, still
        self._shown = (-1, -1, 0)

    def paint(self, number: int) -> None:
        """Bring the band to what frame ``number`` shows."""
        now, following, lit = wanted = self._band.state(number)
        if wanted == self._shown:
            return
        if (now, following) != self._shown[:2] or lit < self._shown[2]:
            self._paint_lines(now, following)
            self._shown = (now, following, 0)
        if now >= 0:
            line = self._band.sung(now)
            for word, box in line.places:
                if self._shown[2] <= word < lit:
                    _copy(cut(line.lit, box), cut(self._target, box))
        self._shown = wanted

    def _paint_lines(self, now: int, following: int) -> None:
        _copy(self._still, self._target)
        if following >= 0:
            line = self._band.announced(following)
            _copy(line.unlit, cut(self._target, line.box))
        if now >= 0:
            line = self._band.sung(now)
            _copy(line.unlit, cut(self._target, line.box))


def _places(
    block: TextBlock, counts: list[int], room: Box, top: int, align: str
) -> tuple[_Place, ...]:
    """Each word's columns; what lies between two words of a row is shared out between them."""
    found: list[_Place] = []
    for row, line in enumerate(block.lines):
        spare = room.width - line.width
        left = {"left": 0.0, "centre": spare / 2, "right": spare}[align]
        spans = sorted(
            (span for span in word_spans(block, counts) if span.row == row),
            key=lambda span: span.left,
        )
        if not spans:
            continue
        overhang = block.size / 4
        edges = [left + spans[0].left - overhang]
        edges += [left + (a.right + b.left) / 2 for a, b in pairwise(spans)]
        edges += [left + spans[-1].right + overhang]
        ends = [max(0, min(room.width, round(edge / 2) * 2)) for edge in edges]
        first, last = (top + round(n * LEADING * block.size) for n in (row, row + 1))
        high, low = first // 2 * 2, min(room.height, last // 2 * 2)
        for span, (start, end) in zip(spans, pairwise(ends), strict=True):
            if start < end and high < low:
                found.append(_Place(span.word, Box(start, high, end - start, low - high)))
    return tuple(found)


def _copy(source: YuvPlanes, target: YuvPlanes) -> None:
    for ours, theirs in zip(source, target, strict=True):
        theirs[:] = ours
