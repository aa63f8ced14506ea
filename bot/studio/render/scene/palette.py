"""Colours: taken from a cover, and tuned so that they glow on a dark ground."""

import colorsys
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Colour = tuple[int, int, int]

NEUTRAL_HUE = 0.68  # for grey covers: a hint of violet instead of dead grey
MAX_APART = 0.34  # of the hue circle: between complements a gradient goes through grey
MIN_SATURATION = 0.16  # under this a colour counts as grey
LUMA = (0.2126, 0.7152, 0.0722)  # BT.709


@dataclass(frozen=True)
class Palette:
    """`first` and `second` colour what moves; `ground` is the tint of the dark background."""

    first: Colour
    second: Colour
    ground: Colour


def palette_of(cover: Image.Image) -> Palette:
    """Two accents and a ground tint, always the same ones for the same picture."""
    small = cover.convert("RGB").resize((48, 48), Image.Resampling.BOX)
    swatches = small.quantize(16, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    table = swatches.getpalette() or []
    scored = []
    for count, index in swatches.getcolors() or []:
        assert isinstance(index, int)  # noqa: S101 - a palette's picture has indices
        red, green, blue = (part / 255 for part in table[3 * index : 3 * index + 3])
        hue, light, _ = colorsys.rgb_to_hls(red, green, blue)
        chroma = max(red, green, blue) - min(red, green, blue)
        scored.append((chroma * (count / 2304) ** 0.35 * (1 - abs(light - 0.5)), hue, chroma))
    scored.sort(reverse=True)
    _, hue, chroma = scored[0] if scored else (0.0, NEUTRAL_HUE, 0.0)
    if chroma < MIN_SATURATION:
        return palette_from(NEUTRAL_HUE, NEUTRAL_HUE - 0.10, strength=0.42, luma=0.74)
    other = next(
        (
            far
            for _, far, strong in scored[1:]
            if strong > 0.2 and 0.07 < _apart(hue, far) < MAX_APART
        ),
        None,
    )
    second = other if other is not None else hue + 0.09
    return palette_from(hue, second, strength=min(1.0, 0.45 + chroma))


def palette_from(
    first_hue: float, second_hue: float, *, strength: float = 0.9, luma: float = 0.62
) -> Palette:
    """A palette from two hues (0 to 1, wrapping), how colourful and how bright it is (0 to 1)."""
    return Palette(
        first=bright(first_hue, 0.85 * strength, luma),
        second=bright(second_hue, 0.8 * strength, luma + 0.08),
        ground=bright(first_hue, 0.6 * strength, 0.16),
    )


def bright(hue: float, saturation: float, luma: float) -> Colour:
    """The colour of that hue, saturation and BT.709 luma (0 to 1, on coded values)."""
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        rgb = colorsys.hls_to_rgb(hue % 1, middle, saturation)
        if sum(part * weight for part, weight in zip(rgb, LUMA, strict=True)) < luma:
            low = middle
        else:
            high = middle
    red, green, blue = colorsys.hls_to_rgb(hue % 1, high, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def blend(
    first: Colour, second: Colour, share: NDArray[np.floating[Any]]
) -> NDArray[np.floating[Any]]:
    """From `first` (share 0) to `second` (share 1); gives the shape of `share` and 3."""
    start, end = np.asarray(first, np.float32), np.asarray(second, np.float32)
    return np.asarray(start + share[..., None] * (end - start), np.float32)


def _apart(first: float, second: float) -> float:
    distance = abs(first - second) % 1
    return min(distance, 1 - distance)
