"""Requests that a member has still to decide something about: kept in memory, for a while."""

import secrets
from collections import OrderedDict
from typing import Final, NamedTuple

from bot.jobs import Branding, RenderOptions, TrackInfo

_MAX_PENDING: Final = 2000


class PendingRequest(NamedTuple):
    """A request whose track, or whose one video, the member has still to say yes to."""

    user_id: int
    guild_id: int
    branding: Branding
    options: RenderOptions
    tracks: list[TrackInfo]


class PendingRequests:
    """The newest of them, each under an id that a message's buttons and menus carry."""

    def __init__(self) -> None:
        self._pending: OrderedDict[str, PendingRequest] = OrderedDict()

    def add(self, pending: PendingRequest) -> str:
        """Keep one, and return its id: 16 hex digits."""
        pending_id = secrets.token_hex(8)
        self._pending[pending_id] = pending
        if len(self._pending) > _MAX_PENDING:
            self._pending.popitem(last=False)
        return pending_id

    def get(self, pending_id: str, *, user_id: int, guild_id: int | None) -> PendingRequest | None:
        """Return a member's own one; None when it is too old, somebody else's or another server's.

        ``guild_id``: where it is asked for; None: in no server.
        """
        pending = self._pending.get(pending_id)
        if pending is None or (pending.user_id, pending.guild_id) != (user_id, guild_id or 0):
            return None
        return pending

    def holds(self, pending_id: str, pending: PendingRequest) -> bool:
        """Return whether that very one is still kept under an id."""
        return self._pending.get(pending_id) is pending

    def replace(self, pending_id: str, pending: PendingRequest) -> None:
        """Keep another one under the id of one that is there; it is the newest now."""
        if pending_id in self._pending:
            self._pending[pending_id] = pending
            self._pending.move_to_end(pending_id)

    def remove(self, pending_id: str) -> None:
        """Forget one: it was decided."""
        self._pending.pop(pending_id, None)
