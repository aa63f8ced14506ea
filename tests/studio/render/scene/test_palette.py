"""Colours are even to the eye and never mud, and text is readable on every cover."""

import math
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.scene.background import draw_background
from bot.studio.render.scene.cover_art import designed
from bot.studio.render.scene.cover_designs import DESIGNS, sketch
from bot.studio.render.scene.layout import Box, Layout
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.scene.palette import (
    MUD,
    blend,
    contrast,
    from_oklab,
    oklch,
    palette_from,
    to_oklab,
)
from bot.studio.render.scenes import still
from bot.studio.render.spec import Aspect, SceneSpec

COVERS: Final = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "yellow": (250, 215, 30),
    "grey": (128, 128, 128),
    "olive": (112, 108, 48),
    "lime": (150, 205, 40),
}

_OWN: Final = ("author", "times")  # what is there without a text as well


def cover(folder: Path, name: str) -> Path:
    path = folder / f"{name}.png"
    picture = Image.new("RGB", (96, 96), COVERS.get(name, (0, 0, 0)))
    if name == "busy":
        noise = np.random.default_rng(1).integers(0, 256, (12, 12, 3), np.uint8)
        picture = Image.fromarray(noise.repeat(8, 0).repeat(8, 1))
    picture.save(path)
    return path


def hue_and_chroma(colour: tuple[int, ...]) -> tuple[float, float]:
    _, a, b = to_oklab(np.asarray(colour, np.float32))
    return math.degrees(math.atan2(b, a)) % 360, math.hypot(a, b)


def test_oklab_is_that_of_its_definition() -> None:
    # B. Ottosson's own examples, in sRGB: white, and the blue whose hue others bend to purple.
    assert to_oklab(np.asarray((255, 255, 255), np.float32)) == pytest.approx((1, 0, 0), abs=1e-3)
    blue = to_oklab(np.asarray((0, 0, 255), np.float32))
    assert blue == pytest.approx((0.452, -0.032, -0.312), abs=1e-3)
    colours = np.random.default_rng(2).uniform(0, 255, (50, 3)).astype(np.float32)
    assert from_oklab(to_oklab(colours)) == pytest.approx(colours, abs=0.2)


@pytest.mark.parametrize("hue", range(0, 360, 15))
def test_no_hue_makes_mud(hue: int) -> None:
    palette = palette_from(hue, hue + 40)
    ground, chroma = hue_and_chroma(palette.ground)
    assert chroma < 0.1
    assert not MUD[0] + 8 < ground < MUD[1] - 8
    for accent in (palette.first, palette.second):
        light = float(to_oklab(np.asarray(accent, np.float32))[0])
        assert 0.76 < light < 0.93
        assert hue_and_chroma(accent)[1] > 0.06


def test_a_colour_that_no_screen_shows_keeps_its_lightness_and_hue() -> None:
    wanted = oklch(0.5, 0.4, 145)
    assert hue_and_chroma(wanted)[0] == pytest.approx(145, abs=1.5)
    assert float(to_oklab(np.asarray(wanted, np.float32))[0]) == pytest.approx(0.5, abs=0.01)


def test_between_two_colours_nothing_is_darker_than_both() -> None:
    way = blend((255, 180, 60), (80, 160, 255), np.linspace(0, 1, 9, dtype=np.float32))
    lightness = to_oklab(way)[:, 0]
    assert lightness.min() >= min(lightness[0], lightness[-1]) - 0.01


@pytest.mark.parametrize("name", ["olive", "lime", "yellow"])
def test_a_ground_is_not_muddy(tmp_path: Path, name: str) -> None:
    with Image.open(cover(tmp_path, name)) as picture:
        ground = draw_background(SceneSpec(), picture.convert("RGB"), bars("16:9")).picture
    lab = to_oklab(np.asarray(ground.resize((32, 18), Image.Resampling.BOX), np.float32))
    outside = np.concatenate([lab[:, :2].reshape(-1, 3), lab[:, -2:].reshape(-1, 3)])
    hue = np.degrees(np.arctan2(outside[:, 2], outside[:, 1])) % 360
    assert not ((hue > MUD[0] + 12) & (hue < MUD[1] - 12)).any()


def bars(aspect: Aspect) -> Layout:
    return layout_of("bars", aspect)


@pytest.mark.parametrize("name", [*COVERS, "busy"])
def test_text_on_the_frame_has_a_contrast_that_can_be_read(tmp_path: Path, name: str) -> None:
    path = cover(tmp_path, name)
    texts = {"title": "MMMM", "artist": "HHHHHHHH", "domain_name": "HHHH.example", "author": "HH"}
    places: dict[Aspect, tuple[str, ...]] = {
        "16:9": ("text", "watermark", "times", "author"),
        "1:1": ("text", "author"),
    }
    for aspect, boxes in places.items():
        with_text = still(SceneSpec(cover=path, aspect=aspect, **texts))
        without = still(SceneSpec(cover=path, aspect=aspect, title=" "))
        layout = bars(aspect)
        for box in boxes:
            place = box_of(layout, box)
            assert contrast_in(with_text, without, place, own=box in _OWN) >= 4.5, box


def box_of(layout: Layout, name: str) -> Box:
    if name == "author":
        card = layout.card
        return Box(card.left + 16, card.bottom - 60, 90, 50)
    if name == "times":
        return Box(layout.times.left, layout.times.top, 50, 24)
    found: Box = getattr(layout, name)
    return found


def contrast_in(with_text: Image.Image, without: Image.Image, box: Box, *, own: bool) -> float:
    """That of the letters' insides with the brightest that lies under or beside them."""

    def cut(picture: Image.Image) -> NDArray[np.float32]:
        crop = picture.crop((box.left, box.top, box.right, box.bottom))
        return np.asarray(crop, np.float32).reshape(-1, 3)

    shown = cut(with_text)
    order = shown.sum(1).argsort()
    letters = shown[order[-len(order) // 100 :]].mean(0)
    under = shown[order[: len(order) // 2]] if own else cut(without)
    brightest = under[under.sum(1).argsort()[-len(under) // 50 :]].mean(0)
    return contrast(letters, brightest)


def test_designed_covers_are_of_eight_kinds() -> None:
    course = np.abs(np.sin(np.linspace(0, 9, 200))).astype(np.float32)
    assert len(DESIGNS) >= 6
    seed = bytes(range(32))
    covers = [design(sketch(seed, course, 96)) for design in DESIGNS]
    for number, one in enumerate(covers):
        assert one.size == (96, 96)
        for other in covers[:number]:
            apart = np.asarray(one, np.int16) - np.asarray(other, np.int16)
            assert np.abs(apart).mean() > 8
    kinds = {
        design(sketch(seed, course[::-1], 96)).tobytes() == cover.tobytes()
        for design, cover in zip(DESIGNS, covers, strict=True)
    }
    assert kinds == {False}  # each is drawn from the sound


def test_titles_choose_among_all_designs(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = []
    spies = tuple(lambda _, n=n: chosen.append(n) for n in range(len(DESIGNS)))
    monkeypatch.setattr("bot.studio.render.scene.cover_art.DESIGNS", spies)
    for number in range(80):
        designed(f"Song {number}|Someone", np.zeros(1, np.float32), 8)
    assert set(chosen) == set(range(len(DESIGNS)))
