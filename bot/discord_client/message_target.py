"""Where a message goes, how it is known again there, and whether it was found. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from bot.jobs import DeliveryTarget, Request, StatusMode


class Lookup(Enum):
    """What reading a channel back told."""

    FOUND = auto()
    MISSING = auto()
    UNREADABLE = auto()


_BUTTONS: Final = {"delete": True, "retry": False, "dismiss": False}
"""The buttons that an answer has, and whether it then brings a video."""

_NONCE_PREFIXES: Final = {
    DeliveryTarget.ORIGIN: "",
    DeliveryTarget.DIRECT: "d",
    DeliveryTarget.PARENT: "p",
}

_REPLACING: Final = (StatusMode.REPLACE, DeliveryTarget.ORIGIN)


@dataclass(frozen=True)
class MessageTarget:
    """Where a message goes, and how it is known again there."""

    channel_id: int
    guild_id: int | None
    """None for direct messages."""
    key: str
    """The id that its buttons carry."""
    nonce_prefix: str
    """Tells its nonces from those of other messages with this key: two signs at most."""
    since_id: int
    """A snowflake that is older than the message."""
    mentioned_id: int | None = None
    """The member who is pinged."""
    ignored_id: int | None = None
    """A message with such buttons that is another one, unless it brings a video."""
    edited_id: int | None = None
    """The message of ours that becomes it by an edit; None: it is sent."""
    actions: Mapping[str, bool] = field(default_factory=lambda: _BUTTONS)
    """The buttons by which it is known, and whether it then brings a video."""

    def nonce(self, kind: str) -> str:
        """Return the nonce of a kind of message: Discord allows 25 characters."""
        return f"{self.key}-{self.nonce_prefix}{kind}"


def target_of(request: Request) -> MessageTarget:
    """Return where a request's answer goes now. Raises ValueError while that has no channel."""
    if request.delivery_channel_id is None:
        raise ValueError("no channel yet")
    is_replaced = (request.status_mode, request.target) == _REPLACING
    replaced_id = request.status_message_id if is_replaced else None
    return MessageTarget(
        channel_id=request.delivery_channel_id,
        guild_id=None if request.target is DeliveryTarget.DIRECT else request.guild_id,
        key=request.request_id,
        nonce_prefix=_NONCE_PREFIXES[request.target],
        # The command's own id is on Discord's clock, and older than anything posted for it.
        since_id=request.interaction_id,
        mentioned_id=request.user_id,
        ignored_id=None if replaced_id is not None else request.status_message_id,
        edited_id=replaced_id,
    )


@dataclass(frozen=True)
class LookupResult:
    """The outcome of reading back, and the message when there is one."""

    lookup: Lookup
    message_id: int | None = None
    is_result: bool = False
    """Whether the message brings a video, rather than an explanation."""
