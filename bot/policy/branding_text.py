"""What may be written on a video: a signature or a watermark. Nothing here does I/O.

A bare domain such as ``music.example`` is what a watermark is for, so that is no link here: one
has a scheme, ``www.`` or a path.
"""

import re
import unicodedata
from enum import StrEnum
from itertools import groupby
from typing import Final

from bot.policy.word_filter import fold_lookalikes
from bot.sanitize import one_line
from bot.video_api import BRANDING_LENGTH

_BLANK_SIGNS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Signs that count as letters or symbols and are drawn as nothing."""

_MAX_MARKS: Final = 4
"""Marks on one letter: more than any language puts there, and they run over the picture."""

_MENTION: Final = re.compile(r"<(@[!&]?|#|/|a?:\w+:|t:|id:)|@(everyone|here)\b", re.IGNORECASE)
_DOT: Final = r"(\.|,|·|•|\(dot\)|\[dot\]|dot)"
_INVITE: Final = re.compile(
    rf"discord(app)?{_DOT}?(gg|com/?invite)|discord{_DOT}(io|me|li)\b|(dsc|invite){_DOT}gg"
)
_LINK: Final = re.compile(r"[a-z]://|\bwww\.|\w\.[a-z]{2,}/", re.IGNORECASE)


class TextError(StrEnum):
    """What is wrong with a text."""

    INVISIBLE = "invisible"
    TOO_LONG = "too-long"
    STACKED = "stacked"
    """Marks are piled up on a letter."""
    MENTION = "mention"
    INVITE = "invite"
    LINK = "link"


class InvalidText(Exception):
    """A text can't be written on a video; ``error`` says why."""

    def __init__(self, error: TextError) -> None:
        super().__init__(error)
        self.error = error


def validate_branding_text(text: str, *, by_moderator: bool) -> str:
    """Return a text as it is drawn: on one line, without control, direction and invisible signs.

    Raises InvalidText when nothing would be seen of it, when it doesn't fit, and for what Discord
    alone would understand. Invites and links are left to moderators:
    their own server's may be wanted.
    """
    line = visible(text)
    fault = _error_in(line)
    if fault is None and not by_moderator:
        fault = _has_advertising(line)
    if fault is not None:
        raise InvalidText(fault)
    return line


def visible(text: str) -> str:
    """Return any text on one line, without what can't be seen.

    Raises InvalidText if nothing is left.
    """
    line = unicodedata.normalize("NFC", one_line(text))
    if not any(_is_drawn(sign) for sign in line):
        raise InvalidText(TextError.INVISIBLE)
    return line


def _error_in(line: str) -> TextError | None:
    if len(line) > BRANDING_LENGTH:
        return TextError.TOO_LONG
    if any(is_mark and len(list(run)) > _MAX_MARKS for is_mark, run in groupby(line, _is_mark)):
        return TextError.STACKED
    return TextError.MENTION if _MENTION.search(unicodedata.normalize("NFKC", line)) else None


def has_advertising(text: str) -> bool:
    """Return whether an invite or a link is in a text."""
    return _has_advertising(text) is not None


def _has_advertising(line: str) -> TextError | None:
    compact = re.sub(r"\s+", "", fold_lookalikes(line))
    if _INVITE.search(compact):
        return TextError.INVITE
    return TextError.LINK if _LINK.search(unicodedata.normalize("NFKC", line)) else None


def _is_drawn(sign: str) -> bool:
    """Return whether a sign leaves ink by itself: letters, numbers, punctuation and symbols do."""
    return unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK_SIGNS


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me")
