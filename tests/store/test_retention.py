"""What is forgotten in time, and what is kept so that nothing is paid twice."""

from datetime import timedelta

from bot.jobs import RequestState, VideoState
from bot.store import Store
from tests.support.rows import (
    HOUR,
    LINK,
    NOW,
    fresh,
    new_request,
    place,
    request_in,
    rows_of,
    video_in,
)

LATER = NOW + timedelta(days=500)
BEFORE = LATER - timedelta(days=400)
ENDED = [s for s in RequestState if s not in (RequestState.WAITING, RequestState.POSTING)]


async def test_old_requests_go_and_open_or_young_ones_stay(store: Store) -> None:
    for state in RequestState:
        await request_in(store, state, new_request(f"old-{state}"))
    await place(store, new_request("young"), now=LATER)
    assert await store.retention.delete_expired(BEFORE, 100) == len(ENDED)
    states = {row["state"] for row in await rows_of(store, "requests")}
    assert states == {"waiting", "posting"}
    assert len(await rows_of(store, "requests")) == 3
    assert await store.retention.delete_expired(BEFORE, 100) == 0


async def test_what_was_paid_for_stays_without_names(store: Store) -> None:
    asked = new_request(author="Ada", watermark="club.example")
    job = await request_in(store, RequestState.POSTED, asked)
    assert await store.retention.delete_expired(BEFORE, 100) == 1
    video = await fresh(store, job.video)
    assert (video.state, video.video_url, video.api_task_id) == (
        VideoState.READY,
        LINK,
        job.video.api_task_id,
    )
    assert (video.key, video.token) == (job.video.key, job.video.token)
    assert (video.guild_id, video.author, video.domain_name) == (0, None, None)
    again = (await place(store, new_request(guild_id=8), now=NOW + HOUR)).job
    assert (again.video.video_id, again.request.is_reuse) == (video.video_id, True)


async def test_a_video_that_is_asked_for_anew_belongs_to_whoever_asks(store: Store) -> None:
    job = await request_in(store, RequestState.POSTED)
    await store.retention.delete_expired(BEFORE, 100)
    anew = (await place(store, new_request(guild_id=8, author="Ben"), now=LATER)).job.video
    assert anew.video_id == job.video.video_id
    assert (anew.guild_id, anew.author, anew.attempt) == (8, "Ben", 2)
    # The API may say that it exists: its id is known still.
    assert [row["api_task_id"] for row in await rows_of(store, "candidate_ids")] == [
        job.video.api_task_id
    ]


async def test_a_video_that_others_still_ask_for_keeps_its_branding(store: Store) -> None:
    job = await request_in(store, RequestState.POSTED, new_request(author="Ada"))
    await place(store, new_request(user_id=7), now=NOW + HOUR)
    assert await store.retention.delete_expired(BEFORE, 100) == 1
    assert (await fresh(store, job.video)).author == "Ada"


async def test_candidate_ids_go_with_the_last_request_unless_they_are_all_that_is_known(
    store: Store,
) -> None:
    made = await request_in(store, RequestState.POSTED, new_request("made"))
    await store.candidate_ids.record(made.video.video_id, "older", NOW)
    await store.candidate_ids.close_all(made.video.video_id, NOW)
    await store.outcomes.set_ready(made.video, LINK, completed_at=NOW, expires_at=None)
    lost = await video_in(store, VideoState.SUBMITTING, new_request("lost"))
    await store.candidate_ids.record(lost.video_id, "perhaps", NOW)
    await store.candidate_ids.close_all(lost.video_id, NOW)
    await store.key_value._db.execute("UPDATE videos SET state = 'failed', due_at = NULL")
    await store.key_value._db.execute(
        "UPDATE requests SET state = 'told', finished_at = created_at"
    )
    assert await store.retention.delete_expired(BEFORE, 100) == 2
    assert [row["api_task_id"] for row in await rows_of(store, "candidate_ids")] == ["perhaps"]


async def test_a_step_is_as_small_as_it_is_told_to_be(store: Store) -> None:
    for number in range(7):
        await request_in(store, RequestState.POSTED, new_request(f"task-{number}"))
    steps = [await store.retention.delete_expired(BEFORE, 3) for _ in range(4)]
    assert steps == [3, 3, 1, 0]


async def test_the_counts_outlive_what_is_forgotten(store: Store) -> None:
    await request_in(store, RequestState.POSTED)
    before = await store.job_counter.count()
    await store.retention.delete_expired(BEFORE, 100)
    assert await store.job_counter.count() == before


async def test_the_file_stops_growing_when_as_much_is_forgotten_as_comes(store: Store) -> None:
    sizes = []
    for year in range(4):
        now = NOW + timedelta(days=400 * year)
        await a_year_of_requests(store, year)
        before = now + timedelta(days=1)
        while await store.retention.delete_expired(before, 50):
            pass
        (pages,) = (await store.key_value._db.fetch_all("PRAGMA page_count"))[0].values()
        sizes.append(pages)
    # The same few tracks are asked for each year: all that stays is in the first year's pages.
    assert sizes[0] > 50
    assert max(sizes) <= sizes[0] * 1.05, sizes


async def a_year_of_requests(store: Store, year: int) -> None:
    """Have 300 requests end, for the same 30 videos."""
    now = NOW + timedelta(days=400 * year)
    for number in range(300):
        asked = new_request(f"task-{number % 30}", user_id=number, channel_id=number)
        await place(store, asked, now=now)
    await store.key_value._db.execute(
        "UPDATE videos SET state = 'ready', due_at = NULL, video_url = ?", (LINK,)
    )
    await store.key_value._db.execute(
        "UPDATE requests SET state = 'posted', finished_at = created_at WHERE state = 'waiting'"
    )
