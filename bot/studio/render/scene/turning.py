"""Painting a round picture that turns, within something else that moves around it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.rasterizer import build_rasterizer
from bot.studio.render.scene.visualizers import Bytes, Floats, Layer, Painter, Visualizer
from bot.studio.render.scene.yuv import YuvPlanes, cut, to_yuv


@dataclass(frozen=True)
class Turning:
    """What turns: ``pictures`` (RGB) are its ways to lie, ``shown`` which one each frame shows.

    ``place`` is where in the picture they stand, ``mask`` their shape: more than 0 where they are
    seen, and where nothing of ``around`` is drawn.
    """

    around: Visualizer
    place: Box
    mask: Floats
    pictures: tuple[Floats, ...]
    shown: NDArray[np.intp]

    @property
    def box(self) -> Box:
        """Where it moves."""
        return self.around.box

    @property
    def unlit(self) -> Floats:
        """What lies under it."""
        return self.around.unlit

    @property
    def layers(self) -> tuple[Layer, ...]:
        """What is drawn over that by thresholds."""
        return self.around.layers

    def rasterizer(self) -> "TurningRasterizer":
        """Make it ready for painting."""
        return TurningRasterizer(self)


class TurningRasterizer:
    """A ``Turning``, ready for painting; shared by threads."""

    def __init__(self, turning: Turning) -> None:
        self._around = build_rasterizer(turning.around)
        self.box, self.unlit = self._around.box, self._around.unlit
        self.place, self.shown = turning.place, turning.shown
        seen = turning.mask > 0
        some = seen[::2, ::2] | seen[1::2, ::2] | seen[::2, 1::2] | seen[1::2, 1::2]
        self.seen = (seen, some, some)
        self.pictures = tuple(to_yuv(picture) for picture in turning.pictures)

    def painter(self, planes: YuvPlanes, cut_off: int) -> "_TurningPainter":
        """Return a painter for the planes of one frame, without its first ``cut_off`` rows."""
        around = self._around.painter(planes, cut_off)
        return _TurningPainter(self, around, cut(planes, self.place.raised(cut_off)))


class _TurningPainter:
    def __init__(self, turning: TurningRasterizer, around: Painter, target: YuvPlanes) -> None:
        self._turning, self._around, self._target = turning, around, target
        self._shown = -1

    def paint(self, number: int) -> None:
        self._around.paint(number)
        wanted = int(self._turning.shown[number])
        if wanted != self._shown:
            self._shown = wanted
            pictures = self._turning.pictures[wanted]
            for plane, picture, seen in zip(
                self._target, pictures, self._turning.seen, strict=True
            ):
                np.copyto(plane, picture, where=seen)


def turns_of(loudness: Floats, steps: int, per_frame: float, run_up: float) -> NDArray[np.intp]:
    """Return which of ``steps`` ways to lie each frame shows: it turns while there is sound.

    ``per_frame`` is the speed in steps; ``run_up`` how much of the way to it is made in a frame.
    """
    speed, place = 0.0, 0.0
    places = np.empty(len(loudness), np.intp)
    heard: Bytes = (loudness > 0).astype(np.uint8)
    for frame, is_heard in enumerate(heard.tolist()):
        speed += (per_frame * is_heard - speed) * run_up
        if not is_heard and speed < 0.02 * per_frame:
            speed = 0.0
        place += speed
        places[frame] = int(place) % steps
    return places
