"""Songs whose container tells another clock than their samples do; made here, with PyAV."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import av

THREE_HOURS = 3 * 3600.0
FRAGMENTS = {
    "movflags": "+frag_keyframe+empty_moov+default_base_moof",
    "frag_duration": "500000",
}


class Clock(NamedTuple):
    """What becomes of a time; `begins` is how much of the song its player leaves out."""

    name: str
    told: Callable[[float], float]
    begins: float = 0.0

    def __str__(self) -> str:
        return self.name


TRUE = Clock("true", lambda time: time)
SLOW = Clock("3-percent-slow", lambda time: time * 1.03)
FAST = Clock("4-percent-fast", lambda time: time * 0.96)


def late(seconds: float) -> Clock:
    """One that begins after so many seconds, as with ``-itsoffset``."""
    return Clock(f"{seconds:g}-s-late", lambda time: time + seconds)


def early(seconds: float) -> Clock:
    """One of which an edit list leaves the first seconds out."""
    return Clock(f"{seconds:g}-s-early", lambda time: time - seconds, seconds)


def hole(seconds: float, at: float) -> Clock:
    """One that jumps."""
    return Clock(f"{seconds:g}-s-hole", lambda time: time + seconds * (time > at))


def relaid(
    source: Path, target: Path, clock: Clock, *, container: str, faststart: bool = False
) -> Path:
    """Copy a song's packets as they are, with another clock. Fragments are ``fragments``."""
    fragmented = container == "fragments"
    options = FRAGMENTS if fragmented else {"movflags": "+faststart"} if faststart else {}
    with (
        av.open(str(source)) as song,
        av.open(
            str(target), "w", format="mp4" if fragmented else container, options=options
        ) as output,
    ):
        stream = song.streams.audio[0]
        copy = output.add_stream_from_template(stream)
        for packet in song.demux(stream):
            if not packet.size:
                continue
            assert packet.pts is not None
            time = float(packet.pts * packet.time_base)
            packet.pts = packet.dts = round(clock.told(time) / packet.time_base)
            packet.stream = copy
            output.mux(packet)
    return target


def with_late_fragments(path: Path, seconds: float, rate: int, *, after: int = 0) -> Path:
    """Let a fragmented MP4's fragments from number `after` on start later: a clip of a stream."""
    data, place, number = bytearray(path.read_bytes()), 0, 0
    while (place := data.find(b"tfdt", place) + 4) > 3:
        assert data[place] == 1  # version: times have 8 bytes (ISO/IEC 14496-12, 8.8.12)
        time = slice(place + 4, place + 12)
        told = int.from_bytes(data[time]) + round(seconds * rate) * (number >= after)
        data[time] = told.to_bytes(8)
        number += 1
    assert number > after
    path.write_bytes(data)
    return path
