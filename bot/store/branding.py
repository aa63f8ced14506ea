"""The servers' branding, as it is kept."""

from datetime import datetime

from bot.jobs import Branding
from bot.store.database import Database, Statements, epoch


def branding_of(statements: Statements, guild_id: int) -> Branding:
    """Give a server's branding, empty when its moderators set none."""
    row = statements.one(
        "SELECT author, domain_name FROM branding WHERE guild_id = ? AND channel_id = 0",
        (guild_id,),
    )
    return Branding() if row is None else Branding.model_validate(row)


class BrandingRules:
    """The servers' branding in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def get(self, guild_id: int) -> Branding:
        """Give a server's branding, empty when its moderators set none."""
        return await self._db.read(lambda statements: branding_of(statements, guild_id))

    async def set(
        self, guild_id: int, branding: Branding, *, updated_by: int, now: datetime
    ) -> Branding:
        """Set what ``branding`` names, leave the rest as it was, and give what holds now."""
        row = await self._db.write(
            lambda statements: statements.one(
                "INSERT INTO branding (guild_id, channel_id, author, domain_name, updated_by,"
                "  updated_at) VALUES (?, 0, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET author = coalesce(excluded.author, author),"
                "  domain_name = coalesce(excluded.domain_name, domain_name),"
                "  updated_by = excluded.updated_by, updated_at = excluded.updated_at"
                " RETURNING author, domain_name",
                (guild_id, branding.author, branding.domain_name, updated_by, epoch(now)),
            )
        )
        return Branding.model_validate(row)

    async def reset(self, guild_id: int) -> bool:
        """Forget a server's branding; False when there was none."""
        return await self._db.run("DELETE FROM branding WHERE guild_id = ?", (guild_id,)) > 0
