"""The bot's process ended at any moment: by SIGKILL, by SIGTERM, and down while a video is made."""

import asyncio
import os
import random
import signal
from contextlib import suppress

import pytest

from tests.loopback.people import until
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness


async def test_a_video_that_is_finished_while_the_bot_is_down_is_posted(
    stage: ProcessHarness,
) -> None:
    await stage.ask()
    await stage.submitted()
    await stage.bot.terminate()
    stage.api.callbacks.retry_seconds = 0.01
    await stage.api.finish(stage.api.videos[0])
    assert stage.ends() == []
    await stage.bot.kill()
    restarted = stage.bot
    await restarted.start_and_connect()
    await stage.api.finish(stage.api.videos[0])
    await stage.ended()


async def test_a_result_while_the_bot_is_down_is_found_by_polling(set_up: SetUp) -> None:
    stage = await set_up(callbacks=False)
    await stage.ask()
    await stage.submitted()
    await stage.bot.kill()
    await stage.api.finish(stage.api.videos[0])
    await stage.bot.start_and_connect()
    await stage.ended()


async def test_kill_at_random_moments(set_up: SetUp) -> None:
    await asyncio.gather(*(_kill_at_random_moments(set_up, seed) for seed in range(2)))


async def _kill_at_random_moments(set_up: SetUp, seed: int) -> None:
    dice = random.Random(seed)
    # Two kills in a row may swallow the one answer that names a video: then it ends as unknown.
    settings = {"timing": {"job_deadline_seconds": 15.0}}
    stage = await set_up(finish_after=dice.uniform(0.05, 0.6), settings=settings)
    other = stage.discord.channel(stage.guild, "other")
    for number in range(3):
        new_requests = [
            asyncio.create_task(stage.ask(f"task-{number}-{new_request}", channel=channel))
            for new_request in range(3)
            for channel in (stage.channel, other)
        ]
        await asyncio.sleep(dice.uniform(0, 0.5))
        await stage.bot.kill()
        await asyncio.gather(*new_requests)
        await stage.bot.start_and_connect()
    await stage.all_ended()
    await asyncio.sleep(0.5)


async def test_sigterm_under_load_ends_within_ten_seconds_and_loses_nothing(
    set_up: SetUp,
) -> None:
    stage = await set_up(finish_after=0.4)
    members = [stage.discord.member(stage.guild, f"m{number}") for number in range(60)]
    new_requests = [
        asyncio.create_task(stage.ask(f"task-{number // 2}", member=member))
        for number, member in enumerate(members)
    ]
    await asyncio.sleep(0.5)
    stage.discord.faults.add("slow", "/messages", seconds=1.0, times=10)
    assert await stage.bot.terminate(10) == 0, stage.bot.tail()
    await asyncio.gather(*new_requests)
    await stage.bot.start_and_connect()
    await stage.all_ended()


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", r"/interactions/\d+/.*/callback$"), ("PATCH", "/messages/@original")],
)
async def test_who_waits_for_an_answer_when_the_bot_is_stopped_gets_it(
    stage: ProcessHarness, method: str, path: str
) -> None:
    slow = stage.discord.faults.add("slow", path, method=method, seconds=1.0)
    new_request = asyncio.create_task(stage.ask())
    await until(lambda: slow.hits)
    assert await stage.bot.terminate() == 0, stage.bot.tail()
    asked = await new_request
    assert asked.is_settled
    assert "Traceback" not in stage.bot.log
    stage.api.finish_after = 0.1
    await stage.bot.start_and_connect()
    await stage.ended()


async def test_who_clicked_when_the_bot_is_stopped_is_answered(stage: ProcessHarness) -> None:
    asked = await stage.ask()
    assert asked.original is not None
    slow = stage.discord.faults.add("slow", "/callback$", seconds=1.0)
    click = asyncio.create_task(stage.discord.click(stage.member, asked.original, "Cancel"))
    await until(lambda: slow.hits)
    assert await stage.bot.terminate() == 0, stage.bot.tail()
    assert (await click).is_settled
    ((state, _),) = stage.bot.states()
    assert state == "cancelled"
    stage.asked.clear()  # it is owed nothing any more


async def test_who_comes_during_a_stop_is_told_so_and_holds_it_up_no_longer(
    stage: ProcessHarness,
) -> None:
    asked = await stage.ask()
    assert asked.original is not None
    slow = stage.discord.faults.add("slow", "/messages/@original", seconds=2.0)
    new_request = asyncio.create_task(
        stage.ask("task-2", member=stage.discord.member(stage.guild, "two"))
    )
    await until(lambda: slow.hits)
    stop = asyncio.create_task(stage.bot.terminate())
    await until(lambda: "stopping: 1 interactions" in stage.bot.log)
    late = stage.discord.member(stage.guild, "late")
    refused = await asyncio.gather(
        stage.discord.slash(late, stage.channel, "musicvideo", task_id="task-3", audio_id="a"),
        stage.discord.click(stage.member, asked.original, "Cancel"),
    )
    assert await stop == 0, stage.bot.tail()
    assert [one.is_ephemeral and "being restarted" in one.text for one in refused] == [True, True]
    assert (await new_request).is_settled
    assert [state for state, _ in stage.bot.states()] == ["waiting", "waiting"]
    stage.asked.clear()  # their videos are not waited for


async def test_an_answer_that_discord_does_not_take_holds_up_no_stop(stage: ProcessHarness) -> None:
    hang = stage.discord.faults.add("hang", "/messages/@original", times=None)
    new_request = asyncio.create_task(stage.ask())
    await until(lambda: hang.hits)
    assert await stage.bot.terminate(10) == 0, stage.bot.tail()
    asked = await new_request
    assert not asked.is_settled
    assert "1 interactions were still being answered" in stage.bot.log
    assert "Traceback" not in stage.bot.log
    stage.discord.faults.clear()
    stage.api.finish_after = 0.1
    await stage.bot.start_and_connect()
    await stage.ended()


async def test_being_told_to_stop_again_breaks_no_stop_off(stage: ProcessHarness) -> None:
    slow = stage.discord.faults.add("slow", "/messages/@original", seconds=1.0)
    new_request = asyncio.create_task(stage.ask())
    await until(lambda: slow.hits)
    process = stage.bot.process
    assert process is not None
    while stage.bot.is_running:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with suppress(ProcessLookupError):
                os.kill(process.pid, number)  # the process object would take the status away
            await asyncio.sleep(0.002)
    assert process.returncode == 0, stage.bot.tail()
    asked = await new_request
    assert asked.is_settled, stage.bot.tail()
    assert not any(sign in stage.bot.log for sign in ("Traceback", "Unclosed", "not shown"))
    stage.api.finish_after = 0.1
    await stage.bot.start_and_connect()
    await stage.ended()


async def test_who_can_not_be_answered_before_a_stop_is_told_so(stage: ProcessHarness) -> None:
    lookup = stage.api.faults.add("hang", "", times=None)
    edit = stage.discord.faults.add("hang", "/messages/@original", method="PATCH")
    friend = stage.discord.member(stage.guild, "friend")
    new_requests = [
        asyncio.create_task(stage.ask("task-1", None)),
        asyncio.create_task(stage.ask("task-2", member=friend)),
    ]
    await until(lambda: lookup.hits and edit.hits)
    assert await stage.bot.terminate(10) == 0, stage.bot.tail()
    unkept, kept = await asyncio.gather(*new_requests)
    stage.promised.append(kept)
    for asked in (unkept, kept):
        assert asked.is_settled, stage.bot.tail()
        assert "being restarted" in asked.text
        assert not asked.is_public
    assert "Traceback" not in stage.bot.log
    stage.api.faults.clear()
    stage.api.finish_after = 0.1
    await stage.bot.start_and_connect()
    await stage.ended()
