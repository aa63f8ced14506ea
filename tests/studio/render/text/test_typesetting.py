"""Text: fitted, wrapped, in its own order, without boxes."""

import re
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.studio.render.text.bidi import cleaned, clusters
from bot.studio.render.text.emoji import Twemoji
from bot.studio.render.text.fonts import FontStack
from bot.studio.render.text.opentype import FontFile
from bot.studio.render.text.typeface import GlyphLayer, Typeface
from bot.studio.render.text.typesetting import TextBlock, Typesetter

SETTER = Typesetter()


def ink(block: TextBlock) -> int:
    picture = Image.new("RGB", (block.width + 40, block.height + 40))
    SETTER.draw(picture, block, (20, 20), colour=(255, 255, 255))
    return int((np.asarray(picture) > 60).sum())


def ink_of(font: Typeface) -> int:
    layer = GlyphLayer((80, 80), (255, 255, 255))
    font.draw(layer, "夜", (8, 60), 60)
    return int(np.asarray(layer.coverage, dtype=np.int64).sum())


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
    assert "…" not in block.text


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    block = SETTER.fit("long " * 60, width=200, lines=2, size=30, smallest=20)
    assert block.text.endswith("…")
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
    assert block.text == text
    assert ink(block) > 400


def test_a_font_with_every_weight_is_set_in_the_one_that_is_wanted() -> None:
    bold, regular = (FontStack(bold=bold).font_for("夜") for bold in (True, False))
    assert bold is not None
    assert regular is not None
    assert ink_of(bold) > 1.15 * ink_of(regular)


def test_a_sign_without_a_glyph_is_left_out_and_no_box() -> None:
    unassigned_plane = "\U0003f000"
    rare = "\U00012000"  # cuneiform: present or absent, it never becomes a box
    block = SETTER.fit(f"a{unassigned_plane}b", width=600, lines=1, size=40, smallest=20)
    assert block.text == "ab"
    book = FontStack()
    text = SETTER.fit(f"x{rare}y", width=600, lines=1, size=40, smallest=20).text
    assert text == ("xy" if book.font_for(rare) is None else f"x{rare}y")


def test_a_font_that_has_all_of_a_sign_goes_before_one_that_has_its_beginning() -> None:
    keycap = "1\u20e3"
    digit, whole = FontStack().font_for("1"), FontStack().font_for(keycap)
    assert digit is not None
    assert whole is not None
    assert not digit.has(keycap)
    assert whole.has(keycap)


def test_a_mark_that_its_font_lacks_is_left_out_and_no_box() -> None:
    latin = built_in()
    assert latin.drawable("a\u20e0") == "a"
    assert latin.drawable("a\u200d\u20e0") == "a"
    assert latin.drawable("ab") == "ab"


@pytest.mark.parametrize("text", ["100 Party", "夜 100", "Ария 7"])
def test_words_and_numbers_beside_emoji_keep_their_own_font(text: str) -> None:
    alone = SETTER.fit(text, width=900, lines=1, size=40, smallest=40).lines[0]
    beside = text.replace(" ", " 🔥") + "🎵!"
    with_emoji = SETTER.fit(beside, width=900, lines=1, size=40, smallest=40).lines[0]
    faces = [piece.font for piece in with_emoji.runs if not isinstance(piece.font, Twemoji)]
    assert {id(face) for face in faces} == {id(piece.font) for piece in alone.runs}


def built_in() -> Typeface:
    """Return the last resort of a machine whose fonts are all gone."""
    with pytest.MonkeyPatch.context() as patch:
        for files in ("_brought_files", "_machine_files"):
            patch.setattr(f"bot.studio.render.text.fonts.{files}", tuple)
        font = FontStack().font_for("a")
    assert font is not None
    return font


def test_without_any_font_the_built_in_one_serves() -> None:
    font = built_in()
    assert font.has("Az9!")
    assert not font.has("漢")
    assert font.advance("Hello") > 1.5


def test_what_the_bot_brings_goes_before_what_the_machine_has(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.studio.render.text.fonts._machine_files", tuple)
        alone = FontStack()
    for letter in "aЖשعक漢あ한♪":
        there, brought = FontStack().font_for(letter), alone.font_for(letter)
        assert isinstance(there, FontFile)
        assert isinstance(brought, FontFile)
        assert there.path == brought.path
        own = tmp_path / there.path.name
        own.write_bytes(there.path.read_bytes())
        host_s = FontStack((own,)).font_for(letter)
        assert isinstance(host_s, FontFile)
        assert host_s.path == own


def test_a_broken_font_file_is_passed_over(tmp_path: Path) -> None:
    for name, data in {
        "NotoSans-Bold.ttf": b"\0\1\0\0" + b"\xff" * 300,
        "NotoColorEmoji.ttf": b"ttcf" + b"\xff" * 50,
        "empty.otf": b"",
    }.items():
        (tmp_path / name).write_bytes(data)
        assert not FontFile(tmp_path / name).has("H")
    assert not FontFile(tmp_path / "gone.ttf").has("H")
    block = Typesetter((tmp_path,)).fit("Hello 🎵", width=300, lines=1, size=30, smallest=12)
    assert block.text == "Hello 🎵"


def test_text_is_cleaned_of_tricks() -> None:
    assert cleaned("a\u202eb\u0000c\n\n d\u200b") == "abc d"
    assert cleaned("e" + "\u0323" * 50) == "ẹ" + "\u0323" * 3
    assert len(cleaned("x" * 10_000)) == 300
    assert clusters("👨‍👩‍👧🇯🇵❤️é") == ["👨‍👩‍👧", "🇯🇵", "❤️", "é"]


FACES = [
    "fontpkg_oswald/files/Oswald[wght].ttf",
    "fontpkg_playfair_display/files/PlayfairDisplay[wght].ttf",
    "fontpkg_comfortaa/files/Comfortaa[wght].ttf",
]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("text", ["Night 🎉 Ferry", "Night 夜 Ferry", "夜Ferry", "Ночь 🌙 夜 Ночь"])
def test_a_chosen_typeface_goes_through_a_line(face: str, text: str) -> None:
    package, _, name = face.partition("/")
    with as_file(files(package) / name) as path:
        block = Typesetter((path,)).fit(text, width=900, lines=1, size=60, smallest=20)
        for run in block.lines[0].runs:
            if re.search(r"[A-z\u0410-\u044f]", run.text):  # Latin or Cyrillic
                assert isinstance(run.font, FontFile)
                assert run.font.path == path
