"""Discord failing while a result is posted: one post all the same."""

import asyncio
from typing import Any

import pytest

from tests.loopback.faults import Kind
from tests.loopback.people import until
from tests.loopback.world import STAGE, THREADS, VOICE, Permission
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness

POSTS = r"/channels/\d+/messages$"
SHORT_NONCES: dict[str, Any] = {"delivery": {"nonce_window_seconds": 0.2}}


KINDS: tuple[Kind | int, ...] = (503, 500, 429, "reset", "drop")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_fault_while_posting(stage: ProcessHarness, *, after: bool) -> None:
    stage.api.finish_after = 0.1
    for kind in KINDS:
        channel = stage.discord.channel(stage.guild, f"with-{kind}")
        path = POSTS.replace("\\d+", str(channel.channel_id))
        stage.discord.faults.add(kind, path, method="POST", after=after, seconds=0.2)
        await stage.ask(f"task-{kind}", channel=channel)
    await stage.all_ended()
    posted = [("posted", "ready")] * len(KINDS)
    await until(lambda: stage.bot.states() == posted, 20, stage.describe)
    assert [fault.hits for fault in stage.discord.faults.rules] == [1] * len(KINDS)


@pytest.mark.parametrize("kind", [503, "drop"])
async def test_after_the_nonce_s_time_the_channel_is_read_back(set_up: SetUp, kind: Any) -> None:  # noqa: ANN401
    stage = await set_up(settings=SHORT_NONCES, discord={"nonce_seconds": 0.25}, finish_after=0.1)
    stage.discord.faults.add(kind, POSTS, method="POST", after=True, times=1)
    stage.discord.faults.add(503, POSTS, method="POST", times=2)
    await stage.ask()
    await stage.ended()
    await until(lambda: stage.bot.states() == [("posted", "ready")], 20, stage.describe)
    assert stage.discord.called("GET /channels/{channel_id}/messages")


async def test_where_nothing_can_be_read_back_nothing_is_sent_again(set_up: SetUp) -> None:
    stage = await set_up(settings=SHORT_NONCES, discord={"nonce_seconds": 0.25})
    stage.discord.faults.add("drop", POSTS, method="POST", after=True, times=1)
    stage.discord.faults.add(503, POSTS, method="POST", times=2)
    asked = await stage.ask()
    await stage.submitted()
    stage.discord.deny_bot(stage.channel, Permission.READ_MESSAGE_HISTORY)
    await stage.discord.update_channel(stage.channel)
    await stage.api.finish(stage.api.videos[0])
    await until(lambda: stage.bot.states() == [("undeliverable", "ready")], 20, stage.describe)
    await until(lambda: "could not be posted" in asked.text, 30, stage.describe)
    assert len(stage.ends()) == 1


async def test_a_channel_that_is_gone_is_written_off(stage: ProcessHarness) -> None:
    stage.member.user.dms_open = False  # there the video would go instead
    await stage.ask()
    await stage.submitted()
    await stage.discord.delete_channel(stage.channel)
    await stage.api.finish(stage.api.videos[0])
    await until(lambda: stage.bot.states() == [("undeliverable", "ready")], 30, stage.describe)
    stage.asked.clear()
    assert stage.ends() == []


async def test_a_server_that_was_left_is_written_off(stage: ProcessHarness) -> None:
    stage.member.user.dms_open = False
    await stage.ask()
    await stage.submitted()
    await stage.discord.remove_bot(stage.guild)
    await stage.api.finish(stage.api.videos[0])
    await until(lambda: stage.bot.states() == [("undeliverable", "ready")], 30, stage.describe)
    stage.asked.clear()


async def test_a_locked_thread_is_written_off_and_an_archived_one_is_not(
    stage: ProcessHarness,
) -> None:
    stage.member.user.dms_open = False
    # A private one: nothing from there may stand in the channel above it.
    locked = stage.discord.channel(stage.guild, "locked", kind=THREADS[2], parent=stage.channel)
    archived = stage.discord.channel(stage.guild, "archived", parent=stage.channel)
    await stage.ask("one", channel=locked)
    await stage.ask("two", channel=archived)
    await stage.submitted("one")
    await stage.submitted("two")
    locked.locked = archived.archived = True
    for video in stage.api.videos:
        await stage.api.finish(video)
    await stage.ended(archived)
    await until(lambda: ("undeliverable", "ready") in stage.bot.states(), 30, stage.describe)
    stage.asked = [one for one in stage.asked if one.channel is archived]


async def test_missing_permissions_are_told_before_anything_is_spent(stage: ProcessHarness) -> None:
    stage.discord.deny_bot(stage.channel, Permission.SEND_MESSAGES)
    asked = await stage.ask()
    assert asked.is_ephemeral
    assert "Send Messages" in asked.text
    await asyncio.sleep(0.2)
    assert stage.api.submits == []


@pytest.mark.parametrize("kind", [VOICE, STAGE])
async def test_a_voice_channel_needs_connect_before_anything_is_spent(
    stage: ProcessHarness, kind: int
) -> None:
    channel = stage.discord.channel(stage.guild, "lounge", kind=kind)
    stage.discord.deny_bot(channel, Permission.CONNECT)
    asked = await stage.ask(channel=channel)
    assert asked.is_ephemeral
    assert asked.text.endswith(": Connect.")
    assert stage.bot.states() == []
    channel.overwrites.clear()
    stage.api.finish_after = 0.1
    await stage.ask(channel=channel)
    await stage.ended(channel)
    stage.asked.remove(asked)


async def test_an_outage_of_discord_is_waited_out(stage: ProcessHarness) -> None:
    await stage.ask()
    await stage.submitted()
    await stage.discord.outage(on=True)
    await stage.api.finish(stage.api.videos[0])
    await asyncio.sleep(1)
    assert stage.ends() == []
    await stage.discord.outage(on=False)
    await stage.ended()


async def test_rate_limits_are_kept(stage: ProcessHarness) -> None:
    stage.discord.limits.limit("POST /channels/{channel_id}/messages", 2, 0.5)
    stage.discord.limits.limit("PATCH /channels/{channel_id}/messages/{message_id}", 2, 0.5)
    stage.api.finish_after = 0.1
    await asyncio.gather(*(stage.ask(f"task-{number}") for number in range(6)))
    await stage.ended(count=6)
    assert stage.discord.limits.refused <= 6


@pytest.mark.parametrize("retry_after", [30, 1, None])
async def test_a_ban_by_the_edge_is_waited_out_with_few_calls(
    stage: ProcessHarness, retry_after: float | None
) -> None:
    asked = await asyncio.gather(*(stage.ask(f"task-{number}") for number in range(12)))
    assert all(one.is_public for one in asked)
    await until(lambda: len(stage.api.videos) == 12, 30, stage.describe)
    stage.discord.limits.ban(6.0, retry_after=retry_after)
    await asyncio.gather(*(stage.api.finish(video) for video in stage.api.videos))
    await asyncio.sleep(2)
    await stage.discord.gateway.drop_all(4000)  # which the bot resumes: nothing may begin again
    await asyncio.sleep(2)
    assert not stage.ends()
    await stage.ended(count=12, seconds=40)
    # Those on their way when it begins, the gateway's own, and the few that find out.
    assert 1 <= stage.discord.limits.banned <= 26


async def test_the_process_ends_in_time_while_the_gateway_is_being_reached_again(
    stage: ProcessHarness,
) -> None:
    await stage.discord.outage(on=True)
    await asyncio.sleep(0.2)
    assert await stage.bot.terminate() == 0
