"""Opening audio that nobody vouches for: what is accepted, and what it says of itself.

libavformat follows playlists and concat lists wherever they lead, whatever the file is called, so
only single-file audio containers are let in, and only the ``file`` protocol (see the studio's
security notes in the README). Callers run this in a child process with limits (``worker``).
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from pydantic import BaseModel, ConfigDict

from bot.studio.render.audio.declared_duration import claim_of
from bot.studio.render.audio.formats import DECODERS, DEMUXERS
from bot.studio.render.audio.ogg_chain import LinkFile
from bot.studio.render.spec import AUDIO_FORMATS, MediaError, MediaErrorCode
from bot.studio.tags.reading import song_texts

__all__ = ["MediaError", "MediaErrorCode", "MediaInfo", "probe"]

MAX_SECONDS: Final = 15 * 60.0
MAX_BYTES: Final = 1 << 30  # 15 minutes of 192 kHz, 24 bit, stereo
MAX_CHANNELS: Final = 16
RATES: Final = range(4_000, 1_411_201)  # old cameras to DSD256, which FFmpeg counts in bytes

OF_THIS_MACHINE: Final = frozenset({errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.EACCES})
"""What goes wrong whatever a file holds, and is not told as its fault; EIO isn't: demuxers say it
of damaged files."""

_FILE: Final = "file:"  # the one protocol

_CODECS: Final = frozenset(DECODERS.split(","))
BESIDE_THE_SONG: Final = (
    Disposition.comment | Disposition.visual_impaired | Disposition.hearing_impaired
    | Disposition.descriptions | Disposition.dependent
)  # fmt: skip
"""What marks a stream as speaking over the song, or as a part of another one."""


class MediaInfo(BaseModel):
    """What a file holds; ``duration_seconds`` is what it claims or was heard, never a guess."""

    model_config = ConfigDict(frozen=True)

    duration_seconds: float | None
    sample_rate: int
    channels: int
    codec: str
    title: str = ""
    artist: str = ""
    has_cover: bool = False
    sound_digest: str | None = None
    """Of its samples: the same for a file of which only the tags differ; None: not decoded."""


def probe(path: Path, *, language: str = "") -> MediaInfo:
    """Look into ``path`` without decoding it whole.

    ``language``: of whoever brings it, for tags that tell no encoding.
    Raises MediaError when it can't be a song to render: what it says is safe to show.
    """
    with opened(path) as (container, stream):
        return info_of(container, stream, language)


@contextmanager
def opened(path: Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """Open ``path`` with the audio stream that a player would play; raises MediaError."""
    check_file(path)
    with open_audio(f"{_FILE}{path.absolute()}") as container:
        yield container, audio_stream(container)


def open_audio(file: str | LinkFile) -> InputContainer:
    """Open what ``opened`` checked; raises MediaError."""
    try:
        return av.open(
            file,
            "r",
            container_options={
                "format_whitelist": DEMUXERS,
                "protocol_whitelist": "file",
                "codec_whitelist": DECODERS,
                "max_streams": "64",
            },
            metadata_errors="surrogateescape",
        )
    except (FFmpegError, OSError, ValueError) as error:
        if getattr(error, "errno", None) in OF_THIS_MACHINE:
            raise
        raise MediaError(
            MediaErrorCode.UNREADABLE,
            "This is not an audio file that can be read."
            f" These are taken: {', '.join(AUDIO_FORMATS)}.",
        ) from error


def check_file(path: Path) -> None:
    """Refuse what is no plain file of a sensible size, before anything reads it."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise MediaError(MediaErrorCode.MISSING, "The audio file is not there.") from error
    if not S_ISREG(status.st_mode):
        raise MediaError(MediaErrorCode.UNREADABLE, "The audio is not a plain file.")
    if status.st_size == 0:
        raise MediaError(MediaErrorCode.EMPTY, "The audio file is empty.")
    if status.st_size > MAX_BYTES:
        raise MediaError(MediaErrorCode.TOO_BIG, "The audio file is larger than 1 GiB.")


def check_not_longer(seconds: float) -> None:
    """Refuse a song of more than 15 minutes."""
    if seconds > MAX_SECONDS + 0.5:
        raise MediaError(MediaErrorCode.TOO_LONG, "The audio is longer than 15 minutes.")


def path_of(container: InputContainer) -> Path:
    """Return the path of an open file."""
    return Path(container.name.removeprefix(_FILE))


def audio_stream(container: InputContainer) -> AudioStream:
    """Return the stream that a player would play: the default one, and no commentary.

    Raises MediaError when there is none.
    """
    # An unknown codec has no context, whatever PyAV's types say.
    streams = [
        stream for stream in container.streams.audio
        if getattr(stream.codec_context, "name", None) in _CODECS
    ]  # fmt: skip
    usable = [
        stream for stream in streams
        if stream.rate in RATES and 1 <= stream.channels <= MAX_CHANNELS
    ]  # fmt: skip
    if usable:
        played = min(usable, key=_rank)
        played.codec_context.thread_count = 1  # some decoders start one a processor, for nothing
        return played
    if streams:
        raise MediaError(
            MediaErrorCode.UNREADABLE, "The audio's sample rate or channels are out of range."
        )
    raise MediaError(MediaErrorCode.NO_AUDIO, "There is no audio in this file that can be decoded.")


def _rank(stream: AudioStream) -> tuple[bool, bool, int]:
    return (
        bool(stream.disposition & BESIDE_THE_SONG),
        Disposition.default not in stream.disposition,
        stream.index,
    )


def info_of(container: InputContainer, stream: AudioStream, language: str = "") -> MediaInfo:
    """Return what an open file says of itself; raises MediaError when that is too long.

    ``language``: of whoever brings it, for tags that tell no encoding.
    """
    path = path_of(container)
    texts = song_texts(path, container.metadata, stream.metadata, language=language)
    claimed = claim_of(path, container, stream).seconds
    check_not_longer(claimed or 0.0)
    return MediaInfo(
        duration_seconds=claimed,
        sample_rate=stream.rate,
        channels=stream.channels,
        codec=stream.codec_context.name,
        title=texts.title,
        artist=texts.artist,
        has_cover=any(
            Disposition.attached_pic in other.disposition for other in container.streams.video
        ),
    )
