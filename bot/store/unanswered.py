"""Orders that the API never answered: what the host finds out about them."""

from typing import Final

from bot.jobs import FailureReason, Video
from bot.store.database import Database
from bot.store.outcomes import Outcomes

_OPEN: Final = "state = 'unknown' AND api_task_id IS NULL AND reason = 'unanswered'"


class Unanswered:
    """Such orders in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._outcomes = Outcomes(database)

    async def all(self) -> list[Video]:
        """Return the videos whose order was never answered, the oldest first."""
        rows = await self._db.fetch_all(f"SELECT * FROM videos WHERE {_OPEN} ORDER BY submitted_at")
        return [Video.model_validate(row) for row in rows]

    async def get(self, video_id: str) -> Video | None:
        """Return one of them; None when it is none."""
        row = await self._db.fetch_one(
            f"SELECT * FROM videos WHERE video_id = ? AND {_OPEN}", (video_id,)
        )
        return None if row is None else Video.model_validate(row)

    async def settle_not_made(self, video: Video) -> bool:
        """Keep that the API never took an order, and charged nothing: it may be made again."""
        return await self._outcomes.set_failed(video, FailureReason.TIMED_OUT, spent=0.0)
