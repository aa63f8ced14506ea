"""Reports of posts, and what moderators take down: what is known of each. Nothing here does I/O."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

UNDO_WITHIN: Final = timedelta(days=30)
"""How long a takedown can be undone; a member's song is deleted at the studio after that."""


class ReportReason(StrEnum):
    """What is wrong with a video."""

    RIGHTS = "rights"
    """It isn't its owner's to share."""
    CONTENT = "content"
    """It is offensive, or unwanted in this server."""
    OTHER = "other"


class ReportDecision(StrEnum):
    """What moderators made of a report."""

    TAKEN_DOWN = "taken-down"
    DISMISSED = "dismissed"


class Report(BaseModel):
    """A post that a member told moderators of. Times are aware UTC; user id 0: forgotten."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    report_id: int
    guild_id: int
    task_id: str
    audio_id: str
    channel_id: int
    """Where the reported message stands."""
    message_id: int
    user_id: int
    """Who reported it."""
    reason: ReportReason
    notice_id: int | None
    """How moderators were told."""
    reported_at: datetime
    decision: ReportDecision | None
    """None: moderators have still to decide."""
    decided_by: int | None
    decided_at: datetime | None


class Takedown(BaseModel):
    """A track that nobody in a server may use. Times are aware UTC; user id 0: forgotten."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    takedown_id: int
    guild_id: int
    task_id: str
    title: str | None
    owner_id: int | None
    """Who brought the song; None: nobody here did."""
    sound_digest: str | None
    reason: ReportReason
    taken_by: int
    taken_at: datetime
    undone_by: int | None
    undone_at: datetime | None
    due_at: datetime | None
    """When posts are to be deleted that may still be there; None: none are."""
    attempts: int
    """How often that failed since."""

    def can_be_undone(self, now: datetime) -> bool:
        """Return whether moderators can still change their mind."""
        return self.undone_at is None and now < self.taken_at + UNDO_WITHIN
