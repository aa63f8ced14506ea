"""A submit whose outcome is open: what may be repeated, and what may not."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs import FailureReason, VideoState
from bot.video_api import ApiUnreachable
from tests.loopback.music_api import FakeMusicApi
from tests.support.render_harness import DEADLINE, GRACE, RenderHarness, open_render_harness, opened
from tests.support.rows import HOUR

SUBMIT = "/mp4/generate"
S, R, D, F, U = (
    VideoState.SUBMITTING,
    VideoState.RENDERING,
    VideoState.READY,
    VideoState.FAILED,
    VideoState.UNKNOWN,
)
SHAPES = [(409, True), (409, False), (422, True), (422, False)]


async def test_a_lost_answer_is_made_up_for_by_the_callback(shop: RenderHarness) -> None:
    shop.api.faults.add("drop", SUBMIT, after=True)
    job = await shop.ask()
    await shop.work()
    assert await shop.state(job) is S
    await shop.api.finish(shop.made(job))
    await shop.work()
    assert ((await shop.video(job)).state, len(shop.api.submits), shop.charged) == (D, 1, 1)


@pytest.mark.parametrize("kind", ["drop", "reset", 504, 502])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
async def test_a_lost_answer_without_a_callback_is_asked_for_once_more(
    folder: Path, kind: str | int, shape: tuple[int, bool]
) -> None:
    async with open_render_harness(folder, api=FakeMusicApi(duplicate=shape)) as shop:
        shop.api.faults.add(kind, SUBMIT, after=True)  # type: ignore[arg-type]
        job = await shop.ask()
        await shop.work()
        await shop.pass_time(GRACE - 1)
        assert len(shop.api.submits) == 1  # the callback may still come
        await shop.pass_time(2)
        assert (len(shop.api.submits), shop.charged) == (2, 1)
        made = shop.made(job)
        if shape[1]:
            assert ((await shop.video(job)).state, made.video_id) == (
                R,
                (await shop.video(job)).api_task_id,
            )
        else:
            assert await shop.state(job) is S
            await shop.pass_time(DEADLINE)
            video = await shop.video(job)
            assert (video.state, video.reason) == (U, FailureReason.DEADLINE)
        await shop.api.finish(made)  # a late callback settles it either way
        await shop.work()
        assert ((await shop.video(job)).state, shop.charged) == (D, 1)
        assert len(shop.api.submits) == 2


async def test_a_submit_that_never_arrived_is_repeated_and_charged_once(
    shop: RenderHarness,
) -> None:
    shop.api.faults.add("drop", SUBMIT)
    job = await shop.ask()
    await shop.work()
    await shop.pass_time(GRACE + 1)
    assert (await shop.state(job), shop.charged) == (R, 1)


async def test_a_submit_that_a_crash_cut_short_does_not_count_as_unanswered(folder: Path) -> None:
    async with FakeMusicApi() as api:
        for _ in range(2):  # accepted, and then refused as existing: killed before either was kept
            async with opened(folder, api) as shop:
                job = await shop.ask()
                video = await shop.video(job)
                now = shop.clock()
                await shop.store.videos.claim_submit(
                    video, now, due_at=now, deadline_at=now + timedelta(seconds=DEADLINE)
                )
                if not api.videos:
                    body = {"taskId": video.task_id, "audioId": video.audio_id}
                    await api.accept(body | {"callBackUrl": f"{shop.endpoint}/callbacks/gone"})
        async with opened(folder, api) as shop:
            await shop.pass_time(GRACE + 1)
            assert (await shop.state(job), shop.charged) == (R, 1)


@pytest.mark.parametrize("is_reached", [True, False])
async def test_after_crashes_a_submit_that_is_turned_away_is_tried_again(
    folder: Path, is_reached: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FakeMusicApi() as api:
        for _ in range(2):  # accepted, and then refused as existing: killed before either was kept
            async with opened(folder, api) as shop:
                job = await shop.ask()
                now = shop.clock()
                await shop.store.videos.claim_submit(
                    await shop.video(job), now, due_at=now, deadline_at=now + 2 * HOUR
                )
        await api.accept({"taskId": "task-1", "audioId": "audio-1", "callBackUrl": ""})
        async with opened(folder, api) as shop:
            with monkeypatch.context() as patch:
                if is_reached:
                    api.refuse(429)
                else:
                    patch.setattr(shop.stepper._api, "submit", _unreachable)
                await shop.pass_time(GRACE + 1)
                assert (await shop.video(job)).submits == 2
            await shop.pass_time(GRACE + 1)
            assert (await shop.state(job), shop.charged) == (R, 1)


async def _unreachable(*_: object, **__: object) -> str:
    raise ApiUnreachable("nobody listens")


async def test_no_submit_is_made_a_third_time(shop: RenderHarness) -> None:
    fault = shop.api.faults.add("drop", SUBMIT, times=None)
    job = await shop.ask()
    await shop.work()
    for _ in range(10):
        await shop.pass_time(GRACE + 1)
    assert fault.hits == 2
    await shop.pass_time(DEADLINE)
    video = await shop.video(job)
    assert (video.state, video.reason) == (U, FailureReason.DEADLINE)
    assert fault.hits == 2


@pytest.mark.parametrize("after", [False, True])
async def test_nothing_is_submitted_twice_when_the_host_says_so(folder: Path, after: bool) -> None:
    async with open_render_harness(folder, {"api": {"resubmit": False}}) as shop:
        fault = shop.api.faults.add("drop", SUBMIT, times=None, after=after)
        job = await shop.ask()
        await shop.work()
        for _ in range(5):
            await shop.pass_time(GRACE + 1)
        await shop.pass_time(DEADLINE)
        assert (await shop.state(job), fault.hits, shop.charged) == (U, 1, int(after))


async def test_a_second_refusal_for_want_of_credits_leaves_the_first_submit_open(
    shop: RenderHarness,
) -> None:
    shop.api.faults.add("drop", SUBMIT, after=True)
    job = await shop.ask()
    await shop.work()
    shop.api.refuse(402, "no credits")
    await shop.pass_time(GRACE + 1)
    assert await shop.state(job) is S
    await shop.api.finish(shop.made(job))
    await shop.work()
    assert (await shop.state(job), shop.charged) == (D, 1)


async def test_a_second_refusal_of_the_track_itself_is_a_outcome(shop: RenderHarness) -> None:
    shop.api.faults.add("drop", SUBMIT)
    job = await shop.ask()
    await shop.work()
    shop.api.refuse(422, "Record does not exist")
    await shop.pass_time(GRACE + 1)
    video = await shop.video(job)
    assert (video.state, video.reason) == (F, FailureReason.NOT_FOUND)


async def test_a_second_submit_that_passes_leaves_the_first_one_open(shop: RenderHarness) -> None:
    shop.api.faults.add("drop", SUBMIT, after=True)
    job = await shop.ask()
    await shop.work()
    shop.api.refuse(429)
    await shop.pass_time(GRACE + 1)
    video = await shop.video(job)
    assert (video.state, video.submits) == (S, 1)
    for _ in range(3):
        await shop.pass_time(GRACE + 1)
    assert (await shop.state(job), shop.charged) == (R, 1)


async def test_a_crash_while_submitting_is_picked_up_after_the_grace_time(folder: Path) -> None:
    async with FakeMusicApi() as api:
        async with opened(folder, api) as shop:
            job = await shop.ask()
            claimed = await shop.store.videos.claim_submit(
                job.video,
                shop.clock(),
                due_at=shop.clock(),
                deadline_at=shop.clock(),
            )
            assert claimed is not None  # and the process ends here, before the call
            await shop.store.videos._db.execute(
                "UPDATE videos SET deadline_at = ?", (shop.clock().timestamp() + DEADLINE,)
            )
        async with opened(folder, api, clock=shop.clock) as again:
            await again.pass_time(GRACE + 1)
            assert (await again.state(job), again.charged) == (R, 1)
