"""Whose songs are, as it is kept, and who has said that theirs are theirs to share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.policy.denials import Limits, TooManySongBytes, TooManySongs
from bot.policy.track_ownership import TrackOwner
from bot.store.database import Database, Row, Transaction, epoch

_MEBIBYTE: Final = 1 << 20
_COLUMNS: Final = ", ".join(TrackOwner.model_fields)

_RESTRICTED: Final = f"""
    SELECT task_id, {_COLUMNS} FROM track_owners
    WHERE guild_id = :guild_id AND sharing IN ('moderators', 'owner')
    UNION ALL
    SELECT task_id, {", ".join("NULL" for _ in TrackOwner.model_fields)} FROM takedowns
    WHERE guild_id = :guild_id AND undone_at IS NULL
"""


class RestrictedTrack(NamedTuple):
    """A song that not everybody in its server may use."""

    task_id: str
    owner: TrackOwner | None
    """None: moderators took it down, so that nobody may."""

    def is_open_to(self, user_id: int, *, is_moderator: bool) -> bool:
        """Return whether a member may use it."""
        return self.owner is not None and self.owner.shares_with(user_id, is_moderator=is_moderator)


_ADOPT: Final = f"""
    INSERT INTO track_owners (task_id, guild_id, {_COLUMNS}, sound_digest, size_bytes, channel_id,
        added_at)
    VALUES (:task_id, :guild_id, {", ".join(f":{name}" for name in TrackOwner.model_fields)},
        :sound_digest, :size_bytes, :channel_id, :now)
    ON CONFLICT DO NOTHING
"""
# What its member chose just now goes before what was found at the studio meanwhile.
_ADD: Final = f"""
    {_ADOPT.replace("DO NOTHING", "(task_id) DO UPDATE SET")}
        {", ".join(f"{name} = excluded.{name}" for name in TrackOwner.model_fields)},
        sound_digest = excluded.sound_digest, size_bytes = excluded.size_bytes,
        channel_id = excluded.channel_id
"""


class SongHoldings(NamedTuple):
    """What a member has in a server's library."""

    songs: int
    size_bytes: int
    """As far as it is known."""


class OwnedTrack(BaseModel):
    """A song that a member has brought, as it is first kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    guild_id: int
    owner: TrackOwner
    sound_digest: str | None = None
    size_bytes: int = 0
    """What its files take at the studio; 0: not known."""
    channel_id: int | None = None
    """Where it was brought."""


def owner_in(row: Row) -> TrackOwner:
    """Return the owner that a row names, by the names of TrackOwner's fields."""
    return TrackOwner.model_validate({name: row[name] for name in TrackOwner.model_fields})


def _holdings(transaction: Transaction, guild_id: int, user_id: int) -> SongHoldings:
    row = transaction.fetch_one(
        "SELECT count(*) AS songs, coalesce(sum(size_bytes), 0) AS size_bytes FROM track_owners"
        " WHERE user_id = ? AND guild_id = ? AND removed_at IS NULL",
        (user_id, guild_id),
    )
    return SongHoldings(**(row or {}))


def _check_room(transaction: Transaction, song: OwnedTrack, limits: Limits) -> None:
    """Check that a member has room for a song in a server."""
    held = _holdings(transaction, song.guild_id, song.owner.user_id)
    most = limits.songs_per_member
    if most is not None and held.songs >= most:
        raise TooManySongs(most)
    most = limits.megabytes_per_member
    taken = held.size_bytes + max(song.size_bytes, 1)
    if most is not None and taken > most * _MEBIBYTE:
        raise TooManySongBytes(most)


class TrackOwners:
    """Owners of songs in one database. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(self, song: OwnedTrack, now: datetime, *, limits: Limits | None = None) -> None:
        """Keep whose a song is that was just brought.

        ``limits``: what holds for its member, which is looked at in the same transaction. Raises
        TooManySongs or TooManySongBytes, and keeps nothing.
        """
        values = {
            **song.model_dump(exclude={"owner"}),
            **song.owner.model_dump(mode="json"),
            "now": epoch(now),
        }

        def add(transaction: Transaction) -> None:
            if limits is not None:
                _check_room(transaction, song, limits)
            transaction.execute(_ADD, values)

        await self._db.write(add)

    async def adopt(self, songs: Iterable[OwnedTrack], now: datetime) -> None:
        """Keep whose songs are that were brought before that was kept."""

        def adopt(transaction: Transaction) -> None:
            for song in songs:
                values = song.owner.model_dump(mode="json") | song.model_dump(exclude={"owner"})
                transaction.execute(_ADOPT, values | {"now": epoch(now)})

        await self._db.write(adopt)

    async def check_room(self, guild_id: int, user_id: int, limits: Limits) -> None:
        """Check that a member may bring one more song. Raises what ``add`` raises."""
        song = OwnedTrack(task_id="", guild_id=guild_id, owner=TrackOwner(user_id=user_id))
        await self._db.read(lambda transaction: _check_room(transaction, song, limits))

    async def holdings(self, guild_id: int, user_id: int) -> SongHoldings:
        """Return how many songs a member has in a server, and how much room they take."""
        return await self._db.read(lambda transaction: _holdings(transaction, guild_id, user_id))

    async def change(
        self,
        task_id: str,
        guild_id: int,
        changes: Mapping[str, Any],
        *,
        added_by: int,
        now: datetime,
    ) -> TrackOwner:
        """Change what holds for a song, by the names of TrackOwner's fields; return what holds now.

        ``added_by``: who brought it, for a song of which nothing is kept yet.
        """

        def change(transaction: Transaction) -> TrackOwner:
            transaction.execute(
                "INSERT INTO track_owners (task_id, guild_id, user_id, added_at)"
                " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (task_id, guild_id, added_by, epoch(now)),
            )
            columns = ", ".join(f"{name} = :{name}" for name in changes)
            row = transaction.fetch_one(
                f"UPDATE track_owners SET {columns} WHERE task_id = :task_id RETURNING {_COLUMNS}",
                {**changes, "task_id": task_id},
            )
            return TrackOwner.model_validate(row)

        return await self._db.write(change)

    async def restricted(self, guild_id: int) -> list[RestrictedTrack]:
        """Return the songs that not everybody in a server may use."""
        rows = await self._db.fetch_all(_RESTRICTED, {"guild_id": guild_id})
        return [
            RestrictedTrack(row["task_id"], None if row["user_id"] is None else owner_in(row))
            for row in rows
        ]

    async def confirm_rights(self, user_id: int, now: datetime) -> None:
        """Keep that a member said that what they bring is theirs to share."""
        await self._db.execute(
            "INSERT INTO rights_confirmations (user_id, confirmed_at) VALUES (?, ?)"
            " ON CONFLICT DO NOTHING",
            (user_id, epoch(now)),
        )

    async def has_confirmed_rights(self, user_id: int) -> bool:
        """Return whether a member has said so."""
        row = await self._db.fetch_one(
            "SELECT 1 FROM rights_confirmations WHERE user_id = ?", (user_id,)
        )
        return row is not None
