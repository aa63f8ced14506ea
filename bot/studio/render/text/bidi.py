"""Text as it is read: cleaned, cut into clusters, and put into visual order."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from bidi import get_display

FIRST_MARK: Final = "\u0300"  # below it, every character is a cluster of its own
JOINER: Final = "\u200d"
MAX_MARKS: Final = 3  # marks upon one letter; more is vandalism, not a script
MAX_CHARACTERS: Final = 300  # nothing longer can be shown
DIGITS: Final = "".join(
    map(chr, range(0x86, 0xA0))
)  # controls that no cleaned text has, of class BN


def cleaned(text: str) -> str:
    """One line without control characters, direction overrides and towers of marks."""
    out: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text[: 4 * MAX_CHARACTERS]):
        category = unicodedata.category(character)
        if category in {"Zs", "Zl", "Zp"} or character in "\t\r\n\v\f":
            character = " "  # noqa: PLW2901 - every kind of space is a space
        elif category in {"Cc", "Cs", "Co", "Cn"} or (
            category == "Cf" and character not in {JOINER, "\u200c"} and not _is_tag(character)
        ):
            continue
        marks = marks + 1 if category in {"Mn", "Me"} and not _is_selector(character) else 0
        if marks <= MAX_MARKS:
            out.append(character)
    return " ".join("".join(out).split())[:MAX_CHARACTERS]


def clusters(text: str) -> list[str]:
    """Return what a reader takes for one sign: a letter and its marks, an emoji and its parts.

    Grapheme clusters, as UAX #29 has them.
    """
    if not text or max(text) < FIRST_MARK:
        return list(text)
    import regex  # noqa: PLC0415 - 10 ms that a video with a Latin title need not wait for

    found: list[str] = regex.findall(r"\X", text)
    return found


def is_right_to_left(text: str) -> bool:
    """Return whether a paragraph's first strong letter runs to the left (UAX #9, P2)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def breaks_anywhere(cluster: str) -> bool:
    """Say whether a line may end beside this cluster without a space: the scripts of East Asia."""
    if "가" <= cluster[0] <= "힣" or "\U0001f000" <= cluster[0] <= "\U0001faff":
        return False  # Korean has spaces, and emoji stay in their row
    return unicodedata.east_asian_width(cluster[0]) in {"W", "F"}


def visual_spans(parts: list[str], *, right_to_left: bool) -> list[tuple[bool, range]]:
    """Return runs of one direction from left to right (UAX #9), as places in ``parts``.

    Whether each is read from right to left, too. Its clusters stay in logical order, as a shaper
    wants them.
    """
    spans: list[tuple[bool, range]] = []
    last = -1
    for index, backwards in _visual_order(parts, right_to_left=right_to_left):
        if spans and spans[-1][0] == backwards and index == last + (-1 if backwards else 1):
            span = spans[-1][1]
            spans[-1] = backwards, range(min(span.start, index), max(span.stop, index + 1))
        else:
            spans.append((backwards, range(index, index + 1)))
        last = index
    return spans


def _visual_order(parts: list[str], *, right_to_left: bool) -> Iterator[tuple[int, bool]]:
    """Each cluster's index, from left to right, and whether it is read from right to left.

    The library gives the reordered text only. So each cluster goes in as its first sign with its
    number behind it, in two control characters, which UAX #9 passes over (class BN) and moves along
    with the sign before them: where it is read from right to left, they come out in front of it.
    A letter of the paragraph's own direction ends the line, as its end does; without one, rule L1
    would take the last number from its sign.
    """
    numbered = "".join(
        part[0] + DIGITS[index // len(DIGITS)] + DIGITS[index % len(DIGITS)]
        for index, part in enumerate(parts)
    )
    if right_to_left:
        shown = get_display(numbered + "\u05d0", base_dir="R")[1:]
    else:
        shown = get_display(numbered + "x", base_dir="L")[:-1]
    for at in range(0, len(shown), 3):
        backwards = shown[at] in DIGITS
        low, high = (shown[at], shown[at + 1]) if backwards else (shown[at + 2], shown[at + 1])
        yield DIGITS.index(high) * len(DIGITS) + DIGITS.index(low), backwards


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f"


def _is_tag(character: str) -> bool:
    return "\U000e0020" <= character <= "\U000e007f"
