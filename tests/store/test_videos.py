"""A video's transitions: each from its own states only, once, and for its own attempt."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.jobs import MAX_SUBMITS, FailureReason, RequestState, Video, VideoState
from bot.store import Store
from tests.support.rows import (
    HOUR,
    LINK,
    MINUTE,
    NOW,
    claimed,
    everything,
    fresh,
    new_request,
    place,
    request_in,
    rows_of,
    video_in,
)

Q, S, R, D, F, U = (
    VideoState.QUEUED,
    VideoState.SUBMITTING,
    VideoState.RENDERING,
    VideoState.READY,
    VideoState.FAILED,
    VideoState.UNKNOWN,
)
Step = Callable[[Store, Video], Awaitable[object]]


async def claim(store: Store, video: Video) -> object:
    return await store.videos.claim_submit(video, NOW, due_at=NOW, deadline_at=NOW)


async def put_back(store: Store, video: Video) -> object:
    return await store.videos.requeue(video, FailureReason.TOO_OFTEN, NOW)


async def adopt(store: Store, video: Video) -> object:
    return await store.videos.adopt(video, "v-new", NOW)


async def set_ready(store: Store, video: Video) -> object:
    return await store.outcomes.set_ready(video, LINK + "2", completed_at=NOW, expires_at=NOW)


async def set_failed(store: Store, video: Video) -> object:
    return await store.outcomes.set_failed(video, FailureReason.OTHER)


async def set_unknown(store: Store, video: Video) -> object:
    return await store.outcomes.set_unknown(video, FailureReason.DEADLINE, None)


# Written out here, apart from bot.jobs: where each step may start and where it leads.
STEPS: dict[Step, tuple[set[VideoState], VideoState]] = {
    claim: ({Q, S}, S),
    put_back: ({S}, Q),
    adopt: ({S}, R),  # elsewhere there is an id already
    set_ready: ({R, F, U}, D),
    set_failed: ({Q, S, R, U}, F),
    set_unknown: ({S, R}, U),
}


@pytest.mark.parametrize("state", list(VideoState))
@pytest.mark.parametrize("step", list(STEPS), ids=lambda step: step.__name__)
async def test_a_step_from_a_wrong_state_changes_nothing(
    store: Store, step: Step, state: VideoState
) -> None:
    video = await video_in(store, state)
    before = await everything(store)
    sources, target = STEPS[step]
    done = await step(store, video)
    if state in sources:
        assert done
        assert (await fresh(store, video)).state is target
    else:
        assert not done
        assert await everything(store) == before


@pytest.mark.parametrize("state", list(VideoState))
@pytest.mark.parametrize("step", list(STEPS), ids=lambda step: step.__name__)
async def test_an_answer_to_an_older_attempt_changes_nothing(
    store: Store, step: Step, state: VideoState
) -> None:
    video = await video_in(store, state)
    before = await everything(store)
    assert not await step(store, video.model_copy(update={"attempt": video.attempt - 1}))
    assert await everything(store) == before


async def test_of_two_callers_at_once_one_submits(store: Store) -> None:
    video = await video_in(store, Q)
    taken = await asyncio.gather(*(claim(store, video) for _ in range(20)))
    assert len([one for one in taken if one]) == 1
    assert (await fresh(store, video)).submits == 1


async def test_a_video_is_submitted_twice_at_most(store: Store) -> None:
    video = await video_in(store, Q)
    for _ in range(MAX_SUBMITS):
        video = await claimed(store, video)
    assert await claim(store, video) is None
    assert (await fresh(store, video)).submits == MAX_SUBMITS


async def test_the_deadline_counts_from_the_first_submit(store: Store) -> None:
    video = await claimed(store, await video_in(store, Q))
    again = await claimed(store, video, NOW + 30 * MINUTE)
    assert again.deadline_at == video.deadline_at == NOW + HOUR
    assert again.submitted_at == NOW + 30 * MINUTE


async def test_a_submit_taken_back_is_queued_and_its_deadline_starts_anew(store: Store) -> None:
    video = await claimed(store, await video_in(store, Q))
    assert await store.videos.requeue(video, FailureReason.MAINTENANCE, NOW + MINUTE)
    queued = await fresh(store, video)
    assert (queued.state, queued.submits, queued.reason) == (Q, 0, FailureReason.MAINTENANCE)
    assert queued.due_at == NOW + MINUTE
    later = await claimed(store, queued, NOW + 2 * HOUR)
    assert later.deadline_at == NOW + 3 * HOUR
    assert later.reason is None


async def test_a_second_submit_taken_back_leaves_the_first_ones_outcome_open(store: Store) -> None:
    video = await claimed(store, await claimed(store, await video_in(store, Q)))
    assert await store.videos.requeue(video, FailureReason.TOO_OFTEN, NOW + MINUTE)
    assert ((await fresh(store, video)).state, (await fresh(store, video)).submits) == (S, 1)
    assert not await store.videos.requeue(video, FailureReason.TOO_OFTEN, NOW)  # repeated


async def test_an_id_belongs_to_one_video(store: Store) -> None:
    first = await video_in(store, S)
    second = await video_in(store, S, new_request(audio_id="audio-2"))
    assert await store.videos.adopt(first, "v-1", NOW)
    before = await everything(store)
    assert not await store.videos.adopt(second, "v-1", NOW)
    assert await everything(store) == before


async def test_of_two_ids_at_once_a_video_takes_one(store: Store) -> None:
    video = await video_in(store, S)
    taken = await asyncio.gather(
        *(store.videos.adopt(video, f"v-{number}", NOW) for number in range(9))
    )
    assert sum(taken) == 1


@pytest.mark.parametrize("settle", [set_failed, set_unknown], ids=lambda step: step.__name__)
async def test_a_video_that_was_given_up_takes_a_late_id(store: Store, settle: Step) -> None:
    video = await video_in(store, S)
    await settle(store, video)
    assert await store.videos.adopt(await fresh(store, video), "v-late", NOW)
    assert (await fresh(store, video)).state is R


async def test_a_candidate_id_wakes_its_video_and_repeats_coalesce(store: Store) -> None:
    video = await video_in(store, R)
    for minutes in (1, 2, 3):
        await store.candidate_ids.record(video.video_id, "v-x", NOW + minutes * MINUTE)
    assert await store.candidate_ids.open_of(video.video_id) == [
        ("v-x", (NOW + 3 * MINUTE).timestamp())
    ]
    assert (await fresh(store, video)).due_at == NOW + 3 * MINUTE


async def test_a_closed_candidate_id_is_opened_by_the_next_callback(store: Store) -> None:
    video = await video_in(store, R)
    await store.candidate_ids.record(video.video_id, "v-x", NOW)
    await store.candidate_ids.close(video.video_id, "v-x", NOW.timestamp())
    assert await store.candidate_ids.open_of(video.video_id) == []
    await store.candidate_ids.record(video.video_id, "v-x", NOW + MINUTE)
    await store.candidate_ids.close(video.video_id, "v-x", NOW.timestamp())  # of the older one
    assert len(await store.candidate_ids.open_of(video.video_id)) == 1


async def test_older_ids_are_looked_into_again_when_there_are_any(store: Store) -> None:
    video = await video_in(store, R)
    assert not await store.candidate_ids.reopen(video.video_id, NOW)
    await store.candidate_ids.record(video.video_id, "v-x", NOW)
    await store.candidate_ids.close(video.video_id, "v-x", NOW.timestamp())
    assert await store.candidate_ids.reopen(video.video_id, NOW + MINUTE)
    assert len(await store.candidate_ids.open_of(video.video_id)) == 1


async def test_postponing_does_not_sleep_over_a_candidate_id_that_came_meanwhile(
    store: Store,
) -> None:
    video = await video_in(store, R)
    await store.candidate_ids.record(video.video_id, "v-x", NOW + MINUTE)
    await store.videos.postpone(video, NOW + HOUR, seen_at=NOW)
    assert (await fresh(store, video)).due_at == NOW + MINUTE
    await store.videos.postpone(video, NOW + HOUR, seen_at=NOW + 2 * MINUTE)
    assert (await fresh(store, video)).due_at == NOW + HOUR


async def test_adopting_does_not_sleep_over_an_open_candidate_id(store: Store) -> None:
    video = await video_in(store, S)
    await store.candidate_ids.record(video.video_id, "v-x", NOW)
    assert await store.videos.adopt(video, "v-y", NOW + HOUR)
    assert (await fresh(store, video)).due_at == NOW


async def test_postponing_another_state_changes_nothing(store: Store) -> None:
    seen = await video_in(store, S)
    assert await store.videos.adopt(seen, "v-1", NOW + MINUTE)
    before = await everything(store)
    await store.videos.postpone(seen, NOW + HOUR, seen_at=NOW)
    assert await everything(store) == before


async def test_what_is_due_comes_in_order_and_without_what_is_worked_on(store: Store) -> None:
    videos = [await video_in(store, R, new_request(audio_id=f"audio-{n}")) for n in range(4)]
    for number, video in enumerate(videos):
        await store.videos.postpone(video, NOW + (3 - number) * MINUTE, seen_at=NOW)
    at = NOW + 2 * MINUTE
    due = await store.videos.due(at, 9, queued=False, excluding=[videos[2].video_id])
    assert [video.video_id for video in due] == [videos[3].video_id, videos[1].video_id]
    assert await store.videos.due(at, 9, queued=True) == []
    assert await store.videos.next_due_at(at) == (NOW + 3 * MINUTE).timestamp()
    assert await store.videos.next_due_at(NOW + HOUR) is None


async def test_the_pace_outlives_a_restart(store: Store) -> None:
    for number in range(3):
        video = await video_in(store, Q, new_request(audio_id=f"audio-{number}"))
        await claimed(store, video, NOW + timedelta(seconds=number))
    since = await store.videos.submits_since(NOW + timedelta(seconds=1))
    assert since == [NOW.timestamp() + 1, NOW.timestamp() + 2]


async def test_whatever_changes_a_video_makes_its_status_messages_stale(store: Store) -> None:
    job = await request_in(store, RequestState.WAITING)
    await store.status_messages.set_message(job, 77)
    assert await store.status_messages.outdated(9, []) == []
    assert await set_failed(store, job.video)
    (stale,) = await store.status_messages.outdated(9, [])
    assert stale.request.request_id == job.request.request_id


async def test_deleting_a_video_deletes_its_candidate_ids(store: Store) -> None:
    video = (await place(store, new_request())).job.video
    await store.candidate_ids.record(video.video_id, "v-x", NOW)
    await store.videos._db.execute("DELETE FROM requests")
    await store.videos._db.execute("DELETE FROM videos")
    assert await rows_of(store, "candidate_ids") == []


async def test_a_candidate_id_that_came_after_the_look_stays_open(store: Store) -> None:
    video = await video_in(store, VideoState.RENDERING)
    await store.candidate_ids.record(video.video_id, "v-9", NOW + MINUTE)
    await store.candidate_ids.close_all(video.video_id, NOW)
    assert [hint for hint, _ in await store.candidate_ids.open_of(video.video_id)] == ["v-9"]


async def test_only_a_finished_video_gets_a_new_link(store: Store) -> None:
    video = await video_in(store, VideoState.FAILED)
    await store.outcomes.set_link(video, "https://videos.example/other.mp4", expires_at=None)
    assert (await fresh(store, video)).video_url is None
