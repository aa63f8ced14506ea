"""What quotas count: each start of a video, taken with the request and returned when it was free.

A start is what may be charged: a new video, or one that is submitted again. Joining a video on its
way and using one that exists start nothing. The record refers to no request and no video: whoever
deletes those, as for privacy, leaves it as it is, or members would get a new quota by it. It is
forgotten by itself, once no quota looks back so far (``forget``).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.jobs import FailureReason, NewRequest, Video, VideoState
from bot.policy.denials import (
    DAY,
    CooldownActive,
    GuildQuotaExceeded,
    HostQuotaExceeded,
    Limits,
    MemberQuotaExceeded,
    QuotaExceeded,
    TooManyOpenRequests,
)
from bot.store.database import Database, Transaction, epoch

KEPT: Final = timedelta(days=32)
"""Longer than any quota or cool-down looks back."""

_OF_MEMBER: Final = "guild_id = :guild_id AND user_id = :user_id AND is_returned = 0"
_OF_SERVER: Final = "guild_id = :guild_id AND is_returned = 0"
_OF_HOST: Final = "is_returned = 0"


class QuotaUsage(BaseModel):
    """What of its quotas a server, and one of its members, has used. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    server_started: int
    """Videos started in the server in the last 24 hours."""
    server_open: int
    """Requests on their way."""
    member_started: int
    member_open: int
    again_at: datetime | None
    """When the member may start a video again; None: now, as far as quotas go."""


def check_open(transaction: Transaction, new_request: NewRequest, most: int) -> None:
    """Check that the member has room for one more request. Raises TooManyOpenRequests."""
    row = transaction.fetch_one(
        "SELECT count(*) AS open FROM requests WHERE guild_id = ? AND user_id = ?"
        " AND state IN ('waiting', 'posting')",
        (new_request.guild_id, new_request.user_id),
    )
    if row is not None and row["open"] >= most:
        raise TooManyOpenRequests(most)


def check_start(
    transaction: Transaction, new_request: NewRequest, limits: Limits, now: datetime
) -> None:
    """Check that the member may start a video now.

    Raises MemberQuotaExceeded, GuildQuotaExceeded, HostQuotaExceeded or CooldownActive when there
    is no room for it.
    """
    who = {"guild_id": new_request.guild_id, "user_id": new_request.user_id}
    for obstacle in _denials(transaction, who, limits, now):
        raise obstacle


def record_start(
    transaction: Transaction, new_request: NewRequest, video: Video, now: datetime
) -> int:
    """Count a start, inside the transaction that commits the request and has checked it.

    Return how many the member has in the server with it, in the last 24 hours.
    """
    transaction.execute(
        "INSERT INTO quota_usage (video_id, attempt, guild_id, user_id, started_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (video.video_id, video.attempt, new_request.guild_id, new_request.user_id, epoch(now)),
    )
    row = transaction.fetch_one(
        f"SELECT count(*) AS started FROM quota_usage WHERE {_OF_MEMBER} AND started_at > :since",
        {
            "guild_id": new_request.guild_id,
            "user_id": new_request.user_id,
            "since": epoch(now - DAY),
        },
    )
    return int(row["started"]) if row else 0


def _denials(
    transaction: Transaction, who: dict[str, int], limits: Limits, now: datetime
) -> Iterator[QuotaExceeded | CooldownActive]:
    """Return what keeps a member from starting a video now."""
    for whose, most, denial in (
        (_OF_MEMBER, limits.daily_per_member, MemberQuotaExceeded),
        (_OF_SERVER, limits.daily_per_server, GuildQuotaExceeded),
        (_OF_HOST, limits.daily_per_host, HostQuotaExceeded),
    ):
        again_at = _full_until(transaction, whose, who, most, now)
        if most is not None and again_at is not None:
            yield denial(most, again_at)
    last = transaction.fetch_one(
        f"SELECT started_at FROM quota_usage WHERE {_OF_MEMBER} ORDER BY started_at DESC LIMIT 1",
        who,
    )
    if last is not None and limits.cooldown_seconds:
        again_at = datetime.fromtimestamp(last["started_at"] + limits.cooldown_seconds, UTC)
        if again_at > now:
            yield CooldownActive(again_at)


def _full_until(
    transaction: Transaction, whose: str, who: dict[str, int], most: int | None, now: datetime
) -> datetime | None:
    """Return when there is room again below ``most`` starts in a day; None when there is now."""
    if most is None:
        return None
    row = transaction.fetch_one(
        f"SELECT started_at FROM quota_usage WHERE {whose} AND started_at > :since"
        " ORDER BY started_at DESC LIMIT 1 OFFSET :offset",
        {**who, "since": epoch(now - DAY), "offset": most - 1},
    )
    return None if row is None else datetime.fromtimestamp(row["started_at"], UTC) + DAY


def settle_start(
    transaction: Transaction, video: Video, state: VideoState, reason: FailureReason | None
) -> None:
    """Return a video's start when it turns out to be free, or count it again.

    ``video`` as it was before it got into ``state``. A start was free when the API never took it,
    when the reason tells people that nothing was charged, and when nothing came of it where
    nobody is charged. Where the API said that the video existed, that was not by a
    submit of ours before.
    """
    existed = video.reason is FailureReason.ALREADY_EXISTS and video.submits <= 1
    if state is VideoState.READY:
        is_free = existed
    elif state is VideoState.FAILED:
        was_taken = video.api_task_id is not None and video.charges
        is_free = not was_taken or (reason is not None and reason.is_uncharged)
    else:
        is_free = existed
    transaction.execute(
        "UPDATE quota_usage SET is_returned = ? WHERE video_id = ? AND attempt = ?",
        (is_free, video.video_id, video.attempt),
    )


class Quotas:
    """The quotas in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def usage(self, guild_id: int, user_id: int, limits: Limits, now: datetime) -> QuotaUsage:
        """Return what a server, and one of its members, has used."""
        who = {"guild_id": guild_id, "user_id": user_id}

        def read(transaction: Transaction) -> QuotaUsage:
            def count(of: str) -> int:
                row = transaction.fetch_one(
                    f"SELECT count(*) AS number FROM {of}", {**who, "since": epoch(now - DAY)}
                )
                return row["number"] if row else 0

            is_open = "state IN ('waiting', 'posting')"
            return QuotaUsage(
                server_started=count(f"quota_usage WHERE {_OF_SERVER} AND started_at > :since"),
                member_started=count(f"quota_usage WHERE {_OF_MEMBER} AND started_at > :since"),
                server_open=count(f"requests WHERE guild_id = :guild_id AND {is_open}"),
                member_open=count(
                    f"requests WHERE guild_id = :guild_id AND user_id = :user_id AND {is_open}"
                ),
                again_at=max(
                    (one.again_at for one in _denials(transaction, who, limits, now)),
                    default=None,
                ),
            )

        return await self._db.read(read)

    async def forget(self, now: datetime, limit: int) -> int:
        """Delete at most ``limit`` starts that no quota looks at any more; return how many."""
        return await self._db.execute(
            "DELETE FROM quota_usage WHERE (video_id, attempt) IN ("
            " SELECT video_id, attempt FROM quota_usage WHERE started_at < ? LIMIT ?)",
            (epoch(now - KEPT), limit),
        )
