"""The studio's library: tracks on disk, one folder a task.

``<library>/<task id>/task.json`` describes the task, its audio and cover files lie beside it. A
folder is filled under a hidden name and then renamed, so that a reader never sees half a task; the
command line may add tracks while the studio runs.
"""

import hashlib
import json
import logging
import os
import secrets
import shutil
import time
import uuid
from collections import OrderedDict
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from bot.studio.library.index import DESCRIPTION, TASK_ID, LibraryIndex
from bot.studio.library.models import (
    AUDIO_SUFFIXES,
    PICTURE_SUFFIXES,
    NewTrack,
    StoredTask,
    StoredTrack,
)

_log = logging.getLogger(__name__)

_LEFTOVER_SECONDS: Final = 3600.0
_KEPT: Final = 1500
"""Descriptions that are kept, read: more than are listed at once."""


class Library:
    """The folder ``root``. Its methods touch the disk: call them in a thread from a coroutine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._index = LibraryIndex(root, self._load)
        self._recent: OrderedDict[str, tuple[int, StoredTask]] = OrderedDict()
        self._sizes: dict[str, int] = {}

    def tasks(
        self,
        owner: str | None = None,
        query: str = "",
        *,
        owned_by: str | None = None,
        added_by: str | None = None,
        most: int | None = None,
    ) -> list[StoredTask]:
        """Return the tasks open to ``owner`` whose words hold all of the query's, newest first.

        ``owned_by`` leaves out what is everybody's, ``added_by`` what others brought; ``most``: how
        many are returned.
        """
        found = (
            self._load(task.task_id)
            for task in self._index.found(owner, query)
            if owned_by in (None, task.owner) and added_by in (None, task.added_by)
        )
        return list(islice((task for task in found if task is not None), most))

    def count(self, owner: str | None = None) -> int:
        """Return how many tasks belong to ``owner``; None counts every one."""
        counts = self._index.counts()
        return counts.total() if owner is None else counts[owner]

    def count_open(self, owner: str | None) -> int:
        """Return how many tasks are open to ``owner``."""
        return self.count() if owner is None else sum(map(self.count, {"", owner}))

    def size(self, *, owner: str | None = None, added_by: str | None = None) -> int:
        """Return how many bytes the tasks of a server take, or those that somebody brought."""
        return sum(
            self._size(task.task_id)
            for task in self._index.all()
            if owner in (None, task.owner) and added_by in (None, task.added_by)
        )

    def size_of(self, task_id: str) -> int:
        """Return how many bytes a task's files take."""
        return self._size(task_id)

    def task(self, task_id: str, owner: str | None = None) -> StoredTask | None:
        """Return a task by its id; None when there is none that is open to ``owner``."""
        if not TASK_ID.fullmatch(task_id):
            return None
        task = self._load(task_id)
        return task if task and task.is_open_to(owner) else None

    def track(self, task_id: str, audio_id: str, owner: str | None = None) -> StoredTrack | None:
        """Return a track by its two ids; None when there is none that is open to ``owner``."""
        task = self.task(task_id, owner)
        takes = task.tracks if task else ()
        return next((track for track in takes if track.audio_id == audio_id.lower()), None)

    def path(self, task_id: str, name: str) -> Path:
        """Return the path of a track's audio or cover."""
        return self.root / task_id / name

    def add(
        self,
        tracks: Iterable[NewTrack],
        *,
        owner: str = "",
        added_by: str = "",
        task_id: str | None = None,
    ) -> StoredTask:
        """Copy tracks into a new task. Raises OSError, and FileExistsError for a taken id."""
        task_id = task_id or secrets.token_hex(16)
        draft = self.root / f".new-{secrets.token_hex(8)}"
        draft.mkdir(parents=True)
        try:
            task = StoredTask(
                task_id=task_id,
                owner=owner,
                added_by=added_by,
                created_at=datetime.now(UTC),
                tracks=tuple(_copied(draft, at, track) for at, track in enumerate(tracks, 1)),
            )
            (draft / DESCRIPTION).write_text(_described(task), encoding="utf-8")
            try:
                draft.rename(self.root / task_id)
            except OSError as error:
                if (self.root / task_id).exists():
                    raise FileExistsError(f"the library has a task {task_id}") from error
                raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return task

    def remove(self, task_id: str, owner: str | None = None) -> bool:
        """Delete a task and its files; return whether there was one that is open to ``owner``.

        A server removes its own tasks only, the host (None) every one, also one that can't be read.
        """
        if not TASK_ID.fullmatch(task_id):
            return False
        if owner is not None:
            task = self.task(task_id)
            if task is None or task.owner != owner:
                return False
        grave = self.root / f".gone-{secrets.token_hex(8)}"
        try:
            (self.root / task_id).rename(grave)
        except FileNotFoundError:
            return False
        shutil.rmtree(grave, ignore_errors=True)
        return True

    def set_cover(self, task_id: str, cover: Path, owner: str) -> StoredTask | None:
        """Give a server's own task a picture, which is moved; None when it isn't there any more.

        The cover before this one stays, as a render may be reading it; older ones go.
        """
        task = self.task(task_id)
        if task is None or task.owner != owner:
            return None
        folder = self.root / task_id
        name = f"cover-{secrets.token_hex(8)}{_suffix(cover)}"
        tracks = (track.model_copy(update={"cover": name}) for track in task.tracks)
        changed = task.model_copy(update={"tracks": tuple(tracks)})
        try:
            os.replace(cover, folder / name)  # noqa: PTH105 - as below
        except FileNotFoundError:  # removed meanwhile
            return None
        kept = {name, *(track.cover for track in task.tracks)}
        return changed if self._describe(changed, "cover-*", kept) else None

    def set_lyrics(self, task_id: str, audio_id: str, text: str | None, owner: str) -> bool:
        """Give a server's own track lyrics in LRC, or none; False when it isn't there any more.

        The ones before these stay, as a render may be reading them; older ones go.
        """
        task = self.task(task_id)
        if task is None or task.owner != owner:
            return False
        digest = hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""
        name = f"lyrics-{digest}.lrc" if text else None
        changes = {"lyrics": name, "lyrics_version": digest or "none"}
        tracks = tuple(
            track.model_copy(update=changes) if track.audio_id == audio_id else track
            for track in task.tracks
        )
        try:
            if name and text:
                (self.root / task_id / name).write_text(text, encoding="utf-8")
        except FileNotFoundError:  # removed meanwhile
            return False
        kept = {name, *(track.lyrics for track in (*task.tracks, *tracks))}
        changed = task.model_copy(update={"tracks": tracks})
        return self._describe(changed, "lyrics-*", kept)

    def _describe(self, task: StoredTask, pattern: str, kept: Collection[str | None]) -> bool:
        """Keep what was changed of a task, and delete its files of a pattern but for some.

        False when the task is gone.
        """
        folder = self.root / task.task_id
        draft = folder / f".{DESCRIPTION}"
        try:
            draft.write_text(_described(task), encoding="utf-8")
            os.replace(draft, folder / DESCRIPTION)  # noqa: PTH105 - as below
        except FileNotFoundError:
            return False
        self._recent.pop(task.task_id, None)
        self._index.forget(task.task_id)
        self._sizes.pop(task.task_id, None)
        for old in folder.glob(pattern):
            if old.name not in kept:
                old.unlink(missing_ok=True)
        return True

    def sweep(self) -> None:
        """Delete what an interrupted add or remove left behind."""
        for folder in self.root.glob(".*"):
            is_ours = folder.name.startswith((".new-", ".gone-")) and folder.is_dir()
            if is_ours and time.time() - folder.stat().st_mtime > _LEFTOVER_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)

    def _size(self, task_id: str) -> int:
        """Return the bytes of a task's files, which never change."""
        if task_id not in self._sizes:
            try:
                files = list((self.root / task_id).iterdir())
                self._sizes[task_id] = sum(file.stat().st_size for file in files)
            except OSError:  # removed meanwhile
                return 0
        return self._sizes[task_id]

    def _load(self, task_id: str) -> StoredTask | None:
        path = self.root / task_id / DESCRIPTION
        try:
            changed = path.stat().st_mtime_ns
            seen = self._recent.get(task_id)
            if seen and seen[0] == changed:
                return seen[1]
            task = StoredTask.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            _log.warning("Passing over the task %s: its %s can't be read (%s)",
                         task_id, DESCRIPTION, type(error).__name__)  # fmt: skip
            return None
        if task.task_id != task_id:
            _log.warning("Passing over the task %s: its %s names another id", task_id, DESCRIPTION)
            return None
        self._recent[task_id] = (changed, task)
        if len(self._recent) > _KEPT:
            with suppress(KeyError):  # two threads may do so at once
                self._recent.popitem(last=False)
        return task


def _described(task: StoredTask) -> str:
    return json.dumps(task.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def _copied(folder: Path, at: int, new: NewTrack) -> StoredTrack:
    # A copy beside the original would take the room twice.
    bring = os.replace if new.is_moved else shutil.copyfile
    audio = f"{at}{_suffix(new.audio)}"
    bring(new.audio, folder / audio)
    cover = None
    if new.cover:
        cover = f"{at}-cover{_suffix(new.cover)}"
        bring(new.cover, folder / cover)
    lyrics = None
    if new.lyrics:
        lyrics = f"{at}-lyrics.lrc"
        (folder / lyrics).write_text(new.lyrics, encoding="utf-8")
    return StoredTrack(
        audio_id=new.audio_id or str(uuid.uuid4()),
        title=new.title,
        author=new.author,
        tags=new.tags,
        duration_seconds=new.duration_seconds,
        sound_digest=new.sound_digest,
        audio=audio,
        cover=cover,
        lyrics=lyrics,
    )


def _suffix(path: Path) -> str:
    """Return the file's suffix when it is a usual one: by it the file is served as what it is.

    One named like a page must not be served as a page, whatever it holds.
    """
    suffix = path.suffix.lower()
    return suffix if suffix in AUDIO_SUFFIXES | PICTURE_SUFFIXES else ""
