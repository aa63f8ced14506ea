"""Text as it is read: cleaned, cut into clusters, and put into visual order."""

import unicodedata
from collections.abc import Iterator

OPENING, CLOSING = "([{«", ")]}»"
JOINER = "\u200d"
MAX_MARKS = 3  # marks upon one letter; more is vandalism, not a script
MAX_CHARACTERS = 300  # nothing longer can be shown

Run = tuple[int, list[str]]  # embedding level, clusters in logical order


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
    """What a reader takes for one sign: a letter and its marks, an emoji and its parts."""
    out: list[str] = []
    for character in text:
        if out and _continues(out[-1], character):
            out[-1] += character
        else:
            out.append(character)
    return out


def is_right_to_left(text: str) -> bool:
    """The paragraph's direction: that of its first strong letter (UAX #9, P2)."""
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


def visual_runs(parts: list[str], *, right_to_left: bool) -> list[Run]:
    """Runs of one direction from left to right, by UAX #9 without explicit embeddings.

    A run with an odd level is read from right to left; its clusters stay in logical order, as a
    shaper wants them.
    """
    base = int(right_to_left)
    levels = _levels(parts, base)
    runs: list[Run] = []
    for level, cluster in zip(levels, parts, strict=True):
        if runs and runs[-1][0] == level:
            runs[-1][1].append(cluster)
        else:
            runs.append((level, [cluster]))
    for level in range(max(levels, default=0), 0, -1):  # rule L2
        runs = list(_reversed_from(runs, level))
    return runs


def _reversed_from(runs: list[Run], level: int) -> Iterator[Run]:
    held: list[Run] = []
    for run in runs:
        if run[0] >= level:
            held.append(run)
            continue
        yield from reversed(held)
        held = []
        yield run
    yield from reversed(held)


def _levels(parts: list[str], base: int) -> list[int]:
    kinds = [_kind(cluster) for cluster in parts]
    strong = home = "R" if base else "L"
    for index, kind in enumerate(kinds):
        if kind == "N" and strong == "L":  # a number after Latin letters belongs to them (W7)
            kinds[index] = "L"
        strong = kind if kind in {"L", "R"} else strong
    _pair_brackets(parts, kinds, home)
    levels: list[int] = []
    strong = home
    for index, kind in enumerate(kinds):
        if kind == "-":
            levels.append(_neutral_level(kinds, index, strong, base))
        else:
            levels.append(2 if kind == "N" else _level(kind, base))
            strong = kind if kind in {"L", "R"} else "R"
    return levels


def _pair_brackets(parts: list[str], kinds: list[str], home: str) -> None:
    """Brackets go with what they enclose (rule N0)."""
    opened: list[int] = []
    for index, cluster in enumerate(parts):
        if cluster in OPENING:
            opened.append(index)
        elif (
            opened
            and cluster in CLOSING
            and OPENING.index(parts[opened[-1]]) == CLOSING.index(cluster)
        ):
            start = opened.pop()
            inside = {"R" if kind == "N" else kind for kind in kinds[start + 1 : index]} - {"-"}
            before = next((k for k in reversed(kinds[:start]) if k in {"L", "R"}), home)
            if home in inside:
                kinds[start] = kinds[index] = home
            elif inside:
                kinds[start] = kinds[index] = before


def _level(kind: str, base: int) -> int:
    if kind == "R":
        return 1
    return 2 if base else 0


def _neutral_level(kinds: list[str], index: int, before: str, base: int) -> int:
    after = next((kind for kind in kinds[index + 1 :] if kind != "-"), "R" if base else "L")
    after = "R" if after == "N" else after
    return _level(before, base) if before == after else base


def _kind(cluster: str) -> str:
    direction = unicodedata.bidirectional(cluster[0])
    if direction in {"R", "AL"}:
        return "R"
    if direction == "L":
        return "L"
    return "N" if direction in {"EN", "AN"} else "-"


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f"


def _is_tag(character: str) -> bool:
    return "\U000e0020" <= character <= "\U000e007f"


def _continues(cluster: str, character: str) -> bool:
    if character in {JOINER, "\u200c"} or cluster.endswith(JOINER):
        return True
    if unicodedata.category(character) in {"Mn", "Mc", "Me"}:
        return True
    if "\U0001f3fb" <= character <= "\U0001f3ff" or _is_tag(character):  # skin tones, flag tags
        return True
    flag = "\U0001f1e6" <= character <= "\U0001f1ff"
    return flag and len(cluster) == 1 and "\U0001f1e6" <= cluster <= "\U0001f1ff"
