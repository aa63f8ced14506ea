"""Lyrics in lines, and what of them each frame shows: no picture is drawn here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.studio.render.spec import LyricWord
from bot.studio.render.text.bidi import breaks_anywhere, cleaned, clusters

LONGEST_LINE: Final = 90  # characters: a longer one is cut between words
PAUSE_SECONDS: Final = 5.0  # what comes after such a pause is another line
LEAD_SECONDS: Final = 1.0  # a line is shown so long before it is sung, when nothing else is
STAY_SECONDS: Final = 1.6  # a line stays for so long when nothing comes after it
NEXT_SECONDS: Final = 6.0  # the next line is announced when it is no further away
_TAG: Final = re.compile(r"\[[^\]\n]*\]")  # "[Chorus]": what the singer doesn't sing


@dataclass(frozen=True)
class SungLine:
    """One line: ``pieces`` are words with their blanks, ``starts`` when each is sung (seconds)."""

    pieces: tuple[str, ...]
    starts: tuple[float, ...]
    end: float

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(self.pieces)


def lines_of(words: Iterable[LyricWord]) -> list[SungLine]:
    """Put timed words together in lines; words that go back in time are sung as soon as can be.

    Line ends and section tags stand inside the words, as the API has them (kie-jobs-api.md).
    """
    lines: list[SungLine] = []
    row: list[tuple[str, float, float]] = []
    length = 0
    latest = 0.0
    for text, start, end, ends_before in _pieces(words):
        begin = max(latest, start)
        too_long = length + len(text) > LONGEST_LINE
        if row and (ends_before or too_long or begin - row[-1][2] > PAUSE_SECONDS):
            lines.append(_line(row))
            row, length = [], 0
        row.append((text, begin, max(begin, end)))
        length, latest = length + len(text) + 1, begin
    if row:
        lines.append(_line(row))
    return lines


def _pieces(words: Iterable[LyricWord]) -> Iterator[tuple[str, float, float, bool]]:
    """Each word's text, times, and whether a line has ended before it."""
    ended = True
    for word in words:
        for number, part in enumerate(_TAG.sub("\n", word.word).split("\n")):
            ended = ended or number > 0
            if text := cleaned(part):
                before, after = part[:1].isspace(), part[-1:].isspace()
                yield (
                    f"{' ' * before}{text}{' ' * after}",
                    word.start_seconds,
                    word.end_seconds,
                    ended,
                )
                ended = False


def _line(row: list[tuple[str, float, float]]) -> SungLine:
    """Where no word brings a blank, one stands between words, but for scripts that have none."""
    texts = [text for text, _, _ in row]
    if all(text == text.strip() for text in texts):
        for at, (text, after) in enumerate(pairwise(texts)):
            last, first = clusters(text)[-1], clusters(after)[0]
            if not (breaks_anywhere(last) and breaks_anywhere(first)):
                texts[at] = f"{text} "
    end = max(end for _, _, end in row)
    return SungLine(tuple(texts), tuple(start for _, start, _ in row), end)


@dataclass(frozen=True)
class LyricTimeline:
    """For each frame the line that is sung, the one that comes next (-1: none), and words lit."""

    now: NDArray[np.int32]
    following: NDArray[np.int32]
    lit: NDArray[np.int32]


def timeline_of(lines: list[SungLine], frames: int, fps: int) -> LyricTimeline:
    """Return what each frame shows. A word is lit in the frame that its beginning is nearest to."""
    now, following, lit = (np.full(frames, -1, np.int32) for _ in range(3))

    def frame(seconds: float) -> int:
        return int(np.clip(np.floor(seconds * fps + 0.5), 0, frames))

    for number, line in enumerate(lines):
        earlier = lines[number - 1].end if number else -LEAD_SECONDS
        start = frame(min(line.starts[0], max(earlier, line.starts[0] - LEAD_SECONDS)))
        later = lines[number + 1] if number + 1 < len(lines) else None
        end = frame(line.end + STAY_SECONDS)
        now[start:end], lit[start:end] = number, 0
        following[start:end] = -1
        if later is not None:
            soon = frame(later.starts[0] - NEXT_SECONDS)
            following[max(start, soon) : frame(later.starts[0])] = number + 1
            now[end : frame(later.starts[0])] = -1
        for place, begins in enumerate(line.starts):
            lit[frame(begins) : end] = place + 1
    lit[now < 0] = 0
    return LyricTimeline(now, following, lit)
