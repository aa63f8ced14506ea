"""What is posted beside the answers, once: here, what moderators are told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.jobs import FailureReason, Job, RequestState, VideoState
from bot.jobs.notices import NoticeState
from bot.policy.takedowns import ReportReason
from tests.loopback.people import until
from tests.loopback.world import Channel, Permission
from tests.support.delivery_harness import HOUR, SEND, DeliveryHarness, open_delivery_harness
from tests.support.rows import LINK, rows_of

SECOND: Final = timedelta(seconds=1)


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts links."""
    async with open_delivery_harness(folder) as made:
        yield made


@pytest.fixture
async def staff(room: DeliveryHarness) -> Channel:
    """Return the channel in which the server's moderators are told."""
    channel = room.discord.channel(room.guild, "staff")
    await room.set_up(moderators_channel_id=channel.channel_id)
    return channel


async def undeliverable(room: DeliveryHarness) -> Job:
    """Return a job whose member can't be reached in any way."""
    room.member.user.dms_open = False
    room.discord.deny_bot(room.channel, Permission.SEND_MESSAGES)
    job = await room.ask()
    await room.title(job, "Secret Song")
    await room.settle(job, VideoState.READY)
    return job


async def states(room: DeliveryHarness) -> list[str]:
    return [row["state"] for row in await rows_of(room.store, "notices")]


async def test_moderators_are_told_once_what_could_not_be_delivered(
    room: DeliveryHarness, staff: Channel
) -> None:
    job = await undeliverable(room)
    await room.deliver(4)
    assert (await room.request(job)).state is RequestState.UNDELIVERABLE
    (notice,) = room.posts(staff)
    assert f"<@{room.member.user_id}>" in notice.content
    assert f"<#{room.channel.channel_id}>" in notice.content
    assert "may not write" in notice.content
    assert notice.pings == set()
    assert await states(room) == [NoticeState.POSTED]
    assert room.discord.refused == []


async def test_a_notice_says_nothing_of_the_answer_itself(
    room: DeliveryHarness, staff: Channel
) -> None:
    await undeliverable(room)
    await room.deliver(2)
    (notice,) = room.posts(staff)
    assert "Secret" not in notice.text
    assert LINK not in notice.text


async def test_where_moderators_have_no_channel_nobody_is_told(room: DeliveryHarness) -> None:
    await undeliverable(room)
    await room.deliver(3)
    assert await rows_of(room.store, "notices") == []


async def test_nobody_is_told_of_what_was_delivered(room: DeliveryHarness, staff: Channel) -> None:
    await room.finished()
    room.channel.deleted = True
    await room.deliver(3)
    assert len(room.direct()) == 1
    assert room.posts(staff) == []


@pytest.mark.parametrize("kind", ["drop", "reset", 503])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("seconds", [40, 600])
async def test_a_notice_whose_answer_was_lost_is_posted_once(
    room: DeliveryHarness, staff: Channel, kind: str | int, after: bool, seconds: float
) -> None:
    path = f"{staff.channel_id}{SEND}"
    room.discord.faults.add(kind, path, method="POST", after=after)  # type: ignore[arg-type]
    await undeliverable(room)
    await room.deliver(2)
    assert await states(room) == [NoticeState.POSTING]
    await room.pass_time(seconds)
    assert await states(room) == [NoticeState.POSTED]
    assert len(room.posts(staff)) == 1


async def test_a_notice_that_can_not_be_looked_for_is_not_sent_again(
    room: DeliveryHarness, staff: Channel
) -> None:
    room.discord.faults.add("drop", f"{staff.channel_id}{SEND}", method="POST", after=True)
    await undeliverable(room)
    await room.deliver(2)
    room.discord.deny_bot(staff, Permission.READ_MESSAGE_HISTORY)
    client = room.delivery._messages._client
    guild = client.get_guild(room.guild.guild_id)
    assert guild is not None
    await room.discord.gateway.dispatch(guild.id, "CHANNEL_CREATE", staff.payload())
    await until(lambda: client.get_channel(staff.channel_id))
    sent = len(room.sent())
    await room.pass_time(600)
    assert len(room.sent()) == sent
    assert await states(room) == [NoticeState.DROPPED]


async def test_where_moderators_can_not_be_told_it_is_left(
    room: DeliveryHarness, staff: Channel
) -> None:
    staff.deleted = True
    job = await undeliverable(room)
    await room.deliver(3)
    assert await states(room) == [NoticeState.DROPPED]
    assert (await room.request(job)).reason is FailureReason.NO_PERMISSION


async def test_what_waits_is_tried_at_once_when_discord_is_there_again(
    room: DeliveryHarness, staff: Channel
) -> None:
    room.discord.faults.add(503, SEND, method="POST", times=None)
    job = await room.finished()
    for _ in range(8):
        await room.deliver()
        room.clock.now = (await room.request(job)).due_at or room.clock.now
    await room.deliver()
    room.discord.faults.clear()
    await room.deliver()
    assert room.posts() == []
    room.delivery.retry_now()
    await room.deliver()
    assert (await room.request(job)).state is RequestState.POSTED


async def test_a_notice_that_can_not_be_posted_for_long_is_given_up(
    room: DeliveryHarness, staff: Channel
) -> None:
    path = f"{staff.channel_id}{SEND}"
    room.discord.faults.add(503, path, method="POST", times=None)
    await undeliverable(room)
    await room.deliver(2)
    for _ in range(20):
        await room.pass_time(room.config.delivery.retry_most_seconds)
    await room.pass_time(room.config.delivery.give_up_seconds)
    assert await states(room) == [NoticeState.DROPPED]


async def test_a_notice_that_was_found_missing_is_sent_as_if_new(
    room: DeliveryHarness, staff: Channel
) -> None:
    path = f"{staff.channel_id}{SEND}"
    room.discord.faults.add("drop", path, method="POST", times=2)
    await undeliverable(room)
    await room.deliver(2)
    await room.pass_time(600)  # looked for, missing, and sent again in vain
    room.discord.deny_bot(staff, Permission.READ_MESSAGE_HISTORY)
    await room.discord.update_channel(staff)
    await room.pass_time(10)  # within the nonce's time
    assert await states(room) == [NoticeState.POSTED]


async def test_no_notice_is_posted_twice_when_an_older_copy_of_the_database_is_brought_back(
    room: DeliveryHarness, staff: Channel
) -> None:
    await room.finished()
    room.discord.deny_bot(room.channel, Permission.READ_MESSAGE_HISTORY)
    await room.discord.update_channel(room.channel)
    await room.store.videos._db.execute(
        "UPDATE requests SET state = 'posting', first_send_at = created_at"
    )
    room.clock.now += 900 * SECOND
    for _ in range(2):
        await room.store.videos._db.execute("DELETE FROM notices")
        await room.store.videos._db.execute("UPDATE requests SET state = 'posting', due_at = 0")
        await room.bring_back()
        await room.deliver(3)
        assert await states(room) == [NoticeState.POSTED]
        room.discord.state.nonces.forget()
    assert len(room.posts(staff)) == 1


async def test_a_notice_that_was_open_in_a_copy_is_looked_for(
    room: DeliveryHarness, staff: Channel
) -> None:
    await undeliverable(room)
    await room.deliver(2)
    await room.store.videos._db.execute(
        "UPDATE notices SET state = 'posting', first_send_at = NULL, due_at = 0, message_id = NULL"
    )
    await room.bring_back()
    await room.pass_time(900)
    assert await states(room) == [NoticeState.POSTED]
    assert len(room.posts(staff)) == 1


@pytest.mark.parametrize("seconds", [0, 1])
async def test_a_notice_that_an_earlier_process_had_under_way_is_looked_for(
    room: DeliveryHarness, staff: Channel, seconds: float
) -> None:
    await undeliverable(room)
    await room.deliver()
    await room.store.videos._db.execute(
        "UPDATE notices SET state = 'posting', due_at = 0, message_id = NULL"
    )
    room.discord.state.nonces.forget()
    room.start_again()
    await room.pass_time(seconds)
    assert await states(room) == [NoticeState.POSTED]
    assert len(room.posts(staff)) == 1


async def test_how_a_notice_ended_is_kept_once(room: DeliveryHarness, staff: Channel) -> None:
    await undeliverable(room)
    await room.deliver(4)
    (notice,) = room.posts(staff)
    (row,) = await rows_of(room.store, "notices")
    for state in (NoticeState.DROPPED, NoticeState.POSTED):
        assert not await room.store.notices.finish(row["notice_id"], state, room.clock())
    assert await rows_of(room.store, "notices") == [row]
    assert row["message_id"] == notice.message_id


async def test_an_answer_posted_long_after_its_clock_was_set_back_is_looked_for(
    room: DeliveryHarness,
) -> None:
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    job = await room.finished()
    await room.deliver()
    room.discord.state.nonces.forget()
    room.discord.deny_bot(room.channel, Permission.READ_MESSAGE_HISTORY)
    await room.discord.update_channel(room.channel)
    room.clock.now -= HOUR
    await room.deliver(2)
    assert len(room.posts()) == 1
    request = await room.request(job)
    assert (request.state, request.reason) == (
        RequestState.UNDELIVERABLE,
        FailureReason.POST_UNKNOWN,
    )


async def test_moderators_are_told_who_changed_what(room: DeliveryHarness, staff: Channel) -> None:
    changed_by, now = room.member.user_id, room.clock() - 60 * SECOND
    await room.store.guild_settings.change(
        room.guild.guild_id, {"keeps_copy": False}, updated_by=changed_by, now=now
    )
    await room.deliver(1)
    (notice,) = room.posts(staff)
    assert notice.content.splitlines() == [
        "🛠️ Settings of this server were changed:",
        f"<@{changed_by}>: **attached copy**: on → off",
    ]
    assert notice.pings == set()
    assert await states(room) == [NoticeState.POSTED]


@pytest.mark.parametrize("is_decided", [True, False])
async def test_a_report_that_was_decided_before_it_was_told_is_told_no_more(
    room: DeliveryHarness, staff: Channel, is_decided: bool
) -> None:
    await room.store.reports.add(
        guild_id=room.guild.guild_id,
        task_id="task-1",
        audio_id="audio-1",
        channel_id=room.channel.channel_id,
        message_id=7,
        user_id=room.member.user_id,
        reason=ReportReason.RIGHTS,
        now=room.clock(),
    )
    (row,) = await rows_of(room.store, "reports")
    report = await room.store.reports.of_notice(row["notice_id"])
    assert report is not None
    if is_decided:
        assert await room.store.reports.dismiss(report, decided_by=1, now=room.clock())
    await room.deliver(2)
    assert len(room.posts(staff)) == (0 if is_decided else 1)
    assert await states(room) == ["dropped" if is_decided else "posted"]
