"""Cancelling, quotas, foreign text, and answers of Discord's that are lost."""

import asyncio
import sqlite3
from functools import partial

import pytest

from tests.loopback.faults import Kind
from tests.loopback.interactions import Interaction
from tests.loopback.music_api import SUBMIT, track
from tests.loopback.people import until
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness

CALLBACK = "/interactions/.*/callback"


async def test_cancelling_before_the_submit_costs_nothing(stage: ProcessHarness) -> None:
    stage.api.refuse(429, "not now")
    asked = await stage.ask()
    await until(lambda: stage.api.submits, 30)
    assert asked.original is not None
    told = await stage.discord.click(stage.member, asked.original, "Cancel")
    await until(lambda: told.is_settled, 30)
    await until(lambda: "Cancelled" in asked.text, 30, stage.describe)
    await asyncio.sleep(0.6)
    assert not stage.api.charges
    stage.asked.clear()


async def test_cancelling_later_keeps_the_result_from_one_channel_only(
    stage: ProcessHarness,
) -> None:
    other = stage.discord.channel(stage.guild, "other")
    asked = await stage.ask()
    await stage.ask(channel=other)
    await stage.submitted()
    assert asked.original is not None
    await stage.discord.click(stage.member, asked.original, "Cancel")
    await until(lambda: "Cancelled" in asked.text, 30, stage.describe)
    await stage.api.finish(stage.api.videos[0])
    await stage.ended(other)
    assert stage.ends() == []
    stage.asked.remove(asked)


async def test_a_stranger_can_t_cancel(stage: ProcessHarness) -> None:
    asked = await stage.ask()
    await stage.submitted()
    stranger = stage.discord.member(stage.guild, "stranger")
    assert asked.original is not None
    told = await stage.discord.click(stranger, asked.original, "Cancel")
    await until(lambda: told.is_settled, 30)
    await stage.api.finish(stage.api.videos[0])
    await stage.ended()


async def test_fifty_commands_at_once_take_exactly_the_quota(set_up: SetUp) -> None:
    stage = await set_up(settings={"limits": {"open_per_member": 7}})
    await asyncio.gather(*(stage.ask(f"task-{number}") for number in range(50)))
    assert len(stage.accepted) == 7
    await until(lambda: len(stage.api.videos) == 7, 30, stage.describe)
    for video in stage.api.videos:
        await stage.api.finish(video)
    await stage.ended(count=7)


FOREIGN = ("@everyone <@&1> <@2>", "[free](https://evil.example)", "`a\u202eb`\u200b discord.gg/x")


async def test_foreign_text_reaches_nobody(stage: ProcessHarness) -> None:
    stage.api.finish_after = 0.1
    for number, text in enumerate(FOREIGN):
        stage.api.add_music(f"task-{number}", track("audio-1", title=text * 20))
        await stage.ask(f"task-{number}", author="*A* `b` ||c||", watermark="_club_.example")
    for end in await stage.ended(count=len(FOREIGN)):
        assert end.pings == {stage.member.user_id}
        assert "https://evil.example" not in end.text
        assert "\u202e" not in end.text


async def test_a_first_answer_whose_receipt_is_lost(stage: ProcessHarness) -> None:
    """The member sees the status message; the bot doesn't know that it stands there."""
    kinds: tuple[Kind | int, ...] = ("drop", "reset", 503, 200)  # the last is no JSON
    stage.api.finish_after = 0.1
    for kind in kinds:
        stage.discord.faults.add(kind, CALLBACK, method="POST", after=True)
        asked = await stage.ask(f"task-{kind}")
        await until(partial(_is_told, asked), 30, stage.describe)
    await stage.ended(count=len(kinds))


async def test_a_status_that_is_not_kept_is_told_although_no_receipt_ever_came(
    stage: ProcessHarness,
) -> None:
    stage.api.finish_after = 0.1
    with sqlite3.connect(stage.bot.database) as other:
        other.execute(
            "CREATE TRIGGER worn BEFORE UPDATE OF status_message_id ON requests"
            " BEGIN SELECT raise(ABORT, 'worn out'); END"
        )
    other.close()
    stage.discord.faults.add("drop", CALLBACK, method="POST", after=True)
    asked = await stage.ask()
    await until(lambda: asked.followups, 30, stage.describe)
    (told,) = asked.followups
    assert told.is_ephemeral
    assert "Your video is being made" in told.text
    await stage.ended()


@pytest.mark.parametrize("text", FOREIGN)
async def test_what_would_reach_somebody_is_not_taken_for_a_video(
    stage: ProcessHarness, text: str
) -> None:
    asked = await stage.ask(author=text)
    assert asked.is_ephemeral
    assert not stage.bot.states()


def _is_told(asked: Interaction) -> bool:
    return "Finished" in asked.text


async def test_a_first_answer_that_never_arrives_promises_and_costs_nothing(
    stage: ProcessHarness,
) -> None:
    stage.discord.faults.add("drop", CALLBACK, method="POST", times=3)
    asked = await stage.ask()
    assert asked.answer is None
    assert stage.bot.states() == []
    assert "nothing was kept" in stage.bot.log
    stage.api.finish_after = 0.1
    await stage.ask()  # as Discord tells the member, who sees that it failed
    await stage.ended()
    assert len(stage.api.submits) == 1


async def test_a_submit_that_takes_its_time_does_not_delay_the_first_answer(
    stage: ProcessHarness,
) -> None:
    stage.api.faults.add("slow", SUBMIT, seconds=1.5)
    stage.api.faults.add("slow", "/record-info", seconds=1.5, times=None)
    stage.api.finish_after = 0.1
    asked = await stage.ask()
    assert asked.latency < 1
    await stage.ended()


async def test_servers_know_nothing_of_each_other(set_up: SetUp) -> None:
    stage = await set_up(start=False, finish_after=0.1)
    there = stage.discord.guild("elsewhere")
    other = stage.discord.channel(there, "elsewhere")
    stranger = stage.discord.member(there, "stranger")
    await stage.bot.start_and_connect()
    await stage.ask(author="Our own")
    (result,) = await stage.ended()
    choices = await stage.discord.complete(stranger, other, "musicvideo", "task_id", task_id="task")
    assert choices == []
    await stage.ask(channel=other, member=stranger)
    (theirs,) = await stage.ended(other)
    assert stage.api.charges == {("task-1", "audio-1"): 1}
    assert result.content.splitlines()[1] == theirs.content.splitlines()[1]
