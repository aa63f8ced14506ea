"""A song's title from the name of its file, when nothing else says what it is called."""

import re
from typing import Final
from urllib.parse import unquote

_AUDIO_SUFFIX: Final = re.compile(r"\.(?:mp3|m4a|wav|flac|ogg|opus|aac|aiff?)$", re.IGNORECASE)
"""One that stands there twice: "song.mp3.mp3", or "song.wav" made into "song.wav.mp3"."""

_TRACK_NUMBER: Final = re.compile(
    r"^(?:0\d{1,2}\s*[-.)]\s*|0\d\s+|\d{1,2}-\d{2}\s+(?:-\s+)?|\d{1,3}\s+-\s+|\d{1,3}[.)]\s+)"
    r"(?=\D*[^\W\d])(?!(?:sinf|s[yi][mn]f?ph|satz|akt\b))",
    re.IGNORECASE,
)
"""Before a title, with a separator: "01 - ", "1-07 ", "7. "; never "99 Problems" or "24K"."""

_COPY: Final = re.compile(
    r"(?:\s*\(\d{1,2}\)|\s+-\s+(?:copy|kopie|copie|copia|cópia|コピー)(?:\s*\(?\d{1,2}\)?)?"
    r"|\s*\((?:copy|kopie|copie|copia|cópia|コピー)\)|\s+copy\s\d{1,2})$",
    re.IGNORECASE,
)
"""What browsers and file managers put behind a second copy."""

_NOISE: Final = re.compile(
    r"\s*[(\[](?:official\s(?:(?:music|lyrics?|hd|4k)\s)?(?:video|audio|visuali[sz]er)"
    r"|lyrics?\svideo|free\s(?:download|dl)|\d{2,3}\s?k(?:bps|bit/s)?|hq|hd|final(?:\s(?:mix|version))?"
    r"|master(?:ed)?|mixdown|v\d+(?:\.\d+)*)[)\]]$",
    re.IGNORECASE,
)
_VIDEO_ID: Final = re.compile(r"\s*\[(?=[^\]]*\d)(?=[^\]]*[A-Z])[\w-]{11}\]$")
"""What downloaders put behind a title."""

_VERSION: Final = re.compile(r"[\s_-]+v\d+(?:\.\d+)*$")
_CAPITAL_VERSION: Final = re.compile(r"[\s_-]+V\d+(?:\.\d+)*$")
_SHOUTED: Final = re.compile(r"[\s_-]+(?:FINAL|MASTER|MIXDOWN|MASTERED)$")
_JOINED: Final = re.compile(r"(?:(?<=\w)[-_]|\s+[-_]\s*)(?:final|Final|mixdown|mastered)$")
_SPACED: Final = re.compile(r"\s+(?:final|Final|mixdown|mastered)$")
_BELONGS: Final = re.compile(
    r"(?:^|[\s_-])(?:the|a|an|my|our|your|one|no|last|grand|semi|quarter|half|demi|post|pre|non|"
    r"le|la|el|il|o|der|die|das|ein|eine|un|une|una|um|uma)$",
    re.IGNORECASE,
)
"""Words after which "final" is part of what is said: "The Final", "Semi-Final"."""


def title_from_file_name(stem: str) -> str:
    """Return a file's name, without its suffix, as a title.

    Left out is what stands there for files and not for people: numbers of copies and tracks,
    versions, "FINAL", rates. What may be a title stays, and a name that is nothing else does, too.
    """
    text = unquote(stem) if re.search(r"%[0-9A-Fa-f]{2}", stem) else stem
    text = _kept(text.strip(), _TRACK_NUMBER.sub("", _spaced(text.strip())))
    had_version = False
    while True:
        shorter = _without_end(text, had_version=had_version)
        if shorter == text:
            break
        had_version = had_version or _VERSION.search(text) is not None
        text = shorter
    title = " ".join(text.replace("_", " ").split()).strip(" -.,")
    return title or " ".join(stem.replace("_", " ").split())


def _spaced(text: str) -> str:
    """Return a name with spaces around its track number, which underscores may stand for."""
    return text.replace("_", " ") if "_" in text[:4] else text


def _without_end(text: str, *, had_version: bool) -> str:
    """Return a name without the last thing in it that is for files."""
    for pattern in (_COPY, _NOISE, _VIDEO_ID, _VERSION, _AUDIO_SUFFIX):
        if (shorter := _kept(text, pattern.sub("", text))) != text:
            return shorter
    if text.upper() != text and (shorter := _kept(text, _SHOUTED.sub("", text))) != text:
        # "my song FINAL V2": a capital V alone may be an engine's, or an artist's.
        return shorter
    if _SHOUTED.search(_CAPITAL_VERSION.sub("", text)):
        return _CAPITAL_VERSION.sub("", text)
    for pattern in (_JOINED, *((_SPACED,) if had_version else ())):
        shorter = _kept(text, pattern.sub("", text))
        if shorter != text and not _BELONGS.search(shorter):
            return shorter
    return text


def _kept(text: str, shorter: str) -> str:
    """Return the shorter text, or the text itself when no letter or number would be left."""
    shorter = shorter.strip()
    return shorter if re.search(r"\w", shorter.replace("_", "")) else text
