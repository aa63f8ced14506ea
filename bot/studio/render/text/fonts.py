"""The machine's fonts: where they are, and which one has the glyph for a character."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Final

from PIL import ImageFont

from bot.studio.render.text.emoji import Twemoji, is_emoji
from bot.studio.render.text.opentype import FontFile
from bot.studio.render.text.typeface import Typeface, visible

SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
MAX_FILES: Final = 6_000  # a folder named by mistake must not hang a render

# What reads well in a title, best first; the rest of a machine's fonts come after these.
PREFERRED: Final = (
    "inter-{w}", "notosans-{w}", "opensans-{w}", "roboto-{w}", "sourcesans3-{w}", "ubuntu-{w}",
    "dejavusans{d}", "liberationsans-{w}", "arial{a}", "helveticaneue", "segoeui{s}",
    "notosanscjk-{w}", "notosanscjkjp-{w}", "notosanscjksc-{w}", "sourcehansans-{w}", "pingfang",
    "hiraginosans", "msyh{s}", "malgun{s}", "wqy-zenhei", "droidsansfallbackfull",
    "notosansarabic-{w}", "notosanshebrew-{w}", "notosansdevanagari-{w}", "notosansthai-{w}",
    "notosanssymbols-{w}", "notosanssymbols2-regular", "notosansmath-regular",
)  # fmt: skip
EMOJI: Final = (
    "notocoloremoji",
    "noto-colrv1",
    "applecoloremoji",
    "seguiemj",
    "twemoji",
    "openmoji",
)
OUTLINES: Final = (
    "notoemoji",
)  # emoji in one colour: they know the sequences that symbols' fonts don't
FONT_PACKAGES: Final = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Noto, as a dependency: so the usual scripts are drawn on a machine without fonts, too."""

VARIABLE: Final = ("[wght]", "-vf.otf")  # how Noto names files that have every weight


class FontStack:
    """The fonts of a weight in order of preference; the host's own come first."""

    def __init__(self, extra: Sequence[Path] = (), *, bold: bool = True) -> None:
        own = [FontFile(path, bold=bold) for path in dict.fromkeys(_files(extra))]
        # What the bot brings goes first: one title looks the same on every machine.
        machine = [path for files in (_brought_files(), _machine_files())
                   for path in sorted(files, key=lambda path: _order(path, bold=bold))]  # fmt: skip
        known = {font.path for font in own}
        files = [FontFile(path, bold=bold) for path in machine if path not in known]
        texts = [font for font in (*own, *files) if not _is_of_emoji(font)]
        # Emoji look the same on every machine, unless its host names a font of them.
        self._pictures: list[Typeface] = [
            *(font for font in own if _is_of_emoji(font)),
            Twemoji(),
            *(font for font in files if _is_of_emoji(font)),
            *(font for font in texts if _plain(font.path).startswith(OUTLINES)),
        ]
        self._texts: list[Typeface] = [*texts, FontFile(Path(), data=_built_in)]
        self._chosen: dict[str, Typeface | None] = {}

    def font_for(self, cluster: str, previous: Typeface | None = None) -> Typeface | None:
        """Return the font for a cluster of signs, ``previous`` if it will do; None if none has it.

        A font that has all of the cluster goes before one that has its first sign only.
        """
        if is_emoji(cluster):
            return self._first(cluster, emoji=True) or self._first(cluster[:1], emoji=True)
        needed = visible(cluster)
        if previous is not None and not previous.is_colour and previous.has(needed):
            return previous
        return self._first(needed) or self._first(needed[:1])

    def _first(self, needed: str, *, emoji: bool = False) -> Typeface | None:
        """Return the first font that has all of some signs: pictures' fonts first for an emoji."""
        key = f"e{needed}" if emoji else needed
        if key not in self._chosen:
            in_order = (self._pictures, self._texts)
            fonts = chain(*in_order) if emoji else chain(*reversed(in_order))
            self._chosen[key] = next((font for font in fonts if font.has(needed)), None)
        return self._chosen[key]


def _built_in() -> bytes:
    """Pillow's own font: the last resort, Latin only."""
    font = ImageFont.load_default(20)
    return font.font_bytes if isinstance(font, ImageFont.FreeTypeFont) else b""


def _is_of_emoji(font: FontFile) -> bool:
    return _plain(font.path).startswith(EMOJI) and font.is_colour


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


def _order(path: Path, *, bold: bool) -> tuple[int, str, str]:
    return _rank(path, bold=bold), path.name, str(path)


@lru_cache(maxsize=1)
def _brought_files() -> tuple[Path, ...]:
    return tuple(_files(_package_folders()))


@lru_cache(maxsize=1)
def _machine_files() -> tuple[Path, ...]:
    home = Path.home()
    folders = [
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
