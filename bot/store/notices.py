"""The bulletins as they are kept: what is posted in a server beside the answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.jobs import Job, Reason, Request
from bot.jobs.notices import Bulletin, BulletinKind, BulletinState
from bot.store.after_delivery import follow_up_showing
from bot.store.create_request import job_of
from bot.store.database import Database, Parameters, Row, Statements, epoch, places


class DueBulletin(NamedTuple):
    """A bulletin that is due."""

    bulletin: Bulletin
    job: Job | None
    """What it is about, if still known."""
    is_new: bool
    """Whether it was never given before, so that nothing of it can be posted yet."""


class Bulletins:
    """The bulletins in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def take(self, now: datetime, limit: int, besides: Iterable[int]) -> list[DueBulletin]:
        """Give the bulletins that are due, longest due first.

        That one is about to be posted is committed before it is given here.
        """
        skipped = list(besides)
        return await self._db.write(lambda statements: _take(statements, now, limit, skipped))

    async def next_at(self, after: datetime) -> float | None:
        """Give the epoch second at which the next one is to be tried after that time, or None."""
        row = await self._db.one(
            "SELECT min(due_at) AS due_at FROM bulletins WHERE state = 'posting' AND due_at > ?",
            (epoch(after),),
        )
        return row["due_at"] if row else None

    async def postpone(self, bulletin_id: int, due_at: datetime) -> None:
        """Try one again at that time."""
        await self._db.run(
            "UPDATE bulletins SET due_at = ?, attempts = attempts + 1"
            " WHERE bulletin_id = ? AND state = 'posting'",
            (epoch(due_at), bulletin_id),
        )

    async def restart(self, bulletin_id: int, now: datetime) -> None:
        """Keep that the channel was read back and it is not there: it is sent as if new."""
        await self._db.run(
            "UPDATE bulletins SET posting_at = ? WHERE bulletin_id = ? AND state = 'posting'",
            (epoch(now), bulletin_id),
        )

    async def finish(
        self,
        bulletin_id: int,
        state: BulletinState,
        now: datetime,
        *,
        message_id: int | None = None,
        reason: Reason | None = None,
        has_link: bool = False,
    ) -> bool:
        """Keep how one ended, and set going what follows from a showing.

        ``has_link``: whether it brings a video by a link, which will end.
        """
        end = {
            "bulletin_id": bulletin_id,
            "state": state,
            "message_id": message_id,
            "reason": reason,
            "now": epoch(now),
        }
        return await self._db.write(
            lambda statements: _finish(statements, end, now, has_link=has_link)
        )

    async def note_standing(
        self, request_id: str, channel_id: int, message_id: int, now: datetime
    ) -> bool:
        """Keep that a request's bulletin stands in a channel, if that was not known yet.

        A request has one under way at most: a showing, or what moderators are told of it.
        """

        def note(statements: Statements) -> bool:
            row = statements.one(
                "SELECT bulletin_id FROM bulletins WHERE request_id = ? AND channel_id = ?"
                " AND state = 'posting' AND posting_at IS NOT NULL",
                (request_id, channel_id),
            )
            end = {"state": BulletinState.POSTED, "message_id": message_id, "reason": None}
            return row is not None and _finish(
                statements, {**row, **end, "now": epoch(now)}, now, has_link=False
            )

        return await self._db.write(note)

    async def showing_of(self, request_id: str) -> Bulletin | None:
        """Give where a request's video was shown once more, if that can still be seen there."""
        row = await self._db.one(
            "SELECT * FROM bulletins WHERE request_id = ? AND kind = 'showing'"
            " AND state = 'posted' AND message_id IS NOT NULL",
            (request_id,),
        )
        return None if row is None else Bulletin.model_validate(row)

    async def is_about_deleted(self, bulletin_id: int) -> bool:
        """Tell whether what was posted for the request that it is about was deleted."""
        row = await self._db.one(
            "SELECT 1 FROM bulletins JOIN requests USING (request_id)"
            " WHERE bulletin_id = ? AND deleted_at IS NOT NULL",
            (bulletin_id,),
        )
        return row is not None

    async def forget_message(self, bulletin_id: int) -> None:
        """Keep that a message is gone; what was shown is not shown again."""
        await self._db.run(
            "UPDATE bulletins SET message_id = NULL WHERE bulletin_id = ? AND state = 'posted'",
            (bulletin_id,),
        )

    async def hurry(self, now: datetime) -> None:
        """Try all that wait for their next try at once: Discord is there again."""
        await self._db.run(
            "UPDATE bulletins SET due_at = :now WHERE state = 'posting' AND due_at > :now",
            {"now": epoch(now)},
        )


def _finish(statements: Statements, end: Parameters, now: datetime, *, has_link: bool) -> bool:
    row = statements.one(
        "UPDATE bulletins SET state = :state, message_id = :message_id,"
        " reason = coalesce(:reason, reason), finished_at = :now, due_at = NULL"
        " WHERE bulletin_id = :bulletin_id AND state = 'posting' RETURNING *",
        end,
    )
    if row is None:
        return False
    bulletin = Bulletin.model_validate(row)
    if bulletin.kind is BulletinKind.SHOWING and bulletin.request_id is not None:
        follow_up_showing(statements, bulletin, now, has_link=has_link)
    return True


def _take(
    statements: Statements, now: datetime, limit: int, skipped: list[int]
) -> list[DueBulletin]:
    rows = statements.all(
        "SELECT * FROM bulletins WHERE state = 'posting' AND due_at <= ?"
        f" AND bulletin_id NOT IN ({places(skipped)}) ORDER BY due_at LIMIT ?",
        (epoch(now), *skipped, limit),
    )
    return [_begun(statements, row, now) for row in rows]


def _begun(statements: Statements, row: Row, now: datetime) -> DueBulletin:
    is_new = row["posting_at"] is None
    if is_new:
        row["posting_at"] = epoch(now)
        statements.run(
            "UPDATE bulletins SET posting_at = :posting_at WHERE bulletin_id = :bulletin_id", row
        )
    return DueBulletin(
        Bulletin.model_validate(row), _job(statements, row["request_id"]), is_new=is_new
    )


def _job(statements: Statements, request_id: str | None) -> Job | None:
    row = statements.one("SELECT * FROM requests WHERE request_id = ?", (request_id,))
    return None if row is None else job_of(statements, Request.model_validate(row))
