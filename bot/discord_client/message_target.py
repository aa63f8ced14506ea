"""Where a message goes, how it is known again there, and whether it was found. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from bot.jobs import Request, Target


class ReadBack(Enum):
    """What reading a channel back told."""

    POSTED = auto()
    MISSING = auto()
    UNREADABLE = auto()


_ANSWERS: Final = {"delete": True, "retry": False, "dismiss": False}
"""The buttons that an answer has, and whether it then brings a video."""

_MARKS: Final = {Target.ASKED: "", Target.DIRECT: "d", Target.PARENT: "p"}


@dataclass(frozen=True)
class Address:
    """Where a message goes, and how it is known again there."""

    channel_id: int
    guild_id: int | None
    """None for direct messages."""
    key: str
    """The id that its buttons carry."""
    mark: str
    """Tells its nonces from those of other messages with this key: two signs at most."""
    since_id: int
    """A snowflake that is older than the message."""
    pinged_id: int | None = None
    """The member who is pinged."""
    besides_id: int | None = None
    """A message with such buttons that is another one."""
    actions: Mapping[str, bool] = field(default_factory=lambda: _ANSWERS)
    """The buttons by which it is known, and whether it then brings a video."""

    def nonce(self, kind: str) -> str:
        """Give the nonce of a kind of message: Discord allows 25 characters."""
        return f"{self.key}-{self.mark}{kind}"


def address_of(request: Request) -> Address:
    """Give where a request's answer goes now. Raises ValueError while that has no channel."""
    if request.place_id is None:
        raise ValueError("no channel yet")
    return Address(
        channel_id=request.place_id,
        guild_id=None if request.target is Target.DIRECT else request.guild_id,
        key=request.request_id,
        mark=_MARKS[request.target],
        # The command's own id is on Discord's clock, and older than anything posted for it.
        since_id=request.interaction_id,
        pinged_id=request.user_id,
        besides_id=request.status_message_id,
    )


@dataclass(frozen=True)
class Found:
    """The outcome of reading back, and the message when there is one."""

    outcome: ReadBack
    message_id: int | None = None
    is_result: bool = False
    """Whether the message brings a video, rather than an explanation."""
