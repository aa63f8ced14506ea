"""All that is known of one request, its rows and its events; and which requests an id leads to."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.jobs import Job
from bot.jobs.events import JobEvent
from bot.jobs.notices import NoticeKind
from bot.store.database import Database, Transaction
from bot.store.database_file import BUSY_MILLISECONDS, DatabaseError
from bot.store.job_events import events_of_request, events_of_video
from bot.store.jobs import find_job

_MAX_FOUND: Final = 20
_LINK: Final = re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/channels/[^/\s]+/\d+/(\d{1,20})")
_HAS_EVENTS: Final = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'job_events'"

_BY_ROW: Final = """
    SELECT request_id FROM requests JOIN videos USING (video_id)
    WHERE request_id = :id OR video_id = :id OR api_task_id = :id OR task_id = :id
        OR video_id IN (SELECT video_id FROM candidate_ids WHERE api_task_id = :id)
    ORDER BY requests.created_at DESC LIMIT :limit
"""
_BY_MESSAGE: Final = """
    SELECT request_id FROM requests WHERE request_id IN (
        SELECT request_id FROM requests WHERE message_id = :id OR status_message_id = :id
            OR interaction_id = :id
        UNION SELECT request_id FROM notices WHERE message_id = :id
        UNION SELECT request_id FROM attachment_jobs WHERE message_id = :id)
    ORDER BY created_at DESC LIMIT :limit
"""


@dataclass(frozen=True)
class JobFacts:
    """What the database knows of a request. Events are in the order in which they began.

    ``notices`` and ``attachments_due`` are what is still to be done beside its answer, each with
    when it is tried.
    """

    job: Job
    events: list[JobEvent]
    notices: list[tuple[NoticeKind, datetime]] = field(default_factory=list)
    attachments_due: list[datetime] = field(default_factory=list)


def find_requests(transaction: Transaction, text: str) -> list[str]:
    """Return the requests that an id is about, the newest first; at most 20.

    It may be a request's, a video's, the API's task id or the song's, or a message's id or link.
    """
    link = _LINK.fullmatch(text)
    wanted = link[1] if link else text
    rows = []
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 20:
        values = {"id": int(wanted), "limit": _MAX_FOUND}
        rows = transaction.fetch_all(_BY_MESSAGE, values)
    if not rows and link is None:
        rows = transaction.fetch_all(_BY_ROW, {"id": wanted, "limit": _MAX_FOUND})
    return [row["request_id"] for row in rows]


def load_facts(transaction: Transaction, request_id: str) -> JobFacts | None:
    """Return what is known of a request; None when there is no such one."""
    job = find_job(transaction, request_id)
    if job is None:
        return None
    events, attempt = events_of_request(transaction, request_id)
    events += events_of_video(transaction, job.video.video_id, attempt or job.video.attempt)
    notices = transaction.fetch_all(
        "SELECT kind, due_at FROM notices WHERE request_id = ? AND state = 'posting'"
        " AND due_at IS NOT NULL",
        (request_id,),
    )
    copies = transaction.fetch_all(
        "SELECT due_at FROM attachment_jobs WHERE request_id = ? AND due_at IS NOT NULL",
        (request_id,),
    )
    return JobFacts(
        job,
        sorted(events, key=lambda event: (event.first_at, event.event_id)),
        [(NoticeKind(row["kind"]), _moment(row["due_at"])) for row in notices],
        [_moment(row["due_at"]) for row in copies],
    )


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


class JobHistory:
    """Reads what is known of requests. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def facts(self, request_id: str) -> JobFacts | None:
        """Return what is known of a request; None when there is no such one."""
        return await self._db.read(lambda transaction: load_facts(transaction, request_id))


@contextmanager
def reading(path: Path) -> Iterator[Transaction]:
    """Open a database to read only, whether or not a process has it, and close it again.

    What is read is of one moment. Raises DatabaseError when there is none, or it can't be read.
    """
    if not path.is_file():
        raise DatabaseError(f"{path}: there is no database")
    try:
        # While no process has it, there is no log beside it; one would be made, and left behind.
        has_log = path.with_name(f"{path.name}-wal").exists()
        uri = f"{path.absolute().as_uri()}?{'mode=ro' if has_log else 'immutable=1'}"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            connection.execute("BEGIN")
            if connection.execute(_HAS_EVENTS).fetchone() is None:
                raise DatabaseError(
                    f"{path}: made by an older version of the bot; start this one once"
                )
            yield Transaction(connection)
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: {error}") from error
