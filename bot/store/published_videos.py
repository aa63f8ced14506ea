"""Finished videos by the names of their files, as the addresses of their pages have them."""

from bot.jobs import Video
from bot.store.database import Database


class PublishedVideos:
    """The videos in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of_file(self, file_name: str) -> Video | None:
        """Return the video whose file has this name, 36 characters of it; None for no such one.

        Wherever it was published: a host may have changed the public address since.
        """
        row = await self._db.fetch_one(
            "SELECT * FROM videos WHERE owns_files AND video_url IS NOT NULL"
            " AND substr(video_url, -36) = ?",
            (file_name,),
        )
        return None if row is None else Video.model_validate(row)
