"""How fast ``/musicvideo`` answers while the studio renders: ``python -m tests.bench.command``.

The bot's own process, with the studio inside, against the loopback Discord. A member asks for a
video that is made already and completes a track's name, again and again: first while the studio is
idle, then while four renders run. Discord waits 3,000 ms for an answer.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack, StoredTask
from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.music_api import FakeMusicApi
from tests.process.bot_process import BotProcess, free_port
from tests.process.process_harness import ProcessHarness
from tests.studio.studio_harness import PATIENCE_SECONDS, settings_in, write_wav

RENDERS = 4
KEY = "bench-key"


@dataclass
class Delays:
    """Seconds from asking to the first answer."""

    commands: list[float] = field(default_factory=list)
    completions: list[float] = field(default_factory=list)


class Bench:
    """A bot with its studio, one short song that is made, and long ones to keep it busy."""

    def __init__(
        self, stage: ProcessHarness, library: Library, songs: Path, studio_url: str
    ) -> None:
        self.stage = stage
        self.library = library
        self.songs = songs
        self.studio_url = studio_url
        self.ready = self.song("Short", seconds=2)

    def song(self, title: str, seconds: float) -> StoredTask:
        """Put a song into the library."""
        audio = self.songs / f"{seconds:g}.wav"
        if not audio.exists():
            write_wav(audio, seconds=seconds)
        return self.library.add([NewTrack(audio=audio, title=title, duration_seconds=seconds)])

    async def ask(self, task: StoredTask) -> float:
        """Type ``/musicvideo`` as a new member; return the delay of the answer."""
        member = self.stage.discord.member(self.stage.guild, f"m{time.monotonic_ns()}")
        asked = await self.stage.ask(task.task_id, task.tracks[0].audio_id, member=member)
        return asked.latency

    async def sample(self, delays: Delays, count: int) -> None:
        """Ask and complete ``count`` times."""
        stage = self.stage
        for _ in range(count):
            delays.commands.append(await self.ask(self.ready))
            begun = time.perf_counter()
            await stage.discord.complete(
                stage.member, stage.channel, "musicvideo", "task_id", task_id="short"
            )
            delays.completions.append(time.perf_counter() - begun)
            await asyncio.sleep(0.1)

    async def rendering(self, session: aiohttp.ClientSession) -> int:
        """Return how many renders run."""
        async with session.get(f"{self.studio_url}/studio/v1/queue") as answer:
            return int((await answer.json())["data"]["videos"]["rendering"])

    async def keep_busy(self, session: aiohttp.ClientSession) -> None:
        """Have four long songs rendered."""
        for _ in range(RENDERS):
            await self.ask(self.song("Long", seconds=600))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.rendering(session) < RENDERS:  # noqa: ASYNC110 - another process's
                await asyncio.sleep(0.1)
        await asyncio.sleep(2)  # the processes have started


async def measure(folder: Path, count: int) -> tuple[Delays, Delays]:
    """Return the delays while idle and while rendering."""
    port = free_port()
    settings = settings_in(folder)
    sections: dict[str, dict[str, Any]] = {
        "api": {"key": ""},
        "studio": {
            "library": str(settings.library),
            "videos": str(settings.videos),
            "workers": RENDERS,
            "port": port,
            "key": KEY,
        },
    }
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(FakeDiscord())
        far = await stack.enter_async_context(FakeMusicApi())
        bot = BotProcess(world, far, folder, callbacks=False, settings=sections)
        bot.starts_cold = True  # its figures are of a process of its own
        guild = world.guild()
        stage = ProcessHarness(world, far, bot, guild, world.channel(guild), world.member(guild))
        library = Library(settings.library)
        bench = Bench(stage, library, folder, f"http://127.0.0.1:{port}")
        stack.push_async_callback(bot.kill)
        await bot.start_and_connect()
        session = await stack.enter_async_context(
            aiohttp.ClientSession(headers={"Authorization": f"Bearer {KEY}"})
        )
        await bench.ask(bench.ready)
        await stage.ended(seconds=PATIENCE_SECONDS)
        idle, busy = Delays(), Delays()
        await bench.sample(idle, count)
        await bench.keep_busy(session)
        await bench.sample(busy, count)
        still = await bench.rendering(session)
        if still < RENDERS:
            sys.stdout.write(f"Only {still} renders ran to the end of the measurement.\n")
    return idle, busy


def _row(name: str, delays: list[float]) -> str:
    figures = (statistics.median(delays), statistics.quantiles(delays, n=20)[-1], max(delays))
    return f"{name:<28}" + "".join(f"{figure * 1000:>9.1f}" for figure in figures)


def main() -> None:
    """Measure and print milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="commands of each measurement")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        idle, busy = asyncio.run(measure(Path(folder), arguments.count))
    rows = [
        f"{'milliseconds':<28}" + "".join(f"{word:>9}" for word in ("median", "95 %", "max")),
        _row("/musicvideo, idle", idle.commands),
        _row(f"/musicvideo, {RENDERS} renders", busy.commands),
        _row("completion, idle", idle.completions),
        _row(f"completion, {RENDERS} renders", busy.completions),
    ]
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
