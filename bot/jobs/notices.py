"""Bulletins: what is posted in a server beside the answers. Nothing here does I/O."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.jobs import Reason


class BulletinKind(StrEnum):
    """What a bulletin tells."""

    UNDELIVERABLE = "undeliverable"
    """To moderators: an answer could not be delivered."""
    LOW_CREDITS = "low-credits"
    """To moderators: the bot's balance at the API is low."""
    SHOWING = "showing"
    """To everyone: a finished video, in the showcase channel."""
    UNSHOWN = "unshown"
    """To moderators: the showcase channel can't be used."""


class BulletinState(StrEnum):
    """Where a bulletin is on its way."""

    POSTING = "posting"
    POSTED = "posted"
    DROPPED = "dropped"


class Bulletin(BaseModel):
    """One message that is posted once beside the answers. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bulletin_id: int
    kind: BulletinKind
    request_id: str | None
    """The request that it is about; None when that was forgotten."""
    video_id: str | None
    """The video that is shown."""
    guild_id: int
    channel_id: int
    """Where it is posted."""
    state: BulletinState
    reason: Reason | None
    """What it tells of, or why it was dropped."""
    message_id: int | None
    posting_at: datetime | None
    """First send whose outcome is not known from reading the channel back."""
    attempts: int
    due_at: datetime | None
    created_at: datetime
    finished_at: datetime | None
