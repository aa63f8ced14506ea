"""Pictures that nobody vouches for, read as small RGB in the colours that their profile says."""

import struct
import warnings
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Final

import numpy as np
from PIL import AvifImagePlugin, Image, ImageCms, ImageFile, ImageOps, PngImagePlugin

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF", "TIFF")
MAX_BYTES: Final = 32 << 20
MAX_PIXELS: Final = 64_000_000
"""A picture that unpacks to more is a bomb, or as good as one: this takes 256 MB."""

MAX_JPEG_PIXELS: Final = 120_000_000
MAX_SHAPE: Final = 40  # longest side to shortest: beyond this nothing of it can be seen
SIDE: Final = 1200  # pixels that are kept: more than any card shows
MAX_PROFILE_BYTES: Final = 16 << 20

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_TEXTS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_GREY: Final = frozenset({"I;16", "I;16B", "I;16L", "I", "F"})
_LIKELY_WHITES: Final = (1.0, 255.0, 65_535.0)
_MODES: Final = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
"""Pillow's mode for each colour space of a profile (ICC.1:2022, table 19)."""

# A profile may be larger than what Pillow takes for a bomb, and its AVIF decoder starts a thread
# for each processor.
PngImagePlugin.MAX_TEXT_CHUNK = MAX_PROFILE_BYTES
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def read_picture(data: bytes) -> Image.Image | None:
    """Decode a picture to RGB of at most ``SIDE`` pixels a side; None when it can't or mustn't be.

    Raises MemoryError: that says nothing of the picture.
    """
    if not 0 < len(data) <= MAX_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size is judged here, its oddities are harmless
            with Image.open(BytesIO(without_texts(data)), formats=FORMATS) as picture:
                return _decoded(picture)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow's plugins raise what they like on broken files
        return None


def without_texts(data: bytes) -> bytes:
    """Return a PNG without texts, and without a profile that unpacks to too much.

    Pillow refuses a whole picture for what is told beside it.
    """
    if not data.startswith(_PNG):
        return data
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if kind not in _TEXTS and not (kind == b"iCCP" and _is_bomb(data[at + 8 : end - 4])):
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


def _is_bomb(profile: bytes) -> bool:
    packed = profile.partition(b"\0")[2][1:]  # behind its name and the method of compression
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(packed, MAX_PROFILE_BYTES)
    except zlib.error:
        return True
    return bool(unpacking.unconsumed_tail)


def _decoded(picture: ImageFile.ImageFile) -> Image.Image | None:
    wide, high = picture.size
    # A plain JPEG is unpacked small, row by row; a progressive one is kept whole by the decoder.
    plain = picture.format in {"JPEG", "MPO"} and not picture.info.get("progressive")
    most = MAX_JPEG_PIXELS if plain else MAX_PIXELS
    if wide * high > most or max(wide, high) > MAX_SHAPE * min(wide, high):
        return None
    picture.draft("RGB", (SIDE, SIDE))
    whole: Image.Image = picture
    if picture.mode in {"1", "P"}:  # these can't be made smaller smoothly
        whole = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode in _GREY:
        whole = in_eight_bits(picture)
    whole.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    with suppress(Exception):  # how it lies is told in EXIF, which is often broken
        whole = ImageOps.exif_transpose(whole)
    return _opaque(in_srgb(whole, picture.info.get("icc_profile")))


def in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return a grey picture of 16 or more bits as L; of 32, white is what it most likely is."""
    if picture.mode.startswith("I;16"):
        levels = np.asarray(picture) // 257
    else:
        pixels = np.nan_to_num(np.asarray(picture, np.float32))
        brightest = float(pixels.max())
        white = next((white for white in _LIKELY_WHITES[picture.mode == "I" :]
                      if brightest <= white), brightest)  # fmt: skip
        levels = np.clip(pixels / white * 255, 0, 255)
    grey = Image.fromarray(levels.astype(np.uint8))
    grey.info = dict(picture.info)
    return grey


def in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Return a picture in sRGB's colours; as it is without a profile that fits it."""
    if not isinstance(profile, bytes) or not 0 < len(profile) <= MAX_PROFILE_BYTES:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = _MODES[str(source.profile.xcolor_space).strip()]
        if (mode == "CMYK") != (picture.mode == "CMYK") or (mode == "L" and "R" in picture.mode):
            return picture
        opaque = picture if picture.mode == mode else picture.convert("RGBA").convert(mode)
        # As browsers and picture editors do: black ink is black, and no colour makes way.
        changed = ImageCms.profileToProfile(
            opaque,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, KeyError, OSError, ValueError, TypeError):
        return picture
    if changed is None:
        return picture
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        changed.putalpha(picture.convert("RGBA").getchannel("A"))
    return changed


def _opaque(picture: Image.Image) -> Image.Image:
    """RGB; what is transparent shows a ground that suits the picture's own colours."""
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
