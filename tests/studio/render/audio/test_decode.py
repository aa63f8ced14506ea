"""What is let in, in every form people bring; what is refused, and in which words."""

import os
import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition
from mutagen.apev2 import BINARY, APEv2, APEValue

from bot.studio.render.audio import decode, decoding
from bot.studio.render.audio.decode import MediaError, MediaErrorCode
from bot.studio.render.audio.spectrum import analyse_spectrum
from tests.studio.songs import Sound, beats, silence, wav, write

FORMS = {
    "song.mp3": ("libmp3lame", 44_100, "stereo"),
    "mono.mp3": ("libmp3lame", 48_000, "mono"),
    "song.m4a": ("aac", 44_100, "stereo"),
    "song.aac": ("aac", 48_000, "stereo"),
    "song.ogg": ("libvorbis", 48_000, "stereo"),
    "song.opus": ("libopus", 48_000, "stereo"),
    "song.flac": ("flac", 44_100, "stereo"),
    "hi-res.flac": ("flac", 192_000, "stereo"),
    "low.wav": ("pcm_s16le", 8_000, "mono"),
    "song.wav": ("pcm_s24le", 96_000, "stereo"),
    "float.wav": ("pcm_f32le", 48_000, "stereo"),
    "recorder.wav": ("adpcm_ima_wav", 22_050, "mono"),
    "six.wav": ("pcm_s16le", 48_000, "5.1"),
    "eight.flac": ("flac", 48_000, "7.1"),
    "song.mka": ("libopus", 48_000, "stereo"),
    "song.aiff": ("pcm_s16be", 44_100, "stereo"),
}
UNTOLD = {"song.aac", "song.ogg", "song.opus", "song.mka"}
"""Forms that count no samples out: what is told of them is an estimate or another's clock."""


def seconds_of(path: Path) -> float:
    with decode.opened(path) as (container, stream):
        return analyse_spectrum(decoding.decoded(container, stream), 30).duration_seconds


def heard(path: Path) -> None:
    decode.probe(path)
    seconds_of(path)


def refusal(path: Path) -> MediaError:
    with pytest.raises(MediaError) as caught:
        heard(path)
    return caught.value


@pytest.mark.parametrize("name", FORMS)
def test_every_usual_form_is_read(tmp_path: Path, name: str) -> None:
    codec, rate, layout = FORMS[name]
    channels = {"mono": 1, "stereo": 2, "5.1": 6, "7.1": 8}[layout]
    sound = beats(2.0, rate=rate, channels=channels)
    path = write(tmp_path / name, sound, codec=codec, rate=rate, layout=layout)
    info = decode.probe(path)
    assert (info.sample_rate, info.channels) == (rate, channels)
    if name not in UNTOLD:
        assert info.duration_seconds == pytest.approx(2.0, abs=0.15)
    else:
        assert info.duration_seconds is None
    assert seconds_of(path) == pytest.approx(2.0, abs=0.1)


def test_tags_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.mp3", beats(1.5), codec="libmp3lame",
        tags={"title": "Iron Man", "artist": "Someone"},
    )  # fmt: skip
    info = decode.probe(path)
    assert (info.title, info.artist) == ("Iron Man", "Someone")


def test_a_video_file_lends_its_sound(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as output:
        video = output.add_stream("libx264", rate=10)
        video.width = video.height = 64
        sound = output.add_stream("aac", rate=48_000)
        picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))
        for number in range(20):
            picture.pts = number
            output.mux(video.encode(picture))
        output.mux(video.encode(None))
        for start in range(0, 96_000, 1024):
            frame = av.AudioFrame.from_ndarray(beats(1024 / 48_000), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = 48_000, start
            output.mux(sound.encode(frame))
        output.mux(sound.encode(None))
    assert decode.probe(path).codec == "aac"
    assert seconds_of(path) == pytest.approx(2.0, abs=0.1)


def test_a_video_without_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mute.mp4"
    with av.open(str(path), "w") as output:
        video = output.add_stream("libx264", rate=10)
        video.width = video.height = 64
        output.mux(video.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))))
        output.mux(video.encode(None))
    assert refusal(path).reason is MediaErrorCode.NO_AUDIO


def test_the_extension_may_lie_when_the_content_is_a_song(tmp_path: Path) -> None:
    path = write(tmp_path / "song.mp3", beats(1.5), codec="flac", container="flac")
    assert decode.probe(path).codec == "flac"


@pytest.mark.parametrize(
    "content",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{secret}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{secret}'\n",
        "ffconcat version 1.0\nfile 'file:{secret}'\nduration 5\n",
        "[playlist]\nFile1={secret}\nNumberOfEntries=1\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
        '<?xml version="1.0"?><MPD><Period><BaseURL>{secret}</BaseURL></Period></MPD>',
        "#!/bin/sh\ncat {secret}\n",
        "RIFF\0\0\0\0WAVE",
        "ID3\x04\0\0\x7f\x7f\x7f\x7f",
        "just a text about a song",
    ],
)
@pytest.mark.parametrize("name", ["song.mp3", "song.wav", "song.m4a"])
def test_lists_and_texts_read_no_other_file(tmp_path: Path, content: str, name: str) -> None:
    secret = wav(tmp_path / "secret.wav", beats(2.0))
    path = tmp_path / name
    path.write_text(content.format(secret=secret))
    caught = refusal(path)
    assert caught.reason in {MediaErrorCode.UNREADABLE, MediaErrorCode.NO_AUDIO}
    assert str(tmp_path) not in caught.message


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    fifo = tmp_path / "endless.mp3"
    os.mkfifo(fifo)
    assert refusal(fifo).reason is MediaErrorCode.UNREADABLE
    assert refusal(Path("/dev/zero")).reason is MediaErrorCode.UNREADABLE
    assert refusal(tmp_path).reason is MediaErrorCode.UNREADABLE
    assert refusal(tmp_path / "nowhere.mp3").reason is MediaErrorCode.MISSING


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp3"
    path.touch()
    assert refusal(path).reason is MediaErrorCode.EMPTY


def test_a_file_of_a_gibibyte_and_more_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    with path.open("wb") as file:
        file.truncate(decode.MAX_BYTES + 1)  # sparse: takes no room
    assert refusal(path).reason is MediaErrorCode.TOO_BIG


def test_half_a_second_is_too_short(tmp_path: Path) -> None:
    assert refusal(wav(tmp_path / "a.wav", beats(0.5))).reason is MediaErrorCode.TOO_SHORT


def test_a_second_is_long_enough(tmp_path: Path) -> None:
    assert seconds_of(wav(tmp_path / "a.wav", beats(1.0))) == pytest.approx(1.0)


def test_a_small_file_of_twenty_minutes_is_refused(tmp_path: Path) -> None:
    still = silence(1200, rate=8_000, channels=1)
    path = write(tmp_path / "bomb.flac", still, codec="flac", rate=8_000, layout="mono")
    assert path.stat().st_size < 1_000_000
    assert refusal(path).reason is MediaErrorCode.TOO_LONG


def test_a_length_that_lies_is_found_out_while_decoding(tmp_path: Path) -> None:
    still = silence(1000, rate=8_000, channels=1)
    path = write(tmp_path / "bomb.flac", still, codec="flac", rate=8_000, layout="mono")
    data = bytearray(path.read_bytes())
    start = data.index(b"fLaC") + 8 + 13  # STREAMINFO: the last four bytes of the sample count
    data[start + 1 : start + 5] = struct.pack(">I", 16_000)
    path.write_bytes(data)
    assert decode.probe(path).duration_seconds == pytest.approx(2.0)
    with pytest.raises(MediaError) as caught:
        seconds_of(path)
    assert caught.value.reason in {MediaErrorCode.TOO_LONG, MediaErrorCode.UNREADABLE}


@pytest.mark.parametrize(("name", "codec"), [("a.m4a", "aac"), ("a.ogg", "libvorbis")])
def test_the_head_alone_is_no_song(tmp_path: Path, name: str, codec: str) -> None:
    path = write(tmp_path / name, beats(3.0), codec=codec)
    path.write_bytes(path.read_bytes()[:900])
    assert refusal(path).reason in {
        MediaErrorCode.UNREADABLE,
        MediaErrorCode.TOO_SHORT,
        MediaErrorCode.NO_AUDIO,
    }


SELF_TOLD = [
    ("a.flac", "flac"),
    ("a.wav", "pcm_s16le"),
    ("f.wav", "pcm_f32le"),
    ("a.caf", "pcm_s16le"),
    ("a.aiff", "pcm_s16be"),
    ("a.mka", "flac"),
    ("a.mp3", "libmp3lame"),
]


@pytest.mark.parametrize(("name", "codec"), SELF_TOLD)
def test_a_song_that_breaks_off_is_told_apart(tmp_path: Path, name: str, codec: str) -> None:
    path = write(tmp_path / name, beats(6.0), codec=codec)
    assert decoding.measured(path).duration_seconds == pytest.approx(6, abs=0.1)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(MediaError) as caught:
        decoding.measured(path)
    assert caught.value.reason is MediaErrorCode.TRUNCATED
    assert caught.value.message == "The audio breaks off: only 3 of 6 seconds are there."


@pytest.mark.parametrize(("name", "codec"), [("a.ogg", "libvorbis"), ("a.opus", "libopus")])
def test_an_ogg_that_ends_in_the_middle_of_a_page_breaks_off(
    tmp_path: Path, name: str, codec: str
) -> None:
    path = write(tmp_path / name, beats(6.0), codec=codec)
    data = path.read_bytes()
    assert decoding.measured(path).duration_seconds == pytest.approx(6, abs=0.1)
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(MediaError) as caught:
        decoding.measured(path)
    assert caught.value.reason is MediaErrorCode.TRUNCATED
    path.write_bytes(data + b"TAG" + bytes(125))  # as some tools add behind whatever it is
    assert decoding.measured(path).duration_seconds == pytest.approx(6, abs=0.1)
    last = data.rindex(b"OggS")
    path.write_bytes(data[:last])  # recorded radio: whole pages, and no last one
    assert (decoding.measured(path).duration_seconds or 0) > 4


def test_a_wave64_that_is_shorter_than_it_tells_breaks_off(tmp_path: Path) -> None:
    path = write(tmp_path / "a.w64", beats(6.0), codec="pcm_s16le")
    data = path.read_bytes()
    assert decoding.measured(path).duration_seconds == pytest.approx(6, abs=0.1)
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(MediaError, match="breaks off after 3 seconds"):
        decoding.measured(path)
    path.write_bytes(data[:16] + b"\xff" * 8 + data[24:])  # streamed: it could not know its size
    assert decoding.measured(path).duration_seconds == pytest.approx(6, abs=0.1)


@pytest.mark.parametrize("size", [0, 0xFFFF_FFFF, 0x7FFF_FFFF])
def test_a_wav_that_was_streamed_claims_no_length(tmp_path: Path, size: int) -> None:
    path = write(tmp_path / "a.wav", beats(3.0), codec="pcm_s16le")
    data = bytearray(path.read_bytes())
    place = data.index(b"data") + 4
    data[4:8] = data[place : place + 4] = size.to_bytes(4, "little")
    path.write_bytes(data)
    assert decoding.measured(path).duration_seconds == pytest.approx(3, abs=0.01)


def test_what_stands_beside_the_sound_is_no_part_of_its_length(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", beats(3.0), codec="pcm_s16le")
    data = bytearray(path.read_bytes()) + b"id3 " + (1 << 20).to_bytes(4, "little") + bytes(1 << 20)
    data[4:8] = (len(data) - 8).to_bytes(4, "little")
    path.write_bytes(data)
    assert decoding.measured(path).duration_seconds == pytest.approx(3, abs=0.01)
    path.write_bytes(data[: -(1 << 19)])  # and if it is what was cut off, the sound is whole
    assert decoding.measured(path).duration_seconds == pytest.approx(3, abs=0.01)


def test_a_cover_behind_an_mp3_is_no_part_of_its_length(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", beats(12.0), codec="libmp3lame")
    cover = b"\x55" * 18_000  # more than a sixteenth of the song: its tag frame is passed over
    size = (len(cover) + 58).to_bytes(4, "little")
    tag = b"APETAGEX" + (2000).to_bytes(4, "little") + size + bytes(16) + b"Cover Art (Front)\0"
    path.write_bytes(path.read_bytes() + tag + cover)
    for look in (decode.probe, decoding.measured):
        assert look(path).duration_seconds == pytest.approx(12, abs=0.1)


@pytest.mark.parametrize("name", ["a.mp3", "a.aac"])
def test_what_looks_like_sound_in_a_cover_behind_the_song_is_not_heard(
    tmp_path: Path, name: str
) -> None:
    codec, rate, _ = FORMS["song" + Path(name).suffix]
    path = write(tmp_path / name, beats(3.0, rate=rate), codec=codec, rate=rate)
    tag = APEv2()  # type: ignore[no-untyped-call]
    cover = b"cover.png\0" + np.random.default_rng(1).bytes(300_000)
    tag["Cover Art (Front)"] = APEValue(cover, BINARY)  # type: ignore[no-untyped-call]
    tag.save(path)
    assert decoding.measured(path).duration_seconds == pytest.approx(3, abs=0.1)
    path.write_bytes(path.read_bytes() + b"TAG" + bytes(125))
    assert decoding.measured(path).duration_seconds == pytest.approx(3, abs=0.1)
    broken = path.read_bytes().replace(b"APETAGEX", b"APETAGEY")
    path.write_bytes(broken)  # what is no tag counts
    assert refusal(path).reason is MediaErrorCode.UNREADABLE


def test_half_an_mp3_that_tells_no_length_is_a_shorter_song(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", beats(6.0), codec="libmp3lame")
    data = path.read_bytes()
    data = data[data.index(b"\xff\xfb", data.index(b"Info")) :]
    path.write_bytes(data[: len(data) // 2])
    assert decoding.measured(path).duration_seconds == pytest.approx(3, abs=0.2)


def test_noise_instead_of_packets_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.m4a", beats(4.0), codec="aac")
    data = bytearray(path.read_bytes())
    start = data.index(b"mdat") + 4
    end = data.index(b"moov") - 4
    data[start:end] = np.random.default_rng(1).bytes(end - start)
    path.write_bytes(data)
    assert refusal(path).reason is MediaErrorCode.UNREADABLE


def test_a_song_that_changes_its_form_is_followed(tmp_path: Path) -> None:
    first = write(tmp_path / "a.mp3", beats(2.0), codec="libmp3lame")
    mono = beats(2.0, rate=24_000, channels=1)
    second = write(tmp_path / "b.mp3", mono, codec="libmp3lame", rate=24_000, layout="mono")
    both = tmp_path / "both.mp3"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    assert seconds_of(both) > 1.9


def test_a_song_that_changes_into_the_wanted_form_keeps_one_clock(tmp_path: Path) -> None:
    """What needs no resampling came out with the container's clock: a broken MP3 ended the run."""
    slow = write(tmp_path / "a.mp3", beats(2.0, rate=44_100), codec="libmp3lame", rate=44_100)
    fast = write(tmp_path / "b.mp3", beats(2.0), codec="libmp3lame")
    both = tmp_path / "both.mp3"
    both.write_bytes(slow.read_bytes() + fast.read_bytes())
    with decode.opened(both) as (container, stream):
        frames = decoding.decoded(container, stream)
        parts = list(decoding.resampled(frames, sample_format="fltp", layout="stereo", rate=48_000))
    assert sum(part.samples for part in parts) > 3.9 * 48_000
    assert {part.time_base for part in parts} == {Fraction(1, 48_000)}


def with_tracks(path: Path, *tracks: tuple[float, Disposition], container: str) -> Path:
    """A file with several audio tracks: the seconds and the marks of each."""
    with av.open(str(path), "w", format=container) as output:
        for _, marks in tracks:
            stream = output.add_stream("libopus", rate=48_000, layout="mono")
            stream.disposition = marks.value  # type: ignore[assignment]
        for stream, (seconds, _) in zip(output.streams.audio, tracks, strict=True):
            sound = beats(seconds, channels=1)
            frame = av.AudioFrame.from_ndarray(sound, format="flt", layout="mono")
            frame.sample_rate, frame.pts = 48_000, 0
            output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
    return path


NONE, DEFAULT = Disposition(0), Disposition.default
COMMENT, DESCRIBED = Disposition.comment, Disposition.visual_impaired


@pytest.mark.parametrize("container", ["matroska", "mp4"])
@pytest.mark.parametrize(
    ("marks", "played"),
    [
        ((NONE, DEFAULT), 1),
        ((DEFAULT, NONE), 0),
        ((NONE, NONE, DEFAULT), 2),
        ((DEFAULT, DEFAULT), 0),
    ],
)
def test_the_default_track_is_played(
    tmp_path: Path, container: str, marks: tuple[Disposition, ...], played: int
) -> None:
    tracks = [(2.0 + number, mark) for number, mark in enumerate(marks)]
    path = with_tracks(tmp_path / "song", *tracks, container=container)
    assert decoding.measured(path).duration_seconds == pytest.approx(2.0 + played, abs=0.05)


@pytest.mark.parametrize(
    ("marks", "played"),
    [
        ((COMMENT, NONE), 1),
        ((COMMENT | DEFAULT, NONE), 1),
        ((DESCRIBED | DEFAULT, COMMENT, NONE), 2),
        ((COMMENT, COMMENT | DEFAULT), 1),
    ],
)
def test_a_commentary_is_not_played_while_there_is_a_song(
    tmp_path: Path, marks: tuple[Disposition, ...], played: int
) -> None:
    tracks = [(2.0 + number, mark) for number, mark in enumerate(marks)]
    path = with_tracks(tmp_path / "song", *tracks, container="matroska")
    assert decoding.measured(path).duration_seconds == pytest.approx(2.0 + played, abs=0.05)


def test_two_files_sound_the_same_whatever_their_tags_say(tmp_path: Path) -> None:
    """A song that was taken down is known by that."""

    def digest(name: str, sound: Sound, codec: str = "libmp3lame", **tags: str) -> str:
        song = write(tmp_path / name, sound, codec=codec, tags=tags)
        return decoding.measured(song).sound_digest or ""

    song = digest("a.mp3", beats(1.2), title="Rain", artist="Ada")
    assert len(song) == 32
    assert digest("b.mp3", beats(1.2), title="Something else") == song
    assert digest("c.mp3", beats(1.2, every=0.4), title="Rain", artist="Ada") != song
    # Packed samples, and planes of a length that is no multiple of anything.
    assert digest("a.wav", beats(1.23), "pcm_s16le") == digest("b.wav", beats(1.23), "pcm_s16le")
    assert decode.probe(tmp_path / "a.mp3").sound_digest is None
