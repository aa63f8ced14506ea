"""Who was told that there is no video, or that nobody knows, gets it as a new answer."""

from datetime import timedelta

import pytest

from bot.jobs import FailureReason, Job, RequestState, Video, VideoState
from bot.jobs.events import EventKind
from bot.services.job_story import story_of
from bot.store import Store
from tests.support.rows import (
    HOUR,
    LINK,
    MINUTE,
    NOW,
    fresh,
    new_request,
    place,
    request_in,
    rows_of,
    taken,
    video_in,
)

LATER = NOW + 2 * HOUR


async def told(store: Store, state: VideoState = VideoState.UNKNOWN) -> Job:
    """Let a member be told of a video's outcome, beside a status message."""
    video = await video_in(store, state)
    (job,) = await taken(store)
    await store.status_messages.set_message(job, 77)
    assert await store.due_posts.finish(
        job.request.request_id, RequestState.EXPLAINED, NOW + MINUTE, message_id=7
    )
    assert job.video.video_id == video.video_id
    return job


async def comes(store: Store, video: Video) -> None:
    video = await fresh(store, video)
    if video.state is VideoState.FAILED and video.api_task_id is None:
        assert await store.videos.adopt(video, "v-late", LATER)
        video = await fresh(store, video)
    expires_at = LATER + timedelta(days=14)
    assert await store.outcomes.set_ready(
        video, LINK, completed_at=NOW, expires_at=expires_at, seen_at=LATER
    )


@pytest.mark.parametrize("state", [VideoState.UNKNOWN, VideoState.FAILED])
async def test_a_late_result_is_an_answer_of_its_own(store: Store, state: VideoState) -> None:
    before = await told(store, state)
    await comes(store, before.video)
    (late,) = await taken(store, now=LATER)
    old, new = before.request, late.request
    assert (new.outcome, new.state) == (VideoState.READY, RequestState.POSTING)
    assert new.request_id != old.request_id  # so its nonce and its button are its own
    assert (new.user_id, new.channel_id, new.guild_id) == (
        old.user_id,
        old.channel_id,
        old.guild_id,
    )
    assert (new.message_id, new.created_at, new.attempts) == (None, LATER, 0)
    assert old.interaction_id < new.interaction_id < old.interaction_id + 100
    (kept,) = [r for r in await rows_of(store, "requests") if r["request_id"] == old.request_id]
    assert (kept["state"], kept["message_id"]) == ("told", 7)
    # The status message shows from now on where the new answer stands.
    assert (kept["status_message_id"], new.status_message_id) == (None, 77)
    assert await taken(store, now=LATER, excluding=[new.request_id]) == []


async def test_both_requests_tell_of_a_late_result(store: Store) -> None:
    before = await told(store)
    await comes(store, before.video)
    (late,) = await taken(store, now=LATER)
    stories = {}
    for job in (before, late):
        facts = await store.job_history.facts(job.request.request_id)
        assert facts is not None
        stories[job.request.request_id] = story_of(facts).events
    old, new = stories[before.request.request_id], stories[late.request.request_id]
    (again,) = [event for event in old if event.kind is EventKind.ANSWERED_AGAIN]
    assert (again.detail.said, again.first_at) == (late.request.request_id, LATER)
    assert [(event.kind, event.detail.said) for event in new if not event.is_of_video][:2] == [
        (EventKind.ASKED, None),
        (EventKind.ADMITTED, "late"),
    ]


async def test_everybody_who_was_told_is_answered_and_each_once(store: Store) -> None:
    first = await told(store)
    for user_id in (101, 102):
        await place(store, new_request(user_id=user_id))
    for job in await taken(store):
        await store.due_posts.finish(
            job.request.request_id, RequestState.EXPLAINED, NOW, message_id=8
        )
    await comes(store, first.video)
    late = await taken(store, now=LATER)
    assert sorted(job.request.user_id for job in late) == [100, 101, 102]
    assert len({job.request.interaction_id for job in late}) == 3


async def test_who_asked_again_meanwhile_is_answered_there_alone(store: Store) -> None:
    before = await told(store)
    again = (await place(store, new_request(), now=NOW + HOUR)).job
    await comes(store, before.video)
    (late,) = await taken(store, now=LATER)
    assert late.request.request_id == again.request.request_id


async def test_an_explanation_that_was_deleted_and_one_of_an_earlier_attempt_bring_nothing(
    store: Store,
) -> None:
    before = await told(store, VideoState.FAILED)
    other = (await place(store, new_request(user_id=101), now=NOW + HOUR)).job
    assert other.video.attempt == 2
    video = await store.videos.claim_submit(other.video, LATER, due_at=LATER, deadline_at=LATER)
    assert video is not None
    assert await store.videos.adopt(video, "v-2", LATER)
    assert await store.outcomes.set_unknown(await fresh(store, video), FailureReason.DEADLINE, None)
    (job,) = await taken(store)
    request_id = job.request.request_id
    await store.due_posts.finish(request_id, RequestState.EXPLAINED, LATER, message_id=8)
    assert await store.requests.mark_deleted(request_id, LATER)
    await comes(store, before.video)
    assert await taken(store, now=LATER) == []


async def test_what_was_posted_is_not_posted_again(store: Store) -> None:
    posted = await request_in(store, RequestState.POSTED)
    await store.videos._db.execute("UPDATE videos SET state = 'unknown'")
    await comes(store, posted.video)
    assert await taken(store, now=LATER) == []
