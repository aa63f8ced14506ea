"""How long a song is: what is decoded counts, no estimate refuses it, and whole files are whole."""

from pathlib import Path

import av
import numpy as np
import pytest

from bot.studio.process.inspect_process import UploadRejected, inspect_media
from bot.studio.render.audio.decode import MediaError, MediaErrorCode, info_of, opened, probe
from bot.studio.render.audio.decoding import decoded, measured
from bot.studio.render.pipeline import RenderSpec, render
from tests.studio.render.audio.clocks import TRUE, Clock, hole, late, relaid, with_late_fragments
from tests.studio.songs import Sound, beats, silence, write

FORMATS = {
    "a.mp3": ("libmp3lame", 44_100),
    "b.mp3": ("libmp3lame", 32_000),
    "c.mp3": ("mp2", 48_000),
    "a.m4a": ("aac", 44_100),
    "b.m4a": ("alac", 48_000),
    "a.aac": ("aac", 48_000),
    "a.ogg": ("libvorbis", 44_100),
    "b.ogg": ("libvorbis", 48_000),
    "c.ogg": ("libvorbis", 22_050),
    "d.ogg": ("flac", 44_100),
    "a.opus": ("libopus", 48_000),
    "a.flac": ("flac", 44_100),
    "a.wav": ("pcm_s16le", 44_100),
    "b.wav": ("adpcm_ms", 22_050),
    "c.wav": ("pcm_s16le", 11_025),
    "d.wav": ("libmp3lame", 44_100),
    "a.w64": ("pcm_s16le", 44_100),
    "a.aiff": ("pcm_s16be", 44_100),
    "a.caf": ("alac", 44_100),
    "a.mka": ("libopus", 48_000),
    "b.mka": ("aac", 44_100),
    "c.mka": ("libmp3lame", 44_100),
    "a.webm": ("libvorbis", 44_100),
    "a.avi": ("libmp3lame", 44_100),
    "a.mov": ("pcm_s16le", 44_100),
    "a.mp4": ("libopus", 48_000),
}
CONTAINERS = {"c.mp3": "mp2"}


def song(folder: Path, name: str, sound: Sound) -> Path:
    codec, rate = FORMATS[name]
    return write(folder / name, sound, codec=codec, rate=rate, container=CONTAINERS.get(name))


def taken(path: Path) -> float:
    """The length of a song that both who looks and who renders take; in seconds."""
    seconds = measured(path).duration_seconds
    with opened(path) as (container, stream):  # as a render does
        info_of(container, stream)
        samples = sum(frame.samples for frame in decoded(container, stream))
        assert seconds == pytest.approx(samples / stream.rate)
    return seconds or 0.0


@pytest.mark.parametrize("name", FORMATS)
def test_exactly_a_second_is_long_enough(tmp_path: Path, name: str) -> None:
    path = song(tmp_path, name, beats(1.0, rate=FORMATS[name][1]))
    assert 0.99 < taken(path) < 1.1


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.ogg", "a.opus", "a.wav", "a.flac", "a.mka"])
async def test_less_than_a_second_is_refused_before_it_is_added(tmp_path: Path, name: str) -> None:
    # What an encoder adds at the ends is heard, too.
    path = song(tmp_path, name, beats(0.93, rate=FORMATS[name][1]))
    with pytest.raises(UploadRejected) as caught:
        await inspect_media(path, max_minutes=15, whole=True)
    assert caught.value.reason == MediaErrorCode.TOO_SHORT


def test_a_lossless_second_lacks_no_sample(tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", silence(1.0)[:, 1:], codec="flac")
    with pytest.raises(MediaError) as caught:
        measured(path)
    assert caught.value.reason is MediaErrorCode.TOO_SHORT


def frames_of(path: Path) -> list[bytes]:
    """The packets of an MP3 or AAC song as they stand in its file, without a Xing frame."""
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(audio=0) if packet.size]
        places = [(packet.pos or 0, packet.size) for packet in packets]
    data = path.read_bytes()
    return [data[start : start + size] for start, size in places]


def without_xing(folder: Path, seconds: float) -> Path:
    """A VBR MP3 that begins with 2 s of silence and tells nothing of its length."""
    quiet = write(
        folder / "quiet.mp3", silence(2.0, rate=44_100), codec="libmp3lame", rate=44_100,
        bit_rate=32_000,
    )  # fmt: skip
    loud = write(
        folder / "loud.mp3", beats(4.0, rate=44_100), codec="libmp3lame", rate=44_100,
        bit_rate=320_000,
    )  # fmt: skip
    path = folder / "vbr.mp3"
    body = b"".join(frames_of(loud)[2:-2])
    path.write_bytes(b"".join(frames_of(quiet)[2:]) + body * round(seconds / 3.9))
    return path


def bare_aac(folder: Path, seconds: float, *, quiet: float = 1.0) -> Path:
    """Raw AAC that begins with silence: it is estimated by its smallest packets."""
    noise = np.random.default_rng(2).normal(0, 0.2, (2, 4 * 48_000)).astype(np.float32)
    first = write(folder / "quiet.aac", silence(quiet), codec="aac")
    then = write(folder / "loud.aac", noise, codec="aac", bit_rate=192_000)
    path = folder / "song.aac"
    path.write_bytes(first.read_bytes() + then.read_bytes() * round(seconds / 4))
    return path


def told_by_libavformat(path: Path) -> float:
    with av.open(str(path)) as container:
        return (container.duration or 0) / av.time_base


@pytest.mark.parametrize("seconds", [120.0, 202.0])
def test_an_mp3_that_tells_no_length_is_as_long_as_it_is(tmp_path: Path, seconds: float) -> None:
    path = without_xing(tmp_path, seconds)
    assert told_by_libavformat(path) > 950  # too long, if an estimate counted
    assert probe(path).duration_seconds is None
    assert taken(path) == pytest.approx(seconds, abs=6)


@pytest.mark.parametrize(("seconds", "quiet"), [(60.0, 1.0), (240.0, 1.0), (120.0, 2.0)])
def test_raw_aac_that_begins_with_silence_is_as_long_as_it_is(
    tmp_path: Path, seconds: float, quiet: float
) -> None:
    path = bare_aac(tmp_path, seconds, quiet=quiet)
    assert told_by_libavformat(path) > 950
    assert taken(path) == pytest.approx(seconds + quiet, abs=2)


@pytest.mark.parametrize("minutes", [19, 59])
@pytest.mark.parametrize(("codec", "name"), [("libopus", "a.opus"), ("libvorbis", "a.ogg")])
def test_an_ogg_rip_of_a_late_clock_is_rendered(
    tmp_path: Path, codec: str, name: str, minutes: int
) -> None:
    whole = write(tmp_path / name, beats(2.0), codec=codec)
    path = relaid(whole, tmp_path / "rip.ogg", late(minutes * 60.0), container="ogg")
    assert taken(path) == pytest.approx(2.0, abs=0.02)
    result = render(RenderSpec(audio=path, aspect="1:1"), tmp_path / "out.mp4")
    assert result.duration_seconds == pytest.approx(2.0, abs=0.04)


async def test_a_length_that_is_not_claimed_is_heard_when_a_song_is_fetched(tmp_path: Path) -> None:
    path = bare_aac(tmp_path, 60.0)
    found = await inspect_media(path, max_minutes=2)
    assert found.duration_seconds == pytest.approx(61, abs=1)
    with pytest.raises(UploadRejected) as caught:
        await inspect_media(path, max_minutes=1)
    assert caught.value.reason == "too-long"


@pytest.mark.parametrize("name", ["a.flac", "a.wav", "a.m4a", "a.aiff"])
def test_a_claimed_length_refuses_before_anything_is_decoded(tmp_path: Path, name: str) -> None:
    still = silence(15 * 60 + 2.0, rate=8_000, channels=1)
    path = write(tmp_path / name, still, codec=FORMATS[name][0], rate=8_000, layout="mono")
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert caught.value.reason is MediaErrorCode.TOO_LONG


def test_an_mp3_of_too_many_frames_is_refused_before_anything_is_decoded(tmp_path: Path) -> None:
    path = song(tmp_path, "a.mp3", beats(2.0, rate=44_100))
    data = bytearray(path.read_bytes())
    count = data.index(b"Info") + 8  # behind the tag's flags
    data[count : count + 4] = round(15.1 * 60 * 44_100 / 1152).to_bytes(4)
    path.write_bytes(data)
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert caught.value.reason is MediaErrorCode.TOO_LONG


def test_the_bit_rate_of_an_mp3_in_a_wav_claims_no_length(tmp_path: Path) -> None:
    path = song(tmp_path, "d.wav", beats(3.0, rate=44_100))
    data = bytearray(path.read_bytes())
    rate = data.index(b"fmt ") + 16  # bytes a second, on average
    data[rate : rate + 4] = (50).to_bytes(4, "little")
    path.write_bytes(data)
    assert probe(path).duration_seconds is None
    assert taken(path) == pytest.approx(3.0, abs=0.06)


def test_an_adpcm_wav_that_breaks_off_is_cut_off(tmp_path: Path) -> None:
    path = song(tmp_path, "b.wav", beats(6.0, rate=22_050))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(MediaError, match="only 3 of 6 seconds"):
        measured(path)


def test_what_claims_no_length_is_refused_once_it_is_too_long(tmp_path: Path) -> None:
    still = silence(15 * 60 + 2.0, rate=8_000, channels=1)
    path = write(tmp_path / "a.ogg", still, codec="flac", rate=8_000, layout="mono")
    assert probe(path).duration_seconds is None
    with pytest.raises(MediaError) as caught:
        measured(path)
    assert caught.value.reason is MediaErrorCode.TOO_LONG


LATE = [late(1.5), late(2.0), late(90.0), late(3 * 3600.0), hole(1.5, 2.0), hole(1200.0, 1.0)]
RELAID = [("matroska", "a.mka"), ("webm", "a.mka"), ("mp4", "a.m4a"), ("matroska", "a.mp3"),
          ("mp4", "a.mp3"), ("fragments", "a.m4a"), ("matroska", "a.m4a")]  # fmt: skip


@pytest.mark.parametrize("clock", LATE, ids=str)
@pytest.mark.parametrize(("container", "name"), RELAID)
def test_a_whole_song_is_not_cut_off_whatever_its_clock_says(
    tmp_path: Path, container: str, name: str, clock: Clock
) -> None:
    source = song(tmp_path, name, beats(4.0, rate=FORMATS[name][1]))
    path = relaid(source, tmp_path / "relaid", clock, container=container)
    assert taken(path) == pytest.approx(4.0, abs=0.06)


@pytest.mark.parametrize("clock", [TRUE, late(2.0), hole(1.5, 1.0)], ids=str)
@pytest.mark.parametrize("container", ["matroska", "mp4"])
def test_half_a_song_is_cut_off_whatever_its_clock_says(
    tmp_path: Path, container: str, clock: Clock
) -> None:
    source = song(tmp_path, "a.mp3", beats(8.0, rate=44_100))
    path = relaid(source, tmp_path / "relaid", clock, container=container, faststart=True)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(MediaError, match="breaks off") as caught:
        measured(path)
    assert caught.value.reason is MediaErrorCode.TRUNCATED


def test_half_a_fragmented_song_that_starts_late_is_no_longer_than_it_is(tmp_path: Path) -> None:
    source = song(tmp_path, "a.m4a", beats(4.0, rate=44_100))
    path = relaid(source, tmp_path / "relaid.mp4", TRUE, container="fragments")
    with_late_fragments(path, 7200.0, 44_100)
    assert taken(path) == pytest.approx(4.0, abs=0.06)


@pytest.mark.parametrize("container", ["matroska", "mp4", "webm"])
@pytest.mark.parametrize("other", ["sound", "picture"])
def test_another_track_may_be_longer(tmp_path: Path, container: str, other: str) -> None:
    path = tmp_path / "film"
    with av.open(str(path), "w", format=container) as output:
        first = output.add_stream("libopus", rate=48_000, layout="stereo")
        sounds = [(first, 3.0)]
        if other == "sound":
            sounds.append((output.add_stream("libopus", rate=48_000, layout="stereo"), 9.0))
        else:
            film = output.add_stream("libvpx" if container == "webm" else "libx264", rate=1)
            film.width = film.height = 64
            film.pix_fmt = "yuv420p"
            picture = av.VideoFrame(64, 64, "yuv420p")
            for number in range(9):
                picture.pts = number
                output.mux(film.encode(picture))
            output.mux(film.encode(None))
        for stream, seconds in sounds:
            frame = av.AudioFrame.from_ndarray(
                beats(seconds).T.reshape(1, -1).copy(), format="flt", layout="stereo"
            )
            frame.sample_rate, frame.pts = 48_000, 0
            output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
    assert taken(path) == pytest.approx(3.0, abs=0.05)
