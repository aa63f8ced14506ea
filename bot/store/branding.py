"""The servers' branding, and its channels', as moderators have set it."""

from datetime import datetime
from typing import Any, Final

from bot.jobs import Branding, NewRequest, RenderOptions
from bot.policy.branding_text import has_advertising
from bot.policy.denials import BlockedWordFound, BrandingLocked
from bot.policy.guild_settings import BrandingPolicy, BrandingRule
from bot.policy.word_filter import matches
from bot.store.blocked_words import blocked_words_of
from bot.store.database import Database, Transaction, epoch

SERVER: Final = 0
"""Stands for the whole server, where a channel is asked for."""

CHOSEN_PARTS: Final = frozenset({"look", "shape", "colours"})
"""What is chosen from a list, and can't be locked."""

_COLUMNS: Final = ", ".join(BrandingRule.model_fields)


def rule_of(transaction: Transaction, guild_id: int, channel_id: int) -> BrandingRule:
    """Return what holds in a channel: its own rule, field by field, over the server's."""
    rows = transaction.fetch_all(
        f"SELECT {_COLUMNS} FROM branding WHERE guild_id = ? AND channel_id IN (0, ?)"
        " ORDER BY channel_id DESC",
        (guild_id, channel_id),
    )
    rule = BrandingRule()
    for row in rows:  # the channel's before the server's, which is 0
        rule = rule.over(BrandingRule.model_validate(row))
    return rule


def branding_for(transaction: Transaction, new_request: NewRequest, rule: BrandingRule) -> Branding:
    """Return what a wished video is to carry where a rule holds.

    Raises BrandingLocked or BlockedWordFound for what the member may not write. A request that is
    only repeated takes what is set now where that is locked.
    """
    given = new_request.branding.model_dump(exclude_none=True)
    own: dict[str, str] = {}
    for part, text in given.items():
        decided = getattr(rule.branding, part)
        if text == decided:
            continue
        if part not in rule.locked:
            own[part] = text
        elif not new_request.is_retry:
            raise BrandingLocked(part, decided or "")
    if new_request.is_retry:  # a link that moderators had set then is not the member's to write
        own = {part: text for part, text in own.items() if not has_advertising(text)}
    if own:
        entries = blocked_words_of(transaction, new_request.guild_id)
        for part, text in own.items():
            if matches(entries, text):
                raise BlockedWordFound(part)
    return Branding(**own).over(rule.branding)


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
        rows = await self._db.fetch_all(
            f"SELECT channel_id, {_COLUMNS} FROM branding WHERE guild_id = ? ORDER BY channel_id",
            (guild_id,),
        )
        return {row.pop("channel_id"): BrandingRule.model_validate(row) for row in rows}

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
        """Set the texts that ``branding`` names and the look and shape that ``options`` name.

        The rest is left as it was. An empty text sets a channel's to nothing; the server's is
        removed by it.
        """
        texts: dict[str, Any] = branding.model_dump(exclude_none=True)
        if channel_id == SERVER:
            texts = {part: text or None for part, text in texts.items()}
        if options is not None:
            texts |= options.model_dump(include=set(CHOSEN_PARTS), exclude_none=True)
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
        """Forget these parts and their policies; False when there was nothing to forget.

        ``parts``: by the names of BrandingRule's fields.
        """
        texts = parts - CHOSEN_PARTS
        columns = [*parts, *(f"{part}_policy" for part in texts)]
        is_set = " OR ".join(f"{column} IS NOT NULL" for column in columns)

        def forget(transaction: Transaction) -> bool:
            row = transaction.fetch_one(
                f"SELECT 1 FROM branding WHERE guild_id = ? AND channel_id = ? AND ({is_set})",
                (guild_id, channel_id),
            )
            if row is not None:
                _change(transaction, guild_id, channel_id, dict.fromkeys(columns), updated_by, now)
                _drop_empty(transaction, guild_id, channel_id)
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
            lambda transaction: _change(transaction, guild_id, channel_id, columns, updated_by, now)
        )


def _change(
    transaction: Transaction,
    guild_id: int,
    channel_id: int,
    columns: dict[str, Any],
    updated_by: int,
    now: datetime,
) -> None:
    values = {**columns, "updated_by": updated_by, "updated_at": epoch(now)}
    changes = ", ".join(f"{column} = excluded.{column}" for column in values)
    transaction.execute(
        f"INSERT INTO branding (guild_id, channel_id, {', '.join(values)})"
        f" VALUES (?, ?, {', '.join('?' * len(values))}) ON CONFLICT DO UPDATE SET {changes}",
        (guild_id, channel_id, *values.values()),
    )


def _drop_empty(transaction: Transaction, guild_id: int, channel_id: int) -> None:
    is_empty = " AND ".join(f"{column} IS NULL" for column in BrandingRule.model_fields)
    transaction.execute(
        f"DELETE FROM branding WHERE guild_id = ? AND channel_id = ? AND {is_empty}",
        (guild_id, channel_id),
    )
