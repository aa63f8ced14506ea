"""What a library holds, in short: enough to list and to search 20,000 tasks without their files."""

import logging
import os
import re
import threading
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from bot.sanitize import PIECE_OF_ID, folded, query_words
from bot.studio.library.models import StoredTask

_log = logging.getLogger(__name__)

DESCRIPTION: Final = "task.json"
TASK_ID: Final = re.compile(r"[0-9a-f]{32}")

_SETTLED_SECONDS: Final = 2.0
"""A folder's time of change may be that old already when something is put into it."""
_LOOK_AGAIN_SECONDS: Final = 300.0
"""Only somebody who edits a description by hand waits for that: what is added is seen at once."""


class TaskSummary(NamedTuple):
    """One task, in short. ``changed``: when its description was, in nanoseconds."""

    created_at: float
    task_id: str
    changed: int
    owner: str
    added_by: str
    words: str
    ids: str


class _Listing(NamedTuple):
    """All tasks, newest first, and all their texts in one, each from its place in ``begins``.

    One long text is searched twenty times as fast as 20,000 short ones.
    """

    tasks: list[TaskSummary]
    text: str
    begins: list[int]
    owners: Counter[str]

    @classmethod
    def of(cls, known: Iterable[TaskSummary]) -> "_Listing":
        """Sort the tasks and put their texts together."""
        tasks = sorted(known, reverse=True)
        texts = [f"{task.words}\n{task.ids}\n" for task in tasks]
        lengths = accumulate((len(text) for text in texts), initial=0)
        return cls(tasks, "".join(texts), list(lengths)[:-1], Counter(task.owner for task in tasks))

    def with_word(self, word: str) -> Iterator[TaskSummary]:
        """Return the tasks in whose texts a word stands."""
        at = self.text.find(word)
        while at >= 0:
            number = bisect_right(self.begins, at)
            yield self.tasks[number - 1]
            at = self.text.find(word, self.begins[number]) if number < len(self.begins) else -1


class LibraryIndex:
    """The tasks in the folder ``root``, newest first; ``load`` reads a description from disk."""

    def __init__(self, root: Path, load: Callable[[str], StoredTask | None]) -> None:
        self._root = root
        self._load = load
        self._known: dict[str, TaskSummary] = {}
        self._listing = _Listing.of([])
        self._folder_changed = -1
        self._looked_at = float("-inf")
        self._is_stale = True
        self._lock = threading.Lock()

    def forget(self, task_id: str) -> None:
        """Read a description anew, which has changed."""
        with self._lock:
            self._known.pop(task_id, None)
            self._is_stale = True

    def all(self) -> list[TaskSummary]:
        """Return all tasks as they are now, newest first."""
        return self._present().tasks

    def _present(self) -> _Listing:
        with self._lock:
            return self._read_listing()

    def _read_listing(self) -> _Listing:
        try:
            changed = self._root.stat().st_mtime_ns
        except OSError:
            return _Listing.of([])
        now = time.monotonic()
        is_due = now - self._looked_at >= _LOOK_AGAIN_SECONDS
        if self._is_stale or is_due or changed != self._folder_changed:
            self._refresh(look_into_all=is_due)
            is_settled = time.time() - changed / 1e9 > _SETTLED_SECONDS
            self._folder_changed = changed if is_settled else -1
            if is_due:
                self._looked_at = now
        return self._listing

    def counts(self) -> Counter[str]:
        """Return how many tasks each owner has."""
        return self._present().owners

    def found(self, owner: str | None, query: str) -> Iterator[TaskSummary]:
        """Return the tasks open to ``owner`` that have all of the query's words, newest first.

        A word stands anywhere in titles, authors and tags, accents and case aside, or is a piece of
        an id that is too long to be there by chance.
        """
        words = query_words(query)
        listing = self._present()
        tasks = listing.with_word(max(words, key=len)) if words else iter(listing.tasks)
        for task in tasks:
            if owner is not None and task.owner not in ("", owner):
                continue
            if all(
                word in task.words or (len(word) >= PIECE_OF_ID and word in task.ids)
                for word in words
            ):
                yield task

    def _refresh(self, *, look_into_all: bool) -> None:
        with os.scandir(self._root) as entries:
            names = {entry.name for entry in entries if TASK_ID.fullmatch(entry.name)}
        self._is_stale = False
        known = {name: one for name, one in self._known.items() if name in names}
        for name in names:
            if look_into_all or name not in known:
                self._look(name, known)
        self._known = known
        self._listing = _Listing.of(known.values())  # a new one: others go through the old

    def _look(self, task_id: str, known: dict[str, TaskSummary]) -> None:
        try:
            # Pathlib takes three times as long, for 20,000 of them.
            changed = os.stat(f"{self._root}/{task_id}/{DESCRIPTION}").st_mtime_ns  # noqa: PTH116
        except OSError:  # removed meanwhile
            known.pop(task_id, None)
            return
        if task_id in known and known[task_id].changed == changed:
            return
        task = self._load(task_id)
        if task is None:
            known.pop(task_id, None)
        else:
            known[task_id] = _summary(task, changed)


def _summary(task: StoredTask, changed: int) -> TaskSummary:
    words: list[str] = []
    for track in task.tracks:
        words += [track.title, track.author or "", track.tags or ""]
    ids = [task.task_id, *(track.audio_id for track in task.tracks)]
    return TaskSummary(
        created_at=task.created_at.timestamp(),
        task_id=task.task_id,
        changed=changed,
        owner=task.owner,
        added_by=task.added_by,
        words=folded("\n".join(words)),
        ids="\n".join(ids),
    )
