"""What members can know of their data, and have deleted."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.clock import Clock
from bot.config import Config
from bot.jobs import Provider
from bot.services.studio_cleanup import StudioCleanup
from bot.store import MemberData, Store
from bot.store.quotas import KEPT

log = logging.getLogger(__name__)

_STEP: Final = 50
_MAX_STEPS: Final = 20
"""Steps while the member waits; the rest goes in the background."""

QUOTA_DAYS: Final = KEPT.days


@dataclass(frozen=True)
class RetentionTerms:
    """How this host keeps data; days are whole ones."""

    keep_days: int
    backups_days: int
    """How long a regular copy of the database is kept; 0 when none is made."""
    left_server_days: int
    settings_log_days: int
    """How long it is kept who changed which settings."""
    policy_url: str
    """Where to read more, empty when the host gives nothing."""
    is_cloud: bool
    """Whether a service elsewhere makes the videos."""


@dataclass(frozen=True)
class ErasureOutcome:
    """What a deletion has done so far."""

    deleted: int
    cancelled: int
    left: int
    """Requests that go by themselves in a while."""
    are_tracks_deleted: bool
    """False when songs that the member brought go in a while, too."""


class PrivacyService:
    """Members' own data. Methods raise sqlite3.Error when the database can't be used.

    ``announce`` is called when there is something new to work on.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        *,
        clock: Clock,
        provider: Provider,
        announce: Callable[[], None],
        studio_cleanup: StudioCleanup | None = None,
    ) -> None:
        """``studio_cleanup`` removes what the studio has; None with the cloud."""
        self._clock = clock
        self._erasures = store.erasures
        self._exports = store.member_exports
        self._studio_cleanup = studio_cleanup
        self._announce = announce
        database = config.database
        self.terms = RetentionTerms(
            keep_days=round(database.keep_days),
            backups_days=_days_up(database.backup_every_hours * database.backups_kept / 24),
            left_server_days=_days_up(config.privacy.left_server_days),
            settings_log_days=_days_up(config.privacy.settings_log_days),
            policy_url=config.privacy.policy_url,
            is_cloud=not provider.owns_files,
        )

    async def holdings(self, user_id: int) -> MemberData:
        """Count what is kept of a member."""
        return await self._erasures.holdings(user_id)

    async def export(self, user_id: int) -> bytes:
        """Return all that is kept of a member, and what of it stays after a deletion, as JSON."""
        rows = await self._exports.of(user_id)
        document = {
            "member": str(user_id),
            "exported_at": self._clock().isoformat(timespec="seconds"),
            "kept": rows,
            "kept_after_privacy_delete": {
                "quota_usage": f"{len(rows['quota_usage'])} starts, each for {QUOTA_DAYS} days",
                "blocked_members": "as long as a server blocks the member",
                "backup_copies": f"for {self.terms.backups_days} days",
                "messages": "those in Discord, until they are deleted there",
            },
        }
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    async def count_tracks(self, user_id: int) -> int | None:
        """Return how many songs a member brought to the studio; None when that isn't known now."""
        return (
            0 if self._studio_cleanup is None else await self._studio_cleanup.count_tracks(user_id)
        )

    async def erase(self, user_id: int) -> ErasureOutcome:
        """Commit that a member's data is deleted, and delete what can be deleted at once."""
        now = self._clock()
        erasure = await self._erasures.begin(user_id, now)
        are_songs_gone = self._studio_cleanup is None or await self._studio_cleanup.delete_tracks(
            addedBy=user_id
        )
        deleted = cancelled = left = 0
        for _ in range(_MAX_STEPS):
            progress = await self._erasures.step(erasure, now, _STEP, is_rest_done=are_songs_gone)
            deleted += progress.deleted
            cancelled += progress.cancelled
            left = progress.left
            if not left or not (progress.deleted or progress.cancelled):
                break
        # Whoever it was is not logged: it would be kept there.
        log.info("a member's data is deleted: %d requests, %d are left for later", deleted, left)
        self._announce()
        return ErasureOutcome(deleted, cancelled, left, are_tracks_deleted=are_songs_gone)


def _days_up(days: float) -> int:
    return -int(-days // 1)
