"""What is given up for a video's size, and in which order."""

import math
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from bot.studio.render.audio.encode import BITRATES
from bot.studio.render.audio.spectrum import BANDS, WAVE_POINTS, Spectrum, thinned
from bot.studio.render.h264.size_planner import (
    COPIED_AT_MOST,
    Planner,
    Step,
    cannot_fit,
    last_steps,
    steps,
    voices,
)
from bot.studio.render.pipeline import render
from bot.studio.render.scene.frame_renderer import Scene
from bot.studio.render.scenes import scene_of
from bot.studio.render.spec import MediaError, MediaErrorCode, RenderResult, RenderSpec, Resolution
from tests.studio.songs import RATE, Sound, wav, write

MIB = 1 << 20


def noise(seconds: float) -> Sound:
    """Bursts of noise: much to see."""
    rng = np.random.default_rng(5)
    loud = np.repeat(rng.uniform(0.02, 0.5, math.ceil(8 * seconds)), RATE // 8)
    sound = rng.normal(0, 0.5, (2, round(seconds * RATE))) * loud[: round(seconds * RATE)]
    return np.asarray(sound.clip(-1, 1), np.float32)


def made(folder: Path, song: Path, target: int | None, **more: object) -> RenderResult:
    spec = RenderSpec.model_validate({"audio": song, "target_bytes": target, "title": "T"} | more)
    return render(spec, folder / "a.mp4")


def sound_kbps(folder: Path) -> float:
    """Measure the sound of what was made."""
    with av.open(str(folder / "a.mp4")) as container:
        packets = [packet for packet in container.demux(audio=0) if packet.size]
        base = float(container.streams.audio[0].time_base or 0)
        seconds = sum((packet.duration or 0) * base for packet in packets)
        return sum(packet.size for packet in packets) / 125 / seconds


@pytest.mark.parametrize(
    ("minutes", "least"), [(1, 128), (8, 128), (8.1, 96), (12, 96), (12.1, 64), (15, 64)]
)
def test_the_sound_of_a_song_is_never_thinner_than_its_length_asks_for(
    minutes: float, least: int
) -> None:
    found = voices(60 * minutes, copied=None, is_mono=False)
    assert found[0].takes == BITRATES[0]
    assert least * 1000 <= found[-1].takes < least * 1000 * 1.04
    assert all(one.takes > other.takes for one, other in pairwise(found))


def test_aac_is_copied_as_long_as_it_takes_no_more_than_encoding_it() -> None:
    rich = voices(60, copied=256_000, is_mono=False)
    assert [(one.takes, one.copied_at_most) for one in rich[:2]] == [
        (256_000, COPIED_AT_MOST),
        (160_000, 160_000),
    ]
    lean = voices(900, copied=100_000, is_mono=False)
    assert [one.takes for one in lean[:3]] == [100_000, 100_000, 99_000]
    assert [one.copied_at_most >= 100_000 for one in lean[:3]] == [True, True, False]
    assert voices(60, copied=None, is_mono=True)[0].takes == 100_000


@pytest.mark.parametrize("fps", [30, 60])
@pytest.mark.parametrize("resolution", [720, 1080])
def test_pixels_go_first_and_pictures_a_second_after_them(resolution: Resolution, fps: int) -> None:
    found = steps(resolution, fps)
    assert (found[0].resolution, found[0].fps) == (resolution, fps)
    sizes = [step.resolution for step in found]
    rates = [step.fps for step in found]
    assert sizes == sorted(sizes, reverse=True)
    assert rates == sorted(rates, reverse=True)
    assert all(step.fps == fps for step in found if step.resolution > sizes[-1])
    assert all(fps % step.fps == 0 for step in [*found, *last_steps(fps)])


def long_scene(seconds: float) -> tuple[RenderSpec, Spectrum]:
    """A song in which everything goes on all the time."""
    rng = np.random.default_rng(2)
    levels = rng.uniform(0, 1, (round(seconds * 30), BANDS)).astype(np.float32)
    return RenderSpec(audio=Path("x"), title="T"), Spectrum(
        levels, levels[:, 0], seconds, np.zeros((len(levels), WAVE_POINTS), np.float16)
    )


@pytest.mark.parametrize(("minutes", "least"), [(8, 128_000), (12, 96_000), (15, 64_000)])
def test_there_is_a_way_for_every_length_at_ten_mebibytes(minutes: int, least: int) -> None:
    spec, spectrum = long_scene(60.0 * minutes)

    def scene(resolution: Resolution, fps: int) -> Scene:
        branding = spec.model_copy(update={"resolution": resolution})
        fewer = thinned(spectrum, 30 // fps)
        return scene_of(branding, None, fewer, fps)

    target = round(9.9 * MIB)
    # From 360 pixels on: what is above was seen not to fit by the song's length alone.
    planner = Planner(scene, "small", Step(360, 30, 0), 60.0 * minutes, target)
    plan = next(planner.plans(voices(60.0 * minutes, copied=None, is_mono=False)))
    assert plan.voice.takes >= least
    assert plan.voice.takes / 8 * 60 * minutes < target


def test_a_tight_limit_takes_pixels_and_leaves_the_sound(tmp_path: Path) -> None:
    song = wav(tmp_path / "a.wav", noise(6))
    free = made(tmp_path, song, None)
    assert free.squeeze is None
    limit = round(6 * 260_000 / 8)
    result = made(tmp_path, song, limit)
    assert 0.5 * limit < result.size_bytes <= limit < free.size_bytes / 2
    assert result.height < 720
    assert sound_kbps(tmp_path) > 150
    assert result.squeeze is not None
    assert result.squeeze.resolution == result.height
    assert result.squeeze.sound_kbps == 160


def test_pictures_a_second_and_sound_follow_and_then_it_is_refused(tmp_path: Path) -> None:
    song = wav(tmp_path / "a.wav", noise(6))
    limit = round(6 * 180_000 / 8)
    result = made(tmp_path, song, limit)
    assert result.size_bytes <= limit
    assert result.squeeze is not None
    assert result.squeeze.fps < 30
    assert round(result.duration_seconds) == 6
    assert result.frames == result.squeeze.fps * 6
    assert sound_kbps(tmp_path) >= 128
    with pytest.raises(MediaError) as refused:
        made(tmp_path, song, round(6 * 128_000 / 8))
    assert refused.value.reason is MediaErrorCode.WONT_FIT


def test_a_rich_aac_song_is_encoded_anew_before_its_video_is_refused(tmp_path: Path) -> None:
    song = write(tmp_path / "a.m4a", noise(6), codec="aac", bit_rate=300_000)
    with av.open(str(song)) as source:
        assert source.streams.audio[0].bit_rate > 220_000
    limit = round(6 * 200_000 / 8)
    assert made(tmp_path, song, limit).size_bytes <= limit
    assert sound_kbps(tmp_path) >= 128


@pytest.mark.parametrize(
    "given", ["0.01", "0.0005", "0.000001", "0.5", "8", "9.54", "24.567", "1024"]
)
def test_a_limit_that_cannot_be_kept_is_told_as_it_was_given(given: str) -> None:
    told = f"The video can't be made to fit {given} MiB."
    assert cannot_fit(int(float(given) * MIB)).message == told
