"""The long soak: 10,000 jobs and 1,000 kills over both contracts of the API and the studio.

``python -m tests.process.soak --long`` runs three installations side by side, each a bot with a
world of its own. Beside what the short soak lets fail at both far ends, the bot's process is
stopped by SIGSTOP, for less and for more than a video may take, its clock is set, its disks are
filled to the last byte, and its address is banned by the edge. Some of its lives are long: those
are judged by how memory and open files grow.
"""

import argparse
import asyncio
import hashlib
import json
import math
import random
import struct
import sys
import time
import wave
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.messages import Message
from tests.loopback.music_api import FakeMusicApi
from tests.process.bot_process import ROOT, BotProcess, run_command
from tests.process.disturbances import Disturbances, small_disk
from tests.process.measurements import Measurements
from tests.process.process_harness import ProcessHarness
from tests.process.soak import SETTINGS, Soak, is_clean

Maker = Literal["mp4", "jobs", "studio"]

JOBS: Final = 10_000
KILLS: Final = 1_000
SHARES: Final[Mapping[Maker, float]] = {"mp4": 0.45, "jobs": 0.45, "studio": 0.1}
"""Rendering takes processor time, which the API's stand-in does not."""

LONG_LIVES: Final = 2
LONG_SECONDS: Final = 240.0
LONG_STOPS: Final = 3
DISTURBED: Final = 0.2
"""How many of the lives something befalls; the long ones' every ten seconds likewise."""

DEADLINES: Final[Mapping[Maker, float]] = {"mp4": 25.0, "jobs": 25.0, "studio": 300.0}
"""How long a video may take, in seconds."""

DISK_MEGABYTES: Final = 512
SONGS: Final = 6
_RATE: Final = 8000


@dataclass(frozen=True)
class Plan:
    """What one installation goes through."""

    maker: Maker
    jobs: int
    kills: int
    seed: int
    long_seconds: float


class MistimedBot(BotProcess):
    """A bot whose clock can be set, by the file ``clock``."""

    @property
    def clock(self) -> Path:
        """The file of ``WrongClock``."""
        return self.folder / "clock"

    async def start(
        self, *, module: str = "bot", environment: dict[str, str] | None = None
    ) -> None:
        """Start the process without waiting for anything."""
        assert module == "bot"
        added = {"TEST_CLOCK": str(self.clock), **(environment or {})}
        await super().start(module="tests.process.launcher", environment=added)


class LongSoak(Soak):
    """One installation, whose process is disturbed, killed and measured."""

    def __init__(self, stage: ProcessHarness, plan: Plan, disturbances: Disturbances) -> None:
        super().__init__(stage, seed=plan.seed)
        self._plan = plan
        self._songs: list[str] = []
        self._disturbances = disturbances
        self._begun = time.monotonic()
        self.measurements = Measurements(self._pid, lambda: len(stage.accepted))

    def _pid(self) -> int | None:
        process = self._stage.bot.process
        return process.pid if process is not None and self._stage.bot.is_running else None

    async def run_lives(self) -> None:
        """Ask and kill until both numbers are reached, then let everything settle undisturbed."""
        sampling = asyncio.create_task(self.measurements.keep_sampling())
        await self._stage.bot.start_and_connect()
        await self._set_up()
        if self._plan.maker == "studio":
            stage = self._stage
            offered = await stage.discord.complete(
                stage.member, stage.channel, "musicvideo", "task_id", task_id="song"
            )
            self._songs = [str(choice["value"]) for choice in offered]
        self.set_faults()
        plan = self._plan
        long_lives = {plan.kills * (n + 1) // (LONG_LIVES + 1) for n in range(LONG_LIVES)}
        for life in range(plan.kills + 1):
            self.measurements.is_long = life in long_lives
            await (self._long_life() if life in long_lives else self._short_life(life))
            if life < plan.kills:
                await self._end_life()
            self._tell(life)
        while self._missing > 0:
            await self._ask_some(10)
        await asyncio.gather(*self._asks)
        self._stage.api.faults.clear()
        self._stage.discord.faults.clear()
        self._disturbances.set_clock_right()
        await self._settle()
        sampling.cancel()

    @property
    def _missing(self) -> int:
        """How many jobs are still to be asked for and taken."""
        return self._plan.jobs - len(self._stage.accepted)

    async def _short_life(self, life: int) -> None:
        lives_left = self._plan.kills + 1 - life
        for _ in range(max(1, math.ceil(self._missing / lives_left))):
            self._ask()
        self._stage.api.callbacks.times = self._dice.choice([0, 1, 1, 3])
        self._stage.api.callbacks.early = self._dice.random() < 0.2
        if self._dice.random() < DISTURBED:
            await self._be_disturbed()
        await asyncio.sleep(self._dice.uniform(0.0, 30.0 if self._songs else 1.5))

    async def _long_life(self) -> None:
        """Live for some minutes, with a steady number of jobs and everything but a kill."""
        lives_left = LONG_LIVES + self._plan.kills / 100
        per_second = max(
            0.5 if self._songs else 2.0, self._missing / lives_left / self._plan.long_seconds / 3
        )
        ends_at = time.monotonic() + self._plan.long_seconds
        disturbed_at = time.monotonic()
        while time.monotonic() < ends_at:
            await self._ask_some(1)
            await asyncio.sleep(self._dice.expovariate(per_second))
            if time.monotonic() - disturbed_at > 10:
                disturbed_at = time.monotonic()
                if self._dice.random() < 3 * DISTURBED:
                    await self._be_disturbed()

    async def _ask_some(self, count: int) -> None:
        for _ in range(count):
            self._ask()
        while len(self._asks) > 40:
            await asyncio.wait(self._asks, return_when=asyncio.FIRST_COMPLETED)

    async def _be_disturbed(self) -> None:
        async with self._disturbances.one():
            await self._ask_some(2)

    async def _end_life(self) -> None:
        await self._stage.bot.kill()
        self.kills += 1
        self.measurements.life, self.measurements.is_long = self.kills, False
        if self._dice.random() < 0.1:
            self._stage.discord.state.nonces.forget()
            await asyncio.sleep(1.1)
        await self._stage.bot.start_and_connect()

    def _tell(self, life: int) -> None:
        if life % 20 and self._plan.maker != "studio":
            return
        passed = time.monotonic() - self._begun
        sys.stderr.write(
            f"{self._plan.maker}: life {life} of {self._plan.kills},"
            f" {len(self._stage.accepted)} of {self._plan.jobs} jobs, {passed:.0f} s\n"
        )

    def _wish(self) -> dict[str, Any]:
        if not self._songs:
            return super()._wish()
        # An author makes it a video of its own; those of a song are asked for again.
        return {
            "task_id": self._dice.choice(self._songs),
            "audio_id": None,
            "author": f"author {self._dice.randrange(6)}",
        }

    def _shown_in(self, post: Message) -> str:
        if not self._songs:
            return super()._shown_in(post)
        return "".join(hashlib.sha256(one.content).hexdigest() for one in post.attachments[:1])

    async def _settle(self) -> None:
        """Wait until all has its end, looking seldom: there are thousands of rows."""
        ends = ("posted", "told", "undeliverable", "cancelled")
        give_up_at = time.monotonic() + (900 if self._songs else 300)
        while time.monotonic() < give_up_at:
            await asyncio.sleep(2)
            if all(state in ends for state, _ in self._stage.bot.states()) and not (
                self._open_beside()
            ):
                break
        await asyncio.sleep(3)

    def counts(self) -> dict[str, int]:
        """Return what happened, and how often each promise was broken."""
        grown = sum(growth.is_leak for growth in self.measurements.growths())
        happened = {name: n for name, n in self._disturbances.happened.items() if n}
        return super().counts() | happened | {"VIOLATIONS growth in a long life": grown}


async def run_installation(plan: Plan, folder: Path) -> tuple[LongSoak, str]:
    """Take one installation through its plan; return it, and for a failure how things stood."""
    async with AsyncExitStack() as stack:
        data = stack.enter_context(small_disk(folder / "data", DISK_MEGABYTES))
        media = stack.enter_context(small_disk(folder / "media", DISK_MEGABYTES))
        discord = await stack.enter_async_context(FakeDiscord(seed=plan.seed))
        api = await stack.enter_async_context(
            FakeMusicApi(
                finish_after=0.3,
                seed=plan.seed,
                link=None,
                all_are=None if plan.maker == "studio" else plan.maker,
            )
        )
        is_studio = plan.maker == "studio"
        settings = SETTINGS | {"timing": {"job_deadline_seconds": DEADLINES[plan.maker]}}
        if is_studio:
            settings |= _studio(media.folder)
        bot = MistimedBot(
            discord,
            api,
            folder,
            settings=settings,
            data=data.folder,
            callbacks=not is_studio,
        )
        stack.push_async_callback(bot.kill)
        if is_studio:
            await _bring_songs(bot, folder)
        guild = discord.guild()
        stage = ProcessHarness(
            discord, api, bot, guild, discord.channel(guild), discord.member(guild)
        )
        disturbances = Disturbances(
            stage,
            random.Random(plan.seed + 1),
            disks=[data, media] if is_studio else [data],
            clock=bot.clock,
            deadline_seconds=DEADLINES[plan.maker],
            long_stops=0 if is_studio else LONG_STOPS,
        )
        soak = LongSoak(stage, plan, disturbances)
        await soak.run_lives()
        details = "\n".join([*stage.violations()[:20], *bot.mishaps()[:5], bot.tail()])
        soak.outcome = soak.counts()
        return soak, details


def _studio(media: Path) -> dict[str, dict[str, Any]]:
    return {
        "api": {"key": ""},
        "studio": {
            "library": str(media / "library"),
            "videos": str(media / "videos"),
            "reserve_megabytes": 8,
            "workers": 1,
        },
    }


async def _bring_songs(bot: BotProcess, folder: Path) -> None:
    """Add short songs to the library by the command line."""
    songs = folder / "songs"
    songs.mkdir()
    for number in range(SONGS):
        with wave.open(str(songs / f"song {number}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(_RATE)
            tone = (math.sin(2 * math.pi * (200 + 20 * number) * n / _RATE) for n in range(_RATE))
            file.writeframes(b"".join(struct.pack("<h", round(9_000 * value)) for value in tone))
    command = ("track", "--config", str(bot.config), "add", str(songs))
    status, told = await run_command(*command, folder=folder)
    assert status == 0, told


def run_one(plan: Plan, into: Path) -> bool:
    """Run one installation, and write what came of it into a folder."""
    with TemporaryDirectory(prefix="soak-", ignore_cleanup_errors=True) as folder:
        soak, details = asyncio.run(run_installation(plan, Path(folder)))
    soak.measurements.write(into, plan.maker)
    outcome = {"plan": asdict(plan), "counts": soak.outcome}
    (into / f"{plan.maker}-counts.json").write_text(json.dumps(outcome, indent=1), encoding="utf-8")
    if not is_clean(soak.outcome):
        (into / f"{plan.maker}-details.txt").write_text(details, encoding="utf-8")
    return is_clean(soak.outcome)


async def run_all(plans: list[Plan], into: Path) -> bool:
    """Run the installations side by side, each in a process; return whether all are clean."""
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.process.long_soak"),
            *("--maker", plan.maker, "--jobs", str(plan.jobs), "--kills", str(plan.kills)),
            *("--seed", str(plan.seed), "--long-seconds", str(plan.long_seconds)),
            *("--into", str(into)),
            cwd=ROOT,
        )
        for plan in plans
    ]
    statuses = await asyncio.gather(*(process.wait() for process in processes))
    return not any(statuses)


def run_long(arguments: argparse.Namespace) -> int:
    """Run the long soak as the command line of ``tests.process.soak`` says, and tell its end."""
    jobs, kills = arguments.jobs or JOBS, arguments.kills or KILLS
    makers: list[Maker] = arguments.contract or [*SHARES]
    whole = sum(SHARES[maker] for maker in makers)
    seconds = LONG_SECONDS if arguments.long_seconds is None else arguments.long_seconds
    plans = [
        Plan(
            maker,
            round(jobs * SHARES[maker] / whole),
            round(kills * SHARES[maker] / whole),
            arguments.seed,
            seconds,
        )
        for maker in makers
    ]
    started_at = time.monotonic()
    with TemporaryDirectory(prefix="soak-") as scratch:
        into = (arguments.into or Path(scratch)).resolve()
        into.mkdir(parents=True, exist_ok=True)
        is_all_clean = asyncio.run(run_all(plans, into))
        for plan in plans:
            _print_outcome(plan.maker, into)
    sys.stdout.write(f"{time.monotonic() - started_at:>8.0f}  seconds\n")
    return 0 if is_all_clean else 1


def _print_outcome(maker: str, into: Path) -> None:
    for name in (f"{maker}-details.txt", f"{maker}.txt"):
        if (into / name).exists():
            sys.stdout.write((into / name).read_text(encoding="utf-8") + "\n")
    counts = into / f"{maker}-counts.json"
    if not counts.exists():
        sys.stdout.write(f"{maker}: broke off\n")
        return
    sys.stdout.write(f"{maker}:\n")
    for name, count in json.loads(counts.read_text(encoding="utf-8"))["counts"].items():
        sys.stdout.write(f"{count:>8}  {name}\n")
    for growth in json.loads((into / f"{maker}.json").read_text(encoding="utf-8")):
        sys.stdout.write(f"          {growth}\n")


def main() -> int:
    """Run one installation from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--maker", choices=[*SHARES], required=True)
    parser.add_argument("--jobs", type=int, required=True)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--long-seconds", type=float, default=LONG_SECONDS)
    parser.add_argument("--into", type=Path, required=True)
    chosen = parser.parse_args()
    plan = Plan(chosen.maker, chosen.jobs, chosen.kills, chosen.seed, chosen.long_seconds)
    return 0 if run_one(plan, chosen.into) else 1


if __name__ == "__main__":
    sys.exit(main())
