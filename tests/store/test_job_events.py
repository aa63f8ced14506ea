"""What happened is kept: bounded, counted up where it recurs, and gone with the request."""

from datetime import timedelta

from bot.jobs import Job, Video
from bot.jobs.events import EventDetail, EventKind, JobEvent
from bot.store import Store
from bot.store.job_events import MAX_EVENTS, note_request, note_video
from tests.support.rows import MINUTE, NOW, host_limits, new_request, place, rows_of

LATER = NOW + MINUTE


async def noted(store: Store, video: Video, kind: EventKind, **detail: object) -> None:
    """Add an event of a video, a minute later each time."""
    await store.videos._db.write(
        lambda transaction: note_video(
            transaction,
            video.video_id,
            video.attempt,
            kind,
            LATER,
            EventDetail.model_validate(detail),
        )
    )


async def events(store: Store, job: Job) -> list[JobEvent]:
    facts = await store.job_history.facts(job.request.request_id)
    assert facts is not None
    return facts.events


async def test_the_same_is_counted_and_not_added(store: Store) -> None:
    job = (await place(store, new_request())).job
    for _ in range(3):
        await noted(store, job.video, EventKind.POLLED, said="rendering")
    await noted(store, job.video, EventKind.POLLED, said="no-answer")
    (admitted, *polls) = await events(store, job)
    assert (admitted.kind, admitted.detail.said) == (EventKind.ADMITTED, "start")
    assert admitted.detail.used == 1
    assert [(poll.detail.said, poll.count) for poll in polls] == [
        ("rendering", 3),
        ("no-answer", 1),
    ]


async def test_there_is_a_bound_and_what_was_heard_of_last_stays(store: Store) -> None:
    job = (await place(store, new_request())).job
    request_id = job.request.request_id

    def note(number: int) -> None:
        store.job_events.note_request(
            request_id,
            EventKind.POST_FAILED,
            NOW + timedelta(seconds=number),
            EventDetail(code=number),
        )

    for number in range(MAX_EVENTS + 20):
        note(number)
    await store.due_posts.retry_now(NOW)  # what nobody waits for goes with the next commit
    kept = await events(store, job)
    assert len(kept) == MAX_EVENTS + 1
    assert kept[0].kind is EventKind.ADMITTED
    assert [kept[1].detail.code, kept[-1].detail.code] == [20, MAX_EVENTS + 19]


async def test_a_repeat_is_told(store: Store) -> None:
    await place(store, new_request())
    job = (await place(store, new_request())).job
    assert [event.kind for event in await events(store, job)] == [
        EventKind.ADMITTED,
        EventKind.REPEATED,
    ]


async def test_they_go_with_the_request_and_a_videos_with_its_last_one(store: Store) -> None:
    first = (await place(store, new_request(user_id=1))).job
    second = (await place(store, new_request(user_id=2))).job
    await noted(store, first.video, EventKind.POLLED, said="rendering")
    for job, left in ((first, {second.request.request_id, None}), (second, set[str | None]())):
        await store.requests.cancel(job.request.request_id, NOW)
        await store.retention.delete_expired(NOW + timedelta(days=1), 9)
        assert {row["request_id"] for row in await rows_of(store, "job_events")} == left


async def test_nothing_is_kept_of_what_nobody_asks_for(store: Store) -> None:
    job = (await place(store, new_request())).job
    await store.requests.cancel(job.request.request_id, NOW)
    await store.retention.delete_expired(NOW + timedelta(days=1), 9)
    await noted(store, job.video, EventKind.POLLED, said="rendering")
    await store.videos._db.write(
        lambda transaction: note_request(
            transaction, job.request.request_id, EventKind.REPEATED, NOW
        )
    )
    assert await rows_of(store, "job_events") == []


async def test_an_erasure_takes_them_along(store: Store) -> None:
    job = (await place(store, new_request(user_id=7))).job
    await noted(store, job.video, EventKind.POLLED, said="rendering")
    erasure = await store.erasures.begin(7, NOW)
    await store.erasures.step(erasure, NOW, 9)
    assert await rows_of(store, "job_events") == []


async def test_only_the_attempt_that_a_request_waits_for_is_its_story(store: Store) -> None:
    job = (await place(store, new_request(user_id=1))).job
    await noted(store, job.video, EventKind.REFUSED, code=1)
    await store.requests.cancel(job.request.request_id, NOW)
    again = (await place(store, new_request(user_id=2), limits=host_limits())).job
    assert again.video.attempt == job.video.attempt + 1
    await noted(store, again.video, EventKind.REFUSED, code=2)
    assert [event.detail.code for event in await events(store, job)] == [None, None, 1]
    assert [event.detail.code for event in await events(store, again)] == [None, 2]
