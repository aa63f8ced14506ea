"""Who brought the bot into a server is told once what to do first, wherever they can be told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.jobs.notices import NoticeState
from bot.services.guild_registry import GuildRegistry
from tests.loopback.world import Member, Permission
from tests.support.delivery_harness import SEND, DeliveryHarness, open_delivery_harness
from tests.support.rows import rows_of


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    async with open_delivery_harness(folder) as opened:
        yield opened


def owner_of(room: DeliveryHarness) -> Member:
    return room.guild.member_of(room.guild.owner)


async def join(room: DeliveryHarness) -> None:
    assert await room.store.guilds.mark_joined(room.guild.guild_id, welcome_at=room.clock())


async def states(room: DeliveryHarness) -> list[str]:
    return [row["state"] for row in await rows_of(room.store, "notices")]


@pytest.mark.parametrize("after", [False, True])
async def test_the_owner_is_told_once_whatever_is_lost(room: DeliveryHarness, after: bool) -> None:
    room.discord.faults.add("drop", SEND, method="POST", after=after)
    await join(room)
    await room.deliver(2)
    room.start_again()
    await room.pass_time(600)
    (told,) = room.direct(owner_of(room))
    assert f"**{room.guild.name}**" in told.content
    for command in ("/settings channels", "/branding set", "/musicvideo", "/help"):
        assert f"`{command}`" in told.content
    assert await states(room) == [NoticeState.POSTED]
    assert room.posts() == []


async def test_where_the_audit_log_may_be_read_it_is_who_invited(room: DeliveryHarness) -> None:
    admin = room.discord.member(room.guild, "admin")
    room.guild.inviter = admin.user
    room.guild.bot_role.permissions |= Permission.VIEW_AUDIT_LOG
    told_anew(room)
    await join(room)
    await room.deliver(3)
    assert len(room.direct(admin)) == 1
    assert room.direct(owner_of(room)) == []


@pytest.mark.parametrize("lost", [None, "/users/@me/channels$", SEND])
async def test_who_cannot_be_sent_anything_is_told_in_the_system_channel(
    room: DeliveryHarness, lost: str | None
) -> None:
    if lost:  # a passing fault before it is known
        room.discord.faults.add("drop", lost, method="POST")
    room.guild.system_channel_id = room.channel.channel_id
    told_anew(room)
    room.guild.owner.dms_open = False
    await join(room)
    await room.deliver(4)
    for _ in range(3):
        await room.pass_time(600)
    (told,) = room.posts()
    assert "For those who manage this server" in told.content
    assert told.pings == set()
    assert await states(room) == [NoticeState.POSTED]


def told_anew(room: DeliveryHarness) -> None:
    """Let the gateway tell of the server as it is now."""
    guild = room.delivery._messages._client.get_guild(room.guild.guild_id)
    assert guild is not None
    guild._from_data(room.guild.payload())  # type: ignore[arg-type]


async def test_where_nobody_can_be_told_it_is_left(room: DeliveryHarness) -> None:
    room.guild.owner.dms_open = False
    await join(room)
    await room.deliver(3)
    assert await states(room) == [NoticeState.DROPPED]
    assert room.posts() == []


async def test_only_a_server_that_comes_after_the_list_is_welcomed_and_only_once(
    room: DeliveryHarness,
) -> None:
    registry, store = GuildRegistry(room.store, clock=room.clock), room.store
    assert not await registry.mark_present(1)  # the list of servers is still to come
    await registry.reconcile([1, 2], shard=0, shards=1)
    assert not await registry.mark_present(2)
    assert await registry.mark_present(3)
    assert not await registry.mark_present(3)
    await registry.mark_left(3)
    assert not await registry.mark_present(3)  # it is back: who brought it knows
    assert not await registry.mark_present(4, shard=1)  # whose list is still to come
    assert [row["guild_id"] for row in await rows_of(store, "notices")] == [3]
