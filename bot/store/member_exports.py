"""All that is kept of one member, as rows: what ``/privacy export`` gives."""

import re
from datetime import UTC, datetime
from typing import Any, Final

from bot.store.database import Database, Row, Transaction

MEMBER_COLUMN: Final = re.compile(r".*(?:user|member|owner|subject)_id|.*_by")
"""Columns whose values are members' ids, by their names."""

_THEIR_REQUESTS: Final = "request_id IN (SELECT request_id FROM requests WHERE user_id = :user_id)"
_THEIR_VIDEOS: Final = "video_id IN (SELECT video_id FROM requests WHERE user_id = :user_id)"

EXPORTED: Final = {
    "requests": "user_id = :user_id",
    "job_events": _THEIR_REQUESTS,
    "attachment_jobs": _THEIR_REQUESTS,
    "notices": _THEIR_REQUESTS,
    "videos": _THEIR_VIDEOS,
    "quota_usage": "user_id = :user_id",
    "track_owners": "user_id = :user_id",
    "tracks": "task_id IN (SELECT task_id FROM track_owners WHERE user_id = :user_id)",
    "rights_confirmations": "user_id = :user_id",
    "reports": "user_id = :user_id OR decided_by = :user_id",
    "takedowns": "owner_id = :user_id OR taken_by = :user_id OR undone_by = :user_id",
    "access_rules": "added_by = :user_id",
    "blocked_members": "user_id = :user_id OR added_by = :user_id",
    "blocked_words": "added_by = :user_id",
    "branding": "updated_by = :user_id",
    "guild_settings": "updated_by = :user_id",
    "role_limits": "updated_by = :user_id",
    "paused_queues": "paused_by = :user_id",
    "setting_changes": "changed_by = :user_id OR (area = 'member' AND subject_id = :user_id)",
    "erasures": "user_id = :user_id",
}
"""Tables that hold something of a member, each with SQL for which of its rows do."""

NOT_OF_MEMBERS: Final = {
    ("access_rules", "subject_id"): "a role or a channel",
}
"""Columns that look as if they named a member, and don't: why."""

STAYS: Final = ("quota_usage", "blocked_members")
"""Tables whose rows of a member outlive ``/privacy delete``."""

_LEFT_OUT: Final = {
    # Who knew the secret of a callback's address could make up reports about a video; and which
    # server asked for it first may be another one, of others.
    "videos": frozenset({"token", "guild_id"}),
}
_MAX_EXACT: Final = 1 << 53
"""Programs that read JSON take larger whole numbers for others: ids are written as texts."""


class MemberExports:
    """What is kept of members in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def of(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Return all rows that are about a member, by table; of others nothing is told in them.

        Times are ISO 8601 in UTC, ids texts.
        """
        return await self._db.read(lambda transaction: _export(transaction, user_id))


def _export(transaction: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table, is_theirs in EXPORTED.items():
        rows = transaction.fetch_all(
            f"SELECT * FROM {table} WHERE {is_theirs}", {"user_id": user_id}
        )
        found[table] = [_told(table, row, user_id) for row in rows]
    return found


def _told(table: str, row: Row, user_id: int) -> dict[str, Any]:
    """Return a row as it is exported; who else is named in it, is another's to know."""
    left_out = _LEFT_OUT.get(table, frozenset())
    told: dict[str, Any] = {}
    for column, value in row.items():
        if column in left_out:
            continue
        is_member = MEMBER_COLUMN.fullmatch(column) and (table, column) not in NOT_OF_MEMBERS
        if is_member and value not in (user_id, 0, None):
            told[column] = "another member"
        elif column.endswith("_at") and isinstance(value, float):
            told[column] = datetime.fromtimestamp(value, UTC).isoformat()
        elif isinstance(value, int) and abs(value) >= _MAX_EXACT:
            told[column] = str(value)
        else:
            told[column] = value
    return told
