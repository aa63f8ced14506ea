"""Onsets and tempo of songs whose beats are known."""

import av
import numpy as np
import pytest

from bot.studio.render.audio.onsets import onsets_of
from bot.studio.render.audio.spectrum import Levels, analyse_spectrum
from tests.studio.songs import RATE, Sound, silence


def levels_of(sound: Sound, fps: int = 30) -> Levels:
    frame = av.AudioFrame.from_ndarray(sound, format="fltp", layout="stereo")
    frame.sample_rate = RATE
    return analyse_spectrum([frame], fps).band_levels


def clicks(times: list[float], seconds: float) -> Sound:
    """Short bursts of noise of different loudness over a soft hum."""
    rng = np.random.default_rng(6)
    time = np.arange(round(seconds * RATE)) / RATE
    sound = 0.02 * np.sin(2 * np.pi * 110 * time)
    for number, at in enumerate(times):
        start = round(at * RATE)
        burst = rng.normal(0, 0.5 - 0.1 * (number % 3), 3000) * np.exp(-np.arange(3000) / 500)
        sound[start : start + 3000] += burst[: len(sound) - start]
    return np.tile(sound.astype(np.float32), (2, 1))


@pytest.mark.parametrize("fps", [30, 60])
def test_each_onset_is_found_and_no_other(fps: int) -> None:
    times = [0.4, 0.9, 1.15, 2.0, 2.31, 3.2, 3.9]
    found = onsets_of(levels_of(clicks(times, 4.6), fps), fps)
    clicked = found.frames[found.frames > 0.2 * fps]  # the hum begins as well
    assert len(clicked) == len(times)
    # A spectrum sees what begins half its window (43 ms) before and after.
    assert clicked / fps == pytest.approx(times, abs=0.06)
    assert found.strengths.min() > 0.1
    assert found.strengths.max() == 1.0


def test_nothing_begins_in_silence_or_in_a_steady_tone() -> None:
    assert len(onsets_of(levels_of(silence(2.0)), 30).frames) == 0
    time = np.arange(4 * RATE) / RATE
    tone = np.tile(0.3 * np.sin(2 * np.pi * 220 * time).astype(np.float32), (2, 1))
    assert (onsets_of(levels_of(tone), 30).frames < 8).all()  # its beginning only
