"""Logos that nobody vouches for, read as small RGBA in sRGB."""

import warnings
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image, ImageOps

from bot.studio.render.scene.pictures import in_eight_bits, in_srgb, without_texts

FORMATS: Final = ("PNG", "WEBP")
SIDE: Final = 512
"""Pixels that are kept of the longer side: more than any video shows."""

_MAX_PIXELS: Final = 16_000_000
_MAX_SHAPE: Final = 12  # longest side to shortest: a longer line could not be read
_LEAST_ALPHA: Final = 24  # of 255: less is hardly seen on any ground
_CUT_ALPHA: Final = 4


def read_logo(data: bytes) -> Image.Image | None:
    """Decode a PNG or WebP picture to RGBA of at most ``SIDE`` pixels a side, without its margins.

    None when it can't or mustn't be read. Of an animated one, the first picture is taken.
    Raises MemoryError: that says nothing of the picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size is judged here
            with Image.open(BytesIO(without_texts(data)), formats=FORMATS) as picture:
                wide, high = picture.size
                if wide * high > _MAX_PIXELS:
                    return None
                return _trimmed(_decoded(picture))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow's plugins raise what they like on broken files
        return None


def is_seen(logo: Image.Image) -> bool:
    """Return whether anything of a logo would be seen."""
    alpha = np.asarray(logo.getchannel("A"))
    return int(alpha.max(initial=0)) >= _LEAST_ALPHA


def _decoded(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    whole = in_eight_bits(picture) if picture.mode.startswith("I") else picture
    whole = in_srgb(ImageOps.exif_transpose(whole), profile)
    return whole.convert("RGBA")


def _trimmed(logo: Image.Image) -> Image.Image | None:
    """Cut off what is transparent around it, so that its size is that of what is seen."""
    seen = logo.getchannel("A").point(lambda alpha: 255 * (alpha >= _CUT_ALPHA)).getbbox()
    if seen is not None:
        logo = logo.crop(seen)
    if max(logo.size) > _MAX_SHAPE * min(logo.size):
        return None
    logo.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    clean = Image.new("RGBA", logo.size)
    clean.paste(logo)
    return clean
