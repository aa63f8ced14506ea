"""Where the words of a text that was set stand: for whatever lights them one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.studio.render.text.bidi import clusters
from bot.studio.render.text.typesetting import TextBlock, TextRun


@dataclass(frozen=True)
class WordSpan:
    """Where a part of a word stands: its row, and its left and right end in pixels of the row."""

    word: int
    row: int
    left: float
    right: float


def word_spans(block: TextBlock, counts: Sequence[int]) -> list[WordSpan]:
    """Where each word stands in a block, when ``counts`` are their signs (``Typesetter.count``)."""
    word_of = [word for word, count in enumerate(counts) for _ in range(count)] or [0]
    spans: list[WordSpan] = []
    before = 0
    for row, line in enumerate(block.lines):
        left, signs = 0.0, 0
        for run in line.runs:
            parts = clusters(run.text)
            for word, start, end in _split(parts, word_of, before + run.first):
                near, far = _edges(run, parts, start, end, block.size)
                spans.append(WordSpan(word, row, left + near, left + far))
            signs += sum(part != " " for part in parts)
            left += run.width
        before += signs
    return spans


def _edges(run: TextRun, parts: list[str], start: int, end: int, size: int) -> tuple[float, float]:
    """Return the left and right end of some clusters in a run."""

    def reach(count: int) -> float:
        text = "".join(parts[:count])
        return size * run.font.advance(text, right_to_left=run.right_to_left) if text else 0.0

    if run.right_to_left:
        return run.width - reach(end), run.width - reach(start)
    return reach(start), reach(end)


def _split(parts: list[str], word_of: list[int], at: int) -> Iterator[tuple[int, int, int]]:
    """Each word in a run: which, and the places of its first cluster and behind its last."""
    last: tuple[int, int, int] | None = None
    for place, part in enumerate(parts):
        if part == " ":
            continue
        word = word_of[min(at, len(word_of) - 1)]  # an ellipsis goes with the last word
        at += 1
        if last is not None and last[0] == word:
            last = word, last[1], place + 1
        else:
            if last is not None:
                yield last
            last = word, place, place + 1
    if last is not None:
        yield last
