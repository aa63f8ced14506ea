"""A frame shows each pixel at the highest step that its level has reached, whatever was before."""

from pathlib import Path

import numpy as np
import pytest

from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.visualizers import NEVER, Visualizer
from bot.studio.render.scene.yuv import YuvPlanes, cut, pixels_of, to_yuv
from bot.studio.render.spec import Look, look_names
from tests.studio.render.h264.test_slice_stitching import scene


@pytest.mark.parametrize("look", look_names())
def test_every_pixel_shows_the_step_that_its_level_has_reached(tmp_path: Path, look: Look) -> None:
    art = scene(tmp_path, look)
    moving, canvas = getattr(art.rasterizer, "visualizer", None), FrameRenderer(art)
    if not isinstance(moving, Visualizer):
        pytest.skip("it paints itself")
    for number in (0, 16, 17, 3, 59, 31, 15):
        expected = to_yuv(moving.unlit).y
        levels = moving.levels(number)
        for step in moving.layers:
            level = levels[step.channel] if moving.index is None else levels[0][moving.index]
            lit = (step.thresholds <= level) & (step.thresholds < NEVER)
            expected = np.where(lit, to_yuv(step.picture).y, expected)
        shown = cut(pixels_of(canvas.render(number)), moving.box).y
        together = expected.astype(np.int16) + cut(_beside_the_music(art, number), moving.box).y
        assert (shown == together).all(), f"frame {number}"


def _beside_the_music(art: Scene, number: int) -> YuvPlanes:
    """Return what the light and the ground add to the picture; nothing of it may wrap around."""
    added = YuvPlanes(*(np.zeros(plane.shape, np.int16) for plane in art.still))  # type: ignore[arg-type]
    if art.pulse:
        rest, now = art.pulse.pictures[0], art.pulse.pictures[art.pulse.shown[number]]
        cut(added, art.pulse.box).y[:] += now.y.astype(np.int16) - rest.y
    if art.drift:
        drifted = art.drift.added(int(art.drift.shown[number])).y
        cut(added, art.drift.box).y[:] += drifted.astype(np.int8)
    return added
