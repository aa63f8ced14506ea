"""The three visualisations, each as threshold pictures.

A look has an unlit picture and steps above it. A step is a picture and, for each pixel, the level
(1 to 254, of 255 for never) from which the pixel shows it, a higher step only where those below it
are shown. The level of a pixel is that of its column, or of the entry that `index` names. So
drawing a frame is the same arithmetic whatever the look (bot.studio.render.scene.rasterizer).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.audio.spectrum import BANDS, Spectrum
from bot.studio.render.scene.background import Backdrop
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.palette import blend

NEVER, TOP = 255, 254
Bytes = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Step:
    """A picture (RGB floats, 0 to 255) and the thresholds from which it is seen.

    Without an index these are the same in all columns, and have only one.
    """

    picture: Floats
    thresholds: Bytes
    channel: int = 0


@dataclass(frozen=True)
class Moving:
    """What moves: its place, its unlit picture, its steps from the lowest to the highest.

    `levels(frame)` gives one array of levels for each channel; `index` maps pixels to entries of
    the one channel, None means that entries are columns.
    """

    box: Box
    unlit: Floats
    steps: tuple[Step, ...]
    levels: Callable[[int], tuple[Bytes, ...]]
    index: NDArray[np.intp] | None = None


def moving_of(look: str, backdrop: Backdrop, spectrum: Spectrum, fps: int) -> Moving:
    """The moving part of `look` over `backdrop`."""
    make = {"bars": _bars, "radial": _radial, "wave": _wave}[look]
    return make(backdrop, spectrum, fps)


def _bars(backdrop: Backdrop, spectrum: Spectrum, _: int) -> Moving:
    box = backdrop.layout.mover.scaled(backdrop.scale)
    # Each bar in the columns of one macroblock, its sides on those of a 4x4 block as far as can be:
    # a tenth smaller than bars that lie anywhere, a quarter smaller than in the middle.
    pitch, radius = 16 * backdrop.scale, 5 * backdrop.scale
    count = round(box.width / pitch)
    x = np.arange(box.width, dtype=np.float32) + 0.5
    number = np.minimum((x / pitch).astype(np.intp), count - 1)
    aside = np.abs(x - number * pitch - 7 * backdrop.scale)  # from the bar's axis
    cover = np.clip(radius - aside + 0.5, 0, 1)[None, :]
    cap = radius - np.sqrt(np.clip(radius**2 - aside**2, 0, None))
    up = (box.height - np.arange(box.height, dtype=np.float32) - 0.5)[:, None]
    foot = 2 * radius  # a bar at rest is a dot
    above = up + cap[None, :] - foot
    low = np.clip(up - cap[None, :] + 1, 0, 1)  # the foot is round as well
    cover = cover * low
    thresholds = _scaled(above / (box.height - foot))
    share = np.repeat((x / box.width)[None, :], box.height, axis=0)
    colour = blend(backdrop.palette.first, backdrop.palette.second, share)
    glow = np.clip(up / box.height, 0, 1)[..., None] * np.ones_like(colour)
    colour = colour * (0.80 + 0.20 * glow) + 42 * glow * glow
    ground = _region(backdrop, box)
    rest = cover * (above <= 0)
    unlit = _mix(ground, colour * 0.9, rest * 0.75)
    half = _mix(unlit, colour, cover * 0.5)
    full = _mix(unlit, colour, cover)
    thresholds[np.broadcast_to(cover, thresholds.shape) < 0.04] = NEVER
    table = _bytes(_resampled(spectrum.levels, count))

    def levels(frame: int) -> tuple[Bytes, ...]:
        return (table[frame],)

    steps = _soft_steps(half, full, thresholds, box.height - foot)
    return Moving(box, unlit, steps, levels, np.broadcast_to(number, thresholds.shape))


def _radial(backdrop: Backdrop, spectrum: Spectrum, _: int) -> Moving:
    box = backdrop.layout.mover.scaled(backdrop.scale)
    card = backdrop.layout.card.scaled(backdrop.scale)
    side = 32  # rays on each half; the halves mirror each other
    start = card.width / 2 + 12 * backdrop.scale
    reach = box.width / 2 - start - 2
    y, x = np.mgrid[0 : box.height, 0 : box.width].astype(np.float32) + np.float32(0.5)
    east, south = x - box.width / 2, y - box.height / 2
    distance = np.hypot(east, south)
    turn = np.abs(np.arctan2(east, south))  # 0 at the foot, pi at the top: bass sits below
    number = np.minimum((turn / np.pi * side).astype(np.intp), side - 1)
    off = turn - (number + 0.5) * np.float32(np.pi / side)
    aside, along = np.abs(distance * np.sin(off)), distance * np.cos(off)
    radius = np.pi * start / side * 0.28
    cap = radius - np.sqrt(np.clip(radius**2 - aside**2, 0, None))
    above = along - start + cap - 2 * radius
    # Softer sides than a bar's: sharp ones at an angle take a tenth more to encode.
    cover = np.clip((radius - aside) / 2.5 + 0.5, 0, 1) * np.clip(along - start - cap + 1, 0, 1)
    cover *= np.clip(start + reach - along, 0, 1)
    if backdrop.badge is not None:
        plate = np.asarray(backdrop.badge, np.float32) / 255
        cover *= 1 - plate[box.top : box.bottom, box.left : box.right]
    thresholds = _scaled(above / (reach - 2 * radius))
    colour = blend(backdrop.palette.first, backdrop.palette.second, (turn / np.pi).astype("f4"))
    glow = np.clip((along - start) / reach, 0, 1)[..., None]
    colour = colour * (0.82 + 0.18 * glow) + 46 * glow * glow
    ground = _region(backdrop, box)
    unlit = _mix(ground, colour * 0.9, cover * (above <= 0) * 0.75)
    half, full = _mix(unlit, colour, cover * 0.5), _mix(unlit, colour, cover)
    thresholds[cover < 0.04] = NEVER
    table = _bytes(_resampled(spectrum.levels, side))

    def levels(frame: int) -> tuple[Bytes, ...]:
        return (table[frame],)

    steps = _soft_steps(half, full, thresholds, reach - 2 * radius)
    return Moving(box, unlit, steps, levels, number)


def _wave(backdrop: Backdrop, spectrum: Spectrum, fps: int) -> Moving:
    """Loudness leaves the middle for both sides, as a stone's ripples do; bass is its core."""
    box = backdrop.layout.mover.scaled(backdrop.scale)
    middle, reach = box.height / 2, box.height / 2 - 3 * backdrop.scale
    speed = 250 * backdrop.scale  # pixels a second
    y = np.arange(box.height, dtype=np.float32)[:, None] + np.float32(0.5)
    aside = np.repeat(np.abs(y - middle), box.width, axis=1)
    line = 1.6 * backdrop.scale  # at rest it is a thin line
    x = np.arange(box.width, dtype=np.float32) + 0.5
    share = np.repeat((np.abs(x - box.width / 2) / (box.width / 2))[None, :], box.height, axis=0)
    colour = blend(backdrop.palette.first, backdrop.palette.second, share)
    fade = np.clip(1.25 - share, 0, 1) * np.clip((1 - share) * 7, 0, 1)
    ground = _region(backdrop, box)
    rest = np.clip(line - aside + 0.5, 0, 1)
    unlit = _mix(ground, colour, rest * (0.35 + 0.5 * fade))
    outer = _mix(ground, colour * 0.86, (0.36 * fade).astype(np.float32))
    inner = _mix(ground, colour, (0.30 + 0.66 * fade) * np.minimum(1, fade * 2))
    core = _mix(inner, np.full_like(inner, 255), 0.55 * fade * np.clip(1.2 - aside / reach, 0, 1))
    thresholds = _scaled((aside[:, :1] - line) / reach)
    soft = _scaled((aside[:, :1] - line + 1) / reach)
    steps = (
        Step(outer, thresholds, 0),
        Step((outer + inner) / 2, thresholds, 1), Step(inner, soft, 1),
        Step(core, thresholds, 2),
    )  # fmt: skip
    bands = spectrum.levels
    loud = np.maximum(spectrum.loudness, bands.mean(1)) * 0.98
    tones = np.minimum(loud, 0.86 * bands[:, 18:52].mean(1) + 0.3 * bands[:, :10].mean(1))
    bass = np.minimum(tones, 0.42 * bands[:, :12].mean(1) ** 2)
    rows = [_travelling(course, fps, speed, box.width) for course in (loud, tones, bass)]

    def levels(frame: int) -> tuple[Bytes, ...]:
        now = round(frame * speed / fps)
        half = box.width // 2
        sides = [row[now : now + half] for row in rows]  # oldest first
        return tuple(np.concatenate([side, side[::-1]]) for side in sides)

    return Moving(box, unlit, steps, levels)


def _travelling(course: Floats, fps: int, speed: float, width: int) -> Bytes:
    """A course over time as one over pixels, after half a picture of silence."""
    pixels = np.arange(round(len(course) * speed / fps) + 1)
    fine = np.interp(pixels / speed * fps, np.arange(len(course)), course)
    span = max(3, round(speed / 14)) | 1
    window = np.hanning(span + 2)[1:-1]
    fine = np.convolve(fine, window / window.sum(), "same")
    # A ripple of its own, so that a long note is alive without jumping.
    fine = fine * (0.84 + 0.16 * np.cos(pixels * (2 * np.pi / (speed * 0.31))))
    before = np.zeros(width // 2)
    return _bytes(np.concatenate([before, fine]).astype(np.float32))


def _soft_steps(half: Floats, full: Floats, thresholds: Bytes, reach: float) -> tuple[Step, ...]:
    """Two steps a pixel apart, so that a moving edge is anti-aliased."""
    later = thresholds.astype(np.int16) + max(1, round(TOP / reach))
    lit = np.where(thresholds >= NEVER, NEVER, np.minimum(later, NEVER)).astype(np.uint8)
    return Step(half, thresholds), Step(full, lit)


def _scaled(height: Floats) -> Bytes:
    """Thresholds from heights of 0 to 1; what is outside is always or never lit."""
    return np.where(height > 1, NEVER, np.clip(np.ceil(height * TOP), 1, TOP)).astype(np.uint8)


def _bytes(levels: Floats) -> Bytes:
    return np.clip(levels * TOP, 0, TOP).round().astype(np.uint8)


def _resampled(levels: Floats, count: int) -> Floats:
    """As many bands as there are bars: between their neighbours, or the mean of several."""
    if count <= BANDS // 2:
        edges = np.linspace(0, BANDS, count + 1).round().astype(np.intp)
        sums = np.add.reduceat(levels, edges[:-1], axis=1)
        return np.asarray(sums / np.diff(edges), np.float32)
    places = np.linspace(0, BANDS - 1, count)
    low = places.astype(np.intp)
    high = np.minimum(low + 1, BANDS - 1)
    share = (places - low).astype(np.float32)
    return np.asarray(levels[:, low] * (1 - share) + levels[:, high] * share, np.float32)


def _region(backdrop: Backdrop, box: Box) -> Floats:
    crop: Image.Image = backdrop.picture.crop((box.left, box.top, box.right, box.bottom))
    return np.asarray(crop, np.float32)


def _mix(ground: Floats, colour: Floats, alpha: Floats) -> Floats:
    shape = np.clip(np.broadcast_to(alpha, ground.shape[:2]), 0, 1)[..., None]
    return np.asarray(ground + (np.clip(colour, 0, 255) - ground) * shape, np.float32)
