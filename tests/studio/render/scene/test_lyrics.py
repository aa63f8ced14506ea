"""Lyrics are drawn in a band of their own, each word lit when it is sung, in every script."""

from itertools import pairwise, product
from pathlib import Path
from typing import Final

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.studio.render.audio.spectrum import analyse_spectrum
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.karaoke import LyricBand
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.scene.lyrics import LONGEST_LINE, lines_of, timeline_of
from bot.studio.render.scene.yuv import cut, pixels_of
from bot.studio.render.scenes import background_of, scene_of
from bot.studio.render.spec import Aspect, Look, LyricWord, RenderSpec, look_names
from tests.studio.songs import RATE, silence

SHAPES: Final[tuple[Aspect, ...]] = ("16:9", "9:16", "1:1")


def words(*texts: str, start: float = 0.2, every: float = 0.3) -> tuple[LyricWord, ...]:
    times = [start + every * number for number in range(len(texts))]
    return tuple(
        LyricWord(word=text, start_seconds=at, end_seconds=at + every)
        for text, at in zip(texts, times, strict=True)
    )


def scene(folder: Path, lyrics: tuple[LyricWord, ...], aspect: Aspect = "1:1") -> Scene:
    spec = RenderSpec(
        audio=folder / "a.wav", resolution=240, title="T", aspect=aspect, lyrics=lyrics
    )
    sound = av.AudioFrame.from_ndarray(silence(2.0), format="fltp", layout="stereo")
    sound.sample_rate = RATE
    spectrum = analyse_spectrum([sound], 30)
    return scene_of(spec, background_of(spec), spectrum, 30)


def band_of(art: Scene) -> LyricBand:
    assert art.lyrics is not None
    return art.lyrics


def test_words_of_the_api_become_lines() -> None:
    told = words("[Verse]\nWaggin'", "tails", "all\n", "day\n\n[Chorus]\n", "Oh")
    assert [line.text for line in lines_of(told)] == ["Waggin' tails all", "day", "Oh"]
    assert [line.text for line in lines_of(words("夜の", "港に", "love", "song"))] == [
        "夜の港に love song"
    ]
    assert [line.text for line in lines_of(words("Sing ", "hal", "le", "lu"))] == ["Sing hallelu"]
    assert lines_of(words("[Intro]", " ", "\n")) == []


def test_lines_end_at_pauses_and_before_they_are_too_long() -> None:
    many = lines_of(words(*["wonderful"] * 40, every=0.1))
    assert max(len(line.text) for line in many) <= LONGEST_LINE
    apart = (*words("one", "two"), *words("three", start=20.0))
    assert [line.text for line in lines_of(apart)] == ["one two", "three"]


def test_words_that_go_back_in_time_are_sung_as_soon_as_can_be() -> None:
    told = (*words("one", start=2.0), *words("two", start=1.0), *words("three", start=3.0))
    assert lines_of(told)[0].starts == (2.0, 2.0, 3.0)


@pytest.mark.parametrize("fps", [30, 60])
def test_each_word_is_lit_within_a_frame_of_its_time(fps: int) -> None:
    told = words("one", "two\n", "three", "four", start=1.017, every=0.331)
    lines = lines_of(told)
    timeline = timeline_of(lines, 4 * fps, fps)
    starts = [(n, k, at) for n, line in enumerate(lines) for k, at in enumerate(line.starts)]
    for line, word, at in starts:
        lit = np.flatnonzero((timeline.now == line) & (timeline.lit > word))
        assert abs(lit[0] / fps - at) <= 1 / fps
    assert (timeline.now[: round(0.9 * fps)] <= 0).all()
    assert timeline.now[-1] == -1  # it doesn't stay for ever
    assert set(timeline.following[timeline.now == 0]) == {1}


def test_lines_beyond_the_song_are_not_shown() -> None:
    timeline = timeline_of(lines_of(words("late", start=50.0)), 60, 30)
    assert (timeline.now == -1).all()


@pytest.mark.parametrize(("look", "aspect"), list(product(look_names(), SHAPES)))
def test_each_look_keeps_the_band_free(look: Look, aspect: Aspect) -> None:
    layout = layout_of(look, aspect).sung
    assert layout is not None
    assert layout.lyrics is not None
    parts = (layout.card, layout.text, layout.animation, layout.line, layout.watermark)
    for part in parts:
        assert not overlap(layout.lyrics, part)
    assert layout.lyrics.width >= 540


def overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


@pytest.mark.parametrize(
    ("texts", "from_right"),
    [
        (("We", "sail", "home"), False),
        (("نبحر", "في", "الميناء"), True),
        (("אנחנו", "2026", "בלילה"), True),
        (("夜", "の", "港"), False),
        (("रात", "के", "बंदरगाह"), False),
        (("cafe\u0301", "e\u0301te\u0301", "🎉"), False),
    ],
)
def test_words_are_lit_in_the_order_they_are_read(
    tmp_path: Path, texts: tuple[str, ...], from_right: bool
) -> None:
    art = scene(tmp_path, words(*texts))
    canvas, band = FrameRenderer(art), band_of(art).box
    pictures = [band_in(canvas, band, at) for at in (3, 8, 17, 26)]
    middles = []
    for before, after in pairwise(pictures):
        changed = np.flatnonzero((before != after).any(axis=0))
        assert len(changed)  # a word was lit
        middles.append(changed.mean())
    assert middles == sorted(middles, reverse=from_right)


def band_in(canvas: FrameRenderer, band: Box, number: int) -> NDArray[np.uint8]:
    return cut(pixels_of(canvas.render(number)), band).y.copy()


def test_nothing_outside_the_band_is_touched_and_any_order_of_frames_will_do(
    tmp_path: Path,
) -> None:
    lyrics = words("One", "wonderfully\n", "long", "line", "of", "words", every=0.22)
    art, plain = scene(tmp_path, lyrics), scene(tmp_path, words("x", start=50.0))
    band = band_of(art).box
    straight, jumping, without = FrameRenderer(art), FrameRenderer(art), FrameRenderer(plain)
    expected = {at: straight.render(at).to_ndarray().copy() for at in range(58)}
    for at in (57, 3, 31, 30, 0, 45, 15, 16):
        assert (jumping.render(at).to_ndarray() == expected[at]).all()
        for shown, still in zip(
            pixels_of(jumping.frame), pixels_of(without.render(at)), strict=True
        ):
            step = len(pixels_of(jumping.frame).y) // len(shown)
            other = still.copy()
            rows = slice(band.top // step, band.bottom // step)
            columns = slice(band.left // step, band.right // step)
            other[rows, columns] = shown[rows, columns]
            assert (shown == other).all()


@pytest.mark.parametrize("aspect", SHAPES)
def test_the_longest_line_is_whole(tmp_path: Path, aspect: Aspect) -> None:
    band = band_of(scene(tmp_path, words(*["lanterns"] * 9), aspect))
    (line,) = band._lines
    assert len(line.text) > 75
    room = Box(0, 0, band.box.width, round(band.box.height * 0.64))
    assert not band._fitted(line.text, room).is_cut
    assert {place.word for place in band.sung(0).places} == set(range(9))
