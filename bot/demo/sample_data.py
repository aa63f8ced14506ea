"""What the demo's stage is furnished with: songs to choose from, and faces."""

import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack
from bot.studio.library.sample_songs import SCORES, SampleTrack, write_samples

_OPENING_BARS: Final = 3
"""A take that is rendered and shown within seconds on a small machine: 8 or 9 s of music."""

_SIZE: Final = 128
_TRIANGLE: Final = ((46, 36), (46, 92), (96, 64))


def add_sample_songs(library: Path) -> None:
    """Put the sample songs in the library: each as a task with two tracks, one of them short."""
    library.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        openings = [replace(piece, chords=piece.chords[:_OPENING_BARS]) for piece in SCORES]
        short = write_samples(Path(folder) / "short", openings)
        whole = write_samples(Path(folder) / "whole")
        for takes in zip(short, whole, strict=True):
            Library(library).add(_track(take) for take in takes)


def _track(sample: SampleTrack) -> NewTrack:
    return NewTrack(
        audio=sample.audio,
        title=sample.title,
        author=sample.author,
        duration_seconds=sample.duration_seconds,
    )


def avatar(sign: str, colour: str) -> bytes:
    """Draw a face, as PNG: a letter, or a play button for ``▶``."""
    picture = Image.new("RGB", (_SIZE, _SIZE), colour)
    draw = ImageDraw.Draw(picture)
    if sign == "▶":
        draw.polygon(_TRIANGLE, fill="white")
    else:
        middle = (_SIZE / 2, _SIZE / 2)
        draw.text(middle, sign, fill="white", anchor="mm", font_size=72)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
