"""Covers: read from a file or from the song's tags, safely, or designed from title and sound."""

import hashlib
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.scene.cover_designs import DESIGNS, sketch
from bot.studio.render.scene.embedded_artwork import artwork_in
from bot.studio.render.scene.pictures import MAX_BYTES, read_picture

_ICON_SIDE: Final = 48  # pixels: what is no larger is an icon, whatever it says of itself


def cover_of(audio: Path | None, cover: Path | None) -> Image.Image | None:
    """Return the cover as RGB: from ``cover`` if readable, else from ``audio``'s tags, else None.

    A cover that is broken, too large or hostile counts as none: a song is not refused for it.
    """
    try:
        if cover is not None and cover.is_file() and cover.stat().st_size <= MAX_BYTES:
            picture = read_picture(cover.read_bytes())
            if picture is not None:
                return picture
    except (OSError, MemoryError):
        pass
    try:
        return None if audio is None else _embedded(audio)
    except MemoryError:
        return None


def _embedded(audio: Path) -> Image.Image | None:
    """Return the best picture of a song's own; an icon only where there is nothing else."""
    icon = None
    for data in artwork_in(audio):
        picture = read_picture(data)
        if picture is not None and max(picture.size) > _ICON_SIDE:
            return picture
        icon = icon or picture
    return icon


def designed(words: str, loudness: NDArray[np.float32], side: int = 800) -> Image.Image:
    """Return a cover for a song without: ``words`` choose kind and colours, its sound the forms.

    ``loudness`` is the song's course, 0 to 1, of any length.
    """
    seed = hashlib.sha256(words.encode()).digest()
    design = DESIGNS[seed[2] % len(DESIGNS)]
    return design(sketch(seed, loudness, side))
