"""Copies that are to be attached to messages, so that the videos outlive their links."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.jobs import Job
from bot.jobs.events import EventDetail, EventKind
from bot.jobs.notices import NoticeKind
from bot.store.database import Database, Transaction, epoch, placeholders
from bot.store.job_events import note_request
from bot.store.jobs import find_job


class AttachmentState(StrEnum):
    """What became of a copy."""

    DUE = "due"
    ATTACHED = "attached"
    TOO_LARGE = "too-large"
    LOST = "lost"
    """The message or the video was gone, or it was tried enough."""


class AttachmentJob(BaseModel):
    """A copy that a message is to have. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    message_id: int
    request_id: str
    channel_id: int
    is_showcase: bool
    """Whether the message stands in the showcase channel, and is no answer."""
    state: AttachmentState
    attempts: int
    due_at: datetime | None
    created_at: datetime
    finished_at: datetime | None


_LATEST: Final = ":now + min(:first * (1 << min(attempts, 16)), :most)"


class AttachmentJobs:
    """The copies in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def due(
        self, now: datetime, limit: int, excluding: Iterable[int]
    ) -> list[tuple[AttachmentJob, Job]]:
        """Return the copies that are due, each with its job."""
        skipped = list(excluding)
        return await self._db.read(lambda transaction: _due(transaction, now, limit, skipped))

    async def cap_due_times(self, now: datetime, first_seconds: float, most_seconds: float) -> None:
        """Let none rest longer than between its tries, as after a clock was set back.

        The pauses double from ``first_seconds`` up to ``most_seconds``.
        """
        await self._db.execute(
            f"UPDATE attachment_jobs SET due_at = {_LATEST}"
            f" WHERE due_at > :now AND due_at > {_LATEST}",
            {"now": epoch(now), "first": first_seconds, "most": most_seconds},
        )

    async def postpone(self, message_id: int, due_at: datetime) -> None:
        """Try one again at that time."""
        await self._db.execute(
            "UPDATE attachment_jobs SET due_at = ?, attempts = attempts + 1"
            " WHERE message_id = ? AND state = 'due'",
            (epoch(due_at), message_id),
        )

    async def finish(self, message_id: int, state: AttachmentState, now: datetime) -> None:
        """Keep what became of one."""
        await self._db.write(lambda transaction: _finish(transaction, message_id, state, now))


def _finish(
    transaction: Transaction, message_id: int, state: AttachmentState, now: datetime
) -> None:
    row = transaction.fetch_one(
        "UPDATE attachment_jobs SET state = ?, due_at = NULL, finished_at = ?"
        " WHERE message_id = ? AND state = 'due' RETURNING request_id, channel_id, is_showcase",
        (state, epoch(now), message_id),
    )
    if row is None:
        return
    is_attached = state is AttachmentState.ATTACHED
    kind = EventKind.ATTACHED if is_attached else EventKind.ATTACHMENT_DROPPED
    detail = EventDetail(
        said=None if is_attached else state,
        channel_id=row["channel_id"],
        message_id=message_id,
        notice=NoticeKind.SHOWCASE if row["is_showcase"] else None,
    )
    note_request(transaction, row["request_id"], kind, now, detail)


def _due(
    transaction: Transaction, now: datetime, limit: int, skipped: list[int]
) -> list[tuple[AttachmentJob, Job]]:
    rows = transaction.fetch_all(
        "SELECT * FROM attachment_jobs WHERE due_at <= ?"
        f" AND message_id NOT IN ({placeholders(skipped)}) ORDER BY due_at LIMIT ?",
        (epoch(now), *skipped, limit),
    )
    found = [(row, find_job(transaction, row["request_id"])) for row in rows]
    return [(AttachmentJob.model_validate(row), job) for row, job in found if job is not None]
