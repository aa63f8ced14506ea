"""What one process of the bot carries: ``python -m tests.bench.capacity``.

Servers in memory, jobs a day, callbacks a second, beside what the API allows an account. The far
ends share the machine with the bot, so that a real one carries more; the seconds of processor time
are the bot's alone. docs/hosting.md holds the figures.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import aiohttp

from tests.bench.load import first_answers, flood, memory_of, percentile, stage_in
from tests.loopback.people import until
from tests.loopback.world import Role
from tests.process.process_harness import ProcessHarness

CHANNELS, ROLES = 30, 20
"""What each server has: a lively community's."""

SERVERS_OF_A_SHARD: Final = 1000  # Discord asks for one shard for about so many
API_REQUESTS, API_SECONDS = 20, 10  # a documented limit of the account
DAY: Final = 86_400
START_SECONDS: Final = 120.0


@asynccontextmanager
async def running(folder: Path, servers: int) -> AsyncIterator[ProcessHarness]:
    """Have a bot in so many servers, all of them arrived."""
    shards = max(1, -(-servers // SERVERS_OF_A_SHARD))
    async with stage_in(folder, shards=shards) as stage:
        for number in range(servers - 1):
            guild = stage.discord.guild(f"server-{number}")
            guild.roles += [Role(f"role-{one}") for one in range(ROLES)]
            for one in range(CHANNELS):
                stage.discord.channel(guild, f"channel-{one}")
        await stage.bot.start_and_connect()
        await _ready(stage)
        yield stage


async def _ready(stage: ProcessHarness) -> None:
    async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{stage.bot.callback_url}/readyz") as answer:
                if answer.status == 200:
                    break
            await asyncio.sleep(0.2)
    await asyncio.sleep(2)  # what was decompressed and read is let go


def processor_seconds(stage: ProcessHarness) -> float:
    """Return the processor time that the bot has taken."""
    assert stage.bot.process is not None
    stat = Path(f"/proc/{stage.bot.process.pid}/stat").read_text(encoding="ascii")
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def servers(folder: Path, counts: list[int]) -> None:
    """Tell the memory, and how quick first answers are, with so many servers."""
    least = 0.0
    for count in [1, *counts]:
        async with running(folder / f"servers-{count}", count) as stage:
            memory, shards = memory_of(stage), stage.discord.shards
            for _ in range(3):
                await first_answers(stage, 1, "warm")
            waits = [(await first_answers(stage, 1, f"task-{n}"))[0] for n in range(40)]
            least = least or memory
            each = f"{(memory - least) * 1024 / (count - 1):6.1f} KiB each" if count > 1 else ""
            say(
                f"{count:,} servers, {shards} shards: {memory:.0f} MiB {each}",
                f"first answer {statistics.median(waits) * 1000:.0f} ms",
            )


async def jobs(folder: Path, count: int) -> None:
    """Tell how many jobs a second come through, from the command to the posted video."""
    async with running(folder / "jobs", 1) as stage:
        stage.api.finish_after = 0.05
        await first_answers(stage, 20, "warm")
        await until(lambda: len(stage.ends()) >= 20, 60, stage.describe)
        loop, before = asyncio.get_running_loop(), processor_seconds(stage)
        begun = loop.time()
        for start in range(0, count, 50):
            await first_answers(stage, 50, f"jobs-{start}")
            await until(lambda: len(stage.ends()) >= start + 20, 120, stage.describe)  # noqa: B023
        await until(lambda: len(stage.ends()) >= count + 20, 120, stage.describe)
        rate = count / (loop.time() - begun)
        each = (processor_seconds(stage) - before) / count
        limit = DAY * API_REQUESTS // API_SECONDS
        say(
            f"jobs: {rate:.1f} a second, {rate * DAY:,.0f} a day",
            f"the API allows an account {limit:,} a day: {rate * DAY / limit:.0%} of that",
        )
        say(
            f"processor time a job: {each * 1000:.1f} ms",
            f"one core for {DAY / each:,.0f} jobs a day",
        )


async def callbacks(folder: Path, count: int) -> None:
    """Tell how many callbacks a second are recorded and answered, 50 at once."""
    async with running(folder / "callbacks", 1) as stage:
        await first_answers(stage, 100, "task")
        await until(lambda: len(stage.api.videos) >= 100, 60)
        targets = [
            (video.callback_url, json.dumps({"code": 200, "data": {"task_id": video.video_id}}))
            for video in stage.api.videos
        ]
        rounds = [await flood(targets, count) for _ in range(3)]
        waits = [wait for _, latencies in rounds for wait in latencies]
        rate = statistics.median(rate for rate, _ in rounds)
        say(
            f"callbacks: {rate:.0f} a second, durable",
            f"99 % answered within {percentile(waits, 0.99) * 1000:.0f} ms",
        )


def say(figure: str, beside: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{figure:58} {beside}\n")
    sys.stdout.flush()


async def main() -> None:
    """Measure, and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--servers", type=int, nargs="*", default=[1000, 2500])
    parser.add_argument("--jobs", type=int, default=500)
    parser.add_argument("--callbacks", type=int, default=2000)
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    say(f"{os.cpu_count()} cores, {datetime.now(UTC):%Y-%m-%d}", f"load before: {load:.1f}")
    with tempfile.TemporaryDirectory(prefix="musicvideo-bench-") as name:
        await servers(Path(name), arguments.servers)
        await jobs(Path(name), arguments.jobs)
        await callbacks(Path(name), arguments.callbacks)


if __name__ == "__main__":
    asyncio.run(main())
