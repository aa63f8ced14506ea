"""What becomes of a status message once there is an answer, as a server's moderators chose."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.jobs import Job, RequestState, StatusMode, VideoState
from bot.workers.delivery.video_sender import DeliveryMode
from tests.loopback.messages import Message
from tests.loopback.music_api import TINY_MP4
from tests.loopback.world import Permission
from tests.support.delivery_harness import DeliveryHarness, open_delivery_harness
from tests.support.rows import LINK

EDIT = "/messages/[0-9]+$"


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    async with open_delivery_harness(folder) as opened:
        yield opened


async def with_status(room: DeliveryHarness, mode: StatusMode) -> tuple[Job, Message]:
    """Return a job that is still to be answered, and its status message."""
    await room.set_up(status_mode=mode, keeps_copy=False)
    job = await room.ask()
    status = room.discord.state.write(room.channel, room.discord.state.bot, {"content": "waiting"})
    await room.store.status_messages.set_message(job, status.message_id)
    return job, status


async def answered(
    room: DeliveryHarness, mode: StatusMode, outcome: VideoState = VideoState.READY
) -> tuple[Job, Message]:
    """Return a job that was answered where nothing went wrong, and its status message."""
    job, status = await with_status(room, mode)
    await room.settle(job, outcome)
    await room.deliver(3)
    return job, status


async def test_the_status_becomes_the_result_by_an_edit(room: DeliveryHarness) -> None:
    job, status = await answered(room, StatusMode.REPLACE)
    (only,) = room.posts()
    assert only is status
    assert LINK in status.text
    assert not status.body.get("embeds")
    request = await room.request(job)
    assert (request.state, request.message_id) == (RequestState.POSTED, status.message_id)
    assert request.status_message_id is None
    await room.pass_time(9000)
    assert LINK in status.text
    assert room.sent() == []


async def test_an_explanation_takes_the_status_place_as_well(room: DeliveryHarness) -> None:
    job, status = await answered(room, StatusMode.REPLACE, VideoState.FAILED)
    (only,) = room.posts()
    assert only is status
    assert "Try again" in status.text
    assert (await room.request(job)).state is RequestState.EXPLAINED


async def test_a_late_result_is_a_new_message_whatever_was_chosen(room: DeliveryHarness) -> None:
    job, status = await answered(room, StatusMode.REPLACE, VideoState.UNKNOWN)
    video = (await room.store.requests.get(job.request.request_id) or job).video
    now = room.clock()
    assert await room.store.outcomes.set_ready(video, LINK, completed_at=now, expires_at=None)
    await room.deliver(3)
    told, late = room.posts()
    assert told is status
    assert late.pings == {room.member.user_id}
    assert LINK in late.text


@pytest.mark.parametrize("kind", ["drop", 503])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("is_readable", [True, False])
async def test_an_edit_of_unknown_outcome_is_read_back_and_never_posted_beside(
    room: DeliveryHarness, kind: str | int, after: bool, is_readable: bool
) -> None:
    if not is_readable:
        room.discord.deny_bot(room.channel, Permission.READ_MESSAGE_HISTORY)
    job, status = await with_status(room, StatusMode.REPLACE)
    room.discord.faults.add(kind, EDIT, method="PATCH", after=after)  # type: ignore[arg-type]
    await room.settle(job, VideoState.READY)
    await room.deliver()
    assert (await room.request(job)).state is RequestState.POSTING
    room.start_again()
    await room.pass_time(600)
    (only,) = room.posts()
    assert only is status
    assert LINK in status.text
    assert (await room.request(job)).state is RequestState.POSTED
    expected = 1 if after and is_readable else 2
    edits = room.discord.called("PATCH /channels/{channel_id}/messages/{message_id}")
    assert len(edits) == expected
    assert room.sent() == []


@pytest.mark.parametrize("is_first_lost", [False, True])
async def test_where_the_status_was_deleted_the_result_is_a_message_of_its_own(
    room: DeliveryHarness, is_first_lost: bool
) -> None:
    job, status = await with_status(room, StatusMode.REPLACE)
    if is_first_lost:
        room.discord.faults.add("drop", EDIT, method="PATCH")
    status.deleted = True
    await room.settle(job, VideoState.READY)
    await room.deliver()
    await room.pass_time(3)
    (post,) = room.posts()
    assert LINK in post.text
    assert post.pings == {room.member.user_id}
    assert (await room.request(job)).message_id == post.message_id


async def test_what_becomes_of_it_is_decided_once(room: DeliveryHarness) -> None:
    job, status = await with_status(room, StatusMode.REPLACE)
    room.discord.faults.add("drop", EDIT, method="PATCH", after=True)
    await room.settle(job, VideoState.READY)
    await room.deliver()
    await room.set_up(status_mode=StatusMode.KEEP)
    await room.pass_time(600)
    assert room.posts() == [status]
    assert (await room.request(job)).state is RequestState.POSTED


async def test_the_answer_waits_for_an_edit_of_the_status_that_is_under_way(
    room: DeliveryHarness,
) -> None:
    job, _ = await with_status(room, StatusMode.REPLACE)
    await room.settle(job, VideoState.READY)
    requests, edited = room.store.due_posts, [job.request.request_id]
    assert await requests.claim(room.clock(), 9, [], edited=edited) == []
    assert len(await requests.claim(room.clock(), 9, [])) == 1


async def test_a_copy_that_was_brought_back_finds_what_the_status_became(
    room: DeliveryHarness,
) -> None:
    job, status = await answered(room, StatusMode.REPLACE)
    await room.set_up(status_mode=StatusMode.KEEP)
    await room.store.requests._db.execute(
        "UPDATE requests SET state = 'waiting', status_mode = NULL, status_message_id = ?,"
        " message_id = NULL, outcome = NULL, first_send_at = created_at",
        (status.message_id,),
    )
    await room.pass_time(600)
    assert room.posts() == [status]
    assert (await room.request(job)).message_id == status.message_id


async def test_a_file_is_put_into_the_status(folder: Path) -> None:
    async with open_delivery_harness(folder, delivery_mode=DeliveryMode.FILE) as room:
        job, status = await with_status(room, StatusMode.REPLACE)
        room.discord.faults.add("drop", EDIT, method="PATCH", after=True)
        await room.settle(job, VideoState.READY, url=room.film(TINY_MP4))
        await room.deliver()
        await room.pass_time(3)
        assert room.posts() == [status]
        assert len(status.attachments) == 1
        assert (await room.request(job)).state is RequestState.POSTED


@pytest.mark.parametrize("outcome", [VideoState.READY, VideoState.FAILED])
async def test_the_status_goes_away_once_the_answer_is_there(
    room: DeliveryHarness, outcome: VideoState
) -> None:
    room.delivery._status_messages._retry_seconds = 0.0
    room.discord.faults.add(503, EDIT, method="DELETE", times=1)
    job, status = await answered(room, StatusMode.REMOVE, outcome)
    (post,) = room.posts()
    assert status.deleted
    assert post.pings == {room.member.user_id}
    assert (await room.request(job)).status_message_id is None


async def test_the_status_stays_where_the_answer_had_to_go_elsewhere(
    room: DeliveryHarness,
) -> None:
    job, status = await with_status(room, StatusMode.REMOVE)
    room.discord.deny_bot(room.channel, Permission.SEND_MESSAGES)
    await room.settle(job, VideoState.READY)
    await room.deliver(3)
    assert not status.deleted
    assert len(room.direct()) == 1
