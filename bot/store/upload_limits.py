"""How large a file Discord takes where, as far as its refusals have taught."""

from datetime import datetime, timedelta
from typing import Final

from bot.jobs import DeliveryTarget, Request
from bot.policy.upload_limits import DIRECT, aim_of
from bot.store.database import Database, Transaction, epoch

KEPT: Final = timedelta(days=30)
"""Servers are boosted, and Discord's own limits move: then it is tried again."""


class UploadLimits:
    """The limits in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, request: Request, usual_bytes: int, now: datetime) -> int:
        """Return how large a file is probably taken where a request is answered now.

        ``usual_bytes``: where nothing is known. What Discord told with the command is the
        server's or the member's own, so that less may be taken, but never more.
        """
        return await self._db.read(
            lambda transaction: limit_of(transaction, request, usual_bytes, now)
        )

    async def learn(self, guild_id: int, most_bytes: int, now: datetime) -> None:
        """Keep that Discord takes no more than that in a server, or in direct messages."""
        await self._db.execute(
            "INSERT INTO upload_limits (guild_id, most_bytes, learned_at) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET most_bytes = excluded.most_bytes,"
            "  learned_at = excluded.learned_at",
            (guild_id, most_bytes, epoch(now)),
        )


def limit_of(transaction: Transaction, request: Request, usual_bytes: int, now: datetime) -> int:
    """Return the limit where a request is answered now; see ``UploadLimits.of``."""
    if request.target is DeliveryTarget.DIRECT:
        return _learned(transaction, DIRECT, now) or usual_bytes
    learned = _learned(transaction, request.guild_id, now)
    known = [size for size in (learned, request.attachment_limit) if size]
    return min(known, default=usual_bytes)


def aim_for(
    transaction: Transaction, video_id: str, usual_bytes: int | None, now: datetime
) -> int | None:
    """Return the size that a video is to have at most, so that it fits wherever it is waited for.

    Each may go to its member directly in the end. None: any size, as nothing is attached.
    """
    if usual_bytes is None:
        return None
    rows = transaction.fetch_all(
        "SELECT * FROM requests WHERE video_id = ? AND state IN ('waiting', 'posting')", (video_id,)
    )
    limits = [_learned(transaction, DIRECT, now) or usual_bytes]
    limits += [limit_of(transaction, Request.model_validate(row), usual_bytes, now) for row in rows]
    return aim_of(min(limits))


def _learned(transaction: Transaction, guild_id: int, now: datetime) -> int | None:
    row = transaction.fetch_one(
        "SELECT most_bytes FROM upload_limits WHERE guild_id = ? AND learned_at > ?",
        (guild_id, epoch(now - KEPT)),
    )
    return None if row is None else int(row["most_bytes"])
