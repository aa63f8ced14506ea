"""Videos that are taken back before they are made: nobody waits for them any more, or not now.

What the studio has is withdrawn by its id in ``file_to_delete``: the studio is asked to remove that
until it has (``bot.workers.maintenance.erasure``), which ends a render under way, and before that
the video is not handed over again. What the API charges for can't be taken back once it has it.
"""

from datetime import datetime
from typing import Final

from bot.jobs import FailureReason, Video, VideoState, new_token
from bot.jobs.events import EventKind
from bot.store.attempts import NEW_ATTEMPT
from bot.store.database import Transaction
from bot.store.job_events import note_video
from bot.store.quotas import settle_start

IS_HELD: Final = """
    (EXISTS (SELECT 1 FROM requests JOIN paused_queues USING (guild_id)
        WHERE requests.video_id = videos.video_id AND requests.state = 'waiting')
    AND NOT EXISTS (SELECT 1 FROM requests WHERE requests.video_id = videos.video_id
        AND requests.state = 'waiting'
        AND guild_id NOT IN (SELECT guild_id FROM paused_queues)))
"""
"""SQL for whether a video waits only for servers whose queue is paused."""

_IS_AT_STUDIO: Final = """
    state = 'rendering' AND owns_files AND api_task_id IS NOT NULL AND file_to_delete IS NULL
"""
_NOBODY_WAITS: Final = """
    NOT EXISTS (SELECT 1 FROM requests
        WHERE requests.video_id = videos.video_id AND requests.state = 'waiting')
"""
_ABANDON: Final = f"""
    UPDATE videos SET state = 'failed', reason = 'cancelled', due_at = NULL,
        file_to_delete = CASE WHEN state = 'rendering' THEN api_task_id ELSE file_to_delete END
    WHERE video_id = ? AND {_NOBODY_WAITS}
        AND ((state = 'queued' AND submits = 0) OR ({_IS_AT_STUDIO}))
    RETURNING *
"""
# Another attempt, so that whatever is still heard of this one doesn't count.
_RECALL: Final = f"""
    UPDATE videos SET {NEW_ATTEMPT}, file_to_delete = api_task_id, token = :token,
        due_at = queued_at
    WHERE video_id = :video_id AND {_IS_AT_STUDIO}
    RETURNING attempt
"""
_FOLLOW_ATTEMPT: Final = (
    "UPDATE quota_usage SET attempt = :attempt WHERE video_id = :video_id AND attempt = :former",
    "UPDATE job_events SET attempt = :attempt WHERE video_id = :video_id AND attempt = :former",
    """
    UPDATE job_events SET attempt = :attempt WHERE kind = 'admitted' AND attempt = :former
        AND request_id IN (SELECT request_id FROM requests
            WHERE video_id = :video_id AND state = 'waiting')
    """,
)


def abandon(transaction: Transaction, video_id: str) -> bool:
    """Take back a video for which nobody waits, where that keeps it from being made.

    That is while it is queued, and at the studio as long as it is not finished. Return whether it
    was taken back; its start is given back with it.
    """
    row = transaction.fetch_one(_ABANDON, (video_id,))
    if row is None:
        return False
    settle_start(transaction, Video.model_validate(row), VideoState.FAILED, FailureReason.CANCELLED)
    return True


def abandon_all(transaction: Transaction) -> int:
    """Take back all videos at the studio for which nobody waits; return how many.

    Such are those whose last request was cancelled just while they were handed over.
    """
    rows = transaction.fetch_all(
        "SELECT video_id FROM videos INDEXED BY videos_due WHERE due_at IS NOT NULL"
        f" AND {_IS_AT_STUDIO} AND {_NOBODY_WAITS}"
    )
    return sum(abandon(transaction, row["video_id"]) for row in rows)


def recall_held(transaction: Transaction, now: datetime) -> int:
    """Take back what waits at the studio for servers only whose queue is paused.

    It is queued here again, in its old place; what is being rendered is finished.
    """
    if transaction.fetch_one("SELECT 1 FROM paused_queues LIMIT 1") is None:
        return 0
    rows = transaction.fetch_all(
        "SELECT video_id, attempt FROM videos INDEXED BY videos_due WHERE due_at IS NOT NULL"
        f" AND {_IS_AT_STUDIO} AND queue_place IS NOT NULL AND {IS_HELD}"
    )
    for row in rows:
        _recall(transaction, row["video_id"], row["attempt"], now)
    return len(rows)


def _recall(transaction: Transaction, video_id: str, former: int, now: datetime) -> None:
    values = {"video_id": video_id, "former": former, "token": new_token()}
    row = transaction.fetch_one(_RECALL, values)
    if row is None:
        return
    for sql in _FOLLOW_ATTEMPT:
        transaction.execute(sql, {**values, **row})
    note_video(transaction, video_id, row["attempt"], EventKind.RECALLED, now)
