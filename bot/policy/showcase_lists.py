"""The list of a week's best in the showcase: which week it is of, and how it is made. Pure."""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.jobs import Job

REACTION: Final = "⭐"
"""What counts, and what the bot begins with: nobody can give a message the same one twice."""

MIN_POSTS: Final = 3
"""Of fewer there is no best."""

MAX_LISTED: Final = 10

_FIRST_END: Final = datetime(1970, 1, 5, 12, tzinfo=UTC)
"""A Monday, at noon."""


class ShowcaseList(BaseModel):
    """One server's list of one week, as it is kept. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    list_id: int
    guild_id: int
    channel_id: int
    begins_at: datetime
    ends_at: datetime
    """When the week ends; or when moderators chose to have lists: nothing before that is listed."""
    is_counted: bool
    """Whether reactions were read, so that it is settled what is on it."""
    notice_id: int | None
    """The notice that posts it; None: there is nothing to list, or it isn't known yet."""
    is_pinned: bool | None
    """None: that was not tried yet."""
    changes: int
    """How many of the posts on it went since."""
    shown: int
    """How many of these changes it shows."""
    attempts: int
    due_at: datetime | None


class ListedVideo(NamedTuple):
    """A video on a list, with where it is shown and how many reacted to it."""

    job: Job
    channel_id: int
    message_id: int
    reactions: int


def last_end(now: datetime, week: timedelta) -> datetime:
    """Return when the week ended that ended last: a Monday at 12:00 UTC, for real weeks."""
    return _FIRST_END + (now - _FIRST_END) // week * week


def is_stale(ends_at: datetime, now: datetime, week: timedelta) -> bool:
    """Return whether a week is over for so long that nobody wants its list any more."""
    return now - ends_at > week / 4
