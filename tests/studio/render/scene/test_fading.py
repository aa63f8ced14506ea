"""A video brightens while its title arrives, and fades to black; its first picture isn't black."""

from pathlib import Path

import numpy as np

from bot.studio.render.h264.encoder import edges_of, segments_of
from bot.studio.render.pipeline import render
from bot.studio.render.scene.frame_renderer import FrameRenderer
from bot.studio.render.scene.yuv import pixels_of
from bot.studio.render.spec import RenderSpec
from tests.studio.render.scene.test_pulse import scene
from tests.studio.songs import beats, pictures, wav


def test_both_ends_are_parts_of_their_own_and_short_clips_have_none() -> None:
    parts = segments_of(300, 30)
    intro, outro = edges_of(300, 30)
    assert (len(parts[0]), len(parts[-1])) == (intro, outro)
    assert [number for part in parts for number in part] == list(range(300))
    assert edges_of(100, 30) == (0, 0)


def test_the_title_arrives_and_the_end_is_black(tmp_path: Path) -> None:
    art = scene(tmp_path, beats(5.5))
    canvas = FrameRenderer(art)
    assert art.fading is not None
    box = art.fading.box
    shown = [pixels_of(canvas.render(number)).y.copy() for number in range(art.frames)]
    whole = [picture[: box.bottom].mean() for picture in shown]
    title = [np.ptp(picture[box.top : box.bottom, box.left : box.right]) for picture in shown]
    assert 0.4 * whole[40] < whole[0] < 0.75 * whole[40]
    assert title[0] < 0.6 * title[40]
    assert shown[-1].max() == 16
    assert whole[-10] < 0.95 * whole[-30]
    assert not art.fading.concerns(range(30, art.frames - 30))


def test_the_finished_file_shows_both_ends_as_they_were_painted(tmp_path: Path) -> None:
    song = wav(tmp_path / "a.wav", beats(5.2))
    spec = RenderSpec(audio=song, title="Title", resolution=480)
    render(spec, tmp_path / "out.mp4")
    canvas = FrameRenderer(scene(tmp_path, beats(5.2)))
    shown = pictures(tmp_path / "out.mp4")
    assert len(shown) == 156
    for number in (*range(0, 30, 3), 80, *range(130, 156, 3), 155):
        painted = pixels_of(canvas.render(number)).y.astype(np.float32)
        assert np.square(painted - shown[number]).mean() < 255**2 / 10**3.6, f"frame {number}"
