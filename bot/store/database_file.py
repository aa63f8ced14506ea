"""A database's file: its lock against a second process, its mode, and its migrations."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import aiosqlite

from bot.store.file_lock import LockHeld, LockUnavailable, take_lock

BUSY_MILLISECONDS: Final = 1000
"""How long a write waits for a lock of somebody else's: a member has to be told within 3 s."""

_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    # FULL: an acknowledged job survives the loss of power, too.
    "PRAGMA synchronous = FULL",
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    # What people had deleted does not stay behind in the file, or in its copies.
    "PRAGMA secure_delete = ON",
)


class DatabaseError(Exception):
    """The database can't be used; the message says why and what to do."""


class DatabaseLocked(DatabaseError):
    """Another process has the database."""


def lock_path_of(path: Path) -> Path:
    """Return the file that is locked while a process has a database."""
    return path.with_name(path.name + ".lock")


@contextmanager
def instance_lock(path: Path) -> Iterator[None]:
    """Hold the database against a second process; the kernel lets go when this one ends.

    Raises DatabaseLocked when another one has it, DatabaseError when its folder can't be written or
    gives no locks.
    """
    lock_path = lock_path_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = lock_path.open("w")
    except OSError as error:
        raise DatabaseError(f"{lock_path}: can't be written ({error.strerror})") from error
    with lock:
        try:
            take_lock(lock)
        except LockUnavailable as error:
            raise DatabaseError(f"{path}: {error}") from error
        except LockHeld as error:
            raise DatabaseLocked(
                f"{path}: another process of the bot is using it; stop that one first"
            ) from error
        yield


def make_private(path: Path) -> None:
    """Make a new database's file for its owner only; one that is there keeps its mode.

    SQLite gives the files beside it the same. Raises DatabaseError.
    """
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return
    except OSError as error:
        raise DatabaseError(f"{path}: can't be written ({error.strerror})") from error


async def prepare(connection: aiosqlite.Connection, path: Path, migrations: Path) -> None:
    connection.row_factory = sqlite3.Row
    try:
        for pragma in _PRAGMAS:
            await connection.execute(pragma)
        # A table that others refer to can be made again only while nobody guards the references.
        await connection.execute("PRAGMA foreign_keys = OFF")
        await _migrate(connection, path, migrations)
        await connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: {error}") from error


async def _migrate(connection: aiosqlite.Connection, path: Path, migrations: Path) -> None:
    """Run the numbered scripts that the file doesn't have yet, each in one transaction."""
    scripts = _scripts(migrations)
    async with connection.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    version = row[0] if row else 0
    newest = max(scripts)
    if version > newest:
        raise DatabaseError(
            f"{path}: made by a newer version of the bot (schema {version}, this one knows"
            f" {newest}); install that version again, or restore a backup"
        )
    for number in range(version + 1, newest + 1):
        # executescript commits whatever is open, so the script brings its own transaction.
        await connection.executescript(
            f"BEGIN IMMEDIATE;\n{scripts[number]}\nPRAGMA user_version = {number};"
        )
        async with connection.execute("PRAGMA foreign_key_check") as cursor:
            if await cursor.fetchone() is not None:
                # Closing the connection takes the step back.
                raise DatabaseError(f"{path}: step {number} would lose what rows refer to")
        await connection.execute("COMMIT")


def _scripts(migrations: Path) -> dict[int, str]:
    files = migrations.glob("[0-9][0-9][0-9][0-9]_*.sql")
    return {int(file.name[:4]): file.read_text(encoding="utf-8") for file in files}
