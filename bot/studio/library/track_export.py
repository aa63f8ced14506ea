"""Copies songs out of the library: files named as people name them, and what they are called."""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from bot.studio.library.library import Library
from bot.studio.library.models import StoredTask, StoredTrack
from bot.studio.library.song_files import INDEX
from bot.studio.render.text.bidi import cleaned

_FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|\0-\x1f]')
"""What file names can't have on one system or another."""

_NAME_BYTES: Final = 180


class ExportFolderInUse(Exception):
    """There is something in the folder already."""


def export_tracks(library: Library, tasks: Iterable[StoredTask], folder: Path) -> Iterator[str]:
    """Copy the tracks of tasks into a new or empty folder, yielding the name of each file.

    An index beside them says what they are called, so that an import brings that back. Interrupted,
    it leaves whole files and an index of them. Raises ExportFolderInUse and OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ExportFolderInUse
    entries: list[dict[str, Any]] = []
    taken: set[str] = {INDEX.casefold()}
    try:
        for task in tasks:
            for track in task.tracks:
                entries.append(_exported(library, task, track, folder, taken))
                yield entries[-1]["file"]
    finally:
        text = json.dumps({"tracks": entries}, ensure_ascii=False, indent=2) + "\n"
        (folder / INDEX).write_text(text, encoding="utf-8")


def _exported(
    library: Library, task: StoredTask, track: StoredTrack, folder: Path, taken: set[str]
) -> dict[str, Any]:
    stem = _free(_file_name(track), taken)
    entry: dict[str, Any] = {"file": stem + Path(track.audio).suffix}
    entry |= {"title": track.title, "author": track.author, "tags": track.tags}
    _copy(library.path(task.task_id, track.audio), folder / entry["file"])
    if track.cover:
        entry["cover"] = stem + Path(track.cover).suffix
        _copy(library.path(task.task_id, track.cover), folder / entry["cover"])
    if track.lyrics:
        _copy(library.path(task.task_id, track.lyrics), folder / (stem + Path(track.lyrics).suffix))
    return entry


def _copy(source: Path, target: Path) -> None:
    """Copy a file so that it is whole or not there."""
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(source, part)
        os.replace(part, target)  # noqa: PTH105 - as the library does
    finally:
        part.unlink(missing_ok=True)


def _file_name(track: StoredTrack) -> str:
    """Return "artist - title" as any system takes it, without a suffix."""
    named = " - ".join(filter(None, (track.author, track.title)))
    name = _FORBIDDEN.sub("_", cleaned(named))
    name = name.encode()[:_NAME_BYTES].decode(errors="ignore").strip(" .")
    return name or track.audio_id


def _free(name: str, taken: set[str]) -> str:
    """Return a name that no other song has, on systems that take "A" for "a", too."""
    found, count = name, 1
    while found.casefold() in taken:
        count += 1
        found = f"{name} ({count})"
    taken.add(found.casefold())
    return found
