"""Songs for the tests of the renderer: made here, in every form that a person may bring."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

Sound = NDArray[np.float32]
RATE = 48_000


def beats(seconds: float, *, rate: int = RATE, channels: int = 2, every: float = 0.5) -> Sound:
    """A kick on every beat over a soft chord; shape (channels, samples)."""
    time = np.arange(round(seconds * rate), dtype=np.float32) / rate
    since = time % every
    kick = np.sin(2 * np.pi * 70 * since) * np.exp(-18 * since)
    chord = sum(np.sin(2 * np.pi * tone * time) for tone in (220, 277, 330)) * 0.03
    return np.tile((0.7 * kick + chord).astype(np.float32), (channels, 1))


def silence(seconds: float, *, rate: int = RATE, channels: int = 2) -> Sound:
    """Nothing, for that long."""
    return np.zeros((channels, round(seconds * rate)), np.float32)


def write(
    path: Path,
    sound: Sound,
    *,
    codec: str,
    rate: int = RATE,
    layout: str = "stereo",
    container: str | None = None,
    tags: dict[str, str] | None = None,
    bit_rate: int | None = None,
) -> Path:
    """Encode `sound` into `path`; the container follows the name unless it is given."""
    with av.open(str(path), "w", format=container) as output:
        output.metadata.update(tags or {})
        stream = output.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, AudioStream)
        if bit_rate is not None:
            stream.bit_rate = bit_rate
        form = stream.codec_context.format.name
        resampler = av.AudioResampler(form, layout, rate)
        for start in range(0, sound.shape[1], rate):
            block = np.ascontiguousarray(sound[:, start : start + rate].T).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(block, format="flt", layout=layout)
            frame.sample_rate, frame.pts = rate, start
            frame.time_base = Fraction(1, rate)
            for part in resampler.resample(frame):
                output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return path


def wav(path: Path, sound: Sound, **options: int) -> Path:
    """The plainest song there is."""
    return write(path, sound, codec="pcm_s16le", container="wav", **options)  # type: ignore[arg-type]


def loud_frames(path: Path) -> Sound:
    """The decoded sound of a file as mono at 48 kHz."""
    resampler = av.AudioResampler("flt", "mono", RATE)
    blocks: list[NDArray[Any]] = []
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            blocks.extend(part.to_ndarray()[0] for part in resampler.resample(frame))
    blocks.extend(part.to_ndarray()[0] for part in resampler.resample(None))
    return np.concatenate(blocks)


def pictures(path: Path) -> list[NDArray[np.uint8]]:
    """The Y planes of a video's frames, in order."""
    with av.open(str(path)) as container:
        return [luma(frame) for frame in container.decode(video=0)]


def luma(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """A copy of a frame's Y plane."""
    return np.asarray(frame.to_ndarray()[: frame.height], np.uint8).copy()
