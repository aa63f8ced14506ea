"""How large a video is made, and what is kept of how large Discord takes files where."""

from datetime import timedelta
from typing import Final

import pytest

from bot.jobs import Job, RequestState, Video, VideoState
from bot.policy.upload_limits import DIRECT, aim_of, limit_below
from bot.providers.studio import STUDIO
from bot.store import ProgressReport, Store
from bot.store.guilds import LeftGuild
from bot.store.upload_limits import KEPT
from tests.support.rows import HOUR, LINK, MINUTE, NOW, fresh, new_request, place, rows_of, taken

MIB: Final = 1 << 20
USUAL: Final = 20 * MIB


@pytest.mark.parametrize(
    ("refused", "limit"),
    [(300, 100), (90, 50), (49, 25), (24, 20), (19, 10), (10.5, 10), (10, 5), (6, 3)],
)
def test_a_refusal_tells_the_next_lower_limit_that_discord_has(
    refused: float, limit: float
) -> None:
    assert limit_below(round(refused * MIB)) == limit * MIB


def test_what_is_aimed_at_leaves_a_little_room() -> None:
    assert 0.98 * 10 * MIB < aim_of(10 * MIB) < 10 * MIB


async def asked(store: Store, told: int | None = None, *, guild_id: int = 1) -> Job:
    request = new_request(attachment_limit=told, guild_id=guild_id, channel_id=10 * guild_id)
    return (await place(store, request, provider=STUDIO)).job


async def submitted(store: Store, video: Video, usual: int | None = USUAL) -> int | None:
    claimed = await store.videos.claim_submit(
        video, NOW, due_at=NOW + MINUTE, deadline_at=NOW + HOUR, usual_bytes=usual
    )
    assert claimed is not None
    return claimed.most_bytes


async def test_the_least_limit_of_those_who_wait_is_aimed_at(store: Store) -> None:
    job = await asked(store, 100 * MIB)
    await asked(store, 12 * MIB, guild_id=2)
    await asked(store, guild_id=3)
    assert await submitted(store, job.video) == aim_of(12 * MIB)


async def test_a_direct_message_takes_no_more_than_usual(store: Store) -> None:
    job = await asked(store, 100 * MIB)
    assert await submitted(store, job.video) == aim_of(USUAL)


async def test_what_was_learned_goes_before_what_was_told(store: Store) -> None:
    await store.upload_limits.learn(1, 10 * MIB, NOW)
    job = await asked(store, 500 * MIB)
    assert await store.upload_limits.of(job.request, USUAL, NOW) == 10 * MIB
    assert await submitted(store, job.video) == aim_of(10 * MIB)


async def test_a_lesson_of_direct_messages_holds_for_every_video(store: Store) -> None:
    await store.upload_limits.learn(DIRECT, 10 * MIB, NOW)
    job = await asked(store, 50 * MIB)
    assert await store.upload_limits.of(job.request, USUAL, NOW) == 50 * MIB
    assert await submitted(store, job.video) == aim_of(10 * MIB)


async def test_who_has_cancelled_does_not_count(store: Store) -> None:
    job = await asked(store)
    other = await asked(store, 10 * MIB, guild_id=2)
    assert await store.requests.cancel(other.request.request_id, NOW)
    assert await submitted(store, job.video) == aim_of(USUAL)


async def test_a_video_behind_a_link_may_have_any_size(store: Store) -> None:
    job = await asked(store, 10 * MIB)
    assert await submitted(store, job.video, None) is None


async def test_a_lesson_is_forgotten_after_its_time(store: Store) -> None:
    await store.upload_limits.learn(1, 10 * MIB, NOW - KEPT + timedelta(seconds=1))
    job = await asked(store)
    limits = store.upload_limits
    assert await limits.of(job.request, USUAL, NOW) == 10 * MIB
    assert await limits.of(job.request, USUAL, NOW + timedelta(seconds=2)) == USUAL


async def test_a_lesson_goes_with_its_server(store: Store) -> None:
    await store.upload_limits.learn(1, 10 * MIB, NOW)
    await store.upload_limits.learn(2, 10 * MIB, NOW)
    await store.guilds.mark_left(1, NOW)
    await store.guilds.purge(LeftGuild(guild_id=1, left_at=NOW.timestamp()), NOW, 9)
    assert [row["guild_id"] for row in await rows_of(store, "upload_limits")] == [2]


# Made smaller


async def posting(store: Store, *, guild_id: int = 1) -> Job:
    """Return a request that is being answered with a video."""
    job = await asked(store, guild_id=guild_id)
    if job.video.state is VideoState.QUEUED:
        await finish(store, job.video)
    await taken(store)
    found = await store.requests.get(job.request.request_id)
    assert found is not None
    return found


async def finish(store: Store, video: Video) -> None:
    """Let a video be made."""
    await submitted(store, video)
    video = await fresh(store, video)
    assert await store.videos.adopt(video, f"v-{video.video_id}", NOW)
    assert await store.outcomes.set_ready(
        video, LINK, completed_at=NOW, expires_at=NOW + timedelta(days=14)
    )


async def refit(store: Store, job: Job, limit: int, *, is_certain: bool = True) -> Job | None:
    return await store.due_posts.refit(job.request, limit, NOW, is_certain=is_certain)


async def test_a_smaller_video_carries_what_the_large_one_does(store: Store) -> None:
    request = new_request(author="Ada", watermark="club.example")
    job = (await place(store, request, provider=STUDIO)).job
    await finish(store, job.video)
    (job,) = await taken(store)
    again = await refit(store, job, 10 * MIB)
    assert again is not None
    assert again.video.branding == job.video.branding
    assert again.video.most_bytes == aim_of(10 * MIB)
    assert again.request.state is RequestState.WAITING
    assert again.request.first_send_at is None
    await finish(store, again.video)
    assert (await fresh(store, again.video)).most_bytes == aim_of(10 * MIB)
    (last,) = await taken(store)
    assert (last.request.state, last.video.video_id) == (
        RequestState.POSTING,
        again.video.video_id,
    )


async def test_what_may_have_been_posted_is_looked_for_after_a_refit(store: Store) -> None:
    job = await posting(store)
    again = await refit(store, job, 10 * MIB, is_certain=False)
    assert again is not None
    assert again.request.first_send_at == job.request.first_send_at


async def test_a_refit_starts_nothing_that_a_quota_counts(store: Store) -> None:
    job = await posting(store)
    before = await rows_of(store, "quota_usage")
    again = await refit(store, job, 10 * MIB)
    assert again is not None
    await finish(store, again.video)
    assert await rows_of(store, "quota_usage") == before


async def test_a_repeat_joins_the_request_that_waits_for_a_smaller_video(store: Store) -> None:
    job = await posting(store)
    again = await refit(store, job, 10 * MIB)
    repeat = await place(store, new_request(), provider=STUDIO)
    assert again is not None
    assert repeat.is_repeat
    assert repeat.job.request.request_id == job.request.request_id
    assert repeat.job.video.video_id == again.video.video_id


async def test_a_large_video_that_nobody_asks_for_is_not_kept(store: Store) -> None:
    job = await posting(store)
    assert await refit(store, job, 10 * MIB)
    assert (await fresh(store, job.video)).is_orphaned
    assert await store.retention.release_unused_videos(9) == 1
    (discard,) = await store.retention.files_to_delete(9)
    assert discard.video_id == job.video.video_id


async def test_a_large_video_stays_for_others(store: Store) -> None:
    job = await posting(store)
    await asked(store, guild_id=2)
    assert await refit(store, job, 10 * MIB)
    assert not (await fresh(store, job.video)).is_orphaned


async def test_a_smaller_video_that_failed_is_made_again(store: Store) -> None:
    job = await posting(store)
    other = await posting(store, guild_id=2)
    first = await refit(store, job, 10 * MIB)
    assert first is not None
    await store.outcomes.end_link(first.video, NOW)
    await submitted(store, first.video)
    assert await store.videos.adopt(await fresh(store, first.video), "v-first", NOW)
    report = ProgressReport(
        api_task_id="v-first",
        queue_place=None,
        started_at=NOW,
        progress=0.5,
        expected_seconds=60.0,
        seconds_left=30.0,
    )
    await store.render_progress.save([report], NOW, pause=MINUTE, most=9)
    assert await store.outcomes.set_ready(
        first.video, LINK, completed_at=NOW, expires_at=NOW + timedelta(days=14)
    )
    assert (await fresh(store, first.video)).ready_at is not None
    await store.outcomes.end_link(await fresh(store, first.video), NOW)
    second = await refit(store, other, 10 * MIB)
    assert second is not None
    assert second.video.video_id == first.video.video_id
    assert (second.video.state, second.video.attempt) == (VideoState.QUEUED, 2)
    assert second.video.video_url is None
    assert (second.video.expected_seconds, second.video.ready_at) == (None, None)


async def test_it_is_refused_where_it_is_no_use(store: Store) -> None:
    job = await posting(store)
    assert await refit(store, job, 21 * MIB) is None  # it was made to fit that already
    assert await refit(store, job, 500) is None
    for number in range(2):
        again = await refit(store, job, (10 - number) * MIB)
        assert again is not None
        await finish(store, again.video)
        (job,) = await taken(store)
    assert await refit(store, job, 5 * MIB) is None
    assert (await store.requests.get(job.request.request_id)) == job


async def test_the_cloud_makes_nothing_smaller(store: Store) -> None:
    job = (await place(store, new_request())).job
    await finish(store, job.video)
    (job,) = await taken(store)
    assert await refit(store, job, 10 * MIB) is None
