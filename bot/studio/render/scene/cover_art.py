"""Covers: read from a file or from the song's tags, safely, or designed from title and sound."""

import base64
import hashlib
import math
import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import mutagen
import numpy as np
from mutagen.flac import FLAC, Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFile, ImageFilter, ImageOps

from bot.studio.render.scene.palette import bright

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
MAX_BYTES = 32 << 20
MAX_PIXELS = 24_000_000  # a picture that unpacks to more is a bomb, or as good as one
MAX_JPEG_PIXELS = 120_000_000
MAX_SHAPE = 40  # longest side to shortest: beyond this nothing of it can be seen
SIDE = 1200  # pixels that are kept: more than any card shows


def cover_of(audio: Path | None, cover: Path | None) -> Image.Image | None:
    """The cover as RGB: from `cover` if it can be read, else from the tags of `audio`, else None.

    A cover that is broken, too large or hostile counts as none: a song is not refused for it.
    """
    if cover is not None:
        try:
            if cover.is_file() and cover.stat().st_size <= MAX_BYTES:
                picture = read_picture(cover.read_bytes())
                if picture is not None:
                    return picture
        except OSError:
            pass
    for data in embedded(audio) if audio is not None else ():
        picture = read_picture(data)
        if picture is not None:
            return picture
    return None


def read_picture(data: bytes) -> Image.Image | None:
    """Decode a picture to RGB of at most `SIDE` pixels a side; None when it can't or mustn't be."""
    if not 0 < len(data) <= MAX_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size is judged here, its oddities are harmless
            with Image.open(BytesIO(data), formats=FORMATS) as picture:
                return _decoded(picture)
    except (Image.DecompressionBombError, OSError, ValueError, SyntaxError, ArithmeticError):
        return None
    except Exception:  # noqa: BLE001 - Pillow's plugins raise what they like on broken files
        return None


def _decoded(picture: ImageFile.ImageFile) -> Image.Image | None:
    wide, high = picture.size
    # A plain JPEG is unpacked small, row by row; a progressive one is kept whole by the decoder.
    plain = picture.format == "JPEG" and not picture.info.get("progressive")
    most = MAX_JPEG_PIXELS if plain else MAX_PIXELS
    if wide * high > most or max(wide, high) > MAX_SHAPE * min(wide, high):
        return None
    picture.draft("RGB", (SIDE, SIDE))
    whole: Image.Image = picture
    if picture.mode in {"1", "P"}:  # these can't be made smaller smoothly
        whole = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    whole.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _opaque(ImageOps.exif_transpose(whole))


def embedded(audio: Path) -> Sequence[bytes]:
    """Pictures in the tags of a song, the front cover first."""
    try:
        song = mutagen.File(audio)
        tags = song.tags if song is not None else ID3(audio)  # type: ignore[no-untyped-call]
        if isinstance(song, FLAC):
            found = [(picture.type, picture.data) for picture in song.pictures]
        elif isinstance(song, MP4):
            found = [(3, bytes(picture)) for picture in (tags or {}).get("covr", ())]
        elif isinstance(tags, ID3):
            found = [(frame.type, frame.data) for frame in tags.getall("APIC")]  # type: ignore[no-untyped-call]
        else:
            found = _vorbis_pictures(tags)
    except Exception:  # noqa: BLE001 - tags are no one's promise; without them there is no cover
        return ()
    return [data for kind, data in sorted(found, key=lambda entry: entry[0] != 3)]


def _vorbis_pictures(tags: object) -> list[tuple[int, bytes]]:
    found = []
    for text in tags.get("metadata_block_picture", ()) if hasattr(tags, "get") else ():
        picture = Picture(base64.b64decode(text))  # type: ignore[no-untyped-call]
        found.append((picture.type, picture.data))
    return found


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


def _opaque(picture: Image.Image) -> Image.Image:
    """RGB; what is transparent shows a ground that suits the picture's own colours."""
    if picture.mode in {"I;16", "I", "F"}:
        pixels = np.asarray(picture, np.float32)
        top = float(pixels.max()) or 1.0
        return Image.fromarray(np.uint8(np.clip(pixels / top * 255, 0, 255))).convert("RGB")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layers = picture.convert("RGBA")
        alpha = np.asarray(layers.getchannel("A"), np.float32)[..., None]
        pixels = np.asarray(layers.convert("RGB"), np.float32)
        mean = (pixels * alpha).sum((0, 1)) / max(1.0, float(alpha.sum()))
        light = float(mean @ np.asarray((0.2126, 0.7152, 0.0722), np.float32))
        ground = mean * 0.22 if light > 90 else 255 - (255 - mean) * 0.12
        mixed = pixels * (alpha / 255) + ground * (1 - alpha / 255)
        return Image.fromarray(np.uint8(np.clip(mixed, 0, 255)))
    return picture.convert("RGB")
