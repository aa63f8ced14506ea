"""Whether a text is spelt as people spell: bytes that are read in a wrong encoding are not."""

# ruff: noqa: RUF001 - letters that look alike are what this is about

import re
import unicodedata
from collections.abc import Callable
from enum import IntEnum
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_QUOTES: Final = frozenset("‘’“”«»„–—…•¡¿€™©®\u00a0")
"""Signs that may stand side by side."""
_SIGNS: Final = _QUOTES | frozenset("°·´½¼¾£¥¢§¶ªº²³×±")
_BETWEEN_LETTERS: Final = frozenset("’‘·–—´…•€×")
_BESIDE_CAPITALS: Final = frozenset("ŠšŽžŒœŸ")
_UMLAUTS: Final = frozenset("äöåÄÖÅ")
"""Finnish, Swedish and Estonian have words of nothing else."""

_LITTLE_WORDS: Final = frozenset("àéèóöøåæ")

_ALPHABETS: Final = {
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "hr": "čćđšž",
    "sl": "čšž",
    "ro": "ăâîșțşţ",
    "tr": "çğıöşüâîûi̇",
}
_RUSSIAN_TO_UKRAINIAN: Final = re.compile(r"[А-Яа-яЁёЄєІіЇїҐґЎўЈјЉљЊњЋћЂђ№–—’‘“”„«»…\u00a0]")
_HALFWIDTH: Final = ("\uff61", "\uff9f")  # katakana of one byte each: mostly others' letters
_SYLLABLE: Final = re.compile("[\uac00-\ud7a3]")
_CHINESE: Final = re.compile("[\u4e00-\u9fff\uf900-\ufaff]")
_MIXED_CASE: Final = re.compile("lU(?!ll)")  # but two words written as one
_UNPRINTABLE: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
_THAI_LETTERS: Final = 3  # fewer are more likely someone else's


class Western(IntEnum):
    """How much a text reads as one of a Western European language."""

    NOT = 0
    PERHAPS = 1
    SURELY = 2


def western_looks(text: str) -> Western:
    """Say whether a text that was read as Windows-1252 is spelt as Western Europeans spell."""
    if not all(_is_at_home(text, at) for at, char in enumerate(text) if not char.isascii()):
        return Western.NOT
    looks = Western.SURELY
    words = _WORD.findall(text)
    for word in words:
        foreign = sum(not char.isascii() for char in word)
        if not foreign or (len(word) > 1 and _is_of_umlauts(word)):
            continue
        if word in _LITTLE_WORDS and any(map(str.isascii, words)):
            continue
        if len(word) == 1:
            looks = min(looks, Western.PERHAPS)
        elif _is_foreign(word, foreign) or _has_capital_inside(word):
            return Western.NOT
    return looks


def _is_foreign(word: str, foreign: int) -> bool:
    """Say whether a word has more letters beyond ASCII than any of the West's."""
    return foreign == len(word) or (foreign >= 4 and 2 * foreign > len(word))


def _has_capital_inside(word: str) -> bool:
    return any(one.islower() and two.isupper() and not two.isascii() for one, two in pairwise(word))


def _is_of_umlauts(word: str) -> bool:
    return all(char.isascii() or char in _UMLAUTS for char in word)


def _is_at_home(text: str, at: int) -> bool:
    """Say whether a letter or sign beyond ASCII is a Western one, and stands where it may."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char not in _SIGNS:
        return char in _BESIDE_CAPITALS or ("À" <= char <= "ÿ" and char not in "×÷")
    if before.isalpha() and after.isalpha():
        is_ours = (before + after).isascii() or char not in "·´×"
        return char in _BETWEEN_LETTERS and is_ours
    if after in _SIGNS:
        run = {before, char, after}
        return {char, after} <= _QUOTES and not (len(run) == 3 and run <= _QUOTES)
    return not (char in "·´" and after.isalpha())


def is_in_alphabet(text: str, language: str) -> bool:
    """Say whether all letters beyond ASCII are those of one language, of several with commas."""
    foreign = [char for char in text.lower() if not char.isascii() and char.isalpha()]
    codes = (re.split("[-_]", code, maxsplit=1)[0] for code in language.lower().split(","))
    return any(all(char in _ALPHABETS.get(code, "") for char in foreign) for code in codes)


def is_written_in(text: str, encoding: str) -> bool:
    """Say whether a text can be what somebody wrote in ``encoding``, a codec's name."""
    unprintable = (char for char in text if char not in "\t\n\r")
    if any(unicodedata.category(char) in _UNPRINTABLE for char in unprintable):
        return False
    check = _CHECKS.get(encoding)
    return check is None or check(text)


def _is_cyrillic(text: str) -> bool:
    foreign = (char for char in text if not char.isascii())
    return all(map(_RUSSIAN_TO_UKRAINIAN.match, foreign)) and _has_sane_words(text)


def has_kana(text: str) -> bool:
    """Say whether two letters of a text are Japanese syllables: by accident they seldom are."""
    return sum("\u3041" <= char <= "\u30fc" for char in text) >= 2


def _is_japanese(text: str) -> bool:
    return not any(_HALFWIDTH[0] <= char <= _HALFWIDTH[1] for char in text)


def _is_korean(text: str) -> bool:
    """Say whether a text doesn't mix syllables with Chinese characters."""
    return not (_SYLLABLE.search(text) and _CHINESE.search(text))


def _has_sane_words(text: str) -> bool:
    """Say whether no word mixes alphabets or capitals with small letters, or has signs inside."""
    for word in _WORD.findall(text):
        if 0 < sum(char.isascii() for char in word) < len(word):
            return False
        if _MIXED_CASE.search("".join(map(_case, word))):
            return False
    triples = zip(text, text[1:], text[2:], strict=False)
    return not any(
        before.isalpha() and after.isalpha() and _is_foreign_sign(char)
        for before, char, after in triples
    )


def _case(char: str) -> str:
    return "U" if char.isupper() else "l" if char.islower() else "-"


def _is_foreign_sign(char: str) -> bool:
    is_letter = unicodedata.category(char)[0] in "LM"
    return not char.isascii() and not is_letter and char not in _BETWEEN_LETTERS


def _is_thai(text: str) -> bool:
    letters = [char for char in text if not char.isascii()]
    if len(letters) < _THAI_LETTERS or any(not "\u0e01" <= char <= "\u0e5b" for char in letters):
        return False
    marks = (two for one, two in pairwise(f" {text}") if one == " " or one.isascii())
    return not any(unicodedata.category(char) == "Mn" for char in marks)


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    **dict.fromkeys(("cp1251", "koi8-r"), _is_cyrillic),
    **dict.fromkeys(("cp1253", "cp1255", "cp1256"), _has_sane_words),
    **dict.fromkeys(("cp932", "euc-jp"), _is_japanese),
    "cp949": _is_korean,
    "cp874": _is_thai,
}
