"""The still part: names of fifty signs stand whole and readable, on any cover."""

from itertools import product

import numpy as np
import pytest
from PIL import Image

from bot.studio.render.scene.background import draw_background, signature_of
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.spec import Aspect, Look, SceneSpec, look_names
from bot.studio.render.text.typesetting import Typesetter

EVERY = list(product(look_names(), ("16:9", "9:16", "1:1")))
NAMES = ["The Incredibly Long-Named Orchestra of Wherever 50", "Ω" * 20 + " " + "x" * 29, "W" * 50]


@pytest.mark.parametrize(("look", "aspect"), EVERY)
@pytest.mark.parametrize("name", NAMES)
def test_a_signature_of_fifty_signs_is_whole(look: Look, aspect: Aspect, name: str) -> None:
    assert len(name) == 50
    layout = layout_of(look, aspect)
    card = layout.card
    block = signature_of(Typesetter(), name, card, round_card=layout.round_card, scale=1.0)
    assert not block.is_cut
    assert 2 <= len(block.lines) <= 4


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_a_signature_on_a_white_cover_has_a_dark_ground(aspect: Aspect) -> None:
    white = Image.new("RGB", (400, 400), (255, 255, 255))
    layout = layout_of("bars", aspect)
    card = layout.card
    block = signature_of(Typesetter(), NAMES[0], card, round_card=False, scale=1.0)
    picture = draw_background(
        SceneSpec(author=NAMES[0], title="Title", aspect=aspect), white, layout
    ).picture
    top = card.bottom - 18 - block.height
    beside = np.asarray(picture)[top : top + block.size, card.left + 6 : card.left + 16]
    assert beside.max() < 115  # white on it has a contrast of over 4.5
