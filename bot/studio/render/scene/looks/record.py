"""A record that turns: the cover is its label, and light plays on its grooves."""

from dataclasses import replace
from typing import Final

import numpy as np
from PIL import Image

from bot.studio.render.audio.spectrum import Spectrum
from bot.studio.render.scene.background import Background
from bot.studio.render.scene.layout import AROUND, Box, Layout
from bot.studio.render.scene.palette import blend
from bot.studio.render.scene.turning import Turning, turns_of
from bot.studio.render.scene.visualizers import (
    NEVER,
    Bytes,
    Floats,
    Visualization,
    Visualizer,
    as_bytes,
    mix,
    region,
    resampled,
    scaled,
    soft_steps,
)

_LABEL: Final = 0.44  # of the record's diameter
_RINGS: Final = 16  # that light up, each for some bands
_STEPS: Final = 60  # of a turn
_TURNS_A_SECOND: Final = 0.25  # slower than a real one: each picture of it costs bytes
_AXES: Final = 2.4  # radians: where both glints of a lamp lie at rest


def build(background: Background, spectrum: Spectrum, fps: int) -> Turning:
    """Draw the moving part."""
    scale, layout = background.scale, background.layout
    box, label = layout.animation.scaled(scale), layout.card.scaled(scale)
    y, x = np.mgrid[0 : box.height, 0 : box.width].astype(np.float32) + np.float32(0.5)
    east, south = x - box.width / 2, y - box.height / 2
    distance = np.hypot(east, south)
    outer, inner = box.width / 2 - 3 * scale, label.width / 2 + 5 * scale
    share = np.clip((distance - inner) / (outer - inner), 0, 1)
    vinyl = np.clip(outer - distance + 0.5, 0, 1)
    vinyl *= np.clip(distance - label.width / 2 + 0.5, 0, 1)
    turn = np.abs((np.arctan2(south, east) + _AXES) % np.pi - np.pi / 2) / (np.pi / 2)  # glint: 1
    ground = region(background, box)
    pitch = (outer - inner) / _RINGS
    groove = np.abs((distance - inner) / pitch % 1 - 0.5) * 2  # 1 between two rings
    dark = 15 + 8 * (1 - groove) + 26 * np.clip(turn - 0.55, 0, 1) ** 2
    record = np.repeat(dark[..., None], 3, axis=2) * np.asarray((1.0, 0.97, 1.05), np.float32)
    if background.badge is not None:
        plate = np.asarray(background.badge, np.float32) / 255
        vinyl *= 1 - plate[box.top : box.bottom, box.left : box.right]
    unlit = mix(ground, record, vinyl)
    number = np.minimum((share * _RINGS).astype(np.intp), _RINGS - 1)
    inside = vinyl * np.clip((0.86 - groove) * 3.4, 0, 1) * (share > 0) * (share < 1)
    colour = blend(background.palette.first, background.palette.second, 1 - share)
    glow = inside * (0.25 + 0.75 * turn**1.5)
    half, full = mix(unlit, colour, glow * 0.45), mix(unlit, colour, glow * 0.9)
    thresholds = scaled((1 - turn) * 0.92 + 0.06)
    thresholds[inside < 0.04] = NEVER
    table = as_bytes(resampled(spectrum.band_levels, _RINGS)[:, ::-1] ** 1.2)  # bass outside

    def levels(frame: int) -> tuple[Bytes, ...]:
        return (table[frame],)

    steps = soft_steps(half, full, thresholds, 24.0)
    around = Visualizer(box, unlit, steps, levels, number)
    place, mask, pictures = _label_pictures(background, label, unlit)
    speed = _TURNS_A_SECOND * _STEPS / fps
    shown = turns_of(spectrum.band_levels.max(1), _STEPS, speed, min(1.0, 4 / fps))
    return Turning(around, place, mask, pictures, shown)


def _label_pictures(
    background: Background, label: Box, unlit: Floats
) -> tuple[Box, Floats, tuple[Floats, ...]]:
    """Return where the label is, its shape, and how it looks in each step of a turn."""
    inset = max(2, round(label.width * 0.015) // 2 * 2)
    place = Box(
        label.left + inset, label.top + inset, label.width - 2 * inset, label.height - 2 * inset
    )
    disc = background.layout.animation.scaled(background.scale)
    top, left = place.top - disc.top, place.left - disc.left
    still = unlit[top : top + place.height, left : left + place.width]
    # Two pixels from square where it is scaled: sides are even, wherever they begin.
    size = (place.width, place.height)
    cover = _cover_of(background, label).resize(size, Image.Resampling.LANCZOS)
    y, x = np.mgrid[0 : place.height, 0 : place.width].astype(np.float32) + np.float32(0.5)
    distance = np.hypot(x - place.width / 2, y - place.height / 2)
    round_part = np.clip(place.width / 2 - distance, 0, 1)
    if background.badge is not None:
        plate = np.asarray(background.badge, np.float32) / 255
        round_part *= 1 - plate[place.top : place.bottom, place.left : place.right]
    hole = np.clip(0.035 * place.width - distance + 0.5, 0, 1)
    pictures = []
    for step in range(_STEPS):
        turned = cover.rotate(-360 * step / _STEPS, Image.Resampling.BICUBIC)
        picture = mix(still, np.asarray(turned, np.float32), round_part)
        pictures.append(mix(picture, np.full_like(picture, 12), hole))
    return place, round_part, tuple(pictures)


def _cover_of(background: Background, label: Box) -> Image.Image:
    """Return the cover as a square: of the background it has only what no plate covers."""
    if background.cover is not None:
        return background.cover
    return background.picture.crop((label.left, label.top, label.right, label.bottom))


def _labelled(layout: Layout) -> Layout:
    """Return a layout whose round cover is the label of what turns around it."""
    disc = layout.animation
    side = round(disc.width * _LABEL / 4) * 4
    left, top = disc.left + (disc.width - side) // 2, disc.top + (disc.height - side) // 2
    sung = layout.sung and _labelled(layout.sung)
    return replace(layout, card=Box(left, top, side, side), lit_from=disc, sung=sung)


_LAYOUTS: Final = {aspect: _labelled(layout) for aspect, layout in AROUND.items()}

LOOK: Final = Visualization(_LAYOUTS, build, cost=1.4)
