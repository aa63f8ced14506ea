"""Settings and texts become a spec in one place, with everything that the settings say."""

import ast
from pathlib import Path
from typing import Final

import pytest

from bot.studio.render.spec import RenderChoices, RenderSpec, SceneSpec
from bot.studio.settings import StudioSettings
from bot.studio.spec_builder import SceneTexts, render_spec, scene_spec
from bot.studio.typefaces import name_of as name_of_font
from bot.studio.typefaces import typefaces
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
    chosen = {"lyrics", "colours", "start", "length", "canvas", "logo", "intro", "outro"}
    assert same == {"audio", "cover", "domain_name", *chosen}
    assert (spec.look, spec.fps, spec.target_bytes) == ("radial", 60, 5)
    assert spec.font_paths == (Path.cwd() / "my.ttf",)


def test_a_picture_and_a_video_look_alike() -> None:
    picture = scene_spec(ODD, TEXTS, cover=Path("c.png"))
    video = render_spec(ODD, TEXTS, audio=Path("song.mp3"), cover=Path("c.png"))
    assert picture == SceneSpec(**{name: getattr(video, name) for name in SceneSpec.model_fields})
    assert picture.cover == Path.cwd() / "c.png"


def test_an_order_may_choose_its_look_and_aspect() -> None:
    chosen = RenderChoices(look="bars", aspect="1:1")
    picture = scene_spec(ODD, TEXTS, chosen, cover=None)
    video = render_spec(ODD, TEXTS, chosen, audio=Path("song.mp3"))
    assert (picture.look, picture.aspect) == (video.look, video.aspect) == ("bars", "1:1")


def test_what_is_chosen_for_a_video_stands_in_place_of_the_settings(tmp_path: Path) -> None:
    font = tmp_path / "Fine_Sans-Bold.ttf"
    font.touch()
    plain = {"look": "wave", "aspect": "1:1", "colours": "#ff8800", "start": "best", "length": 30}
    cards = {"intro": "Hello", "outro": "Goodbye"}
    logo = {"id": "ab" * 16, "corner": "bottom-left", "size": 12, "opacity": 50}
    chosen = RenderChoices.model_validate({**plain, **cards, "logo": logo, "font": "Fine Sans"})
    fonts = ODD.model_copy(update={"typefaces": (font, Path("Gone.ttf"))})
    spec = render_spec(fonts, TEXTS, chosen, audio=Path("song.mp3"), logo=Path("l.png"))
    assert {name: getattr(spec, name) for name in (*plain, *cards)} == {**plain, **cards}
    assert spec.resolution == 1080
    assert spec.logo is not None
    assert spec.logo.model_dump() == {
        "path": Path.cwd() / "l.png",
        **{name: logo[name] for name in ("corner", "size", "opacity")},
    }
    assert spec.font_paths == (font, Path.cwd() / "my.ttf")
    # Without the file of a logo, or with a typeface that is gone, the rest is made.
    bare = render_spec(ODD, TEXTS, chosen, audio=Path("song.mp3"))
    assert (bare.logo, bare.font_paths) == (None, (Path.cwd() / "my.ttf",))


def test_a_typeface_is_called_as_its_file_without_the_weight() -> None:
    for file, name in (
        ("Fine_Sans-Bold.ttf", "Fine Sans"),
        ("Lora[wght].ttf", "Lora"),
        ("PlayfairDisplay-Regular.otf", "PlayfairDisplay"),
        ("Bold.ttf", "Bold"),
    ):
        assert name_of_font(Path(file)) == name


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


def test_the_typefaces_that_the_bot_brings_can_be_chosen_and_a_host_adds_some(
    tmp_path: Path,
) -> None:
    (tmp_path / "Fine.ttf").touch()
    found = typefaces(StudioSettings(typefaces=(tmp_path / "Fine.ttf",)))
    assert set(found) == {"Comfortaa", "Fine", "Oswald", "Playfair Display"}
    assert all(path.is_file() for files in found.values() for path in files)
