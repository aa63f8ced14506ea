"""The ground of a picture: its cover blurred, in one range of lightness, and lights that swell."""

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from bot.studio.render.scene.palette import (
    GROUND_LIGHTNESS,
    Floats,
    Palette,
    apart,
    deep_hue,
    from_oklab,
    muddiness,
    polar,
    to_oklab,
)

GROUND_RANGE: Final = (
    0.13,
    0.40,
)  # lightness in Oklab: at its brightest, white on it has a contrast of 9
_MOST_CHROMA: Final = 0.09
_MOST_APART: Final = 75.0  # degrees between the hues of the ground's two lights
GRAIN: Final = 0.9  # of 255


class _Swell(NamedTuple):
    """A light that comes and goes: its middle and its reach, where edges are at -1 and 1."""

    across: float
    down: float
    wide: float
    high: float
    far: bool  # of the second accent's hue
    lightness: float


_SWELLS: Final = (
    _Swell(0.15, -0.85, 0.62, 0.85, far=True, lightness=0.055),
    _Swell(0.95, -0.15, 0.55, 0.8, far=False, lightness=0.07),
    _Swell(-0.2, 0.55, 0.7, 0.6, far=True, lightness=0.055),
)
_SWELL_CHROMA: Final = 0.045


@dataclass(frozen=True)
class Ground:
    """``picture`` (RGB) is how it lies; ``swells`` what each light adds to it, small, in RGB."""

    picture: Image.Image
    swells: tuple[Floats, ...]


def draw_ground(cover: Image.Image, size: tuple[int, int], palette: Palette) -> Ground:
    """Return the cover, blurred beyond recognition, in one range of lightness for every cover.

    Where it would be mud in the dark, and where it has no colour, it takes the palette's ground.
    Two soft lights of the accents keep a plain cover's ground from being flat.
    """
    small = (160 * size[0] // max(size), 160 * size[1] // max(size))
    blurred = ImageOps.fit(cover, small, Image.Resampling.BOX)
    lab = to_oklab(np.asarray(blurred.filter(ImageFilter.GaussianBlur(13)), np.float32))
    first, second, tint = to_oklab(
        np.asarray((palette.first, palette.second, palette.ground), np.float32)
    )
    down = np.linspace(-1, 1, small[1], dtype=np.float32)[:, None]
    across = np.linspace(-1, 1, small[0], dtype=np.float32)[None, :]
    lights = [
        np.exp(-(((across - x) / 0.95) ** 2 + ((down - y) / 1.2) ** 2))
        for x, y in ((-0.75, -0.7), (0.9, 0.15))
    ]
    lightness = GROUND_LIGHTNESS - 0.03 + 0.34 * (lab[..., 0] - lab[..., 0].mean())
    lightness += 0.045 * lights[0] + 0.03 * lights[1]
    lightness *= 1.03 - 0.16 * (across**2 + down**2) / 2 - 0.08 * np.clip(down, 0, 1)
    own = 1 - muddiness(lab)[..., None]
    colour = 0.55 * lab[..., 1:] * own + tint[1:] * (1 - 0.45 * own)
    hues = [math.degrees(math.atan2(accent[2], accent[1])) for accent in (first, second)]
    near, far = (deep_hue(hue) for hue in hues)
    if apart(near, far) > _MOST_APART:  # between them it would be grey
        far = near + 30
    for hue, accent, light in zip((near, far), (first, second), lights, strict=True):
        chroma = 0.24 * math.hypot(accent[1], accent[2])
        colour += np.multiply.outer(light, polar(chroma, hue))
    rest = _bounded(lightness, colour)
    swells = []
    for swell in _SWELLS:
        shape = np.exp(
            -(((across - swell.across) / swell.wide) ** 2 + ((down - swell.down) / swell.high) ** 2)
        )
        toward = polar(_SWELL_CHROMA, far if swell.far else near)
        lit = _bounded(
            lightness + swell.lightness * shape, colour + np.multiply.outer(shape, toward)
        )
        swells.append(lit - rest)
    return Ground(_picture(rest, size), tuple(swells))


def _picture(ground: Floats, size: tuple[int, int]) -> Image.Image:
    """Return a small ground in its size, with a grain that keeps it from showing steps."""
    soft = np.dstack(
        [
            np.asarray(Image.fromarray(channel).resize(size, Image.Resampling.BICUBIC))
            for channel in np.moveaxis(ground, -1, 0)
        ]
    )
    return Image.fromarray(np.clip(soft + _grain(size), 0, 255).round().astype(np.uint8))


def _bounded(lightness: Floats, colour: Floats) -> Floats:
    """Return a ground in RGB, within its ranges of lightness and chroma."""
    chroma = np.hypot(colour[..., 0], colour[..., 1])[..., None]
    kept = colour * _MOST_CHROMA * np.tanh(chroma / _MOST_CHROMA) / np.maximum(chroma, 1e-6)
    return from_oklab(np.dstack([np.clip(lightness, *GROUND_RANGE), kept]))


def _grain(size: tuple[int, int]) -> Floats:
    """Noise that breaks up the bands of a soft ground; (height, width, 1).

    Grains of two pixels: finer ones of that strength are what an encoder leaves out.
    """
    width, height = size
    rng = np.random.default_rng(2)
    coarse = rng.normal(0, GRAIN, (height // 2, width // 2)).astype(np.float32)
    fine = rng.random((height, width), np.float32) - np.float32(0.5)
    return np.asarray((coarse.repeat(2, 0).repeat(2, 1) + fine)[..., None], np.float32)
