"""Status messages between two states: edited when there is news, and never a load."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs import FailureReason, Job, RequestState, VideoState, overdue_at
from bot.store import ProgressReport
from tests.loopback.messages import Message
from tests.loopback.world import Channel
from tests.support.delivery_harness import HOUR, DeliveryHarness, open_delivery_harness
from tests.support.rows import LINK, new_request, place

SECOND = timedelta(seconds=1)
EDIT = "/messages/"


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    async with open_delivery_harness(folder) as opened:
        yield opened


async def rendering(room: DeliveryHarness, channel: Channel | None = None) -> tuple[Job, Message]:
    """Return a job whose video is being made, and its status message as it is edited once."""
    channel = channel or room.channel
    job = await room.ask(channel)
    status = room.discord.state.write(channel, room.discord.state.bot, {"content": "waiting"})
    due_at = overdue_at(job)
    await room.store.status_messages.set_message(job, status.message_id, due_at=due_at)
    now, videos = room.clock(), room.store.videos
    video = await videos.claim_submit(job.video, now, due_at=now, deadline_at=now + HOUR)
    if video is not None:  # otherwise another's request has it made already
        assert await videos.adopt(video, f"v-{video.video_id}", now + HOUR)
    await room.deliver()
    return job, status


async def know_what_is_typical(room: DeliveryHarness, seconds: float = 40.0) -> None:
    """Let five other renders have taken so long."""
    now, videos = room.clock(), room.store.videos
    for number in range(5):
        asked = new_request(f"other-{number}", guild_id=room.guild.guild_id, user_id=9)
        job = (await place(room.store, asked, now=now)).job
        video = await videos.claim_submit(job.video, now, due_at=now, deadline_at=now + HOUR)
        assert video is not None
        assert await videos.adopt(video, f"other-{number}", now)
        done_at = now + seconds * SECOND
        assert await room.store.outcomes.set_ready(
            video, LINK, completed_at=done_at, expires_at=None
        )
        assert await room.store.requests.cancel(job.request.request_id, now)


def edits(room: DeliveryHarness) -> int:
    return len(room.discord.called("PATCH /channels/{channel_id}/messages/{message_id}"))


async def test_what_takes_longer_than_usual_says_so_by_itself(room: DeliveryHarness) -> None:
    await know_what_is_typical(room)
    _, status = await rendering(room)
    assert "usually takes about 40 seconds" in status.text
    assert edits(room) == 1
    await room.pass_time(69)
    assert edits(room) == 1
    await room.pass_time(2)
    assert "takes longer than usual" in status.text
    assert status.pings == set()
    await room.pass_time(600)
    assert edits(room) == 2


async def test_a_restart_does_not_forget_to_say_so(folder: Path) -> None:
    async with open_delivery_harness(folder) as room:
        await know_what_is_typical(room)
        job, _ = await rendering(room)
        later = room.clock() + HOUR
    async with open_delivery_harness(folder) as again:
        again.clock.now = later
        guild = again.guild
        assert job.request.guild_id != guild.guild_id  # another Discord: only the row is looked at
        (due,) = await again.store.status_messages.due(later, 9, [])
        assert due.request.request_id == job.request.request_id


async def test_without_anything_typical_a_message_is_left_alone(room: DeliveryHarness) -> None:
    await rendering(room)
    await room.pass_time(3000)
    assert edits(room) == 1


async def test_what_the_studio_tells_is_shown_in_between(room: DeliveryHarness) -> None:
    job, status = await rendering(room)
    await as_the_studios(room)
    api_task_id = f"v-{job.video.video_id}"
    told = ProgressReport(api_task_id=api_task_id, queue_place=2, started_at=None, progress=0.0)
    assert await tell(room, told)
    await room.deliver()
    assert "Place 2" in status.text
    begun = told.model_copy(
        update={"queue_place": None, "started_at": room.clock(), "progress": 0.31}
    )
    room.clock.now += 12 * SECOND
    assert await tell(room, begun)
    await room.deliver()
    assert "31%" in status.text


async def as_the_studios(room: DeliveryHarness) -> None:
    await room.store.videos._db.execute("UPDATE videos SET tells_progress = 1")


async def tell(room: DeliveryHarness, told: ProgressReport) -> bool:
    return await room.store.render_progress.save([told], room.clock(), pause=12 * SECOND, most=9)


async def test_the_same_is_not_sent_again(room: DeliveryHarness) -> None:
    job, _ = await rendering(room)
    await room.store.status_messages.mark_outdated(job.video.video_id)
    await room.deliver(2)
    assert edits(room) == 1
    assert await room.store.status_messages.outdated(9, []) == []


async def test_news_that_can_not_be_shown_now_wait_and_hold_nothing_up(
    room: DeliveryHarness,
) -> None:
    await know_what_is_typical(room)
    job, status = await rendering(room)
    room.discord.faults.add(503, EDIT, method="PATCH", times=1)
    await room.pass_time(80)
    assert "longer" not in status.text
    await room.pass_time(29)
    assert edits(room) == 2
    await room.pass_time(2)
    assert "takes longer than usual" in status.text
    assert (await room.request(job)).status_message_id is not None


async def test_a_status_message_that_is_gone_is_not_touched_again(room: DeliveryHarness) -> None:
    await know_what_is_typical(room)
    job, status = await rendering(room)
    status.deleted = True
    await room.pass_time(80)
    request = await room.request(job)
    assert (request.status_message_id, request.status_due_at) == (None, None)
    assert request.state is RequestState.WAITING


async def test_only_two_messages_are_touched_at_once(room: DeliveryHarness) -> None:
    await know_what_is_typical(room)
    for _ in range(5):
        await rendering(room, room.discord.channel(room.guild))
    before = edits(room)
    assert before == 1  # the others' first answers told it already
    await room.pass_time(80)
    assert edits(room) == before + 2
    await room.deliver(2)
    assert edits(room) == before + 5


async def test_an_answer_that_struggles_to_be_posted_says_so_on_the_status_message(
    room: DeliveryHarness,
) -> None:
    job, status = await rendering(room)
    assert await room.store.outcomes.set_failed(job.video, FailureReason.BUILD_FAILED)
    room.discord.faults.add(503, r"/messages$", method="POST", times=5)
    for _ in range(6):
        await room.pass_time(31)
        await room.deliver()  # between two tries
    assert any("could not be posted here yet" in version for version in status.versions)
    await room.deliver(2)
    assert "❌ **Not made.**" in status.text
    assert (await room.request(job)).outcome is VideoState.FAILED


@pytest.mark.parametrize("end", [RequestState.POSTED, RequestState.CANCELLED])
async def test_what_has_ended_shows_nothing_of_later_attempts(
    room: DeliveryHarness, end: RequestState
) -> None:
    job, _ = await rendering(room)
    if end is RequestState.CANCELLED:
        assert await room.store.requests.cancel(job.request.request_id, room.clock())
    now = room.clock()
    assert await room.store.outcomes.set_ready(job.video, LINK, completed_at=now, expires_at=now)
    await room.deliver(3)
    assert (await room.request(job)).state is end
    before = edits(room)
    room.clock.now += SECOND
    again = await room.ask(member=room.discord.member(room.guild, "bo"))
    assert again.video.attempt == 2
    assert await room.store.status_messages.outdated(9, []) == []
    await room.deliver(2)
    assert edits(room) == before
