"""What moderators change in a server, as it is kept for whoever asks who did. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Json


class SettingArea(StrEnum):
    """What a change is about."""

    SETTINGS = "settings"
    """A field of ``GuildSettings``."""
    BRANDING = "branding"
    """A field of ``BrandingRule``, of the server or of the channel ``subject_id``."""
    ROLE = "role"
    """A role that may ask for videos."""
    ROLE_LIMIT = "role-limit"
    """A field of ``RoleLimits``, of the role ``subject_id``."""
    CHANNEL = "channel"
    """A channel in which videos may be asked for."""
    MEMBER = "member"
    """A blocked member."""
    WORD = "word"
    """A blocked word."""
    QUEUE = "queue"
    """Whether the queue is paused, or how many requests were cleared from it."""


class SettingEdit(NamedTuple):
    """One change, before it is kept. Of a list, None is what was not on it."""

    area: SettingArea
    name: str
    old: Any
    new: Any
    subject_id: int = 0


class ChangeAuthor(NamedTuple):
    """Who changes something in a server, and when."""

    guild_id: int
    user_id: int
    at: datetime


class SettingChange(BaseModel):
    """One change as it is kept. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    change_id: int
    guild_id: int
    changed_by: int
    """0 when that was forgotten."""
    changed_at: datetime
    area: SettingArea
    name: str
    subject_id: int
    """The channel, role or member that it is about; 0: none, or forgotten."""
    old: Json[Any]
    new: Json[Any]
    notice_id: int | None


def edits_between(
    area: SettingArea, before: Mapping[str, Any], after: Mapping[str, Any], subject_id: int = 0
) -> Iterator[SettingEdit]:
    """Return what differs, in the order of ``after``."""
    for name, new in after.items():
        if (old := before.get(name)) != new:
            yield SettingEdit(area, name, old, new, subject_id)
