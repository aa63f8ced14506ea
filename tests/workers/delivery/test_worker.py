"""A finished job's way into its channel, once: real discord.py against the loopback Discord."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from aiohttp import web

from bot.discord_client import channels
from bot.discord_client.message_target import target_of
from bot.jobs import FailureReason, Job, RequestState, VideoState
from bot.messages.result import result_message
from bot.workers.delivery.video_sender import DeliveryMode
from tests.loopback import faults
from tests.loopback.music_api import TINY_MP4
from tests.loopback.people import until
from tests.loopback.world import Permission
from tests.support.delivery_harness import HOUR, SEND, DeliveryHarness, open_delivery_harness
from tests.support.rows import LINK

POSTED, TOLD, POSTING, LOST = (
    RequestState.POSTED,
    RequestState.EXPLAINED,
    RequestState.POSTING,
    RequestState.UNDELIVERABLE,
)


NONSENSE: Final = {
    "empty": (200, b"{}", "application/json"),
    "null": (200, b"null", "application/json"),
    "cut short": (200, b'{"id": "1', "application/json"),
    "page": (200, b"<html>hello</html>", "text/html"),
    "nothing": (200, b"", "text/html"),
}
"""What a proxy may answer in Discord's place."""


def answering(
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    body: bytes,
    content_type: str = "application/json",
) -> None:
    """Let faults answer so."""

    def answer(*_: object) -> web.Response:
        headers = {"Content-Type": content_type}
        return web.Response(status=status, body=body, headers=headers)

    monkeypatch.setattr(faults, "broken", answer)


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts links."""
    async with open_delivery_harness(folder) as made:
        yield made


async def test_a_video_is_posted_once_and_pings_the_requester(room: DeliveryHarness) -> None:
    job = await room.finished()
    await room.title(job, "Iron Man")
    await room.deliver(3)
    (post,) = room.posts()
    request = await room.request(job)
    assert (request.state, request.message_id) == (POSTED, post.message_id)
    assert LINK in post.content.split()
    assert "Iron Man" in post.content
    assert post.pings == {room.member.user_id}
    assert f"mv:delete:{request.request_id}" in post.buttons.values()
    assert room.discord.refused == []


async def test_every_message_has_a_nonce_of_its_own_that_is_enforced(room: DeliveryHarness) -> None:
    for channel in (room.channel, room.discord.channel(room.guild)):
        for member in (room.member, room.discord.member(room.guild, f"b{channel.channel_id}")):
            job = await room.ask(channel, member)
    await room.settle(job, VideoState.READY)
    await room.deliver(3)
    nonces = [str(body["nonce"]) for body in room.sent()]
    assert len(set(nonces)) == len(nonces) == 4
    assert all(len(nonce) <= 25 for nonce in nonces)
    assert all(body["enforce_nonce"] is True for body in room.sent())


async def test_a_title_pings_nobody(room: DeliveryHarness) -> None:
    other = room.discord.member(room.guild, "other")
    room.guild.everyone.mentionable = True
    job = await room.finished()
    await room.title(job, f"@everyone <@{other.user_id}> <@&{room.guild.guild_id}> @here")
    await room.deliver()
    (post,) = room.posts()
    assert post.pings == {room.member.user_id}
    (body,) = room.sent()
    assert body["allowed_mentions"] == {"parse": [], "users": [room.member.user_id]}


@pytest.mark.parametrize("outcome", [VideoState.FAILED, VideoState.UNKNOWN])
async def test_a_job_without_a_video_is_explained(
    room: DeliveryHarness, outcome: VideoState
) -> None:
    job = await room.finished(outcome)
    await room.deliver(2)
    (post,) = room.posts()
    assert (await room.request(job)).state is TOLD
    assert post.pings == {room.member.user_id}
    assert f"mv:retry:{job.request.request_id}" in post.buttons.values()
    assert LINK not in post.content
    assert len(post.content) > 60


async def test_requests_that_share_a_video_get_a_post_each_in_their_own_channel(
    room: DeliveryHarness,
) -> None:
    elsewhere = room.discord.guild("Elsewhere")
    there = room.discord.channel(elsewhere)
    stranger = room.discord.member(elsewhere, "stranger")
    unconcerned = room.discord.channel(room.guild, "unconcerned")
    await room.ask()
    job = await room.ask(there, stranger)
    await room.settle(job, VideoState.READY)
    await room.deliver(3)
    assert [post.pings for post in room.posts()] == [{room.member.user_id}]
    assert [post.pings for post in room.posts(there)] == [{stranger.user_id}]
    assert room.posts(unconcerned) == []


@pytest.mark.parametrize("kind", ["drop", "reset", 503])
@pytest.mark.parametrize("after", [False, True])
async def test_a_lost_answer_is_repeated_with_the_same_nonce(
    room: DeliveryHarness, kind: str | int, after: bool
) -> None:
    room.discord.faults.add(kind, SEND, method="POST", after=after)  # type: ignore[arg-type]
    job = await room.finished()
    await room.deliver()
    assert (await room.request(job)).state is POSTING
    await room.pass_time(3)
    (post,) = room.posts()
    request = await room.request(job)
    assert (request.state, request.message_id) == (POSTED, post.message_id)
    assert len({body["nonce"] for body in room.sent()}) == 1
    assert len(room.sent()) == (1 if after else 2)
    assert len(reads(room)) == 1


@pytest.mark.parametrize("kind", ["drop", 503])
async def test_where_a_repeat_can_not_be_read_back_the_nonce_holds(
    room: DeliveryHarness, kind: str | int
) -> None:
    room.discord.deny_bot(room.channel, Permission.READ_MESSAGE_HISTORY)
    room.discord.faults.add(kind, SEND, method="POST", after=True)  # type: ignore[arg-type]
    job = await room.finished()
    await room.deliver()
    await room.pass_time(3)
    assert (await room.request(job)).state is POSTED
    assert (len(room.posts()), len(room.sent())) == (1, 2)


async def test_a_repeat_does_not_rely_on_the_nonce_alone(room: DeliveryHarness) -> None:
    # Discord tells of "a few minutes", and promises nothing.
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    job = await room.finished()
    await room.deliver()
    room.discord.state.nonces.forget()
    await room.pass_time(3)
    assert (await room.request(job)).state is POSTED
    assert len(room.posts()) == 1


@pytest.mark.parametrize("seconds", [0, 1])  # as after the clock was set back by so much, too
async def test_what_an_earlier_process_had_under_way_is_read_back_first(
    room: DeliveryHarness, seconds: float
) -> None:
    job = await room.finished()
    ((taken, _),) = await room.store.due_posts.claim(room.clock(), 9, [])
    sent_id = await room.delivery._messages.send(
        target_of(taken.request), result_message(taken, link=LINK), kind="v"
    )
    room.discord.state.nonces.forget()
    room.start_again()
    await room.pass_time(seconds)
    request = await room.request(job)
    assert (request.state, request.message_id) == (POSTED, sent_id)
    assert len(room.posts()) == 1


async def test_a_first_send_costs_one_request(room: DeliveryHarness) -> None:
    await room.finished()
    await room.deliver()
    assert (len(room.sent()), reads(room)) == (1, [])


def reads(room: DeliveryHarness) -> list[Any]:
    return list(room.discord.called("GET /channels/{channel_id}/messages"))


@pytest.mark.parametrize("mode", list(NONSENSE))
@pytest.mark.parametrize("after", [False, True])
async def test_an_answer_that_makes_no_sense_is_one_that_was_lost(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch, mode: str, after: bool
) -> None:
    answering(monkeypatch, *NONSENSE[mode])
    room.discord.faults.add(200, SEND, method="POST", after=after)
    job = await room.finished()
    await room.deliver()
    assert (await room.request(job)).state is POSTING
    await room.pass_time(3)
    assert (await room.request(job)).state is POSTED
    assert len(room.posts()) == 1


@pytest.mark.parametrize("mode", list(NONSENSE))
async def test_nonsense_is_no_empty_channel(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    answering(monkeypatch, *NONSENSE[mode])
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    room.discord.faults.add(200, SEND, method="GET")
    job = await room.finished()
    await room.deliver()
    await room.pass_time(600)
    assert (await room.request(job)).state is POSTING
    await room.pass_time(600)
    assert (await room.request(job)).state is POSTED
    assert len(room.posts()) == 1


@pytest.mark.parametrize("mode", list(NONSENSE))
async def test_an_edit_whose_answer_makes_no_sense_is_repeated(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    answering(monkeypatch, *NONSENSE[mode])
    room.delivery._status_messages._retry_seconds = 0.0
    room.discord.faults.add(200, "/messages/", method="PATCH")
    job = await with_status(room)
    await room.deliver(4)
    assert (await room.request(job)).status_message_id is not None
    assert await room.store.status_messages.outdated(9, []) == []


async def with_status(room: DeliveryHarness) -> Job:
    """Return a finished job that has a status message."""
    job = await room.ask()
    status = room.discord.state.write(room.channel, room.discord.state.bot, {"content": "waiting"})
    await room.store.status_messages.set_message(job, status.message_id)
    await room.settle(job, VideoState.READY)
    return job


@pytest.mark.parametrize("outcome", [VideoState.READY, VideoState.FAILED])
async def test_after_the_nonces_window_a_post_is_found_by_reading_back(
    room: DeliveryHarness, outcome: VideoState
) -> None:
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    job = await room.finished(outcome)
    await room.deliver()
    for number in range(230):  # what others wrote meanwhile
        room.discord.say(room.member, room.channel, f"{number} {job.request.request_id}")
    await room.pass_time(600)
    request = await room.request(job)
    own = [post for post in room.posts() if post.author.bot]
    assert request.message_id == own[0].message_id
    assert request.state is (POSTED if outcome is VideoState.READY else TOLD)
    assert (len(own), len(room.sent())) == (1, 1)


async def test_what_is_not_found_is_sent_as_if_new(room: DeliveryHarness) -> None:
    room.discord.faults.add("drop", SEND, method="POST")
    job = await room.finished()
    await room.deliver()
    await room.pass_time(600)
    assert (await room.request(job)).state is POSTED
    assert len(room.posts()) == 1


async def test_an_outage_longer_than_the_window_posts_once(room: DeliveryHarness) -> None:
    job = await room.finished()
    room.discord.faults.add(503, SEND, method="POST", times=None, after=True)
    await room.deliver()
    room.discord.faults.clear()
    room.discord.faults.add(503, "", times=None)
    for _ in range(5):
        await room.pass_time(600)
    room.discord.faults.clear()
    await room.pass_time(600)
    assert (await room.request(job)).state is POSTED
    assert len(room.posts()) == 1


async def test_an_answer_is_found_however_many_others_wrote_before_it(
    room: DeliveryHarness,
) -> None:
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    job = await room.finished()
    for number in range(250):
        room.discord.say(room.member, room.channel, f"chat {number}")
    await room.deliver()
    await room.pass_time(600)
    assert (await room.request(job)).state is POSTED
    assert len([post for post in room.posts() if post.author.bot]) == 1


async def test_what_others_wrote_is_not_taken_for_the_answer(room: DeliveryHarness) -> None:
    room.discord.faults.add("drop", SEND, method="POST")
    job = await room.finished()
    button = {
        "type": 2,
        "style": 2,
        "label": "x",
        "custom_id": f"mv:delete:{job.request.request_id}",
    }
    body = {"content": "mine", "components": [{"type": 1, "components": [button]}]}
    room.discord.state.write(room.channel, room.discord.user("another"), body)
    await room.deliver()
    await room.pass_time(600)
    assert (await room.request(job)).state is POSTED
    assert len([post for post in room.posts() if post.author.bot]) == 1


async def test_what_was_found_missing_is_sent_as_if_new(room: DeliveryHarness) -> None:
    room.discord.faults.add("drop", SEND, method="POST", times=2)
    job = await room.finished()
    await room.deliver()
    await room.pass_time(600)  # looked for, missing, and sent again in vain
    room.discord.deny_bot(room.channel, Permission.READ_MESSAGE_HISTORY)
    await room.discord.update_channel(room.channel)
    await room.pass_time(10)  # within the nonce's time
    assert (await room.request(job)).state is POSTED


async def test_a_channel_in_which_too_much_was_written_counts_as_not_read(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "_MAX_MESSAGES", 150)
    room.discord.faults.add("drop", SEND, method="POST")
    job = await room.finished()
    await room.deliver()
    for number in range(300):
        room.discord.say(room.member, room.channel, f"chat {number}")
    await room.pass_time(600)
    request = await room.request(job)
    assert (request.state, request.reason) == (LOST, FailureReason.POST_UNKNOWN)


async def test_where_nothing_can_be_read_back_nothing_is_sent_again(room: DeliveryHarness) -> None:
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    job = await room.finished()
    await room.deliver()
    room.discord.deny_bot(room.channel, Permission.READ_MESSAGE_HISTORY)
    client = room.delivery._messages._client
    assert client.get_channel(room.channel.channel_id) is not None
    await room.discord.gateway.dispatch(
        room.guild.guild_id, "CHANNEL_UPDATE", room.channel.payload()
    )
    await _until_denied(room)
    await room.pass_time(600)
    request = await room.request(job)
    assert (request.state, request.reason) == (LOST, FailureReason.POST_UNKNOWN)
    assert len(room.sent()) == 1


async def _until_denied(room: DeliveryHarness) -> None:
    client = room.delivery._messages._client

    def is_denied() -> bool:
        channel = client.get_channel(room.channel.channel_id)
        me = client.get_guild(room.guild.guild_id).me  # type: ignore[union-attr]
        return not channel.permissions_for(me).read_message_history  # type: ignore[union-attr]

    await until(is_denied)


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_a_page_of_the_edge_is_no_refusal_of_discord(
    room: DeliveryHarness, status: int
) -> None:
    # Discord's own refusals carry a code; an edge in front of it blocks for a while.
    room.discord.faults.add(status, SEND, method="POST")
    job = await room.finished()
    await room.deliver()
    assert (await room.request(job)).state is POSTING
    await room.pass_time(3)
    assert (await room.request(job)).state is POSTED


async def test_a_block_by_cloudflare_is_no_missing_permission(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, 403, b'{"message": "internal network error", "code": 40333}')
    room.discord.faults.add(403, SEND, method="POST")
    job = await room.finished()
    await room.deliver()
    await room.pass_time(3)
    assert (await room.request(job)).state is POSTED


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_a_page_of_the_edge_costs_no_status_message(
    room: DeliveryHarness, status: int
) -> None:
    room.delivery._status_messages._retry_seconds = 0.0
    room.discord.faults.add(status, "/messages/", method="PATCH")
    job = await with_status(room)
    await room.deliver(4)
    assert (await room.request(job)).status_message_id is not None
    assert await room.store.status_messages.outdated(9, []) == []


async def test_a_message_that_discord_refuses_ends_the_request(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, 400, b'{"message": "Invalid Form Body", "code": 50035}')
    room.discord.faults.add(400, SEND, method="POST", times=None)
    job = await room.finished()
    await room.deliver()
    request = await room.request(job)
    assert (request.state, request.reason) == (LOST, FailureReason.POST_REFUSED)


async def test_tries_come_ever_later_and_end_after_a_week(room: DeliveryHarness) -> None:
    room.discord.faults.add(503, "", times=None)
    job = await room.finished()
    pauses = []
    for _ in range(20):
        await room.deliver()
        due_at = (await room.request(job)).due_at
        assert due_at is not None
        pauses.append((due_at - room.clock()).total_seconds())
        room.clock.now = due_at
    assert pauses[:4] == [2, 4, 8, 16]
    assert max(pauses) == pauses[-1] == 30  # somebody still waits
    room.clock.now += HOUR
    await room.deliver()
    due_at = (await room.request(job)).due_at
    assert due_at == room.clock() + timedelta(seconds=room.config.delivery.retry_most_seconds)
    await room.pass_time(8 * 86400)
    request = await room.request(job)
    assert (request.state, request.reason) == (LOST, FailureReason.POST_UNKNOWN)


async def test_a_long_time_out_of_service_does_not_end_a_post_at_its_first_try(
    room: DeliveryHarness,
) -> None:
    room.discord.faults.add(503, "", times=6)
    job = await room.finished()
    room.clock.now += timedelta(days=30)
    for _ in range(10):
        await room.deliver()
        room.clock.now = (await room.request(job)).due_at or room.clock.now
    assert (await room.request(job)).state is POSTED


async def test_a_video_is_attached_where_no_link_can_be_opened(folder: Path) -> None:
    async with open_delivery_harness(folder, delivery_mode=DeliveryMode.FILE) as room:
        job = await room.finished(url=room.film(TINY_MP4))
        await room.deliver()
        (post,) = room.posts()
        assert [file.content for file in post.attachments] == [TINY_MP4]
        assert not re.search(r"https?://", post.content)
        assert (await room.request(job)).state is POSTED


async def test_a_file_that_discord_finds_too_large_is_explained(folder: Path) -> None:
    async with open_delivery_harness(folder, delivery_mode=DeliveryMode.FILE) as room:
        room.discord.state.upload_limit = 10
        job = await room.finished(url=room.film(TINY_MP4))
        await room.deliver(2)
        (post,) = room.posts()
        request = await room.request(job)
        assert (request.state, request.reason) == (TOLD, FailureReason.FILE_TOO_LARGE)
        assert post.pings == {room.member.user_id}


async def test_a_file_that_was_removed_is_explained(folder: Path) -> None:
    async with open_delivery_harness(folder, delivery_mode=DeliveryMode.FILE) as room:
        job = await room.finished(url=room.film(b"", 410))
        await room.deliver(2)
        request = await room.request(job)
        assert (request.state, request.reason) == (TOLD, FailureReason.LINK_ENDED)
        again = await room.ask()  # what is gone is made again
        assert (again.video.state, again.video.attempt) == (VideoState.QUEUED, 2)
        assert len(room.posts()) == 1


async def test_a_status_message_is_edited_in_place_and_pings_nobody(room: DeliveryHarness) -> None:
    job = await room.ask()
    status = room.discord.state.write(room.channel, room.discord.state.bot, {"content": "waiting"})
    await room.store.status_messages.set_message(job, status.message_id)
    await room.settle(job, VideoState.READY)
    await room.deliver(3)
    edited, post = room.posts()
    assert edited is status
    assert len(edited.versions) > 1
    assert str(post.message_id) in edited.text  # it leads to the result
    assert edited.pings == set()
    assert await room.store.status_messages.outdated(9, []) == []


async def test_a_status_message_that_was_deleted_is_let_go(room: DeliveryHarness) -> None:
    job = await room.ask()
    await room.store.status_messages.set_message(job, 12345)
    await room.settle(job, VideoState.READY)
    await room.deliver(3)
    assert (await room.request(job)).status_message_id is None
    assert (await room.request(job)).state is POSTED


async def test_a_clock_that_was_set_back_while_the_bot_was_away_holds_no_answer_up(
    room: DeliveryHarness,
) -> None:
    job = await room.finished()
    room.discord.faults.add(503, SEND, method="POST")
    await room.deliver()
    assert (await room.request(job)).state is POSTING
    room.clock.now -= timedelta(days=1)
    room.start_again()
    await room.deliver()
    assert (await room.request(job)).state is POSTED
    assert len(room.posts()) == 1
