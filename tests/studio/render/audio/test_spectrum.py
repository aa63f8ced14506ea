"""What is heard is seen: of both sides, and however little of a song there is."""

from collections.abc import Iterator

import av
import numpy as np
import pytest

from bot.studio.render.audio.spectrum import BANDS, Levels, analyse_spectrum
from tests.studio.songs import RATE, Sound, beats, silence

SHOWN = 0.3
"""From here on a level is plainly seen."""


def frames_of(sound: Sound) -> Iterator[av.AudioFrame]:
    layout = "mono" if len(sound) == 1 else "stereo"
    for start in range(0, sound.shape[1], RATE):
        block = np.ascontiguousarray(sound[:, start : start + RATE])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
        frame.sample_rate = RATE
        yield frame


def levels_of(sound: Sound) -> Levels:
    return analyse_spectrum(frames_of(sound), 30).band_levels


def tone(seconds: float, hertz: float, *, gain: float = 0.4) -> Sound:
    time = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(gain * np.sin(2 * np.pi * hertz * time)[None], np.float32)


@pytest.mark.parametrize("share", [1.0, 0.97, 0.5])
def test_a_side_that_is_the_other_turned_round_is_seen(share: float) -> None:
    left = beats(3.0)[:1]
    plain, turned = levels_of(np.vstack([left, left])), levels_of(np.vstack([left, -share * left]))
    assert plain.max() > 0.9
    assert turned == pytest.approx(plain, abs=2e-3)


def test_a_bass_in_opposite_phase_is_seen_beside_what_is_in_phase() -> None:
    bass, voice = tone(3.0, 80), tone(3.0, 1_500)
    apart = levels_of(np.vstack([voice + bass, voice - bass]))[45]
    together = levels_of(np.vstack([voice + bass] * 2))[45]
    for bands in (slice(0, BANDS // 4), slice(BANDS // 2, None)):
        assert together[bands].max() > SHOWN
        assert apart[bands].max() == pytest.approx(together[bands].max(), abs=0.02)


@pytest.mark.parametrize("side", [0, 1])
def test_one_side_alone_is_seen_as_both_are(side: int) -> None:
    sound = silence(3.0)
    sound[side] = beats(3.0)[0]
    assert levels_of(sound) == pytest.approx(levels_of(beats(3.0)), abs=2e-3)


def test_mono_is_seen_as_two_equal_sides_are() -> None:
    assert levels_of(beats(3.0, channels=1)) == pytest.approx(levels_of(beats(3.0)), abs=2e-3)


def with_sound_in(share: float, *, noise: float, seconds: float = 40.0) -> tuple[Sound, slice]:
    """A long quiet piece, and the frames of what sounds in its middle."""
    sound = silence(seconds)
    sound += noise * np.random.default_rng(1).normal(0, 1, sound.shape).astype(np.float32)
    music = beats(share * seconds)
    start = round(0.4 * seconds * RATE)
    sound[:, start : start + music.shape[1]] += music
    return sound, slice(round(0.4 * seconds * 30), round((0.4 + share) * seconds * 30))


SILENCE, DITHER, HISS = 0.0, 1e-5, 3e-4


@pytest.mark.parametrize(
    ("share", "noise"),
    [(0.03, SILENCE), (0.03, DITHER), (0.03, HISS), (0.015, SILENCE), (0.2, HISS)],
)
def test_sound_in_a_part_of_a_long_silence_is_seen(share: float, noise: float) -> None:
    sound, sounding = with_sound_in(share, noise=noise)
    spectrum = analyse_spectrum(frames_of(sound), 30)
    alone = analyse_spectrum(frames_of(beats(share * 40.0)), 30)
    assert spectrum.band_levels[sounding].max() == pytest.approx(alone.band_levels.max(), abs=0.1)
    assert spectrum.band_levels[sounding].mean() == pytest.approx(
        alone.band_levels.mean(), rel=0.25
    )
    assert spectrum.loudness[sounding].max() == pytest.approx(alone.loudness.max(), abs=0.1)
    around = np.r_[0 : sounding.start - 2, sounding.stop + 30 : len(spectrum.band_levels)]
    assert spectrum.band_levels[around].max() < 0.2, "hiss is not blown up"


def test_a_click_does_not_hide_a_quiet_song() -> None:
    song = 0.004 * beats(30.0)
    on_click = song.copy()
    on_click[:, 5 * RATE : 5 * RATE + 20] = 1.0
    rest = slice(8 * 30, None)
    assert levels_of(on_click)[rest] == pytest.approx(levels_of(song)[rest], abs=0.1)


def test_a_click_alone_is_seen() -> None:
    sound = silence(20.0)
    sound[:, 5 * RATE : 5 * RATE + 200] = 0.5
    levels = levels_of(sound)
    assert levels[148:156].max() > SHOWN
    assert not levels[:140].any()


@pytest.mark.parametrize("gain", [0.0, 1e-5])
def test_what_can_not_be_heard_is_not_seen(gain: float) -> None:
    assert not levels_of(gain * beats(2.0)).any()
