"""The callbacks that are owed, each leased while it is tried."""

import sqlite3
from collections.abc import Callable
from typing import Any, Final

import aiosqlite

from bot.studio.models import QueuedVideo

CALLBACK_TRIES: Final = 3
"""After so many failed tries a callback is not sent again (documented)."""


class OwedCallbacks:
    """The callbacks in the queue's database."""

    def __init__(self, db: aiosqlite.Connection, clock: Callable[[], float]) -> None:
        self._db = db
        self._clock = clock

    async def claim(self, lease_seconds: float) -> QueuedVideo | None:
        """Take the next callback that is due, its try counted; None when none is.

        It comes due again after ``lease_seconds``, in case that nobody settles it.
        """
        rows = await self._rows(
            "UPDATE videos SET callback_tries = callback_tries + 1, callback_due_at ="
            " CASE WHEN callback_tries + 1 < :tries THEN :now + :lease END"
            " WHERE video_task_id = (SELECT video_task_id FROM videos WHERE callback_due_at <= :now"
            " ORDER BY callback_due_at LIMIT 1) RETURNING *",
            {**self._now, "tries": CALLBACK_TRIES, "lease": lease_seconds},
        )
        return QueuedVideo.model_validate(dict(rows[0])) if rows else None

    async def call_again(self, video_task_id: str, callback_url: str, contract: str) -> bool:
        """Owe a ready video's callback to another address; False while another one is owed."""
        return bool(
            await self._rows(
                "UPDATE videos SET callback_url = :url, contract = :contract, callback_tries = 0,"
                " callback_due_at = :now WHERE video_task_id = :id AND state = 'ready'"
                " AND callback_due_at IS NULL AND callback_url <> :url RETURNING video_task_id",
                {"id": video_task_id, "url": callback_url, "contract": contract, **self._now},
            )
        )

    async def settle(self, video_task_id: str) -> None:
        """Record that a callback is not owed any more."""
        await self._rows(
            "UPDATE videos SET callback_due_at = NULL WHERE video_task_id = :id",
            {"id": video_task_id},
        )

    async def postpone(self, video_task_id: str, seconds: float) -> None:
        """Let a callback that failed come due again in ``seconds``, unless it was the last try."""
        await self._rows(
            "UPDATE videos SET callback_due_at = :now + :seconds"
            " WHERE video_task_id = :id AND callback_due_at IS NOT NULL",
            {"id": video_task_id, "seconds": seconds, **self._now},
        )

    async def seconds_to_next(self) -> float | None:
        """Return how long until the next callback comes due; None when none is owed."""
        rows = await self._rows("SELECT min(callback_due_at) AS due FROM videos", {})
        due = rows[0]["due"]
        return None if due is None else max(0.0, due - self._clock())

    @property
    def _now(self) -> dict[str, float]:
        return {"now": self._clock()}

    async def _rows(self, sql: str, values: dict[str, Any]) -> list[sqlite3.Row]:
        return list(await self._db.execute_fetchall(sql, values))
