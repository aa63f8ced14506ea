"""Files on their way to Discord: slow lines, connections closed early, limits that are learned.

Real discord.py against the loopback Discord; the times allowed are short, so that tests are.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.discord_client.payloads import Attachment
from bot.discord_client.uploads import CountedFile
from bot.jobs import DeliveryTarget, FailureReason, Job, RequestState, VideoState
from bot.policy.upload_limits import DIRECT, aim_of, limit_below
from bot.store.attachment_jobs import AttachmentState
from bot.workers.delivery.video_sender import DeliveryMode
from tests.loopback.music_api import TINY_MP4
from tests.support.delivery_harness import DeliveryHarness, open_delivery_harness
from tests.support.rows import rows_of

MIB: Final = 1 << 20
POST: Final = "POST /channels/{channel_id}/messages"
STALL: Final = 1.0


def film(megabytes: float) -> bytes:
    return TINY_MP4 + bytes(round(megabytes * MIB) - len(TINY_MP4))


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a harness that attaches videos, with little patience for what doesn't move."""
    async with open_delivery_harness(
        folder,
        delivery_mode=DeliveryMode.FILE,
        limit_megabytes=20,
        answer_seconds=2 * STALL,
        stall_seconds=STALL,
    ) as made:
        yield made


async def refitted(room: DeliveryHarness, job: Job) -> Job:
    """Return a job as it is now, waiting for a smaller video."""
    now = await room.store.requests.get(job.request.request_id)
    assert now is not None
    assert (now.request.state, now.video.state) == (RequestState.WAITING, VideoState.QUEUED)
    assert now.video.video_id != job.video.video_id
    return now


async def make_smaller(room: DeliveryHarness, job: Job, megabytes: float) -> Job:
    """Let the smaller video be made."""
    again = await refitted(room, job)
    await room.settle(again, VideoState.READY, url=room.film(film(megabytes)))
    return again


def test_a_file_that_is_read_at_once_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    path.write_bytes(film(1))
    with CountedFile(path) as file:
        assert file.read() == path.read_bytes()
        assert file.is_through


# Slow lines


async def test_a_file_may_take_as_long_as_it_moves(room: DeliveryHarness) -> None:
    room.discord.uplink.bytes_per_second = 2_000_000
    job = await room.with_film(film(8))
    before = asyncio.get_running_loop().time()
    await room.deliver()
    assert asyncio.get_running_loop().time() - before > 2 * STALL  # or nothing was tried here
    (post,) = room.posts()
    assert len(post.attachments[0].content) == 8 * MIB
    assert (await room.request(job)).state is RequestState.POSTED
    assert len(room.discord.called(POST)) == 1


async def test_a_file_that_does_not_move_is_ended(room: DeliveryHarness) -> None:
    room.discord.uplink.stops_after = 100_000
    job = await room.with_film(film(4))
    async with asyncio.timeout(20):
        await room.deliver()
    request = await room.request(job)
    assert (request.state, request.attempts) == (RequestState.POSTING, 1)
    assert request.cut_uploads == 0  # nobody closed anything
    room.discord.uplink.stops_after = None
    await room.pass_time(3)
    assert len(room.posts()) == 1


async def test_eight_files_at_once_share_the_line(room: DeliveryHarness) -> None:
    """Each has an eighth of it, and is seen to move only now and then."""
    room.discord.uplink.bytes_per_second = 2_500_000
    jobs = []
    for number in range(8):
        channel = room.discord.channel(room.guild, f"c{number}")
        jobs.append(await room.ask(channel, room.discord.member(room.guild, f"m{number}")))
    await room.settle(jobs[0], VideoState.READY, url=room.film(film(2)))
    await room.deliver()
    assert [(await room.request(job)).state for job in jobs] == [RequestState.POSTED] * 8
    assert len(room.discord.uplink.arrived) == 8


async def test_a_file_that_waits_for_another_in_its_channel_has_time(room: DeliveryHarness) -> None:
    """The library sends one after the other there, until it knows how many Discord takes."""
    room.discord.uplink.bytes_per_second = 3_000_000
    jobs = [await room.ask(), await room.ask(member=room.discord.member(room.guild, "other"))]
    await room.settle(jobs[0], VideoState.READY, url=room.film(film(8)))
    await room.deliver()
    assert [(await room.request(job)).state for job in jobs] == [RequestState.POSTED] * 2
    assert len(room.discord.uplink.arrived) == 2


# Connections closed early


async def test_a_connection_closed_twice_counts_as_too_large(room: DeliveryHarness) -> None:
    room.discord.uplink.closes_after = 100_000
    job = await room.with_film(film(4))
    await room.deliver()
    request = await room.request(job)
    assert (request.state, request.cut_uploads) == (RequestState.POSTING, 1)
    await room.pass_time(3)
    assert room.discord.uplink.closed == 2
    again = await refitted(room, job)
    assert again.video.most_bytes == aim_of(limit_below(4 * MIB))
    room.discord.uplink.closes_after = None
    await make_smaller(room, job, 1.5)
    await room.deliver()
    (post,) = room.posts()
    assert len(post.attachments[0].content) == round(1.5 * MIB)
    assert await rows_of(room.store, "upload_limits") == []  # nobody said so


async def test_a_connection_closed_once_is_chance(room: DeliveryHarness) -> None:
    room.discord.uplink.closes_after = 100_000
    room.discord.uplink.closes_left = 1
    job = await room.with_film(film(4))
    await room.deliver()
    await room.pass_time(3)
    (post,) = room.posts()
    assert len(post.attachments[0].content) == 4 * MIB
    assert (await room.request(job)).video_id == job.video.video_id


async def test_what_can_not_be_made_smaller_goes_on_being_tried(room: DeliveryHarness) -> None:
    """A line that is cut again and again says nothing of the size, in the end."""
    room.discord.uplink.closes_after = 100_000
    job = await room.with_film(film(8))
    for megabytes in (3.9, 1.9):
        await room.deliver()
        await room.pass_time(3)
        await make_smaller(room, job, megabytes)
    await room.deliver()
    await room.pass_time(3)
    assert (await room.request(job)).state is RequestState.POSTING
    room.discord.uplink.closes_after = None
    await room.pass_time(9)
    assert len(room.posts()) == 1


async def test_a_lost_answer_is_no_closed_upload(room: DeliveryHarness) -> None:
    room.discord.faults.add("drop", "/messages$", method="POST", times=3)
    job = await room.with_film(film(0.1))
    for _ in range(3):
        await room.deliver()
        room.clock.now += (await room.request(job)).created_at - job.request.created_at
        await room.pass_time(60)
    assert (await room.request(job)).video_id == job.video.video_id
    assert len(room.posts()) == 1


# Too large


async def test_a_refusal_teaches_the_limit_and_has_the_video_made_smaller(
    room: DeliveryHarness,
) -> None:
    room.discord.state.upload_limit = 10 * MIB
    room.told_limit = 500 * MIB  # the member's own, which is not the server's
    job = await room.with_film(film(12))
    await room.deliver()
    assert room.posts() == []
    again = await refitted(room, job)
    assert again.video.most_bytes == aim_of(10 * MIB)
    (row,) = await rows_of(room.store, "upload_limits")
    assert (row["guild_id"], row["most_bytes"]) == (room.guild.guild_id, 10 * MIB)
    await make_smaller(room, job, 9.5)
    await room.deliver()
    (post,) = room.posts()
    assert len(post.attachments[0].content) == round(9.5 * MIB)
    assert post.pings == {room.member.user_id}
    assert (await room.request(job)).state is RequestState.POSTED


async def test_what_was_learned_is_heeded_for_everybody_there(room: DeliveryHarness) -> None:
    await room.store.upload_limits.learn(room.guild.guild_id, 10 * MIB, room.clock())
    room.told_limit = 500 * MIB
    job = await room.with_film(film(12))
    await room.deliver()
    assert room.discord.called(POST) == []  # it was not even tried
    assert (await refitted(room, job)).video.most_bytes == aim_of(10 * MIB)


async def test_the_smaller_video_is_made_once_for_all_who_need_it(room: DeliveryHarness) -> None:
    other = room.discord.member(room.guild, "other")
    room.told_limit = 10 * MIB
    jobs = [await room.ask(), await room.ask(member=other)]
    await room.settle(jobs[0], VideoState.READY, url=room.film(film(12)))
    await room.deliver()
    first, second = [await refitted(room, job) for job in jobs]
    assert first.video.video_id == second.video.video_id
    await make_smaller(room, jobs[0], 9)
    await room.deliver()
    assert {frozenset(post.pings) for post in room.posts()} == {
        frozenset({room.member.user_id}),
        frozenset({other.user_id}),
    }
    late = await room.ask(member=room.discord.member(room.guild, "late"))
    await room.deliver()
    assert (await room.request(late)).video_id in (late.video.video_id, first.video.video_id)


async def test_one_that_can_not_be_made_smaller_is_explained(room: DeliveryHarness) -> None:
    room.told_limit = 10 * MIB
    job = await room.with_film(film(12))
    await room.deliver()
    await make_smaller(room, job, 11)  # as the studio does when it can't
    await room.deliver()
    request = await room.request(job)
    assert (request.state, request.reason) == (RequestState.EXPLAINED, FailureReason.FILE_TOO_LARGE)
    (post,) = room.posts()
    assert "even the smallest" in post.content


async def test_a_direct_message_has_a_limit_of_its_own(room: DeliveryHarness) -> None:
    room.told_limit = 50 * MIB
    room.discord.state.upload_limit = 20 * MIB
    job = await room.ask()
    await room.discord.delete_channel(room.channel)
    await room.settle(job, VideoState.READY, url=room.film(film(21)))
    await room.deliver()
    assert room.direct() == []
    await make_smaller(room, job, 19)
    await room.deliver()
    (message,) = room.direct()
    assert len(message.attachments[0].content) == 19 * MIB
    request = await room.request(job)
    assert (request.state, request.target) == (RequestState.POSTED, DeliveryTarget.DIRECT)


async def test_a_refusal_in_a_direct_message_teaches_nothing_of_the_server(
    room: DeliveryHarness,
) -> None:
    room.discord.state.upload_limit = 10 * MIB
    job = await room.ask()
    await room.discord.delete_channel(room.channel)
    await room.settle(job, VideoState.READY, url=room.film(film(12)))
    await room.deliver()
    (row,) = await rows_of(room.store, "upload_limits")
    assert row["guild_id"] == DIRECT
    await refitted(room, job)


async def test_a_copy_whose_upload_is_closed_twice_is_left(folder: Path) -> None:
    async with open_delivery_harness(folder, limit_megabytes=20) as room:
        room.discord.uplink.closes_after = 100_000
        await room.with_film(film(4))
        await room.deliver(2)
        await room.pass_time(3)
        (row,) = await rows_of(room.store, "attachment_jobs")
        assert row["state"] == AttachmentState.TOO_LARGE
        assert len(room.posts()) == 1  # the link stands


def test_a_film_that_was_attached_and_never_sent_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(TINY_MP4)
    with CountedFile(path) as file:
        attached = [Attachment(file, "a.mp4"), Attachment(file, "b.mp4")]
    assert file.raw.closed
    for one in attached:
        one.close()
