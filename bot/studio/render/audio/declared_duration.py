"""How long a file says that its song is, where it says so itself, and where its sound ends.

What is missing of that length broke off. libavformat estimates the length of an MP3 behind which
more follows than it counts (a cover in an APE tag, a second song), and cuts a WAV's to the file:
there mutagen reads what the file itself says. Ogg tells no length, but one that is cut ends in the
middle of a page; Wave64 tells its file's size. An MP3 without a Xing or VBRI frame and bare AAC
tell nothing: cut, they are shorter songs.
"""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from mutagen import MutagenError, apev2
from mutagen.mp3 import BitrateMode, MPEGInfo
from mutagen.ogg import OggPage
from mutagen.wave import WaveStreamInfo

_HEADED: Final = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "flac", "aiff"})
"""Formats of which libavformat tells what their header says."""

_PLACEHOLDER_BITS: Final = 0x7FFF_0000 * 8
"""Sizes from here on are written by what streams a WAV and can't know its size yet."""

_LARGEST_PAGE: Final = 65_307  # bytes; RFC 3533, section 6

_WAVE64_SIZE: Final = slice(16, 24)  # behind the RIFF chunk's GUID
_UNKNOWN_SIZE: Final = 1 << 62  # bytes; what streams one can't know its size and writes -1

_BARE: Final = frozenset({"mp3", "aac"})
"""Formats of frames and nothing around them: what is behind them is looked through for more."""

_MOST_BEHIND: Final = 16 << 20  # bytes of a tag, its cover included


def claimed_seconds(path: Path, container: InputContainer, stream: AudioStream) -> float | None:
    """Give the length in seconds that a file claims; None where it claims none."""
    told = told_seconds(container, stream)
    match container.format.name:
        case name if name in _HEADED:
            return told
        case "wav":
            return max(told or 0.0, _wave_seconds(path))
        case "mp3":
            return _tag_frame_seconds(path)
        case "caf" if stream.codec_context.name.startswith("pcm"):  # elsewhere they are packets
            return stream.frames / stream.rate
        case "matroska,webm" if all(map(_is_picture, container.streams.video)):
            return told
    return None


def told_seconds(container: InputContainer, stream: AudioStream) -> float | None:
    """Give the length in seconds that libavformat tells, which may be an estimate."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return None if container.duration is None else container.duration / av.time_base


def _is_picture(stream: av.VideoStream) -> bool:
    return Disposition.attached_pic in stream.disposition


def _wave_seconds(path: Path) -> float:
    """Give the length of a WAV's data chunk; 0 where its size was not known yet."""
    try:
        with path.open("rb") as file:
            info = WaveStreamInfo(file)
    except MutagenError:
        return 0.0
    return info.length if info.length * info.bitrate < _PLACEHOLDER_BITS else 0.0


def _tag_frame_seconds(path: Path) -> float | None:
    """Give the length that an MP3's first frame tells, if it is one that tells such things."""
    try:
        with path.open("rb") as file:
            info = MPEGInfo(file)
    except MutagenError:
        return None
    return None if info.bitrate_mode is BitrateMode.UNKNOWN else info.length


def is_cut(path: Path, container: InputContainer) -> bool:
    """Tell whether a file that claims no length breaks off all the same."""
    match container.format.name:
        case "ogg":
            return _ends_in_a_page(path)
        case "w64":
            with path.open("rb") as file:
                told = int.from_bytes(file.read(_WAVE64_SIZE.stop)[_WAVE64_SIZE], "little")
            return path.stat().st_size < told < _UNKNOWN_SIZE
    return False


def _ends_in_a_page(path: Path) -> bool:
    """Tell whether an Ogg file breaks off in the middle of a page.

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


def song_end(path: Path, container: InputContainer) -> int:
    """Give the byte where a tag begins behind an MP3's or AAC's frames, else the file's size.

    libavformat takes what looks like a frame in an APE tag's cover for one.
    """
    size = path.stat().st_size
    if container.format.name not in _BARE:
        return size
    with path.open("rb") as file:
        file.seek(max(0, size - _MOST_BEHIND))
        behind = BytesIO(file.read())
    there = behind.getbuffer().nbytes
    with suppress(MutagenError, ValueError):  # it has no tag, or a broken one
        apev2.delete(behind)
    return size - (there - behind.getbuffer().nbytes)
