"""The servers' settings, as they are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.policy.guild_settings import ServerSettings
from bot.store.database import Database, Statements, epoch

_COLUMNS = ", ".join(ServerSettings.model_fields)


def settings_of(statements: Statements, guild_id: int) -> ServerSettings:
    """Give a server's settings, the defaults when its moderators set none."""
    row = statements.one(f"SELECT {_COLUMNS} FROM settings WHERE guild_id = ?", (guild_id,))
    return ServerSettings() if row is None else ServerSettings.model_validate(row)


class Settings:
    """The servers' settings in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def get(self, guild_id: int) -> ServerSettings:
        """Give a server's settings, the defaults when its moderators set none."""
        return await self._db.read(lambda statements: settings_of(statements, guild_id))

    async def set(
        self, guild_id: int, settings: ServerSettings, *, updated_by: int, now: datetime
    ) -> None:
        """Keep a server's settings, whole."""
        await self._db.write(
            lambda statements: _keep(statements, guild_id, settings, updated_by, now)
        )

    async def change(
        self, guild_id: int, changes: Mapping[str, Any], *, updated_by: int, now: datetime
    ) -> ServerSettings:
        """Change some of a server's settings, by their names, and give what holds now."""

        def change(statements: Statements) -> ServerSettings:
            before = settings_of(statements, guild_id).model_dump()
            settings = ServerSettings.model_validate({**before, **changes})
            _keep(statements, guild_id, settings, updated_by, now)
            return settings

        return await self._db.write(change)


def _keep(
    statements: Statements, guild_id: int, settings: ServerSettings, updated_by: int, now: datetime
) -> None:
    values = settings.model_dump(mode="json")
    changes = ", ".join(f"{column} = excluded.{column}" for column in values)
    statements.run(
        f"INSERT INTO settings (guild_id, {_COLUMNS}, updated_by, updated_at)"
        f" VALUES (?, {', '.join('?' * len(values))}, ?, ?)"
        f" ON CONFLICT DO UPDATE SET {changes}, updated_by = excluded.updated_by,"
        "  updated_at = excluded.updated_at",
        (guild_id, *values.values(), updated_by, epoch(now)),
    )
