"""The video's sound: an AAC source is copied as it is, anything else becomes AAC at 48 kHz."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from bot.studio.render.audio import decode
from bot.studio.render.audio.decoding import Passed, decoded, links_in, resampled
from bot.studio.render.audio.part import Part, heard

RATE: Final = 48_000  # Hz
FRAME: Final = 1024  # samples of an AAC frame
# Of stereo, the best first (see ``h264.size_planner``). The encoder stays 2 to 3 % below what it is
# told: these are never less than 128, 96 and 64 kbit/s in the file.
BITRATES: Final = (160_000, 132_000, 99_000, 80_000, 66_000)
COPIED_RATES: Final = frozenset({32_000, 44_100, 48_000})  # what every browser plays
# The fast coder takes a third of the default's time, and is as good at these rates. Temporal noise
# shaping takes a tenth more with it, and comes no nearer to the original.
OPTIONS: Final = {"aac_coder": "fast", "aac_tns": "0", "flags": "+bitexact"}
GLOBAL_HEADER: Final = 1 << 22  # AV_CODEC_FLAG_GLOBAL_HEADER
MAX_LEAD: Final = (
    4 * FRAME
)  # samples before the first that is heard: a decoder needs the last of them


class Laid(NamedTuple):
    """A packet on the clock of what is heard: its start and its length in samples."""

    packet: Packet
    start: int
    samples: int


@dataclass(frozen=True)
class EncodedAudio:
    """A song's packets, and how the stream that they need is made. ``rate`` is in Hz."""

    packets: list[Laid]
    bit_rate: int
    rate: int
    source: Path | None  # of which a copied stream has its description
    layout: str

    def add_stream(self, output: OutputContainer) -> list[Packet]:
        """Add the stream to ``output`` and give the packets, ready to mux."""
        if self.source is not None:
            with decode.opened(self.source) as (_, template):
                stream = output.add_stream_from_template(template)
        else:
            stream = output.add_stream("aac", rate=RATE, layout=self.layout, options=OPTIONS)
            stream.bit_rate = self.bit_rate
            stream.codec_context.thread_count = 1
        for packet, start, samples in self.packets:
            packet.stream, packet.time_base = stream, Fraction(1, self.rate)
            packet.pts = packet.dts = start
            packet.duration = samples
        return [packet for packet, _, _ in self.packets]


def encode_audio(
    path: Path, bit_rate: int, stopped: Callable[[], bool], part: Part | None = None
) -> EncodedAudio:
    """Encode the sound of a song, or of a part of it; raises MediaError.

    ``bit_rate`` is that of stereo, in bit/s; ``stopped`` is asked for every frame.
    """
    with decode.opened(path) as (container, source):
        is_mono = source.channels == 1 and len(links_in(container)) < 2
        layout = "mono" if is_mono else "stereo"
        bit_rate = bit_rate * 5 // 8 if is_mono else bit_rate
        context = AudioCodecContext.create("aac", "w")
        context.sample_rate, context.layout, context.format = RATE, layout, "fltp"
        context.time_base, context.bit_rate = Fraction(1, RATE), bit_rate
        context.options, context.thread_count = dict(OPTIONS), 1
        context.flags |= GLOBAL_HEADER
        packets = _encoded(context, container, source, stopped, part)
    laid = [Laid(packet, packet.pts or 0, packet.duration or 0) for packet in packets]
    return EncodedAudio(laid, bit_rate, RATE, None, layout)


def _encoded(
    context: AudioCodecContext,
    container: InputContainer,
    source: AudioStream,
    stopped: Callable[[], bool],
    part: Part | None,
) -> list[Packet]:
    packets: list[Packet] = []
    fifo = av.AudioFifo()
    done = 0
    floating = source.codec_context.name.startswith("pcm_f")
    frames = _each(container, source, stopped)
    layout = context.layout.name
    sound = resampled(frames, sample_format="fltp", layout=layout, rate=RATE)
    for block in sound if part is None else heard(sound, part):
        fifo.write(_sane(block) if floating else block)
        while full := fifo.read(FRAME):
            full.pts, full.time_base = done, Fraction(1, RATE)
            done += full.samples
            packets.extend(context.encode(full))
    if rest := fifo.read(0, partial=True):
        rest.pts, rest.time_base = done, Fraction(1, RATE)
        packets.extend(context.encode(rest))
    packets.extend(context.encode(None))
    return packets


def is_copyable(source: AudioStream) -> bool:
    """Whether a song's AAC is of a form that every browser plays."""
    context = source.codec_context
    is_plain = context.name == "aac" and (context.profile or "") == "LC"
    return is_plain and source.rate in COPIED_RATES and source.channels <= 2


def copied(path: Path, source: AudioStream, passed: list[Passed]) -> EncodedAudio | None:
    """Return the sound of a song whose packets can be taken as they are, else None.

    ``passed`` are those that were decoded for the picture. They are laid on the same clock, that of
    the samples that came out of them: the source's own may begin late, have holes or run slow.
    """
    packets = _laid(passed)
    if not packets:
        return None
    is_bare = source.container.format.name == "aac"
    if is_bare and not all(_begins_a_frame(one.packet) for one in packets):
        return None  # rubbish between ADTS frames: the decoder passes over it, a player won't
    size = sum(one.packet.size for one in packets)
    samples = packets[-1].start + packets[-1].samples
    return EncodedAudio(packets, size * 8 * source.rate // max(1, samples), source.rate, path, "")


def _laid(passed: list[Passed]) -> list[Laid]:
    """Packets on the clock of their samples; none where that can't be said of each of them.

    The first samples may be left out, as the source tells, and the last; all between are there.
    """
    counts = [samples for packet, samples in passed if packet.size]
    packets = [packet for packet, _ in passed if packet.size]
    sounding = [place for place, samples in enumerate(counts) if samples]
    late = any(samples for packet, samples in passed if not packet.size)
    if not sounding or None in counts or late:
        return []
    first, last = sounding[0], sounding[-1]
    if any(samples != FRAME for samples in counts[first + 1 : last]):
        return []
    start = (counts[first] or 0) - (first + 1) * FRAME  # of the very first packet
    begin = max(0, -start - MAX_LEAD) // FRAME
    laid = [Laid(packets[place], start + place * FRAME, FRAME) for place in range(begin, last + 1)]
    if last > first:
        laid[-1] = laid[-1]._replace(samples=counts[last] or FRAME)
    return laid


def _begins_a_frame(packet: Packet) -> bool:
    """Whether ADTS's sync word and layer 0 come first (ISO/IEC 14496-3, 1.A.2.2.1)."""
    first, second = memoryview(packet)[:2].tobytes().ljust(2, b"\0")
    return first == 0xFF and second & 0xF6 == 0xF0


def _sane(frame: AudioFrame) -> AudioFrame:
    """Return the frame with every sample a number of -1 to 1: floats of a file may be anything."""
    samples = np.nan_to_num(frame.to_ndarray(), nan=0.0, posinf=1.0, neginf=-1.0).clip(-1, 1)
    clean = AudioFrame.from_ndarray(samples, format="fltp", layout=frame.layout.name)
    clean.sample_rate, clean.pts = frame.sample_rate, frame.pts
    return clean


def _each(
    container: InputContainer, source: AudioStream, stopped: Callable[[], bool]
) -> Iterator[AudioFrame]:
    for frame in decoded(container, source):
        if stopped():
            return
        yield frame
