"""Copies that are to be attached to messages, so that the videos outlive their links."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.jobs import Job, Request
from bot.store.create_request import job_of
from bot.store.database import Database, Statements, epoch, places


class KeepsakeState(StrEnum):
    """What became of a copy."""

    DUE = "due"
    ATTACHED = "attached"
    TOO_LARGE = "too-large"
    LOST = "lost"
    """The message or the video was gone, or it was tried enough."""


class Keepsake(BaseModel):
    """A copy that a message is to have. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    message_id: int
    request_id: str
    channel_id: int
    is_showing: bool
    """Whether the message stands in the showcase channel, and is no answer."""
    state: KeepsakeState
    attempts: int
    due_at: datetime | None
    created_at: datetime
    finished_at: datetime | None


class Keepsakes:
    """The copies in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def due(
        self, now: datetime, limit: int, besides: Iterable[int]
    ) -> list[tuple[Keepsake, Job]]:
        """Give the copies that are due, each with its job."""
        skipped = list(besides)
        return await self._db.read(lambda statements: _due(statements, now, limit, skipped))

    async def next_at(self, after: datetime) -> float | None:
        """Give the epoch second at which the next one is due after that time, or None."""
        row = await self._db.one(
            "SELECT min(due_at) AS due_at FROM keepsakes WHERE due_at > ?", (epoch(after),)
        )
        return row["due_at"] if row else None

    async def hasten(self, until: datetime) -> None:
        """Let none rest beyond that time."""
        await self._db.run(
            "UPDATE keepsakes SET due_at = :until WHERE due_at > :until", {"until": epoch(until)}
        )

    async def postpone(self, message_id: int, due_at: datetime) -> None:
        """Try one again at that time."""
        await self._db.run(
            "UPDATE keepsakes SET due_at = ?, attempts = attempts + 1"
            " WHERE message_id = ? AND state = 'due'",
            (epoch(due_at), message_id),
        )

    async def finish(self, message_id: int, state: KeepsakeState, now: datetime) -> None:
        """Keep what became of one."""
        await self._db.run(
            "UPDATE keepsakes SET state = ?, due_at = NULL, finished_at = ?"
            " WHERE message_id = ? AND state = 'due'",
            (state, epoch(now), message_id),
        )


def _due(
    statements: Statements, now: datetime, limit: int, skipped: list[int]
) -> list[tuple[Keepsake, Job]]:
    rows = statements.all(
        "SELECT * FROM keepsakes WHERE due_at <= ?"
        f" AND message_id NOT IN ({places(skipped)}) ORDER BY due_at LIMIT ?",
        (epoch(now), *skipped, limit),
    )
    return [(Keepsake.model_validate(row), _job(statements, row["request_id"])) for row in rows]


def _job(statements: Statements, request_id: str) -> Job:
    row = statements.one("SELECT * FROM requests WHERE request_id = ?", (request_id,))
    return job_of(statements, Request.model_validate(row))
