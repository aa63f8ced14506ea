"""The song of a file, decoded once through: every sample that is heard, whatever its clock says.

Times in a container may begin late or early, have holes or run slow; decoders don't all play by
them, and where they do, sound and picture part. So the samples themselves are the one clock, from 0
on, for what is seen and for what is heard (``sound`` lays copied packets on it as well).
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.filter import Graph
from av.packet import Packet

from bot.studio.render.audio.declared_duration import Claim, claim_of, is_truncated, song_end
from bot.studio.render.audio.decode import (
    OF_THIS_MACHINE,
    MediaInfo,
    audio_stream,
    check_not_longer,
    info_of,
    open_audio,
    opened,
    path_of,
)
from bot.studio.render.audio.ogg_chain import Link, LinkFile, links_of
from bot.studio.render.spec import MediaError, MediaErrorCode

MIN_SECONDS: Final = 1.0
LOSSY_EDGE: Final = (
    256  # samples that a lossy codec may lose of a song's ends: Vorbis, half a block
)
BAD_PACKET_SHARE: Final = 0.05  # more than this of the packets broken: not the song any more
MAX_WITHOUT_SOUND: Final = 1 << 16  # bytes of an Ogg link that is but headers: a recording's last


class Passed(NamedTuple):
    """A packet, and how many samples of the song's first form came out of it; None for others."""

    packet: Packet
    samples: int | None


@dataclass
class Heard:
    """What was decoded of a song so far. ``passed`` has its packets, where they are wanted."""

    seconds: float = 0.0
    passed: list[Passed] | None = None
    _good: int = 0
    _bad: int = 0
    _last_error: FFmpegError | None = None
    _last: tuple[int, float, Packet] | None = None
    """The latest packet, by its time, and the seconds that came out of it."""

    @property
    def clock_end(self) -> float | None:
        """When the last packet ends, in seconds on the container's clock."""
        if self._last is None:
            return None
        pts, seconds, packet = self._last
        return float(pts * packet.time_base) + seconds if packet.time_base else None

    def count(self, packet: Packet, frames: list[AudioFrame]) -> None:
        """Count what came out of a packet."""
        self._good += 1
        seconds = 0.0
        for frame in frames:
            seconds += frame.samples / frame.sample_rate
        self.seconds += seconds
        pts = packet.pts
        if pts is not None and (self._last is None or pts >= self._last[0]):
            self._last = pts, seconds, packet

    def fail(self, error: FFmpegError) -> None:
        """Count what could not be read or decoded."""
        self._bad += 1
        self._last_error = error

    def check_sound(self) -> None:
        """Raise MediaError when too much of it is broken, or what this machine fell short of."""
        error = self._last_error
        if (self._bad or not self._good) and getattr(error, "errno", None) in OF_THIS_MACHINE:
            raise error  # type: ignore[misc] # it is one of them
        if self._bad > max(2, BAD_PACKET_SHARE * (self._good + self._bad)) or not self._good:
            raise MediaError(
                MediaErrorCode.UNREADABLE, "The audio is damaged: too little of it can be decoded."
            ) from self._last_error


def measured(path: Path, *, language: str = "") -> MediaInfo:
    """Look into ``path`` and decode all of it: ``duration_seconds`` is what can be heard, and
    ``sound_digest`` tells whether two files sound the same.

    ``language``: of whoever brings it, for tags that tell no encoding. Raises MediaError when it
    can't be a song to render. Takes about a second for a usual song.
    """
    heard, digest = Heard(), hashlib.blake2b(digest_size=16)
    with opened(path) as (container, stream):
        info = info_of(container, stream, language)
        for frame in decoded(container, stream, heard):
            for samples in _samples_of(frame):
                digest.update(samples)
    heard_of_it = {"duration_seconds": heard.seconds, "sound_digest": digest.hexdigest()}
    return info.model_copy(update=heard_of_it)


def _samples_of(frame: AudioFrame) -> Iterator[memoryview]:
    """Return a frame's samples as they lie in memory, without what a plane has behind them."""
    channels = 1 if frame.format.is_planar else frame.layout.nb_channels
    size = frame.samples * frame.format.bytes * channels
    return (memoryview(plane)[:size] for plane in frame.planes)


def decoded(
    container: InputContainer, stream: AudioStream, heard: Heard | None = None
) -> Iterator[AudioFrame]:
    """Every frame of the song, as decoded; ``heard`` counts them.

    Raises MediaError when it is too long, and after its last frame when it is too short, too much
    of it is broken or less than the file claims is there. This is the one place where a song's
    length is judged, so that who looks and who renders can't come to another outcome.
    """
    heard = Heard() if heard is None else heard
    path, claim = path_of(container), claim_of(path_of(container), container, stream)
    links = links_in(container)
    if len(links) > 1:
        for link in links:
            yield from _decoded_link(path, link, heard)
    else:
        yield from _decoded(container, stream, heard)
    heard.check_sound()
    edge = 0 if stream.codec_context.codec.lossless else LOSSY_EDGE / stream.rate
    if heard.seconds < MIN_SECONDS - edge - 1e-6:  # the sum is one of fractions
        raise MediaError(MediaErrorCode.TOO_SHORT, "The audio is shorter than a second.")
    _check_whole(claim, is_truncated(path, container), heard)


def links_in(container: InputContainer) -> list[Link]:
    """Return the parts of a chained Ogg file; for any other at most one."""
    return links_of(path_of(container)) if container.format.name == "ogg" else []


def _decoded(container: InputContainer, stream: AudioStream, heard: Heard) -> Iterator[AudioFrame]:
    form = (stream.rate, stream.channels)
    packets = packets_of(container, stream)
    while True:
        packet, frames = None, None
        try:
            if (packet := next(packets, None)) is None:
                return
            frames = stream.codec_context.decode(packet)
        except FFmpegError as error:
            heard.fail(error)
        if packet is None:  # nothing can be read from here on
            return
        if heard.passed is not None:
            heard.passed.append(Passed(packet, _samples(frames, form)))
        if frames is not None:
            heard.count(packet, frames)
            check_not_longer(heard.seconds)
            yield from frames


def _samples(frames: list[AudioFrame] | None, form: tuple[int, int]) -> int | None:
    if frames is None or any(form != (one.sample_rate, one.layout.nb_channels) for one in frames):
        return None
    return sum(frame.samples for frame in frames)


def _decoded_link(path: Path, link: Link, heard: Heard) -> Iterator[AudioFrame]:
    """Yield the frames of one link of a chained Ogg file; one without sound must be but headers."""
    before = heard.seconds
    with ExitStack() as stack:
        try:
            file = stack.enter_context(LinkFile(path, link))
            container = stack.enter_context(open_audio(file))
            yield from _decoded(container, audio_stream(container), heard)
        except MediaError as refusal:
            if refusal.reason is MediaErrorCode.TOO_LONG:
                raise
    if heard.seconds == before and link.size > MAX_WITHOUT_SOUND:
        raise MediaError(MediaErrorCode.UNREADABLE, "A part of the audio can't be decoded.")


def _check_whole(claim: Claim, is_cut_off: bool, heard: Heard) -> None:
    """Refuse a song of which less than its file claims could be decoded."""
    there = heard.seconds
    if is_cut_off:
        raise MediaError(
            MediaErrorCode.TRUNCATED, f"The audio breaks off after {there:.0f} seconds."
        )
    missing = claim.missing(there, heard.clock_end)
    if missing > max(1.0, 0.02 * (there + missing)):
        raise MediaError(
            MediaErrorCode.TRUNCATED,
            f"The audio breaks off: only {there:.0f} of {there + missing:.0f} seconds are there.",
        )


def packets_of(container: InputContainer, stream: AudioStream) -> Iterator[Packet]:
    """Yield a stream's packets, and the empty one that ends it, without those made of a tag."""
    end = song_end(path_of(container), container)
    ended = False
    while not ended:
        try:
            for packet in container.demux(stream):
                if end is None or packet.pos is None or packet.pos < end:
                    yield packet
            ended = True
        except IndexError:  # a packet of a stream that began only here, as in a recorded broadcast
            continue


def resampled(
    frames: Iterable[AudioFrame], *, sample_format: str, layout: str, rate: int, samples: int = 0
) -> Iterator[AudioFrame]:
    """Yield the frames in another form; a source that changes its own form on the way is followed.

    Channels that are mixed are scaled so that no sample can come out above the source's loudest.
    ``samples``: how many come at once, but where the source changes or ends; 0: as they come.
    """
    target = _Form(sample_format, layout, rate, samples)
    time_base = Fraction(1, rate)
    for part in _resampled(frames, target):
        # What needs no change comes out with the container's clock: damaged files mix both.
        part.pts, part.time_base = None, time_base
        yield part


class _Form(NamedTuple):
    """How samples are written, in FFmpeg's terms; ``rate`` is in Hz; ``samples`` at once."""

    sample_format: str
    layout: str
    rate: int
    samples: int = 0


def _resampled(frames: Iterable[AudioFrame], target: _Form) -> Iterator[AudioFrame]:
    form: _Form | None = None
    graph: Graph | None = None
    seconds = 0.0  # that went in since something came out
    for frame in frames:
        now = _Form(frame.format.name, frame.layout.name, frame.sample_rate)
        if graph is None or now != form:
            if graph is not None:
                yield from _pulled(graph, None)
            form, graph = now, _resampler(now, target)
        frame.pts = None  # the samples count, not what the container says of their time
        seconds += frame.samples / frame.sample_rate
        if seconds * target.rate < target.samples:  # asking costs more than resampling
            graph.push(frame)
            continue
        seconds = 0.0
        yield from _pulled(graph, frame)
    if graph is not None:
        yield from _pulled(graph, None)


def _resampler(source: _Form, target: _Form) -> Graph:
    """Return a graph from one form to another.

    Not PyAV's ``AudioResampler``: that leaves a mix to floating point as loud as its channels add
    up to, for 5.1 in stereo 2.4 times the source's peak, while for integers FFmpeg scales it.
    """
    graph = Graph()
    graph.link_nodes(
        graph.add_abuffer(
            format=source.sample_format,
            layout=source.layout,
            sample_rate=source.rate,
            time_base=Fraction(1, source.rate),
        ),
        graph.add("aresample", "rematrix_maxval=1"),
        graph.add(
            "aformat",
            sample_fmts=target.sample_format,
            channel_layouts=target.layout,
            sample_rates=str(target.rate),
        ),
        *([graph.add("asetnsamples", f"n={target.samples}:p=0")] if target.samples else []),
        graph.add("abuffersink"),
    ).configure()
    return graph


def _pulled(graph: Graph, frame: AudioFrame | None) -> Iterator[AudioFrame]:
    """Yield what comes out for a frame, or at the end, which None tells."""
    graph.push(frame)
    while True:
        try:
            part = graph.pull()
        except (BlockingIOError, EOFError):  # it wants another frame, or has ended
            return
        if isinstance(part, AudioFrame):
            yield part
