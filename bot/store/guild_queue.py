"""A server's queue: what its members wait for, paused, resumed and cleared by its moderators."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.jobs import FailureReason, Job, Request
from bot.jobs.events import EventKind
from bot.policy.setting_changes import ChangeAuthor, SettingArea, SettingEdit
from bot.store.database import Database, Transaction, epoch
from bot.store.job_events import note_request
from bot.store.jobs import load_job
from bot.store.setting_changes import note_edits
from bot.store.withdrawals import IS_HELD, abandon, recall_held

# Both conditions on the state: by the first one SQLite knows that the index has them all.
_IN_QUEUE: Final = """
    FROM requests INDEXED BY requests_open_of_member JOIN videos USING (video_id)
    WHERE requests.guild_id = :guild_id AND requests.state IN ('waiting', 'posting')
        AND requests.state = 'waiting' AND videos.state IN ('queued', 'submitting', 'rendering')
"""
# What is being made, what waits at the studio, what is still to be handed over.
_IN_ORDER: Final = """
    ORDER BY videos.state = 'queued', coalesce(queue_place, 0), videos.due_at, requests.created_at
"""
_IS_SEEN: Final = """
    user_id <> :user_id AND requests.channel_id IN (SELECT value FROM json_each(:seen))
"""
_IS_PAID_FOR: Final = "(videos.charges AND (videos.state <> 'queued' OR videos.submits > 0))"
# An edit of the status may be on its way: the answer doesn't replace it, but stands beside it.
_CLEAR: Final = """
    UPDATE requests SET state = 'posting', outcome = 'failed', reason = :reason, due_at = :now,
        first_send_at = coalesce(first_send_at, :now),
        status_mode = CASE (SELECT status_mode FROM guild_settings
            WHERE guild_settings.guild_id = requests.guild_id)
            WHEN 'remove' THEN 'remove' ELSE 'keep' END
    WHERE request_id = :request_id AND state = 'waiting'
"""
_OUTDATE_STATUS: Final = """
    UPDATE requests SET is_status_outdated = 1
    WHERE guild_id = :guild_id AND state IN ('waiting', 'posting') AND state = 'waiting'
        AND status_message_id IS NOT NULL
"""


class QueuePause(BaseModel):
    """That a server's queue is paused. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guild_id: int
    paused_by: int
    """The moderator; 0 when that was forgotten."""
    paused_at: datetime


@dataclass(frozen=True)
class QueueListing:
    """A server's queue, as much of it as is shown."""

    pause: QueuePause | None
    """None: it is not paused."""
    own: list[Job]
    """The viewer's own, the next one first."""
    others: list[Job]
    """Everybody else's that the viewer may know of, likewise."""
    being_made: int
    waiting: int


@dataclass(frozen=True)
class QueueClearance:
    """What clearing a queue came to, or would."""

    cleared: int
    """Requests that get no video now."""
    kept: int
    """Requests whose video is paid for already: they stay."""


class GuildQueues:
    """The servers' queues in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def channel_ids(self, guild_id: int) -> list[int]:
        """Return the channels in which something is waited for."""
        rows = await self._db.fetch_all(
            f"SELECT DISTINCT requests.channel_id {_IN_QUEUE}", {"guild_id": guild_id}
        )
        return [row["channel_id"] for row in rows]

    async def listing(
        self, guild_id: int, user_id: int, *, seen: Collection[int], most: int
    ) -> QueueListing:
        """Return a server's queue as a member sees it, at most ``most`` of each list.

        ``seen``: the channels that the member can see; of others only one's own is listed.
        """

        def read(transaction: Transaction) -> QueueListing:
            values = {
                "guild_id": guild_id,
                "user_id": user_id,
                "most": most,
                "seen": json.dumps(sorted(seen)),
            }
            select = f"SELECT requests.* {_IN_QUEUE}"
            counts = transaction.fetch_one(
                "SELECT count(*) FILTER (WHERE videos.state = 'queued' OR queue_place IS NOT NULL)"
                f" AS waiting, count(*) AS total {_IN_QUEUE}",
                values,
            ) or {"waiting": 0, "total": 0}
            own = f"{select} AND user_id = :user_id {_IN_ORDER} LIMIT :most"
            others = f"{select} AND {_IS_SEEN} {_IN_ORDER} LIMIT :most"
            return QueueListing(
                pause=pause_of(transaction, guild_id),
                own=[load_job(transaction, row) for row in transaction.fetch_all(own, values)],
                others=[
                    load_job(transaction, row) for row in transaction.fetch_all(others, values)
                ],
                being_made=counts["total"] - counts["waiting"],
                waiting=counts["waiting"],
            )

        return await self._db.read(read)

    async def pause(self, guild_id: int, *, paused_by: int, now: datetime) -> bool:
        """Hold what waits in a server; False when that is so already.

        New requests are taken, and wait as well. What is being made is finished.
        """
        author = ChangeAuthor(guild_id, paused_by, now)
        return await self._db.write(lambda transaction: _pause(transaction, author))

    async def resume(self, guild_id: int, *, resumed_by: int, now: datetime) -> bool:
        """Let what waits in a server go on, in its old order; False when it was not held."""
        author = ChangeAuthor(guild_id, resumed_by, now)
        return await self._db.write(lambda transaction: _resume(transaction, author))

    async def would_clear(self, guild_id: int) -> QueueClearance:
        """Return what clearing a server's queue would come to now."""
        return await self._db.read(
            lambda transaction: QueueClearance(
                len(_clearable(transaction, guild_id)), _paid_for(transaction, guild_id)
            )
        )

    async def clear(self, guild_id: int, *, cleared_by: int, now: datetime) -> QueueClearance:
        """End what waits or is being made in a server, but for what is paid for already.

        Each request is answered that its queue was cleared. What others wait for too is made.
        """
        author = ChangeAuthor(guild_id, cleared_by, now)
        return await self._db.write(lambda transaction: _clear(transaction, author))


def pause_of(transaction: Transaction, guild_id: int) -> QueuePause | None:
    """Return whether a server's queue is paused."""
    row = transaction.fetch_one("SELECT * FROM paused_queues WHERE guild_id = ?", (guild_id,))
    return None if row is None else QueuePause.model_validate(row)


def _pause(transaction: Transaction, author: ChangeAuthor) -> bool:
    values = {
        "guild_id": author.guild_id,
        "paused_by": author.user_id,
        "now": epoch(author.at),
    }
    changed = transaction.execute(
        "INSERT INTO paused_queues (guild_id, paused_by, paused_at)"
        " VALUES (:guild_id, :paused_by, :now) ON CONFLICT DO NOTHING",
        values,
    )
    if changed:
        note_edits(transaction, author, [SettingEdit(SettingArea.QUEUE, "paused", False, True)])
    recall_held(transaction, author.at)
    transaction.execute(_OUTDATE_STATUS, values)
    return changed == 1


def _resume(transaction: Transaction, author: ChangeAuthor) -> bool:
    values = {"guild_id": author.guild_id, "now": epoch(author.at)}
    # The time that it was held is not time in which nobody took it.
    transaction.execute(
        "UPDATE videos SET queued_at = :now, deadline_at = NULL"
        " WHERE state = 'queued' AND video_id IN (SELECT video_id FROM requests"
        "  INDEXED BY requests_open_of_member WHERE guild_id = :guild_id"
        "  AND state IN ('waiting', 'posting') AND state = 'waiting')"
        f" AND {IS_HELD}",
        values,
    )
    changed = transaction.execute("DELETE FROM paused_queues WHERE guild_id = :guild_id", values)
    if changed:
        note_edits(transaction, author, [SettingEdit(SettingArea.QUEUE, "paused", True, False)])
    transaction.execute(_OUTDATE_STATUS, values)
    return changed == 1


def _clear(transaction: Transaction, author: ChangeAuthor) -> QueueClearance:
    cleared = _clearable(transaction, author.guild_id)
    for request in cleared:
        values = {
            "request_id": request.request_id,
            "reason": FailureReason.QUEUE_CLEARED,
            "now": epoch(author.at),
        }
        transaction.execute(_CLEAR, values)
        note_request(transaction, request.request_id, EventKind.CLEARED, author.at)
    for video_id in {request.video_id for request in cleared}:
        abandon(transaction, video_id)
    if cleared:
        edit = SettingEdit(SettingArea.QUEUE, "cleared", len(cleared), 0)
        note_edits(transaction, author, [edit])
    return QueueClearance(len(cleared), _paid_for(transaction, author.guild_id))


def _clearable(transaction: Transaction, guild_id: int) -> list[Request]:
    rows = transaction.fetch_all(
        f"SELECT requests.* {_IN_QUEUE} AND NOT {_IS_PAID_FOR}", {"guild_id": guild_id}
    )
    return [Request.model_validate(row) for row in rows]


def _paid_for(transaction: Transaction, guild_id: int) -> int:
    row = transaction.fetch_one(
        f"SELECT count(*) AS number {_IN_QUEUE} AND {_IS_PAID_FOR}", {"guild_id": guild_id}
    )
    return int(row["number"]) if row else 0
