"""The servers' settings, and their and their channels' branding, as moderators have set them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.jobs import NONE, Branding, Logo, RenderOptions
from bot.policy.guild_settings import POLICY_OF, BrandingPolicy, BrandingRule, GuildSettings
from bot.policy.setting_changes import ChangeAuthor, SettingArea, edits_between
from bot.store.database import Database, Transaction, epoch
from bot.store.setting_changes import note_edits

SERVER: Final = 0
"""Stands for the whole server, where a channel is asked for."""

_COLUMNS: Final = ", ".join(GuildSettings.model_fields)
_RULE_COLUMNS: Final = ", ".join(BrandingRule.model_fields)
_SETTINGS: Final = f"SELECT {_COLUMNS} FROM guild_settings WHERE guild_id = ?"
_RULES: Final = (
    f"SELECT channel_id, {_RULE_COLUMNS} FROM branding WHERE guild_id = ? ORDER BY channel_id"
)
_DEFAULTS: Final = GuildSettings()
_NO_RULE: Final = BrandingRule()


def settings_of(transaction: Transaction, guild_id: int) -> GuildSettings:
    """Return a server's settings, the defaults when its moderators set none."""

    def load() -> GuildSettings:
        row = transaction.fetch_one(_SETTINGS, (guild_id,))
        return _DEFAULTS if row is None else GuildSettings.model_validate(row)

    return transaction.rules(guild_id, "settings", load)


def rule_of(transaction: Transaction, guild_id: int, channel_id: int) -> BrandingRule:
    """Return what holds in a channel: its own rule, field by field, over the server's."""

    rules = transaction.rules(guild_id, "branding", lambda: _rules_of(transaction, guild_id))
    rule = rules.get(SERVER, _NO_RULE)
    return rules[channel_id].over(rule) if channel_id != SERVER and channel_id in rules else rule


def _rules_of(transaction: Transaction, guild_id: int) -> dict[int, BrandingRule]:
    rows = transaction.fetch_all(_RULES, (guild_id,))
    return {row.pop("channel_id"): BrandingRule.model_validate(row) for row in rows}


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
        author = ChangeAuthor(guild_id, updated_by, now)
        await self._db.write(lambda transaction: _keep(transaction, settings, author))

    async def change(
        self, guild_id: int, changes: Mapping[str, Any], *, updated_by: int, now: datetime
    ) -> GuildSettings:
        """Change some of a server's settings, by their names, and return what holds now."""

        def change(transaction: Transaction) -> GuildSettings:
            before = settings_of(transaction, guild_id).model_dump()
            settings = GuildSettings.model_validate({**before, **changes})
            _keep(transaction, settings, ChangeAuthor(guild_id, updated_by, now))
            return settings

        return await self._db.write(change)


# What was decided until now counts as decided: the first list is that of the week that ends next.
# One that is pinned is due, so that it is unpinned where moderators want none any more.
_LISTS_CHOSEN: Final = """
    INSERT INTO showcase_lists (guild_id, channel_id, begins_at, ends_at, is_counted)
    VALUES (:guild_id, 0, :now, :now, 1) ON CONFLICT DO NOTHING
"""
_LISTS_ENDED: Final = """
    UPDATE showcase_lists SET due_at = :now, attempts = 0 WHERE guild_id = :guild_id
        AND is_pinned = 1
"""


def _keep(transaction: Transaction, settings: GuildSettings, author: ChangeAuthor) -> None:
    before = settings_of(transaction, author.guild_id).model_dump(mode="json")
    values = settings.model_dump(mode="json")
    if settings.lists_best != before["lists_best"]:
        sql = _LISTS_CHOSEN if settings.lists_best else _LISTS_ENDED
        transaction.execute(sql, {"guild_id": author.guild_id, "now": epoch(author.at)})
    # First: a change of the moderators' channel is told in the former one.
    note_edits(transaction, author, edits_between(SettingArea.SETTINGS, before, values))
    changes = ", ".join(f"{column} = excluded.{column}" for column in values)
    transaction.execute(
        f"INSERT INTO guild_settings (guild_id, {_COLUMNS}, updated_by, updated_at)"
        f" VALUES (?, {', '.join('?' * len(values))}, ?, ?)"
        f" ON CONFLICT DO UPDATE SET {changes}, updated_by = excluded.updated_by,"
        "  updated_at = excluded.updated_at",
        (author.guild_id, *values.values(), author.user_id, epoch(author.at)),
    )


class BrandingRules:
    """The rules in one database. Methods raise sqlite3.Error when SQLite does.

    ``channel_id``: whose rule it is; ``SERVER`` for the server's.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def effective(self, guild_id: int, channel_id: int = SERVER) -> BrandingRule:
        """Return what holds in a channel, or where a channel sets nothing."""
        return await self._db.read(lambda transaction: rule_of(transaction, guild_id, channel_id))

    async def list_rules(self, guild_id: int) -> dict[int, BrandingRule]:
        """Return a server's rules by channel, its own first, each as it was set."""
        return await self._db.read(lambda transaction: _rules_of(transaction, guild_id))

    async def set(
        self,
        guild_id: int,
        branding: Branding,
        options: RenderOptions | None = None,
        *,
        channel_id: int = SERVER,
        updated_by: int,
        now: datetime,
    ) -> None:
        """Set the texts that ``branding`` names and the parts that ``options`` name.

        The rest is left as it was. An empty text sets a channel's to nothing; the server's is
        removed by it.
        """
        texts: dict[str, Any] = branding.model_dump(exclude_none=True)
        if channel_id == SERVER:
            texts = {part: text or None for part, text in texts.items()}
        if options is not None:
            texts |= _columns_of(options, is_server=channel_id == SERVER)
        await self._change(guild_id, channel_id, texts, updated_by, now)

    async def set_policy(
        self,
        guild_id: int,
        policies: dict[str, BrandingPolicy],
        *,
        channel_id: int = SERVER,
        updated_by: int,
        now: datetime,
    ) -> None:
        """Set what the parts are to members, by the names of their fields."""
        columns = {POLICY_OF[part]: policy for part, policy in policies.items()}
        await self._change(guild_id, channel_id, columns, updated_by, now)

    async def reset(
        self,
        guild_id: int,
        *,
        channel_id: int = SERVER,
        parts: frozenset[str],
        updated_by: int,
        now: datetime,
    ) -> bool:
        """Forget these parts and their policies; False when there was nothing to forget.

        ``parts``: by the names of BrandingRule's fields.
        """
        columns = sorted({*parts, *(POLICY_OF[part] for part in parts)})
        is_set = " OR ".join(f"{column} IS NOT NULL" for column in columns)

        def forget(transaction: Transaction) -> bool:
            row = transaction.fetch_one(
                f"SELECT 1 FROM branding WHERE guild_id = ? AND channel_id = ? AND ({is_set})",
                (guild_id, channel_id),
            )
            if row is not None:
                _change_rule(
                    transaction, guild_id, channel_id, dict.fromkeys(columns), updated_by, now
                )
                _drop_empty_rule(transaction, guild_id, channel_id)
            return row is not None

        return await self._db.write(forget)

    async def _change(
        self,
        guild_id: int,
        channel_id: int,
        columns: dict[str, Any],
        updated_by: int,
        now: datetime,
    ) -> None:
        await self._db.write(
            lambda transaction: _change_rule(
                transaction, guild_id, channel_id, columns, updated_by, now
            )
        )


def _columns_of(options: RenderOptions, *, is_server: bool) -> dict[str, Any]:
    """Return options as the table keeps them: a logo as JSON. A server's "none" is nothing set."""
    columns = options.model_dump(include=set(POLICY_OF), exclude_none=True)
    if isinstance(options.logo, Logo):
        columns["logo"] = options.logo.model_dump_json()
    if is_server:
        columns = {part: None if one in (NONE, "") else one for part, one in columns.items()}
    return columns


def _change_rule(
    transaction: Transaction,
    guild_id: int,
    channel_id: int,
    columns: dict[str, Any],
    updated_by: int,
    now: datetime,
) -> None:
    row = transaction.fetch_one(
        f"SELECT {_RULE_COLUMNS} FROM branding WHERE guild_id = ? AND channel_id = ?",
        (guild_id, channel_id),
    )
    edits = edits_between(SettingArea.BRANDING, row or {}, columns, channel_id)
    note_edits(transaction, ChangeAuthor(guild_id, updated_by, now), edits)
    values = {**columns, "updated_by": updated_by, "updated_at": epoch(now)}
    changes = ", ".join(f"{column} = excluded.{column}" for column in values)
    transaction.execute(
        f"INSERT INTO branding (guild_id, channel_id, {', '.join(values)})"
        f" VALUES (?, ?, {', '.join('?' * len(values))}) ON CONFLICT DO UPDATE SET {changes}",
        (guild_id, channel_id, *values.values()),
    )


def _drop_empty_rule(transaction: Transaction, guild_id: int, channel_id: int) -> None:
    is_empty = " AND ".join(f"{column} IS NULL" for column in BrandingRule.model_fields)
    transaction.execute(
        f"DELETE FROM branding WHERE guild_id = ? AND channel_id = ? AND {is_empty}",
        (guild_id, channel_id),
    )
