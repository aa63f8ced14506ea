"""Write ``bot/store/schema.sql``, the database's present shape: ``python -m tests.store.schema``.

The migrations make the database; the file is for whoever reads, and a test compares the two.
"""

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from bot.store import MIGRATIONS
from bot.store.database import Database

FILE: Final = MIGRATIONS.parent / "schema.sql"
_HEAD: Final = """\
-- The database as the migrations leave it, in one file to read. Nothing runs it: change the shape
-- by a new script in migrations/, then write this file with "make schema".
-- Times are epoch seconds (UTC).
"""


async def migrated(path: Path) -> None:
    """Make an empty database of the newest version."""
    async with Database.open(path, MIGRATIONS):
        pass


def schema_of(path: Path) -> str:
    """Return a database's shape as SQL: each table with its indexes and triggers behind it."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master"
            " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
    return "\n".join([_HEAD, *_grouped(rows)])


def _grouped(rows: list[tuple[str, str, str, str]]) -> Iterator[str]:
    for kind, name, _, sql in rows:
        if kind != "table":
            continue
        yield f"{sql};"
        for wanted in ("index", "trigger"):
            parts = [text for one, _, table, text in rows if (one, table) == (wanted, name)]
            yield from (f"{text};" for text in parts)
        yield ""


def present_schema() -> str:
    """Return the shape that the migrations make."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bot.db"
        asyncio.run(migrated(path))
        return schema_of(path)


if __name__ == "__main__":
    FILE.write_text(present_schema(), encoding="utf-8")
