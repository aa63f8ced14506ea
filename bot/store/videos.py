"""The videos as they are kept, and the candidate ids of what the API calls them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.jobs import MAX_SUBMITS, FailureReason, Video, VideoState, sources_of
from bot.jobs.events import EventDetail, EventKind
from bot.policy.branding_variants import unfitted
from bot.policy.fair_turns import FairTurns, Waiting
from bot.store.database import Database, Row, Transaction, epoch
from bot.store.job_events import note_video
from bot.store.jobs import FIRST_ASKED_BY
from bot.store.upload_limits import aim_for
from bot.store.withdrawals import IS_HELD

SOURCES: Final = {
    state: "(" + ", ".join(f"'{source}'" for source in sorted(sources_of(state))) + ")"
    for state in VideoState
}
"""SQL for the states from which a video may move to each."""

_CLAIM_SUBMIT: Final = f"""
    UPDATE videos SET
        state = 'submitting', submits = submits + 1, submitted_at = :now, due_at = :due_at,
        reason = NULL, most_bytes = :most_bytes, contract = :contract,
        deadline_at = CASE WHEN submits = 0 OR deadline_at <= :now THEN :deadline_at
                           ELSE deadline_at END
    WHERE video_id = :video_id AND attempt = :attempt AND submits = :submits
        AND submits < {MAX_SUBMITS} AND state IN {SOURCES[VideoState.SUBMITTING]}
    RETURNING *
"""


class Videos:
    """The videos in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def get(self, video_id: str) -> Video | None:
        """Return a video, or None when there is no such one."""
        row = await self._db.fetch_one("SELECT * FROM videos WHERE video_id = ?", (video_id,))
        return None if row is None else Video.model_validate(row)

    async def token_of(self, video_id: str) -> str | None:
        """Return the secret in a video's callback address, or None when there is no such video."""
        row = await self._db.fetch_one("SELECT token FROM videos WHERE video_id = ?", (video_id,))
        return None if row is None else str(row["token"])

    async def due(
        self,
        now: datetime,
        limit: int,
        *,
        queued: bool,
        excluding: Iterable[str] = (),
        turns: FairTurns | None = None,
    ) -> list[Video]:
        """Return the videos that have to be looked at, in fair order: the queue, or the rest.

        ``turns`` remembers who had theirs; without it, it is as if nobody had.
        """
        skipped, fair = list(excluding), turns or FairTurns()
        unheld = f" AND NOT {IS_HELD}" if queued else ""

        def read(transaction: Transaction) -> list[Video]:
            rows = transaction.fetch_all(
                f"SELECT video_id, guild_id, {FIRST_ASKED_BY} AS user_id FROM videos"
                " WHERE due_at <= ? AND (state = 'queued') = ?"
                f"{unheld}"
                f" AND video_id NOT IN ({', '.join('?' * len(skipped))}) ORDER BY due_at",
                (epoch(now), queued, *skipped),
            )
            waiting = (Waiting(row["video_id"], row["guild_id"], row["user_id"]) for row in rows)
            taken = fair.take(waiting, limit)
            return [
                Video.model_validate(
                    transaction.fetch_one("SELECT * FROM videos WHERE video_id = ?", (video_id,))
                )
                for video_id in taken
            ]

        return await self._db.read(read)

    async def overdue(
        self, queued_before: datetime, limit: int, *, untried: bool, excluding: Iterable[str] = ()
    ) -> list[Video]:
        """Return the videos that have been queued since before that time.

        ``untried``: also those that were never turned away, since nobody came to submit them.
        """
        skipped = list(excluding)
        rows = await self._db.fetch_all(
            "SELECT * FROM videos INDEXED BY videos_due WHERE due_at IS NOT NULL"
            " AND state = 'queued' AND queued_at <= ? AND (reason IS NOT NULL OR ?)"
            f" AND NOT {IS_HELD}"
            f" AND video_id NOT IN ({', '.join('?' * len(skipped))}) LIMIT ?",
            (epoch(queued_before), untried, *skipped, limit),
        )
        return [Video.model_validate(row) for row in rows]

    async def next_due_at(self, after: datetime) -> float | None:
        """Return the epoch second at which the next video is due after that time, or None."""
        row = await self._db.fetch_one(
            "SELECT min(due_at) AS due_at FROM videos WHERE due_at > ?", (epoch(after),)
        )
        return row["due_at"] if row else None

    async def submits_since(self, since: datetime) -> list[float]:
        """Return the epoch seconds of the submits since then: the pace outlives a restart."""
        rows = await self._db.fetch_all(
            "SELECT submitted_at FROM videos WHERE submitted_at >= ? ORDER BY submitted_at",
            (epoch(since),),
        )
        return [row["submitted_at"] for row in rows]

    async def claim_submit(
        self,
        video: Video,
        now: datetime,
        *,
        due_at: datetime,
        deadline_at: datetime,
        usual_bytes: int | None = None,
        contract: str = "mp4",
    ) -> Video | None:
        """Commit that a video is about to be submitted; None when it is no longer to be.

        ``contract``: under which, so that it is looked up there, whatever is configured later.

        That row is what keeps a request that may have reached the API from being repeated blindly.
        ``usual_bytes``: how large a file Discord takes where nothing else is known; None where
        nothing is attached, so that the video may have any size.
        """
        values = {
            "now": epoch(now),
            "due_at": epoch(due_at),
            "deadline_at": epoch(deadline_at),
            "video_id": video.video_id,
            "attempt": video.attempt,
            "submits": video.submits,
            "contract": contract,
        }

        def claim(transaction: Transaction) -> Row | None:
            aim = aim_for(transaction, video.video_id, usual_bytes, now)
            is_refit = video.variant != unfitted(video.variant)
            most = video.most_bytes if is_refit else aim
            row = transaction.fetch_one(_CLAIM_SUBMIT, {**values, "most_bytes": most})
            if row is not None:
                detail = EventDetail(number=row["submits"], contract=contract)
                note_video(
                    transaction, video.video_id, video.attempt, EventKind.SUBMITTED, now, detail
                )
            return row

        row = await self._db.write(claim)
        return None if row is None else Video.model_validate(row)

    async def extend_deadlines(self, until: datetime) -> None:
        """Return what is under way until then at least:
        the time that we were away doesn't count.
        """
        await self._db.execute(
            "UPDATE videos SET deadline_at = :until"
            " WHERE state IN ('submitting', 'rendering') AND due_at IS NOT NULL"
            " AND deadline_at < :until",
            {"until": epoch(until)},
        )

    async def shift_deadlines(self, by: timedelta) -> None:
        """Give what is under way the time back in which nobody could work on it."""
        await self._db.execute(
            "UPDATE videos SET deadline_at = deadline_at + ?"
            " WHERE state IN ('submitting', 'rendering') AND due_at IS NOT NULL"
            " AND deadline_at IS NOT NULL",
            (by.total_seconds(),),
        )

    async def cap_due_times(self, until: datetime, *, deadline_at: datetime) -> None:
        """Let nothing that has no outcome yet rest beyond that time: looking early is harmless.

        ``deadline_at``: when what is under way now is given up at the latest.
        """
        await self._db.execute(
            "UPDATE videos SET due_at = min(due_at, :until),"
            " deadline_at = min(deadline_at, :deadline_at)"
            " WHERE due_at IS NOT NULL AND state IN ('queued', 'submitting', 'rendering')"
            " AND (due_at > :until OR deadline_at > :deadline_at)",
            {"until": epoch(until), "deadline_at": epoch(deadline_at)},
        )

    async def requeue(
        self,
        video: Video,
        reason: FailureReason,
        due_at: datetime,
        *,
        deadline_at: datetime | None = None,
    ) -> bool:
        """Take back a submit that certainly was not taken: it is queued again.

        A second submit that was turned away leaves the first one's outcome open, as it was.
        ``deadline_at``: when one that is queued is given up.
        """
        changed = await self._db.execute(
            "UPDATE videos SET submits = submits - 1, reason = ?, due_at = ?,"
            " deadline_at = CASE WHEN submits = 1 THEN ? ELSE deadline_at END,"
            " contract = CASE WHEN submits = 1 THEN '' ELSE contract END,"
            " state = CASE WHEN submits = 1 THEN 'queued' ELSE 'submitting' END"
            " WHERE video_id = ? AND attempt = ? AND submits = ? AND state = 'submitting'",
            (
                reason,
                epoch(due_at),
                epoch(deadline_at),
                video.video_id,
                video.attempt,
                video.submits,
            ),
        )
        return changed == 1

    async def hold(
        self, video: Video, reason: FailureReason, due_at: datetime, *, deadline_at: datetime
    ) -> bool:
        """Keep why a queued video can't be submitted now, and when it is tried again."""
        changed = await self._db.execute(
            "UPDATE videos SET reason = ?, due_at = ?, deadline_at = ?"
            " WHERE video_id = ? AND attempt = ? AND state = 'queued'",
            (reason, epoch(due_at), epoch(deadline_at), video.video_id, video.attempt),
        )
        return changed == 1

    async def set_reason(self, video: Video, reason: FailureReason) -> None:
        """Keep what the API said of a submit whose outcome is still to be found out."""
        await self._db.execute(
            "UPDATE videos SET reason = ?"
            " WHERE video_id = ? AND attempt = ? AND state = 'submitting'",
            (reason, video.video_id, video.attempt),
        )

    async def adopt(
        self, video: Video, api_task_id: str, due_at: datetime, *, is_own: bool = True
    ) -> bool:
        """Return a video its id at the API; False when it has one, or another video has this one.

        ``is_own``: whether it certainly is of this attempt, and so carries its branding. From here
        on the attempt counts as charged: the trigger ``charges_taken``.
        """
        changed = await self._db.execute(
            "UPDATE OR IGNORE videos SET state = 'rendering', api_task_id = ?,"
            " is_branding_confirmed = is_branding_confirmed AND ?,"
            " due_at = CASE WHEN EXISTS (SELECT 1 FROM candidate_ids"
            "   WHERE candidate_ids.video_id = videos.video_id AND is_open) THEN due_at ELSE ? END"
            " WHERE video_id = ? AND attempt = ? AND api_task_id IS NULL"
            f" AND state IN {SOURCES[VideoState.RENDERING]}",
            (api_task_id, is_own, epoch(due_at), video.video_id, video.attempt),
        )
        return changed == 1

    async def postpone(self, video: Video, due_at: datetime | None, *, seen_at: datetime) -> None:
        """Look at a video again at that time, or at once if a candidate id
        came after ``seen_at``.
        """
        await self._db.execute(
            "UPDATE videos SET due_at = CASE WHEN EXISTS ("
            "   SELECT 1 FROM candidate_ids WHERE candidate_ids.video_id = videos.video_id"
            "   AND is_open AND received_at > :seen_at) THEN due_at ELSE :due_at END"
            " WHERE video_id = :video_id AND attempt = :attempt AND state = :state",
            {
                "due_at": epoch(due_at),
                "seen_at": epoch(seen_at),
                "video_id": video.video_id,
                "attempt": video.attempt,
                "state": video.state,
            },
        )
