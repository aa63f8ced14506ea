"""A logo has a place of its own in every look and shape; what can't be one is turned away."""

import io
from itertools import product

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bot.studio.render.scene.background import draw_background
from bot.studio.render.scene.layout import Box, Layout
from bot.studio.render.scene.logo import _reaches, with_logo
from bot.studio.render.scene.logo_picture import SIDE, is_seen, read_logo
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.scene.title_block import fit_titles
from bot.studio.render.spec import Aspect, LogoStyle, SceneSpec, look_names, picture_size

SHAPES: tuple[Aspect, ...] = ("16:9", "9:16", "1:1")
LONG = "Somebody Else Sings About the Moon, the Sky, and Everything That Falls From It"
CLOCK = 84  # pixels that "15:00" takes at the most


def overlap(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def every_layout() -> list[tuple[Aspect, Layout]]:
    """Return the layouts of all looks, each once."""
    found = []
    for look, aspect in product(look_names(), SHAPES):
        layout = layout_of(look, aspect)
        found += [(aspect, layout), *([(aspect, layout.sung)] if layout.sung else [])]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("corner", ["top-left", "top-right", "bottom-left", "bottom-right"])
@pytest.mark.parametrize("ratio", [(100, 900), (100, 100), (900, 100)], ids=str)
@pytest.mark.parametrize("size", [5, 10, 16])
def test_a_logo_covers_nothing_and_nothing_covers_it(
    corner: str, ratio: tuple[int, int], size: int
) -> None:
    style = LogoStyle.model_validate({"corner": corner, "size": size})
    for aspect, before in every_layout():
        width, height = picture_size(aspect, 720)
        layout, box = with_logo(before, style, ratio, (width, height))
        assert box.left >= 8
        assert box.top >= 8
        assert box.right <= width - 8
        assert box.bottom <= height - 8
        assert min(box.width, box.height) >= 2
        times = layout.times
        clocks = (
            Box(times.left, times.top, CLOCK - 14, times.height),
            Box(times.right - CLOCK + 14, times.top, CLOCK - 14, times.height),
        )
        still = [layout.text, layout.watermark, layout.line, *clocks]
        for other in (*still, *([layout.lyrics] if layout.lyrics else [])):
            assert not overlap(box, other), (aspect, other)
        if overlap(layout.card, layout.animation):  # a ring around its disc
            assert not _reaches(layout.animation, box)
            middles = [
                (b.left + b.width / 2, b.top + b.height / 2)
                for b in (layout.card, layout.animation)
            ]
            assert middles[0] == middles[1]
        else:
            assert not overlap(box, layout.card)
            assert not overlap(box, layout.animation)
        assert layout.watermark.width >= 240
        assert layout.card.width == layout.card.height >= 100
        block = fit_titles(SceneSpec(title=LONG, artist="Band"), layout, 1.0)
        assert size == 16 or not block.is_cut  # the largest may cost the longest titles a word
        assert block.height <= layout.text.height


def png(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def shape() -> Image.Image:
    picture = Image.new("RGBA", (900, 700))
    ImageDraw.Draw(picture).rectangle((300, 200, 699, 399), fill=(255, 90, 40, 255))
    return picture


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_logo_is_read_without_its_margins(kind: str) -> None:
    logo = read_logo(png(shape(), kind, **({"lossless": True} if kind == "WEBP" else {})))
    assert logo is not None
    assert (logo.mode, logo.size) == ("RGBA", (400, 200))
    assert logo.getpixel((5, 5)) == (255, 90, 40, 255)
    large = read_logo(png(Image.new("RGBA", (3000, 1500), (1, 2, 3, 200))))
    assert large is not None
    assert large.size == (SIDE, SIDE // 2)


def test_palettes_and_greys_keep_what_is_transparent() -> None:
    for picture in (shape().quantize(8), shape().convert("LA")):
        logo = read_logo(png(picture))
        assert logo is not None
        assert logo.size == (400, 200)
        assert is_seen(logo)


def test_what_is_no_logo_is_turned_away() -> None:
    plain = Image.new("RGB", (20, 20), "red")
    for data in (
        b"",
        b"no picture",
        png(plain, "JPEG"),
        png(plain, "GIF"),
        png(plain)[:40],
        png(plain, "WEBP")[:20],
        png(Image.new("L", (4200, 4200))),  # more pixels than any logo needs
        png(Image.new("RGBA", (400, 20), "red")),  # a line
    ):
        assert read_logo(data) is None
    empty = read_logo(png(Image.new("RGBA", (20, 20), (255, 0, 0, 3))))
    assert empty is not None
    assert not is_seen(empty)


DISCORD_WIDTH = 550  # pixels that Discord shows a video in, at most
READABLE = 7  # pixels that a capital letter has there at least


@pytest.mark.parametrize("aspect", SHAPES)
@pytest.mark.parametrize(
    "text", ["MUSIC.EXAMPLE", "THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG, SAYS M"]
)
def test_a_watermark_is_read_at_the_width_that_discord_shows(aspect: Aspect, text: str) -> None:
    cover = Image.new("RGB", (64, 64), (90, 90, 90))
    pictures = [
        np.asarray(
            draw_background(
                SceneSpec(title="x", aspect=aspect, domain_name=one[:50]),
                cover,
                layout_of("bars", aspect),
            ).picture,
            np.int16,
        )
        for one in ("", text)
    ]
    letters = (pictures[1] - pictures[0]).max(axis=2) > 90
    rows = np.flatnonzero(letters.any(axis=1))
    line = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)[0]  # of one, or of two
    assert len(line) * DISCORD_WIDTH / letters.shape[1] >= READABLE
    height = layout_of("bars", aspect).line.bottom
    assert rows.min() > height
    assert rows.max() < letters.shape[0] - 4
