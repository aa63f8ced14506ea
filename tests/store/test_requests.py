"""A request's transitions, and what belongs to whom."""

from collections.abc import Awaitable, Callable

import pytest

from bot.jobs import FailureReason, Job, RequestState, StatusMode, TrackInfo, TrackKey, VideoState
from bot.policy.guild_settings import GuildSettings
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
    taken,
    video_in,
)

W, P = RequestState.WAITING, RequestState.POSTING
Step = Callable[[Store, Job], Awaitable[object]]


async def cancel(store: Store, job: Job) -> object:
    return await store.requests.cancel(job.request.request_id, NOW)


async def finish(store: Store, job: Job) -> object:
    return await store.due_posts.finish(
        job.request.request_id, RequestState.POSTED, NOW, message_id=8
    )


async def postpone(store: Store, job: Job) -> object:
    await store.due_posts.postpone(job.request.request_id, NOW + MINUTE)
    return None


async def restart(store: Store, job: Job) -> object:
    await store.due_posts.restart(job.request.request_id, NOW + MINUTE)
    return None


STEPS: dict[Step, RequestState] = {cancel: W, finish: P, postpone: P, restart: P}


@pytest.mark.parametrize("state", list(RequestState))
@pytest.mark.parametrize("step", list(STEPS), ids=lambda step: step.__name__)
async def test_a_step_from_a_wrong_state_changes_nothing(
    store: Store, step: Step, state: RequestState
) -> None:
    job = await request_in(store, state)
    before = await everything(store)
    done = await step(store, job)
    changed = await everything(store) != before
    assert changed is (STEPS[step] is state)
    assert not done or changed


async def test_a_step_of_no_request_changes_nothing(store: Store) -> None:
    job = await request_in(store, W)
    nobody = job.model_copy(
        update={"request": job.request.model_copy(update={"request_id": "0" * 16})}
    )
    before = await everything(store)
    for step in STEPS:
        assert not await step(store, nobody)
    assert await everything(store) == before
    assert await store.requests.get("0" * 16) is None


@pytest.mark.parametrize("state", list(VideoState))
async def test_a_request_is_answered_when_its_video_has_a_outcome(
    store: Store, state: VideoState
) -> None:
    video = await video_in(store, state)
    claimed = await taken(store)
    if state in (VideoState.READY, VideoState.FAILED, VideoState.UNKNOWN):
        (job,) = claimed
        assert (job.request.state, job.request.outcome) == (P, state)
        assert (job.request.reason, job.request.first_send_at) == (video.reason, NOW)
    else:
        assert claimed == []


async def test_answers_are_taken_up_to_the_limit_and_each_once(store: Store) -> None:
    await video_in(store, VideoState.READY)
    for user in range(30):
        await place(store, new_request(user_id=user))
    working: list[str] = []
    while claim := await taken(store, 7, excluding=working):
        assert len(claim) <= 7
        working += [job.request.request_id for job in claim]
    assert len(working) == len(set(working)) == 31


async def test_answers_under_way_come_before_new_ones(store: Store) -> None:
    under_way = await request_in(store, P)
    await place(store, new_request(user_id=7))
    (first,) = await taken(store, 1)
    assert first == under_way


async def test_a_claim_of_none_takes_none(store: Store) -> None:
    await video_in(store, VideoState.READY)
    assert await taken(store, 0) == []


async def test_an_answer_under_way_does_not_change_its_mind(store: Store) -> None:
    job = await request_in(store, P)
    other = await place(
        store, new_request(user_id=7), now=NOW + 400 * HOUR
    )  # asks again: link ended
    assert other.job.video.state is VideoState.QUEUED
    (due,) = await taken(store)
    assert (due.request.request_id, due.request.outcome) == (
        job.request.request_id,
        VideoState.READY,
    )


async def test_posts_are_tried_again_when_they_are_due(store: Store) -> None:
    job = await request_in(store, P)
    request_id = job.request.request_id
    await store.due_posts.postpone(request_id, NOW + MINUTE)
    assert await taken(store) == []
    assert (await store.delivery_schedule.look(NOW)).next_at == (NOW + MINUTE).timestamp()
    (due,) = await taken(store, now=NOW + MINUTE)
    assert due.request.attempts == job.request.attempts + 1
    assert due.request.first_send_at == job.request.first_send_at  # what may be posted stays open
    assert await taken(store, now=NOW + MINUTE, excluding=[request_id]) == []


async def test_cancelling_the_last_waiting_request_takes_the_video_from_the_queue(
    store: Store,
) -> None:
    first, second = await place(store, new_request()), await place(store, new_request(user_id=7))
    await cancel(store, first.job)
    assert (await fresh(store, first.job.video)).state is VideoState.QUEUED
    await cancel(store, second.job)
    video = await fresh(store, first.job.video)
    assert (video.state, video.reason) == (VideoState.FAILED, FailureReason.CANCELLED)


@pytest.mark.parametrize("state", [VideoState.SUBMITTING, VideoState.RENDERING])
async def test_cancelling_after_the_submit_lets_the_video_go_on(
    store: Store, state: VideoState
) -> None:
    video = await video_in(store, state)
    job = (await place(store, new_request())).job
    assert await cancel(store, job)
    assert await fresh(store, video) == video
    assert await taken(store) == []


@pytest.mark.parametrize(
    ("reason", "is_left_alone"),
    [(FailureReason.POST_UNKNOWN, True), (FailureReason.CHANNEL_GONE, False)],
)
async def test_a_status_that_may_be_the_result_is_shown_anew_no_more(
    store: Store, reason: FailureReason, is_left_alone: bool
) -> None:
    replaces = GuildSettings(status_mode=StatusMode.REPLACE)
    await store.guild_settings.set(1, replaces, updated_by=5, now=NOW)
    asked = new_request(guild_id=1)
    job = (await place(store, asked)).job
    await store.status_messages.set_message(job, 77)
    video = await claimed(store, job.video)
    assert await store.videos.adopt(video, "v-1", NOW)
    video = await fresh(store, video)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    assert await taken(store)
    await store.due_posts.finish(
        job.request.request_id, RequestState.UNDELIVERABLE, NOW, reason=reason
    )
    outdated = await store.status_messages.outdated(9, ())
    assert (outdated == []) is is_left_alone


async def test_finishing_a_post_keeps_the_reason_that_it_had(store: Store) -> None:
    await video_in(store, VideoState.FAILED)
    (job,) = await taken(store)
    await store.due_posts.finish(job.request.request_id, RequestState.EXPLAINED, NOW, message_id=9)
    told = await store.requests.get(job.request.request_id)
    assert told is not None
    assert (told.request.reason, told.request.message_id) == (FailureReason.BUILD_FAILED, 9)
    assert told.request.due_at is None


async def test_a_status_message_is_stale_when_the_job_moved_on_meanwhile(store: Store) -> None:
    placed = (await place(store, new_request())).job
    await store.videos.claim_submit(placed.video, NOW, due_at=NOW, deadline_at=NOW + HOUR)
    await store.status_messages.set_message(placed, 77)
    (stale,) = await store.status_messages.outdated(9, [])
    assert stale.video.state is VideoState.SUBMITTING
    assert await store.status_messages.outdated(9, [placed.request.request_id]) == []
    await store.status_messages.mark_rendered(placed)  # shows the older state
    assert await store.status_messages.outdated(9, [])
    await store.status_messages.mark_rendered(stale)
    assert await store.status_messages.outdated(9, []) == []


async def test_a_status_message_is_stale_when_the_request_moved_on_meanwhile(
    store: Store,
) -> None:
    job = await request_in(store, W)
    await store.status_messages.set_message(job, 77)
    assert await cancel(store, job)
    await store.status_messages.mark_rendered(job)  # shows that it waits
    assert await store.status_messages.outdated(9, [])


async def test_a_status_message_that_is_gone_is_let_go(store: Store) -> None:
    job = await request_in(store, W)
    await store.status_messages.set_message(job, 77)
    await store.status_messages.mark_outdated(job.video.video_id)
    assert await store.status_messages.outdated(9, [])
    await store.status_messages.clear_message(job.request.request_id)
    await store.status_messages.mark_outdated(job.video.video_id)
    assert await store.status_messages.outdated(9, []) == []


def known(task_id: str, audio_id: str, title: str | None = "Iron Man") -> TrackInfo:
    return TrackInfo(task_id=task_id, audio_id=audio_id, title=title, duration_seconds=198.4)


async def test_two_servers_never_see_each_others_tracks(store: Store) -> None:
    await store.tracks.save([known("task-1", "a"), known("task-2", "b")], NOW)
    await place(store, new_request("task-1", "a", guild_id=1))
    await place(store, new_request("task-2", "b", guild_id=2))
    await place(store, new_request("task-2", "unnamed", guild_id=2), now=NOW + MINUTE)
    seen = {guild: [one.track for one in await store.tracks.recent(guild)] for guild in (1, 2, 3)}
    assert [track.audio_id for track in seen[1]] == ["a"]
    assert [track.audio_id for track in seen[2]] == ["unnamed", "b"]  # newest first
    assert seen[3] == []


async def test_a_shared_video_is_seen_by_those_who_asked(store: Store) -> None:
    await place(store, new_request("task-1", "a", guild_id=1))
    await place(store, new_request("task-1", "a", guild_id=2, user_id=7))
    (here,), (there,) = await store.tracks.recent(1), await store.tracks.recent(2)
    assert here.track == there.track


async def test_a_job_knows_its_tracks_title_once_it_is_remembered(store: Store) -> None:
    job = (await place(store, new_request())).job
    assert job.track is None
    await store.tracks.save([known("task-1", "audio-1"), known("task-1", "audio-2")], NOW)
    found = await store.requests.get(job.request.request_id)
    assert found is not None
    assert found.track is not None
    assert found.track.title == "Iron Man"


async def test_what_is_known_of_a_track_is_not_forgotten_by_a_poorer_answer(store: Store) -> None:
    await store.tracks.save([known("t", "a")], NOW)
    await store.tracks.save([TrackInfo(task_id="t", audio_id="a", position=1)], NOW)
    track = await store.tracks.get(TrackKey(task_id="t", audio_id="a"))
    assert track is not None
    assert (track.title, track.position) == ("Iron Man", 1)
    assert await store.tracks.get(TrackKey(task_id="t", audio_id="b")) is None


async def test_a_tasks_tracks_come_in_the_apis_order(store: Store) -> None:
    tracks = [known("t", "z").model_copy(update={"position": 0, "has_siblings": True})]
    tracks.append(known("t", "a").model_copy(update={"position": 1, "has_siblings": True}))
    await store.tracks.save(reversed(tracks), NOW)
    assert await store.tracks.of_task("t", 1) == tracks
