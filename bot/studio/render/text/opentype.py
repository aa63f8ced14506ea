"""One face of a font file: what it covers, shapes and draws, all by HarfBuzz.

HarfBuzz comes whole in its wheel. Pillow's wheel has it too, but loads FriBiDi from the system and
neither shapes nor turns a word where that is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

import uharfbuzz as hb
from PIL import Image

from bot.studio.render.text.typeface import JOINERS, GlyphLayer, Typeface, is_unseen

BOLD, REGULAR = 700, 400  # on the axis "wght" of OpenType
FINEST: Final = 64  # HarfBuzz's units a font unit: offsets of marks are no whole units
LANGUAGE: Final = "und"  # not the process's own: one text gives one picture on every machine


@dataclass(frozen=True)
class Glyph:
    """A glyph of a font, and where it stands from the beginning of its text, in ems."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Shaped:
    """A text as a font writes it; ``advance`` in ems."""

    glyphs: tuple[Glyph, ...]
    advance: float


class FontFile(Typeface):
    """The first face of a font file, in one weight; it is opened when it is first asked for.

    A file that is no font, or a broken one, covers nothing.
    """

    def __init__(
        self, path: Path, *, bold: bool = True, data: Callable[[], bytes] | None = None
    ) -> None:
        self.path = path
        self._weight = BOLD if bold else REGULAR
        self._data = data
        self._opened: tuple[hb.Font, frozenset[int] | hb.Set] | None = None

    @property
    def is_colour(self) -> bool:  # type: ignore[override]
        """Whether its glyphs are pictures: in OpenType's COLR, CBDT or sbix."""
        face = self._font.face
        return bool(face.has_color_layers or face.has_color_paint or face.has_color_png)

    def has(self, signs: str) -> bool:
        """Say whether the font has a glyph for each of some signs."""
        return all(is_unseen(sign) or ord(sign) in self.coverage for sign in signs)

    def drawable(self, cluster: str) -> str:
        """Return a cluster without the signs that the font would draw as boxes."""
        return "".join(sign for sign in cluster if self.has(sign)).rstrip(JOINERS)

    @property
    def coverage(self) -> "frozenset[int] | hb.Set":
        """The code points that its ``cmap`` maps to a glyph."""
        return self._open()[1]

    def shaped(self, text: str, *, right_to_left: bool = False) -> Shaped:
        """Return the glyphs of ``text`` from left to right, each script shaped by its own rules."""
        glyphs: list[Glyph] = []
        advance = 0.0
        pieces = list(by_script(text))
        for piece in reversed(pieces) if right_to_left else pieces:
            part = self._shape(piece, right_to_left)
            glyphs += (Glyph(glyph.number, glyph.x + advance, glyph.y) for glyph in part.glyphs)
            advance += part.advance
        return Shaped(tuple(glyphs), advance)

    def advance(self, text: str, *, right_to_left: bool = False) -> float:
        """How far ``text`` reaches, in ems."""
        return _advance(self, text, right_to_left)

    def draw(
        self,
        layer: GlyphLayer,
        text: str,
        at: tuple[float, int],
        size: int,
        *,
        right_to_left: bool = False,
    ) -> None:
        """Draw ``text`` at ``size`` pixels; ``at`` is its left end and its baseline."""
        shaped = self.shaped(text, right_to_left=right_to_left)
        if self.is_colour:
            for glyph in shaped.glyphs:
                self._draw_picture(layer, glyph, at, size)
            return
        pen = hb.RasterDraw()
        for glyph in shaped.glyphs:
            pen.transform = self._placed(glyph, at[0], size)
            pen.draw_glyph(self._font, glyph.number)
        if (mask := _mask(pen.render())) is not None:
            picture, left, bottom = mask
            layer.ink(picture, left, at[1] - bottom - picture.height)

    @property
    def _font(self) -> hb.Font:
        return self._open()[0]

    def _open(self) -> tuple[hb.Font, "frozenset[int] | hb.Set"]:
        if self._opened is None:
            try:
                face = hb.Face(self._blob())
                covered = face.unicodes
            except (OSError, hb.HarfBuzzError):  # broken is as good as absent
                face, covered = hb.Face(hb.Blob(b"")), frozenset()
            font = hb.Font(face)
            font.scale = (face.upem * FINEST, face.upem * FINEST)
            font.set_variations({"wght": self._weight})  # a variable font is thin without
            self._opened = font, covered
        return self._opened

    def _blob(self) -> hb.Blob:
        return hb.Blob(self._data()) if self._data else hb.Blob.from_file_path(str(self.path))

    def _shape(self, text: str, right_to_left: bool) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.script = script_of(text)
        buffer.language = LANGUAGE
        hb.shape(self._font, buffer)
        em = self._font.face.upem * FINEST
        glyphs: list[Glyph] = []
        x = 0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.append(Glyph(info.codepoint, (x + place.x_offset) / em, place.y_offset / em))
            x += place.x_advance
        return Shaped(tuple(glyphs), x / em)

    def _placed(
        self, glyph: Glyph, left: float, size: int
    ) -> tuple[float, float, float, float, float, float]:
        """HarfBuzz's transform from the font's units to pixels, upwards from the baseline."""
        scale = size / (self._font.face.upem * FINEST)
        return scale, 0.0, 0.0, scale, left + glyph.x * size, glyph.y * size

    def _draw_picture(
        self, layer: GlyphLayer, glyph: Glyph, at: tuple[float, int], size: int
    ) -> None:
        extents = self._font.get_glyph_extents(glyph.number)
        if extents is None or not extents.width or not extents.height:
            return
        png = self._font.get_glyph_color_png(glyph.number)
        scale = size / (self._font.face.upem * FINEST)
        if png is not None and len(png.data):
            with Image.open(BytesIO(png.data), formats=["PNG"]) as bitmap:
                wide = max(1, round(extents.width * scale))
                high = max(1, round(-extents.height * scale))
                picture = bitmap.convert("RGBA").resize((wide, high), Image.Resampling.LANCZOS)
            left = at[0] + glyph.x * size + extents.x_bearing * scale
            top = at[1] - round(glyph.y * size + extents.y_bearing * scale)
            layer.picture(picture, round(left), top)
            return
        brush = hb.RasterPaint()
        brush.foreground = hb.Color(255, 255, 255, 255)
        brush.transform = self._placed(glyph, at[0], size)
        brush.set_glyph_extents(extents)
        brush.paint_glyph(self._font, glyph.number)
        if (painted := _painted(brush.render())) is not None:
            picture, corner, bottom = painted
            layer.picture(picture, corner, at[1] - bottom - picture.height)


@lru_cache(maxsize=8192)
def _advance(font: FontFile, text: str, right_to_left: bool) -> float:
    return font.shaped(text, right_to_left=right_to_left).advance


@lru_cache(maxsize=4096)
def script_of(text: str) -> str:
    """Return the script of a text by its first letter that has one, as ISO 15924 names it."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    return buffer.script or "Zyyy"


def by_script(text: str) -> Iterator[str]:
    """Cut a text where its script changes: HarfBuzz shapes one script at a time."""
    start = 0
    script = ""
    for index, sign in enumerate(text):
        own = script_of(sign)
        if own in {"Zyyy", "Zinh", "Zzzz"}:  # points, spaces and marks go with what is before them
            continue
        if script and own != script:
            yield text[start:index]
            start = index
        script = own
    if start < len(text):
        yield text[start:]


def _mask(image: hb.RasterImage | None) -> tuple[Image.Image, int, int] | None:
    """Return what was drawn (L), and how far left and bottom are from the baseline's origin."""
    if image is None or not (extents := image.extents) or not extents.width or not extents.height:
        return None
    size = extents.width, extents.height
    picture = Image.frombytes("L", size, image.buffer, "raw", "L", extents.stride, -1)
    return picture, extents.x_origin, extents.y_origin


def _painted(image: hb.RasterImage | None) -> tuple[Image.Image, int, int] | None:
    """Return the same in RGBA."""
    if image is None or not (extents := image.extents) or not extents.width or not extents.height:
        return None
    size = extents.width, extents.height
    picture = Image.frombytes("RGBa", size, image.buffer, "raw", "BGRa", extents.stride, -1)
    return picture.convert("RGBA"), extents.x_origin, extents.y_origin
