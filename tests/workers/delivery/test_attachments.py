"""A copy is attached to the message with the link, so that the video outlives the link."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.jobs import RequestState, VideoState
from bot.store.attachment_jobs import AttachmentState
from tests.loopback.messages import Message
from tests.loopback.music_api import TINY_MP4
from tests.loopback.world import PUBLIC_THREAD, Permission
from tests.support.delivery_harness import HOUR, DeliveryHarness, open_delivery_harness
from tests.support.rows import rows_of

EDITS: Final = "PATCH /channels/{channel_id}/messages/{message_id}"
NO_PREVIEW: Final = 1 << 2  # SUPPRESS_EMBEDS, in Discord's reference


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts links."""
    async with open_delivery_harness(folder) as made:
        yield made


def films(post: Message) -> list[bytes]:
    return [file.content for file in post.attachments]


async def states(room: DeliveryHarness) -> list[str]:
    return [row["state"] for row in await rows_of(room.store, "attachment_jobs")]


async def test_the_link_is_posted_at_once_and_a_copy_follows_in_the_same_message(
    room: DeliveryHarness,
) -> None:
    job = await room.with_film()
    await room.title(job, "Iron Man")
    await room.deliver(2)
    (post,) = room.posts()
    (sent,) = room.discord.called("POST /channels/{channel_id}/messages")
    assert sent.files == []
    url = re.findall(r"https?://\S+", str(sent.json["content"]))
    assert films(post) == [TINY_MP4]
    assert post.attachments[0].description == "Music video: Iron Man"
    assert re.findall(r"https?://\S+", post.content) == url
    assert "the copy stays" in post.content
    assert post.pings == {room.member.user_id}
    assert "Delete" in post.buttons
    assert await states(room) == [AttachmentState.ATTACHED]
    assert room.discord.refused == []


async def test_the_link_shows_no_second_player_beside_the_copy(room: DeliveryHarness) -> None:
    await room.with_film()
    await room.deliver(2)
    (sent,) = room.sent()
    assert not sent.get("flags")
    assert room.posts()[0].flags & NO_PREVIEW


async def test_a_repeat_does_not_double_the_copy(room: DeliveryHarness) -> None:
    room.discord.faults.add("drop", "/messages/", method="PATCH", after=True, times=3)
    await room.with_film()
    await room.deliver(2)
    for _ in range(4):
        await room.pass_time(60)
    (post,) = room.posts()
    assert len(room.discord.called(EDITS)) > 2
    assert films(post) == [TINY_MP4]
    assert await states(room) == [AttachmentState.ATTACHED]


async def test_moderators_can_switch_it_off(room: DeliveryHarness) -> None:
    await room.set_up(keeps_copy=False)
    await room.with_film()
    await room.deliver(3)
    assert films(room.posts()[0]) == []
    assert await states(room) == []


async def test_a_copy_that_discord_finds_too_large_quietly_leaves_the_link(
    room: DeliveryHarness,
) -> None:
    room.discord.state.upload_limit = 10
    job = await room.with_film()
    await room.deliver(4)
    (post,) = room.posts()
    assert (films(post), len(post.versions)) == ([], 1)
    assert await states(room) == [AttachmentState.TOO_LARGE]
    assert (await room.request(job)).state is RequestState.POSTED
    assert len(room.discord.called(EDITS)) == 1


@pytest.mark.parametrize(("hint", "fits"), [(None, False), (3000, True)])
async def test_how_much_discord_takes_is_heeded_before_anything_is_uploaded(
    room: DeliveryHarness, hint: int | None, fits: bool
) -> None:
    job = await room.with_film(TINY_MP4 + bytes(2000))
    await room.store.videos._db.execute("UPDATE requests SET attachment_limit = ?", (hint,))
    await room.deliver(3)
    assert (await room.request(job)).attachment_limit == hint
    assert await states(room) == [AttachmentState.ATTACHED if fits else AttachmentState.TOO_LARGE]
    assert len(room.discord.called(EDITS)) == int(fits)


@pytest.mark.parametrize("kind", ["drop", "reset", 503, 429])
async def test_a_copy_is_tried_again(room: DeliveryHarness, kind: str | int) -> None:
    room.discord.faults.add(kind, "/messages/", method="PATCH")  # type: ignore[arg-type]
    await room.with_film()
    await room.deliver(2)
    await room.pass_time(60)
    assert films(room.posts()[0]) == [TINY_MP4]


@pytest.mark.parametrize("body", [b"<html>not now</html>", b""])
async def test_what_is_no_video_is_never_attached_and_given_up_in_the_end(
    room: DeliveryHarness, body: bytes
) -> None:
    await room.with_film(body)
    await room.deliver()
    for _ in range(40):
        await room.pass_time(3600)
    assert films(room.posts()[0]) == []
    assert await states(room) == [AttachmentState.LOST]
    assert room.discord.called(EDITS) == []


async def test_a_copy_is_given_up_when_the_link_has_ended(room: DeliveryHarness) -> None:
    await room.with_film(b"", 503)
    await room.deliver(2)
    assert await states(room) == [AttachmentState.DUE]
    room.clock.now += 100 * HOUR
    await room.deliver()
    assert await states(room) == [AttachmentState.LOST]


async def test_a_message_that_was_deleted_gets_no_copy(room: DeliveryHarness) -> None:
    room.discord.faults.add("drop", "/messages/", method="PATCH")
    await room.with_film()
    await room.deliver(2)
    room.posts()[0].deleted = True
    await room.pass_time(60)
    assert await states(room) == [AttachmentState.LOST]


async def test_where_files_may_not_be_attached_the_link_stays(room: DeliveryHarness) -> None:
    room.discord.deny_bot(room.channel, Permission.ATTACH_FILES)
    await room.with_film()
    await room.deliver(3)
    assert films(room.posts()[0]) == []
    assert await states(room) == [AttachmentState.LOST]


async def test_an_archived_threads_copy_waits_until_it_is_open_again(room: DeliveryHarness) -> None:
    thread = room.discord.channel(room.guild, kind=PUBLIC_THREAD, parent=room.channel)
    job = await room.ask(thread)
    await room.settle(job, VideoState.READY, url=room.film(TINY_MP4))
    room.discord.faults.add("drop", "/messages/", method="PATCH")
    await room.deliver(2)
    thread.archived = True
    await room.pass_time(60)
    assert await states(room) == [AttachmentState.DUE]
    thread.archived = False
    await room.pass_time(60)
    assert films(room.posts(thread)[0]) == [TINY_MP4]


async def test_a_direct_message_gets_its_copy_too(room: DeliveryHarness) -> None:
    room.channel.deleted = True
    await room.with_film()
    await room.deliver(3)
    (post,) = room.direct()
    assert films(post) == [TINY_MP4]
    assert f"<#{room.channel.channel_id}>" in post.content


async def test_an_explanation_has_no_copy(room: DeliveryHarness) -> None:
    job = await room.ask()
    await room.settle(job, VideoState.FAILED)
    await room.deliver(3)
    assert await states(room) == []


async def test_a_copy_does_not_wait_for_long_after_the_clock_was_set_back(
    room: DeliveryHarness,
) -> None:
    await room.with_film()
    room.discord.faults.add(503, "/messages/", method="PATCH")
    await room.deliver(2)
    assert await states(room) == [AttachmentState.DUE]
    room.clock.now -= 24 * HOUR
    await room.deliver(2)
    await room.pass_time(10)  # as long as between tries
    assert await states(room) == [AttachmentState.ATTACHED]
