"""Finds words that a server doesn't want, however they are written. Nothing here does I/O.

As in Discord's own AutoMod, an entry means whole words, and a star at its beginning or end stands
for any letters: ``ass`` is not found in "Bass", ``*ass*`` is. Case, accents, widths, fancy
letters and lookalikes of other scripts make no difference, nor do signs in between, repeated
letters and digits in place of letters.
"""

# ruff: noqa: RUF001 - lookalikes are what this is about

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

MAX_BLOCKED_WORDS: Final = 200
"""How many words a server may block; each is looked for in what members write."""

_PASSAGE_WORDS: Final = 100
_OVERLAP_WORDS: Final = 40
_PIECE_LENGTH: Final = 200

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_SMALL_CAPITALS: Final = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ"
# Letters of other scripts that look like Latin ones, after casefold.
_LOOKALIKES: Final = {
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "һ": "h", "н": "h", "і": "i",
    "ї": "i", "ј": "j", "к": "k", "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q",
    "г": "r", "ғ": "f", "ѕ": "s", "т": "t", "у": "y", "ѵ": "v", "ԝ": "w", "х": "x",
    "α": "a", "β": "b", "ϲ": "c", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o",
    "ρ": "p", "σ": "o", "τ": "t", "υ": "u", "χ": "x", "γ": "y", "ω": "w",
    "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ð": "d", "þ": "p",
    "ı": "i", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ʋ": "v", "ƒ": "f", "ß": "ss", "€": "e", "£": "l",
    "¢": "c", "¥": "y",
}  # fmt: skip
_SIGNS: Final = (
    {ord(sign): letter for sign, letter in zip(_SMALL_CAPITALS, _LATIN, strict=True)}
    | {ord(sign): letter for sign, letter in _LOOKALIKES.items()}
    # Regional indicators, and letters in black and white boxes and circles.
    | {
        first + place: letter
        for first in (0x1F1E6, 0x1F130, 0x1F150, 0x1F170)
        for place, letter in enumerate(_LATIN)
    }
    # Katakana is read as hiragana.
    | {sign: chr(sign - 0x60) for sign in range(0x30A1, 0x30F7)}
)
# Digits and signs that stand for letters; an entry's own digits stand for themselves, too.
_REPLACEMENTS: Final = {
    "a": "a4@", "b": "b8", "e": "e3", "g": "g9", "i": "i1!|", "l": "l1|!", "o": "o0", "s": "s5$",
    "t": "t7+", "z": "z2",
}  # fmt: skip
_LETTER_SIGNS: Final = frozenset("@!|$+")
# Scripts that put no space between words: there an entry is found anywhere.
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)
# Unicode's blocks of combining marks that belong to no script: others carry meaning.
_OVERLAYS: Final = (
    range(0x0300, 0x0370),
    range(0x1AB0, 0x1B00),
    range(0x1DC0, 0x1E00),
    range(0x20D0, 0x2100),
    range(0xFE20, 0xFE30),
)


def has_letters(entry: str) -> bool:
    """Return whether an entry has anything in it that could be found."""
    return bool(_letters_of(entry))


def normalized(entry: str) -> str:
    """Return what two entries have in common that find the same."""
    is_open_before, is_open_after = entry.startswith("*"), entry.endswith("*")
    return f"{'*' * is_open_before}{_letters_of(entry)}{'*' * is_open_after}"


def matches(entries: Iterable[str], text: str) -> bool:
    """Return whether a text has one of the entries in it."""
    readings = [_NormalizedText(text, signs) for signs in (_LETTER_SIGNS, frozenset[str]())]
    return any(reading.has(entry) for entry in entries for reading in readings)


def passages_of(text: str) -> Iterator[str]:
    """Yield a long text in passages that are looked into quickly, and that overlap.

    The time that a text takes grows with the square of its length.
    """
    words = [
        word[at : at + _PIECE_LENGTH]
        for word in text.split()
        for at in range(0, len(word), _PIECE_LENGTH)
    ]
    for at in range(0, len(words), _PASSAGE_WORDS - _OVERLAP_WORDS):
        yield " ".join(words[at : at + _PASSAGE_WORDS])


def matches_anywhere(entries: Sequence[str], text: str) -> bool:
    """Return whether a long text, such as lyrics, has one of the entries in it."""
    return bool(entries) and any(matches(entries, passage) for passage in passages_of(text))


class _NormalizedText:
    """A text without what is between its letters, and where its words begin and end.

    Places are bits: what an entry's beginning reaches is one number, and no text, however it is
    made, takes long.
    """

    def __init__(self, text: str, signs: frozenset[str]) -> None:
        self._places: dict[str, int] = {}
        self._edges = 1
        length = 0
        for sign in fold_lookalikes(text):
            if not sign.isalnum():
                self._edges |= 1 << length
            if sign.isalnum() or sign in signs:
                self._places[sign] = self._places.get(sign, 0) | 1 << length
                length += 1
            if not sign.isalnum():
                self._edges |= 1 << length
        self._edges |= 1 << length
        self._everywhere = (1 << length + 1) - 1

    def has(self, entry: str) -> bool:
        letters = _letters_of(entry)
        if not letters:
            return False
        is_unspaced = _UNSPACED.search(letters) is not None
        may_begin = entry.startswith("*") or is_unspaced
        may_go_on = entry.endswith("*") or is_unspaced
        reached = self._everywhere if may_begin else self._edges
        for row in _rows_of(letters):
            reached = self._after(reached, row)
            if not reached:
                return False
        return may_go_on or bool(reached & self._edges)

    def _after(self, reached: int, row: str) -> int:
        """Return the places after a letter that stands at least as often in a row as in ``row``."""
        fitting = 0
        for sign in _REPLACEMENTS.get(row[0], row[0]):
            fitting |= self._places.get(sign, 0)
        for _ in row:
            reached = (reached & fitting) << 1
        while (more := reached | (reached & fitting) << 1) != reached:
            reached = more
        return reached


@lru_cache(maxsize=4096)
def _letters_of(entry: str) -> str:
    return "".join(sign for sign in fold_lookalikes(entry.strip("*")) if sign.isalnum())


@lru_cache(maxsize=4096)
def _rows_of(letters: str) -> tuple[str, ...]:
    return tuple(match[0] for match in re.finditer(r"(.)\1*", letters, re.DOTALL))


@lru_cache(maxsize=256)
def fold_lookalikes(text: str) -> str:
    """Return a text as it is compared: without case, accents and widths, lookalikes as one."""
    folded = unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold()
    apart = unicodedata.normalize("NFD", folded)
    bare = "".join(sign for sign in apart if not _is_dropped(sign))
    return unicodedata.normalize("NFC", bare).translate(_SIGNS)


def _is_dropped(sign: str) -> bool:
    """Return whether a sign is only put on others, or is not seen at all."""
    is_put_on = any(ord(sign) in block for block in _OVERLAYS)
    return is_put_on or unicodedata.category(sign) in ("Cf", "Cc") or sign == "\ufe0f"
