"""What is forgotten of jobs that ended long ago."""

from datetime import datetime

from bot.store.database import Database, Statements, epoch


class Retention:
    """Forgets in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def reduce(self, before: datetime, limit: int) -> int:
        """Delete at most ``limit`` requests that ended before that time; give how many.

        A video that no request is left of stays as what it was paid for: track, state, link and
        the API's id, so that it is not paid again; who asked first, and the branding, are removed.
        """
        return await self._db.write(lambda statements: _reduce(statements, before, limit))


def _reduce(statements: Statements, before: datetime, limit: int) -> int:
    rows = statements.all(
        "SELECT request_id, video_id FROM requests WHERE finished_at < ?"
        " ORDER BY finished_at LIMIT ?",
        (epoch(before), limit),
    )
    for row in rows:
        statements.run("DELETE FROM requests WHERE request_id = :request_id", row)
        reduced = statements.run(
            "UPDATE videos SET guild_id = 0, author = NULL, domain_name = NULL"
            " WHERE video_id = :video_id AND state IN ('ready', 'failed', 'unknown')"
            " AND due_at IS NULL AND NOT EXISTS ("
            "  SELECT 1 FROM requests WHERE requests.video_id = videos.video_id)",
            row,
        )
        if reduced:
            # Its own id stays in its row; without one, the ids of older attempts still count.
            statements.run(
                "DELETE FROM hints WHERE video_id = :video_id AND is_open = 0 AND EXISTS ("
                "  SELECT 1 FROM videos WHERE videos.video_id = hints.video_id"
                "  AND api_task_id IS NOT NULL)",
                row,
            )
    return len(rows)
