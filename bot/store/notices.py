"""The notices as they are kept: what is posted in a server beside the answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.jobs import FailureReason, Job, Request
from bot.jobs.events import EventDetail, EventKind
from bot.jobs.notices import Notice, NoticeKind, NoticeState
from bot.store.after_delivery import approve_showcase, follow_up_showcase
from bot.store.database import Database, Parameters, Row, Transaction, epoch, placeholders
from bot.store.job_events import note_request
from bot.store.jobs import find_job
from bot.store.showcase_lists import follow_up_list


class DueNotice(NamedTuple):
    """A notice that is due."""

    notice: Notice
    job: Job | None
    """What it is about, if still known."""
    is_new: bool
    """Whether it was never given before, so that nothing of it can be posted yet."""


class Notices:
    """The notices in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def claim_due(
        self, now: datetime, limit: int, excluding: Iterable[int]
    ) -> list[DueNotice]:
        """Return the notices that are due, longest due first.

        That one is about to be posted is committed before it is given here.
        """
        skipped = list(excluding)
        return await self._db.write(lambda transaction: _take(transaction, now, limit, skipped))

    async def postpone(self, notice_id: int, due_at: datetime) -> None:
        """Try one again at that time."""
        await self._db.execute(
            "UPDATE notices SET due_at = ?, attempts = attempts + 1"
            " WHERE notice_id = ? AND state = 'posting'",
            (epoch(due_at), notice_id),
        )

    async def restart(self, notice_id: int, now: datetime) -> None:
        """Keep that the channel was read back and it is not there: it is sent as if new."""
        await self._db.execute(
            "UPDATE notices SET first_send_at = ? WHERE notice_id = ? AND state = 'posting'",
            (epoch(now), notice_id),
        )

    async def finish(
        self,
        notice_id: int,
        state: NoticeState,
        now: datetime,
        *,
        message_id: int | None = None,
        reason: FailureReason | None = None,
        has_link: bool = False,
    ) -> bool:
        """Keep how one ended, and set going what follows from a showcase post.

        ``has_link``: whether it brings a video by a link, which will end.
        """
        end = {
            "notice_id": notice_id,
            "state": state,
            "message_id": message_id,
            "reason": reason,
            "now": epoch(now),
        }
        return await self._db.write(
            lambda transaction: _finish(transaction, end, now, has_link=has_link)
        )

    async def set_channel(
        self, notice_id: int, channel_id: int, now: datetime, *, reason: FailureReason | None = None
    ) -> None:
        """Keep in which channel one that is under way is posted.

        ``reason``: why it goes there now, since it certainly isn't where it was to be.
        """
        await self._db.execute(
            "UPDATE notices SET channel_id = :channel_id, reason = :reason,"
            " first_send_at = CASE WHEN :reason IS NULL THEN first_send_at END,"
            " attempts = 0, due_at = :now WHERE notice_id = :notice_id AND state = 'posting'",
            {
                "notice_id": notice_id,
                "channel_id": channel_id,
                "reason": reason,
                "now": epoch(now),
            },
        )

    async def record_message(
        self, request_id: str, channel_id: int, message_id: int, now: datetime
    ) -> bool:
        """Keep that a request's notice stands in a channel, if that was not known yet.

        A request has one under way at most: a showcase post, or what moderators are told of it.
        """

        def note(transaction: Transaction) -> bool:
            row = transaction.fetch_one(
                "SELECT notice_id FROM notices WHERE request_id = ? AND channel_id = ?"
                " AND state = 'posting' AND first_send_at IS NOT NULL",
                (request_id, channel_id),
            )
            end = {"state": NoticeState.POSTED, "message_id": message_id, "reason": None}
            return row is not None and _finish(
                transaction, {**row, **end, "now": epoch(now)}, now, has_link=False
            )

        return await self._db.write(note)

    async def approve_showcase(self, request_id: str, now: datetime) -> bool:
        """Let a request's video be shown, as a moderator approved; False where it can't be."""

        def approve(transaction: Transaction) -> bool:
            row = transaction.fetch_one(
                "SELECT * FROM requests WHERE request_id = ?", (request_id,)
            )
            return row is not None and approve_showcase(
                transaction, Request.model_validate(row), now
            )

        return await self._db.write(approve)

    async def is_showcase_approved(self, request_id: str) -> bool:
        """Return whether a moderator let a request's video be shown already."""
        row = await self._db.fetch_one(
            "SELECT 1 FROM notices WHERE request_id = ? AND kind = 'showcase'", (request_id,)
        )
        return row is not None

    async def showcase_post_of(self, request_id: str) -> Notice | None:
        """Return where a request's video was shown once more, if that can still be seen there."""
        row = await self._db.fetch_one(
            "SELECT * FROM notices WHERE request_id = ? AND kind = 'showcase'"
            " AND state = 'posted' AND message_id IS NOT NULL",
            (request_id,),
        )
        return None if row is None else Notice.model_validate(row)

    async def is_about_deleted(self, notice_id: int) -> bool:
        """Return whether what was posted for its request was deleted, or is to be."""
        row = await self._db.fetch_one(
            "SELECT 1 FROM notices JOIN requests USING (request_id)"
            "  JOIN videos ON videos.video_id = requests.video_id"
            " WHERE notice_id = ? AND (deleted_at IS NOT NULL OR EXISTS (SELECT 1 FROM takedowns"
            "  WHERE takedowns.guild_id = notices.guild_id AND takedowns.task_id = videos.task_id"
            "  AND undone_at IS NULL))",
            (notice_id,),
        )
        return row is not None

    async def clear_message(self, notice_id: int) -> None:
        """Keep that a message is gone; what was shown is not shown again."""
        await self._db.execute(
            "UPDATE notices SET message_id = NULL WHERE notice_id = ? AND state = 'posted'",
            (notice_id,),
        )

    async def retry_now(self, now: datetime) -> None:
        """Try all that wait for their next try at once: Discord is there again."""
        await self._db.execute(
            "UPDATE notices SET due_at = :now WHERE state = 'posting' AND due_at > :now",
            {"now": epoch(now)},
        )


def _finish(transaction: Transaction, end: Parameters, now: datetime, *, has_link: bool) -> bool:
    row = transaction.fetch_one(
        "UPDATE notices SET state = :state, message_id = :message_id,"
        " reason = coalesce(:reason, reason), finished_at = :now, due_at = NULL"
        " WHERE notice_id = :notice_id AND state = 'posting' RETURNING *",
        end,
    )
    if row is None:
        return False
    notice = Notice.model_validate(row)
    if notice.request_id is not None:
        is_posted = notice.state is NoticeState.POSTED
        kind = EventKind.NOTICE_POSTED if is_posted else EventKind.NOTICE_DROPPED
        detail = EventDetail(notice=notice.kind, reason=notice.reason)
        note_request(transaction, notice.request_id, kind, now, detail)
    if notice.kind is NoticeKind.SHOWCASE_LIST:
        follow_up_list(transaction, notice, now)
    if notice.kind is NoticeKind.SHOWCASE and notice.request_id is not None:
        follow_up_showcase(transaction, notice, now, has_link=has_link)
    return True


def _take(
    transaction: Transaction, now: datetime, limit: int, skipped: list[int]
) -> list[DueNotice]:
    rows = transaction.fetch_all(
        "SELECT * FROM notices WHERE state = 'posting' AND due_at <= ?"
        f" AND notice_id NOT IN ({placeholders(skipped)}) ORDER BY due_at LIMIT ?",
        (epoch(now), *skipped, limit),
    )
    return [_begun(transaction, row, now) for row in rows]


def _begun(transaction: Transaction, row: Row, now: datetime) -> DueNotice:
    is_new = row["first_send_at"] is None
    if is_new:
        row["first_send_at"] = epoch(now)
        transaction.execute(
            "UPDATE notices SET first_send_at = :first_send_at WHERE notice_id = :notice_id", row
        )
    return DueNotice(
        Notice.model_validate(row), find_job(transaction, row["request_id"]), is_new=is_new
    )
