"""Chained Ogg: every song of the chain is heard, whatever form each has."""

from pathlib import Path

import av
import numpy as np
import pytest

from bot.studio.render.audio.decode import MediaError, MediaErrorCode
from bot.studio.render.audio.decoding import measured
from bot.studio.render.audio.ogg_chain import Link, LinkFile, links_of
from bot.studio.render.pipeline import RenderSpec, render
from tests.studio.songs import beats, loud_frames, write

SONGS = {
    "opus-stereo": ("libopus", 48_000, "stereo"),
    "opus-mono": ("libopus", 48_000, "mono"),
    "opus-5.1": ("libopus", 48_000, "5.1"),
    "vorbis-stereo": ("libvorbis", 44_100, "stereo"),
    "vorbis-mono": ("libvorbis", 22_050, "mono"),
    "flac-mono": ("flac", 44_100, "mono"),
}


def part(folder: Path, name: str, seconds: float) -> bytes:
    codec, rate, layout = SONGS[name]
    channels = {"mono": 1, "stereo": 2, "5.1": 6}[layout]
    sound = beats(seconds, rate=rate, channels=channels)
    path = folder / "part.ogg"
    return write(path, sound, codec=codec, rate=rate, layout=layout).read_bytes()


@pytest.mark.parametrize(
    "names",
    [
        ("opus-stereo", "opus-mono"),
        ("opus-mono", "opus-stereo"),
        ("opus-stereo", "opus-5.1", "opus-stereo"),
        ("opus-stereo", "opus-stereo"),
        ("vorbis-stereo", "vorbis-mono"),
        ("vorbis-mono", "opus-stereo", "flac-mono"),
    ],
)
def test_every_song_of_a_chain_is_heard(tmp_path: Path, names: tuple[str, ...]) -> None:
    path = tmp_path / "chain.ogg"
    path.write_bytes(b"".join(part(tmp_path, name, 2.0) for name in names))
    assert len(links_of(path)) == len(names)
    seconds = measured(path).duration_seconds
    assert seconds == pytest.approx(2.0 * len(names), abs=0.02 * len(names))


def test_a_song_behind_a_short_jingle_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "chain.opus"
    path.write_bytes(part(tmp_path, "opus-mono", 0.3) + part(tmp_path, "opus-stereo", 2.0))
    assert measured(path).duration_seconds == pytest.approx(2.3, abs=0.02)


def test_a_chain_of_mono_and_stereo_is_rendered_in_stereo(tmp_path: Path) -> None:
    path, out = tmp_path / "chain.opus", tmp_path / "out.mp4"
    path.write_bytes(part(tmp_path, "opus-mono", 1.5) + part(tmp_path, "opus-stereo", 1.5))
    result = render(RenderSpec(audio=path, aspect="1:1"), out)
    assert result.duration_seconds == pytest.approx(3.0, abs=0.04)
    with av.open(str(out)) as video:
        assert video.streams.audio[0].channels == 2
    assert np.abs(loud_frames(out)[round(2.0 * 48_000) :]).max() > 0.3


def test_a_recording_that_ends_with_the_next_song_s_head_is_whole(tmp_path: Path) -> None:
    song, other = part(tmp_path, "opus-stereo", 2.0), part(tmp_path, "opus-mono", 2.0)
    path = tmp_path / "radio.opus"
    second = other.index(b"OggS", 4)  # its first page alone
    path.write_bytes(song + other[:second])
    assert measured(path).duration_seconds == pytest.approx(2.0, abs=0.02)


def test_a_part_that_can_not_be_decoded_is_told(tmp_path: Path) -> None:
    song, other = part(tmp_path, "opus-stereo", 2.0), part(tmp_path, "opus-stereo", 20.0)
    path = tmp_path / "radio.opus"
    path.write_bytes(song + other.replace(b"OpusHead", b"SomeHead"))
    with pytest.raises(MediaError, match="A part of the audio can't be decoded") as caught:
        measured(path)
    assert caught.value.reason is MediaErrorCode.UNREADABLE


def test_the_streams_of_one_film_are_no_chain(tmp_path: Path) -> None:
    path = tmp_path / "film.ogg"
    with av.open(str(path), "w") as output:
        for _ in range(2):
            output.add_stream("libopus", rate=48_000, layout="stereo")
        for stream in output.streams.audio:
            frame = av.AudioFrame.from_ndarray(
                np.zeros((1, 2 * 96_000), np.float32), format="flt", layout="stereo"
            )
            frame.sample_rate, frame.pts = 48_000, 0
            output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
    assert links_of(path) == [Link(0, path.stat().st_size)]


def test_rubbish_between_the_songs_is_passed_over(tmp_path: Path) -> None:
    song = part(tmp_path, "opus-stereo", 2.0)
    other = part(tmp_path, "opus-mono", 2.0)
    path = tmp_path / "chain.opus"
    path.write_bytes(song + b"rubbish" * 20_000 + other)
    assert measured(path).duration_seconds == pytest.approx(4.0, abs=0.03)


def test_a_chain_of_very_many_links_is_not_followed_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.studio.render.audio.ogg_chain.MAX_LINKS", 3)
    path = tmp_path / "chain.opus"
    path.write_bytes(part(tmp_path, "opus-stereo", 1.0) * 6)
    links = links_of(path)
    assert len(links) == 3
    assert links[-1].end == path.stat().st_size


def test_a_link_is_read_as_a_file_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "bytes"
    path.write_bytes(bytes(range(100)))
    with LinkFile(path, Link(10, 20)) as file:
        assert file.read(4) == bytes(range(10, 14))
        assert file.tell() == 4
        assert file.read() == bytes(range(14, 20))
        assert file.read(5) == b""
        assert file.seek(-3, 2) == 7
        assert file.read(100) == bytes(range(17, 20))
        assert file.seek(2) == 2
        assert file.seek(3, 1) == 5
        assert file.read(1) == bytes([15])
