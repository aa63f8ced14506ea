"""Where a line may end: at blanks and beside the signs of East Asia, but not beside every bracket.

The rules of UAX #14 that titles meet, by their numbers, for the clusters of cleaned text.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.studio.render.text.bidi import breaks_anywhere

# LB13, LB15d: stops, of any width; LB21: the signs of East Asia that begin no line (NS, CJ).
_NO_START: Final = frozenset(
    "!,.:;?/‼⁇⁈⁉"
    "！，．：；？／、。｡､・･％"  # noqa: RUF001 - the wide ones are meant
    "ーｰ〜～゠々〻ヽヾゝゞぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"  # noqa: RUF001 - the same
)
_DASHES: Final = frozenset("-\u2010\u2012\u2013\u2014\u2015\u05be")
_LOOSE: Final = _DASHES | frozenset(" .,;:、\uff0c…")  # nothing that an ellipsis stands well behind


def words(parts: Sequence[str]) -> list[range]:
    """Return the places of the clusters that stay together, a blank with the word after it."""
    breaks = [at for at in range(1, len(parts)) if _may_break(parts, at)]
    return [range(*ends) for ends in pairwise([0, *breaks, len(parts)])] if parts else []


def shortened(parts: Sequence[str], count: int) -> str:
    """Return at most ``count`` clusters with an ellipsis, cut between words where they have blanks.

    A word that alone takes more than half of the room is cut itself. Brackets that would open
    nothing and dashes and stops before the ellipsis go too.
    """
    kept = list(parts[:count])
    ends = [word.stop for word in words(parts) if word.stop <= count]
    if ends and 2 * ends[-1] >= count:
        kept = kept[: ends[-1]]
    while len(kept) > 1 and (kept[-1] in _LOOSE or _opens(kept, len(kept) - 1)):
        kept.pop()
    return "".join(kept) + "…"


def _may_break(parts: Sequence[str], at: int) -> bool:
    """Return whether a line may end before the cluster at that place."""
    if parts[at] == " ":
        lone_dash = at + 1 < len(parts) and parts[at + 1] in _DASHES and _ends_word(parts, at + 1)
        return not (lone_dash or _opens(parts, at - 1) or _closes(parts, at + 1))
    if parts[at - 1] == " " or _opens(parts, at - 1) or _closes(parts, at):
        return False
    return breaks_anywhere(parts[at - 1]) or breaks_anywhere(parts[at])


def _opens(parts: Sequence[str], at: int) -> bool:
    """Return whether that sign stays with what follows, also beyond a blank (LB14, LB15a)."""
    kind = _category(parts[at])
    return kind == "Ps" or (kind == "Pi" and (at == 0 or not parts[at - 1].isalnum()))


def _closes(parts: Sequence[str], at: int) -> bool:
    """Return whether that sign stays with what is before it, also beyond a blank (LB13, LB15b)."""
    if at >= len(parts):
        return False
    kind = _category(parts[at])
    return parts[at][0] in _NO_START or kind == "Pe" or (kind == "Pf" and _ends_word(parts, at))


def _ends_word(parts: Sequence[str], at: int) -> bool:
    return at + 1 == len(parts) or not parts[at + 1].isalnum()


def _category(cluster: str) -> str:
    return unicodedata.category(cluster[0])
