"""Quotas: taken with the request, exactly, and returned when nothing was charged."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.jobs import FailureReason, NewRequest, Provider, RequestState, Video, VideoState
from bot.policy.denials import (
    DAY,
    CooldownActive,
    GuildQuotaExceeded,
    HostLimits,
    HostQuotaExceeded,
    Limits,
    MemberQuotaExceeded,
    QuotaExceeded,
    RequestDenied,
    TooManyOpenRequests,
)
from bot.policy.guild_settings import GuildSettings
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.store import CreatedRequest, Store
from tests.support.rows import (
    HOUR,
    LINK,
    MINUTE,
    NOW,
    claimed,
    everything,
    fresh,
    host_limits,
    new_request,
    place,
    request_in,
    rows_of,
    video_in,
)

ONE_A_DAY = host_limits(daily_per_member=1)


async def attempt(
    store: Store, asked: NewRequest, limits: HostLimits, now: datetime = NOW
) -> CreatedRequest | RequestDenied:
    """Place a request, or give why it was turned away."""
    try:
        return await place(store, asked, limits=limits, now=now)
    except RequestDenied as reason:
        return reason


def one_for_all(_number: int) -> int:
    """Return the same member for every command."""
    return 100


@pytest.mark.parametrize(
    ("limits", "user_of", "taken", "outcome"),
    [
        ({"daily_per_member": 7}, one_for_all, 7, MemberQuotaExceeded),
        ({"daily_per_server": 7}, int, 7, GuildQuotaExceeded),
        ({"daily_per_host": 7}, int, 7, HostQuotaExceeded),
        ({"cooldown_seconds": 60}, one_for_all, 1, CooldownActive),
        ({"open_per_member": 7}, one_for_all, 7, TooManyOpenRequests),
    ],
    ids=["a member's day", "a server's day", "the host's day", "the cool-down", "at once"],
)
async def test_fifty_commands_at_once_take_exactly_the_quota(
    store: Store,
    limits: dict[str, Any],
    user_of: Callable[[int], int],
    taken: int,
    outcome: type[RequestDenied],
) -> None:
    host = host_limits(**limits)
    new_requests = [new_request(audio_id=f"a{n}", user_id=user_of(n)) for n in range(50)]
    ends = await asyncio.gather(*(attempt(store, one, host) for one in new_requests))
    assert len([end for end in ends if isinstance(end, CreatedRequest)]) == taken
    assert len([end for end in ends if isinstance(end, outcome)]) == 50 - taken
    for table in ("requests", "videos", "quota_usage"):  # the refused ones left nothing
        assert len(await rows_of(store, table)) == taken


async def test_the_refusal_says_when_the_oldest_start_is_a_day_old(store: Store) -> None:
    limits = host_limits(daily_per_member=2)
    for minutes in (0, 10):
        at = NOW + minutes * MINUTE
        await place(store, new_request(audio_id=f"a{minutes}"), limits=limits, now=at)
    refused = await attempt(store, new_request(audio_id="b"), limits, NOW + HOUR)
    assert isinstance(refused, MemberQuotaExceeded)
    assert (refused.most, refused.again_at) == (2, NOW + DAY)
    just_before = refused.again_at - timedelta(seconds=1)
    assert isinstance(
        await attempt(store, new_request(audio_id="b"), limits, just_before), QuotaExceeded
    )
    assert isinstance(
        await attempt(store, new_request(audio_id="b"), limits, refused.again_at), CreatedRequest
    )
    again = await attempt(store, new_request(audio_id="c"), limits, refused.again_at)
    assert isinstance(again, MemberQuotaExceeded)
    assert again.again_at == NOW + 10 * MINUTE + DAY


async def test_what_is_used_tells_when_all_quotas_have_room_again(store: Store) -> None:
    limits = Limits(open_per_member=9, daily_per_member=1, cooldown_seconds=60)
    assert (await store.quotas.usage(1, 100, limits, NOW)).again_at is None
    await place(store, new_request())
    assert (await store.quotas.usage(1, 100, limits, NOW)).again_at == NOW + DAY
    short = limits.model_copy(update={"daily_per_member": 2})
    assert (await store.quotas.usage(1, 100, short, NOW)).again_at == NOW + MINUTE
    assert (await store.quotas.usage(1, 7, limits, NOW)).again_at is None


async def test_a_cool_down_is_over_to_the_second(store: Store) -> None:
    limits = host_limits(cooldown_seconds=90)
    await place(store, new_request(), limits=limits)
    refused = await attempt(store, new_request(audio_id="b"), limits, NOW + MINUTE)
    assert isinstance(refused, CooldownActive)
    assert refused.again_at == NOW + timedelta(seconds=90)
    assert isinstance(
        await attempt(store, new_request(audio_id="b"), limits, refused.again_at), CreatedRequest
    )


async def test_other_members_and_servers_have_days_of_their_own(store: Store) -> None:
    await place(store, new_request(), limits=ONE_A_DAY)
    for other in (new_request(audio_id="b", user_id=7), new_request(audio_id="c", guild_id=2)):
        assert isinstance(await attempt(store, other, ONE_A_DAY), CreatedRequest)


async def test_the_hosts_day_is_shared_by_all_servers_whatever_they_set(store: Store) -> None:
    limits = host_limits(daily_per_host=2)
    generous = GuildSettings(daily_per_server=9)
    await store.guild_settings.set(2, generous, updated_by=5, now=NOW)
    await place(store, new_request(audio_id="a"), limits=limits)
    spent = (await place(store, new_request(audio_id="b", guild_id=2), limits=limits)).job
    refused = await attempt(store, new_request(audio_id="c", guild_id=2), limits, NOW + HOUR)
    assert isinstance(refused, HostQuotaExceeded)
    assert (refused.most, refused.again_at) == (2, NOW + DAY)
    here = limits.within(generous)
    assert (await store.quotas.usage(2, 100, here, NOW + HOUR)).again_at == NOW + DAY
    # What is joined costs nothing, and what was free is given back to all.
    joining = (await place(store, new_request(audio_id="b"), limits=limits)).job
    for job in (spent, joining):
        await store.requests.cancel(job.request.request_id, NOW)
    assert isinstance(await attempt(store, new_request(audio_id="c"), limits), CreatedRequest)


async def test_joining_and_using_what_exists_take_nothing(store: Store) -> None:
    running = await video_in(store, VideoState.RENDERING, new_request("running", user_id=1))
    await video_in(store, VideoState.READY, new_request("ready", user_id=1))
    for task_id in ("running", "ready"):
        assert isinstance(await attempt(store, new_request(task_id), ONE_A_DAY), CreatedRequest)
    assert isinstance(await attempt(store, new_request("new"), ONE_A_DAY), CreatedRequest)
    assert isinstance(await attempt(store, new_request("other"), ONE_A_DAY), MemberQuotaExceeded)
    # A repeat joins what is on its way, whatever is used up.
    assert (await place(store, new_request("running"), limits=ONE_A_DAY)).is_repeat
    assert running.guild_id == 1


async def test_what_exists_is_given_to_members_with_as_many_under_way_as_may_be(
    store: Store,
) -> None:
    await video_in(store, VideoState.READY, new_request("ready", user_id=1))
    await store.guild_settings.set(1, GuildSettings(open_per_member=1), updated_by=5, now=NOW)
    await place(store, new_request("new"))
    assert isinstance(
        await attempt(store, new_request("other"), host_limits()), TooManyOpenRequests
    )
    assert (await place(store, new_request("ready"))).job.request.is_reuse


async def starts(store: Store, user_id: int = 100) -> int:
    """Return how many starts of a member count."""
    usage = await store.quotas.usage(1, user_id, Limits(open_per_member=9), NOW)
    return usage.member_started


async def test_a_cancelled_request_gives_its_start_back_unless_it_was_submitted(
    store: Store,
) -> None:
    job = (await place(store, new_request(), limits=ONE_A_DAY)).job
    assert await starts(store) == 1
    assert await store.requests.cancel(job.request.request_id, NOW)
    assert await starts(store) == 0
    assert isinstance(await attempt(store, new_request("new"), ONE_A_DAY), CreatedRequest)
    submitted = await request_in(store, RequestState.CANCELLED, new_request("late", user_id=7))
    assert submitted.video.state is VideoState.RENDERING
    assert await starts(store, 7) == 1


async def test_a_start_that_somebody_else_waits_for_is_not_given_back(store: Store) -> None:
    job = (await place(store, new_request())).job
    await place(store, new_request(user_id=7))
    assert await store.requests.cancel(job.request.request_id, NOW)
    assert (await starts(store), await starts(store, 7)) == (1, 0)


async def test_a_refused_submit_gives_its_start_back(store: Store) -> None:
    video = await claimed(store, (await place(store, new_request(), limits=ONE_A_DAY)).job.video)
    assert await store.outcomes.set_failed(video, FailureReason.INVALID)
    assert await starts(store) == 0


@pytest.mark.parametrize(
    ("provider", "reason", "counted"),
    [
        (CLOUD, FailureReason.BUILD_FAILED, 1),  # it may have been charged
        (CLOUD, FailureReason.NO_CREDITS, 0),
        (STUDIO, FailureReason.BUILD_FAILED, 0),
    ],
    ids=str,
)
async def test_what_was_taken_and_failed_counts_unless_it_was_free(
    store: Store, provider: Provider, reason: FailureReason, counted: int
) -> None:
    video = (await place(store, new_request(), provider=provider)).job.video
    video = await claimed(store, video)
    assert await store.videos.adopt(video, "v-1", NOW)
    assert await store.outcomes.set_failed(await fresh(store, video), reason)
    assert await starts(store) == counted


async def test_what_is_cancelled_at_the_studio_is_given_back(store: Store) -> None:
    job = (await place(store, new_request(), provider=STUDIO)).job
    assert await store.videos.adopt(await claimed(store, job.video), "v-1", NOW)
    assert await store.requests.cancel(job.request.request_id, NOW)
    assert await starts(store) == 0
    await place(store, new_request(), provider=STUDIO)
    assert await starts(store) == 1


async def submitted(store: Store, reason: FailureReason | None = None) -> Video:
    """Return a video that was submitted, and what was heard of that."""
    video = await claimed(store, (await place(store, new_request())).job.video)
    if reason is not None:
        await store.videos.set_reason(video, reason)
    return await fresh(store, video)


async def test_a_video_made_outside_the_bot_costs_no_start(store: Store) -> None:
    video = await submitted(store, FailureReason.ALREADY_EXISTS)
    assert await store.outcomes.set_unknown(video, FailureReason.ALREADY_EXISTS, None)
    assert await starts(store) == 0


async def test_a_video_that_existed_and_was_found_costs_no_start(store: Store) -> None:
    video = await submitted(store, FailureReason.ALREADY_EXISTS)
    assert await store.videos.adopt(video, "v-1", NOW)
    video = await fresh(store, video)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    assert await starts(store) == 0


async def test_a_second_submit_that_finds_the_first_ones_video_costs_its_start(
    store: Store,
) -> None:
    video = await claimed(store, await submitted(store, FailureReason.TIMED_OUT), NOW + HOUR)
    assert video.submits == 2
    await store.videos.set_reason(video, FailureReason.ALREADY_EXISTS)
    assert await store.videos.adopt(video, "v-1", NOW)
    video = await fresh(store, video)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    assert await starts(store) == 1


async def test_an_unknown_outcome_counts_since_it_may_have_been_charged(store: Store) -> None:
    assert await store.outcomes.set_unknown(await submitted(store), FailureReason.DEADLINE, None)
    assert await starts(store) == 1


async def test_a_start_counts_again_when_the_video_comes_after_all(store: Store) -> None:
    video = await submitted(store)
    assert await store.outcomes.set_failed(video, FailureReason.INVALID)
    assert await starts(store) == 0
    assert await store.videos.adopt(video, "v-1", NOW)
    video = await fresh(store, video)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    assert await starts(store) == 1


async def test_a_video_asked_for_anew_is_a_start_of_whoever_asks(store: Store) -> None:
    await video_in(store, VideoState.FAILED, new_request(user_id=1))
    await place(store, new_request(user_id=7), limits=ONE_A_DAY)
    assert (await starts(store, 1), await starts(store, 7)) == (1, 1)
    assert isinstance(
        await attempt(store, new_request("new", user_id=7), ONE_A_DAY), MemberQuotaExceeded
    )


async def test_deleting_what_was_asked_gives_nobody_a_new_quota(store: Store) -> None:
    await request_in(store, RequestState.POSTED)
    await store.retention.delete_expired(NOW + DAY, 9)
    assert await rows_of(store, "requests") == []
    assert isinstance(
        await attempt(store, new_request("new"), ONE_A_DAY, NOW + HOUR), MemberQuotaExceeded
    )


async def test_starts_are_forgotten_once_no_quota_looks_at_them(store: Store) -> None:
    await place(store, new_request())
    await place(store, new_request("later"), now=NOW + 20 * DAY)
    assert await store.quotas.forget(NOW + 30 * DAY, 9) == 0
    assert await store.quotas.forget(NOW + 33 * DAY, 9) == 1
    assert len(await rows_of(store, "quota_usage")) == 1


async def test_a_servers_own_limits_hold_within_the_hosts(store: Store) -> None:
    chosen = GuildSettings(daily_per_member=2, cooldown_seconds=0)
    await store.guild_settings.set(1, chosen, updated_by=5, now=NOW)
    host = HostLimits(
        default=Limits(open_per_member=9, daily_per_member=1, cooldown_seconds=60),
        ceiling=Limits(open_per_member=9, daily_per_member=5),
    )
    for audio_id in ("a", "b"):
        assert isinstance(
            await attempt(store, new_request(audio_id=audio_id), host), CreatedRequest
        )
    assert isinstance(await attempt(store, new_request(audio_id="c"), host), MemberQuotaExceeded)
    assert isinstance(await attempt(store, new_request(guild_id=2), host), CreatedRequest)
    strict = host.model_copy(update={"ceiling": Limits(open_per_member=9, cooldown_seconds=30)})
    assert strict.within(chosen).cooldown_seconds == 30


async def test_a_video_that_may_not_be_started_anew_stays_as_it_was(store: Store) -> None:
    await video_in(store, VideoState.FAILED)
    before = await everything(store)
    full = host_limits(daily_per_server=1)
    refused = await attempt(store, new_request(user_id=7, author="Other"), full, NOW + HOUR)
    assert isinstance(refused, GuildQuotaExceeded)
    assert await everything(store) == before
