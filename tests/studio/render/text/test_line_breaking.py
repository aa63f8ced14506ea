"""Lines end at blanks and beside the signs of East Asia, but not beside every bracket."""

# ruff: noqa: RUF001 - wide brackets and dashes are what this is about

import pytest

from bot.studio.render.text.bidi import clusters
from bot.studio.render.text.line_breaking import shortened, words
from bot.studio.render.text.typesetting import Typesetter


def pieces(text: str) -> list[str]:
    parts = clusters(text)
    return ["".join(parts[word.start : word.stop]) for word in words(parts)]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("one two", "one| two"),
        ("夜の歌", "夜|の|歌"),
        ("カルバ〜【オリ】夜", "カ|ル|バ〜|【オ|リ】|夜"),
        ("夜「あ、い」。う", "夜|「あ、|い」。|う"),
        ("夜(仮)夜", "夜|(仮)|夜"),
        ("シャッター", "シャッ|ター"),
        ("a [ b ] c", "a| [ b ]| c"),
        ("what ! no", "what !| no"),
        ("« Foo » bar", "« Foo »| bar"),
        ("„Foo“ bar ”ord” end", "„Foo“| bar| ”ord”| end"),
        ("one – two", "one –| two"),
        ("שלום – שיר", "שלום –| שיר"),
        ("Artist / Song", "Artist /| Song"),
        ("one -two", "one| -two"),
        ("한국어 노래", "한국어| 노래"),
    ],
)
def test_brackets_stops_and_dashes_stay_with_what_they_belong_to(text: str, together: str) -> None:
    assert pieces(text) == together.split("|")


@pytest.mark.parametrize("width", range(80, 420, 20))
def test_no_line_ends_with_an_opening_bracket_or_begins_with_a_closing_one(width: int) -> None:
    title = "カーニバル〜【オリジナル】夜の曲（仮）、テスト「あ」。"
    block = Typesetter().fit(title, width=width, lines=9, size=30, smallest=18)
    for line in block.text.split("\n"):
        assert line[0] not in "】）」、。〜ー"
        assert line[-1] not in "【（「"


@pytest.mark.parametrize(
    ("text", "count", "short"),
    [
        ("the sky, and everything else", 15, "the sky, and…"),
        ("the sky, and everything else", 12, "the sky, and…"),
        ("the sky, and everything else", 10, "the sky…"),
        ("Song – (feat. Someone)", 8, "Song…"),
        ("夜の港を渡る", 3, "夜の港…"),
        ("夜の【港】を渡る", 3, "夜の…"),
        ("a Donaudampfschifffahrt", 14, "a Donaudampfsc…"),
        ("Donaudampfschifffahrt", 5, "Donau…"),
    ],
)
def test_what_is_cut_ends_with_a_word_where_words_have_blanks(
    text: str, count: int, short: str
) -> None:
    assert shortened(clusters(text), count) == short


def test_nothing_is_cut_that_fits_however_small_the_greatest_size() -> None:
    for size, smallest in ((17, 19), (19, 19), (30, 19)):
        block = Typesetter().fit("Tester", width=300, lines=2, size=size, smallest=smallest)
        assert (block.text, block.is_cut) == ("Tester", False)
    block = Typesetter().fit("W" * 30, width=300, lines=4, size=20, smallest=20)
    assert not block.is_cut  # a word is broken before it is cut
