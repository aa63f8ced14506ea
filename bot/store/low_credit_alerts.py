"""Whose moderators are told that the balance is low: once each time that it falls."""

from datetime import datetime
from typing import Final

from bot.store.database import Database, Row, Transaction, epoch

_THRESHOLD: Final = "coalesce(warn_below_credits, :default)"

# A server whose settings are gone has no alert either.
_OVER: Final = f"""
    DELETE FROM low_credit_alerts WHERE guild_id NOT IN (
        SELECT guild_id FROM guild_settings WHERE :balance < {_THRESHOLD}
    ) RETURNING notice_id
"""
# One that could not be posted is posted once there is another channel for it.
_UNTOLD: Final = f"""
    SELECT guild_settings.guild_id, moderators_channel_id AS channel_id
    FROM guild_settings LEFT JOIN low_credit_alerts USING (guild_id)
        LEFT JOIN notices ON notices.notice_id = low_credit_alerts.notice_id
    WHERE moderators_channel_id IS NOT NULL AND :balance < {_THRESHOLD}
        AND (low_credit_alerts.guild_id IS NULL OR (notices.state = 'dropped'
            AND notices.channel_id <> moderators_channel_id))
"""


class LowCreditAlerts:
    """The warnings in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def update(self, balance: float, now: datetime, *, default: float) -> int:
        """Have the moderators told whose threshold the balance has fallen below; return how many.

        Each is told once, until the balance is at their threshold or above again. ``default`` is
        the threshold of servers that have set none.
        """
        values = {"balance": balance, "default": default, "now": epoch(now)}
        return await self._db.write(lambda transaction: _update(transaction, values))

    async def balance_of(self, notice_id: int) -> float | None:
        """Return the balance that a notice is about; None when it is over."""
        row = await self._db.fetch_one(
            "SELECT balance FROM low_credit_alerts WHERE notice_id = ?", (notice_id,)
        )
        return None if row is None else float(row["balance"])


def _update(transaction: Transaction, values: dict[str, float | None]) -> int:
    for row in transaction.fetch_all(_OVER, values):
        transaction.execute(
            "UPDATE notices SET state = 'dropped', due_at = NULL, finished_at = :now"
            " WHERE notice_id = :notice_id AND state = 'posting' AND first_send_at IS NULL",
            {**row, "now": values["now"]},
        )
    untold = transaction.fetch_all(_UNTOLD, values)
    for row in untold:
        _raise(transaction, {**values, **row})
    return len(untold)


def _raise(transaction: Transaction, values: Row) -> None:
    notice = transaction.fetch_one(
        "INSERT INTO notices (kind, guild_id, channel_id, state, due_at, created_at)"
        " VALUES ('low-credits', :guild_id, :channel_id, 'posting', :now, :now)"
        " RETURNING notice_id",
        values,
    )
    transaction.execute(
        "INSERT INTO low_credit_alerts (guild_id, notice_id, balance, fell_at)"
        " VALUES (:guild_id, :notice_id, :balance, :now)"
        " ON CONFLICT DO UPDATE SET notice_id = excluded.notice_id,"
        "  balance = excluded.balance",
        {**values, **(notice or {})},
    )
