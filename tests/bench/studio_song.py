"""Songs and a cover for the bench: as long as wanted, with something going on all the time."""

from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from PIL import Image

from bot.studio.library.sample_songs import RATE, SCORES, compose

CODECS = {".mp3": ("libmp3lame", 192_000), ".m4a": ("aac", 160_000)}


def write_song(path: Path, seconds: float) -> Path:
    """The sample pieces over and over, encoded as the suffix says."""
    music = np.concatenate([compose(piece) for piece in SCORES], axis=1)
    total = round(seconds * RATE)
    codec, bit_rate = CODECS[path.suffix]
    with av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=RATE, layout="stereo")
        assert isinstance(stream, AudioStream)
        stream.bit_rate = bit_rate
        resampler = av.AudioResampler(stream.codec_context.format.name, "stereo", RATE)
        for start in range(0, total, RATE):
            places = np.arange(start, min(total, start + RATE)) % music.shape[1]
            block = np.ascontiguousarray(music[:, places])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate = RATE
            for part in resampler.resample(frame):
                output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return path


def cover_picture(path: Path) -> Path:
    """A cover with soft parts, edges and noise, as real ones have."""
    across = np.linspace(0, 1, 1000, dtype=np.float32)
    x, y = np.meshgrid(across, across)
    disc = ((x - 0.5) ** 2 + (y - 0.55) ** 2 < 0.05).astype(np.float32)
    noise = np.random.default_rng(4).normal(0, 6, (1000, 1000))
    colours = (240 - 90 * y + 15 * disc, 110 - 60 * y + 110 * disc, 90 + 120 * y + 20 * disc)
    picture = np.stack([colour + noise for colour in colours], axis=-1)
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(path)
    return path
