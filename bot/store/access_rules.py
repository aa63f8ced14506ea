"""Who may ask for videos, and where: roles, channels and members, as moderators have set it."""

from collections.abc import Iterable
from datetime import datetime

from bot.jobs import NewRequest
from bot.policy.denials import MemberBlocked, RoleMissing, WrongChannel
from bot.policy.guild_settings import Subject
from bot.store.database import Database, Statements, epoch


def check_access(statements: Statements, wish: NewRequest) -> None:
    """See that a member may ask there. Raises MemberBlocked, WrongChannel or RoleMissing.

    Members who may manage the server are bound by no role or channel: they set them, and try them
    out. A block holds for everybody.
    """
    if _is_blocked(statements, wish.guild_id, wish.user_id):
        raise MemberBlocked
    if wish.is_moderator:
        return
    allowed = _allowed(statements, wish.guild_id)
    channel_ids, role_ids = allowed[Subject.CHANNEL], allowed[Subject.ROLE]
    # A thread may be asked in wherever its channel may.
    if channel_ids and not {wish.channel_id, wish.ruling_id, wish.category_id} & set(channel_ids):
        raise WrongChannel(channel_ids)
    # Everybody has the role that bears the server's own id.
    if role_ids and not {wish.guild_id, *wish.role_ids} & set(role_ids):
        raise RoleMissing(role_ids)


def _is_blocked(statements: Statements, guild_id: int, user_id: int) -> bool:
    blocked = statements.one(
        "SELECT 1 FROM blocked_members WHERE guild_id = ? AND user_id = ?", (guild_id, user_id)
    )
    return blocked is not None


def _allowed(statements: Statements, guild_id: int) -> dict[Subject, list[int]]:
    found: dict[Subject, list[int]] = {subject: [] for subject in Subject}
    rows = statements.all(
        "SELECT kind, subject_id FROM allowed WHERE guild_id = ? ORDER BY kind, subject_id",
        (guild_id,),
    )
    for row in rows:
        found[Subject(row["kind"])].append(row["subject_id"])
    return found


class Access:
    """Roles, channels and blocked members in one database.

    Methods raise sqlite3.Error when SQLite does.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def allowed(self, guild_id: int) -> dict[Subject, list[int]]:
        """Give the ids of the roles and channels that may ask; none of a kind: all may."""
        return await self._db.read(lambda statements: _allowed(statements, guild_id))

    async def allow(
        self, guild_id: int, subject: Subject, subject_id: int, *, added_by: int, now: datetime
    ) -> bool:
        """Let a role or a channel ask; False when it may already."""
        changed = await self._db.run(
            "INSERT INTO allowed (guild_id, kind, subject_id, added_by, added_at)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (guild_id, subject, subject_id, added_by, epoch(now)),
        )
        return changed > 0

    async def disallow(self, guild_id: int, subject: Subject, subject_ids: Iterable[int]) -> int:
        """Take roles or channels off the list; give how many were on it."""
        ids = list(subject_ids)
        return await self._db.run(
            "DELETE FROM allowed WHERE guild_id = ? AND kind = ?"
            f" AND subject_id IN ({', '.join('?' * len(ids))})",
            (guild_id, subject, *ids),
        )

    async def block(self, guild_id: int, user_id: int, *, added_by: int, now: datetime) -> bool:
        """Block a member; False when they are blocked already."""
        changed = await self._db.run(
            "INSERT INTO blocked_members (guild_id, user_id, added_by, added_at)"
            " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (guild_id, user_id, added_by, epoch(now)),
        )
        return changed > 0

    async def unblock(self, guild_id: int, user_id: int) -> bool:
        """Let a member ask again; False when they weren't blocked."""
        changed = await self._db.run(
            "DELETE FROM blocked_members WHERE guild_id = ? AND user_id = ?", (guild_id, user_id)
        )
        return changed > 0

    async def is_blocked(self, guild_id: int, user_id: int) -> bool:
        """Tell whether a member is blocked."""
        return await self._db.read(lambda statements: _is_blocked(statements, guild_id, user_id))

    async def blocked(self, guild_id: int, limit: int) -> tuple[list[int], int]:
        """Give the ids of the members blocked last, at most ``limit``, and how many there are."""

        def read(statements: Statements) -> tuple[list[int], int]:
            rows = statements.all(
                "SELECT user_id, count(*) OVER () AS total FROM blocked_members"
                " WHERE guild_id = ? ORDER BY added_at DESC LIMIT ?",
                (guild_id, limit),
            )
            return [row["user_id"] for row in rows], rows[0]["total"] if rows else 0

        return await self._db.read(read)
