"""Text: fitted, wrapped, in its own order, without boxes."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from bot.studio.render.text.bidi import cleaned, clusters, is_right_to_left, visual_runs
from bot.studio.render.text.fonts import (
    BuiltIn,
    FontBook,
    FontFile,
    coverage,
    drawable,
    is_emoji,
    visible,
)
from bot.studio.render.text.typesetting import Block, Typesetter

SETTER = Typesetter()


def shown(block: Block) -> str:
    return "\n".join("".join(piece.text for piece in line.pieces) for line in block.lines)


def ink(block: Block) -> int:
    picture = Image.new("RGB", (block.width + 40, block.height + 40))
    SETTER.draw(picture, block, (20, 20), colour=(255, 255, 255))
    return int((np.asarray(picture) > 60).sum())


def ink_of(font: FontFile) -> int:
    picture = Image.new("L", (80, 80))
    ImageDraw.Draw(picture).text((8, 0), "夜", font=font.at(60), fill=255)
    return int(np.asarray(picture, dtype=np.int64).sum())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.integers(60, 700), st.integers(1, 3))
def test_whatever_is_written_fits_its_box(text: str, width: int, lines: int) -> None:
    block = SETTER.fit(text, width=width, lines=lines, size=30, smallest=12)
    assert len(block.lines) <= lines
    assert block.width <= width
    assert 12 <= block.size <= 30
    ink(block)


def test_a_name_of_fifty_signs_stays_readable_on_a_card() -> None:
    name = "The Incredibly Long-Named Orchestra of Wherever 50"
    block = SETTER.fit(name, width=308, lines=2, size=25, smallest=15)
    assert len(name) == 50
    assert len(block.lines) == 2
    assert block.size >= 16
    assert "…" not in shown(block)


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    block = SETTER.fit("long " * 60, width=200, lines=2, size=30, smallest=20)
    assert shown(block).endswith("…")
    assert block.width <= 200


def test_lines_are_broken_evenly() -> None:
    block = SETTER.fit("one two three four five six", width=250, lines=2, size=30, smallest=20)
    first, second = (line.width for line in block.lines)
    assert abs(first - second) < 0.45 * max(first, second)


@pytest.mark.parametrize(
    "text",
    [
        "Ария Ωραία",
        "שלום",
        "سلام",
        "Ünïcödé ệ",
        "夜のフェリー",
        "港湾 简体",
        "한국어",
        "हिन्दी",
        "ไทย",
        "🎵🚀",
    ],
)
def test_the_usual_scripts_are_drawn_on_every_machine(text: str) -> None:
    block = SETTER.fit(text, width=600, lines=1, size=40, smallest=20)
    assert shown(block) == text
    assert ink(block) > 400


def test_a_font_with_every_weight_is_set_in_the_one_that_is_wanted() -> None:
    bold, regular = (FontBook(bold=bold).font_for("夜") for bold in (True, False))
    assert bold is not None
    assert regular is not None
    assert ink_of(bold) > 1.15 * ink_of(regular)


def test_a_sign_without_a_glyph_is_left_out_and_no_box() -> None:
    unassigned_plane = "\U0003f000"
    rare = "\U00012000"  # cuneiform: present or absent, it never becomes a box
    block = SETTER.fit(f"a{unassigned_plane}b", width=600, lines=1, size=40, smallest=20)
    assert shown(block) == "ab"
    book = FontBook()
    text = shown(SETTER.fit(f"x{rare}y", width=600, lines=1, size=40, smallest=20))
    assert text == ("xy" if book.font_for(rare) is None else f"x{rare}y")


def test_emoji_are_pictures_or_nothing() -> None:
    block = SETTER.fit("go 🚀 👨‍👩‍👧 🇯🇵", width=600, lines=1, size=40, smallest=20)
    has_font = FontBook().font_for("🚀") is not None
    assert ("🚀" in shown(block)) == has_font
    ink(block)


@pytest.mark.parametrize("emoji", ["❤️\u200d🔥", "1️⃣", "🐦\u200d🔥", "👁️\u200d🗨️", "☕️"])
def test_an_emoji_of_several_parts_is_one_picture_and_no_box(emoji: str) -> None:
    font = FontBook().font_for(emoji)
    assert font is not None
    assert {ord(sign) for sign in visible(emoji)} <= coverage(font.path)
    parts = max(font.at(40).getlength(sign) for sign in visible(emoji))
    assert font.at(40).getlength(emoji) < 1.5 * parts


def test_a_font_that_has_all_of_a_sign_goes_before_one_that_has_its_beginning() -> None:
    keycap = "1\u20e3"
    digit, whole = FontBook().font_for("1"), FontBook().font_for(keycap)
    assert digit is not None
    assert whole is not None
    assert ord("\u20e3") not in coverage(digit.path)
    assert {ord(sign) for sign in keycap} <= coverage(whole.path)


def test_a_mark_that_its_font_lacks_is_left_out_and_no_box() -> None:
    latin = BuiltIn()
    assert drawable("a\u20e0", latin) == "a"
    assert drawable("a\u200d\u20e0", latin) == "a"
    assert drawable("ab", latin) == "ab"


def test_words_and_numbers_beside_emoji_keep_their_own_font() -> None:
    alone = SETTER.fit("100 Party", width=900, lines=1, size=40, smallest=40).lines[0]
    beside = SETTER.fit("🔥100 🔥Party", width=900, lines=1, size=40, smallest=40).lines[0]
    fonts = {piece.font for piece in beside.pieces if any(map(str.isalnum, piece.text))}
    assert fonts == {piece.font for piece in alone.pieces}


def test_without_any_font_the_built_in_one_serves() -> None:
    font = BuiltIn()
    assert font.has("A")
    assert not font.has("漢")
    assert font.at(24).getlength("Hello") > 30


def test_a_broken_font_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "NotoSans-Bold.ttf").write_bytes(b"\0\1\0\0" + b"\xff" * 300)
    (tmp_path / "empty.otf").touch()
    with pytest.raises((ValueError, OSError, ArithmeticError, Exception)):
        coverage(tmp_path / "NotoSans-Bold.ttf")
    block = Typesetter((tmp_path,)).fit("Hello", width=300, lines=1, size=30, smallest=12)
    assert shown(block) == "Hello"


def order(text: str) -> str:
    base = is_right_to_left(text)
    runs = visual_runs(clusters(text), right_to_left=base)
    return "".join("".join(reversed(run)) if level % 2 else "".join(run) for level, run in runs)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("abc אבג", "abc גבא"),
        ("אבג abc", "abc גבא"),
        ("אבג 123 דה", "הד 123 גבא"),
        ("Love שלום 2024", "Love 2024 םולש"),
        ("שלום - Love (2024)", "Love (2024) - םולש"),
        ("abc (אבג) def", "abc (גבא) def"),
    ],
)
def test_mixed_directions_are_ordered_as_people_read(text: str, read: str) -> None:
    assert order(text) == read


def test_text_is_cleaned_of_tricks() -> None:
    assert cleaned("a\u202eb\u0000c\n\n d\u200b") == "abc d"
    assert cleaned("e" + "\u0323" * 50) == "ẹ" + "\u0323" * 3
    assert len(cleaned("x" * 10_000)) == 300
    assert clusters("👨‍👩‍👧🇯🇵❤️é") == ["👨‍👩‍👧", "🇯🇵", "❤️", "é"]
    assert is_emoji("❤️")
    assert not is_emoji("a")
