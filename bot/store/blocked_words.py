"""The servers' block lists: words that members may not have on their videos."""

from datetime import datetime

from bot.policy.word_filter import normalized
from bot.store.database import Database, Transaction, epoch


def blocked_words_of(transaction: Transaction, guild_id: int) -> list[str]:
    """Return a server's blocked words as moderators wrote them, in their order."""
    rows = transaction.fetch_all(
        "SELECT word FROM blocked_words WHERE guild_id = ? ORDER BY word", (guild_id,)
    )
    return [row["word"] for row in rows]


class TooManyBlockedWords(Exception):
    """The block list holds as many words as it may, ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most


class BlockedWords:
    """The block lists in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, guild_id: int) -> list[str]:
        """Return a server's blocked words as moderators wrote them, in their order."""
        return await self._db.read(lambda transaction: blocked_words_of(transaction, guild_id))

    async def add(
        self, guild_id: int, word: str, *, added_by: int, now: datetime, most: int
    ) -> bool:
        """Block a word; False when one that finds the same is there. Raises TooManyBlockedWords."""

        def add(transaction: Transaction) -> bool:
            known = blocked_words_of(transaction, guild_id)
            if normalized(word) in {normalized(other) for other in known}:
                return False
            if len(known) >= most:
                raise TooManyBlockedWords(most)
            transaction.execute(
                "INSERT INTO blocked_words (guild_id, word, added_by, added_at)"
                " VALUES (?, ?, ?, ?)",
                (guild_id, word, added_by, epoch(now)),
            )
            return True

        return await self._db.write(add)

    async def remove(self, guild_id: int, word: str) -> bool:
        """Allow a word again, however it is written; False when it wasn't blocked."""

        def remove(transaction: Transaction) -> bool:
            found = [
                one
                for one in blocked_words_of(transaction, guild_id)
                if normalized(one) == normalized(word)
            ]
            for one in found:
                transaction.execute(
                    "DELETE FROM blocked_words WHERE guild_id = ? AND word = ?", (guild_id, one)
                )
            return bool(found)

        return await self._db.write(remove)
