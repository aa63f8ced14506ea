"""How large a file Discord takes where, as far as its refusals have taught."""

from datetime import datetime, timedelta
from typing import Final

from bot.jobs import Request, Target
from bot.policy.upload_limits import DIRECT, aim_of
from bot.store.database import Database, Statements, epoch

KEPT: Final = timedelta(days=30)
"""Servers are boosted, and Discord's own limits move: then it is tried anew."""


class UploadLimits:
    """The limits in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, request: Request, usual_bytes: int, now: datetime) -> int:
        """Give how large a file is probably taken where a request is answered now.

        ``usual_bytes``: where nothing is known. What Discord told with the command is the
        server's or the member's own, so that less may be taken, but never more.
        """
        return await self._db.read(
            lambda statements: limit_of(statements, request, usual_bytes, now)
        )

    async def learn(self, guild_id: int, most_bytes: int, now: datetime) -> None:
        """Keep that Discord takes no more than that in a server, or in direct messages."""
        await self._db.run(
            "INSERT INTO upload_limits (guild_id, most_bytes, learned_at) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET most_bytes = excluded.most_bytes,"
            "  learned_at = excluded.learned_at",
            (guild_id, most_bytes, epoch(now)),
        )


def limit_of(statements: Statements, request: Request, usual_bytes: int, now: datetime) -> int:
    """Give the limit where a request is answered now; see ``UploadLimits.of``."""
    if request.target is Target.DIRECT:
        return _learned(statements, DIRECT, now) or usual_bytes
    learned = _learned(statements, request.guild_id, now)
    known = [size for size in (learned, request.attachment_limit) if size]
    return min(known, default=usual_bytes)


def aim_for(
    statements: Statements, video_id: str, usual_bytes: int | None, now: datetime
) -> int | None:
    """Give the size that a video is to have at most, so that it fits wherever it is waited for.

    Each may go to its member directly in the end. None: any size, as nothing is attached.
    """
    if usual_bytes is None:
        return None
    rows = statements.all(
        "SELECT * FROM requests WHERE video_id = ? AND state IN ('waiting', 'posting')", (video_id,)
    )
    limits = [_learned(statements, DIRECT, now) or usual_bytes]
    limits += [limit_of(statements, Request.model_validate(row), usual_bytes, now) for row in rows]
    return aim_of(min(limits))


def _learned(statements: Statements, guild_id: int, now: datetime) -> int | None:
    row = statements.one(
        "SELECT most_bytes FROM upload_limits WHERE guild_id = ? AND learned_at > ?",
        (guild_id, epoch(now - KEPT)),
    )
    return None if row is None else int(row["most_bytes"])
