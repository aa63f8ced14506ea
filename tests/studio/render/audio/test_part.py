"""A part of a song: cut at the sample, in step with its pictures, and begun on a beat."""

from pathlib import Path

import av
import numpy as np
import pytest

from bot.studio.render.audio import decode
from bot.studio.render.audio.decoding import decoded
from bot.studio.render.audio.part import FADE_OUT, Part, part_of, seen, sung_in
from bot.studio.render.audio.passages import loudest_start
from bot.studio.render.audio.spectrum import Spectrum, analyse_spectrum
from bot.studio.render.pipeline import RenderSpec, render
from bot.studio.render.spec import LyricWord, MediaError, MediaErrorCode
from tests.studio.render.audio.test_clock import FPS, bursts, heard_in, seen_in
from tests.studio.songs import RATE, Sound, loud_frames, wav, write

BEATS = (1.0, 3.0, 5.0, 7.5)


def song(path: Path, codec: str) -> Path:
    sound = bursts(44_100, seconds=9.0, beats=BEATS)
    return write(path, sound, codec=codec, rate=44_100)


def heard(path: Path, fps: int = FPS) -> Spectrum:
    with decode.opened(path) as (container, stream):
        return analyse_spectrum(decoded(container, stream), fps)


@pytest.mark.parametrize(
    ("codec", "start", "length", "beats", "end"),
    [
        ("aac", 2.0, 4.0, (1.0, 3.0), 4.0),
        ("libmp3lame", 4.0, None, (1.0, 3.5), 5.0),
        ("libmp3lame", None, 3.5, (1.0, 3.0), 3.5),
    ],
)
def test_the_sound_of_a_part_is_cut_where_its_pictures_are(
    tmp_path: Path,
    codec: str,
    start: float | None,
    length: float | None,
    beats: tuple[float, ...],
    end: float,
) -> None:
    path = song(tmp_path / ("s.m4a" if codec == "aac" else "s.mp3"), codec)
    spec = RenderSpec(audio=path, aspect="1:1", resolution=240, start=start, length=length)
    result = render(spec, tmp_path / "out.mp4")
    assert result.duration_seconds == pytest.approx(end, abs=0.06)
    times, sound_end = heard_in(tmp_path / "out.mp4")
    assert times == pytest.approx(beats, abs=0.06)
    assert sound_end == pytest.approx(result.duration_seconds, abs=1.2 / FPS)


def test_each_beat_of_a_part_is_seen_when_it_is_heard(tmp_path: Path) -> None:
    spec = RenderSpec(audio=song(tmp_path / "s.m4a", "aac"), aspect="1:1", start=2.5, length=5.8)
    render(spec, tmp_path / "out.mp4")
    times, _ = heard_in(tmp_path / "out.mp4")
    assert times == pytest.approx((0.5, 2.5, 5.0), abs=0.06)
    assert seen_in(tmp_path / "out.mp4", spec)[0] == pytest.approx(times, abs=1.2 / FPS)


def test_cut_ends_are_faded_and_a_songs_own_are_left_as_they_are(tmp_path: Path) -> None:
    time = np.arange(6 * RATE, dtype=np.float32) / RATE
    tone = np.tile(0.5 * np.sin(2 * np.pi * 440 * time), (2, 1)).astype(np.float32)
    path = wav(tmp_path / "tone.wav", tone)

    def levels(**part: float) -> tuple[float, float, float]:
        spec = RenderSpec(audio=path, resolution=240, **part)
        render(spec, tmp_path / "out.mp4")
        sound = np.abs(loud_frames(tmp_path / "out.mp4"))
        sound /= sound[RATE : 2 * RATE].max()
        end = round(min(part.get("length", 9.0), 6.0 - part.get("start", 0.0)) * RATE)
        half = round(end - FADE_OUT / 2 * RATE)
        return (
            float(sound[: RATE // 500].max()),
            float(sound[half : half + RATE // 50].max()),
            float(sound[end - RATE // 50 : end].max()),
        )

    begin, half, end = levels(start=1.0, length=4.0)
    assert begin < 0.3
    assert half == pytest.approx(0.5, abs=0.08)
    assert end < 0.1
    begin, half, end = levels(length=4.0)
    assert (begin > 0.6, end < 0.1) == (True, True)
    begin, half, end = levels(start=2.0)
    assert (half > 0.8, end > 0.8) == (True, True)


def test_a_part_that_begins_when_the_song_is_over_is_refused_with_both_times(
    tmp_path: Path,
) -> None:
    path = song(tmp_path / "s.mp3", "libmp3lame")
    with pytest.raises(MediaError, match=r"is 0:09 long: no part of 3 .* at 1:05") as error:
        render(RenderSpec(audio=path, resolution=240, start=65.0), tmp_path / "out.mp4")
    assert error.value.reason is MediaErrorCode.TOO_SHORT
    assert not (tmp_path / "out.mp4").exists()
    spectrum = heard(path)
    assert part_of(spectrum, 6.0, None, FPS).begin == 180
    with pytest.raises(MediaError):
        part_of(spectrum, 6.1, None, FPS)


def loud_after(quiet: float, tempo: float, *, noise: float = 0.0) -> Sound:
    """Clicks of a tempo, quiet at first, then loud for twelve seconds, then quiet again."""
    every, seconds = 60 / tempo, quiet + 24
    sound = bursts(RATE, seconds=seconds, beats=tuple(np.arange(0.2, seconds - 0.3, every)))
    time = np.arange(sound.shape[1]) / RATE
    chord = sum(np.sin(2 * np.pi * tone * time) for tone in (220, 277, 330)) * 0.05
    gain = np.where((time > quiet) & (time < quiet + 12), 1.0, 0.1)
    hiss = np.random.default_rng(1).normal(0, noise, sound.shape) if noise else 0.0
    return np.asarray((sound + chord) * gain + hiss, np.float32)


@pytest.mark.parametrize(
    ("tempo", "quiet", "noise", "fps"),
    [
        (90, 9.3, 0.0, 30),
        (120, 14.15, 0.0, 30),
        (128, 5.0, 0.003, 60),
        (140, 12.7, 0.01, 30),
        (174, 11.9, 0.0, 30),
    ],
)
def test_the_best_part_is_the_loudest_and_begins_on_a_beat(
    tmp_path: Path, tempo: float, quiet: float, noise: float, fps: int
) -> None:
    path = wav(tmp_path / "song.wav", loud_after(quiet, tempo, noise=noise))
    start = loudest_start(heard(path, fps), 10.0, fps) / fps
    since = (start - 0.2) % (60 / tempo)
    early = min(since, 60 / tempo - since)
    assert early < 2.5 / 30
    assert quiet - 0.1 <= start <= quiet + 2.6


def test_the_best_part_of_what_has_no_beat_is_the_loudest(tmp_path: Path) -> None:
    time = np.arange(20 * RATE) / RATE
    swell = np.exp(-np.square((time - 13) / 3)) * np.sin(2 * np.pi * 300 * time)
    path = wav(tmp_path / "swell.wav", np.tile(0.6 * swell, (2, 1)).astype(np.float32))
    assert loudest_start(heard(path), 4.0, FPS) / FPS == pytest.approx(11, abs=1.0)
    nothing = wav(tmp_path / "nothing.wav", np.zeros((2, 6 * RATE), np.float32))
    assert loudest_start(heard(nothing), 4.0, FPS) >= 0


def test_the_best_part_lies_within_the_song_however_long_it_is_to_be(tmp_path: Path) -> None:
    spectrum = heard(wav(tmp_path / "song.wav", loud_after(3.0, 120)))
    for length in (None, 3.0, 26.9, 27.0, 60.0):
        part = part_of(spectrum, "best", length, FPS)
        there = seen(spectrum, part)
        assert there.frames == len(there.band_levels) == len(there.waveform)
        assert there.frames == min(round((length or 30.0) * FPS), spectrum.frames)
        assert there.duration_seconds == pytest.approx(there.frames / FPS, abs=0.02)


def test_words_are_counted_from_the_beginning_of_the_part() -> None:
    words = [LyricWord(word=str(n), start_seconds=float(n), end_seconds=n + 0.9) for n in range(6)]
    sung = sung_in(Part(45, 120, 30), words)
    assert [(word.word, word.start_seconds) for word in sung] == [
        ("1", 0.0),
        ("2", 0.5),
        ("3", 1.5),
    ]


def test_a_part_is_never_a_copy_of_the_songs_packets(tmp_path: Path) -> None:
    path = song(tmp_path / "s.m4a", "aac")
    spec = RenderSpec(audio=path, resolution=240, start="best", length=3.0)
    result = render(spec, tmp_path / "out.mp4")
    assert result.frames == 90
    with av.open(str(tmp_path / "out.mp4")) as video:
        assert video.streams.audio[0].rate == 48_000
