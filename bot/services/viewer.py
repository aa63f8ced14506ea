"""Who looks: nothing is offered to somebody from where they can't look."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """A member in a server, and which of its channels they can see now.

    ``sees`` is asked of a channel's id, and says no when in doubt.
    """

    guild_id: int
    user_id: int
    sees: Callable[[int], bool]
    is_moderator: bool = False
    """Whether they may manage the server."""

    def may_know_of(self, channel_id: int, asked_by: int) -> bool:
        """Return whether they may be told of what somebody asked for in a channel."""
        return asked_by == self.user_id or self.sees(channel_id)
