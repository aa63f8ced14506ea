"""What comes between the look for a message and its repeat may outlast what Discord remembers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from io import BufferedIOBase
from pathlib import Path
from typing import Any, Final

import pytest

from bot.discord_client.channels import DiscordMessages
from bot.jobs import FailureReason, RequestState, VideoState
from bot.jobs.notices import NoticeState
from bot.workers.delivery.video_sender import DeliveryMode, VideoSender
from tests.loopback.world import Channel, Permission
from tests.support.delivery_harness import SEND, DeliveryHarness, open_delivery_harness
from tests.support.rows import rows_of

SLOW: Final = timedelta(seconds=100)
"""What a step takes here, of the 120 s that are counted on."""


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts files."""
    async with open_delivery_harness(folder, delivery_mode=DeliveryMode.FILE) as made:
        yield made


def pass_slowly(room: DeliveryHarness) -> None:
    """Let a step's time pass, and Discord's memory with it."""
    room.clock.now += SLOW
    room.discord.state.nonces.forget()


def slow_fetches(room: DeliveryHarness, patch: pytest.MonkeyPatch) -> None:
    fetch = VideoSender.fetch

    @asynccontextmanager
    async def fetch_slowly(*args: Any) -> AsyncIterator[BufferedIOBase | None]:  # noqa: ANN401 - passed on
        async with fetch(*args) as file:
            pass_slowly(room)
            yield file

    patch.setattr(VideoSender, "fetch", fetch_slowly)


def slow_calls(room: DeliveryHarness, patch: pytest.MonkeyPatch, name: str) -> None:
    call = getattr(DiscordMessages, name)

    async def call_slowly(*args: Any) -> Any:  # noqa: ANN401 - passed on
        answer = await call(*args)
        pass_slowly(room)
        return answer

    patch.setattr(DiscordMessages, name, call_slowly)


async def blind(room: DeliveryHarness, channel: Channel) -> None:
    """Let the bot read nothing in a channel in which it may write."""
    room.discord.deny_bot(channel, Permission.READ_MESSAGE_HISTORY)
    await room.discord.update_channel(channel)


@pytest.mark.parametrize("slow", ["fetch", "look"])
async def test_a_repeat_that_is_ready_too_late_for_its_nonce_is_not_sent(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    await blind(room, room.channel)
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    job = await room.with_film()
    await room.deliver()
    if slow == "fetch":
        slow_fetches(room, monkeypatch)
    else:
        slow_calls(room, monkeypatch, "read_back")
    room.clock.now += timedelta(seconds=60)
    await room.deliver()
    assert (await room.request(job)).state is RequestState.POSTING
    room.clock.now += timedelta(seconds=60)
    await room.deliver()
    request = await room.request(job)
    assert (request.state, request.reason) == (
        RequestState.UNDELIVERABLE,
        FailureReason.POST_UNKNOWN,
    )
    assert len(room.posts()) == 1


async def test_an_explanation_that_is_ready_too_late_for_its_nonce_is_not_sent(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await blind(room, room.channel)
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    await room.finished(VideoState.FAILED)
    await room.deliver()
    slow_calls(room, monkeypatch, "read_back")
    for _ in range(3):
        room.clock.now += timedelta(seconds=60)
        await room.deliver()
    assert len(room.posts()) == 1


async def test_what_was_not_there_when_it_was_looked_for_is_sent_however_old_its_nonce_is(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.discord.faults.add("drop", SEND, method="POST")
    job = await room.with_film()
    await room.deliver()
    slow_fetches(room, monkeypatch)
    room.clock.now += timedelta(seconds=60)
    await room.deliver()
    assert (await room.request(job)).state is RequestState.POSTED
    assert len(room.posts()) == 1


async def test_a_first_send_may_take_its_time(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await blind(room, room.channel)
    slow_fetches(room, monkeypatch)
    slow_fetches(room, monkeypatch)
    job = await room.with_film()
    await room.deliver()
    assert (await room.request(job)).state is RequestState.POSTED
    assert len(room.sent()) == 1


@pytest.mark.parametrize("slow", ["fetch", "fetch_channel"])
async def test_a_showing_that_is_ready_too_late_for_its_nonce_is_not_sent(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    showcase = room.discord.channel(room.guild, "showcase")
    await blind(room, showcase)
    await room.set_up(showcase_channel_id=showcase.channel_id)
    room.discord.faults.add("drop", f"{showcase.channel_id}{SEND}", method="POST", after=True)
    await room.with_film()
    await room.deliver(2)
    if slow == "fetch":
        slow_fetches(room, monkeypatch)
    else:
        slow_calls(room, monkeypatch, "fetch_channel")
    for _ in range(3):
        room.clock.now += timedelta(seconds=60)
        await room.deliver()
    assert len(room.posts(showcase)) == 1
    (row,) = await rows_of(room.store, "notices")
    assert (row["state"], row["reason"]) == (NoticeState.DROPPED, FailureReason.POST_UNKNOWN)


async def test_a_notice_that_is_ready_too_late_for_its_nonce_is_not_sent(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = room.discord.channel(room.guild, "staff")
    await blind(room, staff)
    await room.set_up(moderators_channel_id=staff.channel_id)
    room.discord.faults.add("drop", f"{staff.channel_id}{SEND}", method="POST", after=True)
    room.member.user.dms_open = False
    room.channel.deleted = True
    await room.with_film()
    await room.deliver(2)
    slow_calls(room, monkeypatch, "read_back")
    for _ in range(3):
        room.clock.now += timedelta(seconds=60)
        await room.deliver()
    assert len(room.posts(staff)) == 1
