"""How fast the bot's event loop answers while the studio renders: ``python -m tests.bench.loop``.

The studio runs inside this process, as it does inside the bot's. Two things are measured, idle and
while four renders run, taking turns so that a noisy machine disturbs both alike: how late a timer
fires (the loop's own lag), and how long an HTTP request to the studio takes, there and back.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.studio.app import Studio
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack, StoredTask
from bot.video_api import MusicVideoApi
from bot.video_api.mp4_contract import Mp4Submission
from tests.studio.studio_harness import CALLBACK, settings_in, until, write_wav

RENDERS = 4
TIMER_SECONDS = 0.01


class Sample:
    """Delays in seconds."""

    def __init__(self) -> None:
        self.lags: list[float] = []
        self.answers: list[float] = []

    async def take(self, studio: Studio, session: aiohttp.ClientSession, seconds: float) -> None:
        """Measure for a while."""
        end = time.perf_counter() + seconds
        await asyncio.gather(self._timers(end), self._requests(studio, session, end))

    async def _timers(self, end: float) -> None:
        while time.perf_counter() < end:
            begun = time.perf_counter()
            await asyncio.sleep(TIMER_SECONDS)
            self.lags.append(time.perf_counter() - begun - TIMER_SECONDS)

    async def _requests(self, studio: Studio, session: aiohttp.ClientSession, end: float) -> None:
        headers = {"Authorization": f"Bearer {studio.key}"}
        while time.perf_counter() < end:
            begun = time.perf_counter()
            async with session.get(f"{studio.base_url}/studio/v1/queue", headers=headers) as answer:
                await answer.read()
            self.answers.append(time.perf_counter() - begun)
            await asyncio.sleep(0.02)


@asynccontextmanager
async def rendering(
    studio: Studio, session: aiohttp.ClientSession, tasks: list[StoredTask]
) -> AsyncIterator[None]:
    """Have a render of each task run."""
    api = MusicVideoApi(
        session,
        base_url=studio.base_url,
        key=studio.key,
        user_agent="bench",
        submit_timeout_seconds=10,
    )
    headers = {"Authorization": f"Bearer {studio.key}"}
    ids = []
    for task in tasks:
        body = {
            "taskId": task.task_id,
            "audioId": task.tracks[0].audio_id,
            "callBackUrl": CALLBACK,
        }
        ids.append(await api.submit(Mp4Submission.model_validate(body)))
    addresses = [f"{studio.base_url}/studio/v1/videos/{video_task_id}" for video_task_id in ids]

    async def all_run() -> bool:
        for address in addresses:
            async with session.get(address, headers=headers) as answer:
                if (await answer.json())["data"]["progress"] == 0:
                    return False
        return True

    await until(all_run)
    yield
    if not await all_run():
        sys.stdout.write("A render ended too early: measure for less long.\n")
    for address in addresses:
        async with session.delete(address, headers=headers) as answer:
            await answer.read()


async def measure(folder: Path, rounds: int, seconds: float) -> tuple[Sample, Sample]:
    """Return the delays while idle and while rendering."""
    settings = settings_in(folder, workers=RENDERS)
    audio = write_wav(folder / "song.wav", seconds=300)
    track = NewTrack(audio=audio, title="Song", author="Band", duration_seconds=300)
    library = Library(settings.library)
    idle, busy = Sample(), Sample()
    async with Studio.open(settings) as studio, aiohttp.ClientSession() as session:
        for _ in range(rounds):
            await idle.take(studio, session, seconds)
            tasks = [library.add([track]) for _ in range(RENDERS)]
            async with rendering(studio, session, tasks):
                await busy.take(studio, session, seconds)
            await asyncio.sleep(0.5)  # the processes are gone
    return idle, busy


def _row(name: str, delays: list[float]) -> str:
    percentiles = statistics.quantiles(delays, n=100)
    figures = (statistics.median(delays), percentiles[94], percentiles[98], max(delays))
    return f"{name:<28}" + "".join(f"{figure * 1000:>9.2f}" for figure in figures)


def main() -> None:
    """Measure and print milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each measurement")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        idle, busy = asyncio.run(measure(Path(folder), arguments.rounds, arguments.seconds))
    rows = [
        f"{'milliseconds':<28}"
        + "".join(f"{word:>9}" for word in ("median", "95 %", "99 %", "max")),
        _row("timer late, idle", idle.lags),
        _row(f"timer late, {RENDERS} renders", busy.lags),
        _row("request, idle", idle.answers),
        _row(f"request, {RENDERS} renders", busy.answers),
    ]
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
