"""Many videos at once: their pace, their order, and what carries them without being asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs import FailureReason, VideoState
from tests.loopback.music_api import CallbackPlan, FakeMusicApi, track
from tests.loopback.people import until
from tests.support.render_harness import (
    DEADLINE,
    GRACE,
    RenderHarness,
    Sections,
    open_render_harness,
    opened,
)
from tests.support.rows import new_request, rows_of

PACE = {"api": {"submits_per_window": 5, "submit_window_seconds": 10.0}}
NEVER = 86400.0
SECOND = timedelta(seconds=1)
PASSING = SECOND / 50


async def many(shop: RenderHarness, count: int) -> None:
    for number in range(count):
        await shop.ask(new_request(audio_id=f"audio-{number}"))


async def test_submits_are_paced_below_the_apis_limit(folder: Path) -> None:
    async with open_render_harness(folder, PACE) as shop:
        await many(shop, 17)
        sent = []
        for _ in range(40):
            before = len(shop.api.submits)
            await shop.work(3)  # more calls in the same instant change nothing
            sent.append(len(shop.api.submits) - before)
            shop.clock.now += SECOND
        starts = [second for second, count in enumerate(sent) for _ in range(count)]
        assert len(starts) == shop.charged == 17
        for start in starts:
            assert len([other for other in starts if start <= other < start + 10]) <= 5
        assert starts[-1] <= 31  # and not slower than need be


async def test_what_is_submitted_once_more_keeps_the_pace_as_well(folder: Path) -> None:
    async with open_render_harness(folder, PACE) as shop:
        fault = shop.api.faults.add("drop", "/mp4/generate", times=None)
        await many(shop, 12)
        for _ in range(30):
            await shop.work(2)
            shop.clock.now += SECOND
        assert fault.hits == 12
        shop.clock.now += timedelta(seconds=GRACE)
        sent = []
        for _ in range(30):
            before = fault.hits
            await shop.work(2)
            sent.append(fault.hits - before)
            shop.clock.now += SECOND
        assert sum(sent) == 12
        assert all(sum(sent[second : second + 10]) <= 5 for second in range(len(sent)))


async def test_the_clock_may_be_set_back_while_it_works_or_between(folder: Path) -> None:
    async with FakeMusicApi() as api:
        async with opened(folder, api) as shop:
            for number in range(2):
                await shop.ask(new_request(audio_id=f"audio-{number}"))
            await shop.work()
            api._mark_finished(api.videos[0])
            shop.clock.now -= timedelta(days=1)
            await shop.work()
            await shop.pass_time(3 * GRACE)
            assert len([made for made in api.polls if made[1] == api.videos[0].video_id]) == 1
            shop.clock.now -= timedelta(days=1)
        async with opened(folder, api, clock=shop.clock) as again:
            api._mark_finished(api.videos[1])
            await again.work()
            await again.pass_time(3 * GRACE)
            states = [row["state"] for row in await rows_of(again.store, "videos")]
            assert states == [VideoState.READY] * 2


async def test_a_deadline_is_not_put_off_by_a_clock_that_is_set_back(folder: Path) -> None:
    async with open_render_harness(folder, {"api": {"resubmit": False}}) as shop:
        shop.api.faults.add("drop", "/mp4/generate")
        job = await shop.ask()
        await shop.work()
        shop.clock.now -= timedelta(days=1)
        await shop.work()
        await shop.pass_time(DEADLINE + 1)
        assert await shop.state(job) is VideoState.UNKNOWN


async def test_the_pace_is_kept_across_a_restart(folder: Path) -> None:
    async with FakeMusicApi() as api:
        async with opened(folder, api, PACE) as shop:
            await many(shop, 9)
            await shop.work()
            assert len(api.submits) == 5
        async with opened(folder, api, PACE, clock=shop.clock) as again, running(again):
            await until(lambda: again.rate_limiter.wait_seconds(again.clock().timestamp()) > 0)
            await asyncio.sleep(0.05)
            assert len(api.submits) == 5


async def test_those_who_asked_first_are_served_first(folder: Path) -> None:
    async with open_render_harness(folder, PACE) as shop:
        for number in range(7):
            await shop.ask(new_request(audio_id=f"audio-{number}"))
            shop.clock.now += SECOND
        await shop.work()
        await shop.pass_time(11)
        asked = [body["audioId"] for body in shop.api.submits]
        assert set(asked[:5]) == {f"audio-{number}" for number in range(5)}
        assert len(asked) == 7


@asynccontextmanager
async def running(shop: RenderHarness) -> AsyncIterator[RenderHarness]:
    """Let the producer work by itself."""
    task = asyncio.create_task(shop.render_worker.run())
    yield shop
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()


async def state_of_all(shop: RenderHarness, state: VideoState, count: int) -> bool:
    rows = await shop.store.videos._db.fetch_all("SELECT state FROM videos")
    return [row["state"] for row in rows] == [state] * count


async def until_all(shop: RenderHarness, state: VideoState, count: int) -> None:
    for _ in range(500):
        if await state_of_all(shop, state, count):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(await shop.store.videos._db.fetch_all("SELECT * FROM videos"))


async def test_results_arrive_by_callback_with_polling_switched_off(folder: Path) -> None:
    off = {"timing": {"poll_first_seconds": NEVER, "poll_every_seconds": NEVER}}
    async with open_render_harness(folder, off, api=FakeMusicApi(finish_after=0.05)) as shop:
        async with running(shop):
            await many(shop, 12)
            shop.render_worker.wake()
            await until_all(shop, VideoState.READY, 12)
        assert shop.charged == 12


@pytest.mark.parametrize("plan", [CallbackPlan(times=3), CallbackPlan(early=True)], ids=str)
async def test_repeated_and_early_callbacks_race_the_answers_to_no_harm(
    folder: Path, plan: CallbackPlan
) -> None:
    async with open_render_harness(folder, api=FakeMusicApi(finish_after=0.0)) as shop:
        shop.api.callbacks = plan
        async with running(shop):
            await many(shop, 12)
            shop.render_worker.wake()
            await until_all(shop, VideoState.READY, 12)
        assert shop.charged == len(shop.api.submits) == 12


async def test_results_are_polled_without_a_public_address(folder: Path) -> None:
    quick: Sections = {
        "callback": {"public_url": ""},
        "timing": {"poll_first_seconds": 0.05, "poll_every_seconds": 0.05},
    }
    async with open_render_harness(folder, quick, api=FakeMusicApi(finish_after=0.05)) as shop:
        async with running(shop):
            await many(shop, 5)
            for _ in range(100):
                shop.render_worker.wake()
                await asyncio.sleep(0.02)
                shop.clock.now += PASSING
                if await state_of_all(shop, VideoState.READY, 5):
                    break
        assert await state_of_all(shop, VideoState.READY, 5)


async def test_a_title_is_looked_up_when_it_is_not_known(shop: RenderHarness) -> None:
    shop.api.add_music("task-1", track("audio-1", "Iron Man"))
    job = await shop.ask()
    await shop.work()
    found = await shop.store.requests.get(job.request.request_id)
    assert found is not None
    assert found.track is not None
    assert found.track.title == "Iron Man"


@pytest.mark.parametrize("is_settled", [True, False])
async def test_a_title_that_can_not_be_looked_up_harms_nothing(
    folder: Path, is_settled: bool
) -> None:
    async with open_render_harness(
        folder, {"api": {"contract": "mp4" if is_settled else "auto"}}
    ) as shop:
        if not is_settled:  # where there is no other contract, nothing is to be found out
            shop.api.gone["/api/v1/jobs/recordInfo"] = (404, "no such page")
        shop.api.faults.add("drop", "/generate/record-info", times=None)
        job = await shop.ask()
        await shop.work()
        assert await shop.state(job) is VideoState.RENDERING


async def test_stopping_lets_a_submit_come_to_its_end(folder: Path) -> None:
    async with open_render_harness(folder) as shop:
        fault = shop.api.faults.add("slow", "/mp4/generate", after=True, seconds=0.3)
        async with running(shop):
            job = await shop.ask()
            shop.render_worker.wake()
            await until(lambda: fault.hits == 1)
        video = await shop.video(job)
        assert (video.state, video.api_task_id) == (VideoState.RENDERING, shop.made(job).video_id)


async def test_a_database_that_can_not_be_used_for_a_while_is_waited_for(folder: Path) -> None:
    quick = {"timing": {"retry_seconds": 0.05}}
    async with open_render_harness(folder, quick) as shop, running(shop):
        await shop.store.videos._db.fetch_all("PRAGMA max_page_count = 1")
        await shop.store.videos._db.fetch_all("PRAGMA query_only = 1")
        with pytest.raises(Exception, match="readonly"):
            await shop.ask()
        await shop.store.videos._db.fetch_all("PRAGMA query_only = 0")
        await shop.store.videos._db.fetch_all("PRAGMA max_page_count = 1000000")
        await shop.ask()
        await shop.store.videos._db.fetch_all("PRAGMA query_only = 1")
        shop.render_worker.wake()
        await asyncio.sleep(0.1)
        assert shop.api.submits == []  # nothing is submitted that can't be recorded
        await shop.store.videos._db.fetch_all("PRAGMA query_only = 0")
        await until_all(shop, VideoState.RENDERING, 1)


async def test_what_waits_too_long_gets_its_outcome_although_its_turn_never_comes(
    folder: Path,
) -> None:
    async with open_render_harness(folder) as shop:
        shop.api.refuse(455)  # maintenance
        first = await shop.ask(new_request(audio_id="first"))
        await shop.work()
        assert (await shop.video(first)).reason is FailureReason.MAINTENANCE
        await many(shop, 5)
        for _ in range(11):  # nothing may be submitted
            shop.rate_limiter.pause_until(shop.clock().timestamp() + 500)
            await shop.pass_time(320)
        assert await shop.state(first) is VideoState.QUEUED
        await shop.pass_time(100)
        assert await shop.state(first) is VideoState.FAILED
        assert (await shop.video(first)).reason is FailureReason.MAINTENANCE
        await shop.pass_time(10)
        rows = await rows_of(shop.store, "videos")
        assert {row["state"] for row in rows} == {VideoState.FAILED}
        assert shop.charged == 0


async def test_a_deadline_that_passed_while_the_bot_was_away_is_put_off(folder: Path) -> None:
    async with FakeMusicApi() as api:
        async with opened(folder, api) as shop:
            job = await shop.ask()
            await shop.work()
        shop.clock.now += timedelta(seconds=2 * DEADLINE)
        await api.accept({"taskId": "x", "audioId": "x", "callBackUrl": ""})
        api._mark_finished(api.videos[0])
        api.faults.add(503, "/record-info")
        async with opened(folder, api, clock=shop.clock) as again:
            await again.work()
            assert await again.state(job) is VideoState.RENDERING
            await again.pass_time(GRACE)
            assert await again.state(job) is VideoState.READY


async def test_after_too_often_all_others_wait_as_well(folder: Path) -> None:
    async with open_render_harness(folder) as shop:
        shop.api.refuse(429)
        await shop.ask(new_request(audio_id="first"))
        await shop.work()
        await many(shop, 5)
        await shop.work(2)
        assert len(shop.api.submits) == 1
        await shop.pass_time(2 * shop.config.timing.retry_seconds)
        await shop.work(2)
        assert len(shop.api.submits) == 7


async def test_what_was_not_tried_while_the_bot_was_away_gets_its_try(folder: Path) -> None:
    async with FakeMusicApi() as api:
        async with opened(folder, api) as shop:
            job = await shop.ask()
            shop.clock.now += 2 * timedelta(seconds=DEADLINE)
        async with opened(folder, api, clock=shop.clock) as again:
            await again.pass_time(10)
            assert await again.state(job) is VideoState.RENDERING
