"""Covers: read from a file or from the song's tags, safely, or designed from title and sound."""

import hashlib
import math
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from bot.studio.render.scene.embedded_artwork import artwork_in
from bot.studio.render.scene.palette import bright
from bot.studio.render.scene.pictures import MAX_BYTES, read_picture

_ICON_SIDE: Final = 48  # pixels: what is no larger is an icon, whatever it says of itself


def cover_of(audio: Path | None, cover: Path | None) -> Image.Image | None:
    """The cover as RGB: from `cover` if it can be read, else from the tags of `audio`, else None.

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
    """The best picture of a song's own, which is an icon only where there is nothing else."""
    icon = None
    for data in artwork_in(audio):
        picture = read_picture(data)
        if picture is not None and max(picture.size) > _ICON_SIDE:
            return picture
        icon = icon or picture
    return icon


def designed(words: str, loudness: NDArray[np.float32], side: int = 800) -> Image.Image:
    """A cover for a song that has none: its colours come from `words`, its ring from its sound.

    `loudness` is the song's course, 0 to 1, of any length; it becomes the ring's rays, clockwise
    from the top.
    """
    seed = hashlib.sha256(words.encode()).digest()
    hue = seed[0] / 256
    step = (0.11, 0.18, 0.42, -0.14)[seed[1] % 4]
    picture = _mesh(seed, hue, step, side)
    scale = 2  # drawn twice as large, so that every edge is smooth
    ring = Image.new("L", (side * scale, side * scale))
    _draw_ring(ImageDraw.Draw(ring), loudness, side * scale)
    ring = ring.resize((side, side), Image.Resampling.LANCZOS)
    glow = ring.filter(ImageFilter.GaussianBlur(side / 40)).point(lambda value: value // 2)
    picture.paste(bright(hue + step, 0.9, 0.75), (0, 0), glow)
    picture.paste((255, 255, 255), (0, 0), ring)
    return picture


def _draw_ring(pen: ImageDraw.ImageDraw, loudness: NDArray[np.float32], side: int) -> None:
    rays = 96
    places = np.linspace(0, max(0, len(loudness) - 1), rays)
    course = np.interp(places, np.arange(max(1, len(loudness))), loudness if len(loudness) else [0])
    inner, reach, thick = 0.24 * side, 0.17 * side, side * 0.0062
    for number, level in enumerate(course):
        angle = 2 * math.pi * number / rays - math.pi / 2
        outer = inner + thick + reach * float(level)
        east, south = math.cos(angle), math.sin(angle)
        ends = [
            (side / 2 + east * radius, side / 2 + south * radius)
            for radius in (inner - thick, outer)
        ]
        pen.line([*ends[0], *ends[1]], fill=255, width=round(2 * thick))
        for x, y in ends:
            pen.ellipse((x - thick, y - thick, x + thick, y + thick), fill=255)
    for radius, alpha in ((0.185, 90), (0.125, 150), (0.028, 255)):  # grooves and the hole
        box = [side * (0.5 + sign * radius) for sign in (-1, -1, 1, 1)]
        if alpha == 255:
            pen.ellipse(box, fill=alpha)
        else:
            pen.ellipse(box, outline=alpha, width=round(thick * 0.8))


def _mesh(seed: bytes, hue: float, step: float, side: int) -> Image.Image:
    """A soft field of three colours whose places come from the seed."""
    across = np.linspace(0, 1, 96, dtype=np.float32)
    x, y = np.meshgrid(across, across)
    field = np.zeros((96, 96, 3), np.float32)
    weights = np.zeros((96, 96, 1), np.float32)
    spots = (
        (bright(hue, 0.8, 0.13), 0.5),
        (bright(hue + step, 0.8, 0.46), 0.42),
        (bright(hue - step / 2, 0.85, 0.24), 0.4),
        (bright(hue + step * 1.6, 0.9, 0.52), 0.26),
    )
    for number, (colour, reach) in enumerate(spots):
        left, top = seed[2 + 2 * number] / 255, seed[3 + 2 * number] / 255
        weight = np.exp(-((x - left) ** 2 + (y - top) ** 2) / (2 * reach**2))[..., None]
        field += weight * np.asarray(colour, np.float32)
        weights += weight
    soft = Image.fromarray(np.uint8(np.clip(field / weights, 0, 255)), "RGB")
    return soft.resize((side, side), Image.Resampling.BICUBIC)
