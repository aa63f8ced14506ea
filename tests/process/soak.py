"""The soak: many jobs and many kills over many servers, with seeded faults at both far ends.

``python -m tests.process.soak`` makes 1,000 jobs and 300 kills and prints every count of
violations; the status is 0 when all are. ``--long`` is ``tests.process.long_soak``.
"""

import argparse
import asyncio
import random
import re
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.messages import Message
from tests.loopback.music_api import Contract, FakeMusicApi
from tests.loopback.people import until
from tests.loopback.world import Channel, Guild
from tests.process.bot_process import BotProcess
from tests.process.crash import FILES, POSTS
from tests.process.process_harness import ProcessHarness

SUBMITS: Final = r"/(mp4/generate|jobs/createTask)$"
EDITS: Final = r"/channels/\d+/messages/\d+$"
SERVERS: Final = 25
TRACKS_SHARED: Final = 0.3
"""How many of the requests are for a track that somebody else asked for as well."""

SETTINGS: Final[dict[str, dict[str, Any]]] = {
    "timing": {"job_deadline_seconds": 25.0},
    "delivery": {
        "retry_first_seconds": 0.2,
        "retry_most_seconds": 0.5,
        "nonce_window_seconds": 0.8,
    },
}


class Soak:
    """One installation under everything at once."""

    def __init__(self, stage: ProcessHarness, *, seed: int) -> None:
        self._stage = stage
        self._dice = random.Random(seed)
        self._asks: set[asyncio.Task[object]] = set()
        self._tracks: list[str] = []
        discord = stage.discord
        guilds = [discord.guild(f"server-{number}") for number in range(SERVERS)]
        self._places: list[tuple[Guild, Channel]] = [
            (guild, discord.channel(guild, name)) for guild in guilds for name in ("one", "two")
        ]
        self._showcases = [discord.channel(guild, "showcase") for guild in guilds]
        stage.beside += self._showcases
        self.kills = 0
        self.outcome: dict[str, int] = {}

    async def _set_up(self) -> None:
        """Have each server show its videos once more; copies are attached by default."""
        discord = self._stage.discord
        for showcase in self._showcases:
            assert showcase.guild is not None
            moderator = discord.moderator(showcase.guild)
            await discord.slash(moderator, showcase, "settings showcase", channel=showcase)

    def set_faults(self) -> None:
        """Let everything fail now and then."""
        api, discord = self._stage.api.faults, self._stage.discord.faults
        for kind in ("drop", "reset", 504, 503):
            api.add(kind, SUBMITS, after=True, times=None, probability=0.02)
        api.add("slow", SUBMITS, times=None, probability=0.1, seconds=0.3)
        api.add(503, r"/(record-info|recordInfo)$", times=None, probability=0.05)
        for kind in ("drop", "reset", 503, 429, 500):
            for after in (False, True):
                for method, route in (("POST", POSTS), ("PATCH", EDITS)):
                    discord.add(
                        kind,  # type: ignore[arg-type]
                        route,
                        method=method,
                        after=after,
                        times=None,
                        probability=0.02,
                        seconds=0.1,
                    )

    async def run(self, jobs: int, kills: int) -> None:
        """Ask and kill in random steps, then let everything settle without faults."""
        per_life = max(1, round(jobs / (kills + 1)))
        await self._stage.bot.start_and_connect()
        await self._set_up()
        self.set_faults()
        while len(self._stage.asked) + len(self._asks) < jobs:
            for _ in range(per_life):
                self._ask()
            await asyncio.sleep(self._dice.uniform(0.0, 0.7))
            self._stage.api.callbacks.times = self._dice.choice([0, 1, 1, 3])
            self._stage.api.callbacks.early = self._dice.random() < 0.2
            if self.kills < kills:
                await self._stage.bot.kill()
                self.kills += 1
                if self._dice.random() < 0.1:
                    self._stage.discord.state.nonces.forget()
                    await asyncio.sleep(1.1)
                await self._stage.bot.start_and_connect()
        await asyncio.gather(*self._asks)
        self._stage.api.faults.clear()
        self._stage.discord.faults.clear()
        await self._settle()

    def _ask(self) -> None:
        guild, channel = self._dice.choice(self._places)
        member = self._stage.discord.member(guild, f"m{len(self._stage.discord.state.users)}")
        asked = self._wish()
        ask = asyncio.create_task(self._stage.ask(**asked, channel=channel, member=member))
        self._asks.add(ask)
        ask.add_done_callback(self._asks.discard)

    def _wish(self) -> dict[str, Any]:
        """Return what is typed: a track of its own, or one that others asked for."""
        if self._tracks and self._dice.random() < TRACKS_SHARED:
            return {"task_id": self._dice.choice(self._tracks[-20:])}
        self._tracks.append(f"track-{len(self._tracks)}")
        return {"task_id": self._tracks[-1]}

    async def _settle(self) -> None:
        ends = ("posted", "told", "undeliverable", "cancelled")
        stage = self._stage
        try:
            await until(lambda: all(state in ends for state, _ in stage.bot.states()), 120)
            await until(lambda: not self._open_beside(), 60)
        except AssertionError:
            return
        await asyncio.sleep(2)

    def _open_beside(self) -> int:
        """Count the showings and copies that are still to come."""
        return sum(state in ("posting", "due") for _, state in self._stage.bot.notices())

    def _wrong_showings(self) -> int:
        """Count what was shown twice in a server, and showings and answers without their copy."""
        wrong = 0
        for showcase in self._showcases:
            shown = self._stage.ends(showcase)
            wrong += len(shown) - len({self._shown_in(post) for post in shown})
            wrong += sum(len(post.attachments) != 1 for post in shown)
        for _, channel in self._places:
            results = [post for post in self._stage.ends(channel) if self._shown_in(post)]
            wrong += sum(len(post.attachments) != 1 for post in results)
        return wrong

    def _shown_in(self, post: Message) -> str:
        """Return which video a post shows; empty: none, as it only explains."""
        return "".join(_links(post)[:1])

    def counts(self) -> dict[str, int]:
        """Return what happened, and how often each promise was broken."""
        stage = self._stage
        found = stage.violations()
        states = [state for state, _ in stage.bot.states()]
        ends = sum(len(stage.ends(channel)) for _, channel in self._places)
        return {
            "jobs asked for": len(stage.asked),
            "jobs acknowledged": len(stage.accepted),
            "jobs kept": len(states),
            "kills": self.kills,
            "faults": sum(
                fault.hits
                for faults in (stage.api.faults, stage.discord.faults)
                for fault in faults.struck
            ),
            "posts": ends,
            "told as unknown": stage.bot.states().count(("told", "unknown")),
            "showings": sum(len(stage.ends(showcase)) for showcase in self._showcases),
            "VIOLATIONS charged twice": sum(" charges for " in one for one in found),
            "VIOLATIONS posts lost, doubled or elsewhere": sum("owed" in one for one in found),
            "VIOLATIONS kept but never ended": sum(
                state in ("waiting", "posting", "undeliverable") for state in states
            ),
            "VIOLATIONS showings and copies lost or doubled": self._open_beside()
            + self._wrong_showings(),
            "VIOLATIONS wrong pings": sum("ping" in one for one in found),
            "VIOLATIONS malformed requests": sum("refused by" in one for one in found),
            "VIOLATIONS database": sum(one.startswith("database") for one in found),
            "VIOLATIONS tracebacks": len(stage.bot.mishaps()),
        }


def _links(post: Message) -> list[str]:
    return re.findall(rf"http://\S+{FILES}\S+", post.content)


async def run_soak(
    folder: Path, *, jobs: int, kills: int, seed: int, contract: Contract = "mp4"
) -> tuple[dict[str, int], str]:
    """Run a soak under a contract; return its counts, and for a failure how things stood."""
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(FakeDiscord(seed=seed))
        api = await stack.enter_async_context(
            FakeMusicApi(finish_after=0.3, seed=seed, link=None, all_are=contract)
        )
        bot = BotProcess(discord, api, folder, settings=SETTINGS)
        stack.push_async_callback(bot.kill)
        guild = discord.guild()
        stage = ProcessHarness(
            discord, api, bot, guild, discord.channel(guild), discord.member(guild)
        )
        soak = Soak(stage, seed=seed)
        await soak.run(jobs, kills)
        counts = soak.counts()
        details = "\n".join([*stage.violations()[:20], *bot.mishaps()[:3], bot.tail()])
        return counts, details


def is_clean(counts: dict[str, int]) -> bool:
    """Return whether no promise was broken."""
    return not any(count for name, count in counts.items() if name.startswith("VIOLATIONS"))


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, help="default: 1,050 of each; --long: 10,000 in all")
    parser.add_argument("--kills", type=int, help="default: 300 of each; --long: 1,000 in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--contract",
        choices=["mp4", "jobs", "studio"],
        action="append",
        help="who makes the videos; default: all (the studio only with --long)",
    )
    parser.add_argument("--long", action="store_true", help="everything, for about an hour")
    parser.add_argument("--into", type=Path, help="--long: the folder for its measurements")
    parser.add_argument("--long-seconds", type=float, help="--long: how long a long life lasts")
    chosen = parser.parse_args()
    if chosen.long:
        from tests.process.long_soak import run_long  # noqa: PLC0415 - it is built on this one

        return run_long(chosen)
    started_at = time.monotonic()
    is_all_clean = True
    for contract in chosen.contract or ["mp4", "jobs"]:
        with TemporaryDirectory(prefix="soak-") as folder:
            counts, details = asyncio.run(
                run_soak(
                    Path(folder),
                    jobs=chosen.jobs or 1050,
                    kills=chosen.kills or 300,
                    seed=chosen.seed,
                    contract=contract,
                )
            )
        is_all_clean = is_all_clean and is_clean(counts)
        if not is_clean(counts):
            sys.stdout.write(details + "\n\n")
        sys.stdout.write(f"{contract}:\n")
        for name, count in counts.items():
            sys.stdout.write(f"{count:>8}  {name}\n")
    sys.stdout.write(f"{time.monotonic() - started_at:>8.0f}  seconds\n")
    return 0 if is_all_clean else 1


if __name__ == "__main__":
    sys.exit(main())
