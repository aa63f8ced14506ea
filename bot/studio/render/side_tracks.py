"""What an MP4 holds beside picture and sound: a poster as its cover, lyrics as a text track.

The poster is an attached picture, which libavformat writes as iTunes' ``covr``; lyrics are timed
text (3GPP TS 26.245), which FFmpeg calls mov_text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from struct import unpack
from typing import BinaryIO, Final, NamedTuple, cast

from av.container import OutputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.subtitles.codeccontext import SubtitleCodecContext
from av.video.stream import VideoStream

from bot.studio.render.scene.lyrics import SungLine
from bot.studio.render.scene.poster import POSTER_HEIGHT, POSTER_WIDTH
from bot.studio.render.text.language import language_of

_CLOCK: Final = Fraction(1, 1000)
_LEAST_MILLISECONDS: Final = 100
_TABLES: Final = 512  # bytes of a track's and a cover's boxes beside what is in them
_EACH_LINE: Final = 60  # bytes of a line's two samples in the file's tables, its silence included
_HANDLER: Final = b"sbtl"
_HANDLER_AT: Final = 8  # bytes from the beginning of a hdlr's content
_ENABLED: Final = 1  # of a track's flags (ISO/IEC 14496-12, 8.3.2)
_FLAGS_AT: Final = 3  # bytes from the beginning of a tkhd's content to the lowest of its flags

# What the encoder makes its sample description from; players draw the words in their own way.
_STYLE: Final = (
    b"[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\n"
    b"Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour,"
    b" Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline,"
    b" Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"
    b"Style: Default,Sans,18,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0\n\n"
    b"[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)


class Cue(NamedTuple):
    """A line of lyrics, and when it is shown, in milliseconds of the video."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class SideTracks:
    """What goes into the file beside picture and sound; nothing, where there is nothing."""

    poster: bytes | None = None
    """A JPEG of 1280x720."""
    cues: tuple[Cue, ...] = ()
    lrc: str = ""
    """The same lyrics with the times of their words, which have no place in a text track."""

    @property
    def metadata(self) -> dict[str, str]:
        """What goes into the file's tags: iTunes' ``©lyr`` is "lyrics" to libavformat."""
        return {"lyrics": self.lrc} if self.lrc else {}

    @property
    def size(self) -> int:
        """Bytes that it takes in the file, or a few more."""
        texts = sum(len(cue.text.encode()) + _EACH_LINE for cue in self.cues)
        texts += len(self.lrc.encode())
        return (texts + _TABLES if texts else 0) + (
            len(self.poster) + _TABLES if self.poster else 0
        )

    def add_streams(self, output: OutputContainer) -> list[Packet]:
        """Add the streams to ``output``; return their packets in the order of their times."""
        packets = []
        if self.poster:
            packets.append(_cover(output, self.poster))
        if self.cues:
            packets += _text_track(output, self.cues)
        return packets


def cues_of(lines: Sequence[SungLine], seconds: float) -> tuple[Cue, ...]:
    """Return the lines as a text track shows them in a video of that length: one at a time."""
    starts = [round(line.starts[0] * 1000) for line in lines]
    cues = []
    for line, (start, following) in zip(
        lines, pairwise([*starts, round(seconds * 1000)]), strict=True
    ):
        end = min(following, max(round(line.end * 1000), start + _LEAST_MILLISECONDS))
        if end > start:
            cues.append(Cue(start, end, line.text.strip()))
    return tuple(cues)


def disable_text_tracks(path: Path) -> None:
    """Take the mark from a finished file's text tracks that has players show them by themselves.

    The words are in the picture already, and libavformat marks the first track of each kind.
    """
    with path.open("r+b") as file:
        for movie in _boxes(file, 0, path.stat().st_size, b"moov"):
            for track in _boxes(file, *movie, b"trak"):
                if _is_text(file, track):
                    for begin, _ in _boxes(file, *track, b"tkhd"):
                        file.seek(begin + _FLAGS_AT)
                        flags = file.read(1)[0]
                        file.seek(begin + _FLAGS_AT)
                        file.write(bytes([flags & ~_ENABLED]))


def _is_text(file: BinaryIO, track: tuple[int, int]) -> bool:
    for media in _boxes(file, *track, b"mdia"):
        for begin, _ in _boxes(file, *media, b"hdlr"):
            file.seek(begin + _HANDLER_AT)
            return file.read(len(_HANDLER)) == _HANDLER
    return False


def _boxes(file: BinaryIO, begin: int, end: int, wanted: bytes) -> list[tuple[int, int]]:
    """Return where the contents of the boxes of a name begin and end (ISO/IEC 14496-12, 4.2)."""
    found = []
    while begin + 8 <= end:
        file.seek(begin)
        size, name = unpack(">I4s", file.read(8))
        if size < 8:  # that of media data which is larger than 4 GiB, or reaches to the end
            break
        if name == wanted:
            found.append((begin + 8, begin + size))
        begin += size
    return found


def _cover(output: OutputContainer, poster: bytes) -> Packet:
    stream = cast("VideoStream", output.add_stream("mjpeg"))
    stream.width, stream.height, stream.pix_fmt = POSTER_WIDTH, POSTER_HEIGHT, "yuvj420p"
    stream.disposition = Disposition.attached_pic.value  # type: ignore[assignment]
    return _packet(stream, poster, 0, 0)


def _text_track(output: OutputContainer, cues: Sequence[Cue]) -> list[Packet]:
    stream = output.add_stream("mov_text")
    context = cast("SubtitleCodecContext", stream.codec_context)
    context.time_base, context.subtitle_header = _CLOCK, _STYLE
    stream.time_base = _CLOCK
    stream.metadata["language"] = language_of(" ".join(cue.text for cue in cues))
    stream.metadata["handler_name"] = "Lyrics"
    return [_packet(stream, _sample(cue.text), cue.start, cue.end - cue.start) for cue in cues]


def _sample(text: str) -> bytes:
    """Return a text as a sample: its length in two bytes, and UTF-8."""
    data = text.encode()
    return len(data).to_bytes(2, "big") + data


def _packet(stream: Stream, data: bytes, start: int, duration: int) -> Packet:
    packet = Packet(data)
    packet.stream, packet.time_base = stream, _CLOCK
    packet.pts = packet.dts = start
    packet.duration, packet.is_keyframe = duration, True
    return packet
