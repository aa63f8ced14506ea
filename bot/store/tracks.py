"""What is known of tracks, as it is kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.jobs import KnownTrack, TrackKey
from bot.store.database import Database, Statements, epoch

COLUMNS: Final = "task_id, audio_id, position, title, duration_seconds, image_url"

_REMEMBER: Final = """
    INSERT INTO tracks (task_id, audio_id, position, title, duration_seconds, image_url, seen_at)
    VALUES (:task_id, :audio_id, :position, :title, :duration_seconds, :image_url, :seen_at)
    ON CONFLICT DO UPDATE SET
        position = excluded.position,
        title = coalesce(excluded.title, title),
        duration_seconds = coalesce(excluded.duration_seconds, duration_seconds),
        image_url = coalesce(excluded.image_url, image_url),
        seen_at = excluded.seen_at
"""


class Tracks:
    """The known tracks in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def remember(self, tracks: Iterable[KnownTrack], now: datetime) -> None:
        """Keep what is known of tracks, over what was known before."""
        rows = [{**track.model_dump(), "seen_at": epoch(now)} for track in tracks]

        def insert(statements: Statements) -> None:
            for row in rows:
                statements.run(_REMEMBER, row)

        if rows:
            await self._db.write(insert)

    async def get(self, key: TrackKey) -> KnownTrack | None:
        """Give what is known of a track."""
        row = await self._db.one(
            f"SELECT {COLUMNS} FROM tracks WHERE task_id = ? AND audio_id = ?",
            (key.task_id, key.audio_id),
        )
        return None if row is None else KnownTrack.model_validate(row)

    async def of_task(self, task_id: str) -> list[KnownTrack]:
        """Give the known tracks of a task, in the API's order."""
        rows = await self._db.all(
            f"SELECT {COLUMNS} FROM tracks WHERE task_id = ? ORDER BY position", (task_id,)
        )
        return [KnownTrack.model_validate(row) for row in rows]

    async def recent(self, guild_id: int, limit: int) -> list[KnownTrack]:
        """Give the tracks last asked for in a server, newest first, known by name or not."""
        rows = await self._db.all(
            "SELECT task_id, audio_id, coalesce(position, 0) AS position, title,"
            "  duration_seconds, image_url"
            " FROM (SELECT video_id, max(created_at) AS asked_at FROM (SELECT video_id, created_at"
            "         FROM requests WHERE guild_id = ? ORDER BY created_at DESC LIMIT 500)"
            "       GROUP BY video_id)"
            " JOIN videos USING (video_id) LEFT JOIN tracks USING (task_id, audio_id)"
            " ORDER BY asked_at DESC LIMIT ?",
            (guild_id, limit),
        )
        return [KnownTrack.model_validate(row) for row in rows]
