"""The members' requests as they are kept: how they come in, and how they are answered."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.jobs import (
    DeliveryTarget,
    FailureReason,
    Job,
    NewRequest,
    Provider,
    Request,
    RequestState,
    Video,
    VideoState,
)
from bot.jobs.events import EventDetail, EventKind
from bot.policy.denials import HostLimits
from bot.policy.fair_turns import FairTurns
from bot.store.access_rules import check_access
from bot.store.admission import decide_admission
from bot.store.after_delivery import follow_up
from bot.store.branding import branding_for, rule_of
from bot.store.create_request import CreatedRequest, create_request, load_job
from bot.store.database import Database, Parameters, Transaction, epoch
from bot.store.due_posts import DuePost, redirect, take_posts
from bot.store.job_events import note_request
from bot.store.quotas import settle_start
from bot.store.refits import refit

_ENDS: Final = {
    RequestState.POSTED: EventKind.POSTED,
    RequestState.EXPLAINED: EventKind.EXPLAINED,
    RequestState.UNDELIVERABLE: EventKind.UNDELIVERABLE,
}


class Requests:
    """The requests in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def create(
        self,
        new_request: NewRequest,
        *,
        provider: Provider,
        now: datetime,
        deadline: timedelta,
        limits: HostLimits,
    ) -> CreatedRequest:
        """Commit a member's request, with its video when nobody asked for that one yet.

        A repeat of an open request joins it. A failed video, or one whose link has ended, is
        queued again, unless it is only to be posted once more: then NothingToPost is raised where
        there is no finished one. What the server's moderators have decided is looked up and heeded
        in the same transaction. Raises RequestDenied (bot.policy.denials) when it isn't taken;
        nothing is kept then, and no quota is used.
        """
        return await self._db.write(
            lambda transaction: create_request(
                transaction,
                new_request,
                provider=provider,
                now=now,
                deadline_at=now + deadline,
                limits=limits,
            )
        )

    async def check_admission(
        self, new_request: NewRequest, *, provider: Provider, now: datetime, limits: HostLimits
    ) -> Job | None:
        """Check that ``create`` would take a request now;
        return the open request that it would repeat.

        Raises what ``create`` raises. Nothing is kept: what happens in between may change it.
        """

        def read(transaction: Transaction) -> Job | None:
            admission = decide_admission(
                transaction, new_request, provider=provider, now=now, limits=limits
            )
            return None if admission.existing is None else load_job(transaction, admission.existing)

        return await self._db.read(read)

    async def check_rules(self, new_request: NewRequest) -> None:
        """Check that what moderators have decided is not against a request, whatever its track.

        Raises bot.policy.denials.RequestDenied.
        """

        def check(transaction: Transaction) -> None:
            check_access(transaction, new_request)
            branding_for(
                transaction,
                new_request,
                rule_of(transaction, new_request.guild_id, new_request.ruling_id),
            )

        await self._db.read(check)

    async def get(self, request_id: str) -> Job | None:
        """Return a request with its video and track, or None when there is no such request."""

        def read(transaction: Transaction) -> Job | None:
            row = transaction.fetch_one(
                "SELECT * FROM requests WHERE request_id = ?", (request_id,)
            )
            return None if row is None else load_job(transaction, Request.model_validate(row))

        return await self._db.read(read)

    async def cancel(self, request_id: str, now: datetime) -> bool:
        """Cancel a waiting request; a video that nobody else waits for leaves the queue with it."""
        return await self._db.write(
            lambda transaction: cancel_waiting(transaction, request_id, now)
        )

    async def claim_posts(
        self,
        now: datetime,
        limit: int,
        excluding: Iterable[str],
        *,
        turns: FairTurns | None = None,
    ) -> list[DuePost]:
        """Return the answers that are due, in fair order: those under way, and new ones.

        ``turns`` remembers who had theirs; without it, it is as if nobody had.
        That a request is about to be answered is committed before it is given here.
        """
        skipped, fair = list(excluding), turns or FairTurns()
        return await self._db.write(
            lambda transaction: take_posts(transaction, now, limit, skipped, fair)
        )

    async def next_due_at(self, after: datetime) -> float | None:
        """Return the epoch second of the next post or status after that time, or None."""
        row = await self._db.fetch_one(
            "SELECT min(due_at) AS due_at FROM ("
            " SELECT min(due_at) AS due_at FROM requests"
            "  WHERE state = 'posting' AND due_at > :after"
            " UNION ALL SELECT min(status_due_at) FROM requests WHERE status_due_at > :after)",
            {"after": epoch(after)},
        )
        return row["due_at"] if row else None

    async def postpone_post(
        self, request_id: str, due_at: datetime, *, is_cut: bool = False
    ) -> None:
        """Try a post again at that time; ``is_cut``: its upload was closed before its end."""
        await self._db.execute(
            "UPDATE requests SET due_at = ?, attempts = attempts + 1, cut_uploads = cut_uploads + ?"
            " WHERE request_id = ? AND state = 'posting'",
            (epoch(due_at), is_cut, request_id),
        )

    async def refit(
        self, request: Request, limit_bytes: int, now: datetime, *, is_certain: bool
    ) -> Job | None:
        """Let an answer wait for a smaller video; None when that is no use, and nothing is kept.

        ``limit_bytes``: how large a file may be where it is posted. ``is_certain``: that nothing
        is posted yet. See ``bot.store.refits``.
        """

        def change(transaction: Transaction) -> Job | None:
            return refit(transaction, request, limit_bytes, now, is_certain=is_certain)

        return await self._db.write(change)

    async def retry_posts_now(self, now: datetime) -> None:
        """Try all posts that wait for their next try at once: Discord is there again."""
        await self._db.execute(
            "UPDATE requests SET due_at = :now WHERE state = 'posting' AND due_at > :now",
            {"now": epoch(now)},
        )

    async def restart_post(self, request_id: str, now: datetime) -> None:
        """Keep that the channel was read back and the post is not there: it is sent as if new."""
        await self._db.execute(
            "UPDATE requests SET first_send_at = ? WHERE request_id = ? AND state = 'posting'",
            (epoch(now), request_id),
        )

    async def redirect_post(
        self, request: Request, target: DeliveryTarget, reason: FailureReason, now: datetime
    ) -> DuePost | None:
        """Keep that a post goes on to another target, since it can't be posted at the present one.

        Gives it as it is then, or None when it is no longer at that one.
        """
        values = {
            "request_id": request.request_id,
            "present": request.target,
            "target": target,
            "channel_id": request.public_parent_id if target is DeliveryTarget.PARENT else None,
            "reason": reason,
            "now": epoch(now),
        }
        return await self._db.write(lambda transaction: redirect(transaction, request, values, now))

    async def set_target_channel(self, request_id: str, channel_id: int) -> None:
        """Keep which channel of direct messages a post goes to."""
        await self._db.execute(
            "UPDATE requests SET target_channel_id = ?"
            " WHERE request_id = ? AND state = 'posting' AND target = 'direct'",
            (channel_id, request_id),
        )

    async def finish_post(
        self,
        request_id: str,
        state: RequestState,
        now: datetime,
        *,
        message_id: int | None = None,
        reason: FailureReason | None = None,
        has_link: bool = False,
    ) -> bool:
        """Keep how a post ended, and set going what follows from that.

        ``has_link``: whether it brings a video by a link, which will end.
        """
        end = {
            "request_id": request_id,
            "state": state,
            "message_id": message_id,
            "reason": reason,
            "now": epoch(now),
        }
        return await self._db.write(
            lambda transaction: _finish(transaction, end, now, has_link=has_link)
        )

    async def mark_deleted(self, request_id: str, now: datetime) -> bool:
        """Keep that what was posted for an ended request was deleted; the video stays as it is."""
        return await self._db.write(lambda transaction: _mark_deleted(transaction, request_id, now))


def cancel_waiting(transaction: Transaction, request_id: str, now: datetime) -> bool:
    """Cancel a waiting request inside the caller's transaction; see ``Requests.cancel``."""
    row = transaction.fetch_one(
        "UPDATE requests SET state = 'cancelled', due_at = NULL, finished_at = ?"
        " WHERE request_id = ? AND state = 'waiting' RETURNING video_id",
        (epoch(now), request_id),
    )
    if row is None:
        return False
    note_request(transaction, request_id, EventKind.CANCELLED, now)
    left = transaction.fetch_one(
        "UPDATE videos SET state = 'failed', reason = 'cancelled', due_at = NULL"
        " WHERE video_id = :video_id AND state = 'queued' AND submits = 0 AND NOT EXISTS ("
        "  SELECT 1 FROM requests WHERE video_id = :video_id AND state = 'waiting') RETURNING *",
        row,
    )
    if left is not None:
        video = Video.model_validate(left)
        settle_start(transaction, video, VideoState.FAILED, FailureReason.CANCELLED)
    return True


def _finish(transaction: Transaction, end: Parameters, now: datetime, *, has_link: bool) -> bool:
    row = transaction.fetch_one(
        "UPDATE requests SET state = :state, message_id = :message_id,"
        " reason = coalesce(:reason, reason), finished_at = :now, due_at = NULL"
        " WHERE request_id = :request_id AND state = 'posting' RETURNING *",
        end,
    )
    if row is None:
        return False
    request = Request.model_validate(row)
    note_request(transaction, request.request_id, _ENDS[request.state], now, _end_of(request))
    follow_up(transaction, request, now, has_link=has_link)
    return True


def _end_of(request: Request) -> EventDetail:
    return EventDetail(
        reason=request.reason,
        target=request.target,
        channel_id=request.delivery_channel_id if request.message_id else None,
        message_id=request.message_id,
    )


def _mark_deleted(transaction: Transaction, request_id: str, now: datetime) -> bool:
    changed = transaction.execute(
        "UPDATE requests SET deleted_at = ?, is_status_outdated = status_message_id IS NOT NULL"
        " WHERE request_id = ? AND deleted_at IS NULL AND state NOT IN ('waiting', 'posting')",
        (epoch(now), request_id),
    )
    if changed:
        note_request(transaction, request_id, EventKind.DELETED, now)
    return changed == 1
