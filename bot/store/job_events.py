"""What happened to requests and videos: events that are added, and counted up where they recur.

They are kept while somebody's request is there, and go with it: a request's by its foreign key, a
video's with its last request (``bot.store.retention``).
"""

from datetime import datetime
from typing import Final

from bot.jobs import Video
from bot.jobs.events import NOTHING_MORE, EventDetail, EventKind, JobEvent
from bot.store.database import Database, Row, Transaction, epoch

MAX_EVENTS: Final = 100
"""How many rows a request has at most, and as many a video: the longest unheard of go first."""

_RECUR: Final = """
    UPDATE job_events SET count = count + :count, last_at = max(last_at, :now)
    WHERE {owner} = :owner_id AND attempt = :attempt AND kind = :kind AND detail = :detail
"""
_ADD: Final = """
    INSERT INTO job_events ({owner}, attempt, kind, detail, count, first_at, last_at)
    SELECT :owner_id, :attempt, :kind, :detail, :count, :now, :now
    WHERE EXISTS (SELECT 1 FROM requests WHERE {owner} = :owner_id)
"""
_DROP_SURPLUS: Final = """
    DELETE FROM job_events WHERE event_id IN (SELECT event_id FROM job_events
        WHERE {owner} = :owner_id AND kind <> 'admitted'
        ORDER BY last_at DESC, event_id DESC LIMIT -1 OFFSET :most)
"""
_COPY: Final = """
    INSERT INTO job_events (request_id, attempt, kind, detail, count, first_at, last_at)
    SELECT :request_id, 0, kind, detail, count, first_at, last_at FROM job_events
    WHERE video_id = :video_id AND attempt = :attempt AND last_at >= :since
"""
_OF_REQUEST: Final = "SELECT * FROM job_events WHERE request_id = ? ORDER BY first_at, event_id"
_OF_VIDEO: Final = """
    SELECT * FROM job_events WHERE video_id = ? AND attempt = ? ORDER BY first_at, event_id
"""


def note_request(
    transaction: Transaction,
    request_id: str,
    kind: EventKind,
    now: datetime,
    detail: EventDetail = NOTHING_MORE,
    *,
    attempt: int = 0,
) -> None:
    """Add an event of a request inside the caller's transaction.

    ``attempt``: with ``ADMITTED``, which of its video's it waits for.
    """
    _note(transaction, "request_id", request_id, attempt, kind, now, detail)


def note_video(
    transaction: Transaction,
    video_id: str,
    attempt: int | None,
    kind: EventKind,
    now: datetime,
    detail: EventDetail = NOTHING_MORE,
    *,
    count: int = 1,
) -> None:
    """Add an event of a video inside the caller's transaction, if somebody asks for it.

    ``attempt`` None: the present one. ``count``: how often it happened.
    """
    if attempt is None:
        row = transaction.fetch_one("SELECT attempt FROM videos WHERE video_id = ?", (video_id,))
        if row is None:
            return
        attempt = int(row["attempt"])
    _note(transaction, "video_id", video_id, attempt, kind, now, detail, count)


def _note(
    transaction: Transaction,
    owner: str,
    owner_id: str,
    attempt: int,
    kind: EventKind,
    now: datetime,
    detail: EventDetail,
    count: int = 1,
) -> None:
    values: Row = {
        "owner_id": owner_id,
        "attempt": attempt,
        "kind": kind,
        "detail": detail.model_dump_json(exclude_none=True),
        "count": count,
        "now": epoch(now),
        "most": MAX_EVENTS,
    }
    if transaction.execute(_RECUR.format(owner=owner), values):
        return
    if transaction.execute(_ADD.format(owner=owner), values):
        transaction.execute(_DROP_SURPLUS.format(owner=owner), values)


def copy_to_request(
    transaction: Transaction, video: Video, request_id: str, since: datetime
) -> None:
    """Copy what happened to a video since then to a request that goes on to another video."""
    transaction.execute(
        _COPY,
        {
            "request_id": request_id,
            "video_id": video.video_id,
            "attempt": video.attempt,
            "since": epoch(since),
        },
    )


def events_of_request(transaction: Transaction, request_id: str) -> tuple[list[JobEvent], int]:
    """Return a request's events, oldest first, and which attempt of its video it waits for.

    0: that isn't known, since it is older than these rows.
    """
    rows = transaction.fetch_all(_OF_REQUEST, (request_id,))
    attempt = next((row["attempt"] for row in reversed(rows) if row["attempt"]), 0)
    return [_event(row) for row in rows], attempt


def events_of_video(transaction: Transaction, video_id: str, attempt: int) -> list[JobEvent]:
    """Return the events of one attempt at a video, oldest first."""
    return [_event(row) for row in transaction.fetch_all(_OF_VIDEO, (video_id, attempt))]


def _event(row: Row) -> JobEvent:
    return JobEvent(
        event_id=row["event_id"],
        kind=row["kind"],
        detail=EventDetail.model_validate_json(row["detail"]),
        is_of_video=row["video_id"] is not None,
        count=row["count"],
        first_at=row["first_at"],
        last_at=row["last_at"],
    )


class JobEvents:
    """Adds events beside what they tell of: they go with the next commit, and nobody waits."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note_request(
        self, request_id: str, kind: EventKind, now: datetime, detail: EventDetail = NOTHING_MORE
    ) -> None:
        """Add an event of a request."""
        self._db.write_soon(
            lambda transaction: note_request(transaction, request_id, kind, now, detail)
        )

    def note_video(
        self, video: Video, kind: EventKind, now: datetime, detail: EventDetail = NOTHING_MORE
    ) -> None:
        """Add an event of a video's attempt."""
        self._db.write_soon(
            lambda transaction: note_video(
                transaction, video.video_id, video.attempt, kind, now, detail
            )
        )

    def note_callback_refused(self, video_id: str, said: str, now: datetime, count: int) -> None:
        """Add that so many callbacks of a video's were refused."""
        detail = EventDetail(said=said)
        self._db.write_soon(
            lambda transaction: note_video(
                transaction, video_id, None, EventKind.CALLBACK_REFUSED, now, detail, count=count
            )
        )
