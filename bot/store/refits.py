"""How a request gets another video than the one that is there.

A smaller one, where that is too large for its channel; one without lyrics, where a word in them is
blocked in its server.
"""

from datetime import datetime
from typing import Final

from bot.jobs import Job, Request, Video, VideoState, new_job_id, new_token
from bot.jobs.events import EventDetail, EventKind
from bot.policy.branding_variants import refitted, unfitted, variant_of
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
    smaller = large.model_copy(
        update={"variant": refitted(large.variant, most), "most_bytes": most}
    )
    return _exchange(transaction, request, large, smaller, EventKind.REFITTED, now,
                     is_certain=is_certain)  # fmt: skip


def leave_out_lyrics(
    transaction: Transaction, request: Request, now: datetime, *, is_certain: bool
) -> Job | None:
    """Let a request that is being answered wait for its video without lyrics.

    None where there is none to be had: it is to be posted once more only, or none is made beside
    it. ``is_certain``: that nothing is posted yet.
    """
    row = transaction.fetch_one("SELECT * FROM videos WHERE video_id = ?", (request.video_id,))
    sung = Video.model_validate(row)
    if request.is_repost or not sung.makes_variants or sung.options.lyrics is False:
        return None
    unsung = sung.model_copy(update={"options": sung.options.model_copy(update={"lyrics": False})})
    variant = variant_of(unsung.branding, unsung.options)
    is_fitted = sung.variant != unfitted(sung.variant)
    if is_fitted and sung.most_bytes is not None:
        variant = refitted(variant, sung.most_bytes)
    unsung = unsung.model_copy(
        update={"variant": variant, "most_bytes": sung.most_bytes if is_fitted else None}
    )
    return _exchange(transaction, request, sung, unsung, EventKind.LYRICS_LEFT_OUT, now,
                     is_certain=is_certain)  # fmt: skip


def _exchange(
    transaction: Transaction,
    request: Request,
    former: Video,
    wanted: Video,
    kind: EventKind,
    now: datetime,
    *,
    is_certain: bool,
) -> Job | None:
    """Let a request wait for another video, ``wanted``; None when it was answered meanwhile."""
    is_refit = kind is EventKind.REFITTED
    changed = transaction.fetch_one(
        "UPDATE requests SET state = 'waiting', outcome = NULL, reason = NULL, due_at = NULL,"
        " first_send_at = CASE WHEN ? THEN NULL ELSE first_send_at END, attempts = 0,"
        " cut_uploads = 0, is_reuse = 0, refits = refits + ?, video_id = ?"
        " WHERE request_id = ? AND state = 'posting' AND refits < ? RETURNING *",
        (is_certain, is_refit, _queued(transaction, wanted, request, now), request.request_id,
         MAX_REFITS if is_refit else MAX_REFITS + 1),
    )  # fmt: skip
    if changed is None:
        return None
    job = load_job(transaction, changed)
    copy_to_request(transaction, former, request.request_id, request.created_at)
    detail = EventDetail(former_id=former.video_id)
    note_request(transaction, request.request_id, kind, now, detail, attempt=job.video.attempt)
    # As when a request is deleted: what nobody is left of who asked for it is not kept.
    transaction.execute(
        "UPDATE videos SET is_orphaned = 1 WHERE video_id = :video_id"
        " AND NOT EXISTS (SELECT 1 FROM requests WHERE requests.video_id = :video_id)",
        {"video_id": former.video_id},
    )
    return job


def _queued(transaction: Transaction, wanted: Video, request: Request, now: datetime) -> str:
    """Return the id of the other video, which is queued unless it is there or on its way.

    ``wanted``: the former one, with what is different of it.
    """
    key = {
        "provider": wanted.provider,
        "charges": wanted.charges,
        "makes_variants": wanted.makes_variants,
        "tells_progress": wanted.tells_progress,
        "owns_files": wanted.owns_files,
        "task_id": wanted.task_id,
        "audio_id": wanted.audio_id,
        "variant": wanted.variant,
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
        "author": wanted.author,
        "domain_name": wanted.domain_name,
        "is_branding_confirmed": wanted.is_branding_confirmed,
        "options": wanted.options.kept(),
        "token": new_token(),
        "most_bytes": wanted.most_bytes,
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
