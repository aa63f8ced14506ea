"""Who waits for a video's turn, and its place in the line."""

from typing import Final

from bot.jobs import Video
from bot.policy.fair_turns import Waiting, place_of
from bot.store.database import Transaction

FIRST_ASKED_BY: Final = (
    "coalesce((SELECT user_id FROM requests WHERE requests.video_id = videos.video_id LIMIT 1), 0)"
)
"""SQL for the member who waits for a video longest; 0: nobody is left."""

_MAX_LINE: Final = 500
"""In a longer line places are not told: each takes a look at the whole of it."""


def place_in_line(transaction: Transaction, video: Video) -> int | None:
    """Return a queued video's place in our own line, from 1; None where that can't be told."""
    rows = transaction.fetch_all(
        f"SELECT video_id, guild_id, {FIRST_ASKED_BY} AS user_id"
        " FROM videos INDEXED BY videos_due WHERE due_at IS NOT NULL AND state = 'queued'"
        " ORDER BY due_at LIMIT ?",
        (_MAX_LINE + 1,),
    )
    if len(rows) > _MAX_LINE:
        return None
    waiting = [Waiting(row["video_id"], row["guild_id"], row["user_id"]) for row in rows]
    return place_of(video.video_id, waiting)
