"""A little sound to make a video of."""

import math
import wave
from array import array
from pathlib import Path
from typing import Final

_RATE: Final = 44_100  # Hz


def write_sine_wave(path: Path, seconds: int = 1) -> None:
    """Write a fading tone for each second; a little more, as a song of less is refused."""
    frames = seconds * _RATE + _RATE // 20
    tone = (
        int(
            16_000
            * math.exp(-2 * (at % _RATE) / _RATE)
            * math.sin(2 * math.pi * (440 + 110 * (at // _RATE)) * at / _RATE)
        )
        for at in range(frames)
    )
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(array("h", tone).tobytes())
