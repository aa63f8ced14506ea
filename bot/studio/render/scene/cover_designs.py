"""Covers for songs that have none: eight kinds, each drawn from the song's loudness.

A design gets a ``Sketch``: colours, and the course of the loudness. Shapes
are drawn twice as large, so that every edge is smooth.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from bot.studio.render.scene.palette import Colour, Floats, blend, deep_hue, oklch

_SCALE: Final = 2
_STEPS: Final = (38.0, 62.0, -46.0, 128.0, -72.0)  # degrees from the first hue to the second


@dataclass(frozen=True)
class Sketch:
    """What a design is drawn from: colours from dark to light, made-up numbers, loudness."""

    deep: Colour
    shade: Colour
    middle: Colour
    glow: Colour
    light: Colour
    rng: np.random.Generator
    course: Floats
    side: int

    def points(self, count: int, start: float = 0.0, end: float = 1.0) -> Floats:
        """Return the loudness at ``count`` places of a part of the song, 0 to 1."""
        last = len(self.course) - 1
        places = np.linspace(start * last, end * last, count)
        return np.asarray(np.interp(places, np.arange(last + 1), self.course), np.float32)

    def gradient(self, top: Colour, bottom: Colour, angle: float = 0.0) -> Image.Image:
        """Return a square from one colour to another; ``angle`` in radians from downwards."""
        across = np.linspace(-0.5, 0.5, self.side, dtype=np.float32)
        along = across[None, :] * math.sin(angle) + across[:, None] * math.cos(angle)
        along = along / (abs(math.sin(angle)) + abs(math.cos(angle))) + 0.5
        return Image.fromarray(blend(top, bottom, along).round().astype(np.uint8))

    def paint(
        self,
        picture: Image.Image,
        colour: Colour | Image.Image,
        draw: Callable[[ImageDraw.ImageDraw, float], object],
        *,
        soft: float = 0.0,
        opacity: float = 1.0,
    ) -> None:
        """Put what ``draw`` draws, which is told how many pixels the side has, upon ``picture``."""
        mask = Image.new("L", (self.side * _SCALE,) * 2)
        draw(ImageDraw.Draw(mask), self.side * _SCALE)
        mask = mask.resize((self.side,) * 2, Image.Resampling.BOX)
        if soft:
            mask = mask.filter(ImageFilter.GaussianBlur(soft * self.side))
        if opacity < 1:
            mask = mask.point(lambda value: round(value * opacity))
        if isinstance(colour, Image.Image):
            picture.paste(colour, (0, 0), mask)
        else:
            picture.paste(colour, (0, 0, self.side, self.side), mask)


def sketch(seed: bytes, loudness: NDArray[np.float32], side: int) -> Sketch:
    """Return the colours and numbers that belong to a seed of 32 bytes."""
    hue = seed[0] / 256 * 360
    other = hue + _STEPS[seed[1] % len(_STEPS)]
    course = np.asarray(loudness if len(loudness) else [0.0], np.float32)
    return Sketch(
        deep=oklch(0.24, 0.085, deep_hue(hue)),
        shade=oklch(0.38, 0.12, deep_hue(hue)),
        middle=oklch(0.60, 0.17, deep_hue(other)),
        glow=oklch(0.78, 0.16, other),
        light=oklch(0.94, 0.035, other),
        rng=np.random.default_rng(list(seed[4:12])),
        course=course,
        side=side,
    )


def disc(sketch: Sketch) -> Image.Image:
    """Rays of loudness around a record."""
    picture = sketch.gradient(sketch.shade, sketch.middle, 0.7)
    levels, count = sketch.points(96), 96

    def rays(pen: ImageDraw.ImageDraw, side: float) -> None:
        thick = side * 0.0066
        for number, level in enumerate(levels):
            angle = 2 * math.pi * number / count - math.pi / 2
            ends = [
                (side * (0.5 + math.cos(angle) * far), side * (0.5 + math.sin(angle) * far))
                for far in (0.235, 0.25 + 0.17 * float(level))
            ]
            pen.line([*ends[0], *ends[1]], fill=255, width=round(2 * thick))
            for x, y in ends:
                pen.ellipse((x - thick, y - thick, x + thick, y + thick), fill=255)

    sketch.paint(picture, sketch.glow, rays, soft=0.02, opacity=0.7)
    sketch.paint(picture, sketch.light, rays)
    sketch.paint(picture, sketch.deep, partial(_round, at=(0.5, 0.5), radius=0.2))
    for radius in (0.165, 0.13, 0.095):
        sketch.paint(picture, sketch.middle, partial(_circle, radius=radius), opacity=0.8)
    sketch.paint(picture, sketch.glow, partial(_round, at=(0.5, 0.5), radius=0.06))
    sketch.paint(picture, sketch.deep, partial(_round, at=(0.5, 0.5), radius=0.014))
    return picture


def horizon(sketch: Sketch) -> Image.Image:
    """Return a low sun over water that is as rough as the song."""
    picture = sketch.gradient(sketch.deep, sketch.middle)
    sun = sketch.gradient(sketch.light, sketch.glow)
    across = 0.3 + 0.4 * float(sketch.rng.random())
    sketch.paint(
        picture, sketch.glow, partial(_round, at=(across, 0.47), radius=0.3),
        soft=0.06, opacity=0.5,
    )  # fmt: skip
    sketch.paint(picture, sun, partial(_round, at=(across, 0.47), radius=0.235))
    water = sketch.gradient(sketch.shade, sketch.deep)
    sketch.paint(
        picture, water, lambda pen, side: pen.rectangle((0, 0.6 * side, side, side), fill=255)
    )
    levels = sketch.points(15)

    def ripples(pen: ImageDraw.ImageDraw, side: float) -> None:
        for number, level in enumerate(levels):
            y = side * (0.622 + 0.0245 * number)
            wide = side * (0.05 + 0.2 * float(level)) * (1.15 - number / 22)
            middle = side * (across + 0.02 * math.sin(2.1 * number))
            thick = side * (0.0035 + 0.0004 * number)
            pen.rounded_rectangle((middle - wide, y - thick, middle + wide, y + thick), thick, 255)

    sketch.paint(picture, sketch.light, ripples, opacity=0.85)
    return picture


def ridges(sketch: Sketch) -> Image.Image:
    """One line for each passage of the song, each before the one behind it."""
    side, rows, columns = sketch.side * _SCALE, 22, 96
    picture = Image.new("RGB", (side, side), sketch.deep)
    pen = ImageDraw.Draw(picture)
    x = np.linspace(0.1, 0.9, columns)
    window = np.exp(-(((x - 0.5) / 0.19) ** 2))
    inks = blend(sketch.glow, sketch.light, np.linspace(0, 1, rows, dtype=np.float32))
    for row in range(rows):
        levels = sketch.points(columns, row / rows, (row + 1) / rows)
        rough = np.convolve(sketch.rng.random(columns + 8), np.hanning(9) / 4, "valid")
        height = (0.025 + 0.16 * levels) * window * rough + 0.004 * rough
        y = 0.2 + 0.62 * row / (rows - 1) - height
        line = [(float(a) * side, float(b) * side) for a, b in zip(x, y, strict=True)]
        foot = line[0][1] + 0.05 * side
        pen.polygon([*line, (0.9 * side, foot), (0.1 * side, foot)], sketch.deep)
        pen.line(line, fill=_ink(inks[row]), width=round(side * 0.0052), joint="curve")
    return picture.resize((sketch.side,) * 2, Image.Resampling.BOX)


def dunes(sketch: Sketch) -> Image.Image:
    """Ranges of hills, the nearer the darker, under a pale moon."""
    picture = sketch.gradient(sketch.glow, sketch.light)
    spot = (0.25 + 0.5 * float(sketch.rng.random()), 0.26)
    sketch.paint(picture, (255, 255, 255), partial(_round, at=spot, radius=0.085))
    count, columns = 5, 120
    inks = blend(sketch.glow, sketch.deep, np.linspace(0.3, 1, count, dtype=np.float32))
    x = np.linspace(0, 1, columns)
    for number in range(count):
        levels = sketch.points(columns, number / count, (number + 1) / count)
        levels = np.convolve(np.pad(levels, 15, mode="edge"), np.hanning(31) / 15, "valid")
        phase = 6.28 * float(sketch.rng.random())
        wave = 0.035 * np.sin(x * (4 + number) + phase)
        y = 0.44 + 0.125 * number - 0.13 * levels + wave
        ink = _ink(inks[number])

        def hill(pen: ImageDraw.ImageDraw, side: float, y: Floats = y) -> None:
            line = [(float(a) * side, float(b) * side) for a, b in zip(x, y, strict=True)]
            pen.polygon([*line, (side, side), (0, side)], 255)

        sketch.paint(picture, ink, hill)
    return picture


def tiles(sketch: Sketch) -> Image.Image:
    """Return a quilt of quarter circles, discs and triangles; loud passages are bright."""
    side, count = sketch.side * _SCALE, 5
    picture = Image.new("RGB", (side, side), sketch.deep)
    pen = ImageDraw.Draw(picture)
    inks = (sketch.shade, sketch.middle, sketch.glow, sketch.light)
    for number, level in enumerate(sketch.points(count * count)):
        row, column = divmod(number, count)
        kind, ink = int(sketch.rng.integers(0, 6)), int(sketch.rng.integers(0, 3))
        box = [edge * side / count for edge in (column, row, column + 1, row + 1)]
        if (row + column) % 2:
            pen.rectangle(box, sketch.shade)
        _tile(pen, box, kind, inks[min(3, ink + round(1.4 * float(level)))])
    return picture.resize((sketch.side,) * 2, Image.Resampling.BOX)


def arcs(sketch: Sketch) -> Image.Image:
    """Rings that grow out of a corner, as wide as the song is loud."""
    picture = sketch.gradient(sketch.shade, sketch.deep, 0.8)
    corner = [(0.0, 1.0), (1.0, 1.0), (0.5, 1.02)][int(sketch.rng.integers(0, 3))]
    count = 9
    levels = sketch.points(count)
    inks = blend(sketch.light, sketch.middle, np.linspace(0, 1, count, dtype=np.float32))
    pitch = 1.02 / count if corner[0] != 0.5 else 0.78 / count
    for number in reversed(range(count)):
        outer = pitch * (number + 1)
        wide = pitch * (0.2 + 0.62 * float(levels[number]))
        ink = _ink(inks[number])

        def ring(pen: ImageDraw.ImageDraw, side: float, r: float = outer, w: float = wide) -> None:
            x, y = corner[0] * side, corner[1] * side
            box = (x - r * side, y - r * side, x + r * side, y + r * side)
            pen.ellipse(box, outline=255, width=max(2, round(w * side)))

        sketch.paint(picture, ink, ring)
    return picture


def orbits(sketch: Sketch) -> Image.Image:
    """Planets of loudness on their ways around a star."""
    picture = sketch.gradient(sketch.deep, sketch.shade, 0.5)
    stars = sketch.rng.random((70, 3))

    def sky(pen: ImageDraw.ImageDraw, side: float) -> None:
        for x, y, size in stars:
            _round(pen, side, (x, y), 0.0008 + 0.002 * size**3)

    sketch.paint(picture, sketch.light, sky, opacity=0.7)
    middle = (0.5, 0.5)
    sketch.paint(picture, sketch.glow, partial(_round, at=middle, radius=0.13), soft=0.05)
    sketch.paint(picture, sketch.light, partial(_round, at=middle, radius=0.085))
    for number, level in enumerate(sketch.points(6)):
        radius = 0.15 + 0.052 * (number + 1)
        angle = 6.28 * float(sketch.rng.random())
        spot = (0.5 + radius * math.cos(angle), 0.5 + radius * math.sin(angle))
        ink = (sketch.middle, sketch.glow, sketch.light)[int(sketch.rng.integers(0, 3))]
        sketch.paint(picture, sketch.glow, partial(_circle, radius=radius), opacity=0.45)
        size = 0.014 + 0.026 * float(level)
        sketch.paint(picture, ink, partial(_round, at=spot, radius=size))
    return picture


def columns(sketch: Sketch) -> Image.Image:
    """Return the song's course as pillars, which reflect the light of two colours."""
    picture = sketch.gradient(sketch.deep, sketch.shade, 0.4)
    count = 15
    levels = sketch.points(count)
    ink = sketch.gradient(sketch.light, sketch.middle, 0.35)

    def pillars(pen: ImageDraw.ImageDraw, side: float) -> None:
        pitch = 0.8 * side / count
        for number, level in enumerate(levels):
            left = 0.1 * side + (number + 0.16) * pitch
            high = side * (0.05 + 0.31 * float(level))
            box = (left, side / 2 - high, left + 0.68 * pitch, side / 2 + high)
            pen.rounded_rectangle(box, 0.34 * pitch, 255)

    sketch.paint(picture, sketch.glow, pillars, soft=0.03, opacity=0.45)
    sketch.paint(picture, ink, pillars)
    return picture


DESIGNS: Final[tuple[Callable[[Sketch], Image.Image], ...]] = (
    disc, horizon, ridges, dunes, tiles, arcs, orbits, columns,
)  # fmt: skip


def _round(pen: ImageDraw.ImageDraw, side: float, at: tuple[float, float], radius: float) -> None:
    x, y, r = at[0] * side, at[1] * side, radius * side
    pen.ellipse((x - r, y - r, x + r, y + r), fill=255)


def _circle(pen: ImageDraw.ImageDraw, side: float, radius: float) -> None:
    low, high = (0.5 - radius) * side, (0.5 + radius) * side
    pen.ellipse((low, low, high, high), outline=255, width=max(1, round(0.0028 * side)))


def _ink(colour: Floats) -> Colour:
    red, green, blue = (round(float(part)) for part in colour)
    return red, green, blue


def _tile(pen: ImageDraw.ImageDraw, box: list[float], kind: int, ink: Colour) -> None:
    left, top, right, bottom = box
    if kind < 4:  # a quarter of a circle, around one of the corners
        x, y = ((left, top), (right, top), (right, bottom), (left, bottom))[kind]
        wide = right - left
        pen.pieslice((x - wide, y - wide, x + wide, y + wide), 90 * kind, 90 * kind + 90, ink)
    elif kind == 4:
        inset = 0.16 * (right - left)
        pen.ellipse((left + inset, top + inset, right - inset, bottom - inset), ink)
    else:
        pen.polygon([(left, bottom), (right, top), (right, bottom)], ink)
