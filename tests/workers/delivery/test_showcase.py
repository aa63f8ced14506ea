"""Finished videos that everyone may see are shown once more, once, in the showcase channel."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest

from bot.jobs import Job, RequestState, VideoState
from bot.jobs.notices import NoticeState
from bot.policy.guild_settings import GuildSettings
from bot.workers.delivery.video_sender import DeliveryMode, VideoSender
from tests.loopback.music_api import TINY_MP4
from tests.loopback.world import (
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    STAGE,
    VOICE,
    Channel,
    Permission,
)
from tests.support.delivery_harness import SEND, DeliveryHarness, open_delivery_harness
from tests.support.rows import LINK, rows_of

VIEW: Final = Permission.VIEW_CHANNEL


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts links."""
    async with open_delivery_harness(folder) as made:
        yield made


@pytest.fixture
async def showcase(room: DeliveryHarness) -> Channel:
    """Return the server's showcase channel."""
    channel = room.discord.channel(room.guild, "showcase")
    staff = room.discord.channel(room.guild, "staff")
    await room.set_up(
        showcase_channel_id=channel.channel_id,
        moderators_channel_id=staff.channel_id,
        keeps_copy=False,
    )
    return channel


def staff_of(room: DeliveryHarness) -> Channel:
    return next(one for one in room.guild.channels if one.name == "staff")


async def posted(room: DeliveryHarness, channel: Channel | None = None) -> Job:
    """Return a job whose video is posted in a channel, and shown if it is to be."""
    job = await room.ask(channel)
    await room.title(job, "Iron Man")
    if job.video.state is not VideoState.READY:
        await room.settle(job, VideoState.READY)
    await room.deliver(3)
    assert (await room.request(job)).state is RequestState.POSTED
    return job


async def states(room: DeliveryHarness, kind: str = "showcase") -> list[str]:
    rows = await rows_of(room.store, "notices")
    return [row["state"] for row in rows if row["kind"] == kind]


async def test_a_public_channels_video_is_shown_with_credit_and_pings_nobody(
    room: DeliveryHarness, showcase: Channel
) -> None:
    await posted(room)
    await room.deliver(2)
    (shown,) = room.posts(showcase)
    assert LINK in shown.content.split()
    assert "Iron Man" in shown.content
    assert f"<@{room.member.user_id}>" in shown.content
    assert shown.pings == set()
    assert len(room.posts()) == 1
    assert room.discord.refused == []
    nonces = [str(body["nonce"]) for body in room.sent()]
    assert len(set(nonces)) == 2
    assert max(map(len, nonces)) <= 25


async def test_without_a_showcase_channel_nothing_is_shown(room: DeliveryHarness) -> None:
    await posted(room)
    assert await rows_of(room.store, "notices") == []


async def test_what_is_asked_for_in_the_showcase_is_not_shown_there_again(
    room: DeliveryHarness, showcase: Channel
) -> None:
    await posted(room, showcase)
    assert len(room.posts(showcase)) == 1


async def test_reuses_are_not_shown_again(room: DeliveryHarness, showcase: Channel) -> None:
    for _ in range(3):
        await posted(room)
    assert len(room.posts()) == 3
    assert len(room.posts(showcase)) == 1


async def test_a_public_threads_video_is_shown(room: DeliveryHarness, showcase: Channel) -> None:
    await posted(room, room.discord.channel(room.guild, kind=PUBLIC_THREAD, parent=room.channel))
    assert len(room.posts(showcase)) == 1


@pytest.mark.parametrize("place", ["channel", "thread of it", "private thread", "everywhere"])
async def test_what_not_everyone_may_see_is_not_shown(
    room: DeliveryHarness, showcase: Channel, place: str
) -> None:
    channel, everyone = room.channel, room.guild.everyone
    if place == "everywhere":  # only the bot and some roles see anything in this server
        everyone.permissions &= ~VIEW
    elif place != "private thread":
        channel.deny(everyone, VIEW)
        channel.overwrites[room.discord.state.bot.user_id] = (VIEW, Permission(0))
    if place == "thread of it":
        channel = room.discord.channel(room.guild, kind=PUBLIC_THREAD, parent=channel)
    if place == "private thread":
        channel = room.discord.channel(room.guild, kind=PRIVATE_THREAD, parent=channel)
    await posted(room, channel)
    assert room.posts(showcase) == []
    assert await states(room) == [NoticeState.DROPPED]
    assert room.posts(staff_of(room)) == []


@pytest.mark.parametrize("kind", [VOICE, STAGE])
@pytest.mark.parametrize(
    ("denied", "count"), [(None, 1), (VIEW, 0), (Permission.CONNECT, 0)], ids=str
)
async def test_a_voice_channels_video_is_shown_where_everyone_may_connect(
    room: DeliveryHarness, showcase: Channel, kind: int, denied: Permission | None, count: int
) -> None:
    voice = room.discord.channel(room.guild, "lounge", kind=kind)
    if denied is not None:
        voice.deny(room.guild.everyone, denied)
        voice.overwrites[room.discord.state.bot.user_id] = (denied, Permission(0))
    await posted(room, voice)
    assert len(room.posts(voice)) == 1
    assert len(room.posts(showcase)) == count


async def test_what_was_private_first_is_shown_when_it_is_asked_for_in_public(
    room: DeliveryHarness, showcase: Channel
) -> None:
    thread = room.discord.channel(room.guild, kind=PRIVATE_THREAD, parent=room.channel)
    await posted(room, thread)
    await posted(room)
    (shown,) = room.posts(showcase)
    assert f"<#{room.channel.channel_id}>" in shown.content
    await posted(room)
    assert len(room.posts(showcase)) == 1


@pytest.mark.parametrize(("is_adult", "count"), [(False, 0), (True, 1)])
async def test_an_age_restricted_channels_video_is_shown_in_another_such_only(
    room: DeliveryHarness, showcase: Channel, is_adult: bool, count: int
) -> None:
    room.channel.nsfw, showcase.nsfw = True, is_adult
    await posted(room)
    assert len(room.posts(showcase)) == count


async def test_who_sees_the_source_is_asked_when_it_is_shown(
    room: DeliveryHarness, showcase: Channel
) -> None:
    """It was public when it was asked for, and no longer is after Discord's outage."""
    room.discord.faults.add(503, f"{showcase.channel_id}{SEND}", method="POST")
    await posted(room)
    room.channel.deny(room.guild.everyone, VIEW)
    room.channel.overwrites[room.discord.state.bot.user_id] = (VIEW, Permission(0))
    await room.pass_time(60)
    assert room.posts(showcase) == []


async def test_what_discord_does_not_tell_is_not_shown_before_it_does(
    room: DeliveryHarness, showcase: Channel
) -> None:
    room.discord.faults.add(503, r"/guilds/\d+$", method="GET", times=5)
    await posted(room)
    assert room.posts(showcase) == []
    for _ in range(6):
        await room.pass_time(60)
    assert len(room.posts(showcase)) == 1


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("seconds", [40, 600])
async def test_a_lost_answer_shows_nothing_twice(
    room: DeliveryHarness, showcase: Channel, after: bool, seconds: float
) -> None:
    path = f"{showcase.channel_id}{SEND}"
    room.discord.faults.add("drop", path, method="POST", after=after)
    await posted(room)
    await room.pass_time(seconds)
    assert len(room.posts(showcase)) == 1
    assert await states(room) == [NoticeState.POSTED]


async def test_moderators_are_told_once_that_the_showcase_can_not_be_used(
    room: DeliveryHarness, showcase: Channel
) -> None:
    room.discord.deny_bot(showcase, Permission.SEND_MESSAGES)
    await room.finished()
    for _ in range(4):
        await room.pass_time(1)
    await posted(room)
    await room.deliver(3)
    (notice,) = room.posts(staff_of(room))
    assert f"<#{showcase.channel_id}>" in notice.content
    assert "may not write there" in notice.content
    assert notice.pings == set()
    showcase.overwrites.clear()
    await posted(room)
    assert len(room.posts(showcase)) == 1


async def test_what_went_to_the_member_directly_is_not_shown(
    room: DeliveryHarness, showcase: Channel
) -> None:
    room.discord.deny_bot(room.channel, Permission.SEND_MESSAGES)
    await posted(room)
    assert room.posts(showcase) == []


async def test_what_was_deleted_before_it_was_shown_is_not_shown(
    room: DeliveryHarness, showcase: Channel
) -> None:
    room.discord.faults.add(503, f"{showcase.channel_id}{SEND}", method="POST")
    job = await posted(room)
    await room.store.requests.mark_deleted(job.request.request_id, room.clock())
    await room.pass_time(60)
    assert room.posts(showcase) == []


async def test_what_was_shown_before_it_was_deleted_is_taken_away_and_not_shown_again(
    room: DeliveryHarness, showcase: Channel
) -> None:
    room.discord.faults.add("drop", f"{showcase.channel_id}{SEND}", method="POST", after=True)
    job = await posted(room)
    assert len(room.posts(showcase)) == 1
    await room.store.requests.mark_deleted(job.request.request_id, room.clock())
    await room.pass_time(60)
    assert room.posts(showcase) == []
    await posted(room)
    await room.deliver(2)
    assert room.posts(showcase) == []


async def test_what_is_deleted_while_it_is_being_shown_is_taken_away(
    room: DeliveryHarness, showcase: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry = VideoSender.send

    async def carry_slowly(self: VideoSender, *args: Any, **options: Any) -> int | None:  # noqa: ANN401 - passed on
        message_id = await carry(self, *args, **options)
        if options["kind"] == "s":
            job = args[1]
            await room.store.requests.mark_deleted(job.request.request_id, room.clock())
        return message_id

    monkeypatch.setattr(VideoSender, "send", carry_slowly)
    await posted(room)
    sent = room.discord.called("POST /channels/{channel_id}/messages")
    assert any(str(showcase.channel_id) in call.path for call in sent)
    assert room.posts(showcase) == []
    assert await states(room) == [NoticeState.DROPPED]


async def test_what_is_shown_outlives_its_link_too(
    room: DeliveryHarness, showcase: Channel
) -> None:
    await room.set_up(showcase_channel_id=showcase.channel_id)
    await room.with_film()
    await room.deliver(4)
    (shown,) = room.posts(showcase)
    assert [file.content for file in shown.attachments] == [TINY_MP4]
    assert shown.pings == set()
    assert "the copy stays" in shown.content


async def test_two_servers_show_a_video_each(room: DeliveryHarness, showcase: Channel) -> None:
    elsewhere = room.discord.guild("Elsewhere")
    there, window = (room.discord.channel(elsewhere, name) for name in ("music", "window"))
    stranger = room.discord.member(elsewhere, "stranger")
    settings = GuildSettings(showcase_channel_id=window.channel_id)
    await room.store.guild_settings.set(
        elsewhere.guild_id, settings, updated_by=1, now=room.clock()
    )
    await posted(room)
    await room.ask(there, stranger)
    await room.deliver(4)
    (here,), (other,) = room.posts(showcase), room.posts(window)
    assert str(room.member.user_id) in here.content
    assert str(stranger.user_id) in other.content


async def test_a_file_is_shown_where_no_link_can_be_opened(folder: Path) -> None:
    async with open_delivery_harness(folder, delivery_mode=DeliveryMode.FILE) as room:
        showcase = room.discord.channel(room.guild, "showcase")
        await room.set_up(showcase_channel_id=showcase.channel_id)
        await room.with_film()
        await room.deliver(3)
        (shown,) = room.posts(showcase)
        assert [file.content for file in shown.attachments] == [TINY_MP4]
        assert "://" not in shown.content


async def test_nothing_is_shown_twice_when_an_older_copy_of_the_database_is_brought_back(
    room: DeliveryHarness, showcase: Channel
) -> None:
    await posted(room)
    database = room.store.videos._db
    await database.execute("DELETE FROM notices")
    await database.execute("UPDATE requests SET state = 'posting', due_at = 0, message_id = NULL")
    await room.bring_back()
    await room.pass_time(600)
    await room.deliver(2)
    assert await states(room) == [NoticeState.POSTED]
    assert (len(room.posts()), len(room.posts(showcase))) == (1, 1)
