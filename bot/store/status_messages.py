"""The status messages as they are kept: which shows what, and which is out of date."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.jobs import STRUGGLING_TRIES, Job
from bot.store.database import Database, epoch, placeholders
from bot.store.jobs import load_job

_IS_STATUS: Final = "NOT (state = 'posting' AND status_mode IS 'replace')"
"""One that is becoming the answer just now is left to that."""


class StatusMessages:
    """The status messages in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def set_message(
        self,
        job: Job,
        message_id: int,
        *,
        digest: str | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Keep which message shows this job's state, to be brought up to date from now on.

        ``digest``: one of what it shows. ``due_at``: when it will have something new to show
        although no state changed.
        """
        await self._db.execute(
            "UPDATE requests SET status_message_id = ?, status_digest = ?, status_due_at = ?,"
            " is_status_outdated = NOT (state = ? AND ? ="
            "   (SELECT state FROM videos WHERE videos.video_id = requests.video_id))"
            " WHERE request_id = ?",
            (
                message_id,
                digest,
                epoch(due_at),
                job.request.state,
                job.video.state,
                job.request.request_id,
            ),
        )

    async def outdated(self, limit: int, excluding: Iterable[str]) -> list[Job]:
        """Return the requests whose status message is out of date, but for those being answered.

        Triggers make them so: ``requests_outdate_status`` and ``videos_outdate_status`` when a
        state changes, ``videos_outdate_status_by_progress`` when a render is first heard of, or
        begins. One that can't be answered for a while shows so in the end.
        """
        skipped = list(excluding)
        return await self._db.read(
            lambda transaction: [
                load_job(transaction, row)
                for row in transaction.fetch_all(
                    "SELECT * FROM requests WHERE is_status_outdated = 1"
                    f"  AND (state <> 'posting' OR attempts >= ?) AND {_IS_STATUS}"
                    f" AND request_id NOT IN ({placeholders(skipped)}) LIMIT ?",
                    (STRUGGLING_TRIES, *skipped, limit),
                )
            ]
        )

    async def due(self, now: datetime, limit: int, excluding: Iterable[str]) -> list[Job]:
        """Return the requests whose status message is to show what changed beside their state."""
        skipped = list(excluding)
        return await self._db.read(
            lambda transaction: [
                load_job(transaction, row)
                for row in transaction.fetch_all(
                    "SELECT * FROM requests WHERE status_due_at <= ? AND is_status_outdated = 0"
                    f" AND {_IS_STATUS}"
                    f" AND request_id NOT IN ({placeholders(skipped)})"
                    " ORDER BY status_due_at LIMIT ?",
                    (epoch(now), *skipped, limit),
                )
            ]
        )

    async def postpone(self, request_id: str, due_at: datetime) -> None:
        """Show what changed beside a request's state at that time."""
        await self._db.execute(
            "UPDATE requests SET status_due_at = ? WHERE request_id = ?",
            (epoch(due_at), request_id),
        )

    async def cap_due_times(self, until: datetime) -> None:
        """Let none wait beyond that time, as after a clock was set back."""
        await self._db.execute(
            "UPDATE requests SET status_due_at = :until WHERE status_due_at > :until",
            {"until": epoch(until)},
        )

    async def mark_rendered(
        self,
        job: Job,
        *,
        digest: str | None = None,
        edited_at: datetime | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Keep that the status message shows this job's state, if that is still its state.

        ``digest``: one of what it shows, since ``edited_at``. ``due_at``: when it will have
        something new to show although no state changed.
        """
        await self._db.execute(
            "UPDATE requests SET is_status_outdated = 0,"
            " status_digest = coalesce(?, status_digest),"
            " status_edited_at = coalesce(?, status_edited_at), status_due_at = ?"
            " WHERE request_id = ? AND state = ?"
            " AND (deleted_at IS NULL) = ? AND EXISTS (SELECT 1 FROM videos"
            "   WHERE videos.video_id = requests.video_id AND videos.state = ?)",
            (
                digest,
                epoch(edited_at),
                epoch(due_at),
                job.request.request_id,
                job.request.state,
                job.request.deleted_at is None,
                job.video.state,
            ),
        )

    async def mark_outdated(self, video_id: str) -> None:
        """Bring the status messages of a video's requests up to date: more is known of it."""
        await self._db.execute(
            "UPDATE requests SET is_status_outdated = 1"
            " WHERE video_id = ? AND status_message_id IS NOT NULL",
            (video_id,),
        )

    async def clear_message(self, request_id: str) -> None:
        """Keep that the status message is gone, so that it is not edited again."""
        await self._db.execute(
            "UPDATE requests SET status_message_id = NULL, is_status_outdated = 0,"
            " status_due_at = NULL"
            " WHERE request_id = ?",
            (request_id,),
        )
