"""How many jobs there are, for the host to watch: cheap, whatever the history."""

from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.store.database import Database, Transaction

# What is open is read through indexes that hold nothing else.
_VIDEOS: Final = """
    SELECT state, count(*) AS count FROM videos INDEXED BY videos_due
    WHERE due_at IS NOT NULL AND state IN ('queued', 'submitting', 'rendering') GROUP BY state
"""
_WAITING: Final = """
    SELECT count(*) AS count, min(created_at) AS oldest_at
    FROM requests INDEXED BY requests_waiting WHERE state = 'waiting'
"""
_POSTING: Final = """
    SELECT count(*) AS count, min(created_at) AS oldest_at
    FROM requests INDEXED BY requests_posting WHERE state = 'posting'
"""


class OutcomeCount(BaseModel):
    """How often a video or a request ended one way, since the database was made.

    The triggers ``videos_counted`` and ``requests_counted`` count: retention deletes the rows.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity: str
    outcome: str
    reason: str
    count: int


class JobCounts(BaseModel):
    """The open jobs by state, and all outcomes so far."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    open_videos: dict[str, int]
    open_requests: dict[str, int]
    outcomes: list[OutcomeCount]
    oldest_open_at: datetime | None
    """When the request was asked for that is open longest."""


class JobCounter:
    """Counts the jobs in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def count(self) -> JobCounts:
        """Count the jobs, in one trip to the database."""
        return await self._db.read(_count)

    async def oldest_open_at(self) -> datetime | None:
        """Return when the request was asked for that is open longest; None when none is open."""
        return (await self.count()).oldest_open_at


def _count(transaction: Transaction) -> JobCounts:
    waiting, posting = transaction.fetch_one(_WAITING) or {}, transaction.fetch_one(_POSTING) or {}
    oldest = [row["oldest_at"] for row in (waiting, posting) if row["oldest_at"] is not None]
    values = {
        "open_videos": {row["state"]: row["count"] for row in transaction.fetch_all(_VIDEOS)},
        "open_requests": {"waiting": waiting["count"], "posting": posting["count"]},
        "outcomes": transaction.fetch_all(
            "SELECT entity, outcome, reason, count FROM outcome_counts"
        ),
        "oldest_open_at": min(oldest, default=None),
    }
    return JobCounts.model_validate(values)
