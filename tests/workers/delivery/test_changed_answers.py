"""Answers that may be posted already, and have become other ones before the next try."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.jobs import FailureReason, Job, RequestState, VideoState
from bot.jobs.notices import NoticeState
from bot.workers.delivery.video_sender import DeliveryMode
from tests.loopback.music_api import TINY_MP4
from tests.loopback.world import Channel, Permission
from tests.support.delivery_harness import HOUR, SEND, DeliveryHarness, open_delivery_harness
from tests.support.rows import rows_of

LARGE: Final = TINY_MP4 + bytes(200_000)


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts files."""
    async with open_delivery_harness(
        folder, delivery_mode=DeliveryMode.FILE, limit_megabytes=1.0
    ) as made:
        yield made


async def sent_unheard_of(
    room: DeliveryHarness, channel: Channel, *, is_readable: bool = False
) -> Job:
    """Return a job whose video stands in a channel, for all that the bot knows or may not."""
    if not is_readable:
        room.discord.deny_bot(channel, Permission.READ_MESSAGE_HISTORY)
        await room.discord.update_channel(channel)
    path = f"{channel.channel_id}{SEND}"
    room.discord.faults.add("drop", path, method="POST", after=True)
    job = await room.with_film(LARGE)
    await room.deliver(2)
    assert len(room.posts(channel)) == 1
    return job


async def test_a_video_that_was_removed_meanwhile_is_not_explained_beside_itself(
    room: DeliveryHarness,
) -> None:
    job = await sent_unheard_of(room, room.channel)
    room.films.clear()
    await room.pass_time(3)
    assert (await room.request(job)).finished_at is not None
    assert len(room.posts()) == 1


@pytest.mark.parametrize("is_readable", [False, True])
async def test_a_video_that_is_found_too_large_meanwhile_is_not_posted_once_more(
    room: DeliveryHarness, is_readable: bool
) -> None:
    job = await sent_unheard_of(room, room.channel, is_readable=is_readable)
    await room.store.upload_limits.learn(room.guild.guild_id, 100_000, room.clock())
    await room.pass_time(3)
    request = await room.request(job)
    if is_readable:
        assert request.state is RequestState.POSTED
    else:
        assert request.state is RequestState.WAITING  # for a smaller one
        smaller = await room.store.requests.get(job.request.request_id)
        assert smaller is not None
        await room.settle(smaller, VideoState.READY, url=room.film(TINY_MP4))
        await room.pass_time(600)
        request = await room.request(job)
        assert (request.state, request.reason) == (
            RequestState.UNDELIVERABLE,
            FailureReason.POST_UNKNOWN,
        )
    assert len(room.posts()) == 1


async def test_a_showing_that_may_stand_there_is_not_shown_for_somebody_else(
    room: DeliveryHarness,
) -> None:
    showcase = room.discord.channel(room.guild, "showcase")
    await room.set_up(showcase_channel_id=showcase.channel_id)
    await sent_unheard_of(room, showcase)
    room.channel.deny(room.guild.everyone, Permission.VIEW_CHANNEL)
    room.channel.overwrites[room.discord.state.bot.user_id] = (
        Permission.VIEW_CHANNEL,
        Permission(0),
    )
    await room.pass_time(60)
    room.channel.overwrites.clear()
    await room.ask()
    for _ in range(3):
        await room.pass_time(600)
    assert len(room.posts(showcase)) == 1
    (row,) = await rows_of(room.store, "notices")
    assert (row["state"], row["reason"]) == (NoticeState.DROPPED, FailureReason.POST_UNKNOWN)


async def test_a_link_that_ended_while_its_answer_was_under_way_is_told_of(folder: Path) -> None:
    async with open_delivery_harness(folder) as room:
        room.discord.faults.add(503, SEND, method="POST")
        job = await room.finished()
        await room.deliver()
        room.clock.now += 100 * HOUR
        other = await room.ask(member=room.discord.member(room.guild, "bo"))
        assert other.video.state is VideoState.QUEUED  # it is made again
        await room.deliver()
        request = await room.request(job)
        assert (request.state, request.reason) == (RequestState.EXPLAINED, FailureReason.LINK_ENDED)
        (post,) = room.posts()
        assert "a new one is made" in post.text
        assert "ready" not in post.text
