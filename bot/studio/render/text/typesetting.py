"""Setting text: fitted into a box, wrapped, each sign in a font that has it, readable anywhere."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from bot.studio.render.text.bidi import (
    cleaned,
    clusters,
    is_right_to_left,
    visual_spans,
)
from bot.studio.render.text.emoji import is_emoji
from bot.studio.render.text.fonts import FontStack
from bot.studio.render.text.line_breaking import shortened, words
from bot.studio.render.text.typeface import Colour, GlyphLayer, Typeface

LEADING: Final = 1.22  # line height, in sizes
RAISE: Final = 0.92  # from a line's top to its baseline, in sizes


@dataclass(frozen=True)
class TextRun:
    """Clusters set in one font and direction; ``width`` in pixels.

    ``first`` is the place of its first cluster among those of its line, blanks left out.
    """

    text: str
    font: Typeface
    right_to_left: bool
    width: float
    first: int = 0


@dataclass(frozen=True)
class TextLine:
    """One line in visual order."""

    runs: tuple[TextRun, ...]

    @property
    def width(self) -> float:
        """Pixels from the first sign to the last."""
        return sum(run.width for run in self.runs)


@dataclass(frozen=True)
class TextBlock:
    """Text that was fitted: lines at a size, in pixels."""

    lines: tuple[TextLine, ...]
    size: int
    right_to_left: bool
    is_cut: bool = False  # not all of it is there

    @property
    def text(self) -> str:
        """What is drawn, a line each, its pieces from left to right."""
        return "\n".join("".join(run.text for run in line.runs) for line in self.lines)

    @property
    def width(self) -> int:
        """Pixels of the widest line."""
        return int(max((line.width for line in self.lines), default=0) + 0.999)

    @property
    def height(self) -> int:
        """Pixels from the first line's top to the last line's bottom."""
        return round(len(self.lines) * self.size * LEADING)


class Typesetter:
    """Fits and draws text with the fonts of one weight."""

    def __init__(self, font_paths: tuple[Path, ...] = (), *, bold: bool = True) -> None:
        self._book = _font_stack(font_paths, bold)

    def fit(self, text: str, *, width: int, lines: int, size: int, smallest: int) -> TextBlock:
        """Set ``text`` as large as it goes: at most ``size``, ``lines`` lines of ``width`` pixels.

        Under ``smallest`` pixels (or ``size``, if that is less) it is cut with an ellipsis instead.
        Signs that no font has are left out.
        """
        parts = self._shown(clusters(cleaned(text)))
        right_to_left = is_right_to_left("".join(parts))
        smallest = min(smallest, size)
        least = self._wrapped(parts, smallest, width, lines, right_to_left, cut=True)
        if least is not None:
            for pixels in range(size, smallest, -1):
                cut = pixels < size * 0.7  # only then is a word broken that is too long for a line
                wrapped = self._wrapped(parts, pixels, width, lines, right_to_left, cut=cut)
                if wrapped is not None:
                    return TextBlock(wrapped, pixels, right_to_left)
            return TextBlock(least, smallest, right_to_left)
        low, high = 0, len(parts)
        while low < high:  # the longest beginning that fits with an ellipsis
            middle = (low + high + 1) // 2
            short = clusters("".join(parts[:middle]).rstrip() + "…")
            if self._wrapped(short, smallest, width, lines, right_to_left, cut=True):
                low = middle
            else:
                high = middle - 1
        short = clusters(shortened(parts, low))
        wrapped = self._wrapped(short, smallest, width, lines, right_to_left, cut=True)
        return TextBlock(wrapped or (), smallest, right_to_left, is_cut=True)

    def draw(
        self,
        image: Image.Image,
        block: TextBlock,
        xy: tuple[int, int],
        *,
        colour: Colour,
        align: str = "left",
        width: int = 0,
        opacity: float = 1.0,
        shadow: float = 0.0,
    ) -> None:
        """Draw ``block`` into the RGB ``image`` with its top left at ``xy``.

        ``align`` is left, centre or right within ``width`` pixels; a shadow of that strength (0 to
        1) lifts the letters from a busy ground.
        """
        if not block.lines:
            return
        pad = block.size
        box = max(width, block.width)
        layer = GlyphLayer((box + 2 * pad, block.height + 2 * pad), colour)
        for row, line in enumerate(block.lines):
            spare = box - line.width
            left = {"left": 0.0, "centre": spare / 2, "right": spare}[align]
            baseline = pad + round((row * LEADING + RAISE) * block.size)
            _draw_line(layer, line, pad + left, baseline, block.size)
        coverage = layer.coverage
        if opacity < 1:
            coverage = coverage.point(lambda value: round(value * opacity))
        corner = (xy[0] - pad, xy[1] - pad)
        if shadow > 0:
            dark = coverage.filter(ImageFilter.GaussianBlur(block.size * 0.14))
            dark = ImageChops.offset(dark, 0, max(1, block.size // 24))
            dark = dark.point(lambda value: min(255, round(value * 1.6 * shadow)))
            image.paste((0, 0, 0), corner, dark)
        image.paste(layer.rgb, corner, coverage)

    def count(self, text: str) -> int:
        """How many signs of ``text`` are drawn, blanks left out."""
        return _count(self._shown(clusters(cleaned(text))))

    def _shown(self, parts: list[str]) -> list[str]:
        kept = [
            font.drawable(part) if (font := self._book.font_for(part)) else " " * (part == " ")
            for part in parts
        ]
        return clusters(" ".join("".join(kept).split()))

    def _wrapped(
        self,
        parts: list[str],
        size: int,
        width: int,
        lines: int,
        right_to_left: bool,
        *,
        cut: bool,
    ) -> tuple[TextLine, ...] | None:
        """Lines of even length, or None when they don't fit."""
        widths = [self._width(part, size) for part in parts]
        rows = _broken(parts, widths, width, cut=cut)
        if rows is None or len(rows) > lines:
            return None
        low, high = width // 2, width
        while len(rows) > 1 and high - low > size // 4:  # as narrow as the same count allows
            middle = (low + high) // 2
            tighter = _broken(parts, widths, middle, cut=cut)
            if tighter is not None and len(tighter) == len(rows):
                rows, high = tighter, middle
            else:
                low = middle
        set_lines = tuple(self._line(row, size, right_to_left) for row in rows)
        return set_lines if all(line.width <= width for line in set_lines) else None

    def _width(self, part: str, size: int) -> float:
        font = self._book.font_for(part)
        return size * (font.advance(part) if font else 0.3)

    def _line(self, parts: list[str], size: int, right_to_left: bool) -> TextLine:
        runs: list[TextRun] = []
        for backwards, span in visual_spans(parts, right_to_left=right_to_left):
            in_run: list[TextRun] = []
            first = _count(parts[: span.start])
            for text, font in self._run_fonts(parts[span.start : span.stop]):
                wide = size * font.advance(text, right_to_left=backwards)
                in_run.append(TextRun(text, font, backwards, wide, first))
                first += _count(clusters(text))
            runs.extend(reversed(in_run) if backwards else in_run)
        return TextLine(tuple(runs))

    def _run_fonts(self, run: list[str]) -> list[tuple[str, Typeface]]:
        grouped: list[tuple[str, Typeface]] = []
        font: Typeface | None = None
        script = ""
        for part in run:
            before, script = script, _script_of(part)
            # A word begins in the face of its title again, whatever another script needed before.
            found = self._book.font_for(part, None if script not in ("", before) else font)
            if found is None:
                continue
            if grouped and found is grouped[-1][1]:
                grouped[-1] = (grouped[-1][0] + part, found)
            else:
                grouped.append((part, found))
            if not is_emoji(part):  # what comes after a picture stays in the face before it
                font = found
        return grouped


def _script_of(part: str) -> str:
    """Return the script of a letter, in a word for each; empty for all else."""
    return unicodedata.name(part[0], "").partition(" ")[0] if part[0].isalpha() else ""


def _count(parts: Sequence[str]) -> int:
    return sum(part != " " for part in parts)


@lru_cache(maxsize=4)
def _font_stack(font_paths: tuple[Path, ...], bold: bool) -> FontStack:
    return FontStack(font_paths, bold=bold)


def _broken(
    parts: Sequence[str], widths: Sequence[float], width: float, *, cut: bool
) -> list[list[str]] | None:
    """Break lines between words.

    A word wider than a line gives None, or is broken when ``cut`` allows it.
    """
    rows: list[list[str]] = [[]]
    used = 0.0
    for word in words(parts):
        length = sum(widths[word.start : word.stop])
        gap = widths[word.start] if parts[word.start] == " " else 0.0
        if length - gap > width and not cut:
            return None
        if rows[-1] and used + length > width:
            rows.append([])
            used = 0.0
        for part, wide in zip(
            parts[word.start : word.stop], widths[word.start : word.stop], strict=True
        ):
            if not rows[-1] and part == " ":
                continue
            if rows[-1] and used + wide > width:
                rows.append([])
                used = 0.0
            rows[-1].append(part)
            used += wide
    return [row for row in rows if row]


def _draw_line(layer: GlyphLayer, line: TextLine, left: float, baseline: int, size: int) -> None:
    for run in line.runs:
        run.font.draw(layer, run.text, (left, baseline), size, right_to_left=run.right_to_left)
        left += run.width
