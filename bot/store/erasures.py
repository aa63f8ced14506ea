"""Members' own data: what is kept of one, and its deletion when they want it."""

from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.store.database import Database, Transaction, epoch
from bot.store.requests import cancel_waiting
from bot.store.retention import release_unused_videos

_DECIDED: Final = (
    ("branding", "updated_by"),
    ("guild_settings", "updated_by"),
    ("access_rules", "added_by"),
    ("blocked_members", "added_by"),
    ("blocked_words", "added_by"),
    ("paused_queues", "paused_by"),
    ("role_limits", "updated_by"),
    ("setting_changes", "changed_by"),
    ("takedowns", "taken_by"),
    ("takedowns", "undone_by"),
    ("reports", "decided_by"),
)
"""Where it is kept who decided something for a server."""

_NAMED: Final = (*_DECIDED, ("takedowns", "owner_id"), ("reports", "user_id"))
"""Where a member's id goes, and the rest stays."""

_OWN: Final = (("rights_confirmations", "confirmed_at"), ("track_owners", "added_at"))
"""What goes as a whole, once the songs themselves are deleted."""

_STATUS_PATIENCE_SECONDS: Final = 86_400.0
"""How long a status message may take to be brought up to date before its request goes anyway."""

_THEIRS: Final = "user_id = :user_id AND created_at <= :asked_at"
_ENDED: Final = "state NOT IN ('waiting', 'posting')"
# What was asked for when a clock was ahead that is set right now is meant as well.
_BEGIN: Final = """
    INSERT INTO erasures (user_id, asked_at) VALUES (:user_id, max(:now, coalesce(
        (SELECT max(created_at) FROM requests WHERE user_id = :user_id), 0)))
    ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at RETURNING user_id, asked_at
"""


class MemberData(BaseModel):
    """What is kept of one member, on all servers of this bot."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests: int
    open_requests: int
    servers: int
    """On how many servers these were made."""
    oldest_at: datetime | None
    """When the oldest of them was made."""
    decisions: int
    """Servers for which the member decided something that holds."""
    starts: int
    """The member's starts that are kept for quotas, also those that were given back and count no
    more; they outlive a deletion (see bot.store.quotas)."""
    rights_confirmed_at: datetime | None
    """When they said that what they bring is theirs to share."""
    reports: int
    """What they reported to moderators."""
    takedowns: int
    """Their songs that moderators took down."""
    blocks: int
    """Servers that have blocked the member; that outlives a deletion, too."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept that could be deleted."""
        return not (self.requests or self.decisions or self.has_more)

    @property
    def has_more(self) -> bool:
        """Whether something is kept of their part in reports, takedowns and rights."""
        return bool(self.rights_confirmed_at or self.reports or self.takedowns)


class Erasure(BaseModel):
    """A member's request that everything kept of them until then be deleted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user_id: int
    asked_at: float
    """Epoch seconds, as kept: datetimes would round them."""


class ErasureProgress(BaseModel):
    """What one step of an erasure did."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cancelled: int
    deleted: int
    left: int
    """Requests that are still there: being posted, or with a status message to be brought up."""


class Erasures:
    """Members' data in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def holdings(self, user_id: int) -> MemberData:
        """Count what is kept of a member."""
        return await self._db.read(lambda transaction: _holdings(transaction, user_id))

    async def begin(self, user_id: int, now: datetime) -> Erasure:
        """Commit that a member's data is to be deleted: it will be, whatever happens."""
        row = await self._db.write(
            lambda transaction: transaction.fetch_one(
                _BEGIN, {"user_id": user_id, "now": epoch(now)}
            )
        )
        return Erasure.model_validate(row)

    async def pending(self, limit: int) -> list[Erasure]:
        """Return the erasures that are not finished, oldest first."""
        rows = await self._db.fetch_all(
            "SELECT user_id, asked_at FROM erasures ORDER BY asked_at LIMIT ?", (limit,)
        )
        return [Erasure.model_validate(row) for row in rows]

    async def step(
        self, erasure: Erasure, now: datetime, limit: int, *, is_rest_done: bool = True
    ) -> ErasureProgress:
        """Take an erasure further by at most ``limit`` requests; it ends when none is left.

        What is on its way is cancelled; what is being posted goes once it is. ``is_rest_done``:
        whether what is kept elsewhere is deleted; the erasure doesn't end before that.
        """
        return await self._db.write(
            lambda transaction: _step(transaction, erasure, now, limit, is_rest_done=is_rest_done)
        )


def _holdings(transaction: Transaction, user_id: int) -> MemberData:
    decided = " UNION ".join(
        f"SELECT guild_id FROM {table} WHERE {column} = :user_id" for table, column in _DECIDED
    )
    row = transaction.fetch_one(
        "SELECT count(*) AS requests, count(DISTINCT guild_id) AS servers,"
        f" count(*) FILTER (WHERE NOT ({_ENDED})) AS open_requests, min(created_at) AS oldest_at,"
        f" (SELECT count(*) FROM ({decided})) AS decisions,"
        " (SELECT count(*) FROM quota_usage WHERE user_id = :user_id) AS starts,"
        " (SELECT confirmed_at FROM rights_confirmations"
        "   WHERE user_id = :user_id) AS rights_confirmed_at,"
        " (SELECT count(*) FROM reports WHERE user_id = :user_id) AS reports,"
        " (SELECT count(*) FROM takedowns WHERE owner_id = :user_id) AS takedowns,"
        " (SELECT count(*) FROM blocked_members WHERE user_id = :user_id) AS blocks"
        " FROM requests WHERE user_id = :user_id",
        {"user_id": user_id},
    )
    return MemberData.model_validate(row)


def _step(
    transaction: Transaction, erasure: Erasure, now: datetime, limit: int, *, is_rest_done: bool
) -> ErasureProgress:
    values = {
        "user_id": erasure.user_id,
        "asked_at": erasure.asked_at,
        "limit": limit,
        "is_late": now.timestamp() - erasure.asked_at > _STATUS_PATIENCE_SECONDS,
    }
    waiting = transaction.fetch_all(
        f"SELECT request_id FROM requests WHERE {_THEIRS} AND state = 'waiting' LIMIT :limit",
        values,
    )
    cancelled = [cancel_waiting(transaction, row["request_id"], now) for row in waiting]
    deleted = transaction.execute(
        "DELETE FROM requests WHERE request_id IN (SELECT request_id FROM requests"
        f"  WHERE {_THEIRS} AND {_ENDED} AND (is_status_outdated = 0 OR :is_late) LIMIT :limit)",
        values,
    )
    release_unused_videos(transaction, limit)
    row = transaction.fetch_one(f"SELECT count(*) AS left FROM requests WHERE {_THEIRS}", values)
    left = int(row["left"]) if row else 0
    if left == 0:
        for table, column in _NAMED:
            transaction.execute(
                f"UPDATE {table} SET {column} = 0 WHERE {column} = :user_id", values
            )
        transaction.execute(
            "UPDATE setting_changes SET subject_id = 0 WHERE area = 'member'"
            " AND subject_id = :user_id AND changed_at <= :asked_at",
            values,
        )
    if left == 0 and is_rest_done:
        for table, since in _OWN:
            transaction.execute(
                f"DELETE FROM {table} WHERE user_id = :user_id AND {since} <= :asked_at", values
            )
        transaction.execute(
            "DELETE FROM erasures WHERE user_id = :user_id AND asked_at = :asked_at", values
        )
    return ErasureProgress(cancelled=sum(cancelled), deleted=deleted, left=left)
