"""Frames: the still picture, and what moves written into the planes of one persistent frame."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from bot.studio.render.scene.background import Background
from bot.studio.render.scene.drift import Drift, build_drift, drift_frames
from bot.studio.render.scene.fading import Fader, build_fading
from bot.studio.render.scene.karaoke import LyricBand
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.pulse import Pulse, build_pulse
from bot.studio.render.scene.rasterizer import build_rasterizer
from bot.studio.render.scene.visualizers import Floats, Painted, Visualizer
from bot.studio.render.scene.yuv import YuvPlanes, cut, halved, pixels_of, to_yuv
from bot.studio.render.text.typesetting import Typesetter

Bytes = NDArray[np.uint8]
_MACROBLOCK, _STILL_ROWS = 16, 7  # pixels; rows that stand still between the light and the music


@dataclass(frozen=True)
class PlaybackBar:
    """The line that grows and the clock under it."""

    line: Box
    played: YuvPlanes
    clock: Box
    digits: dict[str, Bytes]
    total_seconds: float


class Scene:
    """All that the frames of a video share; nothing in it changes, so threads may."""

    def __init__(self, background: Background, visualizer: Visualizer | Painted, *,
                 fps: int, frames: int, font_paths: tuple[Path, ...] = (),
                 lyrics: LyricBand | None = None,
                 pulse: NDArray[np.uint8] | None = None,
                 parts: Sequence[range] = (),
                 edges: tuple[int, int] = (0, 0)) -> None:  # fmt: skip
        self.fps, self.frames, self.lyrics = fps, frames, lyrics
        self.rasterizer = build_rasterizer(visualizer)
        self.width, self.height = background.picture.size
        self.progress, picture = _progress(background, frames / fps, font_paths)
        box = visualizer.box
        whole = np.asarray(picture, np.float32).copy()
        whole[box.top : box.bottom, box.left : box.right] = visualizer.unlit
        self.still = to_yuv(whole)
        self.cut_off = 0
        self.edges = edges
        self.fading = build_fading(background, frames, *edges, fps)
        self.pulse: Pulse | None = None
        self.drift: Drift | None = None
        if pulse is not None:
            self._enliven(background, visualizer, whole, pulse, parts)

    def _enliven(
        self, background: Background, visualizer: Visualizer | Painted, whole: Floats,
        pulse: NDArray[np.uint8], parts: Sequence[range],
    ) -> None:  # fmt: skip
        """Add the light that breathes and the ground that drifts, where there is room for them.

        Where music is drawn around the cover, they are painted. Elsewhere they stay above it, in
        rows that stand still between their few pictures, which are encoded once.
        """
        layout, scale = background.layout, background.scale
        drifting = drift_frames(parts, self.fps, pulse) if parts else (pulse, 0)
        if layout.round_card:
            bottom = self.progress.line.top // 2 * 2
            self.pulse = build_pulse(
                background, self.still, bottom, pulse, visualizer.layers, visualizer.box
            )
            kept = [layout.lyrics.scaled(scale)] if layout.lyrics else []
        else:
            bottom = (self.animated_top // _MACROBLOCK - _STILL_ROWS) * _MACROBLOCK
            self.pulse = build_pulse(background, self.still, bottom, pulse)
            kept = [self.pulse.box] if self.pulse else []
        self.drift = build_drift(background, whole, bottom, kept, drifting)

    @property
    def animated_top(self) -> int:
        """The first row that changes."""
        boxes = [self.rasterizer.box, self.progress.line, self.progress.clock]
        return min(box.top for box in (*boxes, *([self.lyrics.box] if self.lyrics else [])))

    def segment(self, top: int, bottom: int) -> "Scene":
        """Return the rows from ``top`` to ``bottom``, both even, as a picture of its own."""
        part = copy.copy(self)
        part.cut_off, part.height = top, bottom - top
        part.fading = None  # it changes the whole picture
        part.still = cut(self.still, Box(0, top, self.width, bottom - top))
        line, clock_box = self.progress.line.raised(top), self.progress.clock.raised(top)
        part.progress = replace(self.progress, line=line, clock=clock_box)
        if top or bottom < max(box.bottom for box in self._lively):
            part.pulse = part.drift = None
        return part

    @property
    def _lively(self) -> list[Box]:
        return [part.box for part in (self.pulse, self.drift) if part] or [Box(0, 0, 0, 0)]

    def static_frame(self) -> av.VideoFrame:
        """Return the picture without what moves."""
        frame = av.VideoFrame(self.width, self.height, "yuv420p")
        for plane, still in zip(pixels_of(frame), self.still, strict=True):
            plane[:] = still
        return frame


class FrameRenderer:
    """Paints the frames of a Scene, in any order, into one frame that it keeps."""

    def __init__(self, scene: Scene) -> None:
        self._art = scene
        self.frame = scene.static_frame()
        self._planes = pixels_of(self.frame)
        self._painter = scene.rasterizer.painter(self._planes, scene.cut_off)
        self._lyrics = scene.lyrics and scene.lyrics.painter(
            self._planes, scene.still, scene.cut_off
        )
        self._shown_second = -1
        self._shown_pulse = self._shown_drift = 0
        self._fader = scene.fading and Fader(scene.fading, scene.width, scene.height)

    def render(self, number: int) -> av.VideoFrame:
        """Return the picture of frame ``number``; the same object each time, repainted."""
        self._painter.paint(number)
        self._paint_pulse(number)
        self._paint_drift(number)
        if self._lyrics:
            self._lyrics.paint(number)
        self._paint_progress(number)
        fading = self._art.fading
        if self._fader and fading and fading.concerns(range(number, number + 1)):
            return self._fader.faded(self._planes, number)
        return self.frame

    def replace_top(self, rows: YuvPlanes) -> None:
        """Show other still rows at the top from now on."""
        for plane, other in zip(self._planes, rows, strict=True):
            plane[: len(other)] = other

    def _paint_pulse(self, number: int) -> None:
        pulse = self._art.pulse
        if pulse and (wanted := int(pulse.shown[number])) != self._shown_pulse:
            shown, self._shown_pulse = self._shown_pulse, wanted
            for plane, before, now in zip(
                cut(self._planes, pulse.box), pulse.pictures[shown], pulse.pictures[wanted],
                strict=True,
            ):  # fmt: skip
                # Modulo 256: what is drawn over it keeps its place above.
                np.add(plane, now - before, out=plane)

    def _paint_drift(self, number: int) -> None:
        drift = self._art.drift
        if drift and (wanted := int(drift.shown[number])) != self._shown_drift:
            shown, self._shown_drift = self._shown_drift, wanted
            for plane, before, now in zip(
                cut(self._planes, drift.box), drift.added(shown), drift.added(wanted), strict=True
            ):
                np.add(plane, now - before, out=plane)

    def _paint_progress(self, number: int) -> None:
        progress = self._art.progress
        line = progress.line
        share = (number + 1) / self._art.frames
        end = round(line.width * share / 2) * 2
        for plane, still, played, step in zip(
            self._planes, self._art.still, progress.played, (1, 2, 2), strict=True
        ):
            rows = slice(line.top // step, line.bottom // step)
            left, middle = line.left // step, (line.left + end) // step
            right = line.right // step
            plane[rows, left:middle] = played[:, : end // step]
            plane[rows, middle:right] = still[rows, middle:right]
        second = number // self._art.fps
        if second != self._shown_second:
            self._shown_second = second
            self._paint_clock(clock(second))

    def _paint_clock(self, text: str) -> None:
        box, digits = self._art.progress.clock, self._art.progress.digits
        alpha = np.zeros((box.height, box.width), np.float32)
        left = 0
        for sign in text:
            sprite = digits[sign]
            alpha[:, left : left + sprite.shape[1]] = sprite
            left += sprite.shape[1]
        shares = (alpha / 255, *[halved(alpha / 255)] * 2)
        still = cut(self._art.still, box)
        target = cut(self._planes, box)
        for plane, ground, share, white in zip(target, still, shares, (235, 128, 128), strict=True):
            plane[:] = ground + (white - ground.astype(np.float32)) * share + 0.5


def clock(seconds: float) -> str:
    """Minutes and seconds, as players show them."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _progress(
    background: Background, seconds: float, font_paths: tuple[Path, ...]
) -> tuple[PlaybackBar, Image.Image]:
    """Return the line with the clock's signs, and the picture with an empty line and total time."""
    scale, palette = background.scale, background.palette
    line = background.layout.line.scaled(scale)
    picture = background.picture.copy()
    mask = Image.new("L", (line.width * 4, line.height * 4))
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, *(side - 1 for side in mask.size)), line.height * 2, fill=255
    )
    mask = mask.resize((line.width, line.height), Image.Resampling.BOX)
    lit = picture.crop((line.left, line.top, line.right, line.bottom))
    picture.paste((255, 255, 255), (line.left, line.top), mask.point(lambda value: value * 0.22))
    lit.paste(palette.second, (0, 0), mask)
    setter = Typesetter(font_paths, bold=False)
    times = background.layout.times.scaled(scale)
    size = round(19 * scale)
    total = setter.fit(clock(seconds), width=times.width, lines=1, size=size, smallest=size)
    setter.draw(
        picture, total, (times.left, times.top), colour=(255, 255, 255), width=times.width,
        align="right", opacity=0.8,
    )  # fmt: skip
    digits = _digits(setter, size, times.height)
    wide = sum(digits[sign].shape[1] for sign in "00:00") // 2 * 2 + 2
    clock_box = Box(times.left, times.top, wide, times.height)
    played = to_yuv(np.asarray(lit, np.float32))
    return PlaybackBar(line, played, clock_box, digits, seconds), picture


def _digits(setter: Typesetter, size: int, height: int) -> dict[str, Bytes]:
    """Each sign of the clock as coverage, all digits of one width so that they don't dance."""
    blocks = {
        sign: setter.fit(sign, width=9 * size, lines=1, size=size, smallest=size)
        for sign in "0123456789:"
    }
    widest = max(block.width for sign, block in blocks.items() if sign != ":")
    sprites = {}
    for sign, block in blocks.items():
        wide = block.width + 1 if sign == ":" else widest
        cell = Image.new("RGB", (wide, height))
        setter.draw(cell, block, (0, 0), colour=(204, 204, 204), width=wide, align="centre")
        sprites[sign] = np.asarray(cell.getchannel("R"))
    return sprites
