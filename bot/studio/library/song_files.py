"""Songs in the files and folders that a host names, with the pictures that lie beside them."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.studio.library.models import AUDIO_SUFFIXES, PICTURE_SUFFIXES, TAGS_LENGTH, TEXT_LENGTH
from bot.studio.render.lyric_files import is_lyric_file

INDEX: Final = "tracks.json"
"""What an export writes beside the songs, and an import reads."""

_COVER_NAMES: Final = ("cover", "folder", "front", "album")
_NOT_OURS: Final = frozenset({"__macosx", "@eadir", "$recycle.bin"})
"""Folders that systems put beside people's files, with files in them that are named like songs."""


class IndexEntry(BaseModel):
    """A song of an export: what it is called. ``file`` and ``cover`` lie beside the index."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    file: str = Field(max_length=300)
    title: str = Field(max_length=TEXT_LENGTH)
    author: str | None = Field(default=None, max_length=TEXT_LENGTH)
    tags: str | None = Field(default=None, max_length=TAGS_LENGTH)
    cover: str | None = Field(default=None, max_length=300)


class Index(BaseModel):
    """All songs of an export."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    tracks: tuple[IndexEntry, ...]


@dataclass(frozen=True)
class SongFile:
    """A song's file, with the picture and the lyrics beside it and what an export says of it."""

    path: Path
    cover: Path | None = None
    entry: IndexEntry | None = None
    lyrics: Path | None = None


@dataclass
class FoundSongs:
    """The songs, in the order of their names; and what isn't one, by suffix, and can't be read."""

    songs: list[SongFile] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def find_songs(paths: Iterable[Path]) -> FoundSongs:
    """Look for songs: a file that is named is one, of a folder whatever is named like one.

    Hidden files and folders, and links to folders, are passed over without a word.
    """
    found = FoundSongs()
    for path in paths:
        if path.is_dir():
            _search(path, found)
        else:
            found.songs.append(SongFile(path))
    return found


def _search(folder: Path, found: FoundSongs) -> None:
    def tell(error: OSError) -> None:
        found.problems.append(f"{error.filename}: {error.strerror}")

    for place, folders, names in os.walk(folder, onerror=tell):
        folders[:] = sorted((name for name in folders if _is_shown(name)), key=natural_order)
        shown = sorted((name for name in names if _is_shown(name)), key=natural_order)
        _take(Path(place), shown, found)


def _take(folder: Path, names: list[str], found: FoundSongs) -> None:
    """Sort a folder's files into songs, their covers and lyrics, and others."""
    entries = _entries(folder, names, found)
    pictures = [name for name in names if Path(name).suffix.lower() in PICTURE_SUFFIXES]
    by_stem = {Path(name).stem.casefold(): folder / name for name in reversed(pictures)}
    lyrics_by_stem = {
        Path(name).stem.casefold(): folder / name for name in reversed(names) if is_lyric_file(name)
    }
    shared = next((by_stem[name] for name in _COVER_NAMES if name in by_stem), None)
    used: set[Path] = {shared} if shared else set()
    for name in names:
        path = folder / name
        if path.suffix.lower() not in AUDIO_SUFFIXES:
            continue
        entry = entries.get(name)
        cover = by_stem.get(path.stem.casefold(), shared)
        lyrics = lyrics_by_stem.get(path.stem.casefold())
        if entry is not None:
            cover = folder / entry.cover if entry.cover and entry.cover in names else None
        used |= {beside for beside in (cover, lyrics) if beside}
        found.songs.append(SongFile(path, cover, entry, lyrics))
    songs = {song.path for song in found.songs}
    for name in names:
        path = folder / name
        if path not in songs | used and not (entries and name == INDEX):
            found.others[path.suffix.lower() or "no suffix"] += 1


def _entries(folder: Path, names: list[str], found: FoundSongs) -> dict[str, IndexEntry]:
    """Return what an export says of a folder's files, by their names."""
    if INDEX not in names:
        return {}
    try:
        index = Index.model_validate_json((folder / INDEX).read_bytes())
    except (OSError, ValidationError):
        found.problems.append(f"{folder / INDEX}: it is none of an export, and was passed over")
        return {}
    return {entry.file: entry for entry in index.tracks}


def _is_shown(name: str) -> bool:
    return not name.startswith(".") and name.casefold() not in _NOT_OURS


def natural_order(name: str) -> list[tuple[int, int, str]]:
    """Return a key by which "2" comes before "10"."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _parts(name)]


def _parts(name: str) -> Iterator[str]:
    return filter(None, re.split(r"([0-9]+)", name.casefold()))
