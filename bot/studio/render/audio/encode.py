"""The video's sound: an AAC source is copied as it is, anything else becomes AAC at 48 kHz."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from bot.studio.render.audio import decode

RATE = 48_000  # Hz
FRAME = 1024  # samples of an AAC frame
BITRATES = (160_000, 128_000, 96_000, 64_000)  # stereo; the first that leaves room for the picture
COPIED_RATES = frozenset({32_000, 44_100, 48_000})  # what every browser plays
# The fast coder takes a third of the default's time, and is as good at these rates. Temporal noise
# shaping takes a tenth more with it, and comes no nearer to the original.
OPTIONS = {"aac_coder": "fast", "aac_tns": "0", "flags": "+bitexact"}
GLOBAL_HEADER = 1 << 22  # AV_CODEC_FLAG_GLOBAL_HEADER
MAX_GAP_SECONDS = 0.06  # a hole in the source's clock: then it is decoded and set right


@dataclass(frozen=True)
class Sound:
    """A song's packets, and how the stream that they need is made."""

    packets: list[Packet]
    bit_rate: int
    source: Path | None  # of which a copied stream has its description
    layout: str

    def added_to(self, output: OutputContainer) -> list[Packet]:
        """Add the stream to `output` and give the packets, ready to mux."""
        if self.source is not None:
            with decode.opened(self.source) as (_, template):
                stream = output.add_stream_from_template(template)
        else:
            stream = output.add_stream("aac", rate=RATE, layout=self.layout, options=OPTIONS)
            stream.bit_rate = self.bit_rate
            stream.codec_context.thread_count = 1
        for packet in self.packets:
            packet.stream = stream
        return self.packets


def sound_of(path: Path, bit_rate: int, stopped: Callable[[], bool]) -> Sound:
    """Copy or encode the sound of a song; raises MediaRefused.

    `bit_rate` is that of stereo, in bit/s; `stopped` is asked for every frame.
    """
    copied = copyable(path, at_most=bit_rate)
    if copied is not None:
        return Sound(copied, bit_rate, path, "")
    with decode.opened(path) as (container, source):
        layout = "mono" if source.channels == 1 else "stereo"
        bit_rate = bit_rate if layout == "stereo" else bit_rate * 5 // 8
        context = AudioCodecContext.create("aac", "w")
        context.sample_rate, context.layout, context.format = RATE, layout, "fltp"
        context.time_base, context.bit_rate = Fraction(1, RATE), bit_rate
        context.options, context.thread_count = dict(OPTIONS), 1
        context.flags |= GLOBAL_HEADER
        packets = _encoded(context, container, source, stopped)
    return Sound(packets, bit_rate, None, layout)


def _encoded(
    context: AudioCodecContext,
    container: InputContainer,
    source: AudioStream,
    stopped: Callable[[], bool],
) -> list[Packet]:
    packets: list[Packet] = []
    fifo = av.AudioFifo()
    done = 0
    floating = source.codec_context.name.startswith("pcm_f")
    frames = _each(container, source, stopped)
    layout = context.layout.name
    for part in decode.resampled(frames, sample_format="fltp", layout=layout, rate=RATE):
        fifo.write(_sane(part) if floating else part)
        while block := fifo.read(FRAME):
            block.pts, block.time_base = done, Fraction(1, RATE)
            done += block.samples
            packets.extend(context.encode(block))
    if rest := fifo.read(0, partial=True):
        rest.pts, rest.time_base = done, Fraction(1, RATE)
        packets.extend(context.encode(rest))
    packets.extend(context.encode(None))
    return packets


def copyable(path: Path, *, at_most: int) -> list[Packet] | None:
    """The packets of an AAC-LC song that can be taken as they are, else None.

    `at_most` is a rate in bit/s; a song above twice of it is encoded anew.
    """
    with decode.opened(path) as (container, source):
        context = source.codec_context
        if context.name != "aac" or (context.profile or "") != "LC":
            return None
        if source.rate not in COPIED_RATES or source.channels > 2:
            return None
        packets = [packet for packet in decode.packets_of(container, source) if packet.size]
        if container.format.name == "aac" and not all(map(_begins_a_frame, packets)):
            return None  # rubbish between ADTS frames: the decoder passes over it, a player won't
    return packets if _unbroken(packets) and _rate(packets) <= 2 * at_most else None


def _begins_a_frame(packet: Packet) -> bool:
    """Whether ADTS's sync word and layer 0 come first (ISO/IEC 14496-3, 1.A.2.2.1)."""
    first, second = memoryview(packet)[:2].tobytes().ljust(2, b"\0")
    return first == 0xFF and second & 0xF6 == 0xF0


def _sane(frame: AudioFrame) -> AudioFrame:
    """The frame with every sample a number of -1 to 1: floats of a file may be anything."""
    samples = np.nan_to_num(frame.to_ndarray(), nan=0.0, posinf=1.0, neginf=-1.0).clip(-1, 1)
    clean = AudioFrame.from_ndarray(samples, format="fltp", layout=frame.layout.name)
    clean.sample_rate, clean.pts = frame.sample_rate, frame.pts
    return clean


def _each(
    container: InputContainer, source: AudioStream, stopped: Callable[[], bool]
) -> Iterator[AudioFrame]:
    for frame in decode.decoded(container, source):
        if stopped():
            return
        yield frame


def _unbroken(packets: list[Packet]) -> bool:
    expected: Fraction | None = None
    for packet in packets:
        if packet.pts is None or not packet.duration or packet.time_base is None:
            return False
        start = packet.pts * packet.time_base
        if expected is not None and abs(start - expected) > MAX_GAP_SECONDS:
            return False
        expected = start + packet.duration * packet.time_base
    return bool(packets)


def _rate(packets: list[Packet]) -> float:
    seconds = sum(float(p.duration * p.time_base) for p in packets if p.duration and p.time_base)
    return sum(packet.size for packet in packets) * 8 / max(1e-3, seconds)
