"""Owners are told of songs that nobody asks for: directly, or else where they were brought."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs import TrackInfo
from bot.jobs.notices import NoticeState
from bot.policy.track_ownership import TrackOwner, TrackSharing
from bot.store import OwnedTrack
from tests.loopback.world import Member
from tests.support.delivery_harness import DeliveryHarness, open_delivery_harness
from tests.support.rows import rows_of


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    async with open_delivery_harness(folder) as opened:
        yield opened


async def forgotten_song(
    room: DeliveryHarness, sharing: TrackSharing = TrackSharing.EVERYONE
) -> Member:
    """Let somebody bring a song long ago, and be told of it now; return who."""
    owner, now = room.guild.member_of(room.guild.owner), room.clock()
    guild_id, long_ago = room.guild.guild_id, now - timedelta(days=200)
    track = TrackInfo(task_id="rain", audio_id="a", title="Rain")
    await room.store.tracks.save([track], long_ago, owner=guild_id)
    owned = OwnedTrack(
        task_id="rain",
        guild_id=guild_id,
        owner=TrackOwner(user_id=owner.user.user_id, sharing=sharing),
        channel_id=room.channel.channel_id,
    )
    await room.store.track_owners.add(owned, long_ago)
    assert await room.store.unused_songs.warn(now, 9, days=180) == 1
    return owner


async def test_an_owner_is_told_directly_before_and_after(room: DeliveryHarness) -> None:
    owner = await forgotten_song(room)
    await room.deliver(2)
    (told,) = room.direct(owner)
    assert "**Rain**" in told.content
    assert f"**{room.guild.name}**" in told.content
    now = room.clock() + timedelta(days=15)
    assert await room.store.unused_songs.begin("rain", now)
    await room.store.unused_songs.finish("rain", room.clock())
    await room.deliver(2)
    assert "was moved out" in room.direct(owner)[-1].content
    assert room.posts() == []


@pytest.mark.parametrize("sharing", [TrackSharing.EVERYONE, TrackSharing.OWNER])
async def test_who_cannot_be_told_directly_is_told_where_the_song_was_brought(
    room: DeliveryHarness, sharing: TrackSharing
) -> None:
    """Unless nobody else may know of it."""
    room.guild.owner.dms_open = False
    await forgotten_song(room, sharing)
    await room.deliver(4)
    is_told = sharing is TrackSharing.EVERYONE
    assert ["**Rain**" in post.content for post in room.posts()] == [True] * is_told
    (notice,) = await rows_of(room.store, "notices")
    assert notice["state"] == (NoticeState.POSTED if is_told else NoticeState.DROPPED)
