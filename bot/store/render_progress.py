"""What is told of videos that are being made, and how long that usually takes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.store.database import Database, Row, Transaction, epoch
from bot.store.withdrawals import abandon_all, recall_held

_KEEP: Final = """
    UPDATE videos SET progress_at = :now, queue_place = :queue_place, started_at = :started_at,
        progress = :progress
    WHERE tells_progress AND api_task_id = :api_task_id AND state = 'rendering'
        AND (queue_place IS NOT :queue_place OR started_at IS NOT :started_at
            OR progress IS NOT :progress)
"""
# What moves all the time is no news by itself.
_KEEP_TIMES: Final = """
    UPDATE videos SET expected_seconds = :expected_seconds, ready_at = :ready_at
    WHERE tells_progress AND api_task_id = :api_task_id AND state = 'rendering'
        AND (expected_seconds IS NOT :expected_seconds
            OR coalesce(abs(ready_at - :ready_at) >= 2, ready_at IS NOT :ready_at))
"""
# One a channel: Discord takes five edits in five seconds there, and answers come first. The message
# of the video that is furthest on, then of the one whose turn is next.
_CALL: Final = """
    UPDATE requests SET status_due_at = :now WHERE request_id IN (
        SELECT request_id FROM (
            SELECT request_id, min(coalesce(queue_place, 0)) AS place
            FROM requests INDEXED BY requests_waiting JOIN videos USING (video_id)
            WHERE requests.state = 'waiting' AND videos.state = 'rendering'
                AND status_message_id IS NOT NULL AND is_status_outdated = 0
                AND progress_at > coalesce(status_edited_at, 0)
                AND coalesce(status_edited_at, 0) <= :shown_before
            GROUP BY channel_id ORDER BY place LIMIT :most))
"""
_IS_WATCHED: Final = """
    SELECT 1 FROM videos INDEXED BY videos_due
    WHERE due_at IS NOT NULL AND state = 'rendering' LIMIT 1
"""


class ProgressReport(BaseModel):
    """How far its provider says that a video is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_task_id: str
    queue_place: int | None
    """From 1, while it waits."""
    started_at: datetime | None
    progress: float
    """From 0 to 1."""
    expected_seconds: float | None = None
    """How long the render takes from its beginning; None: not known."""
    seconds_left: float | None = None
    """How long until it is finished; None: not known."""


def _row(told: ProgressReport, now: datetime) -> Row:
    left = told.seconds_left
    return {
        **told.model_dump(),
        "started_at": epoch(told.started_at),
        "now": epoch(now),
        "ready_at": None if left is None else epoch(now + timedelta(seconds=left)),
    }


class RenderProgress:
    """The progress in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def is_watched(self) -> bool:
        """Return whether a video is being made: for somebody, or for nobody any more."""
        return await self._db.fetch_one(_IS_WATCHED) is not None

    async def save(
        self, told: Iterable[ProgressReport], now: datetime, *, pause: timedelta, most: int
    ) -> bool:
        """Keep what was told, and tell whether status messages are to show it.

        They all show that a video waits, and that it is begun: the trigger
        ``videos_outdate_status_by_progress``. Of what changes further, no more than ``most`` do,
        one a channel, and none again within ``pause``.
        """
        rows = [_row(one, now) for one in told]
        call = {"now": epoch(now), "shown_before": epoch(now - pause), "most": most}

        def write(transaction: Transaction) -> bool:
            news = sum(transaction.execute(_KEEP, row) for row in rows)
            for row in rows:
                transaction.execute(_KEEP_TIMES, row)
            return transaction.execute(_CALL, call) > 0 or news > 0

        return await self._db.write(write)

    async def withdraw(self, now: datetime) -> bool:
        """Take back from the studio what nobody waits for any more, or not now.

        That is what was just being handed over when it was cancelled, or its server's queue paused.
        """
        return await self._db.write(
            lambda transaction: recall_held(transaction, now) + abandon_all(transaction) > 0
        )
