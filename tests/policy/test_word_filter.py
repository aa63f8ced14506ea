# ruff: noqa: RUF001 - lookalikes are what this is about
"""Blocked words are found however they are written, and nothing else is."""

import pytest

from bot.policy.word_filter import has_letters, matches, normalized, passages_of


@pytest.mark.parametrize(
    "text",
    [
        "spam",
        "SPAM",
        "my spam, please",
        "spám",
        "ｓｐａｍ",
        "𝓼𝓹𝓪𝓶",
        "🅢🅟🅐🅜",
        "🇸🇵🇦🇲",
        "ѕраm",
        "s p a m",
        "s.p-a_m",
        "s!p!a!m",
        "spa\u200bm",
        "s̶p̶a̶m̶",
        "spaaaam",
        "5p4m",
        "$p@m",
        "ꜱᴘᴀᴍ",
        "sp am",
    ],
)
def test_a_word_is_found_however_it_is_written(text: str) -> None:
    assert matches(["spam"], text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("ass", "Bass Band"),
        ("ass", "As I Am"),
        ("ass", "The Classics"),
        ("spam", "Spamalot"),
        ("88", "BB King"),
        ("ばか", "はか"),
        ("spam", "Iron Man"),
        ("***", "Anything"),
    ],
)
def test_other_words_are_left_alone(entry: str, text: str) -> None:
    assert not matches([entry], text)


@pytest.mark.parametrize(
    ("entry", "text", "is_found"),
    [
        ("spam*", "Spamalot", True),
        ("spam*", "Antispam", False),
        ("*spam", "Antispam", True),
        ("*spam*", "Antispammers", True),
        ("bad word", "badword", True),
        ("badword", "bad word", True),
        ("сука", "cyka", True),
        ("1488", "14/88", True),
    ],
)
def test_stars_and_spaces_mean_what_they_do_in_automod(
    entry: str, text: str, is_found: bool
) -> None:
    assert matches([entry], text) is is_found


def test_where_words_are_not_spaced_an_entry_is_found_anywhere() -> None:
    assert matches(["ばか"], "これはバカだ")


def test_a_hostile_list_and_a_hostile_text_take_no_time() -> None:
    entries = [f"*{'il' * 20}{number}x" for number in range(200)]
    assert not matches(entries, "1" * 50)


def test_entries_that_find_the_same_are_the_same() -> None:
    assert normalized("Spám") == normalized("s p a m") != normalized("*spam")
    assert not has_letters("**!")


def test_a_long_text_is_looked_into_in_passages_that_lose_no_word_at_their_edges() -> None:
    for place in range(0, 300, 7):
        words = ["la"] * 300
        words[place : place + 4] = ["s", "p", "a", "m"]
        assert any(matches(["spam"], part) for part in passages_of(" ".join(words))), place
    assert max(map(len, passages_of("x" * 100_000))) < 25_000
    assert list(passages_of("")) == []
