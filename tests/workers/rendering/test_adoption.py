"""Which id a video may take for its own: no other video ever gets into a channel."""

from pathlib import Path

import pytest

from bot.jobs import FailureReason, Job, VideoState
from tests.loopback.music_api import FakeMusicApi
from tests.loopback.music_api import Video as Made
from tests.support.render_harness import DEADLINE, GRACE, RenderHarness, open_render_harness
from tests.support.rows import new_request, rows_of

SUBMIT = "/mp4/generate"
RECORD = "/mp4/record-info"
SHAPES = [(409, True), (409, False), (422, True), (422, False)]


async def lost(shop: RenderHarness) -> tuple[Job, Made]:
    """Return a job whose submit was taken and whose answer was lost."""
    shop.api.faults.add("drop", SUBMIT, after=True)
    job = await shop.ask()
    await shop.work()
    return job, shop.made(job)


def foreign(shop: RenderHarness, **record: object) -> Made:
    """Return somebody else's finished video."""
    made = Made("task-x", "audio-x", "https://elsewhere.example/cb", None, None, record=record)
    shop.api.videos.append(made)
    shop.api._mark_finished(made)
    return made


async def hint(shop: RenderHarness, url: str, made: Made) -> int:
    """Call back with an id, genuine or not."""
    status, body = await shop.api.post(
        url, shop.api.callback_body(made), shop.api.signature(made.video_id)
    )
    assert body == b""
    return status


async def test_a_leaked_token_does_not_bring_another_video_into_the_channel(
    shop: RenderHarness,
) -> None:
    job, made = await lost(shop)
    other = foreign(shop)
    assert await hint(shop, made.callback_url, other) == 200
    await shop.work()
    video = await shop.video(job)
    assert (video.state, video.api_task_id) == (VideoState.SUBMITTING, None)
    assert await hint(shop, made.callback_url, made) == 200
    shop.api._mark_finished(made)
    await shop.work()
    video = await shop.video(job)
    assert (video.state, video.api_task_id) == (VideoState.READY, made.video_id)


async def test_a_leaked_token_does_not_change_a_video_that_has_its_id(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    made, other = shop.made(job), foreign(shop)
    assert await hint(shop, made.callback_url, other) == 200
    await shop.work()
    video = await shop.video(job)
    assert (video.state, video.api_task_id) == (VideoState.RENDERING, made.video_id)
    await shop.api.finish(made)
    await shop.work()
    assert await shop.state(job) is VideoState.READY


async def test_an_id_that_another_video_has_is_not_adopted(shop: RenderHarness) -> None:
    first = await shop.ask(new_request("task-0", "audio-1"))  # the same audio id in another task
    await shop.work()
    job, made = await lost(shop)
    taken = shop.made(first)
    assert await hint(shop, made.callback_url, taken) == 200
    await shop.work()
    assert (await shop.video(job)).api_task_id is None
    assert (await shop.video(first)).api_task_id == taken.video_id


@pytest.mark.parametrize(
    "record",
    [
        {"callbackUrl": "https://elsewhere.example/cb", "musicId": "audio-2"},
        {"callbackUrl": None, "musicId": None},
        {"callbackUrl": "https://bot.example/callbacks/0/token", "musicId": ""},
        {"taskId": "another-id"},
    ],
    ids=str,
)
async def test_what_shows_neither_our_token_nor_our_track_is_not_ours(
    shop: RenderHarness, record: dict[str, object]
) -> None:
    job, made = await lost(shop)
    made.record = record
    shop.api._mark_finished(made)
    await hint(shop, made.callback_url, made)
    await shop.work()
    assert (await shop.video(job)).api_task_id is None


@pytest.mark.parametrize("record", [{"callbackUrl": None}, {"musicId": None}], ids=str)
async def test_our_token_or_our_track_is_enough(
    shop: RenderHarness, record: dict[str, object]
) -> None:
    job, made = await lost(shop)
    made.record = record
    await shop.api.finish(made)
    await shop.work()
    assert await shop.state(job) is VideoState.READY


async def test_a_record_that_lags_behind_its_callback_is_asked_for_again(
    shop: RenderHarness,
) -> None:
    job, made = await lost(shop)
    shop.api.videos.remove(made)  # record-info doesn't know it yet
    await hint(shop, made.callback_url, made)
    await shop.work()
    assert await shop.state(job) is VideoState.SUBMITTING
    shop.api.videos.append(made)
    shop.api._mark_finished(made)
    await shop.pass_time(6)
    assert (await shop.state(job), len(shop.api.submits)) == (VideoState.READY, 1)


async def test_an_id_that_nobody_knows_is_let_go_in_the_end(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    made = shop.made(job)
    shop.api.videos.remove(made)
    await shop.store.videos._db.execute(
        "UPDATE videos SET api_task_id = NULL, state = 'submitting'"
    )
    await hint(shop, made.callback_url, made)
    for _ in range(4):
        await shop.pass_time(GRACE)
    assert [row["is_open"] for row in await rows_of(shop.store, "candidate_ids")] == [0]


async def test_a_candidate_id_waits_for_an_api_that_can_not_be_asked(shop: RenderHarness) -> None:
    job, made = await lost(shop)
    shop.api.faults.add(503, RECORD, times=3)
    await shop.api.finish(made)
    for _ in range(5):
        await shop.pass_time(6)
    assert (await shop.state(job), len(shop.api.submits)) == (VideoState.READY, 1)


async def made_outside(shop: RenderHarness) -> Made:
    """Return a video of our track that was made without this bot, and is finished."""
    made = Made("task-1", "audio-1", "https://elsewhere.example/cb", "Other", None)
    shop.api.videos.append(made)
    shop.api._mark_finished(made)
    return made


@pytest.mark.parametrize("shape", SHAPES, ids=str)
async def test_a_video_made_outside_is_found_when_the_refusal_tells_its_id(
    folder: Path, shape: tuple[int, bool]
) -> None:
    async with open_render_harness(folder, api=FakeMusicApi(duplicate=shape)) as shop:
        made = await made_outside(shop)
        job = await shop.ask()
        await shop.work()
        video = await shop.video(job)
        if shape[1]:
            assert (video.state, video.video_url) == (VideoState.READY, made.url)
        else:
            assert (video.state, video.reason) == (VideoState.UNKNOWN, FailureReason.ALREADY_EXISTS)
        await shop.pass_time(DEADLINE)
        assert (shop.charged, len(shop.api.submits)) == (0, 1)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
async def test_a_video_asked_anew_is_found_by_its_older_id(
    folder: Path, shape: tuple[int, bool]
) -> None:
    async with open_render_harness(folder, api=FakeMusicApi(duplicate=shape)) as shop:
        job = await shop.ask()
        await shop.work()
        made = shop.made(job)
        await shop.api.finish(made)
        await shop.work()
        await shop.store.videos._db.execute("UPDATE videos SET expires_at = 1")
        again = await shop.ask(new_request(user_id=7))
        assert again.video.attempt == 2
        await shop.work(3)
        video = await shop.video(again)
        assert (video.state, video.api_task_id) == (VideoState.READY, made.video_id)
        assert shop.charged == 1


async def test_a_failed_video_is_made_anew_at_the_price_of_another(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    await shop.api.fail(shop.made(job))
    await shop.work()
    assert await shop.state(job) is VideoState.FAILED
    again = await shop.ask(new_request(user_id=7))
    await shop.work()
    await shop.api.finish(shop.api.videos[-1])
    await shop.work()
    assert (await shop.state(again), shop.charged) == (VideoState.READY, 2)


async def test_an_answer_to_an_older_attempt_is_not_taken_for_the_new_one(
    shop: RenderHarness,
) -> None:
    job = await shop.ask()
    await shop.work()
    old = shop.made(job)
    await shop.api.fail(old)
    await shop.work()
    await shop.ask(new_request(user_id=7))
    await shop.work()
    shop.api.callback_answers.clear()
    await shop.api.finish(old)  # its token is no longer good
    assert shop.api.callback_answers == [(old.video_id, 404)] * 3
    assert await shop.state(job) is VideoState.RENDERING


@pytest.mark.parametrize("is_own", [True, False])
async def test_whose_branding_it_has_is_known_only_of_our_own_attempt(
    shop: RenderHarness, is_own: bool
) -> None:
    job, made = await lost(shop)
    if not is_own:  # an earlier attempt, or somebody else with this key, had it made
        made.callback_url = "https://elsewhere.example/cb"
    shop.api._mark_finished(made)
    await shop.pass_time(GRACE + 30)  # submitted once more, and refused as existing
    await shop.work()
    video = await shop.video(job)
    assert (video.state, video.api_task_id) == (VideoState.READY, made.video_id)
    assert video.is_branding_confirmed is is_own
