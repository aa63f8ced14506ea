"""A finished video's description, to be pasted where it is published.

Title, artist, chapters, tags and lyrics, and nothing else: so it is right in every language.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from bot.studio.render.lyric_files import LyricFileError, parse_lyrics
from bot.studio.render.spec import LyricWord, one_line

_SECTION: Final = re.compile(r"\[([^\[\]\n]{1,60})\]")
_LEAST_CHAPTERS: Final = 3
"""As players want them: so many at least, the first at 0:00, each of ten seconds or more."""
_LEAST_SECONDS: Final = 10.0
_MOST_TAGS: Final = 15


class Chapter(NamedTuple):
    """A part of a song as its lyrics call it, and when it begins."""

    start_seconds: float
    name: str


def described(
    *,
    title: str,
    artist: str,
    names: Iterable[str],
    tags: str | None,
    lyrics: str,
    seconds: float,
) -> str:
    """Return the description. ``names``: signature and watermark; ``lyrics``: in LRC."""
    words = _words(lyrics)
    by = dict.fromkeys(text for text in (artist, *names) if text)
    chapters = [
        f"{_clock(chapter.start_seconds)} {chapter.name}" for chapter in chapters_of(words, seconds)
    ]
    blocks = [[title, *by], chapters, [" ".join(_hashtags(tags or ""))], _lines(words)]
    return "\n\n".join("\n".join(block) for block in blocks if any(block)) + "\n"


def chapters_of(words: Iterable[LyricWord], seconds: float) -> list[Chapter]:
    """Return the chapters that the sections of lyrics make; none where they are too few."""
    found: list[Chapter] = []
    for word in words:
        for name in _SECTION.findall(word.word):
            start = word.start_seconds if found else 0.0
            is_apart = not found or start - found[-1].start_seconds >= _LEAST_SECONDS
            if is_apart and seconds - start >= _LEAST_SECONDS:
                found.append(Chapter(start, one_line(name)))
    return found if len(found) >= _LEAST_CHAPTERS else []


def _words(lyrics: str) -> tuple[LyricWord, ...]:
    try:
        return parse_lyrics(lyrics.encode()) if lyrics else ()
    except LyricFileError:
        return ()


def _lines(words: Iterable[LyricWord]) -> list[str]:
    text = _SECTION.sub("\n", "".join(word.word for word in words))
    return [line for row in text.split("\n") if (line := one_line(row))]


def _hashtags(tags: str) -> Iterator[str]:
    """Yield a song's tags as hashtags, which have no blanks or signs in them."""
    seen = {""}
    for tag in re.split(r"[,;/\n]", tags):
        name = re.sub(r"[^\w]", "", tag.title() if " " in tag.strip() else tag).lstrip("_")
        if name.casefold() not in seen and len(seen) <= _MOST_TAGS:
            seen.add(name.casefold())
            yield f"#{name}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
