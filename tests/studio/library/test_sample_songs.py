"""The sample songs: music, and always the same."""

from pathlib import Path

import numpy as np

from bot.studio.library.sample_songs import write_samples
from bot.studio.render.audio import decode
from tests.studio.songs import loud_frames


def test_samples_are_the_same_each_time(tmp_path: Path) -> None:
    first = write_samples(tmp_path / "one")
    second = write_samples(tmp_path / "two")
    for one, two in zip(first, second, strict=True):
        assert one.audio.read_bytes() == two.audio.read_bytes()
        assert one.title == two.title


def test_samples_are_songs(tmp_path: Path) -> None:
    tracks = write_samples(tmp_path)
    assert len({track.title for track in tracks}) >= 2
    for track in tracks:
        info = decode.probe(track.audio)
        assert 20 <= track.duration_seconds <= 30
        assert abs((info.duration_seconds or 0) - track.duration_seconds) < 0.05
        assert info.title == track.title
        sound = loud_frames(track.audio)
        assert 0.05 < float(np.sqrt(np.square(sound).mean())) < 0.5
        assert float(np.abs(sound).max()) <= 1.1
