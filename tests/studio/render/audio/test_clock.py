"""Sound and picture in step, whatever the container's clock says: a beat is seen when heard.

Every file here is rendered for real; its sound is decoded at the times that the finished file
tells, as players do.
"""

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.studio.render.audio import decode, decoding
from bot.studio.render.audio.encode import FRAME
from bot.studio.render.pipeline import RenderSpec, render
from bot.studio.render.scene.looks import layout_of
from tests.studio.render.audio.clocks import (
    FAST,
    SLOW,
    THREE_HOURS,
    TRUE,
    Clock,
    early,
    hole,
    late,
    relaid,
    with_late_fragments,
)
from tests.studio.songs import Sound, luma, write

FPS = 30
BEATS = (1.0, 2.5)
SECONDS = 3.2

ENCODERS = {
    "aac": ("aac", "s.m4a"),
    "mp3": ("libmp3lame", "s.mp3"),
    "opus": ("libopus", "s.opus"),
    "vorbis": ("libvorbis", "s.ogg"),
    "flac": ("flac", "s.flac"),
    "alac": ("alac", "s.m4a"),
}

AAC_CASES = [
    ("mp4", TRUE), ("mp4", late(0.1)), ("mp4", late(0.5)), ("mov", late(0.7)), ("ipod", late(2.0)),
    ("mp4", early(0.3)), ("mp4", early(0.75)), ("ipod", hole(1.0, 1.7)), ("mov", hole(0.2, 0.3)),
    ("mp4", hole(0.05, 2.0)), ("mp4", SLOW), ("mov", FAST),
    ("fragments", TRUE), ("fragments", SLOW), ("fragments", hole(2.0, 2.0)),
    ("matroska", TRUE), ("matroska", late(1.9)), ("matroska", late(THREE_HOURS)),
    ("matroska", hole(1.5, 1.7)), ("matroska", SLOW), ("avi", TRUE), ("avi", late(0.7)),
    ("adts", TRUE),
]  # fmt: skip
OTHER_CASES = [
    ("mp3", "mp4", late(0.7)), ("mp3", "matroska", late(2.4)), ("mp3", "matroska", hole(1.6, 1.7)),
    ("mp3", "avi", TRUE), ("mp3", "mp3", TRUE), ("opus", "mp4", late(0.5)),
    ("opus", "webm", late(1.7)), ("opus", "matroska", SLOW), ("opus", "ogg", late(19 * 60.0)),
    ("vorbis", "webm", hole(1.2, 1.7)), ("vorbis", "ogg", TRUE), ("flac", "matroska", late(2.0)),
    ("flac", "mp4", hole(2.0, 1.7)), ("alac", "ipod", late(0.7)), ("alac", "mov", hole(1.5, 1.5)),
]  # fmt: skip
CASES = [("aac", *case) for case in AAC_CASES] + OTHER_CASES


def bursts(rate: int, *, seconds: float = SECONDS, beats: tuple[float, ...] = BEATS) -> Sound:
    """Short noise at each beat, nothing between; shape (2, samples)."""
    sound = np.zeros((2, round(seconds * rate)), np.float32)
    for beat in beats:
        start, length = round(beat * rate), round(0.2 * rate)
        noise = np.random.default_rng(4).normal(0, 0.25, length)
        sound[:, start : start + length] = noise * np.exp(-np.arange(length) / (0.08 * rate))
    return sound


def song_in(folder: Path, codec: str, *, rate: int) -> Path:
    encoder, name = ENCODERS[codec]
    return write(folder / name, bursts(rate), codec=encoder, rate=rate)


def heard_in(path: Path) -> tuple[list[float], float]:
    """When each burst begins in a finished file, and when its sound ends; in seconds."""
    begins: list[float] = []
    loud_until = end = -1.0
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            assert frame.time is not None
            sound = np.abs(frame.to_ndarray()).max(0)
            for place in np.flatnonzero(sound > 0.12):
                time = frame.time + place / frame.sample_rate
                if time > loud_until + 0.3:
                    begins.append(time)
                loud_until = time
            end = frame.time + frame.samples / frame.sample_rate
    return begins, end


def seen_in(path: Path, spec: RenderSpec) -> tuple[list[float], float]:
    """When each burst is first seen in a finished file, and when its pictures end; in seconds."""
    box = layout_of(spec.look, spec.aspect).animation
    with av.open(str(path)) as container:
        pictures = map(luma, container.decode(video=0))
        lit = [picture[box.top : box.bottom, box.left : box.right].mean() for picture in pictures]
    rises: NDArray[np.float64] = np.diff(np.asarray(lit))
    begins: list[float] = []
    for place in np.flatnonzero(rises > 0.4 * rises.max()):
        time = (place + 1) / FPS
        if not begins or time > begins[-1] + 0.3:
            begins.append(time)
    return begins, len(lit) / FPS


def assert_in_step(song: Path, beats: tuple[float, ...] = BEATS) -> Path:
    """Render a song and see that each beat is seen when it is heard, and both end together."""
    spec = RenderSpec(audio=song, aspect="1:1")
    path = song.with_name("out.mp4")
    render(spec, path)
    (heard, sound_end), (seen, picture_end) = heard_in(path), seen_in(path, spec)
    assert heard == pytest.approx(beats, abs=0.06)  # what a decoder adds in front is heard, too
    assert seen == pytest.approx(heard, abs=1.2 / FPS)
    assert sound_end == pytest.approx(picture_end, abs=1.2 / FPS)
    return path


@pytest.mark.parametrize(
    ("codec", "container", "clock"), CASES, ids=["-".join(map(str, case)) for case in CASES]
)
def test_a_beat_is_seen_when_it_is_heard(
    tmp_path: Path, codec: str, container: str, clock: Clock
) -> None:
    rate = 48_000 if codec == "opus" or container in {"avi", "matroska"} else 44_100
    source = song_in(tmp_path, codec, rate=rate)
    song = relaid(source, tmp_path / "song", clock, container=container)
    assert_in_step(song, tuple(beat - clock.begins for beat in BEATS))


@pytest.mark.parametrize(("seconds", "after"), [(THREE_HOURS, 0), (1.0, 3), (0.4, 0)])
def test_fragments_that_start_late_are_in_step(tmp_path: Path, seconds: float, after: int) -> None:
    source = song_in(tmp_path, "aac", rate=48_000)
    song = relaid(source, tmp_path / "song.mp4", TRUE, container="fragments")
    with_late_fragments(song, seconds, 48_000, after=after)
    assert_in_step(song)


@pytest.mark.parametrize(
    ("container", "clock"), [("mp4", late(0.7)), ("ipod", hole(1.0, 1.7)), ("matroska", SLOW)]
)
def test_aac_of_another_clock_is_copied_all_the_same(
    tmp_path: Path, container: str, clock: Clock
) -> None:
    source = song_in(tmp_path, "aac", rate=44_100)
    song = relaid(source, tmp_path / "song", clock, container=container)
    path = assert_in_step(song)
    with av.open(str(song)) as before, av.open(str(path)) as after:
        packets = [bytes(packet) for packet in before.demux(audio=0) if packet.size]
        assert [bytes(packet) for packet in after.demux(audio=0) if packet.size] == packets


def test_aac_with_a_damaged_packet_is_not_copied(tmp_path: Path) -> None:
    """No samples come out of it: a player that skips it would run ahead of the picture."""
    song = song_in(tmp_path, "aac", rate=44_100)
    data = bytearray(song.read_bytes())
    with av.open(str(song)) as container:
        packets = [packet for packet in container.demux(audio=0) if packet.size]
    for packet in packets[60:63]:
        assert packet.pos is not None
        data[packet.pos : packet.pos + packet.size] = b"\xff" * packet.size
    song.write_bytes(data)
    heard = decoding.Heard()
    with decode.opened(song) as (container, stream):
        lost = sum(1 for _ in decoding.decoded(container, stream, heard))
    assert lost < len(packets) - 1
    gone = (len(packets) - 1 - lost) * FRAME / 44_100
    path = assert_in_step(song, (BEATS[0], BEATS[1] - gone))
    with av.open(str(path)) as video:
        assert video.streams.audio[0].rate == 48_000
