"""Every older version's data comes along, whole: each script here is a database it left behind."""

import asyncio
import re
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from bot.jobs import OPEN_REQUEST_STATES, Request, RequestState, Video, VideoState
from bot.store import MIGRATIONS, Store
from bot.store.database import Database, Transaction
from tests.store.schema import FILE as SCHEMA
from tests.store.schema import schema_of
from tests.store.test_database import KILLED
from tests.store.versions.__main__ import fill
from tests.support.rows import NOW, rows_of

FOLDER: Final = Path(__file__).parent / "versions"
DUMPS: Final = sorted(FOLDER.glob("*.sql"))
NEWEST: Final = max(int(script.name[:4]) for script in MIGRATIONS.glob("*.sql"))

RENAMED_TABLES: Final = {
    "hints": "candidate_ids",
    "keepsakes": "attachment_jobs",
    "bulletins": "notices",
    "alarms": "low_credit_alerts",
    "starts": "quota_usage",
    "allowed": "access_rules",
    "settings": "guild_settings",
    "servers": "guilds",
    "meta": "key_value",
    "outcomes": "outcome_counts",
}
RENAMED_COLUMNS: Final = {
    "bulletin_id": "notice_id",
    "detour": "fallback_reason",
    "discard_task_id": "file_to_delete",
    "edition": "variant",
    "foreign_branding": "other_branding",
    "is_branding_sure": "is_branding_confirmed",
    "is_showing": "is_showcase",
    "is_status_stale": "is_status_outdated",
    "is_unasked": "is_orphaned",
    "life": "entity",
    "posting_at": "first_send_at",
    "shown": "status_digest",
    "shown_at": "status_edited_at",
    "told_at": "progress_at",
    "verdict": "outcome",
}
RENAMED_VALUES: Final[dict[tuple[str, object], str]] = {
    ("target", "asked"): "origin",
    ("kind", "showing"): "showcase",
    ("kind", "unshown"): "showcase-refused",
}
"""What version 4 renamed; whatever isn't here has to be found as it was."""

Contents = dict[str, list[dict[str, object]]]


def revived(dump: Path, folder: Path) -> Path:
    """Make the database that a script describes."""
    path = folder / "bot.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(dump.read_text(encoding="utf-8"))
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
    return int(version)


def contents_of(path: Path) -> Contents:
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: [dict(row) for row in database.execute(f"SELECT * FROM {name} ORDER BY 1, 2")]  # noqa: S608
            for (name,) in tables
        }


def lost(before: Contents, after: Contents) -> list[str]:
    """Tell what is not there any more; new tables, columns and rows are welcome."""
    found = []
    for table, rows in before.items():
        kept = [row.items() for row in after.get(table, [])]
        kept += [row.items() for row in after.get(RENAMED_TABLES.get(table, table), [])]
        gone = [
            row
            for row in rows
            if not any(row.items() <= items or renamed(row).items() <= items for items in kept)
        ]
        found += [f"{table}: {row}" for row in gone]
    return found


def renamed(row: dict[str, object]) -> dict[str, object]:
    """Return a row of an older version as the newest version has it."""
    return {
        RENAMED_COLUMNS.get(column, column): RENAMED_VALUES.get((column, value), value)
        for column, value in row.items()
    }


def test_every_older_version_was_written_down() -> None:
    written = {int(dump.name[:4]) for dump in DUMPS}
    assert set(range(1, NEWEST)) <= written, "before a migration: python -m tests.store.versions"


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_nothing_is_lost_on_the_way_to_the_newest_version(dump: Path, tmp_path: Path) -> None:
    path = revived(dump, tmp_path)
    assert version_of(path) == int(dump.stem)
    before = contents_of(path)
    tables = {RENAMED_TABLES.get(table, table) for table in before}
    assert {"videos", "requests", "candidate_ids", "tracks", "branding", "key_value"} <= tables
    assert all(before.values()), "each table has something to lose"
    async with Store.open(path) as store:
        await assert_usable(store)
    assert version_of(path) == NEWEST
    assert lost(before, contents_of(path)) == []


async def assert_usable(store: Store) -> None:
    """Read everything as the bot does, and see that the counts are right from the start."""
    videos = [Video.model_validate(row) for row in await rows_of(store, "videos")]
    requests = [Request.model_validate(row) for row in await rows_of(store, "requests")]
    assert {video.state for video in videos} == set(VideoState)
    assert {request.state for request in requests} == set(RequestState)
    assert await store.key_value._db.fetch_all("PRAGMA integrity_check") == [
        {"integrity_check": "ok"}
    ]
    assert await store.key_value._db.fetch_all("PRAGMA foreign_key_check") == []
    counts = await store.job_counter.count()
    assert sum(counts.open_requests.values()) == sum(
        r.state in OPEN_REQUEST_STATES for r in requests
    )
    ended = sum(one.count for one in counts.outcomes if one.entity == "request")
    assert ended == sum(r.state not in OPEN_REQUEST_STATES for r in requests)


@pytest.mark.parametrize(
    "dump", [dump for dump in DUMPS if int(dump.stem) < NEWEST], ids=lambda dump: dump.stem
)
async def test_a_migration_killed_before_its_end_leaves_the_old_version(
    dump: Path, tmp_path: Path
) -> None:
    path = revived(dump, tmp_path)
    before = contents_of(path)
    deadly = tmp_path / "deadly"
    deadly.mkdir()
    for script in MIGRATIONS.glob("*.sql"):
        text = script.read_text(encoding="utf-8")
        is_next = int(script.name[:4]) == int(dump.stem) + 1
        (deadly / script.name).write_text(
            text + ("\nSELECT die();" if is_next else ""), encoding="utf-8"
        )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, str(path), str(deadly)
    )
    assert await process.wait() == -signal.SIGKILL
    async with Database.open(path, one_version(tmp_path, int(dump.stem))):
        pass
    assert version_of(path) == int(dump.stem)
    assert contents_of(path) == before
    async with Store.open(path):
        pass
    assert lost(before, contents_of(path)) == []


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_what_guards_and_wakes_the_rows_survives_the_making_anew_of_their_table(
    dump: Path, tmp_path: Path
) -> None:
    path = revived(dump, tmp_path)
    async with Store.open(path) as store:
        (hint,) = await store.videos._db.fetch_all("SELECT * FROM candidate_ids ORDER BY 1 LIMIT 1")
        video_id = str(hint["video_id"])
        await store.candidate_ids.record(video_id, "a new one", NOW)
        row = await store.videos._db.fetch_one(
            "SELECT due_at FROM videos WHERE video_id = ?", [video_id]
        )
        assert row == {"due_at": NOW.timestamp()}
        with pytest.raises(sqlite3.IntegrityError):  # requests refer to them
            await store.videos._db.execute("DELETE FROM videos")
        await store.videos._db.execute("DELETE FROM requests")
        await store.videos._db.execute("DELETE FROM videos")
        assert await rows_of(store, "candidate_ids") == []


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
async def test_an_old_database_gets_the_shape_of_a_new_one(dump: Path, tmp_path: Path) -> None:
    path = revived(dump, tmp_path)
    async with Store.open(path):
        pass
    assert schema_of(path) == SCHEMA.read_text(encoding="utf-8")


async def test_every_name_in_the_schema_leads_somewhere(store: Store) -> None:
    """Rename each table there and back: SQLite reads every trigger and reference again."""

    def rename(transaction: Transaction) -> None:
        tables = transaction.fetch_all(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        for name in (row["name"] for row in tables):
            transaction.execute(f"ALTER TABLE {name} RENAME TO renamed")
            transaction.execute(f"ALTER TABLE renamed RENAME TO {name}")

    await store.videos._db.write(rename)


async def test_what_an_old_request_asked_for_is_taken_from_its_video(tmp_path: Path) -> None:
    async with Store.open(revived(FOLDER / "0002.sql", tmp_path)) as store:
        videos = {row["video_id"]: row for row in await rows_of(store, "videos")}
        for row in await rows_of(store, "requests"):
            video = videos[row["video_id"]]
            assert (row["author"], row["domain_name"]) == (video["author"], video["domain_name"])


async def test_the_present_version_can_be_written_down_with_something_in_every_table(
    store: Store,
) -> None:
    await fill(store)
    filled = contents_of(store.videos._db.path)
    assert {name for name, rows in filled.items() if not rows} == set()
    await assert_usable(store)


def one_version(folder: Path, number: int) -> Path:
    """Return the migrations as they were at a version."""
    then = folder / "then"
    then.mkdir()
    for script in MIGRATIONS.glob("*.sql"):
        if int(script.name[:4]) <= number:
            (then / script.name).write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
    return then


def test_migrations_have_numbers_without_gaps() -> None:
    names = sorted(script.name for script in MIGRATIONS.glob("*.sql"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.sql", name) for name in names)
