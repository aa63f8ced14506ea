"""An answer finds its member when it can't be posted where it was asked for, and only there."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Final

import pytest

from bot.discord_client.message_target import target_of
from bot.jobs import DeliveryTarget, FailureReason, Job, RequestState, VideoState
from bot.messages.result import result_message
from tests.loopback.world import FORUM, PRIVATE_THREAD, PUBLIC_THREAD, Channel, Permission
from tests.support.delivery_harness import HOUR, SEND, DeliveryHarness, open_delivery_harness
from tests.support.rows import LINK

POSTED, TOLD, POSTING, LOST = (
    RequestState.POSTED,
    RequestState.EXPLAINED,
    RequestState.POSTING,
    RequestState.UNDELIVERABLE,
)
Obstacle = Callable[[DeliveryHarness, Channel], object]


def gone(_: DeliveryHarness, channel: Channel) -> None:
    channel.deleted = True


def locked(_: DeliveryHarness, channel: Channel) -> None:
    channel.locked = True


def invisible(room: DeliveryHarness, channel: Channel) -> None:
    room.discord.deny_bot(channel.parent or channel, Permission.VIEW_CHANNEL)


def mute(room: DeliveryHarness, channel: Channel) -> None:
    permission = Permission.SEND_MESSAGES_IN_THREADS if channel.parent else Permission.SEND_MESSAGES
    room.discord.deny_bot(channel.parent or channel, permission)


OBSTACLES: Final[dict[Obstacle, FailureReason]] = {
    gone: FailureReason.CHANNEL_GONE,
    locked: FailureReason.LOCKED,
    invisible: FailureReason.NO_PERMISSION,
    mute: FailureReason.NO_PERMISSION,
}


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts links."""
    async with open_delivery_harness(folder) as made:
        yield made


def thread_of(
    room: DeliveryHarness, kind: int = PUBLIC_THREAD, parent: Channel | None = None
) -> Channel:
    return room.discord.channel(room.guild, "thread", kind=kind, parent=parent or room.channel)


async def due(
    room: DeliveryHarness, channel: Channel | None = None, outcome: VideoState = VideoState.READY
) -> Job:
    """Return a job whose answer is due in a channel."""
    job = await room.ask(channel)
    await room.settle(job, outcome)
    return job


def everywhere(room: DeliveryHarness) -> list[Any]:
    """Return every message of the bot, wherever it stands."""
    return [
        post for channel in room.discord.state.channels.values() for post in room.posts(channel)
    ]


@pytest.mark.parametrize("obstacle", list(OBSTACLES), ids=lambda one: one.__name__)
async def test_what_can_not_be_posted_goes_to_the_member_directly(
    room: DeliveryHarness, obstacle: Obstacle
) -> None:
    obstacle(room, room.channel)
    job = await due(room)
    await room.title(job, "Iron Man")
    await room.deliver(3)
    (post,) = everywhere(room)
    assert room.direct() == [post]
    request = await room.request(job)
    assert (request.state, request.message_id) == (POSTED, post.message_id)
    assert (request.target, request.fallback_reason) == (DeliveryTarget.DIRECT, OBSTACLES[obstacle])
    assert post.pings == {room.member.user_id}
    assert LINK in post.content.split()
    assert f"<#{room.channel.channel_id}> ({room.guild.name})" in post.content
    assert room.discord.refused == [] or obstacle is gone


@pytest.mark.parametrize("outcome", [VideoState.FAILED, VideoState.UNKNOWN])
async def test_an_explanation_finds_the_member_too_in_their_own_language(
    room: DeliveryHarness, outcome: VideoState
) -> None:
    room.channel.deleted = True
    job = await due(room, outcome=outcome)
    await room.deliver()
    (post,) = room.direct()
    assert (await room.request(job)).state is TOLD
    assert "Den Kanal" in post.content or "Diesen Kanal" in post.content
    assert list(post.buttons) == ["Löschen"]  # nothing can be asked for in direct messages


async def test_an_archived_thread_is_opened_by_the_answer(room: DeliveryHarness) -> None:
    thread = thread_of(room)
    thread.archived = True
    job = await due(room, thread)
    await room.deliver()
    assert (await room.request(job)).target is DeliveryTarget.ORIGIN
    assert [post.channel for post in everywhere(room)] == [thread]
    assert not thread.archived


@pytest.mark.parametrize("obstacle", [gone, locked])
async def test_a_public_threads_answer_goes_to_its_channel_when_the_member_takes_none(
    room: DeliveryHarness, obstacle: Obstacle
) -> None:
    room.member.user.dms_open = False
    thread = thread_of(room)
    obstacle(room, thread)
    job = await due(room, thread)
    await room.deliver(2)
    (post,) = everywhere(room)
    assert post.channel is room.channel
    request = await room.request(job)
    assert (request.state, request.target) == (POSTED, DeliveryTarget.PARENT)
    assert request.delivery_channel_id == room.channel.channel_id
    assert f"<#{thread.channel_id}>" in post.content
    assert post.pings == {room.member.user_id}


async def test_a_private_threads_answer_never_reaches_its_channel(room: DeliveryHarness) -> None:
    room.member.user.dms_open = False
    thread = thread_of(room, PRIVATE_THREAD)
    thread.locked = True
    job = await due(room, thread)
    await room.deliver(3)
    request = await room.request(job)
    assert (request.state, request.reason) == (LOST, FailureReason.LOCKED)
    assert everywhere(room) == []


@pytest.mark.parametrize("obstacle", list(OBSTACLES), ids=lambda one: one.__name__)
async def test_without_any_way_the_request_ends_with_the_first_reason(
    room: DeliveryHarness, obstacle: Obstacle
) -> None:
    room.member.user.dms_open = False
    obstacle(room, room.channel)
    job = await due(room)
    await room.deliver(3)
    request = await room.request(job)
    assert (request.state, request.reason) == (LOST, OBSTACLES[obstacle])
    assert everywhere(room) == []


async def test_a_forums_thread_has_no_channel_to_post_in(room: DeliveryHarness) -> None:
    room.member.user.dms_open = False
    forum = room.discord.channel(room.guild, "forum", kind=FORUM)
    thread = thread_of(room, parent=forum)
    thread.locked = True
    job = await due(room, thread)
    await room.deliver(2)
    request = await room.request(job)
    assert (request.state, request.reason) == (LOST, FailureReason.LOCKED)


async def test_a_member_whose_account_is_gone_is_looked_for_no_longer(
    room: DeliveryHarness,
) -> None:
    room.channel.deleted = True
    job = await due(room)
    del room.discord.state.users[room.member.user_id]
    await room.deliver(2)
    request = await room.request(job)
    assert (request.state, request.reason) == (LOST, FailureReason.CHANNEL_GONE)


@pytest.mark.parametrize("kind", ["drop", "reset", 503])
async def test_nothing_goes_elsewhere_that_may_be_posted_already(
    room: DeliveryHarness, kind: str | int
) -> None:
    """The answer to the send was lost; then the bot may no longer see the channel."""
    room.discord.faults.add(kind, SEND, method="POST", after=True)  # type: ignore[arg-type]
    job = await due(room)
    await room.deliver()
    invisible(room, room.channel)
    await room.pass_time(3)
    request = await room.request(job)
    assert (request.state, request.reason) == (LOST, FailureReason.POST_UNKNOWN)
    assert [post.channel for post in everywhere(room)] == [room.channel]


async def test_what_is_found_after_a_refusal_stays_where_it_is(room: DeliveryHarness) -> None:
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    job = await due(room)
    await room.deliver()
    mute(room, room.channel)
    await room.pass_time(3)
    assert (await room.request(job)).state is POSTED
    assert [post.channel for post in everywhere(room)] == [room.channel]


@pytest.mark.parametrize("after", [False, True])
async def test_what_is_certainly_missing_goes_on_after_a_lost_answer(
    room: DeliveryHarness, after: bool
) -> None:
    """The first send is lost, the direct message's answer as well: one post in the end."""
    room.discord.faults.add("drop", SEND, method="POST")
    job = await due(room)
    await room.deliver()
    mute(room, room.channel)
    direct = room.discord.state.dm_with(room.member.user_id).channel_id
    room.discord.faults.add("drop", f"{direct}{SEND}", method="POST", after=after)
    await room.pass_time(3)
    assert (await room.request(job)).target is DeliveryTarget.DIRECT
    room.discord.state.nonces.forget()
    await room.pass_time(3)
    assert (await room.request(job)).state is POSTED
    assert everywhere(room) == room.direct()
    assert len(room.direct()) == 1


async def test_each_target_has_nonces_of_its_own(room: DeliveryHarness) -> None:
    room.member.user.dms_open = False
    thread = thread_of(room)
    thread.locked = True
    await due(room, thread)
    await room.deliver()
    nonces = [str(body["nonce"]) for body in room.sent()]
    assert len(set(nonces)) == len(nonces) == 3
    assert max(map(len, nonces)) <= 25


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("target", [DeliveryTarget.DIRECT, DeliveryTarget.PARENT])
async def test_an_earlier_process_fallback_is_taken_up_where_it_was(
    room: DeliveryHarness, target: DeliveryTarget, sent: bool
) -> None:
    thread = thread_of(room)
    thread.locked = True
    job = await due(room, thread)
    ((taken, _),) = await room.store.due_posts.claim(room.clock(), 9, [])
    requests, channels = room.store.requests, room.delivery._messages
    went_on = await room.store.due_posts.redirect(
        taken.request, target, FailureReason.LOCKED, room.clock()
    )
    assert went_on is not None
    if sent:
        now: Job | None = went_on.job
        if target is DeliveryTarget.DIRECT:
            channel_id = await channels.direct_channel_id(room.member.user_id)
            await room.store.due_posts.set_target_channel(job.request.request_id, channel_id)
            now = await requests.get(job.request.request_id)
        assert now is not None
        await channels.send(target_of(now.request), result_message(now, link=LINK), kind="v")
        room.discord.state.nonces.forget()
    await room.pass_time(1)
    request = await room.request(job)
    assert (request.state, request.target) == (POSTED, target)
    assert len(everywhere(room)) == 1


@pytest.mark.parametrize("target", [DeliveryTarget.DIRECT, DeliveryTarget.PARENT])
async def test_what_went_elsewhere_after_a_copy_was_made_is_found_when_that_is_brought_back(
    room: DeliveryHarness, target: DeliveryTarget
) -> None:
    room.member.user.dms_open = target is DeliveryTarget.DIRECT
    thread = thread_of(room)
    thread.locked = True
    job = await due(room, thread)
    await room.deliver()
    await room.store.videos._db.execute(
        "UPDATE requests SET state = 'posting', due_at = 0, target = 'origin', message_id = NULL,"
        " target_channel_id = NULL, fallback_reason = NULL"
    )
    await room.bring_back()
    await room.pass_time(600)
    request = await room.request(job)
    assert (request.state, request.target) == (POSTED, target)
    assert len(everywhere(room)) == 1


async def test_a_channel_that_takes_nothing_for_a_week_is_given_up_for_the_member(
    room: DeliveryHarness,
) -> None:
    room.discord.faults.add(503, f"{room.channel.channel_id}{SEND}", method="POST", times=None)
    job = await due(room)
    for _ in range(25):
        await room.deliver()
        room.clock.now = (await room.request(job)).due_at or room.clock.now
    room.clock.now += 8 * 24 * HOUR
    await room.deliver()
    request = await room.request(job)
    assert (request.state, request.target, request.fallback_reason) == (
        POSTED,
        DeliveryTarget.DIRECT,
        FailureReason.POST_LATE,
    )
    assert len(room.direct()) == 1


async def test_the_status_message_says_where_the_answer_went(room: DeliveryHarness) -> None:
    job = await room.ask()
    status = room.discord.state.write(room.channel, room.discord.state.bot, {"content": "waiting"})
    await room.store.status_messages.set_message(job, status.message_id)
    await room.settle(job, VideoState.READY)
    room.discord.deny_bot(room.channel, Permission.SEND_MESSAGES)
    await room.deliver(3)
    assert "as a direct message" in status.text
    assert "may not write there any more" in status.text


async def test_the_status_message_leads_to_the_channel_of_a_thread(room: DeliveryHarness) -> None:
    room.member.user.dms_open = False
    thread = thread_of(room)
    thread.locked = True
    job = await room.ask(thread)
    status = room.discord.state.write(thread, room.discord.state.bot, {"content": "waiting"})
    await room.store.status_messages.set_message(job, status.message_id)
    await room.settle(job, VideoState.READY)
    await room.deliver(3)
    (post,) = room.posts()
    assert f"/{room.channel.channel_id}/{post.message_id}" in status.text


async def test_a_fallback_is_taken_once(room: DeliveryHarness) -> None:
    job = await due(room)
    ((taken, _),) = await room.store.due_posts.claim(room.clock(), 9, [])
    redirect, now = room.store.due_posts.redirect, room.clock()
    assert (
        await redirect(taken.request, DeliveryTarget.DIRECT, FailureReason.LOCKED, now) is not None
    )
    assert await redirect(taken.request, DeliveryTarget.DIRECT, FailureReason.LOCKED, now) is None
    assert (await room.request(job)).fallback_reason is FailureReason.LOCKED
