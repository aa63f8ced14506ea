"""One SQLite database: its single connection, whose writes are committed in groups.

One connection in one process: coroutines that share it share its transaction, so all writes go
through one task, and a caller that is cancelled never leaves a transaction open.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import aiosqlite

from bot.store.database_file import DatabaseError, instance_lock, make_private, prepare
from bot.store.rule_cache import RuleCache

log = logging.getLogger(__name__)

Row = dict[str, Any]
Parameters = Sequence[object] | Mapping[str, object]

_Result = TypeVar("_Result")

_GROUP: Final = 64
"""How many writes share a commit at most."""


def epoch(time: datetime | None) -> float | None:
    """Return a time as it is kept: epoch seconds."""
    return None if time is None else time.timestamp()


def placeholders(values: Sequence[object]) -> str:
    """Return as many placeholders as there are values."""
    return ", ".join("?" * len(values))


class Transaction:
    """Runs statements on the database's own thread, inside one piece of work."""

    def __init__(self, connection: sqlite3.Connection, rules: RuleCache | None = None) -> None:
        self._connection = connection
        self._rules = rules

    def rules(self, guild_id: int, name: str, load: Callable[[], _Result]) -> _Result:
        """Return some of a server's rules, of the tables in ``rule_cache``: ``load`` reads them."""
        if self._rules is None:
            return load()
        kept = self._rules.guilds.get(guild_id)
        if kept is not None and name in kept:
            rules: _Result = kept[name]
            return rules
        rules = load()
        if not self._connection.in_transaction:  # or it may still be rolled back
            self._rules.keep(guild_id, name, rules)
        return rules

    def fetch_one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Run a statement and give its first row."""
        # Not fetchone: a statement with RETURNING is only finished when it is read to its end.
        rows = self.fetch_all(sql, parameters)
        return rows[0] if rows else None

    def fetch_all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Run a statement and give all of its rows."""
        return [dict(row) for row in self._connection.execute(sql, parameters).fetchall()]

    def insert(self, table: str, row: Row) -> Row:
        """Add a row by its columns, and give it as it is kept, with what it has by default."""
        columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
        sql = f"INSERT INTO {table} ({columns}) VALUES ({values}) RETURNING *"
        return self.fetch_all(sql, row)[0]

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement and give the number of rows it changed."""
        return self._connection.execute(sql, parameters).rowcount


Work = Callable[[Transaction], _Result]


@dataclass(frozen=True)
class _PendingWrite:
    """Work that is to be committed, and where its outcome goes."""

    work: Work[Any]
    outcome: asyncio.Future[Any]


class Database:
    """A connection whose writes are committed in groups.

    A commit that outlives the loss of power costs a disk's time, however much is in it: so
    whatever gathers while one is under way goes into the next. Methods raise sqlite3.Error when
    SQLite does; a write that returned is committed.
    """

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._rules: RuleCache | None = None
        self._writes: asyncio.Queue[_PendingWrite | None] = asyncio.Queue()

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, migrations: Path) -> AsyncIterator["Database"]:
        """Open the file, bring it up to date, and close it in the end.

        Raises DatabaseError when another process has it, when it is newer than this program, or
        when it can't be opened or written.
        """
        with instance_lock(path):
            make_private(path)
            connector = aiosqlite.connect(path, isolation_level=None)
            try:
                connection = await connector
            except sqlite3.Error as error:
                # Its thread would print a traceback when it ends after the event loop.
                await asyncio.to_thread(connector._thread.join)  # noqa: SLF001
                raise DatabaseError(f"{path}: {error}") from error
            try:
                await prepare(connection, path, migrations)
                database = cls(connection, path)
                writer = asyncio.create_task(database._keep_writing(), name="database")
                try:
                    yield database
                finally:
                    database._writes.put_nowait(None)
                    await writer
            finally:
                await connection.close()

    async def keep_rules(self) -> None:
        """Keep what moderators have set in memory, where the file has tables of that."""
        rules = RuleCache()
        await rules.watch(self._connection)
        self._rules = rules

    async def fetch_one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Read the first row."""
        return await self.read(lambda transaction: transaction.fetch_one(sql, parameters))

    async def fetch_all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Read all rows."""
        return await self.read(lambda transaction: transaction.fetch_all(sql, parameters))

    async def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run and commit one statement, and return the number of rows it changed."""
        return await self.write(lambda transaction: transaction.execute(sql, parameters))

    async def read(self, work: Work[_Result]) -> _Result:
        """Run several statements that only read; what they see is committed."""
        return await self._on_thread(lambda connection: work(Transaction(connection, self._rules)))

    async def write(self, work: Work[_Result]) -> _Result:
        """Run and commit several statements as one: all of them, or none when ``work`` raises."""
        outcome: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._writes.put_nowait(_PendingWrite(work, outcome))
        return await outcome

    def write_soon(self, work: Work[None]) -> None:
        """Let statements go with the next commit: what the caller writes next, or by themselves.

        Nobody waits for them, and what goes wrong with them is logged.
        """
        outcome: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        outcome.add_done_callback(_log_failure)
        self._writes.put_nowait(_PendingWrite(work, outcome))

    async def _keep_writing(self) -> None:
        is_open = True
        while is_open:
            group = [await self._writes.get()]
            while len(group) < _GROUP and not self._writes.empty():
                group.append(self._writes.get_nowait())
            is_open = None not in group
            wanted = [write for write in group if write and not write.outcome.done()]
            if wanted:
                await self._commit(wanted)

    async def _commit(self, group: list[_PendingWrite]) -> None:
        works = [write.work for write in group]
        try:
            ends = await self._on_thread(
                lambda connection: _run_group(connection, works, self._rules)
            )
        except Exception as error:  # noqa: BLE001 - it goes to every caller
            ends = [(None, error)] * len(group)
        for write, (result, failure) in zip(group, ends, strict=True):
            if write.outcome.done():
                continue
            if failure is None:
                write.outcome.set_result(result)
            else:
                write.outcome.set_exception(failure)

    async def _on_thread(self, function: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """Run a function on the connection's thread, in one trip.

        The library's public methods take a trip for every statement, and on a busy event loop each
        of them waits its turn for the interpreter.
        """
        connection = self._connection
        result: _Result = await connection._execute(  # type: ignore[no-untyped-call]  # noqa: SLF001
            function,
            connection._connection,  # noqa: SLF001
        )
        return result


def _log_failure(outcome: asyncio.Future[None]) -> None:
    if not outcome.cancelled() and (error := outcome.exception()) is not None:
        log.info("what happened could not be kept: %s", error)


def _run_group(
    connection: sqlite3.Connection, works: list[Work[Any]], rules: RuleCache | None
) -> list[tuple[Any, Exception | None]]:
    """Run and commit a group of writes; what one of them raises takes nothing else along."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        ends = [_run_one(connection, work, rules) for work in works]
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return ends


def _run_one(
    connection: sqlite3.Connection, work: Work[Any], rules: RuleCache | None
) -> tuple[Any, Exception | None]:
    connection.execute("SAVEPOINT attempt")
    try:
        result = work(Transaction(connection, rules))
    except Exception as error:
        if not connection.in_transaction:
            raise  # SQLite has rolled everything back, as on a full disk
        connection.execute("ROLLBACK TO attempt")
        connection.execute("RELEASE attempt")
        return None, error
    connection.execute("RELEASE attempt")
    return result, None
