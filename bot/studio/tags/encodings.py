"""Texts of tags that tell no encoding, or a wrong one: ID3v1, RIFF INFO, "Latin-1" that is none.

What reads as Western European text stays that. For the rest ``chardet`` weighs the encodings that
tags are written in, and the language of whoever brings the song tips the scales.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.studio.tags.orthography import (
    Western,
    has_kana,
    is_in_alphabet,
    is_written_in,
    western_looks,
)

LATIN: Final = "cp1252"
_OF_LANGUAGE: Final[dict[str, tuple[str, ...]]] = {
    "ja": ("cp932", "euc-jp"),
    "ko": ("cp949",),
    "zh": ("gb18030", "big5hkscs"),
    "zh-tw": ("big5hkscs", "gb18030"),
    "zh-hk": ("big5hkscs", "gb18030"),
    "th": ("cp874",),
    "el": ("cp1253",),
    "he": ("cp1255",),
    "ar": ("cp1256",),
    "fa": ("cp1256",),
    "tr": ("cp1254",),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "mk", "be"), ("cp1251", "koi8-r")),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl", "ro"), ("cp1250",)),
}
_COMMON: Final = {
    "cp1251": 1.5, "cp932": 1.5, "gb18030": 1.5, "cp949": 1.5, "big5hkscs": 1.0,
    "cp1253": 0.7, "cp1255": 0.7, "cp1256": 0.7, "cp1250": 0.7, "cp1254": 0.7,
    "koi8-r": 0.4, "euc-jp": 0.4, "cp874": 0.15,
}  # fmt: skip
"""How often tags are in an encoding, roughly: what a short text itself can't tell."""

_HINTED: Final = 4.0
"""How many times as likely the encodings of the language are that was named."""
_KANA: Final = 20.0  # as above, where a text has Japanese syllables in the usual encoding
_UNWEIGHED: Final = 0.003  # what chardet gives to texts that are too short for it
_SURE: Final = 0.05
_WESTERN: Final = frozenset({"cp1250", "cp1254"})
"""Encodings of Latin letters, of which most bytes are a letter of Windows-1252's as well."""

_ID3V1_BYTES: Final = 30  # of a title, an artist or an album

_NAMES: Final = {"euc_jis_2004": "euc-jp", "shift_jis_2004": "cp932"}
"""chardet's names for what Python's codecs of those names don't read as people wrote it."""


def decoded(raw: bytes, *, language: str = "", beside: Sequence[bytes] = ()) -> str:
    """Return a tag's text; what no encoding explains is left out.

    ``beside``: other texts of the same tag, most likely in the same encoding. ``language``: a code
    such as ``ja`` or ``zh-TW`` of whoever brings the song, or several with commas between them,
    the likeliest first; empty where it isn't known.
    """
    if raw.isascii():
        return raw.decode("ascii")
    if (text := as_utf8(raw)) is not None:
        return text
    latin, hinted = _strict(raw, LATIN), _encodings_of(language)
    looks = western_looks(latin) if latin is not None else Western.NOT
    if latin is not None and looks is not Western.NOT:
        return _western(raw, latin, looks, hinted, language)
    found = _best(raw, beside, tuple(dict.fromkeys((*hinted, *_COMMON))), hinted)
    return found[1] if found else raw.decode(LATIN, "ignore")


def _western(raw: bytes, latin: str, looks: Western, hinted: tuple[str, ...], language: str) -> str:
    """Return what reads as Western text, unless the language named has a better reading."""
    if not hinted or (looks is Western.SURELY and hinted[0] not in _WESTERN):
        return latin
    if hinted[0] not in _WESTERN:
        found = _best(raw, (), hinted, hinted)
        return found[1] if found else latin
    found = _best(raw, (), (*hinted, LATIN), ())
    return found[1] if found and is_in_alphabet(found[1], language) else latin


def repaired(text: str, *, language: str = "") -> str:
    """Return a text whose encoding was told, mended where its letters are another one's bytes.

    Only what can hardly be meant is changed: UTF-8, and words with no letter of the West's.
    """
    if text.isascii():
        return text
    for encoding in ("latin-1", LATIN):
        try:
            raw = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        if (mended := as_utf8(raw)) is not None:
            return mended
        if western_looks(text) is Western.NOT and sum(not char.isascii() for char in text) >= 4:
            hinted = _encodings_of(language)
            found = _best(raw, (), tuple(dict.fromkeys((*hinted, *_COMMON))), hinted)
            if found and found[0] >= _SURE:
                return found[1]
    return text


def as_utf8(raw: bytes) -> str | None:
    """Return bytes as UTF-8; None where they are none, or only by accident."""
    text = _strict(raw, "utf-8")
    if text is None or text.isascii():
        return text if raw.isascii() else None
    foreign = [char for char in text if not char.isascii()]
    if any(unicodedata.category(char) in {"Cc", "Cn", "Co"} for char in foreign):
        return None
    if len(foreign) == 1 and len(foreign[0].encode()) == 2 and foreign[0] > "\u017f":
        # One pair of bytes that is no letter of the West's: "CAFÉ®" is no "CAFɮ".
        latin = _strict(raw, LATIN)
        if latin is not None and western_looks(latin) is not Western.NOT:
            return None
    return text


def _best(
    raw: bytes, beside: Sequence[bytes], encodings: tuple[str, ...], hinted: tuple[str, ...]
) -> tuple[float, str] | None:
    """Return the weight and the text of the likeliest encoding; None where none fits."""
    whole = b"\n".join(dict.fromkeys((raw, *beside)))
    found = []
    for encoding in encodings:
        text = _strict(raw, encoding)
        if text is None or not is_written_in(text, encoding):
            continue
        seen = raw if _strict(whole, encoding) is None else whole
        weight = _weight(seen, encoding, encodings) * _COMMON.get(encoding, 1.0)
        if encoding == "cp932" and has_kana(text):
            weight = (weight + _UNWEIGHED) * _KANA
        if encoding in hinted:
            weight = (weight + _UNWEIGHED) * _HINTED
        found.append((weight, text))
    return max(found, key=lambda entry: entry[0]) if found else None


def _weight(raw: bytes, encoding: str, encodings: tuple[str, ...]) -> float:
    """Return chardet's confidence, from 0 to 1; it knows few words that are all capitals."""
    small = raw.decode(encoding).lower().encode(encoding, "ignore")
    return max(_weights(one, encodings).get(encoding, 0.0) for one in {raw, small})


@lru_cache(maxsize=64)
def _weights(raw: bytes, encodings: tuple[str, ...]) -> dict[str, float]:
    # Imported here: few songs have such a tag, and it takes a thirtieth of a render's start.
    import chardet  # noqa: PLC0415

    found = chardet.detect_all(
        raw,
        ignore_threshold=True,
        compat_names=False,
        include_encodings=encodings,
        no_match_encoding=encodings[0],
    )
    named = ((str(entry["encoding"]), float(entry["confidence"])) for entry in found)
    return {_NAMES.get(name, name): weight for name, weight in named}


def _strict(raw: bytes, encoding: str) -> str | None:
    """Return bytes as text, without the half of a letter where ID3v1 cut it; None when wrong."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        is_cut = len(raw) == _ID3V1_BYTES and error.start > 0 and error.end == len(raw)
        return raw[: error.start].decode(encoding) if is_cut and _is_half(error) else None


def _is_half(error: UnicodeDecodeError) -> bool:
    return error.reason.startswith(("unexpected end", "incomplete"))


def _encodings_of(language: str) -> tuple[str, ...]:
    """Return the encodings of the first of the languages that has any of its own."""
    for code in language.lower().replace("_", "-").split(","):
        for name in (code, code.split("-", maxsplit=1)[0]):
            if name in _OF_LANGUAGE:
                return _OF_LANGUAGE[name]
    return ()
