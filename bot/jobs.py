"""A job: its two lives, their states, and the rules between them. Nothing here does I/O.

A *video* is one track's render at one provider; it has the charge, the callback token and the
API's id. A *request* is one member's wish for it in one channel. Many requests may share a video:
one charge, a post each.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict


class Provider(StrEnum):
    """Who makes the video."""

    CLOUD = "cloud"
    STUDIO = "studio"


class VideoState(StrEnum):
    """Where a video is on its way."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    RENDERING = "rendering"
    READY = "ready"
    FAILED = "failed"
    UNKNOWN = "unknown"


class RequestState(StrEnum):
    """Where a member's wish is on its way into the channel."""

    WAITING = "waiting"
    POSTING = "posting"
    POSTED = "posted"
    TOLD = "told"
    CANCELLED = "cancelled"
    UNDELIVERABLE = "undeliverable"


class Target(StrEnum):
    """Where an answer is tried to be posted, one after the other."""

    ASKED = "asked"
    """The channel in which it was asked for."""
    DIRECT = "direct"
    """A direct message to the member."""
    PARENT = "parent"
    """The channel of a public thread, which the same people see."""


class Reason(StrEnum):
    """Why something came to nothing: a word for each thing people can do about it."""

    # What the API says (see bot.api for how its codes are sorted).
    ALREADY_EXISTS = "already-exists"
    AUDIO_UNAVAILABLE = "audio-unavailable"
    BAD_REQUEST = "bad-request"
    BLOCKED = "blocked"
    BUILD_FAILED = "build-failed"
    INVALID = "invalid"
    MAINTENANCE = "maintenance"
    NO_CREDITS = "no-credits"
    NOT_FOUND = "not-found"
    OTHER = "other"
    SERVER_ERROR = "server-error"
    TIMED_OUT = "timed-out"
    TOO_LARGE = "too-large"
    TOO_OFTEN = "too-often"
    UNSUPPORTED = "unsupported"
    WRONG_KEY = "wrong-key"
    # What the bot finds.
    CANCELLED = "cancelled"
    DEADLINE = "deadline"
    FOREIGN_BRANDING = "foreign-branding"
    UNREACHABLE = "unreachable"
    # Why a finished job did not get into its channel.
    ARCHIVED = "archived"
    CHANNEL_GONE = "channel-gone"
    FILE_TOO_LARGE = "file-too-large"
    LINK_ENDED = "link-ended"
    LOCKED = "locked"
    NO_PERMISSION = "no-permission"
    POST_LATE = "post-late"
    POST_REFUSED = "post-refused"
    POST_UNKNOWN = "post-unknown"

    @property
    def is_passing(self) -> bool:
        """Whether the API turned the request away for now only, untaken: it may be sent again."""
        return self in (Reason.TOO_OFTEN, Reason.MAINTENANCE)

    @property
    def rules_out_a_video(self) -> bool:
        """Whether a refusal shows that no earlier try started a video of this track either.

        A key or a balance may be looked at before the track is, so such refusals say nothing of it.
        """
        return self in (Reason.NOT_FOUND, Reason.INVALID, Reason.BAD_REQUEST, Reason.TOO_LARGE)

    @property
    def charges_nothing(self) -> bool:
        """Whether members are told that nothing was charged, wherever it comes from."""
        return self in _UNCHARGED


_UNCHARGED: Final = frozenset(
    {
        Reason.ALREADY_EXISTS,
        Reason.BLOCKED,
        Reason.CANCELLED,
        Reason.MAINTENANCE,
        Reason.NO_CREDITS,
        Reason.TOO_OFTEN,
        Reason.UNREACHABLE,
        Reason.WRONG_KEY,
    }
)

UNANSWERED_SUBMITS: Final = 2
"""A submit, and once more when nothing was heard of it: the API refuses duplicates."""

MAX_SUBMITS: Final = 5
"""Submits in all: one that our own end cut short tells nothing of the API, so it is repeated."""

STRUGGLING_TRIES: Final = 3
"""After so many tries to post an answer, its status message says so."""

_OVERDUE_FACTOR: Final = 1.5
_OVERDUE_LEAST: Final = timedelta(seconds=30)
"""Half of all renders take longer than the median: what does is not worth a remark at once."""

VERDICTS: Final = frozenset({VideoState.READY, VideoState.FAILED, VideoState.UNKNOWN})
"""States of a video in which its requests are answered."""

OPEN_REQUESTS: Final = frozenset({RequestState.WAITING, RequestState.POSTING})

_VIDEO_MOVES: Final[Mapping[VideoState, frozenset[VideoState]]] = {
    # Into the queue again: turned away untaken, or asked for anew after a verdict.
    VideoState.QUEUED: frozenset({VideoState.SUBMITTING, VideoState.FAILED, VideoState.READY}),
    VideoState.SUBMITTING: frozenset({VideoState.QUEUED, VideoState.SUBMITTING}),
    # A late callback or poll still settles what was given up.
    VideoState.RENDERING: frozenset(
        {VideoState.SUBMITTING, VideoState.UNKNOWN, VideoState.FAILED, VideoState.RENDERING}
    ),
    VideoState.READY: frozenset({VideoState.RENDERING, VideoState.UNKNOWN, VideoState.FAILED}),
    VideoState.FAILED: frozenset(
        {VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING, VideoState.UNKNOWN}
    ),
    VideoState.UNKNOWN: frozenset({VideoState.SUBMITTING, VideoState.RENDERING}),
}


def sources_of(target: VideoState) -> frozenset[VideoState]:
    """Give the states from which a video may move to ``target``."""
    return _VIDEO_MOVES[target]


def may_move(source: VideoState, target: VideoState) -> bool:
    """Tell whether a video may move from one state to the other."""
    return source in sources_of(target)


def new_job_id() -> str:
    """Make an id for a video or a request: 16 hex digits, so that a nonce has room for more."""
    return secrets.token_hex(8)


def new_token() -> str:
    """Make the secret that a callback address carries: 128 bits, URL-safe."""
    return secrets.token_urlsafe(16)


class Branding(BaseModel):
    """What a video carries of its makers: signature on the cover, watermark at the bottom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    author: str | None = None
    domain_name: str | None = None

    def over(self, default: "Branding") -> "Branding":
        """Give this branding, with the default's value wherever it says nothing."""
        return Branding(
            author=self.author if self.author is not None else default.author,
            domain_name=self.domain_name if self.domain_name is not None else default.domain_name,
        )


class TrackKey(BaseModel):
    """What names a track: the music task that made it and its id inside that task."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    audio_id: str


class KnownTrack(BaseModel):
    """What is known of a track, so that people see a title and a length, never an id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    audio_id: str
    position: int = 0
    """Place inside its task, from 0: the take."""
    title: str | None = None
    duration_seconds: float | None = None
    image_url: str | None = None

    @property
    def key(self) -> TrackKey:
        """The track's name."""
        return TrackKey(task_id=self.task_id, audio_id=self.audio_id)


class Video(BaseModel):
    """One track's render at one provider. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    video_id: str
    provider: Provider
    task_id: str
    audio_id: str
    edition: str = ""
    """Empty: the common one. Others are made for a locked branding, beside it."""
    guild_id: int
    """The server that asked for this attempt first; 0 when that was forgotten."""
    author: str | None
    domain_name: str | None
    is_branding_sure: bool = True
    """False when it may carry another branding: that of an earlier render, or one forgotten."""
    state: VideoState
    attempt: int
    """Counts the times that it was asked for anew; guards against answers to an older attempt."""
    token: str
    api_task_id: str | None
    submits: int
    """Submits of this attempt that may have reached the API."""
    reason: Reason | None
    video_url: str | None
    created_at: datetime
    queued_at: datetime
    """When this attempt was asked for."""
    submitted_at: datetime | None
    deadline_at: datetime | None
    """When it is given up, once it was submitted."""
    due_at: datetime | None
    """When the producer has to look at it again."""
    completed_at: datetime | None
    expires_at: datetime | None
    """When the link ends."""
    told_at: datetime | None = None
    """When its maker last told something new of the work; only the studio does."""
    queue_place: int | None = None
    """Its place in its maker's queue, from 1, while it waits there."""
    started_at: datetime | None = None
    """When its maker began to render it."""
    progress: float | None = None
    """How much of the render is done, from 0 to 1."""
    render_seconds: float | None = None
    """How long the render took, where that is known."""
    is_unasked: bool = False
    """Whether no request is left of it: what it holds of people goes (see bot.store.retention)."""
    discard_task_id: str | None = None
    """The studio's id of an earlier file that is still to be removed, before anything else."""

    @property
    def key(self) -> TrackKey:
        """The name of the track that it shows."""
        return TrackKey(task_id=self.task_id, audio_id=self.audio_id)

    @property
    def branding(self) -> Branding:
        """What it carries of its makers: that of the first request."""
        return Branding(author=self.author, domain_name=self.domain_name)


class Request(BaseModel):
    """One member's wish for a video in one channel. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request_id: str
    video_id: str
    guild_id: int
    channel_id: int
    user_id: int
    interaction_id: int
    """Snowflake of the command: on Discord's own clock, older than whatever we post for it."""
    locale: str
    guild_locale: str
    author: str | None = None
    domain_name: str | None = None
    is_author_locked: bool = False
    is_domain_name_locked: bool = False
    """Whether moderators demand this text: a video with another one is not slipped in."""
    edition: str = ""
    """That of the videos which carry what is demanded."""
    is_reuse: bool
    """Whether the video was there already when it was asked for."""
    state: RequestState
    verdict: VideoState | None
    """The video's state when it was answered: an answer under way doesn't change its mind."""
    reason: Reason | None
    status_message_id: int | None
    is_status_stale: bool
    shown_at: datetime | None = None
    """When the status message was last edited."""
    shown: str | None = None
    """A digest of what it shows since: the same is not sent again."""
    status_due_at: datetime | None = None
    """When the status message has something new to show, although no state changed."""
    message_id: int | None
    is_repost: bool = False
    """Whether it only has a video posted once more that was there already."""
    deleted_at: datetime | None = None
    """When what was posted for it was deleted through the bot."""
    posting_at: datetime | None
    """First send whose outcome is not known from reading the channel back."""
    attempts: int
    due_at: datetime | None
    created_at: datetime
    finished_at: datetime | None
    public_parent_id: int | None
    """The channel of the public thread in which it was asked for; None for everything else."""
    target: Target
    """Where its answer is tried to be posted, or was."""
    target_channel_id: int | None
    """That channel, when it is another than where it was asked for."""
    detour: Reason | None
    """Why it could not be posted where it was asked for."""
    attachment_limit: int | None
    """How large a file Discord takes there, in bytes, as it said when it was asked for."""

    @property
    def place_id(self) -> int | None:
        """The channel of its answer; None before a direct message has one."""
        return self.channel_id if self.target is Target.ASKED else self.target_channel_id

    @property
    def next_target(self) -> Target | None:
        """Where to try next. Nothing from a private place reaches a more public one."""
        if self.target is Target.ASKED:
            return Target.DIRECT
        has_parent = self.target is Target.DIRECT and self.public_parent_id is not None
        return Target.PARENT if has_parent else None


class Job(BaseModel):
    """A request together with its video and what is known of the track."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: Request
    video: Video
    track: KnownTrack | None
    typical_seconds: float | None = None
    """How long a render takes here, while this one is under way; None when too few are known."""


def overdue_at(job: Job) -> datetime | None:
    """Give when a render takes longer than is typical here; None when that can't be told."""
    video = job.video
    begun_at = video.started_at or video.submitted_at
    is_made = job.request.state is RequestState.WAITING and video.state is VideoState.RENDERING
    if not is_made or video.queue_place is not None or begun_at is None:
        return None
    if job.typical_seconds is None:
        return None
    typical = timedelta(seconds=job.typical_seconds)
    return begun_at + max(typical * _OVERDUE_FACTOR, typical + _OVERDUE_LEAST)


class NewRequest(BaseModel):
    """A member's wish as the command gives it, before it is committed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: TrackKey
    branding: Branding
    """What the member gives; empty where moderators' branding is wanted."""
    is_retry: bool = False
    """Whether the branding is that of an earlier wish: what is locked now replaces it silently."""
    guild_id: int
    channel_id: int
    parent_id: int | None = None
    """The channel that a thread belongs to: its rules are the thread's."""
    category_id: int | None = None
    user_id: int
    role_ids: frozenset[int] = frozenset()
    is_moderator: bool = False
    """Whether the member may manage the server: rules on roles and channels don't bind them."""
    interaction_id: int
    locale: str
    guild_locale: str
    repost_of: str | None = None
    """The video that is only to be posted once more: never made, or charged, anew."""

    @property
    def is_repost(self) -> bool:
        """Whether nothing is to be made for it."""
        return self.repost_of is not None

    public_parent_id: int | None = None
    """The channel of the public thread in which it was asked; None for everything else."""
    attachment_limit: int | None = None
    """How large a file Discord takes there, in bytes, as far as it said."""

    @property
    def ruling_id(self) -> int:
        """The channel whose rules hold: a thread's are its parent's."""
        return self.parent_id or self.channel_id
