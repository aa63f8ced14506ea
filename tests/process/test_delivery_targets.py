"""Where answers go, with the real process: threads that were locked meanwhile, and copies."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.messages import Message
from tests.loopback.music_api import TINY_MP4, FakeMusicApi
from tests.loopback.people import until
from tests.loopback.world import PRIVATE_THREAD, PUBLIC_THREAD
from tests.process.bot_process import BotProcess
from tests.process.process_harness import ProcessHarness


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[ProcessHarness]:
    """Return a stage whose bot isn't started yet."""
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(FakeDiscord())
        api = await stack.enter_async_context(FakeMusicApi())
        api.link = f"{api.base_url}/files/{{video_id}}.mp4"
        bot = BotProcess(discord, api, tmp_path)
        stack.push_async_callback(bot.kill)
        guild = discord.guild()
        yield ProcessHarness(
            discord, api, bot, guild, discord.channel(guild), discord.member(guild)
        )
        assert bot.mishaps() == []


def everywhere(stage: ProcessHarness) -> list[Message]:
    channels = list(stage.discord.state.channels.values())
    return [post for channel in channels for post in stage.ends(channel)]


def copies(stage: ProcessHarness) -> list[str]:
    with sqlite3.connect(f"file:{stage.bot.database}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT state FROM attachment_jobs").fetchall()
    connection.close()
    return [str(state) for (state,) in rows]


async def test_what_was_asked_for_in_a_private_thread_never_leaves_it_for_its_channel(
    place: ProcessHarness,
) -> None:
    """Both threads are locked before their video is there, and nobody takes direct messages."""
    discord, parent = place.discord, place.channel
    threads = {
        kind: discord.channel(place.guild, "thread", kind=kind, parent=parent)
        for kind in (PUBLIC_THREAD, PRIVATE_THREAD)
    }
    await place.bot.start_and_connect()
    for number, thread in enumerate(threads.values()):
        member = discord.member(place.guild, f"member-{number}")
        member.user.dms_open = False
        await place.ask(f"task-{number}", channel=thread, member=member)
        await place.submitted(f"task-{number}")
        thread.locked = True
    for video in place.api.videos:
        await place.api.finish(video)
    await until(
        lambda: {state for state, _ in place.bot.states()} == {"posted", "undeliverable"},
        20,
        place.describe,
    )
    (post,) = everywhere(place)
    assert post.channel is parent
    assert f"<#{threads[PUBLIC_THREAD].channel_id}>" in post.content
    assert f"<#{threads[PRIVATE_THREAD].channel_id}>" not in post.content


async def test_a_copy_is_attached_once_though_the_process_dies_over_it(
    place: ProcessHarness,
) -> None:
    kill = {"TEST_KILL": "copy attached"}
    await place.bot.start_and_connect(module="tests.process.launcher", environment=kill)
    await place.ask()
    await place.submitted()
    await place.api.finish(place.api.videos[0])
    await until(lambda: not place.bot.is_running, 20, place.describe)
    await place.bot.start_and_connect()
    await until(lambda: copies(place) == ["attached"], 20, place.describe)
    (post,) = everywhere(place)
    assert [file.content for file in post.attachments] == [TINY_MP4]
