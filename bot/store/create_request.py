"""How a member's request is committed: with its video, in one transaction."""

from datetime import datetime
from typing import NamedTuple

from bot.jobs import (
    OUTCOMES,
    Job,
    NewRequest,
    Provider,
    Request,
    RequestState,
    TrackInfo,
    Video,
    VideoState,
    new_job_id,
    new_token,
)
from bot.jobs.events import Admission, EventDetail, EventKind
from bot.policy.branding_variants import DEFAULT_VARIANT, RequiredBranding
from bot.policy.denials import HostLimits
from bot.policy.shown_texts import TextRules
from bot.store.admission import decide_admission
from bot.store.database import Parameters, Transaction, epoch
from bot.store.job_events import note_request
from bot.store.quotas import record_start, started_by
from bot.store.render_progress import typical_seconds
from bot.store.text_rules import text_rules_of, unwanted_branding
from bot.store.tracks import COLUMNS
from bot.store.turns import place_in_line
from bot.store.video_lookup import may_still_come, variant_for


class CreatedRequest(NamedTuple):
    """Where a request ended up: its request and video, and whether it repeats an open request."""

    job: Job
    is_repeat: bool


def create_request(
    transaction: Transaction,
    new_request: NewRequest,
    *,
    provider: Provider,
    now: datetime,
    deadline_at: datetime,
    limits: HostLimits,
) -> CreatedRequest:
    """Commit a request inside the caller's transaction; see ``Requests.create``."""
    admission = decide_admission(
        transaction, new_request, provider=provider, now=now, limits=limits
    )
    new_request, required, video, repeat, is_start = admission
    if repeat is not None:
        note_request(transaction, repeat.request_id, EventKind.REPEATED, now)
        return CreatedRequest(load_job(transaction, repeat), is_repeat=True)
    if video is None:
        variant = variant_for(provider, new_request)
        video = _insert_video(transaction, new_request, variant, provider, now)
    elif is_start:
        video = _requeue(transaction, video, new_request, now)
    elif not new_request.is_repost and may_still_come(video):
        video = _resume_polling(transaction, video, now, deadline_at)
    if is_start:
        record_start(transaction, new_request, video, now)
    request = _insert_request(
        transaction, new_request, video, required, now, is_reuse=admission.is_reuse
    )
    _note_admission(transaction, request, video, now, is_start=is_start)
    return CreatedRequest(load_job(transaction, request), is_repeat=False)


def _note_admission(
    transaction: Transaction, request: Request, video: Video, now: datetime, *, is_start: bool
) -> None:
    said = Admission.REUSE if request.is_reuse else Admission.JOIN
    if is_start or request.is_repost:
        said = Admission.START if is_start else Admission.REPOST
    detail = EventDetail(
        said=said,
        variant=video.variant or None,
        used=started_by(transaction, request.guild_id, request.user_id, now) if is_start else None,
    )
    note_request(
        transaction, request.request_id, EventKind.ADMITTED, now, detail, attempt=video.attempt
    )


def load_job(transaction: Transaction, request: Request) -> Job:
    """Return a request with its video and what is known of the track."""
    row = transaction.fetch_one("SELECT * FROM videos WHERE video_id = ?", (request.video_id,))
    video = Video.model_validate(row)
    rules = text_rules_of(transaction, request.guild_id)
    track, is_untitled = _shown_track(transaction, video, rules)
    withheld = unwanted_branding(rules, video) | ({"title"} if is_untitled else set())
    typical = place = None
    if video.state not in OUTCOMES and request.state is RequestState.WAITING:
        typical = typical_seconds(transaction, video.provider)
        if video.state is VideoState.QUEUED:
            place = place_in_line(transaction, video)
    return Job(
        request=request,
        video=video,
        track=track,
        typical_seconds=typical,
        place=place,
        withheld=withheld,
    )


def _shown_track(
    transaction: Transaction, video: Video, rules: TextRules
) -> tuple[TrackInfo | None, bool]:
    """Return what is known of a video's track, and whether its title may not be shown."""
    row = transaction.fetch_one(
        f"SELECT {COLUMNS}, guild_id FROM tracks WHERE task_id = ? AND audio_id = ?",
        (video.task_id, video.audio_id),
    )
    if row is None:
        return None, False
    is_untitled = not rules.allows(row["title"], written_in=row.pop("guild_id"))
    if is_untitled:
        row["title"] = None
    return TrackInfo.model_validate(row), is_untitled


def load_jobs(transaction: Transaction, sql: str, parameters: Parameters) -> list[Job]:
    """Return the requests that a statement gives, each with its video and track."""
    return [
        load_job(transaction, Request.model_validate(row))
        for row in transaction.fetch_all(sql, parameters)
    ]


def _insert_video(
    transaction: Transaction,
    new_request: NewRequest,
    variant: str,
    provider: Provider,
    now: datetime,
) -> Video:
    values = {
        **provider.row,
        "video_id": new_job_id(),
        "task_id": new_request.key.task_id,
        "audio_id": new_request.key.audio_id,
        "variant": variant,
        "guild_id": new_request.guild_id,
        "author": new_request.branding.author,
        "domain_name": new_request.branding.domain_name,
        "options": new_request.options.kept(),
        "token": new_token(),
        "now": epoch(now),
    }
    row = transaction.fetch_one(
        "INSERT INTO videos (video_id, provider, charges, makes_variants, tells_progress,"
        "  owns_files, task_id, audio_id, variant, guild_id, author, domain_name, options, state,"
        "  token, created_at, queued_at, due_at)"
        " VALUES (:video_id, :provider, :charges, :makes_variants, :tells_progress, :owns_files,"
        "  :task_id, :audio_id, :variant, :guild_id, :author, :domain_name, :options, 'queued',"
        "  :token, :now, :now, :now) RETURNING *",
        values,
    )
    return Video.model_validate(row)


def _requeue(
    transaction: Transaction, video: Video, new_request: NewRequest, now: datetime
) -> Video:
    """Queue a video once more; its old id stays as a candidate, since the API may still know it."""
    if video.api_task_id is not None:
        transaction.fetch_one(
            "INSERT INTO candidate_ids (video_id, api_task_id, received_at, is_open)"
            " VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET is_open = 0",
            (video.video_id, video.api_task_id, epoch(now)),
        )
    row = transaction.fetch_one(
        "UPDATE videos SET state = 'queued', attempt = attempt + 1, submits = 0,"
        " author = :author, domain_name = :domain_name, is_branding_confirmed = 1,"
        " options = :options, token = :token, api_task_id = NULL,"
        " guild_id = :guild_id,"  # whoever asks now is who spends
        " reason = NULL, video_url = NULL, submitted_at = NULL, completed_at = NULL,"
        " squeeze = NULL, expires_at = NULL, deadline_at = NULL, queued_at = :now, due_at = :now,"
        " contract = '', progress_at = NULL, queue_place = NULL, started_at = NULL,"
        " progress = NULL, render_seconds = NULL"
        " WHERE video_id = :video_id RETURNING *",
        {
            "video_id": video.video_id,
            "author": new_request.branding.author,
            "domain_name": new_request.branding.domain_name,
            "options": new_request.options.kept(),
            "token": new_token(),
            "guild_id": new_request.guild_id,
            "now": epoch(now),
        },
    )
    return Video.model_validate(row)


def _resume_polling(
    transaction: Transaction, video: Video, now: datetime, deadline_at: datetime
) -> Video:
    """Ask after a video that was given up, until a new deadline."""
    row = transaction.fetch_one(
        "UPDATE videos SET state = 'rendering', deadline_at = ?, due_at = ?"
        " WHERE video_id = ? RETURNING *",
        (epoch(deadline_at), epoch(now), video.video_id),
    )
    return Video.model_validate(row)


def _insert_request(
    transaction: Transaction,
    new_request: NewRequest,
    video: Video,
    required: RequiredBranding,
    now: datetime,
    *,
    is_reuse: bool,
) -> Request:
    row = transaction.fetch_one(
        "INSERT INTO requests (request_id, video_id, guild_id, channel_id, user_id,"
        "  interaction_id, locale, guild_locale, public_parent_id, attachment_limit, author,"
        "  domain_name, options, is_author_locked, is_domain_name_locked, variant, is_reuse,"
        "  is_repost, state, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)"
        " RETURNING *",
        (
            new_job_id(),
            video.video_id,
            new_request.guild_id,
            new_request.channel_id,
            new_request.user_id,
            new_request.interaction_id,
            new_request.locale,
            new_request.guild_locale,
            new_request.public_parent_id,
            new_request.attachment_limit,
            new_request.branding.author,
            new_request.branding.domain_name,
            new_request.options.kept(),
            "author" in required.parts,
            "domain_name" in required.parts,
            required.variant if required.parts else DEFAULT_VARIANT,
            is_reuse,
            new_request.is_repost,
            epoch(now),
        ),
    )
    return Request.model_validate(row)
