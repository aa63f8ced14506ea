"""Notices: what is posted in a server beside the answers. Nothing here does I/O."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.jobs import FailureReason


class NoticeKind(StrEnum):
    """What a notice tells."""

    UNDELIVERABLE = "undeliverable"
    """To moderators: an answer could not be delivered."""
    LOW_CREDITS = "low-credits"
    """To moderators: the bot's balance at the API is low."""
    SHOWCASE = "showcase"
    """To everyone: a finished video, in the showcase channel."""
    SHOWCASE_REFUSED = "showcase-refused"
    """To moderators: the showcase channel can't be used."""
    SHOWCASE_APPROVAL = "showcase-approval"
    """To moderators: whether a finished video is to be shown."""
    WELCOME = "welcome"
    """To who brought the bot into a server: what to do first."""
    REPORT = "report"
    """To moderators: a member has reported a video."""
    SONG_UNUSED = "song-unused"
    """To who brought a song: it will be moved out, since nobody asks for it."""
    SONG_MOVED_OUT = "song-moved-out"
    """To who brought a song: it was moved out."""
    SETTINGS_CHANGED = "settings-changed"
    """To moderators: who changed which settings."""
    SHOWCASE_LIST = "showcase-list"
    """To everyone: a week's best, in the showcase channel."""
    HISTORY_REFUSED = "history-refused"
    """To moderators: reactions can't be counted in the showcase."""
    PIN_REFUSED = "pin-refused"
    """To moderators: a week's best can't be pinned."""
    REACTION_REFUSED = "reaction-refused"
    """To moderators: the bot can't put its reaction under showcase posts."""


DIRECT_NOTICES: Final = frozenset(
    {NoticeKind.WELCOME, NoticeKind.SONG_UNUSED, NoticeKind.SONG_MOVED_OUT}
)
"""Those that go to one person directly, and into a channel only where that can't be."""

SHOWCASE_REFUSALS: Final = frozenset(
    {NoticeKind.HISTORY_REFUSED, NoticeKind.PIN_REFUSED, NoticeKind.REACTION_REFUSED}
)
"""What moderators are told that the bot may not do in the showcase."""


class NoticeState(StrEnum):
    """Where a notice is on its way."""

    POSTING = "posting"
    POSTED = "posted"
    DROPPED = "dropped"


class Notice(BaseModel):
    """One message that is posted once beside the answers. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    notice_id: int
    kind: NoticeKind
    request_id: str | None
    """The request that it is about; None when that was forgotten."""
    video_id: str | None
    """The video that is shown."""
    guild_id: int
    channel_id: int
    """Where it is posted; 0: whose direct messages that is, is still to be found out."""
    state: NoticeState
    reason: FailureReason | None
    """What it tells of, or why it was dropped."""
    message_id: int | None
    first_send_at: datetime | None
    """First send whose outcome is not known from reading the channel back."""
    attempts: int
    due_at: datetime | None
    created_at: datetime
    finished_at: datetime | None
