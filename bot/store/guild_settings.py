"""The servers' settings, as they are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.policy.guild_settings import GuildSettings
from bot.store.database import Database, Transaction, epoch

_COLUMNS: Final = ", ".join(GuildSettings.model_fields)


def settings_of(transaction: Transaction, guild_id: int) -> GuildSettings:
    """Return a server's settings, the defaults when its moderators set none."""
    row = transaction.fetch_one(
        f"SELECT {_COLUMNS} FROM guild_settings WHERE guild_id = ?", (guild_id,)
    )
    return GuildSettings() if row is None else GuildSettings.model_validate(row)


class GuildSettingsRepository:
    """The servers' settings in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def get(self, guild_id: int) -> GuildSettings:
        """Return a server's settings, the defaults when its moderators set none."""
        return await self._db.read(lambda transaction: settings_of(transaction, guild_id))

    async def set(
        self, guild_id: int, settings: GuildSettings, *, updated_by: int, now: datetime
    ) -> None:
        """Keep a server's settings, whole."""
        await self._db.write(
            lambda transaction: _keep(transaction, guild_id, settings, updated_by, now)
        )

    async def change(
        self, guild_id: int, changes: Mapping[str, Any], *, updated_by: int, now: datetime
    ) -> GuildSettings:
        """Change some of a server's settings, by their names, and return what holds now."""

        def change(transaction: Transaction) -> GuildSettings:
            before = settings_of(transaction, guild_id).model_dump()
            settings = GuildSettings.model_validate({**before, **changes})
            _keep(transaction, guild_id, settings, updated_by, now)
            return settings

        return await self._db.write(change)


def _keep(
    transaction: Transaction, guild_id: int, settings: GuildSettings, updated_by: int, now: datetime
) -> None:
    values = settings.model_dump(mode="json")
    changes = ", ".join(f"{column} = excluded.{column}" for column in values)
    transaction.execute(
        f"INSERT INTO guild_settings (guild_id, {_COLUMNS}, updated_by, updated_at)"
        f" VALUES (?, {', '.join('?' * len(values))}, ?, ?)"
        f" ON CONFLICT DO UPDATE SET {changes}, updated_by = excluded.updated_by,"
        "  updated_at = excluded.updated_at",
        (guild_id, *values.values(), updated_by, epoch(now)),
    )
