"""Settings and texts become a spec in one place, with everything that the settings say."""

import ast
from pathlib import Path
from typing import Final

import pytest

from bot.studio.render.spec import RenderChoices, RenderSpec, SceneSpec
from bot.studio.settings import StudioSettings
from bot.studio.spec_builder import SceneTexts, render_spec, scene_spec
from tests.docs.test_architecture import BOT, name_of

ODD: Final = StudioSettings(
    look="radial", aspect="9:16", resolution=1080, fps=60, profile="small", fonts=[Path("my.ttf")]
)
"""Settings of which none is as usual."""
TEXTS: Final = SceneTexts(title="A\nB", artist=" c ", author="d\x07", domain_name=None)


def test_every_setting_that_a_spec_has_is_in_it() -> None:
    spec = render_spec(ODD, TEXTS, audio=Path("song.mp3"), most_bytes=5)
    usual = RenderSpec(audio=spec.audio)
    same = {name for name, value in spec if value == getattr(usual, name)}
    assert same == {"audio", "cover", "lyrics", "domain_name", "colours", "start", "length"}
    assert (spec.look, spec.fps, spec.target_bytes) == ("radial", 60, 5)
    assert spec.font_paths == (Path.cwd() / "my.ttf",)


def test_a_picture_and_a_video_look_alike() -> None:
    picture = scene_spec(ODD, TEXTS, cover=Path("c.png"))
    video = render_spec(ODD, TEXTS, audio=Path("song.mp3"), cover=Path("c.png"))
    assert picture == SceneSpec(**{name: getattr(video, name) for name in SceneSpec.model_fields})
    assert picture.cover == Path.cwd() / "c.png"


def test_an_order_may_choose_its_look_and_aspect() -> None:
    picture = scene_spec(ODD, TEXTS, cover=None, look="bars", aspect="1:1")
    video = render_spec(
        ODD, TEXTS, RenderChoices(look="bars", aspect="1:1"), audio=Path("song.mp3")
    )
    assert (picture.look, picture.aspect) == (video.look, video.aspect) == ("bars", "1:1")


def test_what_is_chosen_for_a_video_stands_in_place_of_the_settings() -> None:
    chosen = RenderChoices(look="wave", aspect="1:1", colours="#ff8800", start="best", length=30)
    spec = render_spec(ODD, TEXTS, chosen, audio=Path("song.mp3"))
    assert RenderChoices.model_validate({name: getattr(spec, name) for name, _ in chosen}) == chosen
    assert spec.resolution == 1080


def test_texts_are_drawn_in_one_line_each() -> None:
    spec = scene_spec(ODD, TEXTS, cover=None)
    assert (spec.title, spec.artist, spec.author, spec.domain_name) == ("A B", "c", "d", "")


@pytest.mark.parametrize("path", BOT, ids=name_of)
def test_nobody_else_makes_a_spec(path: Path) -> None:
    if name_of(path) == "bot.studio.spec_builder":
        return
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert not {"SceneSpec", "RenderSpec"} & set(calls)
