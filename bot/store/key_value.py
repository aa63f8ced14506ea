"""Single values that outlive a restart."""

from bot.store.database import Database


class KeyValue:
    """The remembered values in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def get(self, key: str) -> str | None:
        """Return a remembered value."""
        row = await self._db.fetch_one("SELECT value FROM key_value WHERE key = ?", (key,))
        return None if row is None else str(row["value"])

    async def set(self, key: str, value: str) -> None:
        """Remember a value."""
        await self._db.execute(
            "INSERT INTO key_value (key, value) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET value = excluded.value",
            (key, value),
        )

    async def check_writable(self) -> None:
        """Prove that the database can be written. Raises sqlite3.Error when it can't."""
        await self.set("written", "yes")
