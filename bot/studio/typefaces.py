"""The typefaces that may be chosen for a server's videos, by name: those that the host approved."""

import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from bot.studio.render.spec import FONT_LENGTH
from bot.studio.settings import StudioSettings

BROUGHT: Final[Mapping[str, tuple[str, ...]]] = {
    "Comfortaa": ("fontpkg_comfortaa/files/Comfortaa[wght].ttf",),
    "Oswald": ("fontpkg_oswald/files/Oswald[wght].ttf",),
    "Playfair Display": ("fontpkg_playfair_display/files/PlayfairDisplay[wght].ttf",),
}
"""Typefaces that come with a dependency: a name, and files such as ``package/Font.ttf``."""

_WEIGHT: Final = re.compile(
    r"[-_ ]?(regular|bold|semibold|medium|variable\w*|vf)$|\[.*\]$", re.IGNORECASE
)


def typefaces(settings: StudioSettings) -> dict[str, tuple[Path, ...]]:
    """Return the files of each typeface that may be chosen, by its name, in alphabetical order."""
    found: dict[str, list[Path]] = {name: _installed(files) for name, files in BROUGHT.items()}
    for path in filter(Path.is_file, settings.typefaces):
        found.setdefault(name_of(path), []).append(path.absolute())
    return {name: tuple(files) for name, files in sorted(found.items()) if files}


def name_of(path: Path) -> str:
    """Return what a font file's typeface is called: its name without weight and punctuation."""
    stem = path.stem
    while (bare := _WEIGHT.sub("", stem)) != stem and bare:
        stem = bare
    return " ".join(re.split(r"[-_ ]+", stem)).strip()[:FONT_LENGTH] or path.name[:FONT_LENGTH]


def _installed(files: tuple[str, ...]) -> list[Path]:
    return [folder / name for file in files for folder, name in _places(file)]


def _places(file: str) -> Iterator[tuple[Path, str]]:
    package, _, name = file.partition("/")
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(folder), name
