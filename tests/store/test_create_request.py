"""How requests are committed: joined, shared, queued again, and never beyond the quota."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from bot.jobs import Branding, FailureReason, RequestState, VideoState
from bot.policy.denials import TooManyOpenRequests
from bot.providers.studio import STUDIO
from bot.store import CreatedRequest, Store
from tests.support.rows import (
    HOUR,
    LINK,
    MINUTE,
    NOW,
    everything,
    fresh,
    new_request,
    place,
    request_in,
    rows_of,
    video_in,
)


async def test_a_request_is_committed_with_its_video(store: Store) -> None:
    asked = new_request(author="Ada", watermark="ada.example")
    created = await place(store, asked)
    job = created.job
    assert (job.video.state, job.request.state) == (VideoState.QUEUED, RequestState.WAITING)
    assert (job.video.author, job.video.domain_name) == ("Ada", "ada.example")
    assert job.request.interaction_id == asked.interaction_id
    assert not created.is_repeat
    assert not job.request.is_reuse
    assert await store.requests.get(job.request.request_id) == job


async def test_a_repeat_joins_the_open_request(store: Store) -> None:
    first = await place(store, new_request())
    before = await everything(store)
    again = await place(store, new_request(author="Other"))
    assert again.is_repeat
    assert again.job == first.job
    assert await everything(store) == before


@pytest.mark.parametrize("other", [{"user_id": 101}, {"channel_id": 11}], ids=str)
async def test_another_member_or_channel_shares_the_video(
    store: Store, other: dict[str, int]
) -> None:
    first = await place(store, new_request())
    second = await place(store, new_request(**other))  # type: ignore[arg-type]
    assert not second.is_repeat
    assert second.job.video == first.job.video
    assert second.job.request.request_id != first.job.request.request_id


@pytest.mark.parametrize(
    "state",
    [
        RequestState.POSTED,
        RequestState.EXPLAINED,
        RequestState.CANCELLED,
        RequestState.UNDELIVERABLE,
    ],
)
async def test_a_finished_request_is_not_joined_but_asked_anew(
    store: Store, state: RequestState
) -> None:
    job = await request_in(store, state)
    again = await place(store, new_request())
    assert not again.is_repeat
    assert again.job.request.request_id != job.request.request_id
    assert again.job.video.video_id == job.video.video_id


async def test_a_repeat_joins_what_is_about_to_be_answered(store: Store) -> None:
    await video_in(store, VideoState.FAILED)
    created = await place(store, new_request())
    assert created.is_repeat
    assert created.job.video.state is VideoState.FAILED


async def test_the_servers_branding_stands_where_the_member_gave_none(store: Store) -> None:
    rule = Branding(author="Server", domain_name="server.example")
    await store.branding_rules.set(1, rule, updated_by=5, now=NOW)
    mine = (await place(store, new_request(author="Ada"))).job.video
    other = (await place(store, new_request(audio_id="b", guild_id=2))).job.video
    assert (mine.author, mine.domain_name) == ("Ada", "server.example")
    assert (other.author, other.domain_name) == (None, None)


async def test_a_finished_video_is_used_as_it_is(store: Store) -> None:
    video = await video_in(store, VideoState.READY)
    created = await place(store, new_request(user_id=7))
    assert created.job.video == video
    assert created.job.request.is_reuse


@pytest.mark.parametrize("state", [VideoState.FAILED, VideoState.READY])
async def test_a_failed_or_ended_video_is_queued_anew(store: Store, state: VideoState) -> None:
    old = await video_in(store, state)
    later = NOW + timedelta(days=15)
    video = (await place(store, new_request(user_id=7, author="New"), now=later)).job.video
    assert (video.video_id, video.state, video.attempt) == (
        old.video_id,
        VideoState.QUEUED,
        old.attempt + 1,
    )
    assert video.token != old.token
    assert (video.author, video.submits, video.api_task_id) == ("New", 0, None)
    assert (video.queued_at, video.deadline_at, video.due_at) == (later, None, later)
    assert video.video_url is None
    assert video.reason is None


async def test_the_old_id_of_a_video_asked_anew_is_remembered_but_not_open(store: Store) -> None:
    old = await video_in(store, VideoState.FAILED)
    await store.candidate_ids.record(old.video_id, str(old.api_task_id), NOW)
    await place(store, new_request(user_id=7))
    (hint,) = await rows_of(store, "candidate_ids")
    assert (hint["api_task_id"], hint["is_open"]) == (old.api_task_id, 0)


async def test_a_video_whose_link_has_not_ended_is_not_asked_anew(store: Store) -> None:
    video = await video_in(store, VideoState.READY)
    created = await place(store, new_request(), now=NOW + timedelta(days=13))
    assert created.job.video == video


async def test_an_unknown_video_with_an_id_is_asked_after_again(store: Store) -> None:
    old = await video_in(store, VideoState.UNKNOWN)
    video = (await place(store, new_request(user_id=7), now=NOW + HOUR)).job.video
    assert (video.state, video.attempt) == (VideoState.RENDERING, old.attempt)
    assert (video.api_task_id, video.token) == (old.api_task_id, old.token)
    assert (video.due_at, video.deadline_at) == (NOW + HOUR, NOW + 2 * HOUR)


async def test_an_unknown_video_without_an_id_may_have_been_charged(store: Store) -> None:
    old = await video_in(store, VideoState.SUBMITTING)
    assert await store.outcomes.set_unknown(old, FailureReason.DEADLINE, None)
    created = await place(store, new_request(user_id=7), now=NOW + HOUR)
    assert created.job.video == await fresh(store, old)
    assert created.job.video.state is VideoState.UNKNOWN


async def test_providers_make_videos_of_their_own(store: Store) -> None:
    cloud = await place(store, new_request())
    studio = await place(store, new_request(), provider=STUDIO)
    assert cloud.job.video.video_id != studio.job.video.video_id


async def attempt(store: Store, number: int, most: int) -> CreatedRequest | None:
    try:
        return await place(store, new_request(audio_id=f"audio-{number}"), most=most)
    except TooManyOpenRequests:
        return None


async def test_fifty_commands_at_once_take_exactly_the_quota(store: Store) -> None:
    placed = await asyncio.gather(*(attempt(store, number, 7) for number in range(50)))
    assert len([one for one in placed if one]) == 7
    assert len(await rows_of(store, "requests")) == 7
    assert len(await rows_of(store, "videos")) == 7  # the refused ones left nothing


async def test_fifty_equal_commands_at_once_are_one_request(store: Store) -> None:
    placed = await asyncio.gather(*(place(store, new_request(), most=7) for _ in range(50)))
    assert Counter(one.is_repeat for one in placed) == {True: 49, False: 1}
    assert len({one.job.request.request_id for one in placed}) == 1


async def test_fifty_members_at_once_share_one_video(store: Store) -> None:
    placed = await asyncio.gather(*(place(store, new_request(user_id=user)) for user in range(50)))
    assert len({one.job.video.video_id for one in placed}) == 1
    assert len({one.job.request.request_id for one in placed}) == 50


async def test_the_quota_counts_open_requests_of_one_member_in_one_server(store: Store) -> None:
    first = await attempt(store, 1, 1)
    assert first is not None
    assert await attempt(store, 2, 1) is None
    for other in (new_request("t", "a", user_id=7), new_request("t", "b", guild_id=2)):
        assert (await place(store, other, most=1)).job.request.state is RequestState.WAITING
    assert await store.requests.cancel(first.job.request.request_id, NOW)
    assert await attempt(store, 2, 1) is not None


async def test_a_repeat_joins_even_when_the_quota_is_full(store: Store) -> None:
    await place(store, new_request(), most=1)
    assert (await place(store, new_request(), most=1)).is_repeat


async def test_the_same_interaction_is_never_taken_twice(store: Store) -> None:
    asked = new_request()
    created = await place(store, asked)
    assert await store.requests.cancel(created.job.request.request_id, NOW)
    before = await everything(store)
    with pytest.raises(Exception, match="UNIQUE"):
        await place(store, asked, now=NOW + MINUTE)
    assert await everything(store) == before


async def test_a_link_that_ends_belongs_to_the_row(store: Store) -> None:
    video = await video_in(store, VideoState.READY)
    assert (video.video_url, video.expires_at) == (LINK, NOW + timedelta(days=14))
