"""Nothing is lost, posted twice or paid twice, in whatever order things happen.

What the search found is kept below it as plain tests: another source draws other examples.
"""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.lifecycle_harness import LifecycleHarness
from tests.support.lifecycle_machine import Lives


@pytest.fixture(scope="module")
def stage() -> Iterator[LifecycleHarness]:
    """Return a Discord with a connected client, as the lives' own."""
    with asyncio.Runner() as runner, pytest.MonkeyPatch.context() as patch:
        stage = LifecycleHarness(runner)
        stage.run(stage.open(patch))
        Lives.stage = stage
        try:
            yield stage
        finally:
            stage.run(stage.close())


@pytest.fixture
def lives(stage: LifecycleHarness) -> Iterator[Lives]:
    """Return lives to be led step by step; they come to rest in the end, and are judged then."""
    lives = Lives()
    yield lives
    lives.teardown()


@pytest.mark.usefixtures("stage")
def test_the_three_promises_hold_in_any_order_of_events() -> None:
    run_state_machine_as_test(
        Lives,
        settings=settings(
            derandomize=True,
            deadline=None,
            max_examples=40,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # shrinking takes minutes
        ),
    )


def test_a_render_that_failed_unheard_of_is_submitted_once_more(lives: Lives) -> None:
    """Neither the answer with its id nor its callback came: the API is asked by a second submit."""
    lives.boot(duplicate=(409, True), lost_post=False, lost_submit=True)
    lives.work(kill=None)
    lives.end_of_a_render(number=0, times=0, fails=True)
    for _ in range(3):
        lives.clock_jumps(seconds=400)
        lives.nothing_is_paid_twice()
    assert [made.flag for made in lives.bot.api.videos] == ["GENERATE_MP4_FAILED", "PENDING"]


def test_an_answer_whose_link_ended_on_its_way_brings_no_empty_video(lives: Lives) -> None:
    """Another member's request had the video made again:
    the first answer's has no link any more.
    """
    lives.boot(duplicate=(409, False), lost_post=False, lost_submit=False)
    lives.work(kill=None)
    lives.end_of_a_render(number=0, times=1, fails=False)
    lives.work(kill=None)
    lives.trouble_at_discord(kind=503, after=False)
    lives.deliver(kill=None)
    lives.clock_jumps(seconds=15 * 86400)
    lives.command(track="a", member=1, channel=1)
    lives.deliver(kill=None)
    lives.nothing_is_posted_twice_or_elsewhere()


@pytest.mark.parametrize("writes", range(1, 10))
def test_a_crash_and_a_restart_at_one_moment_of_the_clock_leave_an_answer_in_doubt(
    lives: Lives, writes: int
) -> None:
    """It was taken for new, so that it went on to the member directly as well."""
    lives.boot(duplicate=(409, True), lost_post=False, lost_submit=True)
    lives.obstacle(channel=0, how="mute")
    lives.trouble_at_discord(after=False, kind="reset")
    lives.command(channel=1, member=1, track="a")
    lives.obstacle_after_a_lost_answer(channel=1, how="hide", kill=(writes, True))
    lives.deliver(kill=None)
    lives.nothing_is_posted_twice_or_elsewhere()
