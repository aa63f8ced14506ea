"""What is due in Discord's channels beside answers: one look at all of it, in one statement.

Whatever happens wakes the delivery worker, and mostly nothing is due: so it doesn't ask each table.
"""

from datetime import datetime
from typing import Final, NamedTuple

from bot.store.database import Database, epoch

_LOOK: Final = """
    SELECT
        EXISTS (SELECT 1 FROM requests WHERE is_status_outdated = 1)
            OR EXISTS (SELECT 1 FROM requests WHERE status_due_at <= :now) AS has_statuses,
        EXISTS (SELECT 1 FROM notices WHERE state = 'posting' AND due_at <= :now) AS has_notices,
        EXISTS (SELECT 1 FROM attachment_jobs WHERE due_at <= :now) AS has_copies,
        EXISTS (SELECT 1 FROM takedowns WHERE due_at <= :now) AS has_takedowns,
        EXISTS (SELECT 1 FROM showcase_lists WHERE due_at <= :now) AS has_lists,
        (SELECT min(due_at) FROM (
            SELECT min(due_at) AS due_at FROM requests WHERE state = 'posting' AND due_at > :now
            UNION ALL SELECT min(status_due_at) FROM requests WHERE status_due_at > :now
            UNION ALL SELECT min(due_at) FROM notices WHERE state = 'posting' AND due_at > :now
            UNION ALL SELECT min(due_at) FROM attachment_jobs WHERE due_at > :now
            UNION ALL SELECT min(due_at) FROM takedowns WHERE due_at > :now
            UNION ALL SELECT min(due_at) FROM showcase_lists WHERE due_at > :now
        )) AS next_at
"""


class DueDeliveries(NamedTuple):
    """Where something is due, be it under way already, and when more will be."""

    has_statuses: bool
    """Whether a status message may be out of date, or has something new to show."""
    has_notices: bool
    has_copies: bool
    has_takedowns: bool
    has_lists: bool
    next_at: float | None
    """The epoch second at which the next of all these, or an answer, is to be tried; None: none."""


class DeliverySchedule:
    """What is due in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def look(self, now: datetime) -> DueDeliveries:
        """Return where something is due at that time, and when more will be after it."""
        (row,) = await self._db.fetch_all(_LOOK, {"now": epoch(now)})
        next_at = row.pop("next_at")
        return DueDeliveries(
            next_at=next_at, **{name: bool(is_due) for name, is_due in row.items()}
        )
