"""What moderators take down in their server: kept with who did it, and carried out from here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from bot.policy.takedowns import ReportDecision, ReportReason, Takedown
from bot.store.database import Database, Transaction, epoch, placeholders
from bot.store.reports import decide
from bot.store.requests import cancel_waiting, mark_deleted

_THEIRS: Final = """
    requests.guild_id = :guild_id
    AND video_id IN (SELECT video_id FROM videos WHERE task_id = :task_id)
"""
"""A server's requests for the videos of a task."""

_TAKE: Final = """
    INSERT INTO takedowns (guild_id, task_id, title, owner_id, sound_digest, reason, taken_by,
        taken_at, due_at)
    SELECT :guild_id, :task_id, (SELECT title FROM tracks WHERE task_id = :task_id LIMIT 1),
        track_owners.user_id, track_owners.sound_digest, :reason, :taken_by, :now, :now
    FROM (SELECT 1) LEFT JOIN track_owners ON track_owners.task_id = :task_id
    ON CONFLICT DO NOTHING RETURNING *
"""

# What lies here is removed at once: a member's own song is shown in its own server only.
_STOP: Final = """
    UPDATE videos SET file_to_delete = api_task_id, video_url = NULL,
        expires_at = CASE WHEN state = 'ready' THEN completed_at ELSE expires_at END
    WHERE task_id = :task_id AND owns_files AND api_task_id IS NOT NULL
        AND EXISTS (SELECT 1 FROM tracks WHERE tracks.task_id = :task_id
            AND tracks.guild_id = :guild_id)
"""

_POSTS: Final = f"""
    SELECT request_id, NULL AS notice_id, coalesce(target_channel_id, channel_id) AS channel_id,
        message_id
    FROM requests WHERE {_THEIRS} AND state = 'posted' AND deleted_at IS NULL
        AND message_id IS NOT NULL
    UNION ALL
    SELECT NULL, notice_id, channel_id, message_id FROM notices
    WHERE guild_id = :guild_id AND kind = 'showcase' AND state = 'posted'
        AND message_id IS NOT NULL
        AND video_id IN (SELECT video_id FROM videos WHERE task_id = :task_id)
    LIMIT :limit
"""

_IS_ANY_ON_ITS_WAY: Final = f"""
    SELECT 1 WHERE EXISTS (SELECT 1 FROM requests WHERE {_THEIRS}
            AND state IN ('waiting', 'posting'))
        OR EXISTS (SELECT 1 FROM notices WHERE guild_id = :guild_id AND kind = 'showcase'
            AND state = 'posting'
            AND video_id IN (SELECT video_id FROM videos WHERE task_id = :task_id))
"""


_LATEST: Final = ":now + min(:first * (1 << min(attempts, 16)), :most)"


class PostToDelete(NamedTuple):
    """A message that shows what was taken down: a request's answer, or a showcase post."""

    request_id: str | None
    notice_id: int | None
    channel_id: int
    message_id: int


class Takedowns:
    """The takedowns in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def take_down(
        self, guild_id: int, task_id: str, reason: ReportReason, *, taken_by: int, now: datetime
    ) -> Takedown | None:
        """Keep nobody in a server from seeing what is there of a task, and from asking for it.

        In one transaction: its open reports are decided, what waits is cancelled, its files at the
        studio are to be deleted, and so are its posts. None when it is down already.
        """
        values = {
            "guild_id": guild_id,
            "task_id": task_id,
            "reason": reason,
            "taken_by": taken_by,
            "now": epoch(now),
        }

        def take(transaction: Transaction) -> Takedown | None:
            row = transaction.fetch_one(_TAKE, values)
            decide(transaction, values, ReportDecision.TAKEN_DOWN, taken_by, now)
            if row is None:
                return None
            _stop(transaction, values, now)
            return Takedown.model_validate(row)

        return await self._db.write(take)

    async def undo(self, takedown_id: int, *, undone_by: int, now: datetime) -> bool:
        """Let a track be used again; False when it may be already. Deleted posts stay deleted."""
        changed = await self._db.execute(
            "UPDATE takedowns SET undone_by = ?, undone_at = ?, due_at = NULL"
            " WHERE takedown_id = ? AND undone_at IS NULL",
            (undone_by, epoch(now), takedown_id),
        )
        return changed > 0

    async def of_guild(self, guild_id: int, limit: int) -> list[Takedown]:
        """Return what was taken down in a server, newest first, what was undone included."""
        rows = await self._db.fetch_all(
            "SELECT * FROM takedowns WHERE guild_id = ? ORDER BY taken_at DESC LIMIT ?",
            (guild_id, limit),
        )
        return [Takedown.model_validate(row) for row in rows]

    async def is_sound_down(self, guild_id: int, sound_digest: str) -> bool:
        """Return whether a song of the same sound was taken down in a server."""
        row = await self._db.fetch_one(
            "SELECT 1 FROM takedowns WHERE guild_id = ? AND sound_digest = ? AND undone_at IS NULL",
            (guild_id, sound_digest),
        )
        return row is not None

    async def due(self, now: datetime, limit: int, excluding: Iterable[int]) -> list[Takedown]:
        """Return those of which posts are to be deleted, longest due first."""
        skipped = list(excluding)
        rows = await self._db.fetch_all(
            "SELECT * FROM takedowns WHERE due_at <= ?"
            f" AND takedown_id NOT IN ({placeholders(skipped)}) ORDER BY due_at LIMIT ?",
            (epoch(now), *skipped, limit),
        )
        return [Takedown.model_validate(row) for row in rows]

    async def cap_due_times(self, now: datetime, first_seconds: float, most_seconds: float) -> None:
        """Let none rest longer than between its tries, as after a clock was set back.

        The pauses double from ``first_seconds`` up to ``most_seconds``.
        """
        await self._db.execute(
            f"UPDATE takedowns SET due_at = {_LATEST} WHERE due_at > :now AND due_at > {_LATEST}",
            {"now": epoch(now), "first": first_seconds, "most": most_seconds},
        )

    async def posts(self, takedown: Takedown, limit: int) -> list[PostToDelete]:
        """Return posts that are still there, as far as is known."""
        rows = await self._db.fetch_all(_POSTS, {**_named(takedown), "limit": limit})
        return [PostToDelete(**row) for row in rows]

    async def mark_post_deleted(self, post: PostToDelete, now: datetime) -> None:
        """Keep that a post is gone, in its request's story as well."""

        def mark(transaction: Transaction) -> None:
            if post.request_id is not None:
                mark_deleted(transaction, post.request_id, now)
            else:
                transaction.execute(
                    "UPDATE notices SET message_id = NULL WHERE notice_id = ?", (post.notice_id,)
                )

        await self._db.write(mark)

    async def finish(self, takedown: Takedown, later: datetime) -> bool:
        """Keep that all posts are gone; False if one is there or may come: due ``later`` then."""

        def finish(transaction: Transaction) -> bool:
            left = transaction.fetch_one(_POSTS, {**_named(takedown), "limit": 1})
            coming = transaction.fetch_one(_IS_ANY_ON_ITS_WAY, _named(takedown))
            is_open = left is not None or coming is not None
            transaction.execute(
                "UPDATE takedowns SET due_at = ? WHERE takedown_id = ? AND due_at IS NOT NULL",
                (epoch(later) if is_open else None, takedown.takedown_id),
            )
            return not is_open

        return await self._db.write(finish)

    async def postpone(self, takedown: Takedown, due_at: datetime | None) -> None:
        """Try again at that time to delete what is left; None: it is given up."""
        await self._db.execute(
            "UPDATE takedowns SET due_at = ?, attempts = attempts + 1"
            " WHERE takedown_id = ? AND due_at IS NOT NULL",
            (epoch(due_at), takedown.takedown_id),
        )


def _named(takedown: Takedown) -> dict[str, object]:
    return {"guild_id": takedown.guild_id, "task_id": takedown.task_id}


def _stop(transaction: Transaction, values: dict[str, object], now: datetime) -> None:
    """Keep what is on its way in a server from getting there."""
    waiting = transaction.fetch_all(
        f"SELECT request_id FROM requests WHERE {_THEIRS} AND state = 'waiting'", values
    )
    for row in waiting:
        cancel_waiting(transaction, row["request_id"], now)
    transaction.execute(
        "UPDATE requests SET outcome = 'failed', reason = 'taken-down', due_at = :now"
        f" WHERE {_THEIRS} AND state = 'posting'",
        values,
    )
    transaction.execute(
        "DELETE FROM attachment_jobs WHERE state = 'due' AND request_id IN"
        f" (SELECT request_id FROM requests WHERE {_THEIRS})",
        values,
    )
    transaction.execute(_STOP, values)
    # It is there for as long as this can be undone, however long nobody has asked for it.
    transaction.execute(
        "UPDATE track_owners SET warned_at = NULL"
        " WHERE task_id = :task_id AND guild_id = :guild_id AND removed_at IS NULL",
        values,
    )
