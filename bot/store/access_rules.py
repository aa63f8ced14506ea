"""Who may ask for videos, and where: roles, channels and members, as moderators have set it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.jobs import NewRequest
from bot.policy.denials import ChannelNotAllowed, MemberBlocked, MissingRole
from bot.policy.guild_settings import AccessSubject
from bot.policy.setting_changes import ChangeAuthor, SettingArea, SettingEdit
from bot.store.database import Database, Row, Transaction, epoch
from bot.store.setting_changes import note_edits

_RULES: Final = (
    "SELECT kind, subject_id FROM access_rules WHERE guild_id = ? ORDER BY kind, subject_id"
)
_BLOCKED: Final = "SELECT 1 FROM blocked_members WHERE guild_id = ? AND user_id = ?"


def check_access(transaction: Transaction, new_request: NewRequest) -> None:
    """Check that a member may ask there. Raises MemberBlocked, ChannelNotAllowed or MissingRole.

    Members who may manage the server are bound by no role or channel: they set them, and try them
    out. A block holds for everybody.
    """
    whose = new_request.guild_id, new_request.user_id
    if transaction.fetch_one(_BLOCKED, whose) is not None:
        raise MemberBlocked
    if new_request.is_moderator:
        return
    guild_id = new_request.guild_id
    allowed = transaction.rules(
        guild_id, "access", lambda: _by_subject(transaction.fetch_all(_RULES, (guild_id,)))
    )
    channel_ids, role_ids = allowed[AccessSubject.CHANNEL], allowed[AccessSubject.ROLE]
    # A thread may be asked in wherever its channel may.
    if channel_ids and not {
        new_request.channel_id,
        new_request.ruling_id,
        new_request.category_id,
    } & set(channel_ids):
        raise ChannelNotAllowed(channel_ids)
    # Everybody has the role that bears the server's own id.
    if role_ids and not {new_request.guild_id, *new_request.role_ids} & set(role_ids):
        raise MissingRole(role_ids)


def _by_subject(rows: list[Row]) -> dict[AccessSubject, list[int]]:
    found: dict[AccessSubject, list[int]] = {subject: [] for subject in AccessSubject}
    for row in rows:
        found[AccessSubject(row["kind"])].append(row["subject_id"])
    return found


class AccessRules:
    """Roles, channels and blocked members in one database.

    Methods raise sqlite3.Error when SQLite does.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def allowed(self, guild_id: int) -> dict[AccessSubject, list[int]]:
        """Return the ids of the roles and channels that may ask; none of a kind: all may."""
        return _by_subject(await self._db.fetch_all(_RULES, (guild_id,)))

    async def allow(
        self,
        guild_id: int,
        subject: AccessSubject,
        subject_id: int,
        *,
        added_by: int,
        now: datetime,
    ) -> bool:
        """Let a role or a channel ask; False when it may already."""

        def allow(transaction: Transaction) -> bool:
            changed = transaction.execute(
                "INSERT INTO access_rules (guild_id, kind, subject_id, added_by, added_at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (guild_id, subject, subject_id, added_by, epoch(now)),
            )
            if changed:
                edit = SettingEdit(SettingArea(subject), "allowed", None, subject_id, subject_id)
                note_edits(transaction, ChangeAuthor(guild_id, added_by, now), [edit])
            return changed > 0

        return await self._db.write(allow)

    async def disallow(
        self,
        guild_id: int,
        subject: AccessSubject,
        subject_ids: Iterable[int],
        *,
        removed_by: int,
        now: datetime,
    ) -> int:
        """Take roles or channels off the list; return how many were on it."""
        ids = list(subject_ids)

        def disallow(transaction: Transaction) -> int:
            rows = transaction.fetch_all(
                "DELETE FROM access_rules WHERE guild_id = ? AND kind = ?"
                f" AND subject_id IN ({', '.join('?' * len(ids))}) RETURNING subject_id",
                (guild_id, subject, *ids),
            )
            edits = [
                SettingEdit(SettingArea(subject), "allowed", one, None, one)
                for one in sorted(row["subject_id"] for row in rows)
            ]
            note_edits(transaction, ChangeAuthor(guild_id, removed_by, now), edits)
            return len(rows)

        return await self._db.write(disallow)

    async def block(self, guild_id: int, user_id: int, *, added_by: int, now: datetime) -> bool:
        """Block a member; False when they are blocked already."""

        def block(transaction: Transaction) -> bool:
            changed = transaction.execute(
                "INSERT INTO blocked_members (guild_id, user_id, added_by, added_at)"
                " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (guild_id, user_id, added_by, epoch(now)),
            )
            if changed:
                _note_block(transaction, user_id, ChangeAuthor(guild_id, added_by, now))
            return changed > 0

        return await self._db.write(block)

    async def unblock(self, guild_id: int, user_id: int, *, removed_by: int, now: datetime) -> bool:
        """Let a member ask again; False when they weren't blocked."""

        def unblock(transaction: Transaction) -> bool:
            changed = transaction.execute(
                "DELETE FROM blocked_members WHERE guild_id = ? AND user_id = ?",
                (guild_id, user_id),
            )
            if changed:
                author = ChangeAuthor(guild_id, removed_by, now)
                _note_block(transaction, user_id, author, is_lifted=True)
            return changed > 0

        return await self._db.write(unblock)

    async def is_blocked(self, guild_id: int, user_id: int) -> bool:
        """Return whether a member is blocked."""
        return await self._db.fetch_one(_BLOCKED, (guild_id, user_id)) is not None

    async def blocked(self, guild_id: int, limit: int) -> tuple[list[int], int]:
        """Return the ids of the members blocked last, at most ``limit``, and how many there are."""

        def read(transaction: Transaction) -> tuple[list[int], int]:
            rows = transaction.fetch_all(
                "SELECT user_id, count(*) OVER () AS total FROM blocked_members"
                " WHERE guild_id = ? ORDER BY added_at DESC LIMIT ?",
                (guild_id, limit),
            )
            return [row["user_id"] for row in rows], rows[0]["total"] if rows else 0

        return await self._db.read(read)


def _note_block(
    transaction: Transaction, user_id: int, author: ChangeAuthor, *, is_lifted: bool = False
) -> None:
    """Keep that a member was blocked; who, stands in one place only, so that it can be erased."""
    edit = SettingEdit(SettingArea.MEMBER, "blocked", is_lifted, not is_lifted, user_id)
    note_edits(transaction, author, [edit])
