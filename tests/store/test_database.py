"""The database file: who may open it, how it grows up, and what survives what."""

import asyncio
import errno
import fcntl
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import MIGRATIONS, DatabaseError, Store
from bot.store.database import Database, Transaction
from bot.store.health_check import check_health
from tests.support.rows import NOW, everything, new_request, place

INSERT = "INSERT INTO key_value (key, value) VALUES (?, ?)"


def file_version(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(version)


def tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    return {name for (name,) in rows}


async def refusal(path: Path, migrations: Path = MIGRATIONS) -> str:
    with pytest.raises(DatabaseError) as refused:
        async with Database.open(path, migrations):
            pass
    return str(refused.value)


async def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "bot.db"
    async with Store.open(path) as store:
        await place(store, new_request())
    assert file_version(path) == len(list(MIGRATIONS.glob("*.sql")))


async def test_what_was_committed_is_there_after_a_restart(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "bot.db") as store:
        created = await place(store, new_request())
        before = await everything(store)
    async with Store.open(tmp_path / "bot.db") as store:
        assert await everything(store) == before
        assert await store.requests.get(created.job.request.request_id) == created.job


async def test_power_loss_and_foreign_keys_are_taken_care_of(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "bot.db", MIGRATIONS) as database:
        pragmas = {
            name: await database.fetch_one(f"PRAGMA {name}")
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {
        "journal_mode": {"journal_mode": "wal"},
        "synchronous": {"synchronous": 2},
        "foreign_keys": {"foreign_keys": 1},
    }


def migrations_with(folder: Path, *scripts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for number, script in enumerate(scripts, 1):
        (folder / f"{number:04}_step.sql").write_text(script, encoding="utf-8")
    return folder


ONE, TWO = "CREATE TABLE one (a INTEGER) STRICT;", "CREATE TABLE two (a INTEGER) STRICT;"


async def test_a_migration_that_fails_leaves_the_old_version(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    async with Database.open(path, migrations_with(tmp_path / "old", ONE)) as database:
        await database.execute("INSERT INTO one VALUES (1)")
    broken = migrations_with(tmp_path / "new", ONE, f"{TWO}\nINSERT INTO nowhere VALUES (1);")
    assert "nowhere" in await refusal(path, broken)
    assert (file_version(path), tables(path)) == (1, {"one"})
    mended = migrations_with(tmp_path / "new", ONE, TWO)
    async with Database.open(path, mended) as database:
        assert await database.fetch_one("SELECT a FROM one") == {"a": 1}
    assert (file_version(path), tables(path)) == (2, {"one", "two"})


async def test_a_migration_that_loses_what_rows_refer_to_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    parent = "CREATE TABLE parent (a INTEGER PRIMARY KEY) STRICT; INSERT INTO parent VALUES (1);"
    child = "CREATE TABLE child (a INTEGER REFERENCES parent) STRICT; INSERT INTO child VALUES (1);"
    async with Database.open(path, migrations_with(tmp_path / "old", parent + child)):
        pass
    careless = migrations_with(tmp_path / "new", parent + child, "DELETE FROM parent;")
    assert "would lose what rows refer to" in await refusal(path, careless)
    assert file_version(path) == 1
    async with Database.open(path, tmp_path / "old") as database:
        assert await database.fetch_all("SELECT a FROM parent") == [{"a": 1}]


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from bot.store import database

async def main():
    connect = database.aiosqlite.connect
    async def deadly(*args, **options):
        connection = await connect(*args, **options)
        await connection.create_function("die", 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
        return connection
    database.aiosqlite.connect = deadly
    async with database.Database.open(Path(sys.argv[1]), Path(sys.argv[2])):
        pass

asyncio.run(main())
"""


async def test_a_migration_killed_half_way_leaves_the_old_version(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    async with Database.open(path, migrations_with(tmp_path / "old", ONE)) as database:
        await database.execute("INSERT INTO one VALUES (1)")
    deadly = migrations_with(tmp_path / "deadly", ONE, f"{TWO}\nSELECT die();\nDROP TABLE one;")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, str(path), str(deadly)
    )
    assert await process.wait() == -signal.SIGKILL
    assert (file_version(path), tables(path)) == (1, {"one"})
    async with Database.open(path, migrations_with(tmp_path / "new", ONE, TWO)) as database:
        assert await database.fetch_one("SELECT a FROM one") == {"a": 1}


async def test_a_file_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    async with Store.open(path):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "made by a newer version of the bot (schema 99" in await refusal(path)
    assert file_version(path) == 99


async def test_a_second_instance_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    async with Store.open(path) as store:
        assert "another process of the bot is using it" in await refusal(path)
        await store.key_value.set("still", "here")
    async with Store.open(path) as store:
        assert await store.key_value.get("still") == "here"


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EIO])
async def test_a_file_system_without_locks_is_not_told_as_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "bot.db"
    async with Store.open(path):
        pass

    def without_locks(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", without_locks)
    with pytest.raises(DatabaseError) as probed:
        check_health(path, MIGRATIONS)
    for told in (await refusal(path), str(probed.value)):
        assert "another process" not in told
        assert f"{path}: its file system gives no lock ({os.strerror(code)})" in told
        assert "local disk" in told


async def test_a_new_database_is_for_its_owner_only_and_one_that_is_there_keeps_its_mode(
    tmp_path: Path,
) -> None:
    path = tmp_path / "bot.db"

    def modes() -> dict[str, int]:
        return {file.name: file.stat().st_mode & 0o777 for file in tmp_path.glob("bot.db*")}

    for mode in (0o600, 0o660):
        async with Store.open(path) as store:
            await store.key_value.set("some", "thing")
            files = modes()
            del files["bot.db.lock"]
            assert files == dict.fromkeys(("bot.db", "bot.db-wal", "bot.db-shm"), mode)
        path.chmod(0o660)  # as a host lets a group read it


async def test_a_path_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    told = await refusal(tmp_path / "file" / "bot.db")
    assert told.startswith(str(tmp_path / "file" / "bot.db"))
    assert "\n" not in told


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "bot.db").mkdir()
    assert "unable to open database file" in await refusal(tmp_path / "bot.db")


async def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_bytes(b"a letter to the bot's host " * 100)
    assert "file is not a database" in await refusal(path)
    assert path.read_bytes().startswith(b"a letter")


async def test_a_file_that_can_not_be_written_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (a)")
    connection.close()
    # Bytes 18 and 19 are the version needed to write (https://sqlite.org/fileformat2.html):
    # unlike the file's mode, that holds for root as well.
    content = bytearray(path.read_bytes())
    content[18:20] = b"\x03\x02"
    path.write_bytes(bytes(content))
    assert "attempt to write a readonly database" in await refusal(path)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Return an open database."""
    async with Database.open(tmp_path / "bot.db", MIGRATIONS) as opened:
        yield opened


def failing(statements: Transaction) -> None:
    statements.execute(INSERT, ("half", "done"))
    raise LookupError


async def keys(database: Database) -> set[str]:
    return {row["key"] for row in await database.fetch_all("SELECT key FROM key_value")}


async def test_a_write_that_fails_leaves_nothing_and_takes_nothing_along(
    database: Database,
) -> None:
    ends = await asyncio.gather(
        *(database.execute(INSERT, (f"before-{number}", "")) for number in range(5)),
        database.write(failing),
        database.execute(INSERT, ("before-0", "again")),
        *(database.execute(INSERT, (f"after-{number}", "")) for number in range(5)),
        return_exceptions=True,
    )
    assert [type(end) for end in ends if isinstance(end, Exception)] == [
        LookupError,
        sqlite3.IntegrityError,
    ]
    assert await keys(database) == {f"{n}-{i}" for n in ("before", "after") for i in range(5)}


@pytest.mark.parametrize("ticks", range(12))
async def test_a_caller_cut_short_leaves_no_transaction_open(
    database: Database, ticks: int
) -> None:
    cut = asyncio.create_task(database.execute(INSERT, ("cut", "short")))
    beside = asyncio.create_task(database.execute(INSERT, ("be", "side")))
    for _ in range(ticks):
        await asyncio.sleep(0)
    cut.cancel()
    await beside
    await asyncio.gather(cut, return_exceptions=True)
    assert await database.execute(INSERT, ("af", "ter")) == 1
    assert {"be", "af"} <= await keys(database)
    assert not database._connection.in_transaction


async def test_what_nobody_waits_for_before_its_turn_is_not_written(database: Database) -> None:
    first = asyncio.create_task(database.execute("CREATE TABLE one (x)"))
    second = asyncio.create_task(database.execute("CREATE TABLE two (x)"))
    await asyncio.sleep(0)
    second.cancel()
    await first
    await database.execute("CREATE TABLE three (x)")
    found = await database.fetch_all("SELECT name FROM sqlite_master WHERE name IN ('one', 'two')")
    assert found == [{"name": "one"}]


async def test_what_is_deleted_does_not_stay_in_the_file(database: Database) -> None:
    await database.execute("CREATE TABLE notes (text)")
    await database.execute("INSERT INTO notes VALUES ('a MARKER of somebody')")
    await database.execute("DELETE FROM notes")
    await database.fetch_all("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"MARKER" not in database.path.read_bytes()


async def test_a_database_that_is_locked_for_a_while_is_told_and_goes_on(
    database: Database, tmp_path: Path
) -> None:
    await database.fetch_all("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await database.execute(INSERT, ("a", "1"))
    other.execute("ROLLBACK")
    other.close()
    assert await database.execute(INSERT, ("a", "2")) == 1
    assert await database.fetch_one("SELECT value FROM key_value WHERE key = 'a'") == {"value": "2"}


async def test_a_full_disk_is_told_and_goes_on_when_there_is_room(database: Database) -> None:
    await database.fetch_all("PRAGMA max_page_count = 1")  # as few pages as there are now
    with pytest.raises(sqlite3.OperationalError, match="full"):
        await database.execute(INSERT, ("big", "x" * 1_000_000))
    assert await keys(database) == set()
    await database.fetch_all("PRAGMA max_page_count = 1000000")
    assert await database.execute(INSERT, ("big", "x" * 1_000_000)) == 1


async def test_a_full_disk_is_told_to_everyone_in_the_group(database: Database) -> None:
    await database.fetch_all("PRAGMA max_page_count = 1")
    big = "x" * 1_000_000
    ends = await asyncio.gather(
        *(database.execute(INSERT, (str(number), big)) for number in range(3)),
        return_exceptions=True,
    )
    assert [type(end) for end in ends] == [sqlite3.OperationalError] * 3
    assert await keys(database) == set()


async def test_states_that_nobody_knows_are_not_kept(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "jobs.db") as store:
        await place(store, new_request(), now=NOW)
        for table in ("videos", "requests"):
            with pytest.raises(sqlite3.IntegrityError):
                await store.videos._db.execute(f"UPDATE {table} SET state = 'lost'")  # noqa: S608
