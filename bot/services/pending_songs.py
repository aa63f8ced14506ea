"""Songs whose member has still to say that they are theirs to share: in memory, for a while."""

import secrets
from collections import OrderedDict
from typing import Final, NamedTuple

from bot.policy.track_ownership import TrackSharing
from bot.studio_client import TrackUpload

_MAX_PENDING: Final = 500


class NewSongs(NamedTuple):
    """The songs of one ``/track add``, before the studio is asked."""

    uploads: list[TrackUpload]
    sizes: list[int]
    """Of their files, in bytes."""
    sharing: TrackSharing
    is_cover_too_big: bool
    """Whether a cover came with them that is not even fetched."""


class PendingSongs:
    """The newest of them, each under an id that a message's button carries."""

    def __init__(self) -> None:
        self._pending: OrderedDict[str, NewSongs] = OrderedDict()

    def add(self, new: NewSongs) -> str:
        """Keep some, and return their id: 16 hex digits."""
        pending_id = secrets.token_hex(8)
        self._pending[pending_id] = new
        if len(self._pending) > _MAX_PENDING:
            self._pending.popitem(last=False)
        return pending_id

    def pop(self, pending_id: str) -> NewSongs | None:
        """Return some, once; None when they are too old."""
        return self._pending.pop(pending_id, None)
