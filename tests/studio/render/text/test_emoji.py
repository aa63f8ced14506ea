"""Emoji: pictures in colour, on every machine, whatever fonts it has."""

from pathlib import Path

import numpy as np
import pytest
from fontTools.colorLib.builder import buildCOLR, buildCPAL
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables.sbixGlyph import Glyph
from fontTools.ttLib.tables.sbixStrike import Strike
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.text.bidi import clusters
from bot.studio.render.text.emoji import Twemoji, is_emoji
from bot.studio.render.text.fonts import FontStack
from bot.studio.render.text.opentype import FontFile
from bot.studio.render.text.typesetting import Typesetter

SETTER = Typesetter()
RED = (200, 20, 30)


def drawn(text: str, setter: Typesetter = SETTER) -> NDArray[np.int64]:
    """Draw `text` in white, and return the RGB pixels."""
    block = setter.fit(text, width=900, lines=1, size=40, smallest=40)
    picture = Image.new("RGB", (block.width + 40, block.height + 40))
    setter.draw(picture, block, (20, 20), colour=(255, 255, 255))
    return np.asarray(picture, np.int64)


def coloured(pixels: NDArray[np.int64]) -> int:
    return int((pixels.max(axis=2) - pixels.min(axis=2) > 40).sum())


def font_of_a_rocket(path: Path) -> FontBuilder:
    """Begin a font whose one character, U+1F680, is a box of 1000 units."""
    pen = TTGlyphPen(None)
    for corner in ((0, 0), (0, 1000), (1000, 1000), (1000, 0)):
        (pen.lineTo if pen.points else pen.moveTo)(corner)
    pen.closePath()
    box = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "rocket"])
    font.setupCharacterMap({0x1F680: "rocket"})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "rocket": box})
    font.setupHorizontalMetrics({".notdef": (500, 0), "rocket": (1200, 0)})
    font.setupHorizontalHeader(ascent=1000, descent=0)
    font.setupNameTable({"familyName": path.stem})
    font.setupOS2()
    font.setupPost()
    return font


def layered(path: Path) -> None:
    """Write an emoji font with COLR, as Windows has it."""
    font = font_of_a_rocket(path)
    font.font["COLR"] = buildCOLR({"rocket": [("rocket", 0)]}, version=0)
    font.font["CPAL"] = buildCPAL([[tuple(part / 255 for part in (*RED, 255))]])
    font.save(path)


def with_bitmaps(path: Path) -> None:
    """Write an emoji font with bitmaps (sbix), as macOS has it."""
    font = font_of_a_rocket(path)
    Image.new("RGB", (96, 96), RED).save(path.with_suffix(".png"))
    table = newTable("sbix")
    strike = Strike(ppem=96)
    data = path.with_suffix(".png").read_bytes()
    strike.glyphs = {
        ".notdef": Glyph(glyphName=".notdef"),
        "rocket": Glyph(glyphName="rocket", graphicType="png ", imageData=data),
    }
    table.strikes = {96: strike}
    font.font["sbix"] = table
    font.save(path)


@pytest.mark.parametrize(
    "emoji",
    [
        "🎵",
        "🚀",
        "❤️",
        "❤️\u200d🔥",
        "1️⃣",
        "🐦\u200d🔥",
        "👩\u200d🚀",
        "☕️",
        "👨‍👩‍👧",
        "🇯🇵",
        "👍🏽",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    ],
)
def test_an_emoji_is_one_picture_in_colour_on_every_machine(emoji: str) -> None:
    assert clusters(emoji) == [emoji]
    assert isinstance(FontStack().font_for(emoji), Twemoji)
    assert Twemoji().advance(emoji) == Twemoji().advance("🎵")
    assert coloured(drawn(emoji)) > 250


def test_emoji_stand_in_their_line_and_in_its_order() -> None:
    pixels = drawn("a💙❤️b")
    blue = np.nonzero(pixels[..., 2] - pixels[..., 0] > 100)
    red = np.nonzero(pixels[..., 0] - pixels[..., 2] > 100)
    assert blue[1].max() < red[1].min()
    white = np.nonzero(pixels.min(axis=2) > 250)
    assert white[1].min() < blue[1].min()
    assert red[1].max() < white[1].max()
    assert min(blue[0].min(), red[0].min()) >= 20
    backwards = drawn("א💙❤️ב")  # read from right to left
    blue = np.nonzero(backwards[..., 2] - backwards[..., 0] > 100)
    red = np.nonzero(backwards[..., 0] - backwards[..., 2] > 100)
    assert red[1].max() < blue[1].min()


def test_the_edges_of_an_emoji_take_nothing_of_the_letters_colour() -> None:
    block = SETTER.fit("❤️", width=900, lines=1, size=40, smallest=40)
    picture = Image.new("RGB", (90, 90), (255, 255, 255))
    SETTER.draw(picture, block, (20, 20), colour=(0, 0, 0))
    assert np.asarray(picture)[..., 0].min() > 200  # a red heart on white is nowhere dark


def test_a_sequence_without_a_picture_is_drawn_as_its_parts() -> None:
    unheard_of = "🚀\u200d🎵"
    assert clusters(unheard_of) == [unheard_of]
    assert Twemoji().advance(unheard_of) == 2 * Twemoji().advance("🚀")
    assert (drawn(unheard_of) == drawn("🚀🎵")).all()
    assert Twemoji().drawable("🚀\u200d\U0001fbff") == "🚀"  # assigned to nothing


def test_what_is_asked_for_as_text_is_no_picture() -> None:
    assert [is_emoji(sign) for sign in ("❤️", "🎵", "🇯🇵", "1️⃣")] == [True] * 4
    assert [is_emoji(sign) for sign in ("❤\ufe0e", "a", "1", "©", "漢")] == [False] * 5
    assert coloured(drawn("❤\ufe0e")) == 0


@pytest.mark.parametrize("write", [layered, with_bitmaps])
def test_a_font_of_emoji_that_the_host_names_goes_first(write: object, tmp_path: Path) -> None:
    path = tmp_path / "NotoColorEmoji.ttf"
    write(path)  # type: ignore[operator]
    setter = Typesetter((path,))
    assert isinstance(FontStack((path,)).font_for("🚀"), FontFile)
    pixels = drawn("🚀", setter)
    assert tuple(pixels[45, 30]) == RED
    rows, columns = np.nonzero(pixels.sum(axis=2) > 0)
    assert abs(int(np.ptp(rows)) - 40) <= 2
    assert abs(int(np.ptp(columns)) - 40) <= 2
    assert isinstance(FontStack((path,)).font_for("🎵"), Twemoji)  # which it hasn't got
