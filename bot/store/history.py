"""The requests of a server or of one member, newest first, a page at a time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.jobs import Job, RequestState, VideoState
from bot.store.database import Database, Row, Transaction, placeholders
from bot.store.jobs import load_job
from bot.store.text_rules import text_rules_of
from bot.store.tracks import HAS_SIBLINGS

_NEWEST_FIRST: Final = "created_at DESC, requests.rowid DESC"
_OLDEST_FIRST: Final = "created_at, requests.rowid"

_Condition = tuple[str, tuple[object, ...]]
"""SQL, and its values."""


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


class SeenChannels(NamedTuple):
    """What a member may know of: what they asked for themselves, and what was in some channels."""

    viewer_id: int
    channel_ids: frozenset[int]


class RequestEntry(BaseModel):
    """What people know a request by, to choose it from a list. Times are aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request_id: str
    channel_id: int
    user_id: int
    state: RequestState
    video_state: VideoState
    created_at: datetime
    message_id: int | None
    status_message_id: int | None
    deleted_at: datetime | None
    title: str | None
    position: int | None
    has_siblings: bool = False
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
        seen: SeenChannels | None = None,
    ) -> HistoryPage:
        """Return the page on one side of a request, or the first one.

        ``seen`` leaves out what somebody may not know of; None: nothing is left out.

        The first one is also given when that request is forgotten, and in place of a newer page
        that would not be full: new requests have come meanwhile.
        """
        whose = _whose(guild_id, user_id, seen)

        def read(transaction: Transaction) -> HistoryPage:
            anchor = anchor_id and transaction.fetch_one(
                "SELECT created_at, rowid AS number FROM requests"
                " WHERE request_id = ? AND guild_id = ?",
                (anchor_id, guild_id),
            )
            page = _page(transaction, whose, size, anchor or None, direction)
            if anchor and direction is PageDirection.NEWER and len(page.jobs) < size:
                return _page(transaction, whose, size, None, PageDirection.OLDER)
            return page

        return await self._db.read(read)

    async def has_copy(self, message_id: int) -> bool:
        """Return whether a copy of its video is attached to a message."""
        return bool(await self._db.read(lambda transaction: _copied(transaction, [message_id])))

    async def posted_since(self, job: Job, channel_id: int, user_ids: Sequence[int]) -> Job | None:
        """Return the newest later request of some members by which a job's video, as it was made
        last, stands in a channel; None when there is none.
        """
        return await self._db.read(
            lambda transaction: _posted_since(transaction, job, channel_id, user_ids)
        )

    async def channel_ids(self, guild_id: int) -> list[int]:
        """Return the channels of a server in which something was asked for, newest first."""
        rows = await self._db.fetch_all(
            "SELECT channel_id FROM requests WHERE guild_id = ?"
            " GROUP BY channel_id ORDER BY max(created_at) DESC",
            (guild_id,),
        )
        return [row["channel_id"] for row in rows]

    async def entries(self, guild_id: int, user_id: int | None, limit: int) -> list[RequestEntry]:
        """Return the newest requests, as people choose from them."""
        whose, values = _whose(guild_id, user_id)

        def read(transaction: Transaction) -> list[RequestEntry]:
            rows = transaction.fetch_all(
                "SELECT request_id, channel_id, user_id, requests.state,"
                "  videos.state AS video_state, requests.created_at, message_id,"
                "  status_message_id, deleted_at, title, position, videos.audio_id,"
                f"  {HAS_SIBLINGS},"
                "  tracks.guild_id AS written_in"
                " FROM requests JOIN videos USING (video_id)"
                " LEFT JOIN tracks USING (task_id, audio_id)"
                f" WHERE {whose} ORDER BY requests.{_NEWEST_FIRST} LIMIT ?",
                (*values, limit),
            )
            rules = text_rules_of(transaction, guild_id)
            for row in rows:
                if not rules.allows(row["title"], written_in=row.pop("written_in")):
                    row["title"] = None
            return [RequestEntry.model_validate(row) for row in rows]

        return await self._db.read(read)


def _whose(guild_id: int, user_id: int | None, seen: SeenChannels | None = None) -> _Condition:
    whose = "requests.guild_id = ?"
    values: tuple[object, ...] = (guild_id,)
    if user_id is not None:
        whose, values = f"{whose} AND requests.user_id = ?", (*values, user_id)
    if seen is not None:
        whose += (
            " AND (requests.user_id = ? OR requests.channel_id IN (SELECT value FROM json_each(?)))"
        )
        values = (*values, seen.viewer_id, json.dumps(sorted(seen.channel_ids)))
    return whose, values


def _page(
    transaction: Transaction,
    condition: _Condition,
    size: int,
    anchor: Row | None,
    turn: PageDirection,
) -> HistoryPage:
    """Read one more than a page has, to see whether there is more on that side."""
    whose, values = condition
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
        [load_job(transaction, row) for row in rows],
        _copied(transaction, [row["message_id"] for row in rows]),
        has_newer=has_anchor if is_older else has_more,
        has_older=has_more if is_older else has_anchor,
    )


def _posted_since(
    transaction: Transaction, job: Job, channel_id: int, user_ids: Sequence[int]
) -> Job | None:
    row = transaction.fetch_one(
        "SELECT requests.* FROM requests JOIN videos USING (video_id)"
        " WHERE video_id = ? AND channel_id = ?"
        f" AND user_id IN ({placeholders(user_ids)})"
        " AND (requests.created_at, requests.rowid) >"
        "   (SELECT created_at, rowid FROM requests WHERE request_id = ?)"
        " AND requests.state = 'posted' AND target = 'origin' AND message_id IS NOT NULL"
        " AND deleted_at IS NULL AND finished_at >= queued_at"
        f" ORDER BY requests.{_NEWEST_FIRST} LIMIT 1",
        (job.video.video_id, channel_id, *user_ids, job.request.request_id),
    )
    return None if row is None else load_job(transaction, row)


def _copied(transaction: Transaction, message_ids: list[int | None]) -> frozenset[int]:
    """Return those of some messages that have a copy of their video."""
    rows = transaction.fetch_all(
        "SELECT message_id FROM attachment_jobs WHERE state = 'attached'"
        f" AND message_id IN ({placeholders(message_ids)})",
        message_ids,
    )
    return frozenset(row["message_id"] for row in rows)
