"""What members report to moderators, as it is kept."""

from datetime import datetime
from typing import Final

from bot.policy.takedowns import Report, ReportDecision, ReportReason
from bot.store.database import Database, Transaction, epoch
from bot.store.guild_settings import settings_of

_OPEN: Final = "guild_id = :guild_id AND task_id = :task_id AND decision IS NULL"


# Reported, and the notice of it came to nobody: what comes later is told anew.
_IS_LOST: Final = """
    NOT EXISTS (SELECT 1 FROM reports JOIN notices USING (notice_id)
        WHERE reports.guild_id = :guild_id AND reports.task_id = :task_id AND decision IS NULL
            AND (notices.state <> 'dropped' OR notices.reason IS 'post-unknown'))
"""


class NowhereToTell(Exception):
    """The server has no channel in which moderators are told anything."""


class Reports:
    """The reports in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(
        self,
        *,
        guild_id: int,
        task_id: str,
        audio_id: str,
        channel_id: int,
        message_id: int,
        user_id: int,
        reason: ReportReason,
        now: datetime,
    ) -> bool:
        """Keep a report, and have moderators told; False when the member reported that already.

        Of a track that was reported already they are told no second time, unless the first came to
        nobody. Raises NowhereToTell, and keeps nothing.
        """
        values = {
            "guild_id": guild_id,
            "task_id": task_id,
            "audio_id": audio_id,
            "channel_id": channel_id,
            "message_id": message_id,
            "user_id": user_id,
            "reason": reason,
            "now": epoch(now),
        }
        return await self._db.write(lambda transaction: _add(transaction, guild_id, values))

    async def of_notice(self, notice_id: int) -> Report | None:
        """Return the report that a notice tells of, if it is still kept."""
        row = await self._db.fetch_one("SELECT * FROM reports WHERE notice_id = ?", (notice_id,))
        return None if row is None else Report.model_validate(row)

    async def dismiss(self, report: Report, *, decided_by: int, now: datetime) -> bool:
        """Keep that moderators leave a reported track as it is; False when they have decided."""
        values = {"guild_id": report.guild_id, "task_id": report.task_id}
        return await self._db.write(
            lambda transaction: decide(
                transaction, values, ReportDecision.DISMISSED, decided_by, now
            )
        )


def decide(
    transaction: Transaction,
    values: dict[str, object],
    decision: ReportDecision,
    decided_by: int,
    now: datetime,
) -> bool:
    """Keep what moderators made of a track's open reports; False when there are none."""
    changed = transaction.execute(
        "UPDATE reports SET decision = :decision, decided_by = :decided_by, decided_at = :now"
        f" WHERE {_OPEN}",
        {**values, "decision": decision, "decided_by": decided_by, "now": epoch(now)},
    )
    return changed > 0


def _add(transaction: Transaction, guild_id: int, values: dict[str, object]) -> bool:
    channel_id = settings_of(transaction, guild_id).moderators_channel_id
    if channel_id is None:
        raise NowhereToTell
    is_lost = transaction.fetch_one(f"SELECT 1 WHERE {_IS_LOST}", values) is not None
    own = f"SELECT 1 FROM reports WHERE {_OPEN} AND user_id = :user_id"
    is_known = transaction.fetch_one(own, values) is not None
    if is_known and not is_lost:
        return False
    notice_id = None
    if is_lost:
        row = transaction.fetch_one(
            "INSERT INTO notices (kind, guild_id, channel_id, state, due_at, created_at)"
            " VALUES ('report', :guild_id, :to, 'posting', :now, :now) RETURNING notice_id",
            {**values, "to": channel_id},
        )
        notice_id = row["notice_id"] if row else None
    if is_known:
        transaction.execute(
            f"UPDATE reports SET notice_id = :notice_id WHERE {_OPEN} AND user_id = :user_id",
            {**values, "notice_id": notice_id},
        )
        return True
    transaction.execute(
        "INSERT INTO reports (guild_id, task_id, audio_id, channel_id, message_id, user_id,"
        "  reason, notice_id, reported_at) VALUES (:guild_id, :task_id, :audio_id, :channel_id,"
        "  :message_id, :user_id, :reason, :notice_id, :now)",
        {**values, "notice_id": notice_id},
    )
    return True
