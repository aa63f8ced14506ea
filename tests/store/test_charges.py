"""What a server spent is counted from what the API took, and outlives whoever asked."""

from datetime import timedelta

import pytest

from bot.jobs import FailureReason, Job, RequestState, Video, VideoState
from bot.providers.studio import STUDIO
from bot.store import ChargeStatus, Spending, Store
from tests.support.rows import (
    HOUR,
    LINK,
    MINUTE,
    NOW,
    claimed,
    fresh,
    new_request,
    place,
    request_in,
    taken,
    video_in,
)

NOTHING = Spending(charged=0, doubtful=0, pending=0, forgotten=0)


async def spent(store: Store, guild_id: int = 1) -> Spending:
    return await store.charges.spending(guild_id, NOW - HOUR)


async def cost(store: Store, *jobs: Job) -> list[ChargeStatus]:
    fresh_jobs = [await store.requests.get(job.request.request_id) for job in jobs]
    return await store.charges.of_jobs([job for job in fresh_jobs if job is not None])


async def job_in(store: Store, state: VideoState, user_id: int = 100) -> Job:
    """Return a request whose video is in a state."""
    await video_in(store, state, new_request(user_id=user_id))
    (job,) = (await store.history.page(1, user_id, 9)).jobs
    return job


@pytest.mark.parametrize(
    ("state", "charge", "spending"),
    [
        (VideoState.QUEUED, ChargeStatus.PENDING, NOTHING),
        (VideoState.SUBMITTING, ChargeStatus.PENDING, NOTHING),
        (VideoState.RENDERING, ChargeStatus.PENDING, NOTHING.model_copy(update={"pending": 1})),
        (VideoState.READY, ChargeStatus.CHARGED, NOTHING.model_copy(update={"charged": 1})),
        # The API took it; whether it gives the credits back is told nowhere.
        (VideoState.FAILED, ChargeStatus.DOUBTFUL, NOTHING.model_copy(update={"doubtful": 1})),
        (VideoState.UNKNOWN, ChargeStatus.DOUBTFUL, NOTHING.model_copy(update={"doubtful": 1})),
    ],
)
async def test_a_video_costs_what_is_known_of_its_charge(
    store: Store, state: VideoState, charge: ChargeStatus, spending: Spending
) -> None:
    job = await job_in(store, state)
    assert await cost(store, job) == [charge]
    assert await spent(store) == spending
    assert await spent(store, guild_id=2) == NOTHING


async def refused(store: Store, reason: FailureReason) -> Video:
    """Return a video whose only submit was refused."""
    video = await claimed(store, (await place(store, new_request())).job.video)
    assert await store.outcomes.set_failed(video, reason)
    return video


async def test_a_refusal_costs_nothing(store: Store) -> None:
    await refused(store, FailureReason.NO_CREDITS)
    assert await spent(store) == NOTHING


async def existing(store: Store, *, submits: int) -> Job:
    """Return a job whose last submit was refused since the video exists, and was found."""
    job = (await place(store, new_request())).job
    video = job.video
    for _ in range(submits):
        video = await claimed(store, video)
    await store.videos.set_reason(video, FailureReason.ALREADY_EXISTS)
    assert await store.videos.adopt(video, "theirs", NOW)
    video = await fresh(store, video)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    return job


async def test_a_video_that_was_there_before_costs_nothing(store: Store) -> None:
    assert await cost(store, await existing(store, submits=1)) == [ChargeStatus.NOTHING]
    assert await spent(store) == NOTHING


async def test_a_video_that_an_unanswered_submit_may_have_made_is_doubtful(store: Store) -> None:
    assert await cost(store, await existing(store, submits=2)) == [ChargeStatus.DOUBTFUL]
    assert (await spent(store)).doubtful == 1


async def test_a_submit_that_nothing_was_heard_of_is_doubtful_until_a_late_result(
    store: Store,
) -> None:
    job = (await place(store, new_request())).job
    video = await claimed(store, job.video)
    assert await store.outcomes.set_unknown(video, FailureReason.DEADLINE, None)
    assert await cost(store, job) == [ChargeStatus.DOUBTFUL]
    assert await store.videos.adopt(video, "late", NOW)
    video = await fresh(store, video)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    assert await cost(store, job) == [ChargeStatus.CHARGED]
    assert await spent(store) == NOTHING.model_copy(update={"charged": 1})


async def test_whoever_asks_first_is_charged_and_nobody_else(store: Store) -> None:
    first = (await place(store, new_request())).job
    second = (await place(store, new_request(guild_id=2, user_id=7), now=NOW + MINUTE)).job
    video = await claimed(store, first.video)
    assert await store.videos.adopt(video, "v-1", NOW)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=NOW + HOUR)
    assert await cost(store, first, second) == [ChargeStatus.CHARGED, ChargeStatus.NOTHING]
    assert (await spent(store)).charged == 1
    assert await spent(store, guild_id=2) == NOTHING


async def test_a_video_made_anew_is_charged_again_to_whoever_asks_then(store: Store) -> None:
    first = await job_in(store, VideoState.READY)
    later = NOW + timedelta(days=20)
    second = (await place(store, new_request(guild_id=2, user_id=7), now=later)).job
    video = await claimed(store, second.video, later)
    assert await store.videos.adopt(video, "v-2", later)
    assert await store.outcomes.set_ready(video, LINK, completed_at=later, expires_at=None)
    assert await cost(store, first, second) == [ChargeStatus.CHARGED, ChargeStatus.CHARGED]
    assert (await spent(store)).charged == 1
    assert (await spent(store, guild_id=2)).charged == 1
    assert await store.charges.spending(1, later) == NOTHING


async def test_the_studio_costs_nothing(store: Store) -> None:
    job = (await place(store, new_request(), provider=STUDIO)).job
    video = await claimed(store, job.video)
    assert await store.videos.adopt(video, "v-1", NOW)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    assert await cost(store, job) == [ChargeStatus.FREE]
    assert await spent(store) == NOTHING


async def test_what_was_charged_is_counted_when_the_request_is_gone(store: Store) -> None:
    await request_in(store, RequestState.POSTED)
    erasure = await store.erasures.begin(100, NOW)
    assert (await store.erasures.step(erasure, NOW, 9)).deleted == 1
    assert await spent(store) == NOTHING.model_copy(update={"charged": 1, "forgotten": 1})


async def test_old_charges_go_in_small_steps(store: Store) -> None:
    for number in range(5):
        await video_in(store, VideoState.READY, new_request(f"task-{number}"))
    assert await taken(store)
    steps = [await store.retention.delete_expired_rest(NOW + HOUR, 2) for _ in range(4)]
    assert steps == [2, 2, 1, 0]
    assert await spent(store) == NOTHING
