"""Opening audio that nobody vouches for: what is accepted, how it is probed and decoded.

libavformat follows playlists and concat lists wherever they lead, whatever the file is called, so
only single-file audio containers are let in, and only the `file` protocol (see the studio's
security notes in the README). Callers run this in a child process with limits (`worker`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from stat import S_ISREG

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Disposition
from pydantic import BaseModel, ConfigDict

from bot.studio.render.audio.declared_duration import (
    claimed_seconds,
    is_cut,
    song_end,
    told_seconds,
)
from bot.studio.render.spec import MediaRefused, Reason

__all__ = ["MediaInfo", "MediaRefused", "Reason", "probe"]

MIN_SECONDS = 1.0
MAX_SECONDS = 15 * 60.0
MAX_BYTES = 1 << 30  # 15 minutes of 192 kHz, 24 bit, stereo
MAX_CHANNELS = 16
RATES = range(8_000, 192_001)
BAD_PACKET_SHARE = 0.05  # more than this of the packets broken: not the song any more

# Names of libavformat's demuxers. None of them opens a second file by itself: MOV's references to
# other files are off unless asked for.
FORMATS = "mp3,aac,mov,mp4,m4a,3gp,3g2,mj2,ogg,flac,wav,w64,aiff,matroska,webm,caf,avi"
PCM = (
    "pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,"
    "pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw"
)
_FILE = "file:"  # the one protocol
ADPCM = "adpcm_ms,adpcm_ima_wav"  # voice recorders' WAV
CODECS = f"mp3,mp3float,mp2,mp2float,aac,opus,libopus,vorbis,libvorbis,flac,alac,{ADPCM},{PCM}"


class MediaInfo(BaseModel):
    """What a file holds; `duration_seconds` is claimed or estimated, 0 when it can't be."""

    model_config = ConfigDict(frozen=True)

    duration_seconds: float
    sample_rate: int
    channels: int
    codec: str
    title: str = ""
    artist: str = ""
    has_cover: bool = False
    claimed_seconds: float | None = None
    """The length that the file itself tells, and does not leave to be estimated."""
    is_cut: bool = False
    """Whether it ends in the middle of something."""


def probe(path: Path) -> MediaInfo:
    """Look into `path` without decoding it whole.

    Raises MediaRefused when it can't be a song to render: what it says is safe to show.
    """
    with opened(path) as (container, stream):
        info = _info(path, container, stream)
    check_length(info.duration_seconds or MIN_SECONDS)
    return info


def measured(path: Path) -> MediaInfo:
    """Look into `path` and decode all of it: `duration_seconds` is what can be heard.

    Raises MediaRefused when it can't be a song to render. Takes about a second for a usual song.
    """
    with opened(path) as (container, stream):
        info = _info(path, container, stream)
        seconds = 0.0
        for frame in decoded(container, stream):
            seconds += frame.samples / frame.sample_rate
            if seconds > MAX_SECONDS + 1:  # whatever its header said: it is refused below
                break
    check_length(seconds)
    check_whole(info, seconds)
    return info.model_copy(update={"duration_seconds": seconds})


@contextmanager
def opened(path: Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """Open `path` with its first usable audio stream; raises MediaRefused."""
    check_file(path)
    try:
        container = av.open(
            f"{_FILE}{path.absolute()}",
            container_options={
                "format_whitelist": FORMATS,
                "protocol_whitelist": "file",
                "codec_whitelist": CODECS,
                "max_streams": "64",
            },
            metadata_errors="replace",
        )
    except (FFmpegError, OSError, ValueError) as error:
        raise MediaRefused(
            Reason.UNREADABLE, "This is not an audio file that can be read."
        ) from error
    with container:
        yield container, _audio_stream(container)


def check_file(path: Path) -> None:
    """Refuse what is no plain file of a sensible size, before anything reads it."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise MediaRefused(Reason.MISSING, "The audio file is not there.") from error
    if not S_ISREG(status.st_mode):
        raise MediaRefused(Reason.UNREADABLE, "The audio is not a plain file.")
    if status.st_size == 0:
        raise MediaRefused(Reason.EMPTY, "The audio file is empty.")
    if status.st_size > MAX_BYTES:
        raise MediaRefused(Reason.TOO_BIG, "The audio file is larger than 1 GiB.")


def check_length(seconds: float) -> None:
    """Refuse a song shorter than a second or longer than 15 minutes."""
    if seconds < MIN_SECONDS:
        raise MediaRefused(Reason.TOO_SHORT, "The audio is shorter than a second.")
    if seconds > MAX_SECONDS + 0.5:
        raise MediaRefused(Reason.TOO_LONG, "The audio is longer than 15 minutes.")


def check_whole(info: MediaInfo, seconds: float) -> None:
    """Refuse a song of which less than its container promises could be decoded."""
    if info.is_cut:
        raise MediaRefused(Reason.TRUNCATED, f"The audio breaks off after {seconds:.0f} seconds.")
    claimed = info.claimed_seconds or 0.0
    if claimed - seconds > max(1.0, 0.02 * claimed):
        raise MediaRefused(
            Reason.TRUNCATED,
            f"The audio breaks off: only {seconds:.0f} of {claimed:.0f} seconds are there.",
        )


def decoded(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """Every frame of `stream`, as decoded; raises MediaRefused when too much of it is broken."""
    good = bad = 0
    last_error: FFmpegError | None = None
    packets = packets_of(container, stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            break
        except FFmpegError as error:
            last_error = error
            bad += 1
            break
        try:
            yield from stream.codec_context.decode(packet)
            good += 1
        except FFmpegError as error:
            last_error = error
            bad += 1
    if bad > max(2, BAD_PACKET_SHARE * (good + bad)) or not good:
        raise MediaRefused(
            Reason.UNREADABLE, "The audio is damaged: too little of it can be decoded."
        ) from last_error


def packets_of(container: InputContainer, stream: AudioStream) -> Iterator[Packet]:
    """The packets of `stream`, and the empty one that ends it, without those made of a tag."""
    end = song_end(Path(container.name.removeprefix(_FILE)), container)
    for packet in container.demux(stream):
        if packet.pos is None or packet.pos < end:
            yield packet


def resampled(
    frames: Iterable[AudioFrame], *, sample_format: str, layout: str, rate: int
) -> Iterator[AudioFrame]:
    """The frames in another form; a source that changes its own form on the way is followed."""
    for part in _resampled(frames, sample_format, layout, rate):
        # What needs no change comes out with the container's clock: damaged files mix both.
        part.pts, part.time_base = None, Fraction(1, rate)
        yield part


def _resampled(
    frames: Iterable[AudioFrame], sample_format: str, layout: str, rate: int
) -> Iterator[AudioFrame]:
    resampler = av.AudioResampler(sample_format, layout, rate)
    form: tuple[object, ...] | None = None
    for frame in frames:
        now = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form is not None and now != form:
            yield from resampler.resample(None)
            resampler = av.AudioResampler(sample_format, layout, rate)
        form = now
        frame.pts = None  # the samples count, not what the container says of their time
        yield from resampler.resample(frame)
    if form is not None:
        yield from resampler.resample(None)


def _audio_stream(container: InputContainer) -> AudioStream:
    for stream in container.streams.audio:
        context = stream.codec_context
        if context.name not in CODECS.split(","):
            continue
        if stream.rate not in RATES or not 1 <= stream.channels <= MAX_CHANNELS:
            raise MediaRefused(
                Reason.UNREADABLE, "The audio's sample rate or channels are out of range."
            )
        return stream
    raise MediaRefused(Reason.NO_AUDIO, "There is no audio in this file that can be decoded.")


def _info(path: Path, container: InputContainer, stream: AudioStream) -> MediaInfo:
    tags = {key.lower(): value for key, value in (container.metadata | stream.metadata).items()}
    claimed = claimed_seconds(path, container, stream)
    seconds = told_seconds(container, stream) if claimed is None else claimed
    return MediaInfo(
        duration_seconds=max(0.0, seconds or 0.0),
        sample_rate=stream.rate,
        channels=stream.channels,
        codec=stream.codec_context.name,
        title=tags.get("title", ""),
        artist=tags.get("artist", ""),
        claimed_seconds=claimed,
        is_cut=is_cut(path, container),
        has_cover=any(
            Disposition.attached_pic in other.disposition for other in container.streams.video
        ),
    )
