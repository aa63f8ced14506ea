"""Songs that nobody asks for any more: their owners are told, and two weeks later they go.

A song that moderators took down goes as well, once that can't be undone any more.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from bot.jobs.notices import NoticeKind
from bot.policy.takedowns import UNDO_WITHIN
from bot.policy.track_ownership import TrackSharing
from bot.store.database import Database, Row, Transaction, epoch
from bot.store.tracks import withdraw_unless_made

WARNED_FOR: Final = timedelta(days=14)
"""How long an owner has to ask for a video of a song, and so to keep it."""

_DAY_SECONDS: Final = 86_400.0

_SONGS: Final = """
    SELECT track_owners.task_id, track_owners.guild_id, warned_at, removed_at,
        max(added_at, coalesce((SELECT max(requests.created_at) FROM videos
            JOIN requests USING (video_id) WHERE videos.task_id = track_owners.task_id), 0))
            AS used_at,
        coalesce(guild_settings.unused_days, :days) AS days
    FROM track_owners LEFT JOIN guild_settings USING (guild_id)
"""
# Told two weeks before, but after half of the time at the earliest: in a week's nobody is told at
# once.
_UNUSED_BEFORE: Final = f"""
    :now - max(days * {_DAY_SECONDS} - :warned_for, days * {_DAY_SECONDS / 2})
"""
_WARN: Final = f"""
    SELECT task_id, guild_id FROM ({_SONGS}) AS songs
    WHERE warned_at IS NULL AND removed_at IS NULL AND days > 0
        AND used_at < {_UNUSED_BEFORE}
        AND NOT EXISTS (SELECT 1 FROM takedowns
            WHERE undone_at IS NULL AND takedowns.task_id = songs.task_id)
    LIMIT :limit
"""
_KEEP: Final = f"""
    UPDATE track_owners SET warned_at = NULL WHERE removed_at IS NULL AND task_id IN (
        SELECT task_id FROM ({_SONGS}) WHERE warned_at IS NOT NULL
            AND (used_at > warned_at OR days = 0 OR used_at >= {_UNUSED_BEFORE}))
"""
# What was begun is ended: the studio may have been silent.
_GO: Final = """
    SELECT task_id FROM track_owners WHERE warned_at < :now - :warned_for
    UNION
    SELECT track_owners.task_id FROM takedowns JOIN track_owners USING (task_id)
    WHERE undone_at IS NULL AND taken_at < :now - :undo_within AND removed_at IS NULL
    LIMIT :limit
"""


class ToldSong(NamedTuple):
    """A song of which a notice tells, to its owner."""

    user_id: int
    title: str
    channel_id: int | None
    """Where it was brought; None where its owner keeps it from others."""
    goes_at: datetime | None
    """When it is moved out; None: it was."""


class UnusedSongs:
    """Such songs in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def warn(self, now: datetime, limit: int, *, days: int) -> int:
        """Have owners told of at most ``limit`` songs that will go; return of how many.

        ``days``: what holds for servers that set nothing else; 0: never. What was asked for since
        its owner was told stays.
        """
        values = {"now": epoch(now), "days": days, "limit": limit, **_spans()}

        def warn(transaction: Transaction) -> int:
            transaction.execute(_KEEP, values)
            songs = transaction.fetch_all(_WARN, values)
            for song in songs:
                notice_id = _notice(transaction, NoticeKind.SONG_UNUSED, song["guild_id"], now)
                transaction.execute(
                    "UPDATE track_owners SET warned_at = ?, notice_id = ? WHERE task_id = ?",
                    (epoch(now), notice_id, song["task_id"]),
                )
            return len(songs)

        return await self._db.write(warn)

    async def to_move_out(self, now: datetime, limit: int) -> list[str]:
        """Return tasks whose time has come."""
        rows = await self._db.fetch_all(_GO, {"now": epoch(now), "limit": limit, **_spans()})
        return [row["task_id"] for row in rows]

    async def begin(self, task_id: str, now: datetime) -> bool:
        """Keep that a song is offered no more; False while a video of it is being made."""

        def begin(transaction: Transaction) -> bool:
            is_free = withdraw_unless_made(transaction, task_id, now)
            if is_free:
                transaction.execute(  # so that it is ended whatever happens to the studio
                    "UPDATE track_owners SET warned_at = coalesce(warned_at, 0) WHERE task_id = ?",
                    (task_id,),
                )
            return is_free

        return await self._db.write(begin)

    async def finish(self, task_id: str, now: datetime) -> None:
        """Keep that a song is gone from the studio, and have its owner told.

        Whoever knows that it was taken down isn't told that nobody asked for it.
        """

        def finish(transaction: Transaction) -> None:
            row = transaction.fetch_one(
                "SELECT guild_id, EXISTS (SELECT 1 FROM takedowns WHERE undone_at IS NULL"
                "  AND takedowns.task_id = track_owners.task_id) AS is_down"
                " FROM track_owners WHERE task_id = ?",
                (task_id,),
            )
            notice_id = None
            if row is not None and not row["is_down"]:
                kind = NoticeKind.SONG_MOVED_OUT
                notice_id = _notice(transaction, kind, row["guild_id"], now)
            transaction.execute(
                "UPDATE track_owners SET warned_at = NULL, notice_id = ? WHERE task_id = ?",
                (notice_id, task_id),
            )

        await self._db.write(finish)

    async def told_by(self, notice_id: int) -> ToldSong | None:
        """Return the song of which a notice tells; None when there is nothing to tell any more."""
        row = await self._db.fetch_one(
            "SELECT user_id, sharing, channel_id, warned_at, track_owners.removed_at,"
            "  (SELECT title FROM tracks WHERE tracks.task_id = track_owners.task_id LIMIT 1)"
            "  AS title FROM track_owners WHERE notice_id = ?",
            (notice_id,),
        )
        return None if row is None else _told(row)


def _told(row: Row) -> ToldSong | None:
    warned_at, is_gone = row["warned_at"], row["removed_at"] is not None
    if warned_at is None and not is_gone:  # it was asked for since
        return None
    is_shared = row["sharing"] == TrackSharing.EVERYONE
    goes_at = None if is_gone else datetime.fromtimestamp(warned_at, UTC) + WARNED_FOR
    return ToldSong(
        user_id=row["user_id"],
        title=row["title"] or "",
        channel_id=row["channel_id"] if is_shared else None,
        goes_at=goes_at,
    )


def _notice(transaction: Transaction, kind: NoticeKind, guild_id: int, now: datetime) -> int | None:
    """Make a notice to somebody directly; the channel is found when it is sent."""
    row = transaction.fetch_one(
        "INSERT INTO notices (kind, guild_id, channel_id, state, due_at, created_at)"
        " VALUES (?, ?, 0, 'posting', ?, ?) RETURNING notice_id",
        (kind, guild_id, epoch(now), epoch(now)),
    )
    return row["notice_id"] if row else None


def _spans() -> Row:
    return {
        "warned_for": WARNED_FOR.total_seconds(),
        "undo_within": UNDO_WITHIN.total_seconds(),
    }
