"""Regular copies and retention, as the running process does them by itself."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import utc_now
from bot.config import DatabaseSettings
from bot.jobs import RequestState
from bot.monitoring.metrics import Metrics
from bot.store import BackupFailed, Store
from bot.workers.maintenance import database
from bot.workers.maintenance.database import MaintenanceWorker
from tests.loopback.people import until
from tests.support.memory_folder import memory_folder
from tests.support.rows import new_request, place, request_in


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    """Return a new database."""
    with memory_folder() as folder:
        async with Store.open(folder / "bot.db") as opened:
            yield opened


def maintenance_worker(
    store: Store,
    metrics: Metrics | None = None,
    **settings: Any,  # noqa: ANN401
) -> MaintenanceWorker:
    given = {"path": store.key_value._db.path, **settings}
    metrics = metrics or Metrics(clock=utc_now)
    return MaintenanceWorker(
        store, DatabaseSettings(**given), metrics, clock=utc_now, settings_log_days=1.0
    )


def backups_of(store: Store) -> list[str]:
    folder = store.key_value._db.path.parent / "backups"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def aged(store: Store, hours: float) -> str:
    """Put a copy there that was made so long ago."""
    made_at = datetime.now(UTC) - timedelta(hours=hours)
    folder = store.key_value._db.path.parent / "backups"
    folder.mkdir(exist_ok=True)
    path = folder / f"bot-{made_at:%Y%m%dT%H%M%SZ}.db"
    path.write_bytes(b"")
    return path.name


async def test_a_copy_carries_its_time_and_the_newest_are_kept(store: Store) -> None:
    old = [aged(store, hours) for hours in (72, 48, 24)]
    (store.key_value._db.path.parent / "backups" / "holiday.db").write_bytes(b"not ours")
    made = await maintenance_worker(store, backups_kept=3).back_up()
    assert re.fullmatch(r"bot-\d{8}T\d{6}Z\.db", made.name)
    assert backups_of(store) == sorted([*old[1:], made.name, "holiday.db"])
    last_at = await maintenance_worker(store).last_backup_at()
    assert last_at is not None
    assert abs(last_at - datetime.now(UTC).timestamp()) < 60


def requests_in(store: Store) -> int:
    with closing(sqlite3.connect(store.key_value._db.path)) as database:
        (count,) = database.execute("SELECT count(*) FROM requests").fetchone()
    return int(count)


async def run_until(keeping: MaintenanceWorker, condition: Any) -> None:  # noqa: ANN401
    running = asyncio.create_task(keeping.run())
    try:
        await until(condition, 20)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_copy_is_made_when_the_last_one_is_old_enough(store: Store) -> None:
    aged(store, 25)
    keeping = maintenance_worker(store, backup_every_hours=24)
    running = asyncio.create_task(keeping.run())
    try:
        await until(lambda: len(backups_of(store)) == 2, 20)
        async with asyncio.timeout(20):  # the file is there a moment before it counts
            while await keeping._seconds_to_backup() <= 23 * 3600:  # noqa: ASYNC110 - a file
                await asyncio.sleep(0.02)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_restarts_make_no_copies(store: Store) -> None:
    aged(store, 23)
    keeping = maintenance_worker(store, backup_every_hours=24)
    assert 0 < await keeping._seconds_to_backup() <= 3600
    assert len(backups_of(store)) == 1


async def test_a_first_copy_is_made_soon(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_FIRST_SECONDS", 0.01)
    await run_until(maintenance_worker(store), lambda: backups_of(store))


async def test_regular_copies_can_be_left_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_FIRST_SECONDS", 0.0)
    await request_in(store, RequestState.POSTED, new_request("old"))
    await store.key_value._db.execute("UPDATE requests SET finished_at = 1")
    await run_until(
        maintenance_worker(store, backup_every_hours=0), lambda: requests_in(store) == 0
    )
    assert backups_of(store) == []


async def test_a_copy_that_fails_is_told_and_the_bot_goes_on(
    store: Store,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    metrics = Metrics(clock=utc_now)
    keeping = maintenance_worker(store, metrics, backups=tmp_path / "file" / "backups")
    with pytest.raises(BackupFailed):
        await keeping.back_up()
    monkeypatch.setattr(database, "_FIRST_SECONDS", 0.0)
    await run_until(keeping, lambda: "no copy of the database" in caplog.text)
    assert metrics.registry.get_sample_value("musicvideo_backup_failures_total") == 1
    await place(store, new_request())


async def test_what_is_old_is_forgotten_in_small_steps(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(120):
        await request_in(store, RequestState.POSTED, new_request(f"task-{number}"))
    await store.key_value._db.execute("UPDATE requests SET finished_at = 1")
    steps: list[int] = []
    reduce = store.retention.delete_expired

    async def noting(before: datetime, limit: int) -> int:
        steps.append(await reduce(before, limit))
        return steps[-1]

    monkeypatch.setattr(store.retention, "delete_expired", noting)
    assert await maintenance_worker(store).delete_expired() == 120
    assert steps == [50, 50, 20, 0]
    assert requests_in(store) == 0


@pytest.mark.parametrize(
    "error",
    [
        BlockingIOError(11, "fork: Resource temporarily unavailable"),
        PermissionError(13, "Permission denied"),
        sqlite3.OperationalError("disk I/O error"),
    ],
)
async def test_whatever_keeps_a_copy_from_being_made_does_not_end_the_bot(
    store: Store,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(asyncio, "create_subprocess_exec", fail)
    monkeypatch.setattr(database, "_FIRST_SECONDS", 0.0)
    metrics = Metrics(clock=utc_now)
    await run_until(
        maintenance_worker(store, metrics), lambda: "no copy of the database" in caplog.text
    )
    assert metrics.registry.get_sample_value("musicvideo_backup_failures_total") == 1
    assert backups_of(store) == []
    await place(store, new_request())


async def test_an_old_copy_that_can_not_be_removed_does_not_end_the_bot(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    name = aged(store, 48)
    path = store.key_value._db.path.parent / "backups" / name
    path.unlink()
    path.mkdir()  # no file: it can't be unlinked, whoever runs the tests
    keeping = maintenance_worker(store, backups_kept=1)
    await run_until(keeping, lambda: "no copy of the database" in caplog.text)
    assert len(backups_of(store)) == 2
