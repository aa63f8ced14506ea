"""The answers that are due: how they are taken, go on to another target, and end."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from bot.jobs import DeliveryTarget, FailureReason, Job, Request, RequestState
from bot.jobs.events import EventDetail, EventKind
from bot.policy.fair_turns import FairTurns, Waiting
from bot.store.after_delivery import follow_up
from bot.store.backups import came_with_copy
from bot.store.database import Database, Parameters, Row, Transaction, epoch, placeholders
from bot.store.job_events import note_request
from bot.store.jobs import find_job, load_job
from bot.store.refits import leave_out_lyrics, refit
from bot.store.text_rules import is_kept_back

# Moderators require another branding than a video carries (bot.policy.branding_variants), and it
# may not be shown with a remark.
_IS_INACCESSIBLE: Final = """
    videos.state = 'ready' AND requests.variant NOT IN ('', videos.variant)
    AND NOT (videos.is_branding_confirmed
        AND (NOT requests.is_author_locked OR videos.author IS requests.author)
        AND (NOT requests.is_domain_name_locked OR videos.domain_name IS requests.domain_name))
    AND (videos.makes_variants OR EXISTS (SELECT 1 FROM guild_settings
        WHERE guild_settings.guild_id = requests.guild_id AND other_branding = 'refuse'))
"""
# What becomes of the status message, where there is one: decided here, and by clearing a queue.
_STATUS_MODE: Final = """
    coalesce(requests.status_mode, CASE WHEN status_message_id IS NULL THEN 'keep' ELSE (
        SELECT guild_settings.status_mode FROM guild_settings
            WHERE guild_settings.guild_id = requests.guild_id) END, 'keep')
"""
# A status message that is the answer now is no status message any more; nor is one that may be: an
# edit of it would take the video away.
_IS_REPLACED: Final = """
    (status_message_id IS :message_id OR (:reason IS 'post-unknown' AND status_mode IS 'replace'
        AND target = 'origin'))
"""
_UNLESS_REPLACED: Final = f"""
    status_message_id = CASE WHEN {_IS_REPLACED} THEN NULL ELSE status_message_id END,
    status_due_at = CASE WHEN {_IS_REPLACED} THEN NULL ELSE status_due_at END,
    is_status_outdated = is_status_outdated AND NOT {_IS_REPLACED}
"""
# Moderators took it down in the server where it was asked for.
_IS_DOWN: Final = """
    EXISTS (SELECT 1 FROM takedowns WHERE takedowns.guild_id = requests.guild_id
        AND takedowns.task_id = videos.task_id AND undone_at IS NULL)
"""
_NEW: Final = """
    SELECT request_id, requests.guild_id, user_id, first_send_at
    FROM requests JOIN videos USING (video_id)
    WHERE requests.state = 'waiting' AND videos.state IN ('ready', 'failed', 'unknown')
        AND (request_id NOT IN ({edited}) OR {mode} <> 'replace')
    ORDER BY requests.created_at
"""
_ENDS: Final = {
    RequestState.POSTED: EventKind.POSTED,
    RequestState.EXPLAINED: EventKind.EXPLAINED,
    RequestState.UNDELIVERABLE: EventKind.UNDELIVERABLE,
}


class DuePost(NamedTuple):
    """An answer that is due."""

    job: Job
    is_new: bool
    """Whether it was never given with this target, so that nothing of it can be there yet."""


class DuePosts:
    """The answers in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def claim(
        self,
        now: datetime,
        limit: int,
        excluding: Iterable[str],
        *,
        turns: FairTurns | None = None,
        edited: Iterable[str] = (),
    ) -> list[DuePost]:
        """Return the answers that are due, in fair order: those under way, and new ones.

        ``turns`` remembers who had theirs; without it, it is as if nobody had. ``edited``: whose
        status messages are being edited now, so that they can't become the answer at once.
        That a request is about to be answered is committed before it is given here.
        """
        skipped, busy, fair = list(excluding), list(edited), turns or FairTurns()

        def take(transaction: Transaction) -> list[DuePost]:
            rows = transaction.fetch_all(
                "SELECT request_id, guild_id, user_id FROM requests"
                " WHERE state = 'posting' AND due_at <= ?"
                f" AND request_id NOT IN ({placeholders(skipped)}) ORDER BY due_at",
                (epoch(now), *skipped),
            )
            under_way = [
                DuePost(job, is_new=False)
                for request_id in fair.take(map(_waiting, rows), limit)
                if (job := find_job(transaction, request_id)) is not None
            ]
            new_ones = _NEW.format(edited=placeholders(busy), mode=_STATUS_MODE)
            rows = transaction.fetch_all(new_ones, busy)
            waiting = {row["request_id"]: row for row in rows}
            taken = fair.take(map(_waiting, rows), limit - len(under_way))
            new = [_begin_post(transaction, waiting[request_id], now) for request_id in taken]
            return under_way + new

        return await self._db.write(take)

    async def postpone(self, request_id: str, due_at: datetime, *, is_cut: bool = False) -> None:
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

    async def leave_out_lyrics(
        self, request: Request, now: datetime, *, is_certain: bool
    ) -> Job | None:
        """Let an answer wait for its video without lyrics; None when there is none to be had.

        ``is_certain``: that nothing is posted yet. See ``bot.store.refits``.
        """

        def change(transaction: Transaction) -> Job | None:
            return leave_out_lyrics(transaction, request, now, is_certain=is_certain)

        return await self._db.write(change)

    async def retry_now(self, now: datetime) -> None:
        """Try all posts that wait for their next try at once: Discord is there again."""
        await self._db.execute(
            "UPDATE requests SET due_at = :now WHERE state = 'posting' AND due_at > :now",
            {"now": epoch(now)},
        )

    async def restart(self, request_id: str, now: datetime) -> None:
        """Keep that the channel was read back and the post is not there: it is sent as if new."""
        await self._db.execute(
            "UPDATE requests SET first_send_at = ? WHERE request_id = ? AND state = 'posting'",
            (epoch(now), request_id),
        )

    async def redirect(
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
        return await self._db.write(
            lambda transaction: _redirect(transaction, request, values, now)
        )

    async def post_apart(self, request_id: str, now: datetime) -> DuePost | None:
        """Keep that an answer, which certainly isn't there, is a message of its own after all.

        Its status message can't become it. Gives it as it is then, or None when that is not so.
        """

        def change(transaction: Transaction) -> DuePost | None:
            row = transaction.fetch_one(
                "UPDATE requests SET status_mode = 'keep', is_status_outdated = 1,"
                " first_send_at = :now, attempts = 0, due_at = :now"
                " WHERE request_id = :request_id AND state = 'posting' AND status_mode = 'replace'"
                " RETURNING *",
                {"request_id": request_id, "now": epoch(now)},
            )
            return None if row is None else DuePost(load_job(transaction, row), is_new=True)

        return await self._db.write(change)

    async def set_target_channel(self, request_id: str, channel_id: int) -> None:
        """Keep which channel of direct messages a post goes to."""
        await self._db.execute(
            "UPDATE requests SET target_channel_id = ?"
            " WHERE request_id = ? AND state = 'posting' AND target = 'direct'",
            (channel_id, request_id),
        )

    async def finish(
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


def _waiting(row: Row) -> Waiting:
    return Waiting(row["request_id"], row["guild_id"], row["user_id"])


def _begin_post(transaction: Transaction, row: Row, now: datetime) -> DuePost:
    # first_send_at is there already when the database was brought back from a copy.
    is_new = row["first_send_at"] is None
    (begun,) = transaction.fetch_all(
        "UPDATE requests SET state = 'posting', first_send_at = coalesce(first_send_at, :now),"
        " due_at = :now,"
        f" status_mode = {_STATUS_MODE},"
        " (outcome, reason) = (SELECT"
        f"   CASE WHEN {_IS_DOWN} OR {_IS_INACCESSIBLE} THEN 'failed' ELSE videos.state END,"
        f"   CASE WHEN {_IS_DOWN} THEN 'taken-down'"
        f"    WHEN {_IS_INACCESSIBLE} THEN 'foreign-branding' ELSE videos.reason END"
        "   FROM videos WHERE videos.video_id = requests.video_id)"
        " WHERE request_id = :request_id RETURNING *",
        {"request_id": row["request_id"], "now": epoch(now)},
    )
    job = load_job(transaction, begun)
    if is_kept_back(transaction, job):
        (begun,) = transaction.fetch_all(
            "UPDATE requests SET outcome = 'failed', reason = 'unwanted-text'"
            " WHERE request_id = ? RETURNING *",
            (row["request_id"],),
        )
        job = load_job(transaction, begun)
    request = job.request
    detail = EventDetail(said=request.outcome, reason=request.reason)
    note_request(transaction, request.request_id, EventKind.ANSWERING, now, detail)
    return DuePost(job, is_new=is_new)


def _redirect(
    transaction: Transaction, request: Request, values: Row, now: datetime
) -> DuePost | None:
    # A copy that was brought back does not tell where it went on to since.
    is_doubtful = came_with_copy(transaction, request.created_at)
    values["first_send_at"] = epoch(request.created_at) if is_doubtful else values["now"]
    redirected = transaction.fetch_one(
        "UPDATE requests SET target = :target, target_channel_id = :channel_id,"
        " fallback_reason = coalesce(fallback_reason, :reason),"
        " first_send_at = :first_send_at, attempts = 0, due_at = :now"
        " WHERE request_id = :request_id AND state = 'posting' AND target = :present RETURNING *",
        values,
    )
    if redirected is None:
        return None
    detail = EventDetail(target=values["target"], reason=values["reason"])
    note_request(transaction, request.request_id, EventKind.REDIRECTED, now, detail)
    return DuePost(load_job(transaction, redirected), is_new=not is_doubtful)


def _finish(transaction: Transaction, end: Parameters, now: datetime, *, has_link: bool) -> bool:
    row = transaction.fetch_one(
        "UPDATE requests SET state = :state, message_id = :message_id,"
        " reason = coalesce(:reason, reason), finished_at = :now, due_at = NULL,"
        f" {_UNLESS_REPLACED}"
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
