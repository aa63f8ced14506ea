"""What is known of tracks, as it is kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from bot.jobs import NewRequest, TrackInfo, TrackKey, WrittenTexts
from bot.policy.denials import TrackNotAvailable, TrackNotShared, TrackTakenDown
from bot.policy.track_ownership import TrackOwner
from bot.store.database import Database, Transaction, epoch
from bot.store.track_owners import owner_in

HAS_SIBLINGS: Final = (
    "EXISTS (SELECT 1 FROM tracks AS others WHERE others.task_id = tracks.task_id"
    " AND others.audio_id <> tracks.audio_id) AS has_siblings"
)

COLUMNS: Final = f"task_id, audio_id, position, {HAS_SIBLINGS}, title, duration_seconds, image_url"

_REMEMBER: Final = """
    INSERT INTO tracks (task_id, audio_id, position, title, duration_seconds, image_url, seen_at,
        guild_id)
    VALUES (:task_id, :audio_id, :position, :title, :duration_seconds, :image_url, :seen_at, :owner)
    ON CONFLICT DO UPDATE SET
        position = excluded.position,
        title = coalesce(excluded.title, title),
        duration_seconds = coalesce(excluded.duration_seconds, duration_seconds),
        image_url = coalesce(excluded.image_url, image_url),
        seen_at = excluded.seen_at,
        guild_id = coalesce(excluded.guild_id, guild_id)
"""


_ASKED: Final = f"""
    SELECT tracks.task_id IS NOT NULL AS is_known, title, tracks.guild_id, tracks.removed_at,
        track_owners.guild_id AS owned_in,
        {", ".join(f"track_owners.{name}" for name in TrackOwner.model_fields)},
        EXISTS (SELECT 1 FROM takedowns WHERE takedowns.guild_id = :guild_id
            AND takedowns.task_id = :task_id AND undone_at IS NULL) AS is_taken_down
    FROM (SELECT :task_id AS task_id) AS asked
        LEFT JOIN tracks ON tracks.task_id = asked.task_id AND tracks.audio_id = :audio_id
        LEFT JOIN track_owners ON track_owners.task_id = asked.task_id
"""


class KnownTrack(NamedTuple):
    """What is known of a track that somebody asks for."""

    texts: WrittenTexts | None
    """What it is called."""
    owner: TrackOwner | None
    """Who brought it."""


def check_track(transaction: Transaction, new_request: NewRequest) -> KnownTrack:
    """Check that a member may use a track in a server; return what is known of it.

    A finished video of a track that was removed since may still be posted once more. Raises
    TrackTakenDown, TrackNotAvailable or TrackNotShared.
    """
    key, guild_id, song = new_request.key, new_request.guild_id, new_request.song
    row = transaction.fetch_one(_ASKED, {**key.model_dump(), "guild_id": guild_id}) or {}
    if row["is_taken_down"]:
        raise TrackTakenDown
    is_gone = row["removed_at"] is not None and not new_request.is_repost
    if is_gone or {row["guild_id"], row["owned_in"]} - {None, guild_id}:
        raise TrackNotAvailable
    owner = None
    if row["user_id"] is not None:
        owner = owner_in(row)
    elif song is not None and song.added_by is not None:  # of older songs the studio tells
        owner = TrackOwner(user_id=song.added_by)
    is_moderator = new_request.is_moderator
    if owner and not owner.shares_with(new_request.user_id, is_moderator=is_moderator):
        raise TrackNotShared(owner)
    texts = None
    if row["is_known"]:
        texts = WrittenTexts(title=row["title"], artist=None, guild_id=row["guild_id"])
    return KnownTrack(texts, owner)


class RequestedTrack(NamedTuple):
    """A track that a member asked for in a channel."""

    track: TrackInfo
    channel_id: int
    user_id: int


def withdraw_unless_made(transaction: Transaction, task_id: str, now: datetime) -> bool:
    """Note that a task is offered no more; False while a video of it is queued or being made."""
    waiting = transaction.fetch_one(
        "SELECT 1 FROM videos WHERE owns_files AND task_id = ?"
        " AND state IN ('queued', 'submitting', 'rendering') LIMIT 1",
        (task_id,),
    )
    if waiting is not None:
        return False
    for table in ("tracks", "track_owners"):
        transaction.execute(
            f"UPDATE {table} SET removed_at = coalesce(removed_at, ?) WHERE task_id = ?",
            (epoch(now), task_id),
        )
    return True


class Tracks:
    """The known tracks in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def save(
        self, tracks: Iterable[TrackInfo], now: datetime, *, owner: int | None = None
    ) -> None:
        """Keep what is known of tracks, over what was known before.

        ``owner``: the server that they belong to; no other may use them.
        """
        rows = [{**track.model_dump(), "seen_at": epoch(now), "owner": owner} for track in tracks]

        def insert(transaction: Transaction) -> None:
            for row in rows:
                transaction.execute(_REMEMBER, row)

        if rows:
            await self._db.write(insert)

    async def get(self, key: TrackKey) -> TrackInfo | None:
        """Return what is known of a track."""
        row = await self._db.fetch_one(
            f"SELECT {COLUMNS} FROM tracks WHERE task_id = ? AND audio_id = ?",
            (key.task_id, key.audio_id),
        )
        return None if row is None else TrackInfo.model_validate(row)

    async def of_task(self, task_id: str, guild_id: int) -> list[TrackInfo]:
        """Return the known tracks of a task that a server may use, in the API's order."""
        rows = await self._db.fetch_all(
            f"SELECT {COLUMNS} FROM tracks WHERE task_id = ? AND removed_at IS NULL"
            " AND (guild_id IS NULL OR guild_id = ?) ORDER BY position",
            (task_id, guild_id),
        )
        return [TrackInfo.model_validate(row) for row in rows]

    async def of_audio(self, audio_id: str, guild_id: int) -> list[TrackInfo]:
        """Return the known tracks with this id that a server may use, in whatever task."""
        rows = await self._db.fetch_all(
            f"SELECT {COLUMNS} FROM tracks WHERE audio_id = ? AND removed_at IS NULL"
            " AND (guild_id IS NULL OR guild_id = ?)",
            (audio_id, guild_id),
        )
        return [TrackInfo.model_validate(row) for row in rows]

    async def note_contract(self, task_id: str, contract: str, now: datetime) -> None:
        """Keep under which contract a music task was made: it is found out once."""
        await self._db.execute(
            "INSERT INTO task_contracts (task_id, contract, found_at) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET contract = excluded.contract, found_at = excluded.found_at",
            (task_id, contract, epoch(now)),
        )

    async def contract_of(self, task_id: str) -> str | None:
        """Return the contract under which a music task was made, None before that is found out."""
        row = await self._db.fetch_one(
            "SELECT contract FROM task_contracts WHERE task_id = ?", (task_id,)
        )
        return None if row is None else str(row["contract"])

    async def withdraw(self, task_id: str, now: datetime) -> bool:
        """Note that a task is removed from the studio's library, and offered no more.

        False, and nothing is noted, while a video of it is queued or being made: whoever asked for
        that waits for it.
        """

        def withdraw(transaction: Transaction) -> bool:
            is_free = withdraw_unless_made(transaction, task_id, now)
            if is_free:
                transaction.execute(
                    "UPDATE track_owners SET warned_at = NULL WHERE task_id = ?", (task_id,)
                )
            return is_free

        return await self._db.write(withdraw)

    async def recent(self, guild_id: int) -> list[RequestedTrack]:
        """Return the tracks last asked for in a server, newest first, known by name or not.

        Each once for every member and channel: not everybody may know of all of them.
        """
        rows = await self._db.fetch_all(
            "SELECT task_id, audio_id, coalesce(position, 0) AS position, title,"
            f" {HAS_SIBLINGS},"
            "  duration_seconds, image_url, channel_id, user_id"
            " FROM (SELECT video_id, channel_id, user_id, max(created_at) AS asked_at"
            "       FROM (SELECT video_id, channel_id, user_id, created_at"
            "         FROM requests WHERE guild_id = ? ORDER BY created_at DESC LIMIT 500)"
            "       GROUP BY video_id, channel_id, user_id)"
            " JOIN videos USING (video_id) LEFT JOIN tracks USING (task_id, audio_id)"
            " WHERE tracks.removed_at IS NULL"
            " ORDER BY asked_at DESC",
            (guild_id,),
        )
        tracks: dict[tuple[str, str], TrackInfo] = {}  # one is asked for by many
        requested = []
        for row in rows:
            channel_id, user_id = row.pop("channel_id"), row.pop("user_id")
            key = row["task_id"], row["audio_id"]
            if key not in tracks:
                tracks[key] = TrackInfo.model_validate(row)
            requested.append(RequestedTrack(tracks[key], channel_id, user_id))
        return requested
