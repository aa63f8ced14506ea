"""What is forgotten of jobs: those that ended long ago, and videos that no request is left of."""

from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.store.database import Database, Row, Transaction, epoch

_SETTLED: Final = (
    "SELECT video_id FROM videos INDEXED BY videos_orphaned"
    " WHERE is_orphaned = 1 AND state IN ('ready', 'failed', 'unknown')"
)

# A file that lies here goes with its last request: its link has ended,
# so that asking renders again.
_RELEASE: Final = f"""
    UPDATE videos SET is_orphaned = 0,
        file_to_delete = CASE WHEN owns_files THEN api_task_id END,
        video_url = CASE WHEN owns_files THEN NULL ELSE video_url END,
        expires_at = CASE WHEN owns_files THEN completed_at ELSE expires_at END
    WHERE video_id IN ({_SETTLED} AND due_at IS NULL LIMIT ?)
    RETURNING video_id, task_id, api_task_id
"""


_OLD_REST: Final = (
    """
    DELETE FROM charges WHERE (video_id, queued_at) IN (SELECT video_id, queued_at
        FROM charges WHERE queued_at < :before ORDER BY queued_at LIMIT :limit)
    """,
    """
    DELETE FROM notices WHERE notice_id IN (SELECT notice_id
        FROM notices WHERE finished_at < :before AND kind <> 'showcase'
        ORDER BY finished_at LIMIT :limit)
    """,
    """
    DELETE FROM task_contracts WHERE task_id IN (SELECT task_id
        FROM task_contracts WHERE found_at < :before ORDER BY found_at LIMIT :limit)
    """,
    # What is still asked for keeps its title.
    """
    DELETE FROM tracks WHERE (task_id, audio_id) IN (SELECT task_id, audio_id
        FROM tracks WHERE removed_at < :before AND NOT EXISTS (
            SELECT 1 FROM videos JOIN requests USING (video_id)
            WHERE videos.task_id = tracks.task_id)
        LIMIT :limit)
    """,
    """
    DELETE FROM track_owners WHERE task_id IN (SELECT task_id
        FROM track_owners WHERE removed_at < :before AND NOT EXISTS (
            SELECT 1 FROM videos JOIN requests USING (video_id)
            WHERE videos.task_id = track_owners.task_id)
        LIMIT :limit)
    """,
    """
    DELETE FROM reports WHERE report_id IN (SELECT report_id
        FROM reports WHERE reported_at < :before ORDER BY reported_at LIMIT :limit)
    """,
    # One that holds stays for as long as it does: the song isn't taken again.
    """
    DELETE FROM takedowns WHERE takedown_id IN (SELECT takedown_id
        FROM takedowns WHERE undone_at < :before ORDER BY undone_at LIMIT :limit)
    """,
)


class FileToDelete(BaseModel):
    """A file at the studio that is to be removed: nobody is left who asked for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    video_id: str
    file_to_delete: str


class Retention:
    """Forgets in one database. Methods raise sqlite3.Error when SQLite does.

    Whoever deletes requests (here, erasures, servers that were left) need not think of the rest:
    the trigger ``requests_orphan_video`` marks a video that nobody asks for any more,
    ``requests_adopt_video`` takes the mark away, and ``requests_delete_notices`` deletes what was
    told of a request.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def delete_expired(self, before: datetime, limit: int) -> int:
        """Delete at most ``limit`` requests that ended before that time; return how many.

        A video that no request is left of stays as what it was paid for: track, state, link and
        the API's id, so that it is not paid again; who asked first, and the branding, are removed.
        """
        return await self._db.write(lambda transaction: _delete_expired(transaction, before, limit))

    async def delete_expired_rest(self, before: datetime, limit: int) -> int:
        """Delete at most ``limit`` of each of what is that old beside requests; return the most.

        That are charges, notices, reports, takedowns that were undone, and what is known of songs
        that were removed.
        """
        values = {"before": epoch(before), "limit": limit}
        return await self._db.write(
            lambda transaction: max(transaction.execute(sql, values) for sql in _OLD_REST)
        )

    async def release_unused_videos(self, limit: int) -> int:
        """Forget what at most ``limit`` videos without requests hold of people; return how many."""
        return await self._db.write(lambda transaction: release_unused_videos(transaction, limit))

    async def files_to_delete(self, limit: int) -> list[FileToDelete]:
        """Return files at the studio that are to be removed."""
        rows = await self._db.fetch_all(
            "SELECT video_id, file_to_delete FROM videos WHERE file_to_delete IS NOT NULL LIMIT ?",
            (limit,),
        )
        return [FileToDelete.model_validate(row) for row in rows]

    async def mark_file_deleted(self, discard: FileToDelete) -> None:
        """Keep that a file is removed."""
        await self._db.execute(
            "UPDATE videos SET file_to_delete = NULL"
            " WHERE video_id = :video_id AND file_to_delete = :file_to_delete",
            discard.model_dump(),
        )


def _delete_expired(transaction: Transaction, before: datetime, limit: int) -> int:
    count = transaction.execute(
        "DELETE FROM requests WHERE request_id IN (SELECT request_id FROM requests"
        "  WHERE finished_at < ? ORDER BY finished_at LIMIT ?)",
        (epoch(before), limit),
    )
    release_unused_videos(transaction, limit)
    return count


def release_unused_videos(transaction: Transaction, limit: int) -> int:
    """Forget what videos without requests hold of people, inside the caller's transaction.

    Names and texts go with the outcome; the rest once no late result is looked for any more.
    """
    transaction.execute(
        "DELETE FROM job_events WHERE video_id IN (SELECT video_id"
        " FROM videos INDEXED BY videos_orphaned WHERE is_orphaned = 1)"
    )
    named = transaction.execute(
        "UPDATE videos SET guild_id = 0, author = NULL, domain_name = NULL,"
        " options = json_remove(options, '$.intro', '$.outro'), is_branding_confirmed = 0"
        " WHERE video_id IN"
        f" ({_SETTLED}"
        "   AND (guild_id <> 0 OR author IS NOT NULL OR domain_name IS NOT NULL) LIMIT ?)",
        (limit,),
    )
    released = transaction.fetch_all(_RELEASE, (limit,))
    for row in released:
        _delete_side_data(transaction, row)
    return max(named, len(released))


def _delete_side_data(transaction: Transaction, video: Row) -> None:
    """Delete what was only kept for a video's requests."""
    # Its own id stays in its row; without one, the ids of older attempts still count.
    transaction.execute(
        "DELETE FROM candidate_ids WHERE video_id = :video_id AND is_open = 0"
        " AND :api_task_id IS NOT NULL",
        video,
    )
    transaction.execute(
        # A server's own song stays known for as long as it is in its library.
        "DELETE FROM tracks WHERE task_id = :task_id"
        " AND (guild_id IS NULL OR removed_at IS NOT NULL) AND NOT EXISTS ("
        "  SELECT 1 FROM videos JOIN requests USING (video_id)"
        "  WHERE videos.task_id = :task_id)",
        video,
    )
