"""A look is one file: what knows looks by name takes them from the folder."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from pydantic import ValidationError

from bot.studio.render.scene import looks
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.looks import visualization_of
from bot.studio.render.scene.rasterizer import RowRasterizer
from bot.studio.render.scene.yuv import YuvPlanes, to_yuv
from bot.studio.render.scenes import still
from bot.studio.render.spec import Look, SceneSpec, look_names, picture_size
from bot.studio.settings import StudioSettings
from tests.studio.render.h264.test_slice_stitching import scene
from tests.studio.render.scene.test_pulse import scene as pulsing_scene
from tests.studio.songs import beats

ROOT: Final = Path(__file__).resolve().parents[4]
A_LOOK: Final = '''"""One square that is lit by what is loud."""

import numpy as np

from bot.studio.render.scene.layout import BELOW
from bot.studio.render.scene.visualizers import Layer, Visualization, Visualizer, as_bytes, region


def build(background, spectrum, fps):
    box = background.layout.animation.scaled(background.scale)
    unlit = region(background, box)
    thresholds = np.full((box.height, box.width), 20, np.uint8)
    table = as_bytes(spectrum.band_levels.max(1)[:, None])
    index = np.zeros(thresholds.shape, np.intp)
    lit = np.zeros_like(unlit) + (255, 0, 255)
    return Visualizer(box, unlit, (Layer(lit, thresholds),), lambda at: (table[at],), index)


LOOK = Visualization(BELOW, build, cost=1.0)
'''


def test_a_file_in_the_folder_is_a_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "square.py").write_text(A_LOOK, encoding="utf-8")
    (tmp_path / "_helper.py").write_text("", encoding="utf-8")
    before = look_names()
    monkeypatch.setattr(looks, "__path__", [*looks.__path__, str(tmp_path)])
    assert looks.__spec__ is not None
    monkeypatch.setattr(looks.__spec__, "submodule_search_locations", looks.__path__)
    monkeypatch.delitem(sys.modules, "bot.studio.render.scene.looks.square", raising=False)
    assert look_names() == tuple(sorted((*before, "square")))
    picture = still(SceneSpec(look="square", title="Title"))
    assert picture.getpixel((640, 560)) == pytest.approx((255, 0, 255), abs=4)
    assert StudioSettings(look="square").look == "square"
    sys.modules.pop("bot.studio.render.scene.looks.square")


@pytest.mark.parametrize("look", ["squares", "", "Bars", "__init__", "../bars"])
def test_a_look_that_is_not_there_is_refused_with_those_that_are(look: str) -> None:
    with pytest.raises(ValidationError, match=", ".join(look_names())):
        SceneSpec(look=look)


def test_the_names_are_known_without_numpy() -> None:
    code = "import sys; from bot.studio.render import spec; spec.look_names(); "
    code += "sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_description_and_the_example_name_each_look() -> None:
    text = (resources.files("bot.studio.http") / "openapi.json").read_text(encoding="utf-8")
    preview = json.loads(text)["components"]["schemas"]["PreviewRequest"]["properties"]["look"]
    assert tuple(preview["anyOf"][0]["enum"]) == look_names()
    example = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    _, _, lines = example.partition("# The look: ")
    listed = lines.partition("; ")[0].replace("\n# ", " ")
    assert listed == ", ".join(f'"{name}"' for name in look_names())


@pytest.mark.parametrize("look", look_names())
def test_a_look_keeps_what_moves_within_each_shape(look: Look) -> None:
    told = visualization_of(look)
    assert 0 < told.cost <= 1.5
    for aspect, layout in told.layouts.items():
        width, height = picture_size(aspect, 720)
        for box in (layout.animation, layout.card, layout.text, layout.watermark):
            assert box.left >= 0 <= box.top
            assert box.right <= width
            assert box.bottom <= height
    assert set(told.layouts) == {"16:9", "9:16", "1:1"}


def test_a_waves_core_is_one_line_wherever_there_is_sound(tmp_path: Path) -> None:
    visualizer = scene(tmp_path, "wave").rasterizer.visualizer  # type: ignore[attr-defined]
    for frame in range(0, 60, 7):
        outer, inner, core = visualizer.levels(frame)
        assert (core > 0).sum() == (outer > 0).sum()
        assert (outer >= inner).all()
        assert (inner >= core).all()


@pytest.mark.parametrize("look", ["wave", "mountain", "scope"])
@pytest.mark.parametrize("highest", [4, 254])
def test_each_pixel_is_one_of_the_looks_pictures(tmp_path: Path, look: Look, highest: int) -> None:
    moving = pulsing_scene(tmp_path, beats(1.0), look, resolution=360).rasterizer
    assert isinstance(moving, RowRasterizer)
    rng, width = np.random.default_rng(3), moving.box.width
    channels = max(one.channel for one in moving.visualizer.layers) + 1
    curves = -np.sort(
        -rng.integers(0, highest + 1, (channels, width)), axis=0
    )  # none under the next
    same = replace(moving.visualizer, levels=lambda _: tuple(curves.astype(np.uint8)))
    planes = YuvPlanes(*(plane.copy() for plane in moving.unlit))
    at_corner = replace(same, box=Box(0, 0, width, moving.box.height))
    RowRasterizer(at_corner).painter(planes, 0).paint(0)
    pictures = [moving.unlit.y, *(to_yuv(one.picture).y for one in same.layers)]
    assert np.logical_or.reduce([planes.y == one for one in pictures]).all()
