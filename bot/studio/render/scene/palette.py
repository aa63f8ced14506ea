"""Colours: taken from a cover in a perceptual space, and tuned to glow on a dark ground.

The space is Oklab, in its polar form OKLCH (CSS Color 4, section 9): a step in it
looks as large in every colour, so lightness and chroma can be bounded for all hues at once.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Colour = tuple[int, int, int]
Floats = NDArray[np.floating[Any]]

LUMA: Final = (0.2126, 0.7152, 0.0722)  # BT.709
NEUTRAL_HUE: Final = 290.0  # degrees, for grey covers: a hint of violet instead of dead grey
GREY: Final = 0.035  # chroma under which a colour counts as grey
ACCENT_LIGHTNESS: Final = (0.78, 0.84)  # of both accents
ACCENT_CHROMA: Final = (0.10, 0.17)
GROUND_LIGHTNESS, GROUND_CHROMA = 0.27, 0.075
MAX_APART: Final = 110.0  # degrees: between colours further apart a gradient goes through grey
MUD: Final = (40.0, 152.0)  # degrees: hues that are olive or brown where they are dark
WINE, PINE = 18.0, 172.0  # degrees: what is dark beside them, and not muddy
_LIKELY: Final = 2304  # pixels of the picture that is counted

_TO_LMS: Final = np.asarray(
    ((0.4122214708, 0.5363325363, 0.0514459929),
     (0.2119034982, 0.6806995451, 0.1073969566),
     (0.0883024619, 0.2817188376, 0.6299787005)), np.float32)  # fmt: skip
_TO_LAB: Final = np.asarray(
    ((0.2104542553, 0.7936177850, -0.0040720468),
     (1.9779984951, -2.4285922050, 0.4505937099),
     (0.0259040371, 0.7827717662, -0.8086757660)), np.float32)  # fmt: skip
_FROM_LAB, _FROM_LMS = np.linalg.inv(_TO_LAB), np.linalg.inv(_TO_LMS)


@dataclass(frozen=True)
class Palette:
    """``first`` and ``second`` colour what moves; ``ground`` is the tint of the dark background."""

    first: Colour
    second: Colour
    ground: Colour


def to_oklab(picture: Floats) -> Floats:
    """SRGB (0 to 255, last axis 3) as lightness (0 to 1), a and b."""
    coded = picture / np.float32(255)
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T, np.float32)


def from_oklab(lab: Floats) -> Floats:
    """Lightness, a and b as sRGB, 0 to 255; what no screen can show is clipped."""
    linear = np.clip((lab @ _FROM_LAB.T) ** 3 @ _FROM_LMS.T, 0, 1)
    coded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(coded * 255, np.float32)


def oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """Return the colour of a lightness and hue (degrees), as colourful as a screen can."""
    low, high = 0.0, chroma
    lab = np.asarray((lightness, *polar(chroma, hue)))
    for _ in range(0 if _is_shown(lab) else 10):
        middle = (low + high) / 2
        lab = np.asarray((lightness, *polar(middle, hue)))
        low, high = (middle, high) if _is_shown(lab) else (low, middle)
    red, green, blue = from_oklab(lab).round().astype(int)
    return int(red), int(green), int(blue)


def polar(chroma: float, hue: float) -> Floats:
    """Oklab's a and b of a hue in degrees."""
    angle = math.radians(hue)
    return np.asarray((chroma * math.cos(angle), chroma * math.sin(angle)), np.float32)


def _is_shown(lab: Floats) -> bool:
    linear = (lab @ _FROM_LAB.T) ** 3 @ _FROM_LMS.T
    return bool((linear > -0.002).all() and (linear < 1.002).all())


def palette_of(cover: Image.Image) -> Palette:
    """Two accents and a ground tint, always the same ones for the same picture."""
    small = cover.convert("RGB").resize((48, 48), Image.Resampling.BOX)
    swatches = small.quantize(16, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    table = np.asarray(swatches.getpalette() or [0, 0, 0], np.float32).reshape(-1, 3)
    scored = []
    for count, index in swatches.getcolors() or []:
        assert isinstance(index, int)  # noqa: S101 - a palette's picture has indices
        light, a, b = (float(part) for part in to_oklab(table[index]))
        chroma, hue = math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360
        seen = max(0.15, 1 - abs(light - 0.62) * 1.4)  # what is nearly black or white is no colour
        scored.append((chroma * (count / _LIKELY) ** 0.35 * seen, hue, chroma))
    scored.sort(reverse=True)
    _, hue, chroma = scored[0] if scored else (0.0, NEUTRAL_HUE, 0.0)
    if chroma < GREY:
        return palette_from(NEUTRAL_HUE, NEUTRAL_HUE - 50, chroma=0.055)
    others = (far for _, far, strong in scored[1:] if strong > 0.05 and apart(hue, far) > 22)
    other = next((far for far in others if apart(hue, far) < MAX_APART), hue + 42)
    return palette_from(hue, other, chroma=chroma)


def palette_by(colour: str) -> Palette:
    """Return a palette of the hue of a colour, ``#rrggbb``: as bright and even as any other."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    _, a, b = (float(part) for part in to_oklab(np.asarray(channels, np.float32)))
    chroma, hue = math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360
    if chroma < GREY:
        return palette_from(NEUTRAL_HUE, NEUTRAL_HUE - 50, chroma=0.055)
    return palette_from(hue, hue + 42, chroma=chroma)


def palette_from(first_hue: float, second_hue: float, *, chroma: float = 0.15) -> Palette:
    """Return a palette from two hues in degrees and a chroma, which is bounded."""
    strong = chroma if chroma < ACCENT_CHROMA[0] / 1.5 else max(ACCENT_CHROMA[0], chroma)
    strong = min(strong, ACCENT_CHROMA[1])
    return Palette(
        first=_accent(ACCENT_LIGHTNESS[0], strong, first_hue),
        second=_accent(ACCENT_LIGHTNESS[1], 0.9 * strong, second_hue),
        ground=oklch(GROUND_LIGHTNESS, min(GROUND_CHROMA, 0.9 * strong), deep_hue(first_hue)),
    )


def _accent(lightness: float, chroma: float, hue: float) -> Colour:
    """Lighter around yellow, which is mustard otherwise."""
    yellow = max(0.0, 1 - apart(hue, 104) / 46)
    return oklch(min(0.9, lightness + 0.08 * yellow), chroma, hue)


def deep_hue(hue: float) -> float:
    """Return the hue to use where a colour is dark: beside yellow and lime, which are mud."""
    low, high = MUD
    hue %= 360
    if not low < hue < high:
        return hue
    return WINE if hue < 112 else PINE


def muddiness(lab: Floats) -> Floats:
    """How far each colour's hue is within those that turn to mud in the dark, 0 to 1, softly."""
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360
    low, high = MUD
    inside = np.minimum(hue - low + 12, high + 14 - hue) / 26
    share = np.clip(inside, 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def blend(first: Colour, second: Colour, share: Floats) -> Floats:
    """From ``first`` (share 0) to ``second`` (share 1), even for the eye; (share's shape, 3).

    It is looked up in a table of 256 colours.
    """
    ends = to_oklab(np.asarray((first, second), np.float32))
    steps = np.linspace(0, 1, 256, dtype=np.float32)[:, None]
    table = from_oklab(ends[0] + steps * (ends[1] - ends[0]))
    places = np.clip(share * 255, 0, 255).round().astype(np.intp)
    return np.asarray(table[places], np.float32)


def apart(first: float, second: float) -> float:
    """Degrees between two hues, at most 180."""
    distance = abs(first - second) % 360
    return min(distance, 360 - distance)


def contrast(first: Floats, second: Floats) -> float:
    """Return the contrast of two sRGB colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: Floats) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    coded = np.asarray(colour, np.float64) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.asarray(LUMA))
