"""A look at a database without changing it: is it whole, is it ours, can it be written."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.store.database_file import DatabaseError, DatabaseLocked, instance_lock, lock_path_of

_CHECK_SECONDS: Final = 20.0


class DatabaseInUse(Exception):
    """A running process has the database: only that one can say how it is."""


@dataclass(frozen=True)
class SchemaVersion:
    """The version of a database (None: there is none yet), and the one that this program knows."""

    version: int | None
    newest: int


def check_health(path: Path, migrations: Path) -> SchemaVersion:
    """Look at a database that no process uses. Raises DatabaseInUse and DatabaseError.

    No database is created or migrated: a new version of the bot can be tried beside the old one.
    """
    newest = max(int(file.name[:4]) for file in migrations.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    if not path.exists():
        _check_writable(path.parent)
        return SchemaVersion(None, newest)
    with _held(path):
        _check_writable(path.parent)
        return SchemaVersion(_check(path, newest), newest)


def why_unwritable(folder: Path) -> str | None:
    """Write and delete a file in a folder, or in the nearest one above it that is there.

    Give None when that could be done, or else what keeps it from being done.
    """
    place = folder.absolute()
    try:
        while not place.exists():
            place = place.parent
        if not place.is_dir():
            return f"{place} can't be written (it is no folder)"
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(bytes(1 << 16))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return f"{place} can't be written ({error.strerror})"
    return None


def _check_writable(folder: Path) -> None:
    if reason := why_unwritable(folder):
        raise DatabaseError(reason)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the same lock that a running process holds; one that nobody made isn't made here."""
    with ExitStack() as stack:
        if lock_path_of(path).exists():
            try:
                stack.enter_context(instance_lock(path))
            except DatabaseLocked as error:
                raise DatabaseInUse(f"{path} is in use by a running process") from error
        yield


def _check(path: Path, newest: int) -> int:
    deadline = time.monotonic() + _CHECK_SECONDS
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # A large file is looked at for a while only.
            connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version > newest:
                raise DatabaseError(
                    f"{path} was made by a newer version of the bot (schema {version}, this one"
                    f" knows {newest})"
                )
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            damage = _damage(connection)
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: {error}") from error
    if damage:
        raise DatabaseError(f"{path} is damaged: {damage}")
    return version


def _damage(connection: sqlite3.Connection) -> str | None:
    try:
        told = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            return None  # not looked through to its end
        raise
    return None if told == "ok" else told
