"""Reading a channel back while the gateway knows little: never an end, always "try later"."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import discord
import pytest

from bot.discord_client import channels
from bot.discord_client.channels import DiscordMessages, MalformedResponse, NotReady
from bot.discord_client.message_target import Lookup, target_of
from bot.jobs import RequestState
from tests.loopback.world import PUBLIC_THREAD, Channel
from tests.support.delivery_harness import SEND, DeliveryHarness, open_delivery_harness

POSTED, POSTING = RequestState.POSTED, RequestState.POSTING
TEN_MINUTES: Final = 600


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts links."""
    async with open_delivery_harness(folder) as made:
        yield made


def client_of(room: DeliveryHarness) -> discord.Client:
    return room.delivery._messages._client


def forget_me(room: DeliveryHarness) -> None:
    """Let the client not know its own member: not every GUILD_CREATE carries it."""
    guild = client_of(room).get_guild(room.guild.guild_id)
    assert guild is not None
    guild._members.clear()
    assert guild.me is None


def forget_channel(room: DeliveryHarness, channel: Channel) -> None:
    guild = client_of(room).get_guild(room.guild.guild_id)
    assert guild is not None
    guild._channels.pop(channel.channel_id)


async def test_without_its_own_member_the_bot_can_not_tell_yet(room: DeliveryHarness) -> None:
    job = await room.ask()
    forget_me(room)
    with pytest.raises(NotReady):
        await room.delivery._messages.read_back(target_of(job.request))


async def test_a_thread_whose_parent_is_unknown_can_not_be_told_yet(room: DeliveryHarness) -> None:
    thread = room.discord.channel(room.guild, kind=PUBLIC_THREAD, parent=room.channel)
    job = await room.ask(thread)
    forget_channel(room, room.channel)
    with pytest.raises(MalformedResponse):
        await room.delivery._messages.read_back(target_of(job.request))


async def test_a_gateway_that_is_not_ready_is_not_waited_for_long(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "_READY_SECONDS", 0.05)
    job = await room.ask()
    client_of(room)._ready.clear()
    with pytest.raises(NotReady):
        async with asyncio.timeout(5):
            await room.delivery._messages.read_back(target_of(job.request))


async def test_a_read_back_that_hangs_ends(room: DeliveryHarness) -> None:
    job = await room.ask()
    room.discord.faults.add("hang", "/messages$", method="GET")
    hasty = DiscordMessages(client_of(room), answer_timeout_seconds=0.1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(5):
            await hasty.read_back(target_of(job.request))
    assert (await hasty.read_back(target_of(job.request))).lookup is Lookup.MISSING


async def test_what_is_not_known_yet_postpones_a_post_whose_nonce_has_expired(
    room: DeliveryHarness,
) -> None:
    room.discord.faults.add("drop", SEND, method="POST")
    job = await room.finished()
    await room.deliver()
    guild: Any = client_of(room).get_guild(room.guild.guild_id)
    members = dict(guild._members)
    forget_me(room)
    await room.pass_time(TEN_MINUTES)
    assert (await room.request(job)).state is POSTING
    assert room.posts() == []
    guild._members.update(members)
    await room.pass_time(TEN_MINUTES)
    assert (await room.request(job)).state is POSTED
    assert len(room.posts()) == 1


async def test_within_its_window_the_nonce_needs_no_gateway(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "_READY_SECONDS", 0.05)
    room.discord.faults.add("drop", SEND, method="POST")
    job = await room.finished()
    await room.deliver()
    client_of(room)._ready.clear()
    await room.pass_time(3)
    client_of(room)._ready.set()
    assert (await room.request(job)).state is POSTED


async def test_a_notice_whose_answer_makes_no_sense_was_not_sent(room: DeliveryHarness) -> None:
    room.discord.faults.add(200, SEND, method="POST")  # a page of HTML
    told = await room.delivery._messages.try_send_text(room.channel.channel_id, "an error")
    assert told is False


async def test_what_others_wrote_need_not_be_understood(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = await room.finished()
    await room.deliver()
    answer = client_of(room).http.logs_from

    async def odd(*args: Any, **values: Any) -> list[Any]:  # noqa: ANN401
        return [{"id": "1", "type": 4711}, *await answer(*args, **values)]

    monkeypatch.setattr(client_of(room).http, "logs_from", odd)
    found = await room.delivery._messages.read_back(target_of(job.request))
    assert found.lookup is Lookup.FOUND
