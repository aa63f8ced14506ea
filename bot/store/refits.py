"""How a request gets a smaller video, where the one that is there is too large for its channel."""

from datetime import datetime
from typing import Final

from bot.jobs import Job, Request, Video, VideoState, new_job_id, new_token
from bot.jobs.events import EventDetail, EventKind
from bot.policy.branding_variants import refitted
from bot.policy.upload_limits import aim_of
from bot.store.attempts import NEW_ATTEMPT
from bot.store.database import Transaction, epoch
from bot.store.job_events import copy_to_request, note_request
from bot.store.jobs import load_job

MAX_REFITS: Final = 2
"""By what is known of the channel, and once more when that was wrong."""

_MIN_BYTES: Final = 1 << 10

_USABLE: Final = frozenset(
    {VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING, VideoState.READY}
)


def refit(
    transaction: Transaction,
    request: Request,
    limit_bytes: int,
    now: datetime,
    *,
    is_certain: bool,
) -> Job | None:
    """Let a request that is being answered wait for a smaller video; None when that is no use.

    It is no use where the video was made to fit already, and could not. The smaller one is made
    once, for all who need one of that size. ``is_certain``: that nothing is posted yet.
    """
    row = transaction.fetch_one("SELECT * FROM videos WHERE video_id = ?", (request.video_id,))
    large, most = Video.model_validate(row), aim_of(limit_bytes)
    could_not = large.most_bytes is not None and large.most_bytes <= most
    if could_not or not large.makes_variants or most < _MIN_BYTES:
        return None
    changed = transaction.fetch_one(
        "UPDATE requests SET state = 'waiting', outcome = NULL, reason = NULL, due_at = NULL,"
        " first_send_at = CASE WHEN ? THEN NULL ELSE first_send_at END, attempts = 0,"
        " cut_uploads = 0, is_reuse = 0, refits = refits + 1, video_id = ?"
        " WHERE request_id = ? AND state = 'posting' AND refits < ? RETURNING *",
        (is_certain, _smaller(transaction, large, request, most, now), request.request_id,
         MAX_REFITS),
    )  # fmt: skip
    if changed is None:
        return None
    job = load_job(transaction, changed)
    copy_to_request(transaction, large, request.request_id, request.created_at)
    detail = EventDetail(former_id=large.video_id)
    note_request(
        transaction, request.request_id, EventKind.REFITTED, now, detail, attempt=job.video.attempt
    )
    # As when a request is deleted: what nobody is left of who asked for it is not kept.
    transaction.execute(
        "UPDATE videos SET is_orphaned = 1 WHERE video_id = :video_id"
        " AND NOT EXISTS (SELECT 1 FROM requests WHERE requests.video_id = :video_id)",
        {"video_id": large.video_id},
    )
    return job


def _smaller(
    transaction: Transaction, large: Video, request: Request, most: int, now: datetime
) -> str:
    """Return the id of the smaller video, which is queued unless it is there or on its way."""
    key = {
        "provider": large.provider,
        "charges": large.charges,
        "makes_variants": large.makes_variants,
        "tells_progress": large.tells_progress,
        "owns_files": large.owns_files,
        "task_id": large.task_id,
        "audio_id": large.audio_id,
        "variant": refitted(large.variant, most),
    }
    row = transaction.fetch_one(
        "SELECT * FROM videos WHERE provider = :provider AND task_id = :task_id"
        " AND audio_id = :audio_id AND variant = :variant",
        key,
    )
    known = None if row is None else Video.model_validate(row)
    if known is not None and known.state in _USABLE and not known.has_link_ended(now):
        return known.video_id
    values = key | {
        "video_id": new_job_id() if known is None else known.video_id,
        "guild_id": request.guild_id,
        "author": large.author,
        "domain_name": large.domain_name,
        "is_branding_confirmed": large.is_branding_confirmed,
        "options": large.options.kept(),
        "token": new_token(),
        "most_bytes": most,
        "now": epoch(now),
    }
    if known is not None:  # it failed, or its file is gone: the row goes on without that
        transaction.execute("DELETE FROM candidate_ids WHERE video_id = :video_id", values)
    transaction.execute(_QUEUE, values)
    return str(values["video_id"])


_QUEUE: Final = f"""
    INSERT INTO videos (video_id, provider, charges, makes_variants, tells_progress, owns_files,
        task_id, audio_id, variant, guild_id, author, domain_name, is_branding_confirmed, options,
        state, token, created_at, queued_at, due_at, most_bytes)
    VALUES (:video_id, :provider, :charges, :makes_variants, :tells_progress, :owns_files,
        :task_id, :audio_id, :variant, :guild_id, :author, :domain_name, :is_branding_confirmed,
        :options, 'queued', :token, :now, :now, :now, :most_bytes)
    ON CONFLICT (video_id) DO UPDATE SET {NEW_ATTEMPT},
        author = excluded.author, domain_name = excluded.domain_name,
        is_branding_confirmed = excluded.is_branding_confirmed, options = excluded.options,
        token = excluded.token, guild_id = excluded.guild_id, queued_at = excluded.queued_at,
        due_at = excluded.due_at, is_orphaned = 0
"""
