"""Songs in forms that no muxer here writes: DSD, and tags without an encoding."""

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream

from tests.studio.songs import beats

_DSD64 = 2_822_400  # bits a second


def dsf(path: Path, seconds: float) -> Path:
    """One channel of DSD64: a sine as a first-order sigma-delta modulator makes it.

    The layout is that of Sony's "DSF File Format Specification", 1.01.
    """
    block = 4096
    count = round(seconds * _DSD64)
    wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(count) / _DSD64)
    bits = np.diff(np.floor(np.cumsum((wave + 1) / 2)), prepend=0).astype(np.uint8)
    data = np.packbits(bits, bitorder="little").tobytes()
    data += bytes(-len(data) % block)
    form = struct.pack("<4sQIIIIIIQII", b"fmt ", 52, 1, 0, 1, 1, _DSD64, 1, count, block, 0)
    body = struct.pack("<4sQ", b"data", 12 + len(data)) + data
    head = struct.pack("<4sQQQ", b"DSD ", 28, 28 + len(form) + len(body), 0)
    path.write_bytes(head + form + body)
    return path


def wma(path: Path, seconds: float) -> Path:
    """Windows Media Audio 2, whose encoder wants its bit rate told."""
    rate = 44_100
    sound = beats(seconds, rate=rate)
    with av.open(str(path), "w", format="asf") as output:
        stream = output.add_stream("wmav2", rate=rate, layout="stereo")
        assert isinstance(stream, AudioStream)
        stream.bit_rate = 128_000
        fifo = av.AudioFifo()
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), "fltp", "stereo")
        frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), 0
        fifo.write(frame)
        while part := fifo.read(2048):
            output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return path


def with_id3v1(path: Path, title: bytes, artist: bytes) -> Path:
    """Put an ID3v1 tag behind a song, which tells no encoding."""
    tag = b"TAG" + title[:30].ljust(30, b"\0") + artist[:30].ljust(30, b"\0") + bytes(65)
    path.write_bytes(path.read_bytes() + tag)
    return path


def with_riff_info(path: Path, title: bytes, artist: bytes) -> Path:
    """Put a LIST chunk of INFO into a WAV, which tells no encoding either."""
    entries = b"".join(
        name + struct.pack("<I", len(text) + 1) + text + bytes(1 + (len(text) + 1) % 2)
        for name, text in ((b"INAM", title), (b"IART", artist))
    )
    song = path.read_bytes()
    chunk = b"LIST" + struct.pack("<I", len(entries) + 4) + b"INFO" + entries
    size = struct.pack("<I", len(song) + len(chunk) - 8)
    path.write_bytes(b"RIFF" + size + song[8:12] + chunk + song[12:])
    return path
