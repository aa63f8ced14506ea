"""What takes part in a bench of renderers: a command, run as a process and measured."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """One run: seconds of the wall clock and of all processors, MiB at the peak, bytes of file.

    `begun` is when it told its first progress, in seconds from the start; 0 when it tells none.
    """

    wall: float
    processor: float
    memory: float
    size: int
    begun: float = 0.0


@dataclass
class Contender:
    """A command whose last argument is the file it makes; `runs` are what was measured.

    A file of JSON says what the encoding alone took: that counts instead of the whole process.
    """

    name: str
    command: list[str]
    destination: Path
    order: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    def run(self) -> None:
        """Run it once more. Raises RuntimeError with the end of what it said when it fails."""
        self.destination.unlink(missing_ok=True)
        with tempfile.TemporaryFile("w+") as errors:
            started = time.perf_counter()
            with subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                text=True, env=os.environ | self.environment,
            ) as process:  # fmt: skip
                assert process.stdin
                assert process.stdout
                process.stdin.write(self.order)
                process.stdin.close()
                first = process.stdout.readline()
                begun = time.perf_counter() - started if "progress" in first else 0.0
                process.stdout.read()
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - started
            errors.seek(0)
            said = errors.read()[-800:]
        if process.returncode or not self.destination.exists():
            raise RuntimeError(f"{self.name} failed:\n{said}")
        spent = usage.ru_utime + usage.ru_stime
        size = self.destination.stat().st_size
        if self.destination.suffix == ".json":
            told = json.loads(self.destination.read_text())
            wall, spent, size = told["wall"], told["processor"], told["size"]
        self.runs.append(Run(wall, spent, usage.ru_maxrss / 1024, size, begun))

    @property
    def median(self) -> Run:
        """The median of each figure, the memory's highest."""
        wall, processor, _, size, begun = (
            statistics.median(run[place] for run in self.runs) for place in range(5)
        )
        return Run(wall, processor, max(run.memory for run in self.runs), round(size), begun)


def say(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measure(contenders: Sequence[Contender], rounds: int) -> list[Contender]:
    """Run all in turn, round by round, so that a noisy machine hurts all alike.

    Gives those that ran; the others are said to be left out.
    """
    running = list(contenders)
    for _ in range(rounds):
        for contender in list(running):
            try:
                contender.run()
            except RuntimeError as error:
                say(f"{contender.name}: left out, {error}")
                running.remove(contender)
    return running


def table(contenders: Sequence[Contender], seconds: float) -> None:
    """Print what was measured on a song of so many seconds; ratios are to the first."""
    base = contenders[0].median.wall
    say(f"\n{'':28}{'s':>8}{'x real':>8}{'ratio':>7}{'cpu s':>8}{'MB':>7}{'MiB':>6}")
    for contender in contenders:
        run = contender.median
        say(
            f"{contender.name:28}{run.wall:8.2f}{seconds / run.wall:8.1f}{run.wall / base:7.2f}"
            f"{run.processor:8.2f}{run.size / 1e6:7.1f}{run.memory:6.0f}"
        )


def fastest(contenders: Sequence[Contender]) -> Contender:
    """The one with the shortest time."""
    return min(contenders, key=lambda contender: contender.median.wall)


def outcome(bar: str, figure: str, *, met: bool) -> None:
    """Print whether a bar is met."""
    say(f"[{'met' if met else 'NOT MET'}] {bar}: {figure}")
