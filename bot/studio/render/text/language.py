"""The language of a text, where its script tells: no guess is made among those that share one."""

import unicodedata
from collections import Counter
from typing import Final

UNDETERMINED: Final = "und"
"""ISO 639-2's code for a language that isn't known."""

_LEAST_SHARE: Final = 0.3
"""Of a text's letters: songs have words in Latin letters whatever their language is."""

_SCRIPTS: Final = {
    "HIRAGANA": "jpn",
    "KATAKANA": "jpn",
    "HANGUL": "kor",
    "CJK": "zho",
    "THAI": "tha",
    "HEBREW": "heb",
    "GREEK": "ell",
    "ARMENIAN": "hye",
    "GEORGIAN": "kat",
    "KHMER": "khm",
    "LAO": "lao",
    "MYANMAR": "mya",
    "TAMIL": "tam",
    "TELUGU": "tel",
    "KANNADA": "kan",
    "MALAYALAM": "mal",
    "GUJARATI": "guj",
    "GURMUKHI": "pan",
    "SINHALA": "sin",
}
"""Scripts, as Unicode's names of letters begin, that songs of one language are written in."""


def language_of(text: str) -> str:
    """Return a text's language by its script, as ISO 639-2's code of three letters.

    Latin, Cyrillic, Arabic and Devanagari letters stand for many: those are ``und``. Han characters
    are Japanese where kana stand among them.
    """
    names = (unicodedata.name(character, "") for character in text if character.isalpha())
    counts = Counter(_SCRIPTS.get(name.split(maxsplit=1)[0]) for name in names if name)
    letters = counts.total()
    if counts["jpn"] and counts["jpn"] + counts["zho"] >= _LEAST_SHARE * letters:
        return "jpn"
    for language, count in counts.most_common():
        if language is not None and count >= _LEAST_SHARE * letters:
            return language
    return UNDETERMINED
