"""What members can know of their data, and have deleted."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.clock import utc_now
from bot.config import Config
from bot.jobs import Provider
from bot.services.studio_cleanup import Shredder
from bot.store import Holdings, Store
from bot.store.quotas import KEPT

log = logging.getLogger(__name__)

_STEP: Final = 50
_MOST_STEPS: Final = 20
"""Steps while the member waits; the rest goes in the background."""

QUOTA_DAYS: Final = KEPT.days


@dataclass(frozen=True)
class Terms:
    """How this host keeps data; days are whole ones."""

    keep_days: int
    copies_days: int
    """How long a regular copy of the database is kept; 0 when none is made."""
    left_server_days: int
    policy_url: str
    """Where to read more, empty when the host gives nothing."""
    is_cloud: bool
    """Whether a service elsewhere makes the videos."""


@dataclass(frozen=True)
class Erased:
    """What a deletion has done so far."""

    deleted: int
    cancelled: int
    left: int
    """Requests that go by themselves in a while."""
    are_songs_gone: bool
    """False when songs that the member brought go in a while, too."""


class Privacy:
    """Members' own data. Methods raise sqlite3.Error when the database can't be used.

    ``announce`` is called when there is something new to work on.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        *,
        provider: Provider,
        announce: Callable[[], None],
        shredder: Shredder | None = None,
    ) -> None:
        """``shredder`` removes what the studio has; None with the cloud."""
        self._erasures = store.erasures
        self._shredder = shredder
        self._announce = announce
        database = config.database
        self.terms = Terms(
            keep_days=round(database.keep_days),
            copies_days=_days_up(database.backup_every_hours * database.backups_kept / 24),
            left_server_days=_days_up(config.privacy.left_server_days),
            policy_url=config.privacy.policy_url,
            is_cloud=not provider.owns_files,
        )

    async def holdings(self, user_id: int) -> Holdings:
        """Count what is kept of a member."""
        return await self._erasures.holdings(user_id)

    async def count_songs(self, user_id: int) -> int | None:
        """Give how many songs a member brought to the studio; None when that isn't known now."""
        return 0 if self._shredder is None else await self._shredder.count_songs(user_id)

    async def erase(self, user_id: int) -> Erased:
        """Commit that a member's data is deleted, and delete what can be deleted at once."""
        now = utc_now()
        erasure = await self._erasures.begin(user_id, now)
        are_songs_gone = self._shredder is None or await self._shredder.remove_songs(
            addedBy=user_id
        )
        deleted = cancelled = left = 0
        for _ in range(_MOST_STEPS):
            progress = await self._erasures.step(erasure, now, _STEP, is_rest_done=are_songs_gone)
            deleted += progress.deleted
            cancelled += progress.cancelled
            left = progress.left
            if not left or not (progress.deleted or progress.cancelled):
                break
        # Whoever it was is not logged: it would be kept there.
        log.info("a member's data is deleted: %d requests, %d are left for later", deleted, left)
        self._announce()
        return Erased(deleted, cancelled, left, are_songs_gone=are_songs_gone)


def _days_up(days: float) -> int:
    return -int(-days // 1)
