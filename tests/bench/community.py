"""Answers and memory in a large community: ``python -m tests.bench.community``.

Two bots, each a process of its own with its studio, take turns: one whose server has had one video,
and one whose server has had 100,000, of 20,000 songs, for 5,000 members. Printed are the medians of
the first answers, with their ratio, and the memory of the processes after all of it.
"""

import argparse
import asyncio
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack, StoredTask
from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.music_api import FakeMusicApi
from tests.process.bot_process import BotProcess
from tests.process.process_harness import ProcessHarness
from tests.studio.studio_harness import PATIENCE_SECONDS, settings_in, write_wav

SYLLABLES: Final = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "ro", "su", "ta", "ve", "wi")
DAY: Final = 86_400.0


@dataclass(frozen=True)
class Size:
    """How large a community is."""

    members: int
    songs: int
    videos: int


class Side:
    """One bot and its server; ``song`` is the one of which there is a finished video."""

    def __init__(self, stage: ProcessHarness, song: StoredTask, folder: Path) -> None:
        self.stage = stage
        self.song = song
        self.folder = folder
        self.moderator = stage.discord.moderator(stage.guild)

    async def _as_somebody_new(self, name: str, **options: object) -> None:
        discord, guild = self.stage.discord, self.stage.guild
        member = discord.member(guild, f"m{time.monotonic_ns()}")
        await discord.slash(member, self.stage.channel, name, **options)

    async def _as_moderator(self, name: str, **options: object) -> None:
        await self.stage.discord.slash(self.moderator, self.stage.channel, name, **options)

    async def _completed(self, option: str, typed: str) -> None:
        stage = self.stage
        await stage.discord.complete(
            stage.member, stage.channel, "musicvideo", option, **{option: typed}
        )

    def questions(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Return what is measured, by name."""
        first = self.song.tracks[0]
        ids = {"task_id": self.song.task_id, "audio_id": first.audio_id}
        return {
            "/musicvideo": lambda: self._as_somebody_new("musicvideo", **ids),
            "completion of song": lambda: self._completed("song", "short"),
            "completion of task_id": lambda: self._completed("task_id", "short"),
            "completion, a syllable": lambda: self._completed("song", "ba"),
            "/videos list": lambda: self._as_moderator("videos list", everyone=True),
            "/videos queue": lambda: self._as_moderator("videos queue"),
            "/settings show": lambda: self._as_moderator("settings show"),
            "/privacy show": lambda: self._as_moderator("privacy show"),
        }

    def memory(self) -> float:
        """Return the process's resident memory, in MiB."""
        process = self.stage.bot.process
        assert process is not None
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
        (line,) = [line for line in status.splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1]) / 1024


async def opened(stack: AsyncExitStack, folder: Path, size: Size | None) -> Side:
    """Start a bot, have a video made, and let it have been there for long, with ``size``."""
    settings = settings_in(folder)
    studio = {"library": str(settings.library), "videos": str(settings.videos)}
    sections: dict[str, dict[str, Any]] = {"api": {"key": ""}, "studio": studio}
    world = await stack.enter_async_context(FakeDiscord())
    far = await stack.enter_async_context(FakeMusicApi())
    bot = BotProcess(world, far, folder, callbacks=False, settings=sections)
    bot.starts_cold = True  # its figures are of a process of its own
    stack.push_async_callback(bot.kill)
    guild = world.guild()
    stage = ProcessHarness(world, far, bot, guild, world.channel(guild), world.member(guild))
    audio = write_wav(folder / "short.wav", seconds=2)
    song = Library(settings.library).add(
        [NewTrack(audio=audio, title="Short", duration_seconds=2.0)]
    )
    await bot.start_and_connect()
    await stage.ask(song.task_id, song.tracks[0].audio_id)
    await stage.ended(seconds=PATIENCE_SECONDS)
    await bot.terminate()
    if size is not None:
        await asyncio.to_thread(_fill, bot.database, settings.library, size)
    await bot.start_and_connect()
    return Side(stage, song, folder)


def _fill(database: Path, library: Path, size: Size) -> None:
    """Put songs, and copies of what the one video left, beside it."""
    dice = random.Random(1)
    songs = [_put_song(library, number, dice) for number in range(size.songs)]
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY)")
        connection.executemany("INSERT INTO numbers VALUES (?)", ((n,) for n in range(size.videos)))
        connection.execute("CREATE TEMP TABLE songs (n INTEGER PRIMARY KEY, task, audio, title)")
        connection.executemany(
            "INSERT INTO songs VALUES (?, ?, ?, ?)", ((n, *song) for n, song in enumerate(songs))
        )
        age = f"numbers.n * {60 * DAY / size.videos} + {15 * DAY}"
        old = {name: f"old.{name} - ({age})" for name in ("created_at", "expires_at")}
        ids = {"video_id": "printf('%016x', numbers.n)"}
        of_song = f"songs.n = numbers.n % {size.songs}"
        _copy(connection, "videos", of_song, old | ids | {
            "task_id": "songs.task", "audio_id": "songs.audio",
            "api_task_id": "printf('old%x', numbers.n)", "token": "printf('%x', numbers.n)",
            "variant": "printf('%x', numbers.n)",
        })  # fmt: skip
        _copy(connection, "requests", of_song, old | ids | {
            "request_id": "printf('%016x', numbers.n)", "interaction_id": "numbers.n + 1",
            "user_id": f"numbers.n % {size.members} + 1000",
            "message_id": "numbers.n + 1", "status_message_id": "numbers.n + 1",
        })  # fmt: skip
        _copy(connection, "tracks", f"{of_song} AND numbers.n < {size.songs}", {
            "task_id": "songs.task", "audio_id": "songs.audio", "title": "songs.title",
        })  # fmt: skip


def _copy(connection: sqlite3.Connection, table: str, where: str, new: dict[str, str]) -> None:
    """Copy a table's one row once for each number, with some columns of its own."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(new.get(column, f"old.{column}") for column in columns)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"  # noqa: S608 - names of our own
        f" FROM (SELECT * FROM {table} LIMIT 1) AS old, numbers JOIN songs ON {where}"
    )


def _put_song(library: Path, number: int, dice: random.Random) -> tuple[str, str, str]:
    """Write a song's description into the library: nobody here wants its sound."""
    task_id, audio_id = f"{dice.getrandbits(128):032x}", str(uuid.UUID(int=dice.getrandbits(128)))
    title = " ".join("".join(dice.choices(SYLLABLES, k=3)) for _ in range(3)).title()
    moment = datetime.now(UTC) - timedelta(days=400) + timedelta(seconds=number)
    track = {"audio_id": audio_id, "title": title, "duration_seconds": 180.0, "audio": "1.wav"}
    described = {"task_id": task_id, "created_at": moment.isoformat(), "tracks": [track]}
    folder = library / task_id
    folder.mkdir()
    (folder / "task.json").write_text(json.dumps(described), encoding="utf-8")
    return task_id, audio_id, title


async def measured(folder: Path, size: Size, rounds: int) -> str:
    """Return the figures as a table."""
    delays: dict[tuple[str, str], list[float]] = defaultdict(list)
    async with AsyncExitStack() as stack:
        for name in ("empty", "large"):
            (folder / name).mkdir()
        sides = {
            "empty": await opened(stack, folder / "empty", None),
            "large": await opened(stack, folder / "large", size),
        }
        for number in range(rounds):
            for name, side in sides.items():
                for question, ask in side.questions().items():
                    begun = time.perf_counter()
                    await ask()
                    if number:  # the first time, things are loaded
                        delays[question, name].append(time.perf_counter() - begun)
        await asyncio.sleep(2)
        memory = {name: side.memory() for name, side in sides.items()}
        asked = rounds * len(sides["large"].questions())
    rows = [f"{'first answers, median ms':<28}{'empty':>9}{'large':>9}{'ratio':>9}"]
    for question in dict.fromkeys(question for question, _ in delays):
        small, large = (statistics.median(delays[question, name]) for name in sides)
        rows.append(f"{question:<28}{small * 1e3:>9.1f}{large * 1e3:>9.1f}{large / small:>9.2f}")
    small, large = memory["empty"], memory["large"]
    rows.append(
        f"{f'MiB after {asked} answers':<28}{small:>9.0f}{large:>9.0f}{large / small:>9.2f}"
    )
    return "\n".join(rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=250, help="how often each is asked")
    parser.add_argument("--members", type=int, default=5_000)
    parser.add_argument("--songs", type=int, default=20_000)
    parser.add_argument("--videos", type=int, default=100_000)
    given = parser.parse_args()
    size = Size(given.members, given.songs, given.videos)
    with tempfile.TemporaryDirectory() as folder:
        told = asyncio.run(measured(Path(folder), size, given.rounds))
    sys.stdout.write(f"{size.members} members, {size.songs} songs, {size.videos} videos\n{told}\n")


if __name__ == "__main__":
    main()
