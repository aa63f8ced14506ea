"""Where moderators chose so, the showcase shows what one of them approved, and nothing else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.jobs import Job, VideoState
from bot.jobs.notices import NoticeState
from tests.loopback.world import Channel, Permission
from tests.support.delivery_harness import DeliveryHarness, open_delivery_harness
from tests.support.rows import rows_of


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    async with open_delivery_harness(folder) as opened:
        yield opened


async def channels(room: DeliveryHarness) -> tuple[Channel, Channel]:
    """Return the showcase, whose videos are approved first, and the moderators' channel."""
    showcase, staff = (room.discord.channel(room.guild, name) for name in ("showcase", "staff"))
    await room.set_up(
        showcase_channel_id=showcase.channel_id,
        moderators_channel_id=staff.channel_id,
        approves_showcase=True,
        keeps_copy=False,
    )
    return showcase, staff


async def posted(room: DeliveryHarness) -> Job:
    job = await room.ask()
    if job.video.state is not VideoState.READY:
        await room.settle(job, VideoState.READY)
    await room.deliver(3)
    return job


@pytest.mark.parametrize("after", [False, True])
async def test_moderators_are_asked_once_and_it_is_shown_once_approved(
    room: DeliveryHarness, after: bool
) -> None:
    showcase, staff = await channels(room)
    room.discord.faults.add("drop", f"/{staff.channel_id}/messages$", method="POST", after=after)
    job = await posted(room)
    await room.pass_time(3)
    (question,) = room.posts(staff)
    assert f"<#{showcase.channel_id}>" in question.content
    assert question.pings == set()
    await posted(room)  # the same video, once more
    assert (len(room.posts(staff)), room.posts(showcase)) == (1, [])
    notices = room.store.notices
    for _ in range(2):  # two moderators at once
        assert await notices.approve_showcase(job.request.request_id, room.clock())
    assert await notices.is_showcase_approved(job.request.request_id)
    await room.deliver(3)
    assert len(room.posts(showcase)) == 1
    await posted(room)
    assert (len(room.posts(staff)), len(room.posts(showcase))) == (1, 1)


async def test_what_was_deleted_is_neither_asked_for_nor_shown(room: DeliveryHarness) -> None:
    showcase, staff = await channels(room)
    room.discord.faults.add("drop", f"/{staff.channel_id}/messages$", method="POST")
    job = await posted(room)
    await room.store.requests.mark_deleted(job.request.request_id, room.clock())
    await room.pass_time(3)
    assert not await room.store.notices.approve_showcase(job.request.request_id, room.clock())
    assert (room.posts(staff), room.posts(showcase)) == ([], [])


async def test_of_a_channel_that_not_everyone_sees_nothing_is_asked(room: DeliveryHarness) -> None:
    _, staff = await channels(room)
    view = Permission.VIEW_CHANNEL
    room.channel.deny(room.guild.everyone, view)
    room.channel.overwrites[room.discord.state.bot.user_id] = (view, Permission(0))
    await posted(room)
    await room.deliver(2)
    assert room.posts(staff) == []
    rows = await rows_of(room.store, "notices")
    assert [row["state"] for row in rows] == [NoticeState.DROPPED]
    room.channel.overwrites.clear()
    await posted(room)  # the same video, where everybody can see it
    await room.deliver(2)
    assert len(room.posts(staff)) == 1


async def test_without_a_channel_to_ask_in_nothing_is_shown(room: DeliveryHarness) -> None:
    showcase, _ = await channels(room)
    await room.store.guild_settings.change(
        room.guild.guild_id, {"moderators_channel_id": None}, updated_by=1, now=room.clock()
    )
    await posted(room)
    assert room.posts(showcase) == []
