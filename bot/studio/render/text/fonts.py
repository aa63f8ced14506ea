"""The machine's fonts: where they are, and which one has the glyph for a character."""

import os
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageFont

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
MAX_FILES = 6_000  # a folder named by mistake must not hang a render
STRIKES = (109, 136, 128, 160, 96, 64)  # pixels: sizes in which emoji fonts have their bitmaps

# What reads well in a title, best first; the rest of a machine's fonts come after these.
PREFERRED = (
    "inter-{w}", "notosans-{w}", "opensans-{w}", "roboto-{w}", "sourcesans3-{w}", "ubuntu-{w}",
    "dejavusans{d}", "liberationsans-{w}", "arial{a}", "helveticaneue", "segoeui{s}",
    "notosanscjk-{w}", "notosanscjkjp-{w}", "notosanscjksc-{w}", "sourcehansans-{w}", "pingfang",
    "hiraginosans", "msyh{s}", "malgun{s}", "wqy-zenhei", "droidsansfallbackfull",
    "notosansarabic-{w}", "notosanshebrew-{w}", "notosansdevanagari-{w}", "notosansthai-{w}",
    "notosanssymbols-{w}", "notosanssymbols2-regular", "notosansmath-regular",
)  # fmt: skip
EMOJI = ("notocoloremoji", "applecoloremoji", "seguiemj", "twemoji")
OUTLINES = ("notoemoji",)  # emoji in one colour: they know the sequences that symbols' fonts don't
FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Noto, as a dependency: so the usual scripts are drawn on a machine without fonts, too."""

VARIABLE = ("[wght]", "-vf.otf")  # how Noto names files that have every weight
JOINERS = "\u200c\u200d"
BOLD, REGULAR = 700, 400  # on the axis "wght" of OpenType


class FontFile:
    """One face of a font file: its coverage is read when it is first asked for."""

    def __init__(self, path: Path, *, colour: bool = False, bold: bool = True) -> None:
        self.path = path
        self.colour = colour
        self._bold = bold
        self._coverage: frozenset[int] | None = None

    def has(self, character: str) -> bool:
        """Say whether the font has a glyph for `character`."""
        if self._coverage is None:
            try:
                self._coverage = coverage(self.path)
                self.at(20)
            except (OSError, ValueError, struct.error):
                self._coverage = frozenset()  # a broken font is as good as none
        return ord(character) in self._coverage

    def has_all(self, signs: str) -> bool:
        """Say whether the font has a glyph for each of some signs."""
        return all(self.has(sign) for sign in signs)

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The face at `size` pixels; a colour font always at its own strike."""
        return _emoji_face(self.path) if self.colour else _face(self.path, size, bold=self._bold)


class BuiltIn(FontFile):
    """Pillow's own font: the last resort, Latin only."""

    def __init__(self) -> None:
        super().__init__(Path())
        font = ImageFont.load_default(20)
        self._bytes = font.font_bytes if isinstance(font, ImageFont.FreeTypeFont) else b""
        self._coverage = _coverage(BytesIO(self._bytes)) if self._bytes else frozenset()

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The built-in face at `size` pixels."""
        return ImageFont.truetype(BytesIO(self._bytes), size)


class FontBook:
    """The fonts of a weight in order of preference; the host's own come first."""

    def __init__(self, extra: Sequence[Path] = (), *, bold: bool = True) -> None:
        found = dict.fromkeys(_files(extra))
        machine = _machine_files()
        ranked = sorted(machine, key=lambda path: (_rank(path, bold=bold), path.name, str(path)))
        emoji = [path for path in (*found, *ranked) if _plain(path).startswith(EMOJI)]
        self._emoji = [FontFile(path, colour=True) for path in emoji]
        texts = [path for path in (*found, *ranked) if path not in emoji]
        files = [FontFile(path, bold=bold) for path in dict.fromkeys(texts)]
        self._texts: list[FontFile] = [*files, BuiltIn()]
        self._outlines = [font for font in files if _plain(font.path).startswith(OUTLINES)]
        self._chosen: dict[str, FontFile | None] = {}

    def font_for(self, cluster: str, previous: FontFile | None = None) -> FontFile | None:
        """The font for a cluster of signs, `previous` when it will do; None when none has it.

        A font that has all of the cluster goes before one that has its first sign only.
        """
        needed = visible(cluster)
        if is_emoji(cluster):
            return self._first(needed, emoji=True) or self._first(needed[:1], emoji=True)
        if previous is not None and not previous.colour and previous.has_all(needed):
            return previous
        return self._first(needed) or self._first(needed[:1])

    def scripts(self) -> dict[str, bool]:
        """For each script that titles are likely to use: whether a font here has it."""
        return {
            name: self.font_for(letter) is not None
            for name, letter in {
                "Latin": "A", "Greek": "Ω", "Cyrillic": "Ж", "Hebrew": "ש", "Arabic": "ع",
                "Devanagari": "क", "Thai": "ก", "Chinese": "漢", "Japanese": "あ", "Korean": "한",
                "Emoji": "🎵",
            }.items()
        }  # fmt: skip

    def _first(self, needed: str, *, emoji: bool = False) -> FontFile | None:
        """The first font that has all of some signs: pictures' fonts first for an emoji."""
        key = f"e{needed}" if emoji else needed
        if key not in self._chosen:
            pictures = (*self._emoji, *self._outlines)
            fonts = chain(pictures, self._texts) if emoji else chain(self._texts, pictures)
            self._chosen[key] = next((font for font in fonts if font.has_all(needed)), None)
        return self._chosen[key]


def visible(cluster: str) -> str:
    """The signs of a cluster that need a glyph: without joiners, selectors and flags' tags."""
    return cluster[0] + "".join(sign for sign in cluster[1:] if not _is_unseen(sign))


def drawable(cluster: str, font: FontFile) -> str:
    """A cluster without the signs that `font` would draw as boxes."""
    kept = (sign for sign in cluster if _is_unseen(sign) or font.has(sign))
    return "".join(kept).rstrip(JOINERS)


def _is_unseen(sign: str) -> bool:
    return sign in JOINERS or "\ufe00" <= sign <= "\ufe0f" or "\U000e0020" <= sign <= "\U000e007f"


def is_emoji(cluster: str) -> bool:
    """Say whether a cluster is meant as a picture: by its block or by its variation selector."""
    code = ord(cluster[0])
    if "\ufe0e" in cluster:  # asked for as text
        return False
    return (
        0x1F000 <= code <= 0x1FAFF
        or "\ufe0f" in cluster
        or code in {0x231A, 0x231B, 0x23E9, 0x26A1, 0x2705, 0x2728, 0x274C, 0x2753, 0x2757, 0x2B50}
    )


def coverage(path: Path) -> frozenset[int]:
    """Code points that a font file maps, by its `cmap` table (OpenType 1.9, formats 4 and 12).

    Raises OSError, ValueError or struct.error for what is no font.
    """
    with path.open("rb") as file:
        return _coverage(file)


def _coverage(file: BinaryIO) -> frozenset[int]:
    start = 0
    tag = file.read(4)
    if tag == b"ttcf":
        file.seek(12)
        (start,) = struct.unpack(">I", file.read(4))
        file.seek(start + 4)
    (tables,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    for name, _, offset, length in struct.iter_unpack(">4sIII", file.read(16 * tables)):
        if name == b"cmap":
            file.seek(offset)
            return frozenset(_mapped(file.read(min(length, 4 << 20))))
    raise ValueError("a font without a cmap table")


def _mapped(table: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", table, 2)
    wanted = {(3, 10), (0, 4), (0, 6), (3, 1), (0, 3)}
    for record in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * record)
        if (platform, encoding) not in wanted:
            continue
        (form,) = struct.unpack_from(">H", table, offset)
        if form == 12:
            (groups,) = struct.unpack_from(">I", table, offset + 12)
            for first, last, _ in struct.iter_unpack(
                ">III", table[offset + 16 : offset + 16 + 12 * groups]
            ):
                yield from range(first, min(last, 0x10FFFF) + 1)
        elif form == 4:
            yield from _segments(table, offset)


def _segments(table: bytes, offset: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", table, offset + 6)
    ends = struct.unpack_from(f">{twice // 2}H", table, offset + 14)
    starts = struct.unpack_from(f">{twice // 2}H", table, offset + 16 + twice)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)


@lru_cache(maxsize=64)
def _face(path: Path, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    face = ImageFont.truetype(str(path), size)
    if path.stem.lower().endswith(VARIABLE):
        face.set_variation_by_axes([BOLD if bold else REGULAR])
    return face


@lru_cache(maxsize=4)
def _emoji_face(path: Path) -> ImageFont.FreeTypeFont:
    """The face at a size of its bitmaps; raises ValueError for a kind that Pillow can't draw."""
    for size in STRIKES:
        try:
            face = ImageFont.truetype(str(path), size)
            picture = Image.new("RGBA", (2 * size, 2 * size))
            ImageDraw.Draw(picture).text((0, 0), "\u2764", font=face, embedded_color=True)
        except OSError:
            continue
        if picture.getbbox() is not None:
            return face
    raise ValueError("an emoji font without bitmaps")


def _plain(path: Path) -> str:
    return path.stem.lower().replace(" ", "").replace("_", "-")


def _rank(path: Path, *, bold: bool) -> int:
    words = {"w": "bold", "d": "-bold", "a": "bd", "s": "b"}
    if not bold:
        words = {"w": "regular", "d": "", "a": "", "s": ""}
    plain = _plain(path)
    for sign in VARIABLE:
        plain = plain.replace(sign, f"-{words['w']}")
    names = [name.format(**words) for name in PREFERRED]
    if plain in names:
        return names.index(plain)
    regular = [name.format(w="regular", d="", a="", s="") for name in PREFERRED]
    if plain in regular:  # the right script in the wrong weight is better than a chance find
        return 100 + regular.index(plain)
    odd = ("italic", "oblique", "mono", "condensed", "serif", "light", "thin", "black")
    return 200 + 10 * any(word in plain for word in odd) + (("bold" in plain) != bold)


@lru_cache(maxsize=1)
def _machine_files() -> tuple[Path, ...]:
    home = Path.home()
    folders = [
        *_package_folders(),
        Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts",
        home / ".fonts", Path("/System/Library/Fonts"), Path("/Library/Fonts"),
        home / "Library/Fonts",
    ]  # fmt: skip
    if sys.platform == "win32":
        folders.append(Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    return tuple(_files(folders))


def _package_folders() -> Iterator[Path]:
    for name in FONT_PACKAGES:
        spec = find_spec(name)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(folder)


def _files(places: Iterable[Path]) -> Iterator[Path]:
    left = MAX_FILES
    for place in places:
        if place.is_file():
            yield place
            continue
        for folder, folders, names in os.walk(place):
            folders.sort()
            for name in sorted(names):
                left -= 1
                if left < 0:
                    return
                if Path(name).suffix.lower() in SUFFIXES:
                    yield Path(folder) / name
