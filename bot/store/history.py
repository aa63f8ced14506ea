"""The requests of a server or of one member, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.jobs import Job, Request, RequestState, VideoState
from bot.store.create_request import load_job
from bot.store.database import Database, Row, Transaction, placeholders

_NEWEST_FIRST: Final = "created_at DESC, requests.rowid DESC"
_OLDEST_FIRST: Final = "created_at, requests.rowid"


class PageDirection(StrEnum):
    """Which way a page is turned."""

    OLDER = "older"
    NEWER = "newer"


@dataclass(frozen=True)
class HistoryPage:
    """Some requests, newest first, and whether there is more on either side.

    ``copied``: the messages to which a copy of the video is attached.
    """

    jobs: list[Job]
    copied: frozenset[int]
    has_newer: bool
    has_older: bool


class RequestEntry(BaseModel):
    """What people know a request by, to choose it from a list. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request_id: str
    channel_id: int
    state: RequestState
    video_state: VideoState
    created_at: datetime
    message_id: int | None
    status_message_id: int | None
    deleted_at: datetime | None
    title: str | None
    position: int | None
    audio_id: str


class History:
    """The requests in one database. Methods raise sqlite3.Error when SQLite does.

    ``user_id`` None stands for everybody in the server.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def page(
        self,
        guild_id: int,
        user_id: int | None,
        size: int,
        *,
        anchor_id: str | None = None,
        direction: PageDirection = PageDirection.OLDER,
    ) -> HistoryPage:
        """Return the page on one side of a request, or the first one.

        The first one is also given when that request is forgotten, and in place of a newer page
        that would not be full: new requests have come meanwhile.
        """

        def read(transaction: Transaction) -> HistoryPage:
            anchor = anchor_id and transaction.fetch_one(
                "SELECT created_at, rowid AS number FROM requests WHERE request_id = ?",
                (anchor_id,),
            )
            page = _page(transaction, guild_id, user_id, size, anchor or None, direction)
            if anchor and direction is PageDirection.NEWER and len(page.jobs) < size:
                return _page(transaction, guild_id, user_id, size, None, PageDirection.OLDER)
            return page

        return await self._db.read(read)

    async def has_copy(self, message_id: int) -> bool:
        """Return whether a copy of its video is attached to a message."""
        return bool(await self._db.read(lambda transaction: _copied(transaction, [message_id])))

    async def entries(self, guild_id: int, user_id: int | None, limit: int) -> list[RequestEntry]:
        """Return the newest requests, as people choose from them."""
        whose, values = _whose(guild_id, user_id)
        rows = await self._db.fetch_all(
            "SELECT request_id, channel_id, requests.state, videos.state AS video_state,"
            "  requests.created_at, message_id, status_message_id, deleted_at, title, position,"
            "  videos.audio_id"
            " FROM requests JOIN videos USING (video_id) LEFT JOIN tracks USING (task_id, audio_id)"
            f" WHERE {whose} ORDER BY requests.{_NEWEST_FIRST} LIMIT ?",
            (*values, limit),
        )
        return [RequestEntry.model_validate(row) for row in rows]


def _whose(guild_id: int, user_id: int | None) -> tuple[str, Sequence[object]]:
    if user_id is None:
        return "requests.guild_id = ?", (guild_id,)
    return "requests.guild_id = ? AND requests.user_id = ?", (guild_id, user_id)


def _page(
    transaction: Transaction,
    guild_id: int,
    user_id: int | None,
    size: int,
    anchor: Row | None,
    turn: PageDirection,
) -> HistoryPage:
    """Read one more than a page has, to see whether there is more on that side."""
    whose, values = _whose(guild_id, user_id)
    is_older = turn is PageDirection.OLDER
    if anchor is not None:
        whose += f" AND (created_at, requests.rowid) {'<' if is_older else '>'} (?, ?)"
        values = (*values, anchor["created_at"], anchor["number"])
    rows = transaction.fetch_all(
        f"SELECT * FROM requests WHERE {whose}"
        f" ORDER BY {_NEWEST_FIRST if is_older else _OLDEST_FIRST} LIMIT ?",
        (*values, size + 1),
    )
    has_more, has_anchor = len(rows) > size, anchor is not None
    rows = rows[:size] if is_older else rows[:size][::-1]
    return HistoryPage(
        [load_job(transaction, Request.model_validate(row)) for row in rows],
        _copied(transaction, [row["message_id"] for row in rows]),
        has_newer=has_anchor if is_older else has_more,
        has_older=has_more if is_older else has_anchor,
    )


def _copied(transaction: Transaction, message_ids: list[int | None]) -> frozenset[int]:
    """Return those of some messages that have a copy of their video."""
    rows = transaction.fetch_all(
        "SELECT message_id FROM attachment_jobs WHERE state = 'attached'"
        f" AND message_id IN ({placeholders(message_ids)})",
        message_ids,
    )
    return frozenset(row["message_id"] for row in rows)
