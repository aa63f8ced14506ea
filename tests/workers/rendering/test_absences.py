"""Time in which nobody worked doesn't count, and a look that failed is no reason to give up."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs import FailureReason, VideoState
from bot.workers.rendering.absences import Absences
from tests.loopback.people import until
from tests.support.render_harness import DEADLINE, RenderHarness
from tests.support.rows import HOUR, MINUTE, new_request

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def test_what_passes_between_two_ticks_beyond_a_busy_moment_is_an_absence() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    times = [now]
    absences = Absences(lambda: times[-1])

    def pending() -> bool:
        return absences.is_pending

    assert (
        absences.take() == timedelta()
    )  # nothing ticks yet: a test's clock, or a process that starts
    absences.tick()
    for _ in range(100):
        times.append(times[-1] + 2 * SECOND)
        absences.tick()
    assert absences.take() == timedelta()
    times.append(times[-1] + HOUR)
    assert pending()  # at once, before the next tick
    assert absences.take() == HOUR - SECOND
    assert not pending()
    assert absences.since(now) == HOUR - SECOND
    assert absences.since(times[-1]) == timedelta()
    times.append(times[-1] - DAY)  # set back
    absences.tick()
    assert not pending()


async def sleep(shop: RenderHarness, length: timedelta) -> None:
    """Let the machine sleep, the process be stopped, or the clock jump."""
    shop.stepper.absences.tick()
    shop.clock.now += length


@pytest.mark.parametrize("length", [2 * HOUR, DAY], ids=str)
@pytest.mark.parametrize("is_looking", [True, False], ids=["looking", "resting"])
async def test_what_is_made_is_not_given_up_for_the_time_that_was_slept(
    shop: RenderHarness, length: timedelta, is_looking: bool
) -> None:
    job = await shop.ask()
    await shop.work()
    before = (await shop.video(job)).deadline_at
    assert before is not None
    await sleep(shop, length)
    if is_looking:  # a look that was under way ends before anything else is looked after
        await shop.stepper.poll(await shop.video(job))
        assert await shop.state(job) is VideoState.RENDERING
    await shop.work(2)
    video = await shop.video(job)
    assert video.state is VideoState.RENDERING
    assert video.deadline_at is not None
    assert abs(video.deadline_at - before - length) < 5 * SECOND
    shop.stepper.absences._ticked_at = None  # from here on the test's clock passes awake
    await shop.pass_time(DEADLINE - 60)
    assert await shop.state(job) is VideoState.RENDERING
    await shop.pass_time(120)
    assert await shop.state(job) is VideoState.UNKNOWN


async def test_a_submit_without_an_answer_outlives_a_sleep(shop: RenderHarness) -> None:
    shop.api.faults.add("drop", "/mp4/generate", after=True)
    job = await shop.ask()
    await shop.work()
    assert await shop.state(job) is VideoState.SUBMITTING
    await sleep(shop, DAY)
    await shop.stepper.poll(await shop.video(job))
    await shop.work(2)
    assert await shop.state(job) is VideoState.RENDERING
    assert shop.charged == 1


async def test_what_waits_in_the_queue_gets_its_time_back(shop: RenderHarness) -> None:
    for _ in range(3):
        shop.api.refuse(455)  # maintenance
    job = await shop.ask()
    await shop.work()
    assert (await shop.video(job)).reason is FailureReason.MAINTENANCE
    await sleep(shop, DAY)
    for _ in range(5):
        await shop.work()
        shop.stepper.absences._ticked_at = None
        shop.clock.now += MINUTE
    assert await shop.state(job) is VideoState.RENDERING


async def test_a_look_that_fails_gives_nothing_up(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    fault = shop.api.faults.add(503, "/record-info", times=None)
    for _ in range(20):
        await shop.pass_time(DEADLINE / 4)
        assert await shop.state(job) is VideoState.RENDERING
    looks = fault.hits
    assert 20 <= looks <= 45  # not in a loop
    shop.api.faults.rules.clear()
    shop.api._mark_finished(shop.made(job))
    await shop.pass_time(60)
    assert await shop.state(job) is VideoState.READY


async def test_what_can_not_be_looked_at_for_a_whole_day_is_told_as_unknown(
    shop: RenderHarness,
) -> None:
    job = await shop.ask()
    await shop.work()
    shop.api.faults.add(503, "/record-info", times=None)
    await shop.pass_time(DAY.total_seconds())
    assert await shop.state(job) is VideoState.RENDERING
    await shop.pass_time(DEADLINE + 60)
    assert await shop.state(job) is VideoState.UNKNOWN


async def test_it_is_the_running_worker_that_ticks(shop: RenderHarness) -> None:
    task = asyncio.create_task(shop.render_worker.run())
    await until(lambda: shop.stepper.absences._ticked_at is not None)
    job = await shop.ask(new_request("task-9"))
    shop.render_worker.wake()
    await until(lambda: shop.api.submits)
    shop.clock.now += DAY
    shop.render_worker.wake()
    async with asyncio.timeout(10):
        while (video := await shop.video(job)).deadline_at is None or (
            video.deadline_at < shop.clock()
        ):
            assert video.state is VideoState.RENDERING
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
