"""How a member's wish is committed: with its video, in one transaction."""

from datetime import datetime
from typing import Final, NamedTuple

from bot.admission import HostLimits
from bot.editions import Demand
from bot.jobs import (
    VERDICTS,
    Job,
    KnownTrack,
    NewRequest,
    Provider,
    Request,
    RequestState,
    Video,
    VideoState,
    new_job_id,
    new_token,
)
from bot.store.access import check_access
from bot.store.branding import branding_for, rule_of
from bot.store.database import Parameters, Statements, epoch
from bot.store.editions import check_foreign, edition_of, find_video, may_still_come
from bot.store.progress import typical_seconds
from bot.store.quota import check_open, check_start, note_start
from bot.store.settings import settings_of
from bot.store.tracks import COLUMNS, check_track

_OPEN: Final = "('waiting', 'posting')"


class NothingToPost(Exception):
    """There is no finished video to post once more."""


class Placement:
    """Where a wish ended up: its request and video, and whether it repeats an open request."""

    def __init__(self, job: Job, *, is_repeat: bool) -> None:
        self.job = job
        self.is_repeat = is_repeat


class Admission(NamedTuple):
    """What a wish that may be taken comes to: nothing of it is kept yet."""

    wish: NewRequest
    """With the branding and the language that hold where it was made."""
    demand: Demand
    video: Video | None
    """The video that answers it; None when one is to be made."""
    repeat: Request | None
    """The open request that it repeats."""
    is_start: bool
    """Whether a video is made for it, or made anew."""


def admit(
    statements: Statements,
    wish: NewRequest,
    *,
    provider: Provider,
    now: datetime,
    limits: HostLimits,
) -> Admission:
    """See whether a wish may be taken now; only reads.

    Raises bot.admission.TurnedAway, and NothingToPost when a finished video was wanted.
    """
    check_access(statements, wish)
    settings = settings_of(statements, wish.guild_id)
    check_track(statements, wish)
    rule = rule_of(statements, wish.guild_id, wish.ruling_id)
    demand = Demand.of_rule(rule)
    wish = wish.model_copy(
        update={
            "branding": branding_for(statements, wish, rule),
            "guild_locale": settings.language or wish.guild_locale,
        }
    )
    video = find_video(statements, provider, wish, demand, now)
    if video is not None:
        repeat = _open_request(statements, video, wish)
        if repeat is not None:
            return Admission(wish, demand, video, repeat, is_start=False)
    if wish.is_repost:
        _check_postable(video)
    is_start = not wish.is_repost and (video is None or _is_of_no_use(video, now))
    if video is not None and not is_start:
        check_foreign(video, provider, demand, settings, is_repost=wish.is_repost)
    here = limits.within(settings)
    is_reuse = video is not None and not is_start and video.state is VideoState.READY
    # What exists is posted at once: only the host's own bound holds for that.
    check_open(
        statements, wish, limits.ceiling.open_per_member if is_reuse else here.open_per_member
    )
    if is_start:
        check_start(statements, wish, here, now)
    return Admission(wish, demand, video, None, is_start)


def _check_postable(video: Video | None) -> None:
    """See that there is a finished video. Raises NothingToPost."""
    # Without a link its file was given up, with the last request that was left of it.
    if video is None or video.state is not VideoState.READY or video.video_url is None:
        raise NothingToPost


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
    if video is not None and repeat is not None:
        return Placement(_job(statements, repeat, video), is_repeat=True)
    if video is None:
        video = _insert_video(statements, wish, edition_of(provider, demand), provider, now)
    elif is_start:
        video = _submit_anew(statements, video, wish, now)
    elif not wish.is_repost and may_still_come(video):
        video = _ask_after(statements, video, now, deadline_at)
    if is_start:
        note_start(statements, wish, video, now)
    is_reuse = not is_start and video.state is VideoState.READY
    request = _insert_request(statements, wish, video, demand, now, is_reuse=is_reuse)
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


def _open_request(statements: Statements, video: Video, wish: NewRequest) -> Request | None:
    row = statements.one(
        "SELECT * FROM requests WHERE video_id = ? AND channel_id = ? AND user_id = ?"
        f" AND state IN {_OPEN}",
        (video.video_id, wish.channel_id, wish.user_id),
    )
    return None if row is None else Request.model_validate(row)


def _insert_video(
    statements: Statements, wish: NewRequest, edition: str, provider: Provider, now: datetime
) -> Video:
    row = statements.one(
        "INSERT INTO videos (video_id, provider, task_id, audio_id, edition, guild_id, author,"
        "  domain_name, state, token, created_at, queued_at, due_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?) RETURNING *",
        (
            new_job_id(),
            provider,
            wish.key.task_id,
            wish.key.audio_id,
            edition,
            wish.guild_id,
            wish.branding.author,
            wish.branding.domain_name,
            new_token(),
            epoch(now),
            epoch(now),
            epoch(now),
        ),
    )
    return Video.model_validate(row)


def _is_of_no_use(video: Video, now: datetime) -> bool:
    """Tell whether a video has to be made anew: it failed, or its link has ended."""
    has_ended = video.expires_at is not None and video.expires_at <= now
    return video.state is VideoState.FAILED or (video.state is VideoState.READY and has_ended)


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
        " expires_at = NULL, deadline_at = NULL, queued_at = :now, due_at = :now,"
        " told_at = NULL, queue_place = NULL, started_at = NULL, progress = NULL,"
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
