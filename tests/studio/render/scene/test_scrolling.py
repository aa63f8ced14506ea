"""What scrolls moves to the left by one step a frame, over a ground that stands still."""

from pathlib import Path

import numpy as np

from bot.studio.render.scene.frame_renderer import FrameRenderer
from bot.studio.render.scene.yuv import cut, pixels_of
from tests.studio.render.h264.test_slice_stitching import scene


def test_the_light_of_a_frame_is_that_of_the_one_before_moved_to_the_left(tmp_path: Path) -> None:
    art = scene(tmp_path, "spectrogram")
    canvas, ground = FrameRenderer(art), art.rasterizer.unlit.y.astype(np.int16)

    def light(number: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
        return cut(pixels_of(canvas.render(number)), art.rasterizer.box).y.astype(np.int16) - ground

    step = 4  # pixels: 120 a second at 30 frames a second
    assert light(40).max() > 60
    for number in (40, 17):
        assert (light(number)[:, :-step] == light(number - 1)[:, step:]).all()


def test_nothing_is_empty_at_the_beginning(tmp_path: Path) -> None:
    art = scene(tmp_path, "spectrogram")
    ground = art.rasterizer.unlit.y.astype(np.int16)
    first = cut(pixels_of(FrameRenderer(art).render(0)), art.rasterizer.box).y - ground
    eighths = np.array_split(first.max(0), 8)
    assert min(int(part.max()) for part in eighths) > 15
    assert first[:, -4:].max() > max(int(part.max()) for part in eighths[:-1])
