"""The answers that are due: how they are taken, and how they go on to another target."""

from datetime import datetime
from typing import Final, NamedTuple

from bot.jobs import Job, Request
from bot.jobs.events import EventDetail, EventKind
from bot.policy.fair_turns import FairTurns, Waiting
from bot.store.backups import came_with_copy
from bot.store.create_request import load_jobs
from bot.store.database import Row, Transaction, epoch, placeholders
from bot.store.job_events import note_request
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


class DuePost(NamedTuple):
    """An answer that is due."""

    job: Job
    is_new: bool
    """Whether it was never given with this target, so that nothing of it can be there yet."""


def take_posts(
    transaction: Transaction, now: datetime, limit: int, skipped: list[str], turns: FairTurns
) -> list[DuePost]:
    """Take what is due inside the caller's transaction; see ``Requests.claim_posts``."""
    rows = transaction.fetch_all(
        "SELECT request_id, guild_id, user_id FROM requests"
        " WHERE state = 'posting' AND due_at <= ?"
        f" AND request_id NOT IN ({placeholders(skipped)}) ORDER BY due_at",
        (epoch(now), *skipped),
    )
    under_way = [
        job
        for request_id in turns.take(map(_waiting, rows), limit)
        for job in load_jobs(
            transaction, "SELECT * FROM requests WHERE request_id = ?", (request_id,)
        )
    ]
    rows = transaction.fetch_all(
        "SELECT request_id, requests.guild_id, user_id, first_send_at"
        " FROM requests JOIN videos USING (video_id)"
        " WHERE requests.state = 'waiting' AND videos.state IN ('ready', 'failed', 'unknown')"
        " ORDER BY requests.created_at",
    )
    waiting = {row["request_id"]: row for row in rows}
    taken = turns.take(map(_waiting, rows), limit - len(under_way))
    new = [_begin_post(transaction, waiting[request_id], now) for request_id in taken]
    return [DuePost(job, is_new=False) for job in under_way] + new


def _waiting(row: Row) -> Waiting:
    return Waiting(row["request_id"], row["guild_id"], row["user_id"])


def _begin_post(transaction: Transaction, row: Row, now: datetime) -> DuePost:
    # first_send_at is there already when the database was brought back from a copy.
    is_new = row["first_send_at"] is None
    (job,) = load_jobs(
        transaction,
        "UPDATE requests SET state = 'posting', first_send_at = coalesce(first_send_at, :now),"
        " due_at = :now,"
        " (outcome, reason) = (SELECT"
        f"   CASE WHEN {_IS_INACCESSIBLE} THEN 'failed' ELSE videos.state END,"
        f"   CASE WHEN {_IS_INACCESSIBLE} THEN 'foreign-branding' ELSE videos.reason END"
        "   FROM videos WHERE videos.video_id = requests.video_id)"
        " WHERE request_id = :request_id RETURNING *",
        {"request_id": row["request_id"], "now": epoch(now)},
    )
    if is_kept_back(transaction, job):
        (job,) = load_jobs(
            transaction,
            "UPDATE requests SET outcome = 'failed', reason = 'unwanted-text'"
            " WHERE request_id = ? RETURNING *",
            (row["request_id"],),
        )
    request = job.request
    detail = EventDetail(said=request.outcome, reason=request.reason)
    note_request(transaction, request.request_id, EventKind.ANSWERING, now, detail)
    return DuePost(job, is_new=is_new)


def redirect(
    transaction: Transaction, request: Request, values: Row, now: datetime
) -> DuePost | None:
    """Send one on inside the caller's transaction; see ``Requests.redirect_post``."""
    # A copy that was brought back does not tell where it went on to since.
    is_doubtful = came_with_copy(transaction, request.created_at)
    values["first_send_at"] = epoch(request.created_at) if is_doubtful else values["now"]
    rows = load_jobs(
        transaction,
        "UPDATE requests SET target = :target, target_channel_id = :channel_id,"
        " fallback_reason = coalesce(fallback_reason, :reason),"
        " first_send_at = :first_send_at, attempts = 0, due_at = :now"
        " WHERE request_id = :request_id AND state = 'posting' AND target = :present RETURNING *",
        values,
    )
    if not rows:
        return None
    detail = EventDetail(target=values["target"], reason=values["reason"])
    note_request(transaction, request.request_id, EventKind.REDIRECTED, now, detail)
    return DuePost(rows[0], is_new=not is_doubtful)
