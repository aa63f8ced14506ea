"""A light behind the cover that breathes with the song's onsets, in two colours that take turns.

It has a few pictures only, each a step brighter, so that each is encoded once for a whole video
(bot.studio.render.h264.encoder). It is dim, soft, and rises at most three times a second: nothing
flashes (WCAG 2.3.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.studio.render.audio.onsets import Onsets
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.palette import Floats
from bot.studio.render.scene.visualizers import Layer
from bot.studio.render.scene.yuv import YuvPlanes, cut, to_yuv, to_yuv_difference

STEPS: Final = 6  # of brightness, above none
_TURN: Final = 8  # onsets until the other colour comes
_APART_SECONDS: Final = 0.36  # between two rises: under three a second
_FADE_SECONDS: Final = 0.22  # to come within 1/e
_WEAKEST: Final = 0.3  # of the song's strong onsets
_GAIN: Final = 0.62  # of the accent, at the cover's edge
_REACH, _FALL = 72.0, 30.0  # pixels at 720p: where it ends, and where it is at 1/e
# The same around a round cover, where it isn't encoded once but with the music over it.
_ROUND_GAIN, _ROUND_REACH, _ROUND_FALL = 0.48, 48.0, 18.0
_TALLEST_FADE: Final = 150.0  # pixels at 720p over which it fades at its lower end
_SHORTEST_FADE: Final = 30.0  # the same around a round cover, which has room below


@dataclass(frozen=True)
class Pulse:
    """The light's box, its pictures from none to the last, and which one each frame shows."""

    box: Box
    pictures: tuple[YuvPlanes, ...]
    shown: NDArray[np.uint8]


def pulse_frames(onsets: Onsets, frames: int, fps: int, rests: Sequence[int]) -> NDArray[np.uint8]:
    """Return which picture each frame shows: none in those of ``rests``, and less around them."""
    level = np.zeros(frames, np.float32)
    colour = np.zeros(frames, np.uint8)
    fade = np.exp(-np.arange(round(3 * _FADE_SECONDS * fps)) / (_FADE_SECONDS * fps))
    for number, (at, strength) in enumerate(_chosen(onsets, fps)):
        part = level[at : at + len(fade)]
        np.maximum(part, (0.35 + 0.65 * strength) * fade[: len(part)], out=part)
        colour[at:] = number // _TURN % 2
    step = np.round(level * STEPS).astype(np.uint8)
    for rest in rests:
        for away in range(STEPS // 2 + 1):
            for near in {max(0, rest - away), min(frames - 1, rest + away)}:
                step[near] = min(step[near], 2 * away)
    return np.where(step > 0, step + colour * STEPS, 0).astype(np.uint8)


def _chosen(onsets: Onsets, fps: int) -> list[tuple[int, float]]:
    """Return the strong ones, and of those that are too close the stronger one."""
    taken: list[tuple[int, float]] = []
    pairs = zip(onsets.frames.tolist(), onsets.strengths.tolist(), strict=True)
    for at, strength in sorted(pairs, key=lambda pair: (-pair[1], pair[0])):
        near = (abs(at - other) < _APART_SECONDS * fps for other, _ in taken)
        if strength >= _WEAKEST and not any(near):
            taken.append((at, strength))
    return sorted(taken)


def build_pulse(
    background: Background, still: YuvPlanes, bottom: int, shown: NDArray[np.uint8],
    layers: Sequence[Layer] = (), box_of_layers: Box | None = None,
) -> Pulse | None:  # fmt: skip
    """Draw the light; nothing of it is below the row ``bottom``. None where there is no room.

    ``layers`` are what is drawn over it as it moves, in the box of that name: what the light adds
    is added to these as well, so it is kept within what a byte can hold.
    """
    scale, layout = background.scale, background.layout
    card = layout.card.scaled(scale)
    source = (layout.lit_from or layout.card).scaled(scale)
    text = layout.text.scaled(scale)
    if text.top >= card.bottom:
        bottom = min(bottom, text.top // 2 * 2)
    reach = round((_ROUND_REACH if layout.round_card else _REACH) * scale / 2) * 2
    left, top = max(0, source.left - reach), max(0, source.top - reach)
    right = min(background.picture.width, source.right + reach)
    low = min(bottom, source.bottom + reach)
    if low - source.top < source.height / 2 or not shown.any():
        return None
    box = Box(left, top, right - left, low - top)
    mask = _round_mask(box, background) if layout.round_card else _mask(box, card, scale)
    rest = np.asarray(background.picture.crop((left, top, right, low)), np.float32)
    gain = np.float32(_ROUND_GAIN if layout.round_card else _GAIN)
    light = mask[..., None] * gain * (1 - rest / 255)
    room = _room(still, box, layers, box_of_layers) if box_of_layers else None
    pictures = [cut(still, box)]
    for colour in (background.palette.first, background.palette.second):
        added = np.moveaxis(to_yuv_difference(light * np.asarray(colour, np.float32)), -1, 0)
        planes = [added[0], added[1][::2, ::2], added[2][::2, ::2]]
        if room:
            planes = [np.clip(a, *limits) for a, limits in zip(planes, room, strict=True)]
        pictures += (_lit(pictures[0], planes, step / STEPS) for step in range(1, STEPS + 1))
    return Pulse(box, tuple(pictures), _fewer(shown) if layout.round_card else shown)


def _fewer(shown: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the same in fewer steps, each for two frames at least: for where each takes bytes."""
    step = (shown - 1) % STEPS + 1
    calm = np.where(shown > 0, shown + step % 2, 0).astype(np.uint8)
    calm[1::2] = calm[:-1:2][: len(calm[1::2])]
    return calm


def _lit(rest: YuvPlanes, added: Sequence[Floats], share: float) -> YuvPlanes:
    """Return a step of the light: planes are linear in it."""
    planes = (
        np.clip(low + high * np.float32(share) + np.float32(0.5), 0, 255)
        for low, high in zip(rest, added, strict=True)
    )
    return YuvPlanes(*(plane.astype(np.uint8) for plane in planes))


def _room(
    still: YuvPlanes, box: Box, layers: Sequence[Layer], place: Box
) -> list[tuple[Floats, Floats]]:
    """Return by how much each pixel may become darker and brighter, whatever is drawn there."""
    most, least = ([plane.copy() for plane in cut(still, box)] for _ in range(2))
    left, right = max(box.left, place.left), min(box.right, place.right)
    top, bottom = max(box.top, place.top), min(box.bottom, place.bottom)
    both = Box(left, top, right - left, bottom - top)
    inside = both.moved(-box.left).raised(box.top)
    highest, lowest = (cut(YuvPlanes(*planes), inside) for planes in (most, least))
    for layer in layers:
        drawn = cut(to_yuv(layer.picture), both.moved(-place.left).raised(place.top))
        for high, low, plane in zip(highest, lowest, drawn, strict=True):
            np.maximum(high, plane, out=high)
            np.minimum(low, plane, out=low)
    return [
        (-low.astype(np.float32), 255 - high.astype(np.float32))
        for high, low in zip(most, least, strict=True)
    ]


def _mask(box: Box, card: Box, scale: float) -> Floats:
    """Return how much light falls where: less outwards from the cover, and towards the foot."""
    radius = 22 * scale
    x = np.arange(box.left, box.right, dtype=np.float32)[None, :] + np.float32(0.5)
    y = np.arange(box.top, box.bottom, dtype=np.float32)[:, None] + np.float32(0.5)
    half_wide, half_high = card.width / 2 - radius, card.height / 2 - radius
    aside = np.abs(x - card.left - card.width / 2) - half_wide
    above = np.abs(y - card.top - card.height / 2) - half_high
    away = np.hypot(np.maximum(aside, 0), np.maximum(above, 0)) - radius
    away = np.where((aside <= 0) & (above <= 0), -radius, away)
    light = _falling(away, _FALL * scale, _REACH * scale)
    fade = np.clip((box.bottom - y) / (_TALLEST_FADE * scale), 0, 1)
    return np.asarray(light * fade * fade * (3 - 2 * fade), np.float32)


def _round_mask(box: Box, background: Background) -> Floats:
    """Return the same around a round cover, or what turns around it, and behind its plate."""
    source = (background.layout.lit_from or background.layout.card).scaled(background.scale)
    x = np.arange(box.left, box.right, dtype=np.float32)[None, :] + np.float32(0.5)
    y = np.arange(box.top, box.bottom, dtype=np.float32)[:, None] + np.float32(0.5)
    east = x - source.left - np.float32(source.width / 2)
    away = np.hypot(east, y - source.top - np.float32(source.height / 2)) - source.width / 2
    light = _falling(away, _ROUND_FALL * background.scale, _ROUND_REACH * background.scale)
    if background.badge is not None:
        badge = background.badge.crop((box.left, box.top, box.right, box.bottom))
        light *= 1 - np.asarray(badge, np.float32) / 255
    fade = np.clip((box.bottom - y) / (_SHORTEST_FADE * background.scale), 0, 1)
    return np.asarray(light * fade, np.float32)


def _falling(away: Floats, fall: float, reach: float) -> Floats:
    """Return how much light there is so many pixels away from where it comes from."""
    light = np.exp(-np.maximum(away, 0) / np.float32(fall))
    light *= np.clip(1 - away / reach, 0, 1) * np.clip(away + 0.5, 0, 1)
    return np.asarray(light, np.float32)
