"""Everything that stands still: blurred cover, card, texts. Drawn once for a video."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from bot.studio.render.scene.cards import NO_CARDS, Cards, draw_cards
from bot.studio.render.scene.ground import Ground, draw_ground
from bot.studio.render.scene.layout import Box, Layout
from bot.studio.render.scene.logo import open_logo, paste_logo, with_logo
from bot.studio.render.scene.palette import Palette, blend, palette_by, palette_of
from bot.studio.render.scene.title_block import fit_titles
from bot.studio.render.spec import SceneSpec, picture_size
from bot.studio.render.text.typesetting import TextBlock, Typesetter

WHITE: Final = (255, 255, 255)
_SMALLEST_MARK: Final = 0.8  # of the watermark's size
PAD: Final = 20  # pixels from a card's edge to its signature


@dataclass(frozen=True)
class Background:
    """The finished still picture (RGB), its colours, and its layout in real pixels."""

    picture: Image.Image
    palette: Palette
    layout: Layout
    scale: float
    untitled: tuple[Box, Image.Image] | None = None  # what lies under the title, and where
    cover: Image.Image | None = None  # the square of a round card
    badge: Image.Image | None = None  # L mask of what covers the moving part
    ground: Ground | None = None  # what lies under all of it
    cards: Cards = NO_CARDS


def draw_background(spec: SceneSpec, cover: Image.Image, layout: Layout) -> Background:
    """Compose the still part of a video from its cover (RGB) and texts."""
    size = picture_size(spec.aspect, spec.resolution)
    scale = spec.resolution / 720
    if not (spec.title or spec.artist):
        layout = layout.without_text(round(size[0] / scale))
    logo, place = open_logo(spec.logo), None
    if logo and spec.logo:
        whole = (round(size[0] / scale), round(size[1] / scale))
        layout, place = with_logo(layout, spec.logo, logo.size, whole)
    palette = palette_by(spec.colours) if spec.colours else palette_of(cover)
    ground = draw_ground(cover, size, palette)
    picture = ground.picture.copy()
    cards = draw_cards(picture, spec, logo)
    if logo and place and spec.logo:
        paste_logo(picture, logo, place.scaled(scale), spec.logo.opacity)
    card = layout.card.scaled(scale)
    round_card = layout.round_card
    bold = Typesetter(spec.font_paths)
    signature = None if round_card else spec.author
    _paste_card(picture, cover, card, round_card=round_card, scale=scale)
    if signature:
        _sign_card(picture, signature, card, bold, scale)
    badge = None
    if round_card and spec.author:
        badge = _badge(picture, spec.author, card, bold, palette, scale)
    untitled = _under_title(picture, layout.text.scaled(scale), scale)
    _write_texts(picture, layout, bold, spec, palette, scale)
    art = None
    if round_card:
        art = ImageOps.fit(cover, (card.width, card.height), Image.Resampling.LANCZOS)
    return Background(picture, palette, layout, scale, untitled, art, badge, ground, cards)


def _paste_card(
    picture: Image.Image, cover: Image.Image, card: Box, *, round_card: bool, scale: float
) -> None:
    size = (card.width, card.height)
    radius = card.width / 2 if round_card else 22 * scale
    _shadow(picture, card, radius, scale)
    ratio = cover.width / cover.height
    if not round_card and not 0.72 < ratio < 1.39:  # a panorama is shown whole, on its own blur
        ground = ImageOps.fit(cover, size, Image.Resampling.BICUBIC)
        ground = ground.filter(ImageFilter.GaussianBlur(24 * scale)).point(lambda v: v * 0.72)
        whole = ImageOps.contain(cover, size, Image.Resampling.LANCZOS)
        ground.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
        art = ground
    else:
        art = ImageOps.fit(cover, size, Image.Resampling.LANCZOS)
    mask = _rounded(size, radius)
    picture.paste(art, (card.left, card.top), mask)
    rim = Image.new("RGB", size, WHITE)
    inner = _rounded(size, radius, inset=max(1.0, 1.2 * scale))
    edge = Image.fromarray((np.asarray(mask, np.int16) - np.asarray(inner)).clip(0).astype("u1"))
    picture.paste(rim, (card.left, card.top), edge.point(lambda v: v * 0.22))


def _shadow(picture: Image.Image, card: Box, radius: float, scale: float) -> None:
    reach = round(44 * scale)
    size = (card.width + 2 * reach, card.height + 2 * reach)
    quarter = Image.new("L", (size[0] // 4, size[1] // 4))
    box = [value / 4 for value in (reach, reach, size[0] - reach, size[1] - reach)]
    ImageDraw.Draw(quarter).rounded_rectangle(box, radius / 4, fill=150)
    soft = quarter.filter(ImageFilter.GaussianBlur(4.4 * scale)).resize(size)
    picture.paste((0, 0, 0), (card.left - reach, card.top - reach + round(12 * scale)), soft)


def _rounded(size: tuple[int, int], radius: float, inset: float = 0.0) -> Image.Image:
    """Return an anti-aliased mask: drawn four times as large."""
    mask = Image.new("L", (size[0] * 4, size[1] * 4))
    box = (4 * inset, 4 * inset, (size[0] - inset) * 4 - 1, (size[1] - inset) * 4 - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, max(0.0, radius - inset) * 4, fill=255)
    return mask.resize(size, Image.Resampling.BOX)


def signature_of(
    setter: Typesetter, author: str, card: Box, *, round_card: bool, scale: float
) -> TextBlock:
    """Set the artist's signature in two lines, or more where it would be small or cut otherwise."""
    if round_card:
        width, size = round(card.width * 0.98), 23 * scale
    else:
        width, size = card.width - 2 * round(PAD * scale), max(24 * scale, 0.066 * card.width)
    for lines, smallest in ((2, 18), (3, 14), (4, 13)):
        block = setter.fit(
            author, width=width, lines=lines, size=round(size), smallest=round(smallest * scale)
        )
        if not block.is_cut:
            break
    return block


def _sign_card(
    picture: Image.Image, author: str, card: Box, setter: Typesetter, scale: float
) -> None:
    """Draw the signature at the card's foot, on a scrim that makes it readable on any cover."""
    pad = round(PAD * scale)
    wide = card.width - 2 * pad
    block = signature_of(setter, author, card, round_card=False, scale=scale)
    if not block.lines:
        return
    high = min(card.height, block.height + round(74 * scale))
    fall = np.minimum(np.arange(high, dtype=np.float32) / (66 * scale), 1)  # dark at the first line
    fall = fall * fall * (3 - 2 * fall)
    scrim = np.repeat((fall * 215).astype(np.uint8)[:, None], card.width, axis=1)
    shape = np.asarray(_rounded((card.width, card.height), 22 * scale))[-high:]
    mask = Image.fromarray((scrim * (shape / 255)).astype(np.uint8))
    picture.paste((8, 8, 12), (card.left, card.bottom - high), mask)
    top = card.bottom - pad + round(2 * scale) - block.height
    setter.draw(
        picture, block, (card.left + pad, top), colour=WHITE, width=wide, shadow=0.5,
        align="right" if block.right_to_left else "left",
    )  # fmt: skip


def _badge(
    picture: Image.Image, author: str, card: Box, setter: Typesetter, palette: Palette, scale: float
) -> Image.Image | None:
    """Return the signature on a plate over the disc's rim, where a round cover would cut it off."""
    block = signature_of(setter, author, card, round_card=True, scale=scale)
    if not block.lines:
        return None
    pad_x, pad_y = round(22 * scale), round(9 * scale)
    size = (block.width + 2 * pad_x, block.height + 2 * pad_y)
    left = card.left + (card.width - size[0]) // 2
    top = card.bottom - round(30 * scale) - size[1] // 2
    radius = min(size[1] / 2, 26 * scale)
    mask = _rounded(size, radius)
    red, green, blue = (round(part * 0.5) for part in palette.ground)
    picture.paste((red, green, blue), (left, top), mask.point(lambda v: v * 0.93))
    inner = _rounded(size, radius, inset=1.6 * scale)
    rim = Image.fromarray((np.asarray(mask, np.int16) - np.asarray(inner)).clip(0).astype("u1"))
    picture.paste(palette.first, (left, top), rim.point(lambda v: v * 0.8))
    setter.draw(
        picture, block, (left + pad_x, top + pad_y), colour=WHITE, width=block.width, align="centre"
    )
    covered = Image.new("L", picture.size)
    covered.paste(mask, (left, top))
    return covered


def _write_texts(
    picture: Image.Image,
    layout: Layout,
    bold: Typesetter,
    spec: SceneSpec,
    palette: Palette,
    scale: float,
) -> None:
    box = layout.text.scaled(scale)
    block = fit_titles(spec, layout, scale)
    top = box.top + max(0, (box.height - block.height) // 2)
    right_to_left = block.title.right_to_left
    align = "centre" if layout.centred else "right" if right_to_left else "left"
    spot = {"colour": WHITE, "width": box.width, "align": align}
    bold.draw(picture, block.title, (box.left, top), shadow=0.55, **spot)  # type: ignore[arg-type]
    low = top + block.title.height + block.between
    regular = Typesetter(spec.font_paths, bold=False)
    regular.draw(
        picture, block.artist, (box.left, low), shadow=0.5, opacity=0.86, **spot  # type: ignore[arg-type]
    )  # fmt: skip
    if block.has_both:
        width = round(64 * scale)
        spare = box.width - width
        aside = {"left": 0, "centre": spare // 2, "right": spare}[align]
        rule = Box(box.left + aside, low - block.gap - block.rule, width, block.rule)
        _draw_rule(picture, palette, rule)
    _write_watermark(picture, layout, bold, spec.domain_name, scale)


def _under_title(picture: Image.Image, text: Box, scale: float) -> tuple[Box, Image.Image]:
    """Return the picture where the title is about to stand, with room for its shadow."""
    pad = round(10 * scale) * 2
    left, top = max(0, text.left - pad), max(0, text.top - pad)
    right, bottom = min(picture.width, text.right + pad), min(picture.height, text.bottom + pad)
    box = Box(left, top, right - left, bottom - top)
    return box, picture.crop((box.left, box.top, box.right, box.bottom))


def _draw_rule(picture: Image.Image, palette: Palette, box: Box) -> None:
    """Return a short line of both accents between the title and who made it."""
    share = np.linspace(0, 1, box.width, dtype=np.float32)
    row = blend(palette.first, palette.second, share).round().astype(np.uint8)
    colours = Image.fromarray(np.repeat(row[None], box.height, axis=0))
    picture.paste(colours, (box.left, box.top), _rounded((box.width, box.height), box.height / 2))


def _write_watermark(
    picture: Image.Image, layout: Layout, bold: Typesetter, text: str, scale: float
) -> None:
    """Write the watermark so large that it is read at the width that Discord shows a video in."""
    mark, size = layout.watermark.scaled(scale), layout.watermark_size * scale
    smallest = round(size * _SMALLEST_MARK)
    water = bold.fit(text, width=mark.width, lines=1, size=round(size), smallest=smallest)
    if water.is_cut:
        water = bold.fit(text, width=mark.width, lines=2, size=smallest, smallest=smallest - 2)
    highest = layout.line.scaled(scale).bottom + 1
    low = max(highest, mark.top + (mark.height - water.height) // 2)
    bold.draw(
        picture, water, (mark.left, low), colour=WHITE, width=mark.width, align="centre",
        opacity=0.88, shadow=0.6,
    )  # fmt: skip
