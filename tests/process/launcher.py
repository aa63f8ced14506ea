"""Runs the bot with a kill point or an ablation, both put in from outside.

The bot's code knows nothing of this: ``python -m tests.process.launcher run --config …`` wraps one
of its functions and starts it. ``TEST_KILL`` names a kill point, ``TEST_ABLATION`` a mechanism to
take out, ``TEST_CLOCK`` a file with the seconds by which its clock is wrong.
"""

import asyncio
import functools
import importlib
import mmap
import os
import secrets
import signal
import struct
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import discord

from bot.__main__ import main
from bot.clock import utc_now
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.message_target import Lookup, LookupResult
from bot.jobs import Provider
from bot.workers.rendering.worker import RenderWorker

Function = Callable[..., Awaitable[Any]]


class Point(NamedTuple):
    """A moment of the bot's work: before or after a function, at its first use that counts."""

    module: str
    owner: str
    function: str
    after: bool


POINTS: Final = {
    "before the answer": Point("bot.store.requests", "Requests", "check_admission", after=True),
    "before the row": Point("bot.store.requests", "Requests", "create", after=False),
    "row committed": Point("bot.store.requests", "Requests", "create", after=True),
    "member answered": Point(
        "bot.store.status_messages", "StatusMessages", "set_message", after=False
    ),
    "submitting": Point("bot.store.videos", "Videos", "claim_submit", after=True),
    "accepted, uncommitted": Point("bot.video_api", "MusicVideoApi", "submit", after=True),
    "rendering": Point("bot.store.videos", "Videos", "adopt", after=True),
    "callback unrecorded": Point("bot.store.candidate_ids", "CandidateIds", "record", after=False),
    "callback recorded": Point("bot.store.candidate_ids", "CandidateIds", "record", after=True),
    "looked up": Point("bot.video_api", "MusicVideoApi", "video", after=True),
    "ready": Point("bot.store.outcomes", "Outcomes", "set_ready", after=True),
    "posting": Point("bot.store.due_posts", "DuePosts", "claim", after=True),
    "posted, uncommitted": Point(
        "bot.discord_client.channels", "DiscordMessages", "send", after=True
    ),
    "redirecting": Point("bot.store.due_posts", "DuePosts", "redirect", after=False),
    "redirected": Point("bot.store.due_posts", "DuePosts", "redirect", after=True),
    "direct opened": Point(
        "bot.discord_client.channels", "DiscordMessages", "direct_channel_id", after=True
    ),
    "direct kept": Point("bot.store.due_posts", "DuePosts", "set_target_channel", after=True),
    "posted": Point("bot.store.due_posts", "DuePosts", "finish", after=True),
    "copy attached": Point("bot.discord_client.channels", "DiscordMessages", "attach", after=True),
    "copy kept": Point("bot.store.attachment_jobs", "AttachmentJobs", "finish", after=True),
    "notice posting": Point("bot.store.notices", "Notices", "claim_due", after=True),
    "notice uncommitted": Point("bot.store.notices", "Notices", "finish", after=False),
    "notice posted": Point("bot.store.notices", "Notices", "finish", after=True),
    "status edited": Point(
        "bot.discord_client.channels", "DiscordMessages", "edit_status", after=True
    ),
}
"""The table of reliability.md, a moment each; and those of what follows from an answer."""


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def place_kill(point: Point) -> None:
    """Let the process end at a point. One whose function gave an empty list doesn't count."""
    owner = getattr(importlib.import_module(point.module), point.owner)
    original: Function = getattr(owner, point.function)

    @functools.wraps(original)
    async def deadly(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any function's
        if not point.after:
            die()
        result = await original(*args, **kwargs)
        if result != []:
            die()
        return result

    setattr(owner, point.function, deadly)


def random_nonce() -> None:
    """Make every send's nonce another one."""
    original = discord.abc.Messageable.send

    @functools.wraps(original)
    async def send(self: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - the library's
        if kwargs.get("nonce") is not None:
            kwargs["nonce"] = secrets.token_hex(8)
        return await original(self, *args, **kwargs)

    discord.abc.Messageable.send = send  # type: ignore[method-assign]


def no_read_back() -> None:
    """Take every message that was not confirmed for not sent."""

    async def read_back(*_: object) -> LookupResult:
        return LookupResult(Lookup.MISSING)

    DiscordMessages.read_back = read_back  # type: ignore[method-assign, assignment]


def unreadable() -> None:
    """Let no channel be read back, as without Read Message History: only the nonce is left."""

    async def read_back(*_: object) -> LookupResult:
        return LookupResult(Lookup.UNREADABLE)

    DiscordMessages.read_back = read_back  # type: ignore[method-assign, assignment]


def random_and_unreadable() -> None:
    """Make every send's nonce another one, where reading back can't make up for it."""
    random_nonce()
    unreadable()


def _recording(*, at_once: bool) -> None:
    original = RenderWorker.record_callback

    async def receive(self: RenderWorker, *args: Any) -> None:  # noqa: ANN401 - passed on
        async def record() -> None:
            await asyncio.sleep(5)
            await original(self, *args)

        if at_once:
            await original(self, *args)
        else:
            _pending.append(asyncio.create_task(record()))
        # Long enough for the 200 to leave, too short for a look at record-info to settle it.
        asyncio.get_running_loop().call_later(0.05, die)

    RenderWorker.record_callback = receive  # type: ignore[method-assign, assignment]


_pending: list[asyncio.Task[None]] = []


def blind_recreate() -> None:
    """Repeat a submit that was not answered, whatever its contract."""
    Provider.may_repeat = lambda *_: True  # type: ignore[method-assign]


ABLATIONS: Final[dict[str, Callable[[], None]]] = {
    "random nonce": random_and_unreadable,
    "unreadable": unreadable,
    "no read-back": no_read_back,
    "acknowledge before recording": lambda: _recording(at_once=False),
    "die after acknowledging": lambda: _recording(at_once=True),
    "blind re-create": blind_recreate,
}
"""Mechanisms taken out; "unreadable" and "die after acknowledging" are for comparison."""


class WrongClock:
    """A clock that others set: a file holds the seconds that it is ahead, as one double."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._seconds = mmap.mmap(file.fileno(), 8, access=mmap.ACCESS_READ)

    def __call__(self) -> datetime:
        """Return the time that it shows, aware and in UTC."""
        (seconds,) = struct.unpack("d", self._seconds[:8])
        return utc_now() + timedelta(seconds=seconds)

    @staticmethod
    def set(path: Path, seconds: float) -> None:
        """Set the clock that a file stands for."""
        path.touch()
        with path.open("r+b") as file:
            file.write(struct.pack("d", seconds))


def launch() -> None:
    """Put in what the environment names, and run the bot's command line."""
    if kill := os.environ.get("TEST_KILL"):
        place_kill(POINTS[kill])
    if ablation := os.environ.get("TEST_ABLATION"):
        ABLATIONS[ablation]()
    if clock := os.environ.get("TEST_CLOCK"):
        # The one place that hands it to everything else.
        vars(importlib.import_module("bot.app.compose"))["utc_now"] = WrongClock(Path(clock))
    main()


if __name__ == "__main__":
    launch()
