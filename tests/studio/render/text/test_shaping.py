"""Scripts as their readers write them: joined, turned, reordered, with marks in their places."""

import os
import subprocess
import sys
import unicodedata
from itertools import pairwise

import numpy as np
import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.diagnostics.specimens import SPECIMENS
from bot.studio.render.text.bidi import (
    MAX_CHARACTERS,
    cleaned,
    clusters,
    is_right_to_left,
    visual_spans,
)
from bot.studio.render.text.emoji import Twemoji
from bot.studio.render.text.fonts import FontStack
from bot.studio.render.text.opentype import FontFile, by_script, script_of
from bot.studio.render.text.typeface import GlyphLayer
from bot.studio.render.text.typesetting import Typesetter

BOOK = FontStack()
SAMPLES = [
    *SPECIMENS.values(),
    "Tiếng Việt ệ ǘ x̃",
    "السلام عليكم ﷺ لا",
    "שָׁלוֹם נִקּוּד",
    "हिन्दी क्षत्रिय र्कि",
    "বাংলা কষ্ট",
    "தமிழ் கௌ",
    "తెలుగు ક્ષ ਪੰਜਾਬੀ ಕನ್ನಡ മലയാളം ଓଡ଼ିଆ සිංහල",
    "ภาษาไทย น้ำใจ ที่สุด ລາວ",
    "မြန်မာ ខ្មែរ አማርኛ ქართული Հայերեն",
    "夜のフェリー 港湾 简体 한국어",
    "♪ ★ → ½ № … « » — € ₿",
]


def font_of(text: str) -> FontFile:
    font = BOOK.font_for(clusters(text)[0])
    assert isinstance(font, FontFile)
    return font


def numbers(text: str, *, right_to_left: bool = False) -> list[int]:
    shaped = font_of(text).shaped(text, right_to_left=right_to_left)
    return [glyph.number for glyph in shaped.glyphs]


@pytest.mark.parametrize("text", SAMPLES)
def test_no_sign_becomes_a_box(text: str) -> None:
    block = Typesetter().fit(text, width=4000, lines=1, size=40, smallest=40)
    assert sorted(block.text) == sorted(text)
    for piece in block.lines[0].runs:
        if isinstance(piece.font, FontFile):
            shaped = piece.font.shaped(piece.text, right_to_left=piece.right_to_left)
            assert all(glyph.number for glyph in shaped.glyphs), piece.text


def test_arabic_letters_are_joined_and_turned() -> None:
    word = "سلام"
    alone = [numbers(letter, right_to_left=True)[0] for letter in word]
    joined = numbers(word, right_to_left=True)
    assert joined[0] == alone[-1]  # the last letter, which isn't joined, stands on the left
    assert not set(alone[:-1]) & set(joined)  # what is joined has another shape
    font = font_of(word)
    assert font.advance(word, right_to_left=True) < sum(font.advance(letter) for letter in word)


def test_hebrew_is_turned_and_its_points_stand_at_their_letters() -> None:
    assert numbers("אבג", right_to_left=True) == [numbers(letter)[0] for letter in "גבא"]
    font = font_of("שלום")
    pointed = font.shaped("בָּא", right_to_left=True)
    assert font.advance("בָּא", right_to_left=True) == pytest.approx(font.advance("בא"), abs=0.01)
    bare = {glyph.number for glyph in font.shaped("בא", right_to_left=True).glyphs}
    assert bare < {glyph.number for glyph in pointed.glyphs}


def test_devanagari_is_reordered_and_its_letters_are_joined() -> None:
    assert numbers("हि")[-1] == numbers("ह")[0]  # the vowel is written before its consonant
    assert numbers("हि")[0] != numbers("ह")[0]
    assert len(numbers("क्ष")) == 1


def columns_of_ink(text: str) -> set[int]:
    layer = GlyphLayer((200, 200), (255, 255, 255))
    font = font_of(text)
    font.draw(layer, text, (60, 130), 60, right_to_left=script_of(text) in {"Arab", "Hebr"})
    return set(np.nonzero(np.asarray(layer.coverage) > 60)[1].tolist())


@pytest.mark.parametrize("text", ["x\u0303", "ที่", "ن\u0651", "שׁ", "कु", "e\u0323\u0302"])
def test_marks_stand_at_their_letter(text: str) -> None:
    base = unicodedata.normalize("NFD", text)[0]
    assert font_of(text).advance(text) == pytest.approx(font_of(text).advance(base), abs=0.02)
    there, alone = columns_of_ink(text), columns_of_ink(base)
    assert min(alone) - 8 <= min(there) <= max(there) <= max(alone) + 8


def test_a_mark_rises_over_a_capital_and_stands_in_its_middle() -> None:
    def ink(text: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        layer = GlyphLayer((200, 200), (255, 255, 255))
        font_of("X").draw(layer, text, (60, 130), 60)
        rows, columns = np.nonzero(np.asarray(layer.coverage) > 60)
        return rows, columns

    bare, marked = ink("X"), ink("X\u0303")
    top = bare[0].min()
    assert marked[0].min() < top - 5
    tilde = marked[1][marked[0] < top]
    assert abs((tilde.min() + tilde.max()) - (bare[1].min() + bare[1].max())) <= 4


def test_each_script_in_a_font_is_shaped_by_its_own_rules_and_stands_in_its_place() -> None:
    devanagari, arabic = font_of("क"), font_of("د")
    # the first sign is a box there, but the rest is right
    mixed = devanagari.shaped("a क्ष").glyphs
    assert mixed[-1].number == numbers("क्ष")[0]
    turned = arabic.shaped("دא", right_to_left=True).glyphs
    assert [glyph.number for glyph in turned] == [0, numbers("د")[0]]


def test_kerning_and_ligatures_are_the_fonts_own() -> None:
    font = font_of("AV")
    assert font.advance("AV") < font.advance("A") + font.advance("V")


def test_a_script_is_told_by_its_letters() -> None:
    told = [script_of(text) for text in ("a", "1a", "ש", "क", "1 ?")]
    assert told == ["Latn", "Latn", "Hebr", "Deva", "Zyyy"]
    assert list(by_script("1 a\u0301, क्ष! ש")) == ["1 a\u0301, ", "क्ष! ", "ש"]
    assert list(by_script("")) == []


def test_a_line_is_drawn_alike_in_every_process() -> None:
    def digest(language: str, seed: str) -> str:
        code = (
            "import hashlib; from PIL import Image;"
            "from bot.studio.render.text.typesetting import Typesetter;"
            "setter = Typesetter(); picture = Image.new('RGB', (900, 90));"
            "block = setter.fit('Šš бгдт 骨直 ي 🎵', width=880, lines=1, size=40, smallest=9);"
            "setter.draw(picture, block, (9, 9), colour=(255, 255, 255), shadow=0.5);"
            "print(hashlib.sha256(picture.tobytes()).hexdigest())"
        )
        words = {"LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code]
        return subprocess.check_output(command, text=True, env=os.environ | words)

    assert digest("C", "1") == digest("sr_RS.UTF-8", "2")


def test_every_weight_is_drawn_in_the_one_that_is_asked_for() -> None:
    def ink(letter: str, *, bold: bool) -> int:
        font = FontStack(bold=bold).font_for(letter)
        assert font is not None
        layer = GlyphLayer((100, 100), (255, 255, 255))
        font.draw(layer, letter, (20, 70), 60)
        return int(np.asarray(layer.coverage, np.int64).sum())

    for letter in "a夜ع한":
        assert ink(letter, bold=True) > 1.15 * ink(letter, bold=False)


def visual_runs(parts: list[str], *, right_to_left: bool) -> list[tuple[bool, list[str]]]:
    spans = visual_spans(parts, right_to_left=right_to_left)
    return [(backwards, parts[span.start : span.stop]) for backwards, span in spans]


def order(text: str) -> str:
    runs = visual_runs(clusters(text), right_to_left=is_right_to_left(text))
    return "".join("".join(reversed(run)) if backwards else "".join(run) for backwards, run in runs)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("abc אבג", "abc גבא"),
        ("אבג abc", "abc גבא"),
        ("אבג 123 דה", "הד 123 גבא"),
        ("Love שלום 2024", "Love 2024 םולש"),
        ("שלום - Love (2024)", "Love (2024) - םולש"),
        ("abc (אבג) def", "abc (גבא) def"),
        ("א", "א"),
        ("abc א", "abc א"),
        ("", ""),
    ],
)
def test_mixed_directions_are_ordered_as_people_read(text: str, read: str) -> None:
    assert order(text) == read


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.sampled_from("abXאבגدعر12٤.,-+/:()[]%$ !?#«»…é🎵"), max_size=40)
    | st.text(max_size=80)
)
def test_the_order_is_that_of_the_standard(text: str) -> None:
    parts = clusters(cleaned(text))
    for right_to_left in (False, True):
        runs = visual_runs(parts, right_to_left=right_to_left)
        assert sorted(part for _, run in runs for part in run) == sorted(parts)
        shown = [part[0] for back, run in runs for part in (reversed(run) if back else run)]
        signs = "".join(part[0] for part in parts)
        turned = get_display(signs, base_dir="R" if right_to_left else "L")
        mirrored = [unicodedata.mirrored(sign) for sign in turned]
        assert [unicodedata.mirrored(sign) for sign in shown] == mirrored
        assert [sign for sign in shown if not unicodedata.mirrored(sign)] == [
            sign for sign in turned if not unicodedata.mirrored(sign)
        ]


def test_a_line_as_long_as_they_get_is_ordered() -> None:
    text = ("אב" * MAX_CHARACTERS)[:MAX_CHARACTERS]
    assert order(text) == text[::-1]


def test_pieces_stand_side_by_side() -> None:
    block = Typesetter().fit("Love שלום 夜 🎵 हिन्दी", width=2000, lines=1, size=40, smallest=40)
    pieces = block.lines[0].runs
    assert len({id(piece.font) for piece in pieces}) >= 4
    assert any(isinstance(piece.font, Twemoji) for piece in pieces)
    backwards = Typesetter().fit("שלום سلام", width=2000, lines=1, size=40, smallest=40)
    assert [script_of(piece.text) for piece in backwards.lines[0].runs] == ["Arab", "Hebr"]
    assert all(first.font is not second.font or first.right_to_left != second.right_to_left
               for first, second in pairwise(pieces))  # fmt: skip
