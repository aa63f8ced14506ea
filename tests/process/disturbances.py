"""What befalls a whole process: stopped for a while, a wrong clock, a full disk, a banned address.

All from outside; the clock is the launcher's, which the product is handed.
"""

import asyncio
import os
import random
import resource
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.process.launcher import WrongClock
from tests.process.process_harness import ProcessHarness

JUMPS: Final = (3.0, 40.0, 3600.0, 86_400.0, -3.0, -40.0, -3600.0)
"""How far the clock is set, in seconds: below and above every deadline, both ways."""

WEIGHTS: Final = {"stopped": 4, "clock set": 4, "disk full": 4, "banned by the edge": 4}


class SmallDisk:
    """A file system of its own, in memory, that can be filled to its last byte.

    Who may not mount has the process's files limited instead: then it can write none at all, which
    it sees as ``EFBIG`` where a full disk is ``ENOSPC``.
    """

    def __init__(self, folder: Path, *, is_mounted: bool) -> None:
        self.folder = folder
        self.is_mounted = is_mounted

    @contextmanager
    def full(self, pid: int) -> Iterator[None]:
        """Leave no room to a process, for a while."""
        if not self.is_mounted:
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
            try:
                yield
            finally:
                with suppress(ProcessLookupError):
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
            return
        ballast = self.folder / "ballast"
        try:
            with ballast.open("wb") as file:
                while room := _free_bytes(self.folder):
                    with suppress(OSError):
                        os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, room)
            yield
        finally:
            ballast.unlink()


def _free_bytes(folder: Path) -> int:
    look = os.statvfs(folder)
    return look.f_bavail * look.f_frsize


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Mount a file system on a folder, and take it away in the end."""
    folder.mkdir(parents=True)
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    options = ("-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder))
    is_mounted = (
        mount is not None
        and unmount is not None
        and subprocess.run((mount, *options), check=False, capture_output=True).returncode == 0
    )
    try:
        yield SmallDisk(folder, is_mounted=is_mounted)
    finally:
        if is_mounted and unmount is not None:
            # Lazily: a child of a process that was killed may still be ending.
            subprocess.run((unmount, "--lazy", str(folder)), check=True)


class Disturbances:
    """Lets one thing after the other befall an installation's process, by weight.

    ``deadline_seconds`` is how long a video may take: a process is stopped for less, and now and
    then (``long_stops`` times in all) for more. ``happened`` counts.
    """

    def __init__(
        self,
        stage: ProcessHarness,
        dice: random.Random,
        *,
        disks: list[SmallDisk],
        clock: Path,
        deadline_seconds: float,
        long_stops: int,
    ) -> None:
        self._stage = stage
        self._dice = dice
        self._disks = disks
        self._clock = clock
        self._deadline_seconds = deadline_seconds
        self._long_stops = long_stops
        self.happened: Counter[str] = Counter()
        self.set_clock_right()

    def set_clock_right(self) -> None:
        """Let the process's clock show the time again."""
        WrongClock.set(self._clock, 0.0)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Let something begin, and end it after what is done meanwhile, and a moment more."""
        (kind,) = self._dice.choices([*WEIGHTS], [*WEIGHTS.values()])
        begin = {
            "stopped": self._stopped,
            "clock set": self._clock_set,
            "disk full": self._disk_full,
            "banned by the edge": self._banned,
        }[kind]
        async with begin():
            yield
        self.happened[kind] += 1

    @property
    def _pid(self) -> int:
        process = self._stage.bot.process
        assert process is not None
        return process.pid

    @asynccontextmanager
    async def _stopped(self) -> AsyncIterator[None]:
        is_long = self._long_stops > 0 and self._dice.random() < 0.3
        self._long_stops -= is_long
        seconds = self._deadline_seconds + 3 if is_long else self._dice.uniform(0.3, 4.0)
        self.happened["stopped for longer than the deadline"] += is_long
        os.kill(self._pid, signal.SIGSTOP)
        try:
            yield
            await asyncio.sleep(seconds)
        finally:
            os.kill(self._pid, signal.SIGCONT)

    @asynccontextmanager
    async def _clock_set(self) -> AsyncIterator[None]:
        """Set the clock; half the time it is right again only at some other change."""
        WrongClock.set(self._clock, self._dice.choice(JUMPS))
        yield
        await asyncio.sleep(self._dice.uniform(0.2, 2.0))
        if self._dice.random() < 0.5:
            self.set_clock_right()

    @asynccontextmanager
    async def _disk_full(self) -> AsyncIterator[None]:
        with self._dice.choice(self._disks).full(self._pid):
            yield
            await asyncio.sleep(self._dice.uniform(0.3, 3.0))

    @asynccontextmanager
    async def _banned(self) -> AsyncIterator[None]:
        seconds = self._dice.uniform(0.3, 3.0)
        retry_after = self._dice.choice([None, 1.0, 5.0])
        self._stage.discord.limits.ban(seconds, retry_after=retry_after)
        yield
        await asyncio.sleep(self._dice.uniform(0.2, seconds + 1))
