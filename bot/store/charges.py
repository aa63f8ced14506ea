"""What servers spent: which videos were charged, and to whose request."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.jobs import OUTCOMES, Job, Video
from bot.store.database import Database, Transaction, epoch


class ChargeStatus(StrEnum):
    """What a request cost its server."""

    CHARGED = "charged"
    DOUBTFUL = "doubtful"
    """It may have been charged: it failed at the API, or what became of it is not known."""
    PENDING = "pending"
    """Not decided yet."""
    NOTHING = "nothing"
    """It was not taken, was there already, or was charged to an earlier request."""
    FREE = "free"
    """The studio made it."""


class Spending(BaseModel):
    """What was charged for one server since a time, in videos; in credits what the API told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    charged: int
    credits: float = 0.0
    """What the API said that it charged."""
    priced: int = 0
    """Charged videos of which it said so: what the others cost is an estimate."""
    doubtful: int
    """Videos of which it is not known whether they were charged."""
    pending: int
    """Videos that are being made."""
    forgotten: int
    """Charged videos whose request was deleted since, so that no record shows them."""


_SPENDING: Final = """
    SELECT
        count(*) FILTER (WHERE state = 'charged') AS charged,
        coalesce(sum(credits) FILTER (WHERE state = 'charged'), 0.0) AS credits,
        count(*) FILTER (WHERE state = 'charged' AND credits IS NOT NULL) AS priced,
        count(*) FILTER (WHERE state = 'doubtful' OR (state = 'taken' AND NOT is_open)) AS doubtful,
        count(*) FILTER (WHERE state = 'taken' AND is_open) AS pending,
        count(*) FILTER (WHERE state = 'charged' AND NOT is_asked) AS forgotten
    FROM (
        SELECT CASE WHEN charges.credits = 0 AND charges.state <> 'charged' AND
                NOT (videos.state = 'rendering' AND videos.queued_at = charges.queued_at)
                THEN 'free' ELSE charges.state END AS state,
            charges.credits AS credits,
            videos.state = 'rendering' AND videos.queued_at = charges.queued_at AS is_open,
            EXISTS (SELECT 1 FROM requests WHERE requests.video_id = charges.video_id
                AND requests.created_at = charges.queued_at) AS is_asked
        FROM charges JOIN videos USING (video_id)
        WHERE charges.guild_id = ? AND charges.queued_at >= ?
    )
"""


class Charges:
    """The servers' accounts in one database. Methods raise sqlite3.Error when SQLite does.

    The rows are written by triggers of ``videos``, so that no transition can forget them:
    ``charges_taken`` when an id of the API's is adopted, ``charges_made`` when the video is ready,
    ``charges_unknown`` when it is given up without an id.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def spending(self, guild_id: int, since: datetime) -> Spending:
        """Return what was charged for a server: attempts that were asked for there since then."""
        return Spending.model_validate(
            await self._db.fetch_one(_SPENDING, (guild_id, epoch(since)))
        )

    async def of_jobs(self, jobs: Iterable[Job]) -> list[ChargeStatus]:
        """Return what each of some requests cost."""
        wanted = list(jobs)
        return await self._db.read(
            lambda transaction: [_charge_of(transaction, job) for job in wanted]
        )


def note_spent(transaction: Transaction, video: Video, spent: float | None) -> None:
    """Keep what the API says it charged for an attempt, inside the caller's transaction."""
    if spent is not None:
        transaction.execute(
            "UPDATE charges SET credits = ? WHERE video_id = ? AND queued_at = ?",
            (spent, video.video_id, epoch(video.queued_at)),
        )


def _charge_of(transaction: Transaction, job: Job) -> ChargeStatus:
    """Return what a request cost: an attempt is charged to the request that began it."""
    if not job.video.charges:
        return ChargeStatus.FREE
    row = transaction.fetch_one(
        "SELECT state, credits FROM charges WHERE video_id = ? AND queued_at = ?",
        (job.video.video_id, epoch(job.request.created_at)),
    )
    if row is not None and row["state"] == "charged":
        return ChargeStatus.CHARGED
    if row is not None and row["credits"] == 0:  # it failed, and the API took nothing
        return ChargeStatus.NOTHING
    is_latest = job.request.created_at == job.video.queued_at
    if is_latest and job.video.state not in OUTCOMES:
        return ChargeStatus.PENDING
    return ChargeStatus.NOTHING if row is None else ChargeStatus.DOUBTFUL
