"""The crash matrix: SIGKILL at every point, under every fault profile, and what came of it.

``python -m tests.process.crash`` runs it whole and prints the table; ``--point`` and ``--profile``
choose from it. Each cell is one bot with two members in two channels who share a video.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.faults import Kind
from tests.loopback.jobs_shapes import CREATE
from tests.loopback.messages import Message
from tests.loopback.music_api import SUBMIT, Contract, FakeMusicApi
from tests.loopback.people import until
from tests.loopback.world import Channel, Member, Permission
from tests.process.bot_process import BotProcess
from tests.process.launcher import POINTS
from tests.process.process_harness import ProcessHarness

POSTS = r"/channels/\d+/messages$"
FILES: Final = "/files/"
"""What the links to the stand-in's videos have in common."""


@dataclass(frozen=True)
class Profile:
    """What else goes wrong in a cell."""

    callback_times: int = 1
    early: bool = False
    submit_fault: Kind | int | None = None
    post_fault: Kind | int | None = None
    outlasts_nonce: bool = False
    mutes: bool = False
    """Whether the bot may no longer write in the first channel once it was asked there."""
    closes: bool = False
    """Whether that channel's member takes no direct messages either: moderators are told."""
    duplicate: tuple[int, bool] | None = (409, True)
    contract: Contract = "mp4"
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)


PROFILES: Final = {
    "clean": Profile(),
    "callback 3 times": Profile(callback_times=3),
    "callback lost": Profile(callback_times=0),
    "callback early": Profile(early=True),
    "answer dropped": Profile(submit_fault="drop"),
    "504 after accept": Profile(submit_fault=504),
    "Discord 500": Profile(post_fault=500),
    "Discord dropped": Profile(post_fault="drop"),
    "long outage": Profile(post_fault=500, outlasts_nonce=True),
    "muted": Profile(mutes=True),
    "muted, dropped": Profile(mutes=True, post_fault="drop"),
    "muted, outage": Profile(mutes=True, post_fault=500, outlasts_nonce=True),
    "closed": Profile(mutes=True, closes=True),
    "closed, dropped": Profile(mutes=True, closes=True, post_fault="drop"),
    "jobs": Profile(contract="jobs"),
    "jobs, 3 times": Profile(contract="jobs", callback_times=3),
    "jobs, no callback": Profile(contract="jobs", callback_times=0),
    "jobs, early": Profile(contract="jobs", early=True),
    "jobs, dropped": Profile(contract="jobs", submit_fault="drop"),
    "jobs, 504": Profile(contract="jobs", submit_fault=504),
    "jobs, all lost": Profile(contract="jobs", submit_fault="drop", callback_times=0),
}
"""The fault profiles of reliability.md, and those in which answers go to members directly, or not
at all; and those of the vendor's present contract, which refuses no duplicates."""

LOSE_THE_ANSWER: Final = frozenset(
    {"member answered", "submitting", "accepted, uncommitted", "callback unrecorded"}
)
"""The points at which a create's answer may die with the process. Where it can't be asked for
again, it may end as unknown."""

JOBS_DEADLINE: Final = 4.0


@dataclass(frozen=True)
class Outcome:
    """How a cell ended: whether its kill point was reached, and what broke the promises."""

    was_killed: bool
    violations: list[str]
    log: str = ""

    @property
    def mark(self) -> str:
        """What the table shows."""
        if self.violations:
            return "BAD"
        return "ok" if self.was_killed else "ok -"


class Cell:
    """One bot in front of both far ends, with two requests for one track."""

    def __init__(self, stage: ProcessHarness, profile: Profile, *, patience: float) -> None:
        self._stage = stage
        self._profile = profile
        self._patience = patience
        self._may_be_unknown = False
        """Whether it may be left open if there is a video, as long as that is told."""
        friend = stage.discord.member(stage.guild, "friend")
        other = stage.discord.channel(stage.guild, "other")
        self._wishes: list[tuple[Member, Channel]] = [
            (stage.member, stage.channel),
            (friend, other),
        ]
        self._showcase, self._staff = (
            stage.discord.channel(stage.guild, name) for name in ("showcase", "staff")
        )
        stage.beside += [self._showcase, self._staff]
        stage.member.user.dms_open = not profile.closes
        self._set_faults()

    def _set_faults(self) -> None:
        api, profile = self._stage.api, self._profile
        api.callbacks.times = profile.callback_times
        api.callbacks.early = profile.early
        if profile.submit_fault is not None:
            path = CREATE if profile.contract == "jobs" else SUBMIT
            api.faults.add(profile.submit_fault, path, after=True)
        if profile.post_fault is not None:
            faults = self._stage.discord.faults
            faults.add(profile.post_fault, POSTS, method="POST", after=True, times=2)

    async def play(self, kill: str, ablation: str, again: str = "") -> Outcome:
        """Run the cell: ask, be killed, start again, settle, look."""
        stage = self._stage
        self._may_be_unknown = self._profile.contract == "jobs" and (
            self._profile.submit_fault is not None or bool({kill, again} & LOSE_THE_ANSWER)
        )
        await self._start(kill, ablation)
        await self._set_up()
        await self._ask(self._wishes)
        try:
            await until(lambda: not stage.bot.is_running or self._is_settled(), self._patience)
        except AssertionError:
            return await self._outcome(was_killed=False)
        await asyncio.sleep(0.3)  # it may die right after its last commit
        was_killed = not stage.bot.is_running
        if was_killed:
            if self._profile.outlasts_nonce:
                stage.discord.state.nonces.forget()
                await asyncio.sleep(0.4)
            if again:
                with suppress(AssertionError):  # it may end before it is connected
                    await self._start(again, ablation)
                await until(lambda: not stage.bot.is_running, self._patience, stage.describe)
            await self._start("", ablation)
            await self._settle()
        return await self._outcome(was_killed=was_killed)

    async def _start(self, kill: str, ablation: str) -> None:
        environment = {"TEST_KILL": kill, "TEST_ABLATION": ablation}
        bot = self._stage.bot
        await bot.start_and_connect(module="tests.process.launcher", environment=environment)

    async def _set_up(self) -> None:
        """Have videos shown once more, and moderators told what can't be delivered."""
        moderator = self._stage.discord.moderator(self._stage.guild)
        for name, channel in (("showcase", self._showcase), ("moderators", self._staff)):
            await self._stage.discord.slash(
                moderator, self._stage.channel, f"settings {name}", channel=channel
            )

    async def _settle(self) -> None:
        """Wait for what is under way; whoever was neither answered nor served asks once more."""
        stage = self._stage
        for _ in range(2):
            kept = len(stage.bot.states())
            try:
                await until(partial(self._is_settled, kept), self._patience)
            except AssertionError:
                return
            unserved = [w for w in self._wishes if not self._ends(*w)]
            if not unserved or kept == len(self._wishes):
                return
            await self._ask(unserved)

    async def _ask(self, new_requests: Iterable[tuple[Member, Channel]]) -> None:
        asks = (self._stage.ask(member=member, channel=channel) for member, channel in new_requests)
        await asyncio.gather(*asks)
        if self._profile.mutes and len(self._stage.bot.states()) == len(self._wishes):
            _, channel = self._wishes[0]
            self._stage.discord.deny_bot(channel, Permission.SEND_MESSAGES)

    def _ends(self, member: Member, channel: Channel) -> list[Message]:
        """Return what a member was answered, in their channel or directly."""
        direct = self._stage.discord.state.dm_with(member.user_id)
        return [*self._stage.ends(channel), *self._stage.ends(direct)]

    def _is_settled(self, count: int = 2) -> bool:
        states, beside = self._stage.bot.states(), self._stage.bot.notices()
        is_answered = all(one in ("posted", "told", "undeliverable") for one, _ in states)
        is_done = not any(state in ("posting", "due") for _, state in beside)
        return len(states) >= count and is_answered and is_done

    async def _outcome(self, *, was_killed: bool) -> Outcome:
        """Look when a while has passed in which nothing more should happen."""
        await asyncio.sleep(0.5)
        stage = self._stage
        found = [v for v in stage.violations() if "owed" not in v]
        is_unknown = self._may_be_unknown and ("told", "unknown") in stage.bot.states()
        if sum(stage.api.charges.values()) not in ({0, 1} if is_unknown else {1}):
            found.append(f"charges {dict(stage.api.charges)}")
        lost = [state for state, _ in stage.bot.states()].count("undeliverable")
        any_late = False
        for number, (member, channel) in enumerate(self._wishes):
            ends = self._ends(member, channel)
            results = [post for post in ends if FILES in post.content]
            owed = 0 if self._profile.closes and lost and number == 0 else 1
            videos = 0 if is_unknown else owed
            is_late = is_unknown and (len(ends), len(results)) == (owed + 1, owed)
            any_late |= is_late
            if not is_late and (len(ends), len(results)) != (owed, videos):
                found.append(f"{len(ends)} posts for {member.user.name}, {len(results)} a video")
            found += [f"{len(p.attachments)} copies" for p in results if len(p.attachments) != 1]
        found += self._wrong_notices(lost, videos=0 if is_unknown and not any_late else 1)
        found += stage.bot.mishaps()
        await stage.bot.kill()
        return Outcome(was_killed, found, stage.describe() if found else "")

    def _wrong_notices(self, lost: int, *, videos: int) -> list[str]:
        """Compare what stands in the showcase, and where moderators are told, with what should."""
        shown, told = self._stage.discord.posts(self._showcase), self._stage.ends(self._staff)
        found = [f"shown {len(shown)} times"] if len(shown) != videos else []
        found += [f"{len(p.attachments)} copies shown" for p in shown if len(p.attachments) != 1]
        if len(told) != lost:
            found.append(f"moderators were told {len(told)} times of {lost} lost answers")
        return found


async def run_cell(
    folder: Path,
    profile: Profile,
    *,
    kill: str | None = None,
    again: str | None = None,
    ablation: str | None = None,
    patience: float = 16.0,
) -> Outcome:
    """Play one cell in a folder of its own; what takes longer than ``patience`` counts as lost.

    ``again`` is a second kill point, for the bot's second life.
    """
    settings: dict[str, dict[str, Any]] = {
        "delivery": {"retry_first_seconds": 0.2, "retry_most_seconds": 0.5},
        **profile.settings,
    }
    if profile.contract == "jobs":
        settings.setdefault("timing", {}).setdefault("job_deadline_seconds", JOBS_DEADLINE)
    if profile.outlasts_nonce:
        settings["delivery"] |= {"nonce_window_seconds": 0.3}
    async with AsyncExitStack() as stack:
        # A member whose command was cut off by the kill is not waited for all of three seconds.
        discord = await stack.enter_async_context(FakeDiscord(answer_seconds=2.0))
        api = await stack.enter_async_context(
            FakeMusicApi(
                finish_after=0.2, duplicate=profile.duplicate, link=None, all_are=profile.contract
            )
        )
        bot = BotProcess(discord, api, folder, settings=settings)
        stack.push_async_callback(bot.kill)
        guild = discord.guild()
        stage = ProcessHarness(
            discord, api, bot, guild, discord.channel(guild), discord.member(guild)
        )
        return await Cell(stage, profile, patience=patience).play(
            kill or "", ablation or "", again or ""
        )


async def run_matrix(
    points: list[str], profiles: list[str], *, at_once: int
) -> dict[tuple[str, str], Outcome]:
    """Play every cell, some at a time."""
    places = asyncio.Semaphore(at_once)
    outcomes: dict[tuple[str, str], Outcome] = {}
    with TemporaryDirectory(prefix="crash-") as root:

        async def play(point: str, profile: str) -> None:
            async with places:
                folder = Path(root) / f"{points.index(point)}-{profiles.index(profile)}"
                folder.mkdir()
                try:
                    outcome = await run_cell(folder, PROFILES[profile], kill=point)
                except AssertionError as failure:
                    outcome = Outcome(was_killed=False, violations=[str(failure)])
                outcomes[point, profile] = outcome

        cells = [(point, profile) for point in points for profile in profiles]
        await asyncio.gather(*(play(*cell) for cell in cells))
    return outcomes


def table(points: list[str], profiles: list[str], outcomes: dict[tuple[str, str], Outcome]) -> str:
    """Show the matrix as text."""
    width = max(map(len, points)) + 2
    lines = [" " * width + "".join(f"{name:>18}" for name in profiles)]
    for point in points:
        marks = "".join(f"{outcomes[point, name].mark:>18}" for name in profiles)
        lines.append(f"{point:<{width}}{marks}")
    killed = sum(one.was_killed for one in outcomes.values())
    bad = sum(bool(one.violations) for one in outcomes.values())
    lines.append(f"{len(outcomes)} cells, {killed} kills, {bad} with violations")
    if missed := unreached(outcomes):
        lines.append(f"NEVER REACHED: {', '.join(missed)}")
    lines.append('"ok -": the point is not reached in this profile')
    return "\n".join(lines)


def unreached(outcomes: dict[tuple[str, str], Outcome]) -> list[str]:
    """Return the points at which nothing was killed in any profile: they prove nothing."""
    reached = {point for (point, _), outcome in outcomes.items() if outcome.was_killed}
    return sorted({point for point, _ in outcomes} - reached)


def main() -> int:
    """Run from the command line; the status tells whether every cell was right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--point", action="append", choices=[*POINTS], help="only this kill point")
    parser.add_argument("--profile", action="append", choices=[*PROFILES], help="only this profile")
    parser.add_argument("--at-once", type=int, default=4, help="how many cells at a time")
    chosen = parser.parse_args()
    points, profiles = chosen.point or [*POINTS], chosen.profile or [*PROFILES]
    started_at = time.monotonic()
    outcomes = asyncio.run(run_matrix(points, profiles, at_once=chosen.at_once))
    for cell, outcome in outcomes.items():
        if outcome.violations:
            sys.stdout.write(f"{cell}: {outcome.violations}\n{outcome.log}\n\n")
    sys.stdout.write(table(points, profiles, outcomes) + "\n")
    sys.stdout.write(f"{time.monotonic() - started_at:.0f} s\n")
    is_blind = not chosen.profile and bool(unreached(outcomes))
    return int(is_blind or any(outcome.violations for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
