"""When a process that gives way to all others is said to be starved."""

import asyncio
import contextlib
import os
import sys

import pytest

from bot.studio.process.cpu_starvation import SchedStats, is_starved, read_sched_stats, starved


@pytest.mark.parametrize(
    ("ran", "waited", "said"),
    [
        (0.2, 59.0, True),
        (60.0, 1.0, False),
        (20.0, 40.0, False),  # slow, but it ends
        (0.0, 0.0, False),  # it sleeps: whether it hangs is another question
        (0.1, 2.0, False),
        (12.0, 480.0, True),  # eight threads that wait together
    ],
)
def test_starved_is_who_waits_and_hardly_runs(ran: float, waited: float, said: bool) -> None:
    assert is_starved(SchedStats(7.0, 9.0), SchedStats(7.0 + ran, 9.0 + waited), 60.0) is said


async def test_the_first_look_is_early_and_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fifth of what it could use is too little at first, when little is lost."""
    looks = [SchedStats(0, 0), SchedStats(0.01, 0.05), SchedStats(0.02, 0.1)]
    monkeypatch.setattr(
        "bot.studio.process.cpu_starvation.read_sched_stats", lambda _pid: looks.pop(0)
    )
    await starved(1, look_seconds=3600, first_look_seconds=0.01)
    assert len(looks) == 1
    later = SchedStats(12.0, 60.0)
    assert not is_starved(SchedStats(0, 0), later, 60.0), "later on it is left to end"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't tell")
def test_all_threads_of_a_process_are_added_up() -> None:
    before = read_sched_stats(os.getpid())
    assert before
    sum(range(1_000_000))
    now = read_sched_stats(os.getpid())
    assert now
    assert now.ran > before.ran > 0
    assert now.ran < 3600


def test_nothing_is_told_of_a_process_that_is_gone() -> None:
    assert read_sched_stats(1 << 30) is None


@pytest.mark.parametrize(
    "turns", [[SchedStats(0, 0), SchedStats(0, 1), SchedStats(0, 9)], [None, None, None]]
)
async def test_it_is_looked_at_again_and_again(
    monkeypatch: pytest.MonkeyPatch, turns: list[SchedStats | None]
) -> None:
    left, looked = list(turns), asyncio.Event()

    def looks(_pid: int) -> SchedStats | None:
        if len(left) == 1:
            looked.set()
        return left.pop(0) if len(left) > 1 else left[0]

    monkeypatch.setattr("bot.studio.process.cpu_starvation.read_sched_stats", looks)
    monkeypatch.setattr(
        "bot.studio.process.cpu_starvation.is_starved", lambda _, now, *__: now.waited == 9
    )
    watch = asyncio.create_task(starved(1, look_seconds=0, first_look_seconds=0))
    await looked.wait()
    if turns[0]:
        await watch
        return
    assert not watch.done()
    watch.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watch
