"""The title and its artist are there whole in every look and shape, with room for both."""

from itertools import product

import pytest

from bot.studio.render.scene.layout import Layout
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.scene.title_block import TitleBlock, fit_titles
from bot.studio.render.spec import Aspect, Look, SceneSpec, look_names

SHAPES: tuple[Aspect, ...] = ("16:9", "9:16", "1:1")
TITLES = (
    "x",
    "Two lines of a title that is long enough for it",
    "カーニバル〜【オリジナル曲】夜の港を渡るフェリーの歌",
    "Somebody Else Sings About the Moon, the Sky, and Everything That Falls From It at Night",
)
ENDLESS = "somebody sang of everything " * 11


def layouts(look: Look, aspect: Aspect) -> list[Layout]:
    layout = layout_of(look, aspect)
    return [layout, *([layout.sung] if layout.sung else [])]


def fitted(layout: Layout, title: str, artist: str, scale: float = 1.0) -> TitleBlock:
    return fit_titles(SceneSpec(title=title, artist=artist), layout, scale)


# Looks share their layouts: each is looked at once.
EVERY = list(
    dict.fromkeys(
        layout for look, aspect in product(look_names(), SHAPES) for layout in layouts(look, aspect)
    )
)


@pytest.mark.parametrize("scale", [1.0, 0.5])
@pytest.mark.parametrize("artist", ["Tester", "Björk & 東京"])
@pytest.mark.parametrize("title", TITLES)
def test_title_and_artist_are_whole_and_have_room(title: str, artist: str, scale: float) -> None:
    for layout in EVERY:
        block = fitted(layout, title, artist, scale)
        assert not block.is_cut
        assert "…" not in block.title.text + block.artist.text
        assert block.height <= layout.text.scaled(scale).height


def test_an_endless_title_ends_with_a_word_and_leaves_the_artist_whole() -> None:
    for layout in EVERY:
        block = fitted(layout, ENDLESS, "Tester")
        assert block.height <= layout.text.height
        assert block.artist.text == "Tester"
        assert block.title.text.removesuffix("…").split()[-1] in ENDLESS.split()
        assert len(block.title.lines) >= layout.title_lines


def test_a_tall_picture_has_room_for_three_lines_and_more() -> None:
    tall = {layout for look in look_names() for layout in layouts(look, "9:16")}
    for layout in tall:
        assert 3 <= len(fitted(layout, ENDLESS, "Tester").title.lines) <= 4


def test_nothing_in_a_layout_covers_anything_else() -> None:
    for layout in EVERY:
        text, card = layout.text, layout.card
        assert text.top >= card.bottom or text.left >= card.right or text.right <= card.left
        assert text.bottom <= (layout.lyrics or layout.line).top or (
            layout.lyrics and layout.lyrics.left >= text.right
        )
