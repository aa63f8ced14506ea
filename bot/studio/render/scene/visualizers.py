"""What a look is made of: threshold pictures, and the places of its parts in each shape.

A look has an unlit picture and steps above it. A step is a picture and, for each pixel, the level
(1 to 254, of 255 for never) from which the pixel shows it, a higher step only where those below it
are shown. The level of a pixel is that of its column, or of the entry that ``index`` names. So
drawing a frame is the same arithmetic whatever the look (bot.studio.render.scene.rasterizer).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.audio.spectrum import BANDS, Spectrum
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import Box, Layout
from bot.studio.render.scene.yuv import YuvPlanes
from bot.studio.render.spec import Aspect

NEVER, TOP = 255, 254
Bytes = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Layer:
    """A picture (RGB floats, 0 to 255) and the thresholds from which it is seen.

    Without an index these are the same in all columns, and have only one.
    """

    picture: Floats
    thresholds: Bytes
    channel: int = 0


@dataclass(frozen=True)
class Visualizer:
    """What moves: its place, its unlit picture, its steps from the lowest to the highest.

    ``levels(frame)`` gives one array of levels for each channel; ``index`` maps pixels to entries
    of the one channel, None means that entries are columns.
    """

    box: Box
    unlit: Floats
    layers: tuple[Layer, ...]
    levels: Callable[[int], tuple[Bytes, ...]]
    index: NDArray[np.intp] | None = None


class Painter(Protocol):
    """Paints the moving part of any frame into the planes it was made for."""

    def paint(self, number: int) -> None:
        """Bring the moving part to that of frame ``number``."""


class Rasterizer(Protocol):
    """A moving part, ready for painting; shared by threads."""

    @property
    def box(self) -> Box:
        """Where it moves."""

    @property
    def unlit(self) -> YuvPlanes:
        """What lies under it."""

    def painter(self, planes: YuvPlanes, cut_off: int) -> Painter:
        """Return a painter for the planes of one frame, without its first ``cut_off`` rows."""


class Painted(Protocol):
    """What moves in a way that thresholds can't tell, and paints itself."""

    @property
    def box(self) -> Box:
        """Where it moves, on even pixels."""

    @property
    def unlit(self) -> Floats:
        """What lies under it (RGB, 0 to 255)."""

    @property
    def layers(self) -> tuple[Layer, ...]:
        """What is drawn over that by thresholds."""

    def rasterizer(self) -> Rasterizer:
        """Make it ready for painting."""


@dataclass(frozen=True)
class Visualization:
    """One look, as its file in ``scene/looks`` tells it; its name is the file's.

    ``build`` draws the moving part over a background, for a spectrum and its frames a second.
    ``cost`` is the processor time of a render, of that with the default look.
    """

    layouts: Mapping[Aspect, Layout]
    build: Callable[[Background, Spectrum, int], Visualizer | Painted]
    cost: float


def soft_steps(half: Floats, full: Floats, thresholds: Bytes, reach: float) -> tuple[Layer, ...]:
    """Two steps a pixel apart, so that a moving edge is anti-aliased."""
    later = thresholds.astype(np.int16) + max(1, round(TOP / reach))
    lit = np.where(thresholds >= NEVER, NEVER, np.minimum(later, NEVER)).astype(np.uint8)
    return Layer(half, thresholds), Layer(full, lit)


def scaled(height: Floats) -> Bytes:
    """Thresholds from heights of 0 to 1; what is outside is always or never lit."""
    return np.where(height > 1, NEVER, np.clip(np.ceil(height * TOP), 1, TOP)).astype(np.uint8)


def as_bytes(levels: Floats) -> Bytes:
    return np.clip(levels * TOP, 0, TOP).round().astype(np.uint8)


def resampled(levels: Floats, count: int) -> Floats:
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


def region(background: Background, box: Box) -> Floats:
    crop: Image.Image = background.picture.crop((box.left, box.top, box.right, box.bottom))
    return np.asarray(crop, np.float32)


def mix(ground: Floats, colour: Floats, alpha: Floats) -> Floats:
    shape = np.clip(np.broadcast_to(alpha, ground.shape[:2]), 0, 1)[..., None]
    return np.asarray(ground + (np.clip(colour, 0, 255) - ground) * shape, np.float32)


def spline(places: Floats, count: int, smooth: float = 1.0) -> Floats:
    """How much of each of ``count`` values is at each place: a cubic B-spline; (count, places).

    None is negative, so that a curve that lies over another one does so everywhere.
    """
    knots = np.arange(count, dtype=np.float32)[:, None]
    away = np.abs(places[None, :] - knots) / np.float32(smooth)
    inner, outer = 2 / 3 - away**2 + away**3 / 2, np.clip(2 - away, 0, None) ** 3 / 6
    weights = np.where(away < 1, inner, outer)
    return np.asarray(weights / weights.sum(0), np.float32)


def edges_of(curve: Floats) -> tuple[Floats, Floats]:
    """Return the highest and the lowest of a line in each column: half way to its neighbours."""
    between = (curve[1:] + curve[:-1]) / 2
    before, after = np.append(curve[:1], between), np.append(between, curve[-1:])
    return np.maximum(before, after), np.minimum(before, after)
