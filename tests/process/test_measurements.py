"""What the long soak's measurements see: growth, and none where there is none."""

import random
from datetime import timedelta
from pathlib import Path

from bot.clock import utc_now
from tests.process.launcher import WrongClock
from tests.process.measurements import Measurements, Sample, chart, growth_of


def life(kib_per_job: float, files_per_minute: float = 0.0) -> list[Sample]:
    """Make three minutes of a process with two jobs a second, peaks and noise."""
    dice = random.Random(1)
    return [
        Sample(
            second,
            7,
            True,
            2 * second,
            int(90_000 + kib_per_job * 2 * second + dice.choice([0, 0, 0, 900])),
            int(20 + files_per_minute * second / 60 + dice.choice([0, 0, 3])),
        )
        for second in range(180)
    ]


def test_a_life_that_holds_its_memory_and_files_is_no_leak() -> None:
    growth = growth_of(life(0))
    assert (growth.life, growth.jobs, growth.is_leak) == (7, 358, False)


def test_what_each_job_leaves_behind_is_a_leak() -> None:
    assert growth_of(life(9)).is_leak
    assert growth_of(life(0, files_per_minute=4)).is_leak


def test_only_long_lives_are_judged_and_all_are_drawn_and_written(tmp_path: Path) -> None:
    measured = Measurements(lambda: None, lambda: 0)
    measured.sample()
    assert measured.samples == []
    measured.samples = life(12) + [one._replace(life=8, is_long=False) for one in life(9)]
    (growth,) = measured.growths()
    assert growth.life == 7
    measured.write(tmp_path, "mp4")
    assert len((tmp_path / "mp4.csv").read_text(encoding="utf-8").splitlines()) == 361
    assert '"is_leak": true' in (tmp_path / "mp4.json").read_text(encoding="utf-8")
    assert (tmp_path / "mp4.txt").read_text(encoding="utf-8").count("life 7: memory in MiB") == 1


def test_a_chart_has_its_least_and_its_most() -> None:
    drawn = chart("memory", [0.0, 1.0, 2.0], [10.0, 30.0, 20.0]).splitlines()
    assert drawn[1] == "    30.0 | #"
    assert drawn[10] == "    10.0 |#"


def test_a_clock_that_is_set_from_outside_shows_that_at_once(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    WrongClock.set(file, 0.0)
    clock = WrongClock(file)
    assert abs(clock() - utc_now()) < timedelta(seconds=5)
    WrongClock.set(file, 86_400.0)
    assert clock() - utc_now() > timedelta(hours=23)
