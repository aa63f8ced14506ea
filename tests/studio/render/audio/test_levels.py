"""Channels that are mixed come out no louder than the song is: nothing clips that didn't before."""

from pathlib import Path

import av
import numpy as np
import pytest

from bot.studio.render.pipeline import RenderSpec, render
from tests.studio.songs import RATE, Sound, write

PEAK = 0.5
CHANNELS = {"mono": 1, "stereo": 2, "3.0": 3, "quad": 4, "5.1": 6, "7.1": 8}
FORMS = {"flac": "flac", "wav": "pcm_f32le", "mp3": "libmp3lame", "opus": "libopus"}


def tone(channels: int) -> Sound:
    """The same in each channel, so that a mix adds up to the most that it can."""
    wave = PEAK * np.sin(2 * np.pi * 440 * np.arange(2 * RATE, dtype=np.float32) / RATE)
    return np.tile(wave.astype(np.float32), (channels, 1))


def song(folder: Path, suffix: str, layout: str) -> Path:
    path = folder / f"{layout}.{suffix}"
    return write(path, tone(CHANNELS[layout]), codec=FORMS[suffix], layout=layout)


def peak(path: Path) -> float:
    """The loudest sample of the video's sound, without its first and last tenth of a second."""
    with av.open(str(path)) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return float(abs(np.concatenate(blocks, axis=1)[:, RATE // 10 : -RATE // 10]).max())


@pytest.mark.parametrize(
    ("suffix", "layout"),
    [("flac", "3.0"), ("flac", "quad"), ("flac", "5.1"), ("flac", "7.1"), ("wav", "5.1"),
     ("opus", "5.1"), ("opus", "7.1"), ("flac", "stereo"), ("flac", "mono")],
)  # fmt: skip
def test_a_mix_is_no_louder_than_its_song(tmp_path: Path, suffix: str, layout: str) -> None:
    render(RenderSpec(audio=song(tmp_path, suffix, layout)), tmp_path / "video.mp4")
    assert peak(tmp_path / "video.mp4") == pytest.approx(PEAK, abs=0.05)


def test_a_song_that_has_two_channels_later_on_is_no_louder_there(tmp_path: Path) -> None:
    """It is one of a single channel from its first frame on, and the others are mixed to that."""
    parts = [song(tmp_path, "mp3", layout).read_bytes() for layout in ("mono", "stereo")]
    path = tmp_path / "both.mp3"
    path.write_bytes(b"".join(parts))
    render(RenderSpec(audio=path), tmp_path / "video.mp4")
    assert peak(tmp_path / "video.mp4") <= PEAK + 0.1
