"""Keeps the database fit for years: regular copies, and what is forgotten after its time."""

import asyncio
import logging
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.clock import Clock
from bot.config import DatabaseSettings
from bot.monitoring.metrics import Metrics
from bot.store import BackupFailed, Store
from bot.workers.dispatcher import DueLoop

log = logging.getLogger(__name__)

_HOUR: Final = 3600.0
_FIRST_SECONDS: Final = 600.0
"""When a process that runs for the first time makes a copy, and looks for what is old."""

_BATCH: Final = 50
_BATCH_PAUSE_SECONDS: Final = 0.05
"""What is old goes in small steps: commands are answered in between."""

_STAMP: Final = "%Y%m%dT%H%M%SZ"


class MaintenanceWorker:
    """Looks after one open database. ``run`` it once."""

    def __init__(
        self,
        store: Store,
        settings: DatabaseSettings,
        metrics: Metrics,
        *,
        clock: Clock,
        settings_log_days: float,
    ) -> None:
        """``settings_log_days``: how long it is kept who changed which settings."""
        self._clock = clock
        self._store = store
        self._folder = settings.backups or settings.path.parent / "backups"
        self._stem = settings.path.stem
        self._every = settings.backup_every_hours * _HOUR
        self._kept = settings.backups_kept
        self._keep = timedelta(days=settings.keep_days)
        self._keep_log = timedelta(days=settings_log_days)
        self._metrics = metrics

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            if self._every > 0:
                tasks.create_task(self._run_backups(), name="copies")
            tasks.create_task(self._run_expiry(), name="retention")

    async def back_up(self) -> Path:
        """Make a regular copy, and remove the oldest ones beyond those kept.

        Raises BackupFailed.
        """
        name = f"{self._stem}-{self._clock():{_STAMP}}.db"
        try:
            await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        except OSError as error:
            raise BackupFailed(f"{self._folder}: {error.strerror}") from error
        await self._store.backups.create(self._folder / name)
        copies = await asyncio.to_thread(self._backup_files)
        for _, path in copies[: -self._kept]:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        log.info("copied the database to %s", self._folder / name)
        return self._folder / name

    async def last_backup_at(self) -> float | None:
        """Return when the newest regular copy was made, in epoch seconds; None without one."""
        copies = await asyncio.to_thread(self._backup_files)
        return copies[-1][0] if copies else None

    async def delete_expired(self) -> int:
        """Forget what ended long enough ago, in small steps; return how many requests that were."""
        now = self._clock()
        before = now - self._keep
        total = 0
        while count := await self._store.retention.delete_expired(before, _BATCH):
            total += count
            await asyncio.sleep(_BATCH_PAUSE_SECONDS)
        while await self._store.quotas.forget(now, _BATCH) == _BATCH:  # noqa: ASYNC110 - small steps
            await asyncio.sleep(_BATCH_PAUSE_SECONDS)
        while await self._store.retention.delete_expired_rest(before, _BATCH) == _BATCH:  # noqa: ASYNC110
            await asyncio.sleep(_BATCH_PAUSE_SECONDS)
        before = now - self._keep_log
        while await self._store.setting_changes.forget(before, _BATCH) == _BATCH:  # noqa: ASYNC110
            await asyncio.sleep(_BATCH_PAUSE_SECONDS)
        if total:
            log.info("%d requests that ended long ago are forgotten", total)
        return total

    async def _run_backups(self) -> None:
        loop = DueLoop(
            max_pause_seconds=_HOUR,
            retry_seconds=_HOUR,
            # No process can be started, no old copy removed, the database not be used: the bot
            # works without a copy.
            errors=(BackupFailed, OSError, sqlite3.Error),
            on_error=self._log_failed_copy,
        )
        await loop.run(self._back_up_when_due)

    async def _back_up_when_due(self) -> float:
        if (seconds := await self._seconds_to_backup()) <= 0:
            await self.back_up()
        return seconds

    def _log_failed_copy(self, error: Exception) -> None:
        self._metrics.copy_failures.inc()
        log.error("no copy of the database was made: %s", error)

    async def _seconds_to_backup(self) -> float:
        last_at = await self.last_backup_at()
        if last_at is None:
            await asyncio.sleep(_FIRST_SECONDS)
            return 0.0
        return last_at + self._every - self._clock().timestamp()

    async def _run_expiry(self) -> None:
        await asyncio.sleep(_FIRST_SECONDS)
        loop = DueLoop(
            max_pause_seconds=_HOUR,
            retry_seconds=_HOUR,
            errors=(sqlite3.Error,),
            on_error=_log_failed_expiry,
        )
        await loop.run(self._delete_expired)

    async def _delete_expired(self) -> None:
        await self.delete_expired()

    def _backup_files(self) -> list[tuple[float, Path]]:
        """Return the regular copies, each with its time, oldest first."""
        pattern = re.compile(rf"{re.escape(self._stem)}-(\d{{8}}T\d{{6}}Z)\.db")
        found = []
        for path in self._folder.glob("*.db"):
            if match := pattern.fullmatch(path.name):
                made_at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                found.append((made_at.timestamp(), path))
        return sorted(found)


def _log_failed_expiry(error: Exception) -> None:
    log.warning("nothing was forgotten, the database can't be used: %s", error)
