"""What is seen of the bot's own process: its metrics, its log, its notices."""

import asyncio
import json
import re

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from tests.loopback.messages import Message
from tests.loopback.people import until
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness

Samples = dict[tuple[str, ...], float]


async def scraped(stage: ProcessHarness) -> Samples:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stage.bot.callback_url}/metrics") as answer,
    ):
        assert answer.status == 200, stage.bot.tail()
        text = await answer.text()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_a_scrape_tells_what_happened(set_up: SetUp) -> None:
    stage = await set_up(finish_after=0.1)
    for number in range(2):
        await stage.ask(f"task-{number}")
    await stage.ended(count=2)
    stage.api.refuse(400, "no such thing")
    await stage.ask("task-3")
    await stage.ended(count=3)
    await stage.discord.complete(
        stage.member, stage.channel, "musicvideo", "task_id", task_id="task"
    )
    stage.discord.faults.add(503, "/messages", method="POST", times=1)
    stage.discord.faults.add("reset", "/messages", method="POST", times=1)
    await stage.ask("task-4")
    await stage.ended(count=4)
    seen = await scraped(stage)
    assert seen["musicvideo_first_answer_seconds_count", "answer"] == 4
    assert seen["musicvideo_first_answer_seconds_count", "choices"] == 1
    assert seen["musicvideo_first_answer_seconds_bucket", "answer", "5.0"] == 4
    assert seen["musicvideo_post_seconds_count", "posted"] == 3
    assert seen["musicvideo_post_seconds_count", "told"] == 1
    assert seen["musicvideo_job_seconds_count", "posted"] == 3
    assert seen["musicvideo_requests_ended_total", "posted", ""] == 3
    assert seen["musicvideo_requests_ended_total", "told", "bad-request"] == 1
    assert seen["musicvideo_videos_ended_total", "failed", "bad-request"] == 1
    assert seen["musicvideo_api_errors_total", "bad-request"] == 1
    assert seen["musicvideo_discord_errors_total", "503"] == 1
    assert seen["musicvideo_discord_errors_total", "connection"] == 1
    assert seen["musicvideo_credits",] == stage.api.credit


async def test_the_gateway_s_state_is_told(set_up: SetUp) -> None:
    stage = await set_up()
    await gateway_is(stage, connected=True)
    stage.discord.gateway.closed = True
    await stage.discord.gateway.drop_all()
    await gateway_is(stage, connected=False)


async def gateway_is(stage: ProcessHarness, *, connected: bool) -> None:
    """Wait until metrics and readiness tell so."""
    url = f"{stage.bot.callback_url}/readyz"
    async with asyncio.timeout(20), aiohttp.ClientSession() as session:
        while (await scraped(stage))["musicvideo_gateway_connected",] != connected:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        async with session.get(url) as answer:
            assert (answer.status == 200) == connected
            assert (await answer.json())["gateway"] is connected


async def test_what_ended_is_still_counted_after_a_restart(set_up: SetUp) -> None:
    stage = await set_up(finish_after=0.1)
    await stage.ask()
    await stage.ended()
    await stage.bot.kill()
    await stage.bot.start_and_connect()
    assert (await scraped(stage))["musicvideo_requests_ended_total", "posted", ""] == 1


async def test_every_line_about_a_job_names_it(set_up: SetUp) -> None:
    settings = {"log": {"level": "DEBUG", "format": "json"}}
    stage = await set_up(finish_after=0.1, settings=settings)
    stage.discord.faults.add(503, "/messages", method="POST", times=1)
    await stage.ask()
    await stage.ended()
    entries = [json.loads(line) for line in stage.bot.log.splitlines() if line.startswith("{")]
    (video_id,) = {entry["video_id"] for entry in entries if "video_id" in entry}
    (request_id,) = {entry["request_id"] for entry in entries if "request_id" in entry}
    assert f"video_id={video_id} request_id={request_id} posted" in stage.bot.log
    told = [entry for entry in entries if entry.get("video_id") == video_id]
    loggers = {entry["logger"] for entry in told}
    assert {
        "bot.services.requests",
        "bot.workers.rendering.submit",
        "bot.workers.rendering.worker",
    } <= loggers
    assert "bot.workers.delivery.answers" in loggers
    # Whatever names the track, the API's id or the channel is about the job as well.
    video = stage.api.videos[0]
    names = re.compile(f"{video.video_id}|task-1|audio-1|{stage.channel.channel_id}")
    assert [e for e in entries if names.search(e["message"]) and "video_id" not in e] == []


def notices(stage: ProcessHarness, channel_id: int) -> list[Message]:
    channel = stage.discord.state.channels[channel_id]
    return stage.discord.posts(channel)


async def test_errors_are_told_in_the_operators_channel(set_up: SetUp) -> None:
    settings = {"timing": {"job_deadline_seconds": 0.5}}
    stage = await set_up(start=False, callbacks=False, settings=settings)
    operator = stage.discord.channel(stage.guild, "operators")
    channel = {"MUSICVIDEO_LOG__DISCORD_CHANNEL": str(operator.channel_id)}
    await stage.bot.start_and_connect(environment=channel)
    await stage.ask()
    await stage.ended()
    await until(lambda: notices(stage, operator.channel_id), 30, stage.describe)
    (notice,) = notices(stage, operator.channel_id)
    assert "outcome unknown: deadline" in notice.content
    assert notice.content.startswith("```")
    assert notice.pings == set()
    del stage.discord.state.channels[operator.channel_id]  # nothing there answers a member
