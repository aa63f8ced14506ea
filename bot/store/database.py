"""One SQLite database: its single connection, its lock against a second process, its migrations.

One connection in one process: coroutines that share it share its transaction, so every statement
and every transaction takes the same lock.
"""

import asyncio
import fcntl
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

import aiosqlite

Row = dict[str, Any]
Parameters = Sequence[object] | Mapping[str, object]

_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    # FULL: an acknowledged job survives the loss of power, too.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
)


def epoch(time: datetime | None) -> float | None:
    """Give a time as it is kept: epoch seconds."""
    return None if time is None else time.timestamp()


class DatabaseError(Exception):
    """The database can't be used; the message says why and what to do."""


class Statements(Protocol):
    """Something that runs statements: the database, or a transaction."""

    async def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Run a statement and give its first row."""


class Database:
    """A connection in autocommit mode: a statement is a transaction, unless inside ``transaction``.

    Every method raises sqlite3.Error when SQLite does.
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._lock = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, migrations: Path) -> AsyncIterator["Database"]:
        """Open the file, bring it up to date, and close it in the end.

        Raises DatabaseError when another process has it, when it is newer than this program, or
        when it can't be opened or written.
        """
        with _instance_lock(path):
            try:
                connection = await aiosqlite.connect(path, isolation_level=None)
            except sqlite3.Error as error:
                raise DatabaseError(f"{path}: {error}") from error
            try:
                await _prepare(connection, path, migrations)
                yield cls(connection)
            finally:
                await connection.close()

    async def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Run a statement and give its first row; a write is committed by then."""
        async with self._lock:
            return await self._first(sql, parameters)

    async def all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Run a statement and give all of its rows; a write is committed by then."""
        async with self._lock:
            rows = await self._connection.execute_fetchall(sql, parameters)
        return [dict(row) for row in rows]

    async def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement, commit it, and give the number of rows it changed."""
        async with self._lock, self._connection.execute(sql, parameters) as cursor:
            return cursor.rowcount

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["Transaction"]:
        """Run several statements as one; await nothing else inside."""
        async with self._lock:
            await self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self)
                await self._connection.execute("COMMIT")
            except BaseException:
                # A cancelled COMMIT may have been carried out by the time this runs.
                if self._connection.in_transaction:
                    await self._connection.execute("ROLLBACK")
                raise

    async def _first(self, sql: str, parameters: Parameters) -> Row | None:
        # Not fetchone: a statement with RETURNING is only finished when it is read to its end.
        rows = list(await self._connection.execute_fetchall(sql, parameters))
        return dict(rows[0]) if rows else None


class Transaction:
    """The statements inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Run a statement and give its first row."""
        return await self._database._first(sql, parameters)  # noqa: SLF001 - the same noun


@contextmanager
def _instance_lock(path: Path) -> Iterator[None]:
    """Hold the database against a second process; the kernel lets go when this one ends."""
    lock_path = path.with_name(path.name + ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = lock_path.open("w")
    except OSError as error:
        raise DatabaseError(f"{lock_path}: can't be written ({error.strerror})") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatabaseError(f"{path}: another process of the bot is using it") from error
        yield


async def _prepare(connection: aiosqlite.Connection, path: Path, migrations: Path) -> None:
    connection.row_factory = sqlite3.Row
    try:
        for pragma in _PRAGMAS:
            await connection.execute(pragma)
        await _migrate(connection, path, migrations)
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
            f"BEGIN IMMEDIATE;\n{scripts[number]}\nPRAGMA user_version = {number};\nCOMMIT;"
        )


def _scripts(migrations: Path) -> dict[int, str]:
    files = migrations.glob("[0-9][0-9][0-9][0-9]_*.sql")
    return {int(file.name[:4]): file.read_text(encoding="utf-8") for file in files}
