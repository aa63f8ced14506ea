"""What happens to a request and its video, as it is kept for whoever asks why. Pure."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.jobs.failure_reasons import FailureReason
from bot.jobs.notices import NoticeKind
from bot.jobs.states import DeliveryTarget


class EventKind(StrEnum):
    """What happened: first to a video, then, from ``ASKED`` on, to a request."""

    SUBMITTED = "submitted"
    """It was handed over to the API: ``number`` counts the attempt's submits."""
    ACCEPTED = "accepted"
    NOT_SENT = "not-sent"
    """The API could not be reached, so that nothing can have happened there."""
    UNANSWERED = "unanswered"
    """The API may have taken it: its answer was lost."""
    REFUSED = "refused"
    HELD = "held"
    """It can't be submitted now, and stays queued."""
    RECALLED = "recalled"
    """It was taken back from the studio's queue: moderators have paused theirs."""
    CALLBACK = "callback"
    """A callback with the video's token (and signature, where one is asked for)."""
    CALLBACK_REFUSED = "callback-refused"
    """A callback without: it changed nothing."""
    CONFIRMED = "confirmed"
    """The API's record of an id that was called back showed that it is this video's."""
    NOT_CONFIRMED = "not-confirmed"
    POLLED = "polled"
    READY = "ready"
    FAILED = "failed"
    UNKNOWN = "unknown"
    LINK_ENDED = "link-ended"

    ASKED = "asked"
    ADMITTED = "admitted"
    """It was taken: ``said`` is what for, ``used`` the member's starts in 24 hours."""
    REPEATED = "repeated"
    ANSWERED_AGAIN = "answered-again"
    """After its end there was a video all the same: a request of its own brings that."""
    CANCELLED = "cancelled"
    CLEARED = "cleared"
    """Moderators cleared the queue in which it waited."""
    ANSWERING = "answering"
    """Its answer is about to be posted: ``said`` is the outcome."""
    LOOKED_UP = "looked-up"
    """The channel was read back: ``said`` is whether the post was there."""
    POST_FAILED = "post-failed"
    """Discord could not be asked, or did not answer: it is tried again."""
    POST_REFUSED = "post-refused"
    REDIRECTED = "redirected"
    REFITTED = "refitted"
    """A smaller video is made for it: ``former_id`` is the one that was too large."""
    LYRICS_LEFT_OUT = "lyrics-left-out"
    """Its video is made without lyrics: in those of ``former_id`` a word is blocked there."""
    POSTED = "posted"
    EXPLAINED = "explained"
    UNDELIVERABLE = "undeliverable"
    DELETED = "deleted"
    ATTACHED = "attached"
    ATTACHMENT_FAILED = "attachment-failed"
    ATTACHMENT_DROPPED = "attachment-dropped"
    NOTICE_POSTED = "notice-posted"
    NOTICE_FAILED = "notice-failed"
    NOTICE_DROPPED = "notice-dropped"


class Admission(StrEnum):
    """What a request that was taken came to."""

    START = "start"
    """A video is made for it."""
    JOIN = "join"
    """It waits for a video that is on its way."""
    REUSE = "reuse"
    """It is answered with a video that is there."""
    REPOST = "repost"
    """It only has such a video posted once more."""
    LATE = "late"
    """It brings a video to who was told that there is none, or that nobody knows."""


class EventDetail(BaseModel):
    """What is told of an event: words and numbers of ours, no text of others, no address."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    said: str | None = None
    reason: FailureReason | None = None
    status: int | None = None
    """Of an HTTP answer."""
    code: int | None = None
    """The API's, or Discord's."""
    error: str | None = None
    """The class of an error that is no answer."""
    number: int | None = None
    used: int | None = None
    contract: str | None = None
    variant: str | None = None
    target: DeliveryTarget | None = None
    channel_id: int | None = None
    message_id: int | None = None
    former_id: str | None = None
    notice: NoticeKind | None = None


NOTHING_MORE: Final = EventDetail()


class JobEvent(BaseModel):
    """One event, or several of which the same is told. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: EventKind
    detail: EventDetail = NOTHING_MORE
    event_id: int = 0
    """Tells the order of what happened at one moment."""
    is_of_video: bool = False
    """Whether it concerns all who asked for the video."""
    count: int = 1
    first_at: datetime
    last_at: datetime
