"""The ids that may be a video's at the API, as callbacks name them: recorded within bounds.

Whoever knows a callback address can name any number of made-up ids there. Each is worth a look at
the API, but neither a row for ever nor a look of its own at once.
"""

from datetime import datetime
from typing import Final

from bot.jobs.events import EventKind
from bot.store.database import Database, Transaction, epoch
from bot.store.job_events import note_video

MAX_CANDIDATES: Final = 32
"""How many ids are kept of a video at most."""

_RECORD: Final = """
    INSERT INTO candidate_ids (video_id, api_task_id, received_at)
    VALUES (:video_id, :api_task_id, :now)
    ON CONFLICT DO UPDATE SET received_at = excluded.received_at, is_open = 1
"""

_DROP_SURPLUS: Final = f"""
    DELETE FROM candidate_ids WHERE video_id = :video_id AND api_task_id IN (
        SELECT api_task_id FROM candidate_ids
        WHERE video_id = :video_id AND api_task_id <> :api_task_id AND NOT EXISTS (
            SELECT 1 FROM videos WHERE videos.video_id = candidate_ids.video_id AND (
                videos.api_task_id = candidate_ids.api_task_id OR received_at <= queued_at))
        ORDER BY is_open, received_at
        LIMIT (SELECT max(count(*) - {MAX_CANDIDATES}, 0) FROM candidate_ids
            WHERE video_id = :video_id)
    )
"""
"""First those that turned out to be made up, oldest first; never an earlier attempt's own."""


class CandidateIds:
    """The ids in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def record(
        self, video_id: str, api_task_id: str, now: datetime, *, is_callback: bool = False
    ) -> None:
        """Commit that this id of the API's may be the video's, which is due now; repeats coalesce.

        What makes the video due are the triggers ``candidate_ids_inserted`` and
        ``candidate_ids_updated``. Of more than MAX_CANDIDATES the oldest go.

        ``is_callback``: whether a callback named it.
        """

        def record(transaction: Transaction) -> None:
            values = {"video_id": video_id, "api_task_id": api_task_id, "now": epoch(now)}
            transaction.execute(_RECORD, values)
            transaction.execute(_DROP_SURPLUS, values)
            if is_callback:
                note_video(transaction, video_id, None, EventKind.CALLBACK, now)

        await self._db.write(record)

    async def reopen(self, video_id: str, now: datetime) -> bool:
        """Look into the ids of older attempts again; False when there are none.

        The trigger ``candidate_ids_updated`` makes the video due.
        """
        changed = await self._db.execute(
            "UPDATE candidate_ids SET is_open = 1, received_at = ? WHERE video_id = ?",
            (epoch(now), video_id),
        )
        return changed > 0

    async def open_of(self, video_id: str) -> list[tuple[str, float]]:
        """Return the ids that were not looked into yet, each with when it was last received."""
        rows = await self._db.fetch_all(
            "SELECT api_task_id, received_at FROM candidate_ids WHERE video_id = ? AND is_open"
            " ORDER BY received_at",
            (video_id,),
        )
        return [(row["api_task_id"], row["received_at"]) for row in rows]

    async def close_all(self, video_id: str, seen_at: datetime) -> None:
        """Mark all candidate ids received until then as looked into."""
        await self._db.execute(
            "UPDATE candidate_ids SET is_open = 0 WHERE video_id = ? AND received_at <= ?",
            (video_id, epoch(seen_at)),
        )

    async def close(self, video_id: str, api_task_id: str, received_at: float) -> None:
        """Mark a candidate id as looked into, unless it was received again meanwhile."""
        await self._db.execute(
            "UPDATE candidate_ids SET is_open = 0"
            " WHERE video_id = ? AND api_task_id = ? AND received_at <= ?",
            (video_id, api_task_id, received_at),
        )
