"""The log of what moderators changed: who, when, from what to what."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.jobs.notices import NoticeKind
from bot.policy.setting_changes import ChangeAuthor, SettingChange, SettingEdit
from bot.store.database import Database, Transaction, epoch

_GATHER: Final = timedelta(seconds=10)
"""How long a notice waits for more: who sets a server up changes much in a row."""

_UNSENT: Final = """
    SELECT notice_id FROM notices WHERE guild_id = :guild_id AND kind = :kind
        AND channel_id = :channel_id AND state = 'posting' AND first_send_at IS NULL
"""
_NOTIFY: Final = """
    INSERT INTO notices (kind, guild_id, channel_id, state, due_at, created_at)
    VALUES (:kind, :guild_id, :channel_id, 'posting', :due_at, :now) RETURNING notice_id
"""
_TOLD_IN: Final = """
    SELECT moderators_channel_id AS channel_id FROM guild_settings
    WHERE guild_id = ? AND moderators_channel_id IS NOT NULL
"""


def note_edits(
    transaction: Transaction, author: ChangeAuthor, edits: Iterable[SettingEdit]
) -> None:
    """Keep what somebody changed inside the caller's transaction, and have moderators told."""
    made = list(edits)
    if not made:
        return
    row = transaction.fetch_one(_TOLD_IN, (author.guild_id,))
    notice_id = None if row is None else _notice(transaction, author, row["channel_id"])
    for edit in made:
        transaction.insert(
            "setting_changes",
            {
                "guild_id": author.guild_id,
                "changed_by": author.user_id,
                "changed_at": epoch(author.at),
                "area": edit.area,
                "name": edit.name,
                "subject_id": edit.subject_id,
                "old": json.dumps(edit.old),
                "new": json.dumps(edit.new),
                "notice_id": notice_id,
            },
        )


def _notice(transaction: Transaction, author: ChangeAuthor, channel_id: int) -> int:
    """Return the notice that tells of a change: one that is not sent yet, or a new one."""
    values = {
        "kind": NoticeKind.SETTINGS_CHANGED,
        "guild_id": author.guild_id,
        "channel_id": channel_id,
        "now": epoch(author.at),
        "due_at": epoch(author.at + _GATHER),
    }
    row = transaction.fetch_one(_UNSENT, values) or transaction.fetch_one(_NOTIFY, values)
    return int(row["notice_id"]) if row else 0


@dataclass(frozen=True)
class SettingChangePage:
    """Some changes, newest first, and whether there is more on either side."""

    changes: list[SettingChange]
    has_newer: bool
    has_older: bool


class SettingChanges:
    """The log in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def page(
        self, guild_id: int, size: int, *, before: int | None = None, after: int | None = None
    ) -> SettingChangePage:
        """Return a server's newest changes, or those older or newer than a change's id."""
        where, order, values = "guild_id = ?", "DESC", [guild_id]
        if before is not None:
            where, values = f"{where} AND change_id < ?", [guild_id, before]
        elif after is not None:
            where, order, values = f"{where} AND change_id > ?", "ASC", [guild_id, after]
        rows = await self._db.fetch_all(
            f"SELECT * FROM setting_changes WHERE {where} ORDER BY change_id {order} LIMIT ?",
            (*values, size + 1),
        )
        has_more = len(rows) > size
        changes = [SettingChange.model_validate(row) for row in rows[:size]]
        if after is not None:
            return SettingChangePage(changes[::-1], has_newer=has_more, has_older=True)
        return SettingChangePage(changes, has_newer=before is not None, has_older=has_more)

    async def told_by(self, notice_id: int) -> list[SettingChange]:
        """Return the changes of which a notice tells, oldest first."""
        rows = await self._db.fetch_all(
            "SELECT * FROM setting_changes WHERE notice_id = ? ORDER BY change_id", (notice_id,)
        )
        return [SettingChange.model_validate(row) for row in rows]

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete at most ``limit`` changes that are older; return how many."""
        return await self._db.execute(
            "DELETE FROM setting_changes WHERE change_id IN (SELECT change_id"
            " FROM setting_changes WHERE changed_at < ? ORDER BY changed_at LIMIT ?)",
            (epoch(before), limit),
        )
