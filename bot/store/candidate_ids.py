"""The ids that may be a video's at the API, as callbacks name them: recorded within bounds.

Whoever knows a callback address can name any number of made-up ids there. Each is worth a look at
the API, but neither a row for ever nor a look of its own at once.
"""

from datetime import datetime
from typing import Final

from bot.store.database import Transaction, epoch

MAX_CANDIDATES: Final = 32
"""How many ids are kept of a video at most."""

_RECORD: Final = """
    INSERT INTO candidate_ids (video_id, api_task_id, received_at)
    VALUES (:video_id, :api_task_id, :now)
    ON CONFLICT DO UPDATE SET received_at = excluded.received_at, is_open = 1
"""

_DROP_SURPLUS: Final = f"""
    DELETE FROM candidate_ids WHERE video_id = :video_id AND api_task_id IN (
        SELECT api_task_id FROM candidate_ids
        WHERE video_id = :video_id AND api_task_id <> :api_task_id AND NOT EXISTS (
            SELECT 1 FROM videos WHERE videos.video_id = candidate_ids.video_id AND (
                videos.api_task_id = candidate_ids.api_task_id OR received_at <= queued_at))
        ORDER BY is_open, received_at
        LIMIT (SELECT max(count(*) - {MAX_CANDIDATES}, 0) FROM candidate_ids
            WHERE video_id = :video_id)
    )
"""
"""First those that turned out to be made up, oldest first; never an earlier attempt's own."""


def record(transaction: Transaction, video_id: str, api_task_id: str, now: datetime) -> None:
    """Record that an id may be a video's, which is due now; repeats coalesce.

    What makes the video due are the triggers ``candidate_ids_inserted`` and
    ``candidate_ids_updated``. Of more than MAX_CANDIDATES the oldest go.
    """
    values = {"video_id": video_id, "api_task_id": api_task_id, "now": epoch(now)}
    transaction.execute(_RECORD, values)
    transaction.execute(_DROP_SURPLUS, values)
