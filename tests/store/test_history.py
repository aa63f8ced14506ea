"""History: pages that neither repeat nor leave out anything, whatever comes in meanwhile."""

from datetime import timedelta

import pytest

from bot.jobs import NewRequest, RequestState, TrackInfo, Video, VideoState
from bot.store import NothingToPost, PageDirection, Store
from tests.support.rows import (
    HOUR,
    LINK,
    NOW,
    everything,
    new_request,
    place,
    request_in,
    rows_of,
    video_in,
)


async def asked(store: Store, number: int, *, user_id: int = 100, guild_id: int = 1) -> str:
    """Commit one of many requests; every two of them come at the same moment."""
    one = new_request(f"task-{number}", user_id=user_id, guild_id=guild_id)
    created = await place(store, one, now=NOW + timedelta(seconds=number // 2))
    return created.job.request.request_id


def reposting(video: Video) -> NewRequest:
    """Return a request to have a video posted once more, in another channel."""
    return new_request(channel_id=11).model_copy(update={"repost_of": video.video_id})


async def test_pages_show_everything_once_newest_first_and_lead_back(store: Store) -> None:
    ids = [await asked(store, number) for number in range(7)]
    newest_first = ids[::-1]
    seen: list[list[str]] = []
    page = await store.history.page(1, 100, 3)
    while True:
        seen.append([job.request.request_id for job in page.jobs])
        if not page.has_older:
            break
        page = await store.history.page(1, 100, 3, anchor_id=seen[-1][-1])
    assert seen == [newest_first[:3], newest_first[3:6], newest_first[6:]]
    back = await store.history.page(1, 100, 3, anchor_id=seen[2][0], direction=PageDirection.NEWER)
    assert [job.request.request_id for job in back.jobs] == seen[1]
    assert (back.has_newer, back.has_older) == (True, True)
    first = await store.history.page(1, 100, 3, anchor_id=seen[1][0], direction=PageDirection.NEWER)
    assert [job.request.request_id for job in first.jobs] == seen[0]
    assert (first.has_newer, first.has_older) == (False, True)


async def test_what_is_asked_meanwhile_moves_no_page(store: Store) -> None:
    ids = [await asked(store, number) for number in range(4)]
    await asked(store, 8)
    page = await store.history.page(1, 100, 2, anchor_id=ids[2])
    assert [job.request.request_id for job in page.jobs] == [ids[1], ids[0]]


async def test_a_newer_page_that_would_not_be_full_is_the_first_one(store: Store) -> None:
    ids = [await asked(store, number) for number in range(4)]
    page = await store.history.page(1, 100, 3, anchor_id=ids[2], direction=PageDirection.NEWER)
    assert [job.request.request_id for job in page.jobs] == [ids[3], ids[2], ids[1]]
    assert not page.has_newer


async def test_a_page_beside_what_is_forgotten_is_the_first_one(store: Store) -> None:
    ids = [await asked(store, number) for number in range(2)]
    page = await store.history.page(1, 100, 3, anchor_id="0" * 16)
    assert [job.request.request_id for job in page.jobs] == ids[::-1]
    assert (page.has_newer, page.has_older) == (False, False)


async def test_history_is_the_members_own_or_the_servers_and_never_anothers(store: Store) -> None:
    mine = await asked(store, 1)
    bens = await asked(store, 3, user_id=200)
    await asked(store, 5, guild_id=2)
    assert [e.request_id for e in await store.history.entries(1, 100, 9)] == [mine]
    assert [e.request_id for e in await store.history.entries(1, None, 9)] == [bens, mine]
    assert [j.request.request_id for j in (await store.history.page(1, None, 9)).jobs] == [
        bens,
        mine,
    ]


async def test_an_entry_says_what_people_know_a_request_by(store: Store) -> None:
    job = await request_in(store, RequestState.POSTED)
    key = job.video.key
    track = TrackInfo(task_id=key.task_id, audio_id=key.audio_id, title="Iron Man", position=1)
    await store.tracks.save([track], NOW)
    (entry,) = await store.history.entries(1, 100, 9)
    assert (entry.title, entry.position) == ("Iron Man", 1)
    assert (entry.state, entry.video_state) == (RequestState.POSTED, VideoState.READY)
    assert (entry.created_at, entry.message_id) == (NOW, 7)


async def test_a_finished_video_is_posted_once_more_as_it_is(store: Store) -> None:
    video = await video_in(store, VideoState.READY)
    late = NOW + timedelta(days=99)  # its link has ended, as far as is known
    again = reposting(video)
    job = (await place(store, again, now=late)).job
    assert (job.request.is_repost, job.request.is_reuse) == (True, True)
    assert (job.video.state, job.video.video_url) == (VideoState.READY, LINK)
    assert (job.video.submits, job.video.attempt) == (video.submits, video.attempt)


@pytest.mark.parametrize("state", [state for state in VideoState if state is not VideoState.READY])
async def test_posting_once_more_never_makes_a_video(store: Store, state: VideoState) -> None:
    video = await video_in(store, state)
    before = await everything(store)
    with pytest.raises(NothingToPost):
        await place(store, reposting(video))
    with pytest.raises(NothingToPost):
        await place(store, reposting(video.model_copy(update={"video_id": "0" * 16})))
    assert await everything(store) == before


@pytest.mark.parametrize("state", list(RequestState))
async def test_only_what_has_ended_can_be_marked_as_deleted(
    store: Store, state: RequestState
) -> None:
    job = await request_in(store, state)
    await store.status_messages.set_message(job, 9)
    is_open = state in (RequestState.WAITING, RequestState.POSTING)
    assert await store.requests.mark_deleted(job.request.request_id, NOW) is not is_open
    assert not await store.requests.mark_deleted(job.request.request_id, NOW + HOUR)
    (row,) = await rows_of(store, "requests")
    assert row["deleted_at"] == (None if is_open else NOW.timestamp())
    assert row["is_status_outdated"] == (not is_open)


async def test_a_status_from_before_the_deletion_is_not_taken_for_fresh(store: Store) -> None:
    job = await request_in(store, RequestState.POSTED)
    await store.status_messages.set_message(job, 9)
    await store.requests.mark_deleted(job.request.request_id, NOW)
    await store.status_messages.mark_rendered(job)
    (stale,) = await store.status_messages.outdated(9, [])
    await store.status_messages.mark_rendered(stale)
    assert await store.status_messages.outdated(9, []) == []


async def test_a_video_whose_file_went_with_its_last_request_is_not_posted_once_more(
    store: Store,
) -> None:
    video = await video_in(store, VideoState.READY)
    await store.retention._db.execute("UPDATE videos SET owns_files = 1")
    await store.retention._db.execute("DELETE FROM requests")  # as when its member wants that
    await store.retention.release_unused_videos(10)
    with pytest.raises(NothingToPost):
        await place(store, reposting(video))
