"""What is told of videos under way, which messages show it, and what is typical."""

from datetime import datetime, timedelta

import pytest

from bot.jobs import FailureReason, Job, Provider, Video, VideoState
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.store import ProgressReport, Store
from tests.support.rows import HOUR, LINK, MINUTE, NOW, claimed, fresh, new_request, place, rows_of

SECOND = timedelta(seconds=1)
PAUSE = 12 * SECOND


async def rendering(store: Store, name: str, channel_id: int, *, user_id: int = 100) -> Job:
    """Return a job of the studio whose video is being made, with a status message."""
    asked = new_request(name, channel_id=channel_id, user_id=user_id)
    job = (await place(store, asked, provider=STUDIO)).job
    if job.video.state is VideoState.QUEUED:
        video = await claimed(store, job.video)
        assert await store.videos.adopt(video, f"v-{name}", NOW + MINUTE)
    await store.status_messages.set_message(job, channel_id * 1000 + user_id)
    current = await store.requests.get(job.request.request_id)
    assert current is not None
    await store.status_messages.mark_rendered(current, digest="x", edited_at=NOW)
    return current


def told(
    name: str, place: int | None = None, progress: float = 0.0, begun_at: datetime | None = None
) -> ProgressReport:
    return ProgressReport(
        api_task_id=f"v-{name}", queue_place=place, started_at=begun_at, progress=progress
    )


async def keep(store: Store, *all_told: ProgressReport, now: datetime, most: int = 20) -> list[str]:
    """Keep what is told, and return which messages are due then: they count as edited."""
    is_news = await store.render_progress.save(all_told, now, pause=PAUSE, most=most)
    due = await store.status_messages.outdated(99, [])
    due += await store.status_messages.due(now, 99, [])
    assert is_news or not due
    for job in due:
        await store.status_messages.mark_rendered(job, digest="x", edited_at=now)
    return [job.video.task_id for job in due]


async def test_what_is_told_is_kept_and_shown_once(store: Store) -> None:
    job = await rendering(store, "a", 1)
    assert await keep(store, told("a", place=2), now=NOW + MINUTE) == ["a"]
    video = await fresh(store, job.video)
    assert (video.queue_place, video.progress_at) == (2, NOW + MINUTE)
    assert await keep(store, told("a", place=2), now=NOW + 2 * MINUTE) == []
    begun = told("a", progress=0.4, begun_at=NOW + 2 * MINUTE)
    assert await keep(store, begun, now=NOW + 3 * MINUTE) == ["a"]
    video = await fresh(store, job.video)
    assert (video.queue_place, video.progress) == (None, 0.4)
    assert video.started_at == NOW + 2 * MINUTE


async def test_a_message_rests_between_two_edits(store: Store) -> None:
    await rendering(store, "a", 1)
    assert await keep(store, told("a", place=9), now=NOW) == ["a"]
    assert await keep(store, told("a", place=8), now=NOW + 11 * SECOND) == []
    assert await keep(store, told("a", place=8), now=NOW + 12 * SECOND) == ["a"]
    assert await keep(store, told("a", place=7), now=NOW + 23 * SECOND) == []
    assert await keep(store, told("a", place=6), now=NOW + 24 * SECOND) == ["a"]


async def test_that_it_waits_and_that_it_is_begun_is_shown_at_once_by_all(store: Store) -> None:
    for name in ("a", "b", "c"):
        await rendering(store, name, 1)
    news = [told("a", place=1), told("b", place=2), told("c", place=3)]
    assert sorted(await keep(store, *news, now=NOW + SECOND)) == ["a", "b", "c"]
    begun = [told("a"), told("b", place=1), told("c", place=2)]
    assert await keep(store, *begun, now=NOW + 2 * SECOND) == ["a"]


async def test_a_channel_sees_one_edit_at_a_time_and_what_is_furthest_on_comes_first(
    store: Store,
) -> None:
    for name in ("a", "b", "c"):
        await rendering(store, name, 1)
    await rendering(store, "d", 2)
    assert len(await keep(store, *(told(name, place=50) for name in "abcd"), now=NOW)) == 4
    await keep(store, told("c"), now=NOW)
    news = [told("a", place=2), told("b", place=1), told("c", progress=0.5), told("d", place=9)]
    assert set(await keep(store, *news, now=NOW + MINUTE)) == {"c", "d"}
    assert await keep(store, *news, now=NOW + MINUTE + SECOND) == ["b"]
    assert await keep(store, *news, now=NOW + MINUTE + 2 * SECOND) == ["a"]
    assert await keep(store, *news, now=NOW + MINUTE + 3 * SECOND) == []


async def test_however_many_wait_only_so_many_messages_are_due(store: Store) -> None:
    names = [f"n{number}" for number in range(9)]
    for channel_id, name in enumerate(names, 1):
        await rendering(store, name, channel_id)
    assert len(await keep(store, *(told(name, place=50) for name in names), now=NOW)) == 9
    news = [told(name, place=1 + place) for place, name in enumerate(names)]
    assert set(await keep(store, *news, now=NOW + MINUTE, most=4)) == set(names[:4])


async def test_what_is_told_late_or_of_nobody_changes_nothing(store: Store) -> None:
    job = await rendering(store, "a", 1)
    assert await store.render_progress.is_watched()
    assert await store.outcomes.set_ready(job.video, LINK, completed_at=NOW + HOUR, expires_at=None)
    assert not await store.render_progress.is_watched()
    before = await rows_of(store, "videos")
    news = [told("a", place=3), told("nobody", place=1)]
    assert not await store.render_progress.save(news, NOW + HOUR, pause=PAUSE, most=9)
    assert await rows_of(store, "videos") == before


async def made(store: Store, number: int, seconds: float, provider: Provider = CLOUD) -> Video:
    """Make a video that took so long."""
    asked = new_request(f"made-{provider}-{number}")
    video = await claimed(store, (await place(store, asked, provider=provider)).job.video)
    assert await store.videos.adopt(video, f"{provider}-{number}", NOW)
    done_at = NOW + timedelta(seconds=seconds)
    assert await store.outcomes.set_ready(video, LINK, completed_at=done_at, expires_at=None)
    return await fresh(store, video)


async def typical(store: Store) -> float | None:
    created = await place(store, new_request("the next"))
    return created.job.typical_seconds


async def test_what_is_typical_is_told_when_enough_are_known_of_this_provider(
    store: Store,
) -> None:
    for number, seconds in enumerate((30.0, 50.0, 40.0, 3000.0)):
        await made(store, number, seconds)
    for number in range(9):
        await made(store, number, 1.0, STUDIO)
    assert await typical(store) is None
    await made(store, 4, 20.0)
    created = await place(store, new_request("another"))
    assert created.job.typical_seconds == 40.0


async def test_the_newest_renders_count(store: Store) -> None:
    for number in range(21):
        await made(store, number, 30.0 + number / 100)
    for number in range(21, 60):
        await made(store, number, 90.0)
    assert await typical(store) == 90.0


async def test_a_finished_job_is_told_nothing_of_what_is_typical(store: Store) -> None:
    for number in range(6):
        await made(store, number, 30.0)
    created = await place(store, new_request("made-cloud-1", user_id=7))
    assert created.job.video.state is VideoState.READY
    assert created.job.typical_seconds is None


async def test_a_render_counts_from_its_start_where_that_is_known(store: Store) -> None:
    job = await rendering(store, "a", 1)
    await keep(store, told("a", begun_at=NOW + HOUR), now=NOW + HOUR)
    done_at = NOW + HOUR + 20 * SECOND
    assert await store.outcomes.set_ready(job.video, LINK, completed_at=done_at, expires_at=None)
    assert (await fresh(store, job.video)).render_seconds == pytest.approx(20.0)


async def test_a_render_whose_start_was_not_seen_or_that_was_there_before_does_not_count(
    store: Store,
) -> None:
    unseen = await rendering(store, "a", 1)
    await keep(store, told("a", place=4), now=NOW + MINUTE)
    assert await store.outcomes.set_ready(
        unseen.video, LINK, completed_at=NOW + HOUR, expires_at=None
    )
    existing = await claimed(store, (await place(store, new_request("b"))).job.video)
    await store.videos.set_reason(existing, FailureReason.ALREADY_EXISTS)
    assert await store.videos.adopt(existing, "v-b", NOW)
    assert await store.outcomes.set_ready(existing, LINK, completed_at=NOW + HOUR, expires_at=None)
    for video in (unseen.video, existing):
        assert (await fresh(store, video)).render_seconds is None


async def test_asking_anew_forgets_what_was_told_of_the_attempt_before(store: Store) -> None:
    job = await rendering(store, "a", 1)
    await keep(store, told("a", progress=0.7, begun_at=NOW), now=NOW + MINUTE)
    assert await store.outcomes.set_failed(job.video, FailureReason.BUILD_FAILED)
    again = (await place(store, new_request("a", user_id=7), provider=STUDIO)).job.video
    assert (again.progress, again.started_at, again.progress_at) == (None, None, None)


async def test_what_was_queued_too_long_is_found_and_the_untried_only_when_wanted(
    store: Store,
) -> None:
    tried = await claimed(store, (await place(store, new_request("tried"))).job.video)
    assert await store.videos.requeue(tried, FailureReason.MAINTENANCE, NOW, deadline_at=NOW + HOUR)
    assert (await fresh(store, tried)).deadline_at == NOW + HOUR
    await place(store, new_request("untried"))
    await place(store, new_request("new"), now=NOW + HOUR)
    for untried, names in ((False, ["tried"]), (True, ["tried", "untried"])):
        found = await store.videos.overdue(NOW + MINUTE, 9, untried=untried)
        assert sorted(video.task_id for video in found) == names
