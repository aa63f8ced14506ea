"""How long a file says that its song is, where it says so itself and does not estimate it.

What is missing of that broke off. Ogg tells no length, and an MP3 only in its Xing or VBRI frame:
without one, a cut file is a shorter song. That frame is read here: where a sixteenth more follows
than it counts (an APE tag with a cover, a second song), libavformat passes over it and estimates.
"""

import re
from pathlib import Path
from typing import BinaryIO, Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

_HEADED: Final = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "flac", "aiff"})
"""Formats whose header's length libavformat gives as it is; in others it may be the file's."""

_PLACEHOLDER: Final = 0x7FFF_0000
"""Sizes from here on, and 0, are written by what streams a WAV and can't know its size yet."""

_ID3_HEAD: Final = 10  # bytes; https://id3.org/id3v2.4.0-structure, section 3.1
_FIRST_FRAME: Final = 512  # bytes, in which an MP3's tag frame has its mark
_MPEG1_RATE: Final = 32_000  # Hz, and above

_COUNT: Final = re.compile(
    rb"(?:Xing|Info)...[\x01\x03\x05\x07\x09\x0b\x0d\x0f](.{4})|VBRI.{10}(.{4})", re.DOTALL
)
"""A tag frame's count of frames: behind Xing's flags, of which the lowest says that there is one,
or behind VBRI's version, delay, quality and bytes."""


def claimed_seconds(path: Path, container: InputContainer, stream: AudioStream) -> float | None:
    """Give the length in seconds that a file claims; None where it claims none."""
    told = _told_seconds(container, stream)
    match container.format.name:
        case name if name in _HEADED:
            return told
        case "wav" | "w64":
            return _wave_seconds(path, told, stream.codec_context.bit_rate)
        case "caf" if stream.codec_context.name.startswith("pcm"):  # elsewhere they are packets
            return stream.frames / stream.rate or None
        case "matroska,webm" if not any(not _is_picture(one) for one in container.streams.video):
            return told
        case "mp3":
            return _tag_frame_count(path) * _samples(stream.rate) / stream.rate or None
    return None


def _told_seconds(container: InputContainer, stream: AudioStream) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return None if container.duration is None else container.duration / av.time_base


def _is_picture(stream: av.VideoStream) -> bool:
    return av.stream.Disposition.attached_pic in stream.disposition


def _wave_seconds(path: Path, told: float | None, bit_rate: int | None) -> float | None:
    """Give a WAV's length by the size in its head: what libavformat tells may be cut to the file's.

    Tags are in that size as well, so that the rate alone doesn't tell it.
    """
    there = path.stat().st_size
    with path.open("rb") as file:
        size = _wave_size(file)
    if told is None or not 0 < size < _PLACEHOLDER:
        return told
    whole = told * max(1.0, size / there)
    return min(whole, max(told, size * 8 / bit_rate)) if bit_rate else whole


def _wave_size(file: BinaryIO) -> int:
    """Give the bytes that a RIFF, RF64 or W64 file says it has; 0 where it says nothing."""
    head = file.read(40)
    match head[:4]:
        case b"RIFF":
            return int.from_bytes(head[4:8], "little") + 8
        case b"RF64":  # EBU Tech 3306: the real size stands in the ds64 chunk
            return int.from_bytes(head[20:28], "little") + 8
        case b"riff":  # Sony Wave64: after a GUID of 16 bytes
            return int.from_bytes(head[16:24], "little")
    return 0


def _samples(rate: int) -> int:
    """Give the samples of a frame of layer III: MPEG-2's lower rates have half as many."""
    return 1152 if rate >= _MPEG1_RATE else 576


def _tag_frame_count(path: Path) -> int:
    """Give the frames that an MP3 says it has in its first one; 0 where it says nothing."""
    with path.open("rb") as file:
        head = file.read(_ID3_HEAD)
        if head[:3] == b"ID3":
            size = 0
            for byte in head[6:10]:  # seven bits each
                size = size << 7 | byte & 0x7F
            file.seek(_ID3_HEAD + size)
            head = b""
        head += file.read(_FIRST_FRAME)
    found = _COUNT.search(head)
    return int.from_bytes(found[1] or found[2], "big") if found else 0
