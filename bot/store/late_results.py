"""What comes after people were told that there is nothing: it is a new answer, not a silent edit.

The answer that was given stands in its channel, and its nonce and its button are its own. So a late
result is a request of its own, made in the transaction that settles the video, and is posted as any
other. It takes over the status message.
"""

from datetime import datetime
from typing import Final

from bot.jobs import Video, new_job_id
from bot.store.database import Row, Transaction, epoch

# Told of this attempt, and not since of something else; what may not be posted there stays so.
_TOLD: Final = """
    SELECT * FROM requests AS told
    WHERE video_id = :video_id AND state = 'told' AND outcome IN ('unknown', 'failed')
        AND deleted_at IS NULL AND created_at >= :queued_at
        AND coalesce(reason, '') NOT IN
            ('foreign-branding', 'unwanted-text', 'file-too-large', 'link-ended')
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
    "target": "origin",
    "target_channel_id": None,
    "fallback_reason": None,
    "refits": 0,
    "cut_uploads": 0,
}


def answer_again(transaction: Transaction, video: Video, now: datetime) -> None:
    """Let all be answered who were told that there is no video, or that nobody knows."""
    values = {"video_id": video.video_id, "queued_at": epoch(video.queued_at)}
    for told in transaction.fetch_all(_TOLD, values):
        _answer(transaction, told, now)


def _answer(transaction: Transaction, told: Row, now: datetime) -> None:
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
    row = {**told, **_FRESH, **own}
    columns = ", ".join(row)
    values = ", ".join(f":{column}" for column in row)
    transaction.execute(f"INSERT INTO requests ({columns}) VALUES ({values})", row)


def _free_interaction_id(transaction: Transaction, interaction_id: int) -> int:
    """Return the id of no interaction, as old as one: reading a channel back begins there."""
    row = transaction.fetch_one(
        "WITH RECURSIVE ids (id) AS (SELECT ? UNION ALL SELECT id + 1 FROM ids"
        "  WHERE EXISTS (SELECT 1 FROM requests WHERE interaction_id = ids.id))"
        " SELECT max(id) AS id FROM ids",
        (interaction_id,),
    )
    return int(row["id"]) if row else interaction_id
