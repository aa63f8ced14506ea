"""A process's memory and file descriptors over time: sampled, drawn, written, judged by a slope."""

import asyncio
import csv
import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

PAGE_KIB: Final = os.sysconf("SC_PAGE_SIZE") // 1024
SAMPLE_SECONDS: Final = 1.0
WARM_UP: Final = 0.4
"""The first part of a life, in which caches fill: it is drawn, and not judged."""

MIN_JUDGED: Final = 40
"""How many samples a slope is taken from at least."""

MAX_KIB_PER_JOB: Final = 4.0
MIN_RISE_KIB: Final = 2048.0
"""Less than that, over a whole life, is the allocator's and the caches' own."""

MAX_FILES_PER_MINUTE: Final = 1.0
_COLUMNS: Final = 72
_ROWS: Final = 10


class Sample(NamedTuple):
    """What one look found. ``life``: how many processes there were before this one."""

    seconds: float
    life: int
    is_long: bool
    jobs: int
    memory_kib: int
    files: int


@dataclass(frozen=True)
class Growth:
    """How one long life grew after its warm-up."""

    life: int
    seconds: float
    jobs: int
    kib_per_minute: float
    kib_per_job: float
    files_per_minute: float

    @property
    def is_leak(self) -> bool:
        """Whether it grows by more than caches do."""
        has_risen = self.kib_per_minute * self.seconds / 60 > MIN_RISE_KIB
        is_growing = has_risen and self.kib_per_job > MAX_KIB_PER_JOB
        return is_growing or self.files_per_minute > MAX_FILES_PER_MINUTE


class Measurements:
    """Samples of one installation's process, life after life. ``life`` and ``is_long`` are set."""

    def __init__(self, pid: Callable[[], int | None], jobs: Callable[[], int]) -> None:
        self.life = 0
        self.is_long = False
        self.samples: list[Sample] = []
        self._pid = pid
        self._jobs = jobs
        self._begun = time.monotonic()

    async def keep_sampling(self) -> None:
        """Look every second until cancelled."""
        while True:
            self.sample()
            await asyncio.sleep(SAMPLE_SECONDS)

    def sample(self) -> None:
        """Look at the process, if there is one."""
        if (pid := self._pid()) is None:
            return
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
            files = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - names are enough
        except (OSError, IndexError):
            return  # it ended meanwhile
        passed = time.monotonic() - self._begun
        memory = pages * PAGE_KIB
        self.samples.append(Sample(passed, self.life, self.is_long, self._jobs(), memory, files))

    def growths(self) -> list[Growth]:
        """Judge every long life that has enough samples after its warm-up."""
        lives: dict[int, list[Sample]] = {}
        for one in self.samples:
            if one.is_long:
                lives.setdefault(one.life, []).append(one)
        warm = [life[int(len(life) * WARM_UP) :] for life in lives.values()]
        return [growth_of(life) for life in warm if len(life) >= MIN_JUDGED]

    def write(self, folder: Path, name: str) -> None:
        """Write the samples as CSV, the slopes as JSON, and the charts as text."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(Sample._fields)
            writer.writerows(self.samples)
        slopes = [vars(growth) | {"is_leak": growth.is_leak} for growth in self.growths()]
        (folder / f"{name}.json").write_text(json.dumps(slopes, indent=1), encoding="utf-8")
        (folder / f"{name}.txt").write_text(self.charts(name), encoding="utf-8")

    def charts(self, name: str) -> str:
        """Draw memory and files of all lives, then of each long one by itself."""
        long_lives = sorted({one.life for one in self.samples if one.is_long})
        drawn = [_both(f"{name}, all lives", self.samples)]
        drawn += [
            _both(f"{name}, life {life}", [one for one in self.samples if one.life == life])
            for life in long_lives
        ]
        return "\n".join(drawn)


def growth_of(samples: Sequence[Sample]) -> Growth:
    """Return the slopes of a life's samples; ``jobs`` must have risen in them."""
    at = [one.seconds for one in samples]
    memory = slope(at, [float(one.memory_kib) for one in samples])
    files = slope(at, [float(one.files) for one in samples])
    seconds, jobs = at[-1] - at[0], samples[-1].jobs - samples[0].jobs
    return Growth(
        life=samples[0].life,
        seconds=round(seconds, 1),
        jobs=jobs,
        kib_per_minute=round(memory * 60, 1),
        kib_per_job=round(memory * seconds / max(jobs, 1), 2),
        files_per_minute=round(files * 60, 2),
    )


def slope(at: Sequence[float], values: Sequence[float]) -> float:
    """Return the median of the slopes between all pairs (Theil and Sen): peaks don't move it."""
    return statistics.median(
        (values[second] - values[first]) / (at[second] - at[first])
        for first in range(len(at))
        for second in range(first + 1, len(at))
        if at[second] > at[first]
    )


def _both(title: str, samples: Sequence[Sample]) -> str:
    at = [one.seconds for one in samples]
    memory = chart(f"{title}: memory in MiB", at, [one.memory_kib / 1024 for one in samples])
    return memory + chart(f"{title}: open files", at, [float(one.files) for one in samples])


def chart(title: str, at: Sequence[float], values: Sequence[float]) -> str:
    """Draw values over time: in each column a bar from the least to the most of its time."""
    if not at:
        return f"{title}: nothing was measured\n"
    count = min(len(at), _COLUMNS)
    columns: list[list[float]] = [[] for _ in range(count)]
    width = (at[-1] - at[0]) / count or 1.0
    for moment, value in zip(at, values, strict=True):
        columns[min(int((moment - at[0]) / width), count - 1)].append(value)
    least, most = min(values), max(values)
    step = (most - least) / (_ROWS - 1) or 1.0
    lines = [title]
    for row in reversed(range(_ROWS)):
        low, high = least + (row - 0.5) * step, least + (row + 0.5) * step
        marks = [
            "#" if column and min(column) <= high and max(column) >= low else " "
            for column in columns
        ]
        lines.append(f"{least + row * step:>8.1f} |{''.join(marks)}".rstrip())
    lines.append(f"{'':>8} +{'-' * _COLUMNS}")
    lines.append(f"{'':>9} {at[0]:.0f} s{f'{at[-1]:.0f} s':>{_COLUMNS - 6}}")
    return "\n".join(lines) + "\n\n"
