"""Foreign text in a message looks like nothing but text."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sanitize import escape, join_within, one_line

# As Discord's clients read messages; written apart from the code under test.
ACTIVE = re.compile(
    r"<@[!&]?\d+>|<#\d+>|<a?:\w+:\d+>|<t:-?\d+(:\w)?>|</[\w -]+:\d+>|<id:\w+>"
    r"|@(everyone|here)|https?://\S"
    r"|discord(?:(?:app)?\.com/invite|\.gg(?:/invite)?)/[\w-]{2,}",
    re.IGNORECASE,
)
PIECES = st.sampled_from(
    [
        *("@", "<", ">", "#", ":", "/", "!", "&", "*", "**", "_", "~~", "`", "```", "|", "||"),
        *("[", "]", "(", ")", "\\", "-", "> ", ">>> ", "# ", "-# ", "\n", "\r", "\u2028", "\t"),
        *("everyone", "here", "<@123>", "<@&1>", "<#1>", "<t:1:R>", "<:a:1>", "</a:1>", "<id:x>"),
        *("http://", "https://", "discord.gg/abc", "discord.com/invite/abc", "DISCORD.GG/x1"),
        *("discordapp.com/invite/abc", "[a](https://b.c)", "[**a**](b)", "\u202e", "\u2066"),
        *(
            "\u200b",
            "\u200d",
            "\ufeff",
            "\x00",
            "\x1b",
            "\u061c",
            "é",
            "漢字",
            "👩‍👩‍👧",
            "a",
            "word",
        ),
    ]
)
TEXT = st.lists(PIECES | st.characters(), max_size=40).map("".join)
HOUSE = settings(derandomize=True, deadline=None, max_examples=400)


def unescaped(text: str) -> str:
    """Return what is left when escaped signs are taken out: what Discord would still format."""
    return re.sub(r"\\[!-/:-@[-`{-~]", "", text)


@HOUSE
@given(TEXT)
def test_nothing_in_it_is_active(text: str) -> None:
    assert not ACTIVE.search(escape(text))


@HOUSE
@given(TEXT)
def test_nothing_in_it_is_formatted(text: str) -> None:
    left = unescaped(escape(text))
    assert not re.search(r"[*_~`|\\]", left)
    assert not re.search(r"\[.+\]\(.+\)", left)
    assert not re.match(r"\s*(#{1,3}|-#?|>|>>>)\s", escape(text))


@HOUSE
@given(TEXT)
def test_it_does_not_format_what_stands_around_it(text: str) -> None:
    assert unescaped(f"**{escape(text)}**").count("*") == 4


@HOUSE
@given(TEXT)
def test_it_is_one_line_that_reads_in_one_direction(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not [sign for sign in line if unicodedata.bidirectional(sign) in turning]
    assert not [sign for sign in line if unicodedata.category(sign) in ("Cc", "Cs", "Co")]


@HOUSE
@given(TEXT, st.integers(2, 60))
def test_it_is_never_longer_than_allowed(text: str, limit: int) -> None:
    visible = re.sub(r"\\([!-/:-@[-`{-~])", r"\1", escape(text, limit)).replace("\u200b", "")
    assert len(visible) <= limit
    assert len(escape(text, limit)) <= 2 * limit


@pytest.mark.parametrize(
    "text", ["Iron Man", "Ça va, señor?", "漢字 と かな", "שלום", "👩‍👩‍👧", "a.b, c!"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert escape(text) == text


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert escape("x" * 11, 10) == "x" * 9 + "…"


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "\u202e\u202c", "\x00\x1b"])
def test_invisible_text_is_empty(text: str) -> None:
    assert one_line(text) == ""


@pytest.mark.parametrize(
    ("limit", "text"), [(9, "aa, b, cc"), (8, "aa, b, …"), (7, "aa, …"), (4, "…"), (1, "…")]
)
def test_what_is_too_long_loses_whole_parts(limit: int, text: str) -> None:
    assert join_within(["aa", "b", "cc"], ", ", limit) == text
