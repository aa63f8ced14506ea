"""What the bot carries, each as a ratio to a floor of the same run: ``python -m tests.bench.load``.

The bot and its floor are processes of their own and take turns, so that a noisy machine disturbs
both alike. ``--full`` adds the two long rows: memory after 10,000 jobs, and the start with 100,000
old ones.
"""

import argparse
import asyncio
import contextlib
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.music_api import FakeMusicApi
from tests.loopback.people import until
from tests.process.bot_process import BotProcess
from tests.process.process_harness import ProcessHarness

POST = "POST /channels/{channel_id}/messages"


@asynccontextmanager
async def stage_in(
    folder: Path, *, paced: bool = False, shards: int = 1
) -> AsyncIterator[ProcessHarness]:
    """Open both far ends; ``paced`` leaves the bot at its own pace of submits."""
    await asyncio.to_thread(folder.mkdir, parents=True)
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(FakeDiscord(shards=shards))
        far = await stack.enter_async_context(FakeMusicApi())
        settings: dict[str, dict[str, Any]] = {
            "log": {"level": "WARNING"},
            "limits": {"open_per_member": 500},
        }
        settings["timing"] = {"poll_first_seconds": 600.0, "poll_every_seconds": 600.0}
        if paced:
            settings["api"] = {"submits_per_window": 18, "submit_window_seconds": 10.0}
        bot = BotProcess(world, far, folder, settings=settings)
        bot.starts_cold = True  # its figures are of a process of its own
        guild = world.guild()
        stack.push_async_callback(bot.kill)
        yield ProcessHarness(world, far, bot, guild, world.channel(guild), world.member(guild))


async def answering(stage: ProcessHarness) -> None:
    """Wait until the process answers HTTP."""
    async with aiohttp.ClientSession() as session:
        for _ in range(200):
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(stage.bot.callback_url):
                    return
            await asyncio.sleep(0.05)
    raise TimeoutError(stage.bot.tail())


async def first_answers(stage: ProcessHarness, count: int, name: str) -> list[float]:
    """Type so many commands at once; return the seconds until each first answer."""
    members = [stage.discord.member(stage.guild, f"{name}-{number}") for number in range(count)]
    asked = await asyncio.gather(
        *(
            stage.ask(f"{name}-{number}", member=member, first_only=True)
            for number, member in enumerate(members)
        )
    )
    return [one.latency for one in asked]


def percentile(values: list[float], share: float) -> float:
    """Return the value below which that share of the values lies."""
    ranked = sorted(values)
    return ranked[min(int(len(ranked) * share), len(ranked) - 1)]


async def bench_first_answers(folder: Path) -> None:
    """Row: first answer of ``/musicvideo`` against a command that only defers."""
    async with stage_in(folder / "bot", paced=True) as real, stage_in(folder / "bare") as bare:
        await real.bot.start_and_connect()
        await bare.bot.start_and_connect(module="tests.bench.bare_bot")
        for count, rounds in ((1, 60), (50, 8), (300, 4)):
            measured: dict[str, list[float]] = {"bot": [], "floor": []}
            for number in range(rounds):
                for name, stage in (("floor", bare), ("bot", real)):
                    measured[name] += await first_answers(stage, count, f"{count}-{number}")
                # What follows the answers would disturb the next round, also of the floor.
                await until(lambda: all(one.is_settled for one in real.asked), 60, real.describe)
                await asyncio.sleep(0.3)
            for share in (0.5, 0.99):
                ours, floor = (percentile(measured[name], share) for name in ("bot", "floor"))
                tell(f"first answer, {count} at once, {share:.0%}", ours, floor, "s")


async def bench_callback_to_post(folder: Path) -> None:
    """Row: from a callback to the posted message, one at a time, at rest."""
    async with stage_in(folder / "bot") as real, stage_in(folder / "bare") as bare:
        await real.bot.start_and_connect()
        await bare.bot.start(module="tests.bench.bare_endpoint")
        await answering(bare)
        measured: dict[str, list[float]] = {"bot": [], "floor": []}
        async with aiohttp.ClientSession() as session:
            for number in range(60):
                measured["floor"].append(await bare_carried(bare, session, number))
                measured["bot"].append(await carried(real, number))
        tell(
            "callback to post, median",
            statistics.median(measured["bot"]),
            statistics.median(measured["floor"]),
            "s",
        )


async def carried(stage: ProcessHarness, number: int) -> float:
    """Have one job finished; return the seconds from its callback to its message."""
    await stage.ask(f"post-{number}")
    await until(lambda: any(v.task_id == f"post-{number}" for v in stage.api.videos), 10)
    await asyncio.sleep(0.15)  # at rest: the status message is up to date by then
    return await timed_post(stage, lambda: stage.api.finish(stage.api.video_of(f"post-{number}")))


async def bare_carried(stage: ProcessHarness, session: aiohttp.ClientSession, number: int) -> float:
    """The same, done bare."""
    video = await stage.api.accept(
        {"taskId": f"bare-{number}", "audioId": "audio-1", "callBackUrl": "http://127.0.0.1:9/x"}
    )
    stage.api._mark_finished(video)
    path = f"/carry/{stage.channel.channel_id}/{video.video_id}"

    async def call_back() -> None:
        async with session.post(stage.bot.callback_url + path, data=b"{}"):
            return

    return await timed_post(stage, call_back)


async def timed_post(stage: ProcessHarness, call_back: Callable[[], Awaitable[object]]) -> float:
    """Return the seconds from a callback to the next message that reaches Discord."""
    before = len(stage.discord.called(POST))
    begun = time.monotonic()
    await call_back()
    await until(lambda: len(stage.discord.called(POST)) > before, 10)
    ended = stage.discord.called(POST)[before].at
    await asyncio.sleep(0.05)
    return ended - begun


async def bench_callbacks(folder: Path) -> None:
    """Row: durable callbacks a second, 50 at once, against one committed insert each."""
    count = 2000
    async with stage_in(folder / "bot") as real, stage_in(folder / "bare") as bare:
        await real.bot.start_and_connect()
        await bare.bot.start(module="tests.bench.bare_endpoint")
        await answering(bare)
        await asyncio.gather(
            *(
                real.ask(f"task-{n}", member=real.discord.member(real.guild, f"m{n}"))
                for n in range(200)
            )
        )
        await until(lambda: len(real.api.videos) >= 200, 60)
        targets = [
            (video.callback_url, json.dumps({"code": 200, "data": {"task_id": video.video_id}}))
            for video in real.api.videos
        ]
        rates: dict[str, list[float]] = {"bot": [], "floor": []}
        waits: list[float] = []
        for _ in range(3):
            floor_url = f"{bare.bot.callback_url}/count"
            rate, _ = await flood([(floor_url, targets[0][1])], count)
            rates["floor"].append(rate)
            rate, latencies = await flood(targets, count)
            rates["bot"].append(rate)
            waits += latencies
        tell(
            "durable callbacks, 50 at once",
            statistics.median(rates["bot"]),
            statistics.median(rates["floor"]),
            "/s",
        )
        sys.stdout.write(f"    99 % of them answered within {percentile(waits, 0.99):.3f} s\n")


async def flood(targets: list[tuple[str, str]], count: int) -> tuple[float, list[float]]:
    """Post so many callbacks, 50 at once; return how many a second, and each one's seconds."""
    waits: list[float] = []
    numbers = iter(range(count))
    headers = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:

        async def post() -> None:
            for number in numbers:
                url, body = targets[number % len(targets)]
                begun = time.perf_counter()
                async with session.post(url, data=body, headers=headers) as answer:
                    if answer.status != 200:
                        raise RuntimeError(f"HTTP {answer.status}")
                waits.append(time.perf_counter() - begun)

        begun = time.perf_counter()
        await asyncio.gather(*(post() for _ in range(50)))
        return count / (time.perf_counter() - begun), waits


def memory_of(stage: ProcessHarness) -> float:
    """Return the process's resident memory in MiB."""
    assert stage.bot.process is not None
    status = Path(f"/proc/{stage.bot.process.pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


async def bench_memory(folder: Path, jobs: int) -> None:
    """Row: memory at rest, and after many jobs."""
    async with stage_in(folder) as stage:
        await stage.bot.start_and_connect()
        await asyncio.sleep(1)
        rest = memory_of(stage)
        stage.api.finish_after = 0.05
        for start in range(0, jobs, 100):
            await first_answers(stage, 100, f"round-{start}")
            await until(lambda: len(stage.ends()) >= start + 100, 120, stage.describe)  # noqa: B023
            stage.discord.calls.clear()
        tell(f"memory after {jobs} jobs", memory_of(stage), rest, "MiB")


async def bench_start(folder: Path, jobs: int) -> None:
    """Row: the start with many old jobs in the database, against the start with none."""
    starts: dict[str, list[float]] = {"old": [], "none": []}
    async with stage_in(folder / "old") as old, stage_in(folder / "none") as none:
        for stage in (old, none):
            await stage.bot.start_and_connect()
            await stage.bot.terminate()
        fill(old.bot.database, jobs)
        for _ in range(5):
            for name, stage in (("none", none), ("old", old)):
                begun = time.perf_counter()
                await stage.bot.start_and_connect()
                starts[name].append(time.perf_counter() - begun)
                await stage.bot.terminate()
    ours, floor = statistics.median(starts["old"]), statistics.median(starts["none"])
    tell(f"start with {jobs} old jobs", ours, floor, "s")


def fill(path: Path, jobs: int) -> None:
    """Put finished jobs into a database."""
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.executemany(
            "INSERT INTO videos (video_id, provider, task_id, audio_id, guild_id, state, token,"
            "  api_task_id, submits, video_url, created_at, queued_at, submitted_at)"
            " VALUES (printf('%016x', ?1), 'cloud', 'old-' || ?1, 'a', 1, 'ready', 'token',"
            "  'api-' || ?1, 1, 'https://videos.example/x.mp4', ?1, ?1, ?1)",
            ((number,) for number in range(jobs)),
        )
        database.executemany(
            "INSERT INTO requests (request_id, video_id, guild_id, channel_id, user_id,"
            "  interaction_id, locale, guild_locale, state, outcome, created_at, finished_at)"
            " VALUES (printf('%016x', ?1), printf('%016x', ?1), 1, 2, 3, ?1, 'en', 'en', 'posted',"
            "  'ready', ?1, ?1)",
            ((number,) for number in range(jobs)),
        )


def tell(row: str, ours: float, floor: float, unit: str) -> None:
    """Print a row: what was measured, its floor, and their ratio."""
    sys.stdout.write(f"{row:40} {ours:10.3f} {unit:4} floor {floor:10.3f}   x {ours / floor:.2f}\n")
    sys.stdout.flush()


async def main() -> None:
    """Measure, and print a row each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="the long rows, too")
    full = parser.parse_args().full
    with tempfile.TemporaryDirectory(prefix="musicvideo-bench-") as name:
        folder = Path(name)
        await bench_first_answers(folder / "answers")
        await bench_callback_to_post(folder / "posts")
        await bench_callbacks(folder / "callbacks")
        if full:
            await bench_start(folder / "start", 100_000)
            await bench_memory(folder / "memory", 10_000)


if __name__ == "__main__":
    asyncio.run(main())
