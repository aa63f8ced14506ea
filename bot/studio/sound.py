"""The video's sound: an AAC source is copied as it is, anything else becomes AAC at 48 kHz."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from bot.studio import media

RATE = 48_000  # Hz
FRAME = 1024  # samples of an AAC frame
BITRATES = (160_000, 128_000, 96_000, 64_000)  # stereo; the first that leaves room for the picture
COPIED_RATES = frozenset({32_000, 44_100, 48_000})  # what every browser plays
MAX_GAP_SECONDS = 0.06  # a hole in the source's clock: then it is decoded and set right


class SoundTrack:
    """The sound of a song, added to a container and then made on a thread of its own."""

    def __init__(self, path: Path, output: OutputContainer, *, bit_rate: int) -> None:
        self._path = path
        self._copied = copyable(path, at_most=bit_rate)
        self.stream: AudioStream
        if self._copied is not None:
            with media.opened(path) as (_, source):
                self.stream = output.add_stream_from_template(source)
        else:
            with media.opened(path) as (_, source):
                layout = "mono" if source.channels == 1 else "stereo"
            # The fast coder takes a third of the default's time, and is as good at these rates.
            options = {"aac_coder": "fast", "flags": "+bitexact"}
            self.stream = output.add_stream("aac", rate=RATE, layout=layout, options=options)
            self.stream.bit_rate = bit_rate if layout == "stereo" else bit_rate * 5 // 8
            self.stream.codec_context.thread_count = 1

    def packets(self, stopped: Callable[[], bool]) -> list[Packet]:
        """All packets, ready to mux; raises MediaRefused."""
        if self._copied is not None:
            for packet in self._copied:
                packet.stream = self.stream
            return self._copied
        return self._encoded(stopped)

    def _encoded(self, stopped: Callable[[], bool]) -> list[Packet]:
        context = self.stream.codec_context
        packets: list[Packet] = []
        layout = context.layout.name
        fifo = av.AudioFifo()
        done = 0
        with media.opened(self._path) as (container, source):
            floating = source.codec_context.name.startswith("pcm_f")
            frames = _each(container, source, stopped)
            for part in media.resampled(frames, sample_format="fltp", layout=layout, rate=RATE):
                fifo.write(_sane(part) if floating else part)
                while block := fifo.read(FRAME):
                    block.pts, block.time_base = done, Fraction(1, RATE)
                    done += block.samples
                    packets.extend(context.encode(block))
            if rest := fifo.read(0, partial=True):
                rest.pts, rest.time_base = done, Fraction(1, RATE)
                packets.extend(context.encode(rest))
            packets.extend(context.encode(None))
        for packet in packets:
            packet.stream = self.stream
        return packets


def copyable(path: Path, *, at_most: int) -> list[Packet] | None:
    """The packets of an AAC-LC song that can be taken as they are, else None.

    `at_most` is a rate in bit/s; a song above twice of it is encoded anew.
    """
    with media.opened(path) as (container, source):
        context = source.codec_context
        if context.name != "aac" or (context.profile or "") != "LC":
            return None
        if source.rate not in COPIED_RATES or source.channels > 2:
            return None
        packets = [packet for packet in container.demux(source) if packet.size]
    return packets if _unbroken(packets) and _rate(packets) <= 2 * at_most else None


def _sane(frame: AudioFrame) -> AudioFrame:
    """The frame with every sample a number of -1 to 1: floats of a file may be anything."""
    samples = np.nan_to_num(frame.to_ndarray(), nan=0.0, posinf=1.0, neginf=-1.0).clip(-1, 1)
    clean = AudioFrame.from_ndarray(samples, format="fltp", layout=frame.layout.name)
    clean.sample_rate, clean.pts = frame.sample_rate, frame.pts
    return clean


def _each(
    container: InputContainer, source: AudioStream, stopped: Callable[[], bool]
) -> Iterator[AudioFrame]:
    for frame in media.decoded(container, source):
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
