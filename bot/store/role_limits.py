"""What members of some roles may have beyond what everybody may, as moderators have set it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.policy.denials import HostLimits, Limits
from bot.policy.guild_settings import GuildSettings, Membership, RoleLimits
from bot.policy.setting_changes import ChangeAuthor, SettingArea, edits_between
from bot.store.database import Database, Transaction, epoch
from bot.store.guild_settings import settings_of
from bot.store.setting_changes import note_edits

_COLUMNS: Final = tuple(RoleLimits.model_fields)
_OF_GUILD: Final = (
    f"SELECT role_id, {', '.join(_COLUMNS)} FROM role_limits WHERE guild_id = ? ORDER BY role_id"
)


def limits_of(
    transaction: Transaction,
    guild_id: int,
    settings: GuildSettings,
    member: Membership,
    limits: HostLimits,
) -> Limits:
    """Return what holds for a member: of all their roles, what allows the most."""
    by_role = transaction.rules(guild_id, "limits", lambda: _by_role(transaction, guild_id))
    held = [one for role_id, one in by_role.items() if role_id in member.role_ids]
    roles = None
    if held:
        most = {name: [getattr(one, name) or 0 for one in held] for name in _COLUMNS}
        roles = RoleLimits(**{name: max(values) or None for name, values in most.items()})
    return limits.within(settings, roles, is_booster=member.is_booster)


def _by_role(transaction: Transaction, guild_id: int) -> dict[int, RoleLimits]:
    rows = transaction.fetch_all(_OF_GUILD, (guild_id,))
    return {row.pop("role_id"): RoleLimits.model_validate(row) for row in rows}


class RoleLimitsRepository:
    """The roles' limits in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of_guild(self, guild_id: int) -> dict[int, RoleLimits]:
        """Return what a server's moderators have set, by role."""
        return await self._db.read(lambda transaction: _by_role(transaction, guild_id))

    async def of_member(self, guild_id: int, member: Membership, limits: HostLimits) -> Limits:
        """Return what holds for a member."""
        return await self._db.read(
            lambda transaction: limits_of(
                transaction, guild_id, settings_of(transaction, guild_id), member, limits
            )
        )

    async def change(
        self,
        guild_id: int,
        role_id: int,
        changes: Mapping[str, int | None],
        *,
        updated_by: int,
        now: datetime,
    ) -> None:
        """Set some of a role's limits, by the names of RoleLimits' fields; None takes one back."""

        def change(transaction: Transaction) -> None:
            row = transaction.fetch_one(
                f"SELECT {', '.join(_COLUMNS)} FROM role_limits WHERE guild_id = ? AND role_id = ?",
                (guild_id, role_id),
            )
            edits = edits_between(SettingArea.ROLE_LIMIT, row or {}, changes, role_id)
            note_edits(transaction, ChangeAuthor(guild_id, updated_by, now), edits)
            transaction.execute(
                "INSERT INTO role_limits (guild_id, role_id, updated_by, updated_at)"
                " VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                "  updated_by = excluded.updated_by, updated_at = excluded.updated_at",
                (guild_id, role_id, updated_by, epoch(now)),
            )
            columns = ", ".join(f"{name} = :{name}" for name in changes)
            named = {**changes, "guild_id": guild_id, "role_id": role_id}
            where = "guild_id = :guild_id AND role_id = :role_id"
            transaction.execute(f"UPDATE role_limits SET {columns} WHERE {where}", named)
            is_empty = " AND ".join(f"{name} IS NULL" for name in _COLUMNS)
            transaction.execute(f"DELETE FROM role_limits WHERE {where} AND {is_empty}", named)

        await self._db.write(change)
