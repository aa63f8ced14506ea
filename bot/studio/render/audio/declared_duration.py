"""What a file says of its song's length, where it says so itself, and where its sound ends.

What is missing of that broke off. A length that libavformat estimates says nothing: an MP3's or raw
AAC's that begins with silence is told several times too long. Two kinds of claims count. Some files
count their samples out (Xing and VBRI frames, WAV's data size, FLAC's STREAMINFO): less than that
can't be the whole song, and more than is taken need not be decoded. Others tell when, on a clock of
their own, the sound ends (MP4, Matroska): such a clock may begin late or have a hole, so that it
tells no length, but the last packet must come near its end. Ogg tells neither, but one that is cut
ends in the middle of a page; Wave64 tells its file's size. What claims nothing is, cut, a shorter
song.
"""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from mutagen import MutagenError, apev2
from mutagen.mp3 import BitrateMode, MPEGInfo
from mutagen.ogg import OggPage
from mutagen.wave import WaveStreamInfo

_MP4: Final = "mov,mp4,m4a,3gp,3g2,mj2"
_MATROSKA: Final = "matroska,webm"
_COUNTED: Final = frozenset({"flac", "aiff", "tta", "wv", "ape", "mpc", "mpc8", "au"})
"""Formats of which libavformat tells the samples that their header counts."""

_PLACEHOLDER_BITS: Final = 0x7FFF_0000 * 8
"""Sizes from here on are written by what streams a WAV and can't know its size yet."""

_LARGEST_PAGE: Final = 65_307  # bytes; RFC 3533, section 6

_WAVE64_SIZE: Final = slice(16, 24)  # behind the RIFF chunk's GUID
_UNKNOWN_SIZE: Final = 1 << 62  # bytes; what streams one can't know its size and writes -1

_BARE: Final = frozenset({"mp3", "aac"})
"""Formats of frames and nothing around them: what is behind them is looked through for more."""

_MAX_BEHIND: Final = 16 << 20  # bytes of a tag, its cover included


_EBML: Final = bytes.fromhex("1a45dfa3")
_SEGMENT: Final = bytes.fromhex("18538067")  # RFC 9559, section 5.1
_VOID: Final = b"\xec"
_MAX_BEFORE_SEGMENT: Final = 8  # elements: usually one


class Claim(NamedTuple):
    """What a file says of its song. ``seconds``: all samples that it counts out, None where it
    counts none; ``clock_end``: when its sound ends, in seconds on the file's own clock.
    """

    seconds: float | None
    clock_end: float | None = None

    def missing(self, heard_seconds: float, clock_end: float | None) -> float:
        """Return how many seconds of it are not there, at least 0.

        ``heard_seconds`` were decoded; ``clock_end`` is when the last packet ends.
        """
        if self.clock_end is not None and clock_end is not None:
            return max(0.0, self.clock_end - clock_end)
        if self.clock_end is None and self.seconds is not None:
            return max(0.0, self.seconds - heard_seconds)
        return 0.0


def claim_of(path: Path, container: InputContainer, stream: AudioStream) -> Claim:
    """Return what a file claims of its song's length."""
    told = _told_seconds(container, stream)
    return Claim(_counted_seconds(path, container, stream, told), _clock_end(path, stream, told))


def _counted_seconds(
    path: Path, container: InputContainer, stream: AudioStream, told: float | None
) -> float | None:
    match container.format.name:
        case name if name in _COUNTED:
            return told
        case name if name == _MP4:
            return _indexed_seconds(stream, told)
        case "wav" if "pcm" in stream.codec_context.name:  # of MP3 in it, it is an estimate
            return max(told or 0.0, _wave_seconds(path))
        case "mp3":
            return _tag_frame_seconds(path)
        case "caf" if stream.codec_context.name.startswith("pcm"):  # elsewhere they are packets
            return stream.frames / stream.rate
    return None


def _clock_end(path: Path, stream: AudioStream, told: float | None) -> float | None:
    name = stream.container.format.name
    if told is not None and name == _MP4:
        # A fragment's times count from 0, an edit list's from where it lets the sound begin.
        start = _seconds(stream, stream.start_time) if stream.frames else 0.0
        return (start or 0.0) + told
    # Whole, the clock that a Matroska file tells may be that of another, longer track.
    return told if name == _MATROSKA and _is_cut_segment(path) else None


def _told_seconds(container: InputContainer, stream: AudioStream) -> float | None:
    """Return the length in seconds that libavformat tells, which may be an estimate."""
    if stream.duration is not None:
        return _seconds(stream, stream.duration)
    return None if container.duration is None else container.duration / av.time_base


def _seconds(stream: AudioStream, ticks: int | None) -> float | None:
    return None if ticks is None or stream.time_base is None else float(ticks * stream.time_base)


def _indexed_seconds(stream: AudioStream, told: float | None) -> float | None:
    """Return the length that an MP4 tells, if the frames that its index lists make it up.

    On its clock a packet lasts until the next one, so that a hole is a part of what is told.
    """
    counted = stream.frames * stream.codec_context.frame_size / stream.rate
    return told if told is not None and abs(counted - told) < 0.1 + 0.02 * told else None


def _is_cut_segment(path: Path) -> bool:
    """Return whether a Matroska file is shorter than it says; one that is streamed doesn't say."""
    with path.open("rb") as file:
        for _ in range(_MAX_BEFORE_SEGMENT):
            identity, size = _identity(file), _element_size(file)
            if size is None or identity not in (_EBML, _VOID, _SEGMENT):
                return False
            if identity == _SEGMENT:
                return file.tell() + size > path.stat().st_size
            file.seek(size, 1)
    return False


def _identity(file: BinaryIO) -> bytes:
    """Read an element's identity (RFC 8794, section 5)."""
    first = file.read(1)
    return first + file.read(8 - first[0].bit_length()) if first and first[0] else first


def _element_size(file: BinaryIO) -> int | None:
    """Read an element's size in bytes (RFC 8794, section 6); None where it is not known."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    more = 8 - first[0].bit_length()
    bits = 7 * (more + 1)
    size = int.from_bytes(first + file.read(more)) & ((1 << bits) - 1)
    return None if size == (1 << bits) - 1 else size


def _wave_seconds(path: Path) -> float:
    """Return the length of a WAV's data chunk; 0 where its size was not known yet."""
    try:
        with path.open("rb") as file:
            info = WaveStreamInfo(file)
    except MutagenError:
        return 0.0
    return info.length if info.length * info.bitrate < _PLACEHOLDER_BITS else 0.0


def _tag_frame_seconds(path: Path) -> float | None:
    """Return the length that an MP3's first frame tells, if it is one that tells such things."""
    try:
        with path.open("rb") as file:
            info = MPEGInfo(file)
    except MutagenError:
        return None
    return None if info.bitrate_mode is BitrateMode.UNKNOWN else info.length


def is_truncated(path: Path, container: InputContainer) -> bool:
    """Return whether a file that claims no length breaks off all the same."""
    match container.format.name:
        case "ogg":
            return _ends_in_a_page(path)
        case "w64":
            with path.open("rb") as file:
                told = int.from_bytes(file.read(_WAVE64_SIZE.stop)[_WAVE64_SIZE], "little")
            return path.stat().st_size < told < _UNKNOWN_SIZE
    return False


def _ends_in_a_page(path: Path) -> bool:
    """Return whether an Ogg file breaks off in the middle of a page.

    That the last one is not marked as such is no sign: radio that was recorded has none.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LARGEST_PAGE))
        tail = file.read()
    start = tail.rfind(b"OggS")
    if start < 0:
        return False
    try:
        OggPage(BytesIO(tail[start:]))  # type: ignore[no-untyped-call]
    except (MutagenError, EOFError):
        return True
    return False


def song_end(path: Path, container: InputContainer) -> int | None:
    """Return the byte where a tag begins behind an MP3's or AAC's frames; None for other formats.

    libavformat takes what looks like a frame in an APE tag's cover for one.
    """
    if container.format.name not in _BARE:
        return None
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _MAX_BEHIND))
        behind = BytesIO(file.read())
    there = behind.getbuffer().nbytes
    with suppress(MutagenError, ValueError):  # it has no tag, or a broken one
        apev2.delete(behind)
    return size - (there - behind.getbuffer().nbytes)
