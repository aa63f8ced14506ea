"""The servers' block lists: words that members may not have on their videos."""

from datetime import datetime

from bot.policy.word_filter import same
from bot.store.database import Database, Statements, epoch


def words_of(statements: Statements, guild_id: int) -> list[str]:
    """Give a server's blocked words as moderators wrote them, in their order."""
    rows = statements.all(
        "SELECT word FROM blocked_words WHERE guild_id = ? ORDER BY word", (guild_id,)
    )
    return [row["word"] for row in rows]


class TooManyWords(Exception):
    """The block list holds as many words as it may, ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most


class Words:
    """The block lists in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, guild_id: int) -> list[str]:
        """Give a server's blocked words as moderators wrote them, in their order."""
        return await self._db.read(lambda statements: words_of(statements, guild_id))

    async def add(
        self, guild_id: int, word: str, *, added_by: int, now: datetime, most: int
    ) -> bool:
        """Block a word; False when one that finds the same is there. Raises TooManyWords."""

        def add(statements: Statements) -> bool:
            known = words_of(statements, guild_id)
            if same(word) in {same(other) for other in known}:
                return False
            if len(known) >= most:
                raise TooManyWords(most)
            statements.run(
                "INSERT INTO blocked_words (guild_id, word, added_by, added_at)"
                " VALUES (?, ?, ?, ?)",
                (guild_id, word, added_by, epoch(now)),
            )
            return True

        return await self._db.write(add)

    async def remove(self, guild_id: int, word: str) -> bool:
        """Allow a word again, however it is written; False when it wasn't blocked."""

        def remove(statements: Statements) -> bool:
            found = [one for one in words_of(statements, guild_id) if same(one) == same(word)]
            for one in found:
                statements.run(
                    "DELETE FROM blocked_words WHERE guild_id = ? AND word = ?", (guild_id, one)
                )
            return bool(found)

        return await self._db.write(remove)
