"""Makes a copy of a database into one whole, checked file: a program of its own, without imports.

The bot runs it beside itself while it keeps its file from changing (see ``bot.store.backups``). A
process of its own, because closing a file in the bot's would let go of the locks that SQLite holds
there (https://sqlite.org/howtocorrupt.html, 2.2), and because checking takes a while. It ends with
the bot, whose next run would change the file under it: its standard input stays open until then.
"""

import os
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

COPIED_AT: Final = "copied at"
"""The remembered value by which a copy that was brought back is known."""


class BackupFailed(Exception):
    """No copy was made; the message says why."""


def copy_quiescent(source: Path, target: Path) -> None:
    """Copy a file that does not change meanwhile, all of it in the main file.

    Raises BackupFailed.
    """
    _write_copy(target, lambda draft: shutil.copyfile(source, draft))


def copy_closed(source: Path, target: Path) -> None:
    """Copy a database that no process has open, as it is after a crash, too.

    Raises BackupFailed.
    """
    _write_copy(target, lambda draft: _copy_through_sqlite(source, draft))


def _copy_through_sqlite(source: Path, draft: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as database,
        closing(sqlite3.connect(draft)) as copy,
    ):
        database.backup(copy)


def _write_copy(target: Path, copy: Callable[[Path], object]) -> None:
    draft = target.with_name(f".{target.name}.draft")
    try:
        # Members' ids and callback tokens are in it: for its owner only, from the first byte.
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copy(draft)
        _sync_file(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
        _sync_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(f"{target}: {error}") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _sync_file(draft: Path) -> None:
    """Check a copy, mark it as one, and make it a single file. Raises BackupFailed."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok" or database.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise BackupFailed(f"{draft}: the copy is damaged: {found}")
        database.execute(
            "INSERT INTO key_value (key, value) VALUES (?, ?)"
            " ON CONFLICT DO NOTHING",  # a copy of a copy shows what the first one showed
            (COPIED_AT, str(time.time())),
        )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _end_with_input() -> None:
    while os.read(0, 4096):
        pass
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        copy_quiescent(Path(sys.argv[1]), Path(sys.argv[2]))
    except BackupFailed as failure:
        sys.exit(str(failure))
