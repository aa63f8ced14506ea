"""Copies made while the bot works, brought back, and what is doubted then."""

import asyncio
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.jobs import RequestState, VideoState
from bot.store import BackupFailed, Store
from bot.store.backup_process import COPIED_AT
from bot.store.backups import copy_closed, restore
from bot.store.database_file import BUSY_MILLISECONDS, DatabaseLocked
from tests.support.rows import (
    HOUR,
    NOW,
    everything,
    fresh,
    new_request,
    place,
    request_in,
    rows_of,
    video_in,
)


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def asked(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


async def test_a_copy_holds_what_was_committed_and_is_whole(store: Store, tmp_path: Path) -> None:
    for state in VideoState:
        await video_in(store, state, new_request(f"task-{state}"))
    await store.backups.create(tmp_path / "copy.db")
    before = await everything(store)
    assert asked(tmp_path / "copy.db", "PRAGMA integrity_check") == [("ok",)]
    assert asked(tmp_path / "copy.db", "PRAGMA journal_mode") == [("delete",)]
    assert names_in(tmp_path) == ["copy.db"]
    shutil.copy(tmp_path / "copy.db", tmp_path / "bot.db")
    async with Store.open(tmp_path / "bot.db") as restored:
        assert await everything(restored) == before


async def test_a_copy_is_for_its_owner_only(store: Store, tmp_path: Path) -> None:
    await store.backups.create(tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


async def test_writes_go_on_while_a_copy_is_made(store: Store, tmp_path: Path) -> None:
    async def write() -> int:
        count = 0
        while not copying.done():
            await place(store, new_request(f"during-{count}"))
            count += 1
        return count

    for number in range(200):
        await place(store, new_request(f"before-{number}"))
    copying = asyncio.create_task(store.backups.create(tmp_path / "copy.db"))
    count = await write()
    await copying
    ((found,),) = asked(tmp_path / "copy.db", "SELECT count(*) FROM videos")
    assert isinstance(found, int)
    assert 200 <= found < 200 + count
    assert asked(tmp_path / "copy.db", "PRAGMA integrity_check") == [("ok",)]
    assert len(await rows_of(store, "videos")) == 200 + count
    assert await store.key_value._db.fetch_one("PRAGMA wal_autocheckpoint") == {
        "wal_autocheckpoint": 1000
    }


async def test_a_copy_that_can_not_be_made_leaves_the_old_one(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"the last one")
    (tmp_path / ".copy.db.draft").mkdir()  # nothing can be written there
    with pytest.raises(BackupFailed, match=r"copy\.db"):
        await store.backups.create(target)
    assert target.read_bytes() == b"the last one"
    assert await store.key_value._db.fetch_one("PRAGMA wal_autocheckpoint") == {
        "wal_autocheckpoint": 1000
    }


async def test_a_folder_that_is_missing_is_told_in_one_line(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed) as told:
        await store.backups.create(tmp_path / "nowhere" / "copy.db")
    assert "No such file" in str(told.value)
    assert "\n" not in str(told.value)


async def test_a_copying_that_is_cancelled_lets_the_file_change_again(
    store: Store, tmp_path: Path
) -> None:
    copying = asyncio.create_task(store.backups.create(tmp_path / "copy.db"))
    for _ in range(1000):
        if await store.key_value._db.fetch_one("PRAGMA wal_autocheckpoint") == {
            "wal_autocheckpoint": 0
        }:
            break
    copying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await copying
    assert await store.key_value._db.fetch_one("PRAGMA wal_autocheckpoint") == {
        "wal_autocheckpoint": 1000
    }
    await store.backups.create(tmp_path / "copy.db")


async def test_another_program_that_reads_is_not_waited_for(store: Store, tmp_path: Path) -> None:
    await place(store, new_request())
    with closing(sqlite3.connect(store.key_value._db.path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM videos").fetchone()
        await place(store, new_request("task-2"))
        with pytest.raises(BackupFailed, match="another program reads"):
            await store.backups.create(tmp_path / "copy.db")
        assert await store.key_value._db.fetch_one("PRAGMA busy_timeout") == {
            "timeout": BUSY_MILLISECONDS
        }
    await store.backups.create(tmp_path / "copy.db")


async def test_a_copy_of_a_crashed_database_has_what_was_in_its_log(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    crashed = tmp_path / "crashed" / "bot.db"
    crashed.parent.mkdir()
    async with Store.open(path) as store:
        await place(store, new_request())
        for end in ("", "-wal"):
            shutil.copy(f"{path}{end}", f"{crashed}{end}")
    copy_closed(crashed, tmp_path / "copy.db")
    assert asked(tmp_path / "copy.db", "SELECT count(*) FROM videos") == [(1,)]


async def test_a_database_that_runs_is_not_copied_or_replaced_from_outside(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    async with Store.open(path) as store:
        await store.backups.create(tmp_path / "copy.db")
        with pytest.raises(DatabaseLocked):
            copy_closed(path, tmp_path / "other.db")
        with pytest.raises(DatabaseLocked):
            restore(tmp_path / "copy.db", path)
        await store.key_value.set("still", "here")


async def test_a_copy_is_brought_back_and_the_former_database_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    async with Store.open(path) as store:
        await place(store, new_request("old"))
        await store.backups.create(tmp_path / "copy.db")
        await place(store, new_request("new"))
        shutil.copy(f"{path}-wal", tmp_path / "left-behind")
    shutil.copy(tmp_path / "left-behind", f"{path}-wal")  # as a crash leaves it
    former = restore(tmp_path / "copy.db", path)
    assert former is not None
    async with Store.open(path) as store:
        assert [row["task_id"] for row in await rows_of(store, "videos")] == ["old"]
    assert asked(former, "SELECT count(*) FROM videos") == [(2,)]


@pytest.mark.parametrize("content", [b"", b"a letter " * 500])
async def test_what_is_no_copy_replaces_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bot.db"
    async with Store.open(path) as store:
        await place(store, new_request())
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(BackupFailed):
        restore(tmp_path / "copy.db", path)
    async with Store.open(path) as store:
        assert len(await rows_of(store, "videos")) == 1


async def test_a_damaged_copy_replaces_nothing(tmp_path: Path) -> None:
    path, copy = tmp_path / "bot.db", tmp_path / "copy.db"
    async with Store.open(path) as store:
        for number in range(300):
            await place(store, new_request(f"task-{number}"))
        await store.backups.create(copy)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8192] = b"\xa5" * 8192
    for damaged in (content, content[:100], b"a song, and no database"):
        copy.write_bytes(damaged)
        with pytest.raises(BackupFailed, match=r"copy\.db can't be restored .* as it was$"):
            restore(copy, path)
    async with Store.open(path) as store:
        assert len(await rows_of(store, "videos")) == 300


async def test_in_a_fresh_folder_there_is_no_former_database(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "bot.db") as store:
        await place(store, new_request())
        await store.backups.create(tmp_path / "copy.db")
    assert restore(tmp_path / "copy.db", tmp_path / "new" / "bot.db") is None
    async with Store.open(tmp_path / "new" / "bot.db") as store:
        assert len(await rows_of(store, "videos")) == 1


async def test_what_was_open_in_a_copy_is_doubted_once(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "bot.db") as store:
        queued = (await place(store, new_request("queued"))).job.video
        rendering = await video_in(store, VideoState.RENDERING, new_request("rendering"))
        posted = await request_in(store, RequestState.POSTED, new_request("posted"))
        posting = await request_in(store, RequestState.POSTING, new_request("posting"))
        waiting = await request_in(store, RequestState.WAITING, new_request("waiting"))
        await store.due_posts.restart(posting.request.request_id, NOW + HOUR)
        await store.backups.create(tmp_path / "copy.db")
        assert await store.backups.adopt_restored(NOW, HOUR) is None
    later = NOW + timedelta(days=3)
    async with Store.open(tmp_path / "copy.db") as store:
        copied_at = await store.backups.adopt_restored(later, HOUR)
        assert copied_at is not None
        assert abs(datetime.now(UTC) - copied_at) < timedelta(minutes=1)
        assert await store.backups.adopt_restored(later, HOUR) is None
        doubted = await fresh(store, queued)
        assert (doubted.state, doubted.submits) == (VideoState.SUBMITTING, 1)
        assert (doubted.due_at, doubted.deadline_at) == (later, later + HOUR)
        assert (await fresh(store, rendering)).deadline_at == later + HOUR
        for doubtful in (posting, waiting):
            again = await store.requests.get(doubtful.request.request_id)
            assert again is not None
            assert again.request.first_send_at == again.request.created_at
        assert await store.requests.get(posted.request.request_id) == posted
        assert await store.key_value.get(COPIED_AT) is None
