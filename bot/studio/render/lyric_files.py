"""Lyrics with times from files: LRC (by lines or by words), SubRip and WebVTT.

Nothing is asked of a file but that some of its lines have times. What is out of order is put in
order, overlaps are cut, and lines beyond the song are left out.
"""

import html
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from bot.studio.render.spec import LyricWord, one_line

MAX_BYTES: Final = 512 * 1024
MAX_LINES: Final = 2000  # timed lines: more than anybody sings in a quarter of an hour
MAX_WORDS: Final = 20_000  # a line that is sung a thousand times has its words a thousand times
MAX_SECONDS: Final = 24 * 3600.0
MAX_OFFSET_SECONDS: Final = 60.0
_LAST_SECONDS: Final = 5.0  # how long a line lasts when nothing says so
_SUFFIXES: Final = (".lrc", ".srt", ".vtt")

_CLOCK: Final = r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,:](\d{1,3}))?"
_GROUPS: Final = 4  # of the pattern above
_STAMP: Final = re.compile(rf"\[\s*{_CLOCK}\s*\]")
_WORD_STAMP: Final = re.compile(rf"<\s*{_CLOCK}\s*>")
_OFFSET: Final = re.compile(r"\[\s*offset\s*:\s*([+-]?\d{1,9})\s*\]", re.IGNORECASE)
_CUE: Final = re.compile(rf"^\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?$")
_MARKUP: Final = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")  # of WebVTT, SubRip and its styles
_LIKE_A_TAG: Final = re.compile(r"\[(?=\s*(?:\d|offset))|\{(?=\\)|<(?=[^>]*>)", re.IGNORECASE)
_LIKE_AN_ENTITY: Final = re.compile(r"&#?\w+;?")  # of HTML, which some names of are, "&B" isn't


class LyricFileFault(StrEnum):
    """Why a file of lyrics can't be used."""

    TOO_LARGE = "too-large"
    NOT_TEXT = "not-text"
    NO_TIMES = "no-times"
    TOO_MANY_LINES = "too-many-lines"
    BEYOND_THE_SONG = "beyond-the-song"


_MESSAGES: Final = {
    LyricFileFault.TOO_LARGE: "A file of lyrics has 512 KiB at most.",
    LyricFileFault.NOT_TEXT: "That is no text in UTF-8 or UTF-16.",
    LyricFileFault.NO_TIMES: "There are no lines with times: .lrc, .srt and .vtt have them.",
    LyricFileFault.TOO_MANY_LINES: (
        f"There are more than {MAX_LINES} lines or {MAX_WORDS} words with times."
    ),
    LyricFileFault.BEYOND_THE_SONG: "All of its lines come after the song's end.",
}


class LyricFileError(Exception):
    """The file can't be used: ``fault`` is for programs, ``message`` one sentence for people."""

    def __init__(self, fault: LyricFileFault) -> None:
        super().__init__(_MESSAGES[fault])
        self.fault, self.message = fault, _MESSAGES[fault]


class _Line(NamedTuple):
    """A line's beginning and end in seconds, if it tells one, and its words with theirs."""

    start: float
    end: float | None
    words: tuple[tuple[float, str], ...]


def is_lyric_file(name: str) -> bool:
    """Return whether a file's name is that of lyrics with times."""
    return name.lower().endswith(_SUFFIXES)


def parse_lyrics(data: bytes, *, song_seconds: float | None = None) -> tuple[LyricWord, ...]:
    """Return the words of a file of any of the formats, which its content tells apart.

    A line that has times of its own only is one word. Raises LyricFileError.
    """
    if len(data) > MAX_BYTES:
        raise LyricFileError(LyricFileFault.TOO_LARGE)
    text = _decoded(data)
    has_cues = any(_CUE.match(line) for line in text.splitlines())
    found = sorted(_bounded(_cues(text) if has_cues else _lrc(text)), key=lambda line: line.start)
    if not any(line.words for line in found):
        raise LyricFileError(LyricFileFault.NO_TIMES)
    words = tuple(_timed(found, song_seconds or MAX_SECONDS))
    if not words:
        raise LyricFileError(LyricFileFault.BEYOND_THE_SONG)
    return words


def read_lyrics(path: Path, *, song_seconds: float | None = None) -> tuple[LyricWord, ...]:
    """Return the words of a file, of which no more is read than is taken.

    Raises LyricFileError and OSError.
    """
    with path.open("rb") as file:
        return parse_lyrics(file.read(MAX_BYTES + 1), song_seconds=song_seconds)


def lyrics_to_keep(data: bytes, *, song_seconds: float | None = None) -> str:
    """Return a file's lyrics as a text in LRC that is taken again. Raises LyricFileError."""
    text = lrc_of(parse_lyrics(data, song_seconds=song_seconds))
    if len(text.encode()) > MAX_BYTES:
        raise LyricFileError(LyricFileFault.TOO_LARGE)
    return text


def words_of(text: str) -> str:
    """Return what is sung in kept lyrics, a line each, without times. Raises LyricFileError."""
    return "".join(word.word for word in parse_lyrics(text.encode())).strip()


def lrc_of(words: Sequence[LyricWord]) -> str:
    """Return words as a text in LRC, from which ``parse_lyrics`` makes them again."""
    lines: list[list[LyricWord]] = []
    for word in words:
        if word.word.startswith("\n") or not lines:
            lines.append([])
        lines[-1].append(word)
    starts = [line[0].start_seconds for line in lines[1:]]
    rows = []
    for line, following in zip_longest(lines, starts):
        row = f"[{_clock(line[0].start_seconds)}]"
        for word in line:
            row += f"<{_clock(word.start_seconds)}>" if len(line) > 1 else ""
            row += _escaped(word.word.removeprefix("\n"))
        rows.append(row)
        end = line[-1].end_seconds
        if following is None or end < following:  # an empty line: nothing is sung from here
            rows.append(f"[{_clock(end)}]")
    return "\n".join(rows) + "\n"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def _escaped(text: str) -> str:
    """Return a text of which nothing is taken for a time, an offset or markup.

    All else stays as it is sung: players show a file's lyrics as they stand, "&lt;3" too.
    """
    whole = _LIKE_AN_ENTITY.sub(
        lambda found: found[0] if html.unescape(found[0]) == found[0] else f"&amp;{found[0][1:]}",
        text,
    )
    return _LIKE_A_TAG.sub(lambda found: f"&#{ord(found[0])};", whole)


def _bounded(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Stop before a small file becomes more than memory holds. Raises LyricFileError."""
    sung = words = 0
    for line in lines:
        sung += bool(line.words)  # an empty one only ends the line before it
        words += len(line.words)
        if sung > MAX_LINES or words > MAX_WORDS:
            raise LyricFileError(LyricFileFault.TOO_MANY_LINES)
        yield line


def _decoded(data: bytes) -> str:
    codec = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise LyricFileError(LyricFileFault.NOT_TEXT) from None
    if "\0" in text:
        raise LyricFileError(LyricFileFault.NOT_TEXT)
    return text


def _timed(lines: list[_Line], song_seconds: float) -> Iterator[LyricWord]:
    """Give each word an end: where the next one begins, its line's end, or the next line."""
    starts = [line.start for line in lines] + [MAX_SECONDS + _LAST_SECONDS]
    for line, following in zip(lines, starts[1:], strict=True):
        if line.start >= song_seconds or not line.words:
            continue
        begins = [min(start, following) for start, _ in line.words]
        told = line.end if line.end is not None else begins[-1] + _LAST_SECONDS
        edges = [*begins, max(begins[-1], min(told, following, song_seconds))]
        for number, ((start, finish), (_, word)) in enumerate(
            zip(pairwise(edges), line.words, strict=True)
        ):
            yield LyricWord(
                word=word if number else f"\n{word}",
                start_seconds=start,
                end_seconds=max(start, finish),
            )


def _lrc(text: str) -> Iterator[_Line]:
    """Read LRC: each line has one time or several, and may have one before each word (A2)."""
    offset = 0.0
    if told := _OFFSET.search(text):  # milliseconds; positive: the words come sooner
        offset = int(told[1]) / 1000
    if abs(offset) > MAX_OFFSET_SECONDS:
        offset = 0.0
    for line in text.splitlines():
        stamps, rest = _stamps(line)
        words = _words(rest, stamps[0] if stamps else 0.0)
        for stamp in stamps:
            shift = stamp - stamps[0] - offset  # a line that is sung again has the same rhythm
            yield _Line(
                max(0.0, stamp - offset),
                None,
                tuple((max(0.0, start + shift), word) for start, word in words),
            )


def _stamps(line: str) -> tuple[list[float], str]:
    """Return the times that a line begins with, and what stands behind them."""
    stamps = []
    rest = line.lstrip()
    while found := _STAMP.match(rest):
        stamps.append(_seconds(found.groups()))
        rest = rest[found.end() :].lstrip()
    return stamps, rest


def _words(text: str, start: float) -> tuple[tuple[float, str], ...]:
    """Return the words of a line, each behind its time; without times the line is one word."""
    parts = _WORD_STAMP.split(text)
    places = range(1, len(parts), _GROUPS + 1)
    timed = [(start, parts[0])]
    timed += ((_seconds(parts[at : at + _GROUPS]), parts[at + _GROUPS]) for at in places)
    words: list[tuple[float, str]] = []
    latest = start
    for begin, part in timed:
        plain = one_line(html.unescape(_MARKUP.sub("", part)))
        latest = max(latest, begin)
        if plain:
            before, after = part[:1].isspace(), part[-1:].isspace()
            words.append((latest, f"{' ' * before}{plain}{' ' * after}"))
    return tuple(words)


def _cues(text: str) -> Iterator[_Line]:
    """Read SubRip or WebVTT: blocks of a line with two times, and the text up to a blank line."""
    lines = [*text.splitlines(), ""]
    at = 0
    while at < len(lines):
        cue = _CUE.match(lines[at])
        at += 1
        if cue is None:
            continue
        rows = []
        while at < len(lines) and lines[at].strip() and not _CUE.match(lines[at]):
            rows.append(lines[at].strip())
            at += 1
        if at < len(lines) and _CUE.match(lines[at]) and rows and rows[-1].isdigit():
            rows.pop()  # the next one's number, where no blank line stands between
        start, end = _seconds(cue.groups()[:4]), _seconds(cue.groups()[4:])
        yield _Line(start, max(start, end), _words(" ".join(rows), start))


def _seconds(parts: Sequence[str | None]) -> float:
    """Return the seconds of hours, minutes, seconds and a fraction, as they were written."""
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return float(whole + int(fraction) / 10 ** len(fraction))
