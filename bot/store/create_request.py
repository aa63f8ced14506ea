"""How a member's wish is committed: with its video, in one transaction."""

from datetime import datetime

from bot.jobs import (
    VERDICTS,
    Job,
    KnownTrack,
    NewRequest,
    Provider,
    Request,
    RequestState,
    Video,
    new_job_id,
    new_token,
)
from bot.policy.branding_variants import Demand
from bot.policy.denials import HostLimits
from bot.store.admission import admit
from bot.store.database import Parameters, Statements, epoch
from bot.store.quotas import note_start
from bot.store.render_progress import typical_seconds
from bot.store.tracks import COLUMNS
from bot.store.video_lookup import edition_of, may_still_come


class Placement:
    """Where a wish ended up: its request and video, and whether it repeats an open request."""

    def __init__(self, job: Job, *, is_repeat: bool) -> None:
        self.job = job
        self.is_repeat = is_repeat


def place(
    statements: Statements,
    wish: NewRequest,
    *,
    provider: Provider,
    now: datetime,
    deadline_at: datetime,
    limits: HostLimits,
) -> Placement:
    """Commit a wish inside the caller's transaction; see ``Requests.place``."""
    admission = admit(statements, wish, provider=provider, now=now, limits=limits)
    wish, demand, video, repeat, is_start = admission
    if repeat is not None:
        return Placement(job_of(statements, repeat), is_repeat=True)
    if video is None:
        video = _insert_video(statements, wish, edition_of(provider, demand), provider, now)
    elif is_start:
        video = _submit_anew(statements, video, wish, now)
    elif not wish.is_repost and may_still_come(video):
        video = _ask_after(statements, video, now, deadline_at)
    if is_start:
        note_start(statements, wish, video, now)
    request = _insert_request(statements, wish, video, demand, now, is_reuse=admission.is_reuse)
    return Placement(_job(statements, request, video), is_repeat=False)


def job_of(statements: Statements, request: Request) -> Job:
    """Give a request with its video and what is known of the track."""
    row = statements.one("SELECT * FROM videos WHERE video_id = ?", (request.video_id,))
    return _job(statements, request, Video.model_validate(row))


def jobs_of(statements: Statements, sql: str, parameters: Parameters) -> list[Job]:
    """Give the requests that a statement gives, each with its video and track."""
    return [
        job_of(statements, Request.model_validate(row)) for row in statements.all(sql, parameters)
    ]


def _job(statements: Statements, request: Request, video: Video) -> Job:
    row = statements.one(
        f"SELECT {COLUMNS} FROM tracks WHERE task_id = ? AND audio_id = ?",
        (video.task_id, video.audio_id),
    )
    track = None if row is None else KnownTrack.model_validate(row)
    typical = None
    if video.state not in VERDICTS and request.state is RequestState.WAITING:
        typical = typical_seconds(statements, video.provider)
    return Job(request=request, video=video, track=track, typical_seconds=typical)


def _insert_video(
    statements: Statements, wish: NewRequest, edition: str, provider: Provider, now: datetime
) -> Video:
    values = {
        **provider.row,
        "video_id": new_job_id(),
        "task_id": wish.key.task_id,
        "audio_id": wish.key.audio_id,
        "edition": edition,
        "guild_id": wish.guild_id,
        "author": wish.branding.author,
        "domain_name": wish.branding.domain_name,
        "token": new_token(),
        "now": epoch(now),
    }
    row = statements.one(
        "INSERT INTO videos (video_id, provider, charges, makes_variants, tells_progress,"
        "  owns_files, task_id, audio_id, edition, guild_id, author, domain_name, state, token,"
        "  created_at, queued_at, due_at)"
        " VALUES (:video_id, :provider, :charges, :makes_variants, :tells_progress, :owns_files,"
        "  :task_id, :audio_id, :edition, :guild_id, :author, :domain_name, 'queued', :token, :now,"
        "  :now, :now) RETURNING *",
        values,
    )
    return Video.model_validate(row)


def _submit_anew(statements: Statements, video: Video, wish: NewRequest, now: datetime) -> Video:
    """Queue a video once more; its old id stays as a hint, since the API may still know it."""
    if video.api_task_id is not None:
        statements.one(
            "INSERT INTO hints (video_id, api_task_id, received_at, is_open)"
            " VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET is_open = 0",
            (video.video_id, video.api_task_id, epoch(now)),
        )
    row = statements.one(
        "UPDATE videos SET state = 'queued', attempt = attempt + 1, submits = 0,"
        " author = :author, domain_name = :domain_name, is_branding_sure = 1,"
        " token = :token, api_task_id = NULL,"
        " guild_id = :guild_id,"  # whoever asks now is who spends
        " reason = NULL, video_url = NULL, submitted_at = NULL, completed_at = NULL,"
        " squeeze = NULL, expires_at = NULL, deadline_at = NULL, queued_at = :now, due_at = :now,"
        " contract = '', told_at = NULL, queue_place = NULL, started_at = NULL, progress = NULL,"
        " render_seconds = NULL"
        " WHERE video_id = :video_id RETURNING *",
        {
            "video_id": video.video_id,
            "author": wish.branding.author,
            "domain_name": wish.branding.domain_name,
            "token": new_token(),
            "guild_id": wish.guild_id,
            "now": epoch(now),
        },
    )
    return Video.model_validate(row)


def _ask_after(statements: Statements, video: Video, now: datetime, deadline_at: datetime) -> Video:
    """Ask after a video that was given up, until a new deadline."""
    row = statements.one(
        "UPDATE videos SET state = 'rendering', deadline_at = ?, due_at = ?"
        " WHERE video_id = ? RETURNING *",
        (epoch(deadline_at), epoch(now), video.video_id),
    )
    return Video.model_validate(row)


def _insert_request(
    statements: Statements,
    wish: NewRequest,
    video: Video,
    demand: Demand,
    now: datetime,
    *,
    is_reuse: bool,
) -> Request:
    row = statements.one(
        "INSERT INTO requests (request_id, video_id, guild_id, channel_id, user_id,"
        "  interaction_id, locale, guild_locale, public_parent_id, attachment_limit, author,"
        "  domain_name, is_author_locked, is_domain_name_locked, edition, is_reuse, is_repost,"
        "  state, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?) RETURNING *",
        (
            new_job_id(),
            video.video_id,
            wish.guild_id,
            wish.channel_id,
            wish.user_id,
            wish.interaction_id,
            wish.locale,
            wish.guild_locale,
            wish.public_parent_id,
            wish.attachment_limit,
            wish.branding.author,
            wish.branding.domain_name,
            "author" in demand.parts,
            "domain_name" in demand.parts,
            demand.edition,
            is_reuse,
            wish.is_repost,
            epoch(now),
        ),
    )
    return Request.model_validate(row)
