"""Makes text from elsewhere safe to stand in a Discord message.

Mentions in messages are switched off by ``allowed_mentions`` in any case; this keeps foreign text
from looking like anything but text: no formatting, links, invites, timestamps, or text that turns
the reading direction of what follows.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

_SPACES: Final = re.compile(r"\s+")
# A zero-width space after the first sign keeps Discord from reading more into it.
_ACTIVE: Final = re.compile(
    r"(@|#(?=\d)|<(?=[@#:/tai])|:(?=//)|(?<=discord)\.(?=gg|com|app|me)|(?<=discordapp)\.(?=com))",
    re.IGNORECASE,
)
# Every sign by itself: discord.py's escape_markdown leaves what stands in links as it is.
_FORMATTING: Final = re.compile(r"[\\*_~|`\[\]]|^[>#-]")
_ZERO_WIDTH_SPACE: Final = "\u200b"
# Joiners belong to emoji and to several scripts; all other invisible signs are left out.
_KEPT_FORMAT_SIGNS: Final = frozenset("\u200c\u200d")

PIECE_OF_ID: Final = 4
"""Signs: shorter ones stand in nearly every id."""

_FOLDED: Final = 4096
"""Titles and what is typed, of which it is kept how they are compared."""

_PLAIN_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})


def one_line(text: str) -> str:
    """Return the text without control, direction and invisible signs, on one line."""
    folded = _SPACES.sub(" ", text)
    visible = (
        sign
        for sign in folded
        if sign in _KEPT_FORMAT_SIGNS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co")
    )
    return "".join(visible).strip()


def escape(text: str, limit: int = 100) -> str:
    """Return the text as it can stand inside a message, at most ``limit`` visible characters."""
    line = one_line(text)
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return _ACTIVE.sub(r"\1" + _ZERO_WIDTH_SPACE, _FORMATTING.sub(r"\\\g<0>", line))


def join_within(parts: Sequence[str], separator: str, limit: int) -> str:
    """Return parts in one text of at most ``limit`` signs, whole ones only, "…" for the rest."""
    text = separator.join(parts)
    count = len(parts)
    while len(text) > limit and count:
        count -= 1
        text = separator.join([*parts[:count], "…"])
    return text


def matches_query(text: str, typed: str, *, label: Callable[[], str] = str, ids: str = "") -> bool:
    """Return whether all words that were typed are found, accents and case aside.

    They stand anywhere in the text, begin a word of the ``label`` beside it, where numbers count
    only whole, or are a piece of an id that is too long to be there by chance. ``label`` is worked
    out only where the text doesn't have them: hundreds are looked through with every key.
    """
    folded_text = _folded_before(text)
    left = [word for word in query_words(typed) if word not in folded_text]
    if not left:
        return True
    folded_ids, beside = folded(ids), query_words(label())
    return all(
        any(one == word if word.isdigit() else one.startswith(word) for one in beside)
        or (len(word) >= PIECE_OF_ID and word in folded_ids)
        for word in left
    )


def query_words(text: str) -> list[str]:
    """Return the words of a text as they are compared; the dots between a label's are none."""
    return [word for word in _folded_before(text).split() if word != "·"]


def folded(text: str) -> str:
    """Return a text as people type it quickly: "Café" is "cafe",
    full width is as good as half.
    """
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")
    # Letters that are no accented ones to Unicode, though people type them as such.
    return bare.casefold().translate(_PLAIN_LETTERS)


_folded_before: Final = lru_cache(maxsize=_FOLDED)(folded)
"""The same, kept for titles: they are looked through again with the next key."""
