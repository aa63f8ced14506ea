"""The light behind the cover: on each onset, calm in silence, and nothing flashes."""

from pathlib import Path
from typing import Final

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.studio.render.audio.onsets import Onsets
from bot.studio.render.audio.spectrum import analyse_spectrum
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.pulse import STEPS, pulse_frames
from bot.studio.render.scenes import background_of, scene_of
from bot.studio.render.spec import Aspect, Look, RenderSpec, Resolution, look_names
from tests.studio.songs import RATE, Sound, beats, silence

CELL: Final = 8  # pixels of a picture of 320 x 180: those of 32 at 720p
FIELD: Final = (8, 11)  # cells of 10 degrees of sight: 341 x 256 of 1024 x 768 (WCAG 2.3.1)
LIGHTER: Final = 0.1  # of the greatest relative luminance: what counts as a change


def scene(
    folder: Path,
    sound: Sound,
    look: Look = "bars",
    aspect: Aspect = "16:9",
    resolution: Resolution = 480,
) -> Scene:
    """In the smallest size that has room for the light in every look."""
    spec = RenderSpec(
        audio=folder / "a.wav", look=look, aspect=aspect, resolution=resolution, title="Title"
    )
    frame = av.AudioFrame.from_ndarray(sound, format="fltp", layout="stereo")
    frame.sample_rate = RATE
    spectrum = analyse_spectrum([frame], 30)
    return scene_of(spec, background_of(spec), spectrum, 30)


def onsets(*seconds: float, strength: float = 1.0) -> Onsets:
    frames = np.asarray([round(at * 30) for at in seconds], np.intp)
    return Onsets(frames, np.full(len(frames), strength, np.float32))


def test_the_light_is_brightest_when_something_begins_and_fades() -> None:
    shown = pulse_frames(onsets(0.5, 1.5), 90, 30, [0])
    assert shown[15] == shown[45] == STEPS
    assert (np.diff(shown[15:44].astype(int)) <= 0).all()
    assert shown[40] == shown[14] == 0


def test_the_colours_take_turns() -> None:
    shown = pulse_frames(onsets(*np.arange(0.5, 12, 0.5)), 360, 30, [])
    assert (shown > STEPS).any()
    assert ((shown > 0) & (shown <= STEPS)).any()


def test_no_onset_makes_it_rise_more_than_three_times_a_second() -> None:
    shown = pulse_frames(onsets(*np.arange(0.2, 9, 0.1)), 300, 30, [])
    rises = np.flatnonzero(np.diff(shown.astype(int) % (STEPS + 1)) > 1)
    for start in range(270):
        assert ((rises >= start) & (rises < start + 30)).sum() <= 3


def test_the_first_picture_of_a_part_is_without_light() -> None:
    shown = pulse_frames(onsets(1.0, 2.0), 90, 30, [0, 30, 60])
    assert shown[[0, 30, 60]].tolist() == [0, 0, 0]
    assert 0 < shown[31] < STEPS


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_beats_are_seen_around_the_cover_and_silence_is_calm(
    tmp_path: Path, aspect: Aspect
) -> None:
    art = scene(tmp_path, beats(2.0, every=1.0), aspect=aspect)
    assert art.pulse is not None
    box, canvas = art.pulse.box, FrameRenderer(art)
    light = [canvas.render(at).to_ndarray()[: box.bottom].mean() for at in range(60)]
    assert max(light[30:34]) > light[28] + 0.3
    calm = scene(tmp_path, silence(2.0), aspect=aspect)
    assert calm.pulse is None


def luminances(art: Scene) -> NDArray[np.float32]:
    """The relative luminance of each cell in each frame; (frames, rows, columns)."""
    canvas, found = FrameRenderer(art), []
    table = np.arange(256) / 255
    table = np.where(table <= 0.04045, table / 12.92, ((table + 0.055) / 1.055) ** 2.4)
    for number in range(art.frames):
        frame = canvas.render(number).reformat(
            320, 176, "rgb24", src_colorspace="ITU709", interpolation="AREA"
        )
        light = table[frame.to_ndarray()] @ (0.2126, 0.7152, 0.0722)
        found.append(light.reshape(176 // CELL, CELL, 320 // CELL, CELL).mean((1, 3)))
    return np.asarray(found, np.float32)


def most_flashes(light: NDArray[np.float32], fps: int) -> int:
    """The most flashes in one second, each a rise and a fall of a quarter of a field of sight."""
    rises, falls = (np.zeros(light.shape, bool) for _ in range(2))
    low, high = light[0].copy(), light[0].copy()
    for number, now in enumerate(light):
        up = (now >= low + LIGHTER) & (low < 0.8)
        down = (now <= high - LIGHTER) & (now < 0.8)
        rises[number], falls[number] = up, down
        low = np.where(up | down, now, np.minimum(low, now))
        high = np.where(up | down, now, np.maximum(high, now))
    most = 0
    counts = [np.lib.stride_tricks.sliding_window_view(one, FIELD, (1, 2)).sum((3, 4))
              for one in (rises, falls)]  # fmt: skip
    together = [one[:-2] + one[1:-1] + one[2:] for one in counts]  # within three frames
    for row in range(together[0].shape[1]):
        for column in range(together[0].shape[2]):
            enough = [one[:, row, column] >= FIELD[0] * FIELD[1] / 4 for one in together]
            ups, downs = (np.flatnonzero(one[1:] & ~one[:-1]) for one in enough)
            for start in ups:
                inside = [((one >= start) & (one < start + fps)).sum() for one in (ups, downs)]
                most = max(most, min(inside))
    return most


def hard() -> Sound:
    """Noise that is switched on and off five times a second, and a kick with each."""
    time = np.arange(3 * RATE) / RATE
    noise = np.random.default_rng(8).normal(0, 0.3, len(time)) * (time * 5 % 1 < 0.5)
    return np.tile(noise.astype(np.float32), (2, 1)) + beats(3.0, every=0.2)


@pytest.mark.parametrize("look", look_names())
def test_nothing_flashes_more_than_three_times_a_second(tmp_path: Path, look: Look) -> None:
    assert most_flashes(luminances(scene(tmp_path, hard(), look)), 30) <= 3


def test_flashes_are_counted() -> None:
    light = np.zeros((60, 22, 40), np.float32)
    light[:, 4:16, 10:30] = (np.arange(60) // 3 % 2 * 0.5)[:, None, None]
    assert most_flashes(light, 30) >= 4
    light[:, 4:16, 10:30] = (np.arange(60) // 10 % 2 * 0.5)[:, None, None]
    assert most_flashes(light, 30) <= 2
