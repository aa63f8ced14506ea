"""A video, a request for it, and both together as a job."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.jobs.failure_reasons import FailureReason
from bot.jobs.render_options import KeptOptions, RenderOptions
from bot.jobs.squeeze import KeptSqueeze
from bot.jobs.states import DeliveryTarget, RequestState, StatusMode, VideoState
from bot.jobs.tracks import Branding, TrackInfo, TrackKey

MAX_UNANSWERED_SUBMITS: Final = 2
"""A submit, and once more when nothing was heard of it: the API refuses duplicates."""

MAX_SUBMITS: Final = 5
"""Submits in all: one that our own end cut short tells nothing of the API, so it is repeated."""

STRUGGLING_TRIES: Final = 3
"""After so many tries to post an answer, its status message says so."""

_OVERDUE_FACTOR: Final = 1.5
_OVERDUE_LEAST: Final = timedelta(seconds=30)
_STUCK_LEAST: Final = timedelta(minutes=1)
_STUCK_SHARE: Final = 0.2
"""A render that tells how far it is tells so in steps of a percent."""
_PLACE_LEAST: Final = timedelta(seconds=30)
_PLACE_EACH: Final = timedelta(seconds=6)
"""Half of all renders take longer than the median: what does is not worth a remark at once."""


def new_job_id() -> str:
    """Make an id for a video or a request: 16 hex digits, so that a nonce has room for more."""
    return secrets.token_hex(8)


def new_token() -> str:
    """Make the secret that a callback address carries: 128 bits, URL-safe."""
    return secrets.token_urlsafe(16)


def link_end(made_at: datetime, life: timedelta, now: datetime) -> datetime | None:
    """Return when the link of a video that was made then ends.

    None when that can't be known: it should have ended already, but was given only now.
    """
    ends_at = made_at + life
    return ends_at if ends_at > now else None


class Video(BaseModel):
    """One track's render at one provider. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    video_id: str
    provider: str
    """Whose it is, by name; what that one can do stands beside it (see bot.jobs.provider)."""
    charges: bool
    makes_variants: bool
    tells_progress: bool
    owns_files: bool
    contract: str = ""
    """Under which of its provider's contracts it was submitted; empty: that isn't known yet."""
    task_id: str
    audio_id: str
    variant: str = ""
    """Empty: the default one. Others are made beside it: one for each set of texts and options."""
    guild_id: int
    """The server that asked for this attempt first; 0 when that was forgotten."""
    author: str | None
    domain_name: str | None
    is_branding_confirmed: bool = True
    """False when it may carry another branding: that of an earlier render, or one forgotten."""
    state: VideoState
    attempt: int
    """Counts the times that it was asked for again; guards against answers to an older attempt."""
    token: str
    api_task_id: str | None
    submits: int
    """Submits of this attempt that may have reached the API."""
    reason: FailureReason | None
    video_url: str | None
    created_at: datetime
    queued_at: datetime
    """When this attempt was asked for."""
    submitted_at: datetime | None
    deadline_at: datetime | None
    """When it is given up, once it was submitted."""
    due_at: datetime | None
    """When the render worker has to look at it again."""
    completed_at: datetime | None
    expires_at: datetime | None
    """When the link ends."""
    progress_at: datetime | None = None
    """When its provider last told something new of the work; only the studio does."""
    queue_place: int | None = None
    """Its place in its provider's queue, from 1, while it waits there."""
    started_at: datetime | None = None
    """When its provider began to render it."""
    progress: float | None = None
    """How much of the render is done, from 0 to 1."""
    expected_seconds: float | None = None
    """How long its provider expects the render to take, from its beginning."""
    ready_at: datetime | None = None
    """When its provider expects it to be finished."""
    render_seconds: float | None = None
    """How long the render took, where that is known."""
    is_orphaned: bool = False
    """Whether no request is left of it: what it holds of people goes (see bot.store.retention)."""
    file_to_delete: str | None = None
    """The studio's id of an earlier file that is still to be removed, before anything else."""
    most_bytes: int | None = None
    """How large it was to be at most; None: any size."""
    squeeze: KeptSqueeze | None = None
    """What it was made with, where something was given up for its size."""
    options: KeptOptions = RenderOptions()
    """How it is to look, and which part of the song it shows."""
    has_lyrics: bool | None = None
    """Whether words are shown in it; None: it isn't made, or nobody told."""

    @property
    def key(self) -> TrackKey:
        """The name of the track that it shows."""
        return TrackKey(task_id=self.task_id, audio_id=self.audio_id)

    @property
    def branding(self) -> Branding:
        """What it carries of its authors: that of the first request."""
        return Branding(author=self.author, domain_name=self.domain_name)

    def has_link_ended(self, now: datetime) -> bool:
        """Return whether its link has ended, as far as is known."""
        return self.expires_at is not None and self.expires_at <= now

    def is_available(self, now: datetime) -> bool:
        """Return whether it can be had now: it was made, and its link has not ended."""
        return self.state is VideoState.READY and not self.has_link_ended(now)


class Request(BaseModel):
    """One member's request for a video in one channel. Times are aware UTC."""

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
    """Whether moderators require this text: a video with another one is not slipped in."""
    variant: str = ""
    """That of the videos which carry what is required."""
    is_reuse: bool
    """Whether the video was there already when it was asked for."""
    state: RequestState
    outcome: VideoState | None
    """The video's state when it was answered: an answer under way doesn't change its mind."""
    reason: FailureReason | None
    status_message_id: int | None
    is_status_outdated: bool
    status_edited_at: datetime | None = None
    """When the status message was last edited."""
    status_digest: str | None = None
    """A digest of what it shows since: the same is not sent again."""
    status_due_at: datetime | None = None
    """When the status message has something new to show, although no state changed."""
    status_mode: StatusMode | None = None
    """What becomes of it, decided once: when the answer is first taken up. None: not yet."""
    message_id: int | None
    is_repost: bool = False
    """Whether it only has a video posted once more that was there already."""
    deleted_at: datetime | None = None
    """When what was posted for it was deleted through the bot."""
    first_send_at: datetime | None
    """First send whose outcome is not known from reading the channel back."""
    attempts: int
    due_at: datetime | None
    created_at: datetime
    finished_at: datetime | None
    public_parent_id: int | None
    """The channel of the public thread in which it was asked for; None for everything else."""
    target: DeliveryTarget
    """Where its answer is tried to be posted, or was."""
    target_channel_id: int | None
    """That channel, when it is another than where it was asked for."""
    fallback_reason: FailureReason | None
    """Why it could not be posted where it was asked for."""
    attachment_limit: int | None
    """How large a file Discord takes there, in bytes, as it said when it was asked for."""
    refits: int = 0
    """How often its video was made smaller, since it was too large there."""
    options: KeptOptions = RenderOptions()
    """How its video was to look, with the server's and the host's choices filled in."""
    cut_uploads: int = 0
    """How often Discord closed the connection while the video was being sent."""

    @property
    def delivery_channel_id(self) -> int | None:
        """The channel of its answer; None before a direct message has one."""
        return self.channel_id if self.target is DeliveryTarget.ORIGIN else self.target_channel_id

    @property
    def next_target(self) -> DeliveryTarget | None:
        """Where to try next. Nothing from a private place reaches a more public one."""
        if self.target is DeliveryTarget.ORIGIN:
            return DeliveryTarget.DIRECT
        has_parent = self.target is DeliveryTarget.DIRECT and self.public_parent_id is not None
        return DeliveryTarget.PARENT if has_parent else None


class Job(BaseModel):
    """A request together with its video and what is known of the track."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: Request
    video: Video
    track: TrackInfo | None
    typical_seconds: float | None = None
    """How long a render takes here, while this one is under way; None when that is not known."""
    place: int | None = None
    """Its video's place in our own line, from 1, before it is handed over; None: not known."""
    is_held: bool = False
    """Whether its video waits since moderators have paused their server's queue."""
    withheld: frozenset[str] = frozenset()
    """What the rules of its server keep from being shown: "title", which ``track`` lacks then, and
    fields of Branding."""

    @property
    def chosen_options(self) -> RenderOptions:
        """What its member chose of how the video is made, and of which part of the song."""
        return self.video.options.as_chosen(self.request.options.own)

    @property
    def shown_branding(self) -> Branding:
        """What messages may say of what the video carries; nothing where that isn't sure."""
        if not self.video.is_branding_confirmed:
            return Branding()
        return self.video.branding.model_copy(
            update=dict.fromkeys(self.withheld & Branding.model_fields.keys())
        )


def refresh_at(job: Job, now: datetime) -> datetime | None:
    """Return when a status message has something new to show although no state changes.

    That is its place in the line: the further back, the less often, as each edit is a call.
    """
    if job.place is not None and job.place > 1:
        return now + max(_PLACE_LEAST, _PLACE_EACH * job.place)
    late_at = overdue_at(job)
    return late_at if late_at is not None and late_at > now else None


def overdue_at(job: Job) -> datetime | None:
    """Return when a render takes longer than is typical here; None when that can't be told."""
    video = job.video
    begun_at = video.started_at or video.submitted_at
    is_made = job.request.state is RequestState.WAITING and video.state is VideoState.RENDERING
    if not is_made or video.queue_place is not None or begun_at is None:
        return None
    if job.typical_seconds is None:
        return None
    typical = timedelta(seconds=job.typical_seconds)
    late_at = begun_at + max(typical * _OVERDUE_FACTOR, typical + _OVERDUE_LEAST)
    if video.progress_at is None:
        return late_at
    # Slow is not stuck: while it gets on, nothing is wrong with it.
    return max(late_at, video.progress_at + max(_STUCK_LEAST, typical * _STUCK_SHARE))
