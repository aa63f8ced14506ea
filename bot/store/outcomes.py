"""What became of videos, as it is kept; and where a ready one is, until when.

Who was told that there is no video, or that nobody knows, is answered once more when there is one.
That is a new answer, not a silent edit: the one that was given stands in its channel, and its nonce
and its button are its own. So a late result is a request of its own, made in the transaction that
settles the video, and is posted as any other. It takes over the status message.
"""

from datetime import datetime
from typing import Final

from bot.jobs import FailureReason, Squeeze, Video, VideoState, new_job_id
from bot.jobs.events import Admission, EventDetail, EventKind
from bot.store.charges import note_spent
from bot.store.database import Database, Row, Transaction, epoch
from bot.store.job_events import note_request, note_video
from bot.store.quotas import settle_start
from bot.store.videos import SOURCES

# Neither of one that was made before it was submitted, nor of one whose start was not seen.
_RENDER_SECONDS: Final = """
    CASE WHEN reason IS NOT 'already-exists' AND (queue_place IS NULL OR started_at IS NOT NULL)
            AND :completed_at > coalesce(started_at, submitted_at)
        THEN :completed_at - coalesce(started_at, submitted_at) END
"""
# Told of this attempt, and not since of something else; what may not be posted there stays so.
_TOLD: Final = """
    SELECT * FROM requests AS told
    WHERE video_id = :video_id AND state = 'told' AND outcome IN ('unknown', 'failed')
        AND deleted_at IS NULL AND created_at >= :queued_at
        AND coalesce(reason, '') NOT IN
            ('foreign-branding', 'unwanted-text', 'file-too-large', 'link-ended', 'queue-cleared',
                'taken-down')
        AND NOT EXISTS (SELECT 1 FROM requests WHERE video_id = told.video_id
            AND channel_id = told.channel_id AND user_id = told.user_id
            AND (state IN ('waiting', 'posting') OR rowid > told.rowid))
"""
_FRESH: Final[Row] = {
    "state": "waiting",
    "outcome": None,
    "reason": None,
    "is_reuse": 0,
    "is_status_outdated": 0,
    "message_id": None,
    "first_send_at": None,
    "attempts": 0,
    "due_at": None,
    "finished_at": None,
    "status_edited_at": None,
    "status_digest": None,
    "status_due_at": None,
    "status_mode": "keep",  # an edit would be silent
    "target": "origin",
    "target_channel_id": None,
    "fallback_reason": None,
    "refits": 0,
    "cut_uploads": 0,
}


class Outcomes:
    """The outcomes in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def set_ready(
        self,
        video: Video,
        url: str,
        *,
        completed_at: datetime,
        expires_at: datetime | None,
        squeeze: Squeeze | None = None,
        has_lyrics: bool | None = None,
        spent: float | None = None,
        seen_at: datetime | None = None,
    ) -> bool:
        """Settle a video as made; ``squeeze``: what with, if something was given up.

        ``has_lyrics``: whether words are shown in it; None: nobody told.
        ``spent``: what the API says it charged, in credits. ``seen_at``: when that was found out,
        for the video's events. Who was told that there is none is answered once more.
        """
        return await self._settle(
            video,
            VideoState.READY,
            None,
            "video_url = :url, squeeze = :squeeze, has_lyrics = :has_lyrics,"
            " completed_at = :completed_at, expires_at = :expires_at, reason = NULL, due_at = NULL,"
            f" render_seconds = {_RENDER_SECONDS}",
            {
                "url": url,
                "squeeze": squeeze and squeeze.model_dump_json(),
                "has_lyrics": has_lyrics,
                "completed_at": epoch(completed_at),
                "expires_at": epoch(expires_at),
            },
            spent=spent,
            seen_at=seen_at,
        )

    async def set_link(self, video: Video, url: str, *, expires_at: datetime | None) -> None:
        """Keep where a ready video is now, and until when."""
        await self._db.execute(
            "UPDATE videos SET video_url = ?, expires_at = ?"
            " WHERE video_id = ? AND attempt = ? AND state = 'ready'",
            (url, epoch(expires_at), video.video_id, video.attempt),
        )

    async def end_link(self, video: Video, now: datetime) -> None:
        """Keep that a ready video can't be had any more: whoever asks for it has it made again."""
        await self._db.execute(
            "UPDATE videos SET expires_at = :now WHERE video_id = :video_id"
            " AND attempt = :attempt AND state = 'ready'"
            " AND (expires_at IS NULL OR expires_at > :now)",
            {"now": epoch(now), "video_id": video.video_id, "attempt": video.attempt},
        )

    async def set_failed(
        self,
        video: Video,
        reason: FailureReason,
        *,
        spent: float | None = None,
        seen_at: datetime | None = None,
    ) -> bool:
        """Settle a video as failed; ``spent``: what the API says it charged all the same."""
        return await self._settle(
            video,
            VideoState.FAILED,
            reason,
            "reason = :reason, due_at = NULL",
            {"reason": reason},
            spent=spent,
            seen_at=seen_at,
        )

    async def set_unknown(
        self,
        video: Video,
        reason: FailureReason,
        due_at: datetime | None,
        *,
        seen_at: datetime | None = None,
    ) -> bool:
        """Return a video up without knowing what became of it; ``due_at`` is for a late look."""
        return await self._settle(
            video,
            VideoState.UNKNOWN,
            reason,
            "reason = :reason, due_at = :due_at",
            {"reason": reason, "due_at": epoch(due_at)},
            seen_at=seen_at,
        )

    async def _settle(
        self,
        video: Video,
        target: VideoState,
        reason: FailureReason | None,
        changes: str,
        values: dict[str, object],
        *,
        spent: float | None = None,
        seen_at: datetime | None,
    ) -> bool:
        """Keep an outcome; False when the video isn't where it may get that one.

        Triggers keep what follows from it: ``charges_made`` and ``charges_unknown`` what it cost,
        ``videos_outdate_status`` that status messages are out of date, ``videos_counted`` how many
        ended so.
        """

        def settle(transaction: Transaction) -> bool:
            before = transaction.fetch_one(
                "SELECT * FROM videos WHERE video_id = ?", (video.video_id,)
            )
            changed = transaction.execute(
                f"UPDATE videos SET state = '{target}', {changes} WHERE video_id = :video_id"
                f" AND attempt = :attempt AND state IN {SOURCES[target]}"
                # What is taken back at the studio (bot.store.withdrawals) may have been finished.
                " AND coalesce(file_to_delete <> api_task_id, 1)",
                {"video_id": video.video_id, "attempt": video.attempt, **values},
            )
            if changed:
                was = Video.model_validate(before)
                note_spent(transaction, video, spent)
                settle_start(transaction, was, target, reason)
                if target is VideoState.READY:
                    _answer_again(transaction, was, seen_at or was.created_at, video.attempt)
                if seen_at is not None:
                    kind, detail = EventKind(target), EventDetail(reason=reason)
                    note_video(transaction, video.video_id, video.attempt, kind, seen_at, detail)
            return changed == 1

        return await self._db.write(settle)


def _answer_again(transaction: Transaction, video: Video, now: datetime, attempt: int) -> None:
    """Let all be answered who were told that there is no video, or that nobody knows."""
    values = {"video_id": video.video_id, "queued_at": epoch(video.queued_at)}
    for told in transaction.fetch_all(_TOLD, values):
        _answer_told(transaction, told, now, attempt)


def _answer_told(transaction: Transaction, told: Row, now: datetime, attempt: int) -> None:
    transaction.execute(
        "UPDATE requests SET status_message_id = NULL, is_status_outdated = 0, status_due_at = NULL"
        " WHERE request_id = :request_id",
        told,
    )
    own = {
        "request_id": new_job_id(),
        "interaction_id": _free_interaction_id(transaction, told["interaction_id"]),
        "created_at": epoch(now),
    }
    transaction.insert("requests", {**told, **_FRESH, **own})
    new_id, late = str(own["request_id"]), EventDetail(said=Admission.LATE)
    again = EventDetail(said=new_id)
    note_request(transaction, told["request_id"], EventKind.ANSWERED_AGAIN, now, again)
    note_request(transaction, new_id, EventKind.ADMITTED, now, late, attempt=attempt)


def _free_interaction_id(transaction: Transaction, interaction_id: int) -> int:
    """Return the id of no interaction, as old as one: reading a channel back begins there."""
    row = transaction.fetch_one(
        "WITH RECURSIVE ids (id) AS (SELECT ? UNION ALL SELECT id + 1 FROM ids"
        "  WHERE EXISTS (SELECT 1 FROM requests WHERE interaction_id = ids.id))"
        " SELECT max(id) AS id FROM ids",
        (interaction_id,),
    )
    return int(row["id"]) if row else interaction_id
