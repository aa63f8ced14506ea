"""The members' requests as they are kept: how they come in, and how they are taken back."""

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.jobs import (
    Job,
    NewRequest,
    Provider,
    RequestState,
    Video,
    VideoState,
    new_job_id,
    new_token,
)
from bot.jobs.events import Admission, EventDetail, EventKind
from bot.policy.branding_variants import (
    DEFAULT_VARIANT,
    DecidedBranding,
    RequiredBranding,
    branding_for,
    may_still_come,
    variant_for,
)
from bot.policy.denials import HostLimits
from bot.store.access_rules import check_access
from bot.store.admission import decide_admission
from bot.store.attempts import NEW_ATTEMPT
from bot.store.database import Database, Transaction, epoch
from bot.store.guild_settings import rule_of
from bot.store.job_events import note_request
from bot.store.jobs import find_job, load_job
from bot.store.quotas import record_start
from bot.store.text_rules import text_rules_of
from bot.store.tracks import check_track
from bot.store.withdrawals import abandon


class CreatedRequest(NamedTuple):
    """Where a request ended up: its request and video, and whether it repeats an open request."""

    job: Job
    is_repeat: bool
    replaced: frozenset[str] = frozenset()
    """What the member gave and moderators have locked: see AdmissionDecision."""


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

        return await self._db.read(
            lambda transaction: (
                decide_admission(
                    transaction, new_request, provider=provider, now=now, limits=limits
                ).existing
            )
        )

    async def check_rules(self, new_request: NewRequest) -> DecidedBranding:
        """Check that what moderators have decided is not against a request, whatever its track.

        Return what its video would carry. Raises bot.policy.denials.RequestDenied.
        """

        def check(transaction: Transaction) -> DecidedBranding:
            guild_id = new_request.guild_id
            check_access(transaction, new_request)
            words = text_rules_of(transaction, guild_id).blocked_words
            rule = rule_of(transaction, guild_id, new_request.ruling_id)
            owner = check_track(transaction, new_request).owner
            return branding_for(new_request, rule, words, owner)

        return await self._db.read(check)

    async def get(self, request_id: str) -> Job | None:
        """Return a request with its video and track, or None when there is no such request."""
        return await self._db.read(lambda transaction: find_job(transaction, request_id))

    async def cancel(self, request_id: str, now: datetime) -> bool:
        """Cancel a waiting request; a video that nobody else waits for is taken back with it."""
        return await self._db.write(
            lambda transaction: cancel_waiting(transaction, request_id, now)
        )

    async def mark_deleted(self, request_id: str, now: datetime) -> bool:
        """Keep that what was posted for an ended request was deleted; the video stays as it is."""
        return await self._db.write(lambda transaction: mark_deleted(transaction, request_id, now))


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
    abandon(transaction, row["video_id"])
    return True


def mark_deleted(transaction: Transaction, request_id: str, now: datetime) -> bool:
    """Keep that a post is gone, inside the caller's transaction; see ``Requests.mark_deleted``."""
    changed = transaction.execute(
        "UPDATE requests SET deleted_at = ?, is_status_outdated = status_message_id IS NOT NULL"
        " WHERE request_id = ? AND deleted_at IS NULL AND state NOT IN ('waiting', 'posting')",
        (epoch(now), request_id),
    )
    if changed:
        note_request(transaction, request_id, EventKind.DELETED, now)
    return changed == 1


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
    new_request, required, video, repeat, is_start, replaced = admission
    if repeat is not None:
        note_request(transaction, repeat.request.request_id, EventKind.REPEATED, now)
        return CreatedRequest(repeat, is_repeat=True)
    if video is None:
        video = _insert_video(transaction, new_request, provider, now)
    elif is_start:
        video = _requeue(transaction, video, new_request, now)
    elif not new_request.is_repost and may_still_come(video):
        video = _resume_polling(transaction, video, now, deadline_at)
    used = record_start(transaction, new_request, video, now) if is_start else None
    job = _insert_request(
        transaction, new_request, video, required, now, is_reuse=admission.is_reuse
    )
    _note_admission(transaction, job, now, used)
    return CreatedRequest(job, is_repeat=False, replaced=replaced)


def _note_admission(transaction: Transaction, job: Job, now: datetime, used: int | None) -> None:
    """Note what a request came to; ``used``: a start, as the member's so many-th in a day."""
    request, video = job.request, job.video
    said = Admission.REUSE if request.is_reuse else Admission.JOIN
    if used is not None or request.is_repost:
        said = Admission.REPOST if used is None else Admission.START
    detail = EventDetail(said=said, variant=video.variant or None, used=used)
    note_request(
        transaction, request.request_id, EventKind.ADMITTED, now, detail, attempt=video.attempt
    )


def _insert_video(
    transaction: Transaction, new_request: NewRequest, provider: Provider, now: datetime
) -> Video:
    row = transaction.insert(
        "videos",
        {
            **provider.row,
            "video_id": new_job_id(),
            "task_id": new_request.key.task_id,
            "audio_id": new_request.key.audio_id,
            "variant": variant_for(provider, new_request),
            "guild_id": new_request.guild_id,
            "author": new_request.branding.author,
            "domain_name": new_request.branding.domain_name,
            "options": new_request.options.as_made().kept(),
            "state": VideoState.QUEUED,
            "token": new_token(),
            **dict.fromkeys(("created_at", "queued_at", "due_at"), epoch(now)),
        },
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
        f"UPDATE videos SET {NEW_ATTEMPT},"
        " author = :author, domain_name = :domain_name, is_branding_confirmed = 1,"
        " options = :options, token = :token, queued_at = :now, due_at = :now,"
        " guild_id = :guild_id"  # whoever asks now is who spends
        " WHERE video_id = :video_id RETURNING *",
        {
            "video_id": video.video_id,
            "author": new_request.branding.author,
            "domain_name": new_request.branding.domain_name,
            "options": new_request.options.as_made().kept(),
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
) -> Job:
    row = transaction.insert(
        "requests",
        {
            "request_id": new_job_id(),
            "video_id": video.video_id,
            "guild_id": new_request.guild_id,
            "channel_id": new_request.channel_id,
            "user_id": new_request.user_id,
            "interaction_id": new_request.interaction_id,
            "locale": new_request.locale,
            "guild_locale": new_request.guild_locale,
            "public_parent_id": new_request.public_parent_id,
            "attachment_limit": new_request.attachment_limit,
            "author": new_request.branding.author,
            "domain_name": new_request.branding.domain_name,
            "options": new_request.options.kept(),
            "is_author_locked": "author" in required.parts,
            "is_domain_name_locked": "domain_name" in required.parts,
            "variant": required.variant if required.parts else DEFAULT_VARIANT,
            "is_reuse": is_reuse,
            "is_repost": new_request.is_repost,
            "state": RequestState.WAITING,
            "created_at": epoch(now),
        },
    )
    return load_job(transaction, row)
