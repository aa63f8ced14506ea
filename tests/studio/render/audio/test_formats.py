"""Formats beside the usual ones: taken as a whole song, drawn, and named where others are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.studio.render.audio import decode, decoding
from bot.studio.render.audio.decode import MediaError
from bot.studio.render.audio.formats import DEMUXERS
from bot.studio.render.pipeline import RenderSpec, render
from bot.studio.render.spec import AUDIO_FORMATS
from tests.studio.songs import beats, loud_frames, write
from tests.studio.tags.odd_songs import dsf, wma

FORMS = {
    "opus.caf": ("libopus", 48_000, "stereo", "caf"),
    "a.ac3": ("ac3", 48_000, "stereo", "ac3"),
    "six.ac3": ("ac3", 48_000, "5.1(side)", "ac3"),
    "a.eac3": ("eac3", 48_000, "stereo", "eac3"),
    "a.wv": ("wavpack", 44_100, "stereo", "wv"),
    "a.tta": ("tta", 44_100, "stereo", "tta"),
    "a.au": ("pcm_s16be", 44_100, "stereo", "au"),
    "phone.au": ("pcm_mulaw", 8_000, "mono", "au"),
    "a.amr": ("libopencore_amrnb", 8_000, "mono", "amr"),
    "aac.ts": ("aac", 48_000, "stereo", "mpegts"),
    "mp2.ts": ("mp2", 48_000, "stereo", "mpegts"),
    "ac3.ts": ("ac3", 48_000, "stereo", "mpegts"),
}
MADE: dict[str, Callable[[Path, float], Path]] = {"a.wma": wma, "a.dsf": dsf}
CHANNELS = {"mono": 1, "stereo": 2, "5.1(side)": 6}


def song(folder: Path, name: str, seconds: float) -> Path:
    if name in MADE:
        return MADE[name](folder / name, seconds)
    codec, rate, layout, container = FORMS[name]
    sound = beats(seconds, rate=rate, channels=CHANNELS[layout])
    return write(folder / name, sound, codec=codec, rate=rate, layout=layout, container=container)


@pytest.mark.parametrize("name", [*FORMS, *MADE])
def test_it_is_heard_whole_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = song(tmp_path, name, 3.0)
    assert decoding.measured(path).duration_seconds == pytest.approx(3, abs=0.12)
    nameless = path.rename(tmp_path / "nameless")
    assert decoding.measured(nameless).duration_seconds == pytest.approx(3, abs=0.12)


@pytest.mark.parametrize("name", ["a.wma", "a.dsf", "aac.ts", "six.ac3", "phone.au", "opus.caf"])
def test_a_video_is_made_of_it(tmp_path: Path, name: str) -> None:
    result = render(RenderSpec(audio=song(tmp_path, name, 2.0)), tmp_path / "video.mp4")
    assert result.duration_seconds == pytest.approx(2, abs=0.15)
    sound = loud_frames(tmp_path / "video.mp4")
    assert len(sound) == pytest.approx(2 * 48_000, abs=7_000)
    assert abs(sound).max() > 0.1


def test_a_stream_that_begins_later_in_a_broadcast_does_no_harm(tmp_path: Path) -> None:
    """PyAV's demux raises IndexError for it, which is no error of FFmpeg's."""
    path = song(tmp_path, "mp2.ts", 3.0)
    data = path.read_bytes()
    half = len(data) // 376 * 188
    late = bytes.fromhex("47415510 000001c0 0000 800000").ljust(188, b"\xff")
    path.write_bytes(data[:half] + late * 20 + data[half:])
    assert decoding.measured(path).duration_seconds == pytest.approx(3, abs=0.12)


@pytest.mark.parametrize("name", ["a.tta", "a.wv", "a.au"])
def test_half_of_a_song_that_tells_its_length_breaks_off(tmp_path: Path, name: str) -> None:
    path = song(tmp_path, name, 5.0)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(MediaError) as caught:
        decoding.measured(path)
    assert caught.value.reason is decode.MediaErrorCode.TRUNCATED


@pytest.mark.parametrize("name", ["a.dsf", "a.ac3", "a.amr", "aac.ts"])
def test_half_of_a_song_that_tells_none_is_a_shorter_one(tmp_path: Path, name: str) -> None:
    path = song(tmp_path, name, 5.0)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert decoding.measured(path).duration_seconds == pytest.approx(2.5, abs=0.2)


def test_the_refusal_names_what_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.mid"
    path.write_bytes(b"MThd\0\0\0\6\0\1\0\1\0\x60")
    with pytest.raises(MediaError) as caught:
        decode.probe(path)
    assert ", ".join(AUDIO_FORMATS) in caught.value.message


def test_no_format_is_let_in_that_opens_a_second_file() -> None:
    """The demuxers of FFmpeg that take addresses or names out of a file and open them."""
    second = {"hls", "applehttp", "concat", "dash", "sdp", "rtsp", "rtp", "image2", "tty", "lavfi",
              "imf", "webm_dash_manifest", "live_flv", "sap", "mmf", "subfile", "cda"}  # fmt: skip
    assert not second & set(DEMUXERS.split(","))
