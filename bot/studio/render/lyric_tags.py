"""Lyrics with times from a song's own tags: synchronised ones, and texts that are LRC."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp4 import MP4Tags

from bot.studio.render.lyric_files import MAX_WORDS, LyricFileError, lrc_of, lyrics_to_keep
from bot.studio.render.spec import LyricWord
from bot.studio.tags.blocks import tag_blocks

_MAX_VALUES: Final = 20
_LAST_SECONDS: Final = 5.0
_MILLISECONDS: Final = 2  # SYLT's time stamp format (ID3v2.4, section 4.9)
_SUNG: Final = frozenset({1, 2})  # SYLT's content type: lyrics, or a transcription of the text
_NAMES: Final = ("syncedlyrics", "lyrics", "unsyncedlyrics", "WM/Lyrics")  # Vorbis, APE and ASF
_FFMPEG: Final = "uslt"  # what a frame for anything is called that FFmpeg writes lyrics into
_FREE: Final = "----:"  # MP4's items for anything: ----:com.apple.iTunes:LYRICS


def lyrics_in_tags(path: Path, *, song_seconds: float | None = None) -> str | None:
    """Return the lyrics of a song's tags in LRC, None where none have times.

    Raises MemoryError only.
    """
    for block in tag_blocks(path):
        for text in _texts(block):
            with suppress(LyricFileError):
                data = text.strip("\0").encode(errors="replace")
                return lyrics_to_keep(data, song_seconds=song_seconds)
    return None


def _texts(tags: Any) -> Iterator[str]:  # noqa: ANN401 - mutagen's types have no common base
    """Yield what may be lyrics with times, the best first."""
    if isinstance(tags, ID3):
        for frame in tags.getall("SYLT")[:_MAX_VALUES]:  # type: ignore[no-untyped-call]
            if frame.format == _MILLISECONDS and frame.type in _SUNG:
                yield lrc_of(_syllables(frame.text[:MAX_WORDS]))
        for frame in tags.getall("USLT")[:_MAX_VALUES]:  # type: ignore[no-untyped-call]
            yield str(frame.text)
        for frame in tags.getall("TXXX"):  # type: ignore[no-untyped-call]
            if frame.desc.lower() in {*_NAMES, _FFMPEG}:
                yield from frame.text[:_MAX_VALUES]
        return
    found = tags.tags if isinstance(tags, FLAC) else tags
    names: Iterable[str] = _NAMES
    if isinstance(tags, MP4Tags):
        free = [key for key in tags if key.startswith(_FREE)]
        names = ["\xa9lyr", *(key for key in free if key.rpartition(":")[2].lower() in _NAMES)]
    for name in names:
        yield from _values(found, name)


def _values(tags: Any, name: str) -> list[str]:  # noqa: ANN401 - as above
    try:
        return [
            value.decode(errors="replace") if isinstance(value, bytes) else str(value)
            for value in list(tags.get(name) or ())[:_MAX_VALUES]
        ]
    except (AttributeError, KeyError, TypeError, ValueError):
        return []


def _syllables(entries: list[tuple[str, int]]) -> list[LyricWord]:
    """Return the words of texts with their milliseconds.

    A line end stands in the text before which or behind which a line ends; where there is none in
    all of them, each text is a line.
    """
    timed = sorted(
        ((text.replace("\r", "\n"), at / 1000) for text, at in entries), key=lambda entry: entry[1]
    )
    has_ends = any("\n" in text for text, _ in timed)
    last = timed[-1][1] + _LAST_SECONDS if timed else 0.0
    words: list[LyricWord] = []
    is_new = True
    for (text, start), (_, end) in pairwise([*timed, ("", last)]):
        is_new = is_new or not has_ends or text.startswith("\n")
        plain = text.strip("\n").replace("\n", " ")
        if plain.strip():
            word = f"\n{plain}" if is_new else plain
            words.append(LyricWord(word=word, start_seconds=start, end_seconds=end))
            is_new = False
        is_new = is_new or text.endswith("\n")
    return words
