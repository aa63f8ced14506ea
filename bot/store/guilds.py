"""The servers that the bot is in, and what goes some days after it has left one."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.store.database import Database, Transaction, epoch
from bot.store.requests import cancel_waiting
from bot.store.retention import release_unused_videos

_DECIDED: Final = (
    "low_credit_alerts",
    "guild_settings",
    "branding",
    "access_rules",
    "blocked_members",
    "blocked_words",
    "paused_queues",
    "setting_changes",
    "upload_limits",
    "role_limits",
    "track_owners",
    "reports",
    "takedowns",
    "showcase_lists",
)
"""Tables of what moderators decide for their server, and of what was learned of it."""

_STILL_LEFT: Final = "SELECT 1 FROM guilds WHERE guild_id = :guild_id AND left_at = :left_at"
_IS_ANYTHING_LEFT: Final = """
    SELECT 1 WHERE EXISTS (SELECT 1 FROM requests WHERE guild_id = :guild_id)
        OR EXISTS (SELECT 1 FROM videos WHERE guild_id = :guild_id AND guild_id <> 0)
"""
_PURGE: Final = (
    """
    DELETE FROM requests WHERE request_id IN (SELECT request_id FROM requests
        WHERE guild_id = :guild_id AND state NOT IN ('waiting', 'posting') LIMIT :limit)
    """,
    """
    DELETE FROM charges WHERE (video_id, queued_at) IN (SELECT video_id, queued_at
        FROM charges WHERE guild_id = :guild_id LIMIT :limit)
    """,
    """
    DELETE FROM notices WHERE notice_id IN (SELECT notice_id
        FROM notices WHERE guild_id = :guild_id LIMIT :limit)
    """,
    """
    DELETE FROM tracks WHERE (task_id, audio_id) IN (SELECT task_id, audio_id
        FROM tracks WHERE guild_id = :guild_id LIMIT :limit)
    """,
    # Other servers ask for these, too: who asked first is forgotten.
    """
    UPDATE videos SET guild_id = 0 WHERE video_id IN (SELECT video_id FROM videos
        WHERE guild_id = :guild_id AND guild_id <> 0 AND due_at IS NULL LIMIT :limit)
    """,
    *(f"DELETE FROM {table} WHERE guild_id = :guild_id" for table in _DECIDED),
)


class LeftGuild(BaseModel):
    """A server that the bot is no longer in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guild_id: int
    left_at: float
    """Epoch seconds, as kept: datetimes would round them."""


class PurgeResult(BaseModel):
    """What one step of a purge did."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    changed: int
    is_done: bool
    """Whether nothing of the server is left; what is being posted has to end first."""


class Guilds:
    """The servers in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def record_present(
        self, present: Collection[int], now: datetime, *, shard: int, shards: int
    ) -> list[int]:
        """Keep which servers a shard has; return those of its that are newly known to be left."""
        return await self._db.write(
            lambda transaction: _list_present(transaction, set(present), now, shard, shards)
        )

    async def mark_joined(self, guild_id: int, *, welcome_at: datetime | None = None) -> bool:
        """Keep that the bot is in a server (again): nothing of it is purged.

        ``welcome_at``: now, where who brought it there is to be welcomed, once, if it is new;
        return whether that is so.
        """
        return await self._db.write(
            lambda transaction: _mark_joined(transaction, guild_id, welcome_at)
        )

    async def mark_left(self, guild_id: int, now: datetime) -> None:
        """Keep that the bot has left a server, and when."""
        await self._db.execute(
            "INSERT INTO guilds (guild_id, left_at) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET left_at = coalesce(left_at, excluded.left_at)",
            (guild_id, epoch(now)),
        )

    async def list_left(self, before: datetime, limit: int) -> list[LeftGuild]:
        """Return the servers that were left before that time, longest ago first."""
        rows = await self._db.fetch_all(
            "SELECT guild_id, left_at FROM guilds WHERE left_at < ? ORDER BY left_at LIMIT ?",
            (epoch(before), limit),
        )
        return [LeftGuild.model_validate(row) for row in rows]

    async def purge(self, departure: LeftGuild, now: datetime, limit: int) -> PurgeResult:
        """Take the purge of a left server further by at most ``limit`` rows of a kind.

        Its own row stays until ``close``. A server that the bot has come back to meanwhile is left
        as it is.
        """
        return await self._db.write(lambda transaction: _purge(transaction, departure, now, limit))

    async def close(self, departure: LeftGuild) -> None:
        """Forget a left server altogether, after its purge."""
        await self._db.execute(
            "DELETE FROM guilds WHERE guild_id = ? AND left_at = ?",
            (departure.guild_id, departure.left_at),
        )


def _mark_joined(transaction: Transaction, guild_id: int, welcome_at: datetime | None) -> bool:
    values = {"guild_id": guild_id, "now": epoch(welcome_at)}
    is_new = transaction.execute(
        "INSERT INTO guilds (guild_id) VALUES (:guild_id) ON CONFLICT DO NOTHING", values
    )
    if not is_new:
        transaction.execute("UPDATE guilds SET left_at = NULL WHERE guild_id = :guild_id", values)
    if not is_new or welcome_at is None:
        return False
    transaction.execute(
        "INSERT INTO notices (kind, guild_id, channel_id, state, due_at, created_at)"
        " VALUES ('welcome', :guild_id, 0, 'posting', :now, :now)",
        values,
    )
    return True


def _list_present(
    transaction: Transaction, present: set[int], now: datetime, shard: int, shards: int
) -> list[int]:
    rows = transaction.fetch_all(
        "SELECT guild_id, left_at FROM guilds WHERE (guild_id >> 22) % ? = ?", (shards, shard)
    )
    known = {row["guild_id"]: row["left_at"] for row in rows}
    for guild_id in sorted(present):
        if known.get(guild_id, 0.0) is not None:
            transaction.execute(
                "INSERT INTO guilds (guild_id) VALUES (?) ON CONFLICT DO UPDATE SET left_at = NULL",
                (guild_id,),
            )
    gone = sorted(g for g, left_at in known.items() if left_at is None and g not in present)
    for guild_id in gone:
        transaction.execute(
            "UPDATE guilds SET left_at = ? WHERE guild_id = ?", (epoch(now), guild_id)
        )
    return gone


def _purge(
    transaction: Transaction, departure: LeftGuild, now: datetime, limit: int
) -> PurgeResult:
    values = departure.model_dump() | {"limit": limit}
    if transaction.fetch_one(_STILL_LEFT, values) is None:
        return PurgeResult(changed=0, is_done=False)
    waiting = transaction.fetch_all(
        "SELECT request_id FROM requests WHERE guild_id = :guild_id AND state = 'waiting'"
        " LIMIT :limit",
        values,
    )
    for row in waiting:
        cancel_waiting(transaction, row["request_id"], now)
    changed = len(waiting) + sum(transaction.execute(sql, values) for sql in _PURGE)
    changed += release_unused_videos(transaction, limit)
    is_left = transaction.fetch_one(_IS_ANYTHING_LEFT, values) is not None
    return PurgeResult(changed=changed, is_done=not (changed or is_left))
