"""The servers' branding, and its channels', as moderators have set it."""

from datetime import datetime
from typing import Any, Final

from bot.jobs import Branding, NewRequest
from bot.policy.denials import BrandingLocked, WordBlocked
from bot.policy.guild_settings import BrandingRule, Policy
from bot.policy.word_filter import finds
from bot.store.blocked_words import words_of
from bot.store.database import Database, Statements, epoch

SERVER: Final = 0
"""Stands for the whole server, where a channel is asked for."""

_COLUMNS: Final = ", ".join(BrandingRule.model_fields)


def rule_of(statements: Statements, guild_id: int, channel_id: int) -> BrandingRule:
    """Give what holds in a channel: its own rule, field by field, over the server's."""
    rows = statements.all(
        f"SELECT {_COLUMNS} FROM branding WHERE guild_id = ? AND channel_id IN (0, ?)"
        " ORDER BY channel_id DESC",
        (guild_id, channel_id),
    )
    rule = BrandingRule()
    for row in rows:  # the channel's before the server's, which is 0
        rule = rule.over(BrandingRule.model_validate(row))
    return rule


def branding_for(statements: Statements, wish: NewRequest, rule: BrandingRule) -> Branding:
    """Give what a wished video is to carry where a rule holds.

    Raises BrandingLocked or WordBlocked for what the member may not write. A wish that is only
    repeated takes what is set now where that is locked.
    """
    given = wish.branding.model_dump(exclude_none=True)
    own: dict[str, str] = {}
    for part, text in given.items():
        decided = getattr(rule.branding, part)
        if text == decided:
            continue
        if part not in rule.locked:
            own[part] = text
        elif not wish.is_retry:
            raise BrandingLocked(part, decided or "")
    if own:
        entries = words_of(statements, wish.guild_id)
        for part, text in own.items():
            if finds(entries, text):
                raise WordBlocked(part)
    return Branding(**own).over(rule.branding)


class BrandingRules:
    """The rules in one database. Methods raise sqlite3.Error when SQLite does.

    ``channel_id``: whose rule it is; ``SERVER`` for the server's.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def applying(self, guild_id: int, channel_id: int = SERVER) -> BrandingRule:
        """Give what holds in a channel, or where a channel sets nothing."""
        return await self._db.read(lambda statements: rule_of(statements, guild_id, channel_id))

    async def all_of(self, guild_id: int) -> dict[int, BrandingRule]:
        """Give a server's rules by channel, its own first, each as it was set."""
        rows = await self._db.all(
            f"SELECT channel_id, {_COLUMNS} FROM branding WHERE guild_id = ? ORDER BY channel_id",
            (guild_id,),
        )
        return {row.pop("channel_id"): BrandingRule.model_validate(row) for row in rows}

    async def set(
        self,
        guild_id: int,
        branding: Branding,
        *,
        channel_id: int = SERVER,
        updated_by: int,
        now: datetime,
    ) -> None:
        """Set the texts that ``branding`` names, and leave the rest as it was.

        An empty text sets a channel's to nothing; the server's is removed by it.
        """
        texts: dict[str, Any] = branding.model_dump(exclude_none=True)
        if channel_id == SERVER:
            texts = {part: text or None for part, text in texts.items()}
        await self._change(guild_id, channel_id, texts, updated_by, now)

    async def set_policy(
        self,
        guild_id: int,
        policies: dict[str, Policy],
        *,
        channel_id: int = SERVER,
        updated_by: int,
        now: datetime,
    ) -> None:
        """Set what the texts are to members, by the names of Branding's fields."""
        columns = {f"{part}_policy": policy for part, policy in policies.items()}
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
        """Forget these texts and their policies; False when there was nothing to forget."""
        columns = [column for part in parts for column in (part, f"{part}_policy")]
        is_set = " OR ".join(f"{column} IS NOT NULL" for column in columns)

        def forget(statements: Statements) -> bool:
            row = statements.one(
                f"SELECT 1 FROM branding WHERE guild_id = ? AND channel_id = ? AND ({is_set})",
                (guild_id, channel_id),
            )
            if row is not None:
                _change(statements, guild_id, channel_id, dict.fromkeys(columns), updated_by, now)
                _drop_empty(statements, guild_id, channel_id)
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
            lambda statements: _change(statements, guild_id, channel_id, columns, updated_by, now)
        )


def _change(
    statements: Statements,
    guild_id: int,
    channel_id: int,
    columns: dict[str, Any],
    updated_by: int,
    now: datetime,
) -> None:
    values = {**columns, "updated_by": updated_by, "updated_at": epoch(now)}
    changes = ", ".join(f"{column} = excluded.{column}" for column in values)
    statements.run(
        f"INSERT INTO branding (guild_id, channel_id, {', '.join(values)})"
        f" VALUES (?, ?, {', '.join('?' * len(values))}) ON CONFLICT DO UPDATE SET {changes}",
        (guild_id, channel_id, *values.values()),
    )


def _drop_empty(statements: Statements, guild_id: int, channel_id: int) -> None:
    is_empty = " AND ".join(f"{column} IS NULL" for column in BrandingRule.model_fields)
    statements.run(
        f"DELETE FROM branding WHERE guild_id = ? AND channel_id = ? AND {is_empty}",
        (guild_id, channel_id),
    )
