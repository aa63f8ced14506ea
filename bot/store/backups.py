"""Copies of the database: made while it works, brought back, and known as such afterwards."""

import asyncio
import logging
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.store import backup_process
from bot.store.backup_process import COPIED_AT, BackupFailed
from bot.store.database import Database, Transaction, epoch
from bot.store.database_file import BUSY_MILLISECONDS, instance_lock

log = logging.getLogger(__name__)

TAKEN_OVER: Final = "made of a copy of"
"""The remembered value that tells when the copy was made which was brought back last."""

_PAGES_TO_CHECKPOINT: Final = 1000  # SQLite's default

# A copy shows the jobs as they were. What was open then may have been posted since: as if its
# first send had been long ago, its channel is read back before anything is sent.
_DOUBT_POSTS: Final = """
    UPDATE requests SET first_send_at = created_at WHERE state IN ('waiting', 'posting')
"""
# What was queued then may have been submitted since: as if nothing had been heard of its submit.
_DOUBT_QUEUE: Final = """
    UPDATE videos SET state = 'submitting', submits = 1, submitted_at = :copied_at,
        due_at = :now, deadline_at = :deadline_at
    WHERE state = 'queued'
"""
_DOUBT_NOTICES: Final = """
    UPDATE notices SET first_send_at = created_at WHERE state = 'posting'
"""
# The deadlines that passed meanwhile were for a process that ran.
_EXTEND: Final = """
    UPDATE videos SET deadline_at = :deadline_at, due_at = :now
    WHERE state IN ('submitting', 'rendering')
"""


class Backups:
    """Makes copies of one open database."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._making = asyncio.Lock()

    async def create(self, target: Path) -> None:
        """Make a checked copy at ``target``, which is replaced as a whole. Raises BackupFailed.

        All that was committed before is in it. The connection is not kept waiting: what it has
        written is brought into the main file, which then stays as it is until it is copied, while
        new writes gather in the log beside it.
        """
        async with self._making:
            try:
                await self._db.read(_pause_writes)
                await _run(self._db.path, target)
            except sqlite3.Error as error:
                raise BackupFailed(f"{target}: {error}") from error
            finally:
                await asyncio.shield(self._db.read(_resume_writes))

    async def adopt_restored(self, now: datetime, deadline: timedelta) -> datetime | None:
        """Act on that this database is a copy brought back: give when it was made,
        None if it isn't.

        Since then, what was open may have been paid and posted; nothing of it is repeated blindly.
        """
        return await self._db.write(lambda transaction: _adopt_restored(transaction, now, deadline))


def _pause_writes(transaction: Transaction) -> None:
    transaction.fetch_one("PRAGMA wal_autocheckpoint = 0")
    transaction.fetch_one("PRAGMA busy_timeout = 0")  # another program that reads isn't waited for
    row = transaction.fetch_one("PRAGMA wal_checkpoint(TRUNCATE)")
    if row is None or row["busy"]:
        raise sqlite3.OperationalError("another program reads the database: nothing was copied")


def _resume_writes(transaction: Transaction) -> None:
    transaction.fetch_one(f"PRAGMA wal_autocheckpoint = {_PAGES_TO_CHECKPOINT}")
    transaction.fetch_one(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


async def _run(source: Path, target: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", backup_process.__file__, str(source), str(target)),
        stdin=asyncio.subprocess.PIPE,  # it ends with us, by its end
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    if process.stdin is None or process.stderr is None:
        raise BackupFailed(f"{target}: the process that copies has no pipes")
    try:
        told = await process.stderr.read()  # communicate() would close its input
        await process.wait()
    finally:
        # The file changes again from here on.
        if process.returncode is None:
            process.kill()
            await process.wait()
        process.stdin.close()
    if process.returncode != 0:
        reason = told.decode(errors="replace").strip().splitlines()
        raise BackupFailed(reason[-1] if reason else f"{target}: the copying was ended")


def _adopt_restored(
    transaction: Transaction, now: datetime, deadline: timedelta
) -> datetime | None:
    row = transaction.fetch_one("DELETE FROM key_value WHERE key = ? RETURNING value", (COPIED_AT,))
    if row is None:
        return None
    copied_at = float(row["value"])
    values = {
        "copied_at": copied_at,
        "now": epoch(now),
        "deadline_at": epoch(now + deadline),
    }
    transaction.execute(_DOUBT_POSTS)
    transaction.execute(_DOUBT_NOTICES)
    transaction.execute(_DOUBT_QUEUE, values)
    transaction.execute(_EXTEND, values)
    transaction.execute(
        "INSERT INTO key_value (key, value) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (TAKEN_OVER, row["value"]),
    )
    return datetime.fromtimestamp(copied_at, UTC)


def came_with_copy(transaction: Transaction, created_at: datetime) -> bool:
    """Return whether a request is as a copy showed it: what follows from it may be posted already.

    ``created_at``: when it was asked for.
    """
    row = transaction.fetch_one("SELECT value FROM key_value WHERE key = ?", (TAKEN_OVER,))
    return row is not None and created_at.timestamp() <= float(row["value"])


def copy_closed(path: Path, target: Path) -> None:
    """Copy a database that no process has open; it is left as it is, not brought up to date.

    Raises BackupFailed, and DatabaseError when a process has it.
    """
    if not path.is_file():
        raise BackupFailed(f"{path}: there is no database yet")
    with instance_lock(path):
        backup_process.copy_closed(path, target)


def restore(copy: Path, path: Path) -> Path | None:
    """Put a copy in the database's place; return where the former one was moved, None without one.

    Raises BackupFailed when the copy can't be used, and DatabaseError when a
    process has the database.
    """
    if not copy.is_file():
        raise BackupFailed(f"{copy}: there is no such file")
    with instance_lock(path):
        draft = path.with_name(f"{path.name}.restored")
        has_log = copy.with_name(f"{copy.name}-wal").exists()
        try:
            (backup_process.copy_closed if has_log else backup_process.copy_quiescent)(copy, draft)
        except BackupFailed as error:
            told = " ".join(str(error.__cause__ or error).split())
            raise BackupFailed(
                f"{copy} can't be restored ({told}); the database is as it was"
            ) from error
        former = path.with_name(f"{path.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        # Its write-ahead log goes with it: left behind, it would be written into the copy.
        for end in ("-shm", "-wal", ""):
            part = path.with_name(path.name + end)
            if part.exists():
                part.rename(f"{former}{end}")
        draft.replace(path)
        return former if former.exists() else None
