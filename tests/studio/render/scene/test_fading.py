"""A video brightens while its title arrives, and fades to black; its first picture isn't black."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.h264.encoder import edges_of, segments_of
from bot.studio.render.pipeline import render
from bot.studio.render.scene.background import draw_background
from bot.studio.render.scene.fading import Fader, build_fading
from bot.studio.render.scene.frame_renderer import FrameRenderer
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.scene.yuv import pixels_of, to_yuv
from bot.studio.render.spec import Aspect, RenderSpec, SceneSpec
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
    assert 0.6 * whole[40] < whole[0] < 0.85 * whole[40]
    assert title[0] < 0.75 * title[40]
    for rising in (art.fading.light, art.fading.title):
        assert (np.diff(rising[:30]) >= 0).all()  # it brightens once: nothing flashes
    assert shown[-1].max() == 16
    assert whole[-10] < 0.95 * whole[-30]
    assert not art.fading.concerns(range(30, art.frames - 30))


def luminance(luma: NDArray[np.floating[Any]]) -> float:
    """Return the relative luminance (WCAG) of a grey of that luma in limited range."""
    grey = np.clip((luma - 16) / 219, 0, 1)
    return float(np.where(grey <= 0.04045, grey / 12.92, ((grey + 0.055) / 1.055) ** 2.4))


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("colour", [(255, 255, 255), (255, 230, 0), (0, 0, 0)])
def test_both_texts_can_be_read_in_the_first_picture(
    aspect: Aspect, colour: tuple[int, int, int]
) -> None:
    for title, artist in (("Title", ""), ("", "Artist")):
        spec = SceneSpec(title=title, artist=artist, aspect=aspect, resolution=480)
        cover = Image.new("RGB", (64, 64), colour)
        background = draw_background(spec, cover, layout_of("bars", aspect))
        fading = build_fading(background, 150, 30, 30)
        assert fading is not None
        painted = to_yuv(np.asarray(background.picture, np.float32))
        first = Fader(fading, *background.picture.size).faded(painted, 0)
        box = fading.box
        shown = pixels_of(first).y[box.top : box.bottom, box.left : box.right].astype(np.float64)
        untitled = fading.untitled.y.astype(np.float64)
        ground = (untitled - 16) * float(fading.light[0]) + 16
        contrast = (luminance(shown.max()) + 0.05) / (luminance(ground.max()) + 0.05)
        assert contrast >= 4.5, title or artist


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


def test_a_card_is_there_first_or_last_and_melts_into_the_picture() -> None:
    cover = Image.new("RGB", (64, 64), (90, 40, 40))
    for intro, outro in (("Hello", ""), ("", "Goodbye")):
        spec = SceneSpec(title="x", resolution=240, intro=intro, outro=outro)
        edges = edges_of(240, 30, spec.cards)
        assert edges == (60 if intro else 24, 60 if outro else 18)
        background = draw_background(spec, cover, layout_of("bars", "16:9"))
        fading = build_fading(background, 240, *edges)
        assert fading is not None
        card = background.cards.intro or background.cards.outro
        assert card is not None
        whole = to_yuv(np.asarray(card, np.float32)).y
        painted = to_yuv(np.asarray(background.picture, np.float32))
        fader = Fader(fading, *background.picture.size)
        shown = [pixels_of(fader.faded(painted, number)).y.copy() for number in range(240)]
        at, edge = (0, range(60)) if intro else (215, range(180, 240))
        assert (shown[at] == whole).all()
        share = np.abs(np.diff(fading.card))
        assert share.max() < 0.35  # nothing flashes
        assert not fading.concerns(range(edges[0], 240 - edges[1]))
        assert fading.concerns(edge)
        assert (shown[239] == 16).all()
    assert edges_of(160, 30, (True, True)) == (40, 40)  # a quarter of a short one each
    assert edges_of(100, 30, (True, True)) == (0, 0)
