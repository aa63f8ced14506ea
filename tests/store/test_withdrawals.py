"""Videos that are taken back from the studio: nobody waits for them any more, or not now."""

from datetime import timedelta

import pytest

from bot.jobs import FailureReason, Job, Provider, RequestState, Video, VideoState
from bot.jobs.events import EventKind
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.store import ProgressReport, Store
from tests.support.rows import (
    HOUR,
    LINK,
    MINUTE,
    NOW,
    claimed,
    fresh,
    host_limits,
    new_request,
    place,
    taken,
)

LIMITS = host_limits(daily_per_member=1)


async def asked(
    store: Store,
    name: str = "song",
    *,
    provider: Provider = STUDIO,
    guild_id: int = 1,
    channel_id: int = 10,
    user_id: int = 100,
) -> Job:
    """Let somebody ask for a video."""
    request = new_request(name, guild_id=guild_id, channel_id=channel_id, user_id=user_id)
    return (await place(store, request, provider=provider)).job


async def handed_over(store: Store, job: Job, queue_place: int | None = None) -> Video:
    """Have a video taken by its provider, waiting there in some place."""
    video = await claimed(store, job.video)
    name = f"v-{video.video_id}"
    assert await store.videos.adopt(video, name, NOW + MINUTE)
    told = ProgressReport(api_task_id=name, queue_place=queue_place, started_at=None, progress=0.0)
    await store.render_progress.save([told], NOW, pause=MINUTE, most=9)
    return await fresh(store, video)


async def state_of(store: Store, job: Job) -> RequestState:
    found = await store.requests.get(job.request.request_id)
    assert found is not None
    return found.request.state


async def to_be_removed(store: Store) -> list[str]:
    return [one.file_to_delete for one in await store.retention.files_to_delete(9)]


async def queued(store: Store) -> list[str]:
    """Return the tracks that are to be handed over."""
    return [video.task_id for video in await store.videos.due(NOW + HOUR, 99, queued=True)]


async def test_cancelling_ends_a_render_for_which_nobody_else_waits_and_gives_it_back(
    store: Store,
) -> None:
    job = (await place(store, new_request("song"), provider=STUDIO, limits=LIMITS)).job
    video = await handed_over(store, job)
    assert await store.requests.cancel(job.request.request_id, NOW)
    after = await fresh(store, video)
    assert (after.state, after.reason) == (VideoState.FAILED, FailureReason.CANCELLED)
    assert await to_be_removed(store) == [video.api_task_id]
    usage = await store.quotas.usage(1, 100, LIMITS.default, NOW)
    assert usage.member_started == 0


async def test_a_render_that_was_finished_just_then_is_not_given_out(store: Store) -> None:
    job = await asked(store)
    video = await handed_over(store, job)
    assert await store.requests.cancel(job.request.request_id, NOW)
    assert not await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    again = (await place(store, new_request("song", user_id=7), provider=STUDIO)).job
    assert (again.video.state, again.video.attempt) == (VideoState.QUEUED, video.attempt + 1)
    assert again.video.file_to_delete == video.api_task_id, "that goes before it is handed over"


async def test_a_shared_render_goes_on_until_the_last_one_cancels(store: Store) -> None:
    first = await asked(store)
    video = await handed_over(store, first)
    second = await asked(store, user_id=7)
    assert await store.requests.cancel(first.request.request_id, NOW)
    assert (await fresh(store, video)).state is VideoState.RENDERING
    assert await store.requests.cancel(second.request.request_id, NOW)
    assert await to_be_removed(store) == [video.api_task_id]


async def test_what_is_charged_for_goes_on_once_it_is_handed_over(store: Store) -> None:
    job = await asked(store, provider=CLOUD)
    video = await handed_over(store, job)
    assert await store.requests.cancel(job.request.request_id, NOW)
    assert (await fresh(store, video)).state is VideoState.RENDERING
    assert await to_be_removed(store) == []


async def test_what_is_cancelled_while_it_is_handed_over_is_taken_back_afterwards(
    store: Store,
) -> None:
    job = await asked(store)
    video = await claimed(store, job.video)
    assert await store.requests.cancel(job.request.request_id, NOW)
    assert not await store.render_progress.withdraw(NOW)
    assert await store.videos.adopt(video, "v", NOW + MINUTE)
    assert await store.render_progress.is_watched()
    assert await store.render_progress.withdraw(NOW)
    assert await to_be_removed(store) == ["v"]
    assert not await store.render_progress.is_watched()


async def test_a_paused_server_hands_nothing_over_and_goes_on_in_its_old_order(
    store: Store,
) -> None:
    for number in range(3):
        request = new_request(f"song-{number}", user_id=7)
        await place(store, request, provider=CLOUD, now=NOW + number * MINUTE)
    await asked(store, "elsewhere", guild_id=2)
    assert await store.guild_queues.pause(1, paused_by=5, now=NOW)
    assert not await store.guild_queues.pause(1, paused_by=6, now=NOW)
    new = await asked(store, "song-3")
    assert await queued(store) == ["elsewhere"]
    late = NOW + timedelta(days=3)
    overdue = await store.videos.overdue(late, 9, untried=True)
    assert [video.task_id for video in overdue] == ["elsewhere"]
    held = await store.requests.get(new.request.request_id)
    assert held is not None
    assert held.is_held
    assert held.place is None
    assert await store.guild_queues.resume(1, resumed_by=5, now=late)
    assert not await store.guild_queues.resume(1, resumed_by=5, now=late)
    of_member = [name for name in await queued(store) if name in ("song-0", "song-1", "song-2")]
    assert of_member == ["song-0", "song-1", "song-2"]
    overdue = await store.videos.overdue(late - MINUTE, 9, untried=True)
    assert [video.task_id for video in overdue] == ["elsewhere"], "held is not waited in vain"


async def test_what_waits_at_the_studio_is_taken_back_and_handed_over_again_later(
    store: Store,
) -> None:
    waiting = await handed_over(store, await asked(store, "waiting"), queue_place=3)
    made = await handed_over(store, await asked(store, "made"))
    other = await handed_over(store, await asked(store, "other", guild_id=2), queue_place=4)
    shared = await asked(store, "shared")
    await asked(store, "shared", guild_id=2, user_id=7)
    shared_video = await handed_over(store, shared, queue_place=5)
    await store.guild_queues.pause(1, paused_by=5, now=NOW)
    states = {(await fresh(store, one)).state for one in (made, other, shared_video)}
    assert states == {VideoState.RENDERING}, "what is being made, and others' videos, stay"
    back = await fresh(store, waiting)
    assert (back.state, back.attempt) == (VideoState.QUEUED, waiting.attempt + 1)
    assert (back.file_to_delete, back.api_task_id) == (waiting.api_task_id, None)
    assert back.token != waiting.token, "what is heard of the former one doesn't count"
    assert not await store.outcomes.set_failed(waiting, FailureReason.CANCELLED)
    assert await queued(store) == []
    await store.guild_queues.resume(1, resumed_by=5, now=NOW)
    assert await queued(store) == ["waiting"]


async def test_a_recalled_video_keeps_its_story_and_its_start(store: Store) -> None:
    job = (await place(store, new_request(), provider=STUDIO, limits=LIMITS)).job
    await handed_over(store, job, queue_place=2)
    await store.guild_queues.pause(1, paused_by=5, now=NOW)
    facts = await store.job_history.facts(job.request.request_id)
    assert facts is not None
    kinds = [event.kind for event in facts.events]
    assert kinds.index(EventKind.SUBMITTED) < kinds.index(EventKind.RECALLED)
    assert (await store.quotas.usage(1, 100, LIMITS.default, NOW)).member_started == 1
    assert await store.requests.cancel(job.request.request_id, NOW)
    assert (await store.quotas.usage(1, 100, LIMITS.default, NOW)).member_started == 0


async def test_what_is_handed_over_during_a_pause_is_taken_back(store: Store) -> None:
    video = await claimed(store, (await asked(store)).video)
    await store.guild_queues.pause(1, paused_by=5, now=NOW)
    assert await store.videos.adopt(video, "v", NOW + MINUTE)
    told = ProgressReport(api_task_id="v", queue_place=1, started_at=None, progress=0.0)
    await store.render_progress.save([told], NOW, pause=MINUTE, most=9)
    assert await store.render_progress.withdraw(NOW)
    assert (await fresh(store, video)).state is VideoState.QUEUED


async def test_clearing_answers_everybody_and_ends_what_nobody_elses_is(store: Store) -> None:
    waiting = await asked(store, "waiting")
    made = await asked(store, "made")
    made_video = await handed_over(store, made)
    shared = await asked(store, "shared")
    stranger = await asked(store, "shared", guild_id=2, user_id=7)
    elsewhere = await asked(store, "elsewhere", guild_id=2)
    would = await store.guild_queues.would_clear(1)
    assert (would.cleared, would.kept) == (3, 0)
    assert await store.guild_queues.clear(1, cleared_by=5, now=NOW) == would
    for job in (waiting, made, shared):
        found = await store.requests.get(job.request.request_id)
        assert found is not None
        assert found.request.state is RequestState.POSTING
        assert found.request.reason is FailureReason.QUEUE_CLEARED
    assert await to_be_removed(store) == [made_video.api_task_id]
    assert (await fresh(store, waiting.video)).state is VideoState.FAILED
    assert (await fresh(store, stranger.video)).state is VideoState.QUEUED
    assert await state_of(store, stranger) is RequestState.WAITING
    assert await state_of(store, elsewhere) is RequestState.WAITING
    answered = {job.request.request_id for job in await taken(store)}
    assert answered == {job.request.request_id for job in (waiting, made, shared)}


@pytest.mark.parametrize(
    ("chosen", "mode"), [("keep", "keep"), ("remove", "remove"), ("replace", "keep")]
)
async def test_what_becomes_of_a_status_is_as_moderators_chose_when_a_queue_is_cleared(
    store: Store, chosen: str, mode: str
) -> None:
    """It is replaced by no answer: an edit of it may be on its way."""
    await store.guild_settings.change(1, {"status_mode": chosen}, updated_by=5, now=NOW)
    await asked(store)
    await store.guild_queues.clear(1, cleared_by=5, now=NOW)
    (job,) = await taken(store)
    assert job.request.status_mode == mode


async def test_who_was_cleared_is_not_answered_again_by_anothers_video(store: Store) -> None:
    mine = await asked(store, "shared")
    video = await handed_over(store, await asked(store, "shared", guild_id=2, user_id=7))
    await store.guild_queues.clear(1, cleared_by=5, now=NOW)
    assert [job.request.request_id for job in await taken(store)] == [mine.request.request_id]
    request_id = mine.request.request_id
    assert await store.due_posts.finish(request_id, RequestState.EXPLAINED, NOW, message_id=7)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    assert [job.request.guild_id for job in await taken(store)] == [2]


async def test_clearing_keeps_what_is_paid_for(store: Store) -> None:
    paid = await asked(store, "paid", provider=CLOUD)
    await claimed(store, paid.video)
    free = await asked(store, "free", provider=CLOUD)
    cleared = await store.guild_queues.clear(1, cleared_by=5, now=NOW)
    assert (cleared.cleared, cleared.kept) == (1, 1)
    assert await state_of(store, paid) is RequestState.WAITING
    assert await state_of(store, free) is RequestState.POSTING


async def test_the_listing_shows_ones_own_and_others_in_channels_that_can_be_seen(
    store: Store,
) -> None:
    mine = await asked(store, "mine", channel_id=66)
    await asked(store, "seen", user_id=7, channel_id=10)
    await asked(store, "hidden", user_id=7, channel_id=11)
    made = await asked(store, "made", user_id=8, channel_id=10)
    await handed_over(store, made)
    listing = await store.guild_queues.listing(1, 100, seen={10}, most=9)
    assert [job.request.request_id for job in listing.own] == [mine.request.request_id]
    assert [job.video.task_id for job in listing.others] == ["made", "seen"]
    assert (listing.being_made, listing.waiting, listing.pause) == (1, 3, None)
    assert sorted(await store.guild_queues.channel_ids(1)) == [10, 11, 66]
