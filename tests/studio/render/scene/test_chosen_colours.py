"""Colours that somebody chose: their hue, as bright and even as those of any cover."""

import math

import numpy as np
import pytest
from PIL import Image

from bot.studio.render.scene.background import draw_background
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.scene.palette import apart, palette_by, palette_of, to_oklab
from bot.studio.render.spec import SceneSpec


def lightness_and_hue(colour: tuple[int, int, int]) -> tuple[float, float]:
    light, a, b = (float(part) for part in to_oklab(np.asarray(colour, np.float32)))
    return light, math.degrees(math.atan2(b, a)) % 360


@pytest.mark.parametrize(
    "colour", ["#ff0000", "#800000", "#00ff00", "#0000ff", "#ff8800", "#ffddee"]
)
def test_what_moves_has_the_hue_that_was_chosen_and_is_bright_however_dark_it_was(
    colour: str,
) -> None:
    chosen = tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
    _, hue = lightness_and_hue((chosen[0], chosen[1], chosen[2]))
    light, drawn = lightness_and_hue(palette_by(colour).first)
    assert apart(drawn, hue) < 12
    assert light > 0.7


@pytest.mark.parametrize("grey", ["#000000", "#ffffff", "#808080"])
def test_a_grey_is_as_a_grey_cover(grey: str) -> None:
    assert palette_by(grey) == palette_of(Image.new("RGB", (8, 8), grey))


def test_a_picture_takes_the_chosen_colours_before_those_of_its_cover() -> None:
    cover = Image.new("RGB", (64, 64), "#2040c0")
    spec = SceneSpec(title="A", resolution=240, colours="#ff8800")
    layout = layout_of(spec.look, spec.aspect)
    assert draw_background(spec, cover, layout).palette == palette_by("#ff8800")
    plain = spec.model_copy(update={"colours": None})
    assert draw_background(plain, cover, layout).palette == palette_of(cover)
