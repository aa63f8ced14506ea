"""The file of the studio's queue: opened by one process, and brought up to date."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from typing import Final, TypeVar

import aiosqlite

_log = logging.getLogger(__name__)

_PAUSE_SECONDS: Final = 5.0

_Result = TypeVar("_Result")


class QueueLocked(Exception):
    """Another process has this queue open."""


class QueueUnusable(Exception):
    """The file is no queue, is damaged, or was made by a newer version."""


@asynccontextmanager
async def open_database(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """Open the file ``path``, made and brought up to date as needed, and close it.

    Raises QueueLocked while another process has it, QueueUnusable when it can't be used, and
    OSError when its folder can't.
    """
    await asyncio.to_thread(_make_private, path)
    async with aiosqlite.connect(path, isolation_level=None, timeout=0.5) as db:
        db.row_factory = sqlite3.Row
        try:
            # Exclusive: two studios on one folder would render everything twice.
            await db.execute_fetchall("PRAGMA locking_mode = EXCLUSIVE")
            await db.execute_fetchall("PRAGMA journal_mode = WAL")
            await db.execute_fetchall("PRAGMA synchronous = FULL")
            await _migrate(db)
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise QueueLocked(str(path)) from error
            raise QueueUnusable(f"{path}: {error}") from error
        yield db


def _make_private(path: Path) -> None:
    """Make a new file for its owner only: SQLite gives those beside it the same mode."""
    with contextlib.suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)


async def retry_on_lock(statement: Callable[[], Awaitable[_Result]]) -> _Result:
    """Run a statement of the queue, again after a while when the file can't be written."""
    while True:
        try:
            return await statement()
        except sqlite3.OperationalError as error:
            # No traceback: it is the machine's, and told anew each time.
            _log.error("The queue can't be written; trying again: %s", error)
            await asyncio.sleep(_PAUSE_SECONDS)


async def _migrate(db: aiosqlite.Connection) -> None:
    """Run the numbered scripts that the file has not seen, each in one transaction."""
    rows = list(await db.execute_fetchall("PRAGMA user_version"))
    known = rows[0][0]
    scripts = sorted(
        (item for item in (resources.files(__package__) / "migrations").iterdir()
         if item.name.endswith(".sql")),
        key=lambda item: item.name,
    )  # fmt: skip
    if scripts and known > int(scripts[-1].name.split("_", 1)[0]):
        raise QueueUnusable("studio.db was made by a newer version")
    for script in scripts:
        number = int(script.name.split("_", 1)[0])
        if number > known:
            sql = script.read_text(encoding="utf-8")
            await db.executescript(f"BEGIN;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")
