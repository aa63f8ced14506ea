"""Everybody's turn comes: submits, looks and posts go round servers, then members."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import load
from bot.jobs import RequestState, VideoState, refresh_at
from bot.messages.status import status_message
from tests.support.render_harness import RenderHarness, open_render_harness
from tests.support.rows import NOW, new_request, place, taken, video_in

PACE = {"api": {"submits_per_window": 5, "submit_window_seconds": 10.0}}


async def flood(shop: RenderHarness, members: int, each: int, *, guild_id: int = 1) -> None:
    for member in range(members):
        for number in range(each):
            asked = new_request(
                f"flood-{guild_id}-{member}-{number}", guild_id=guild_id, user_id=member
            )
            await shop.ask(asked)


async def test_a_flood_keeps_others_from_their_submit_for_a_moment_only(folder: Path) -> None:
    async with open_render_harness(folder, PACE) as shop:
        await flood(shop, 1, 60)
        elsewhere = await shop.ask(new_request("single", guild_id=2, user_id=200))
        beside = await shop.ask(new_request("beside", guild_id=1, user_id=201))
        await shop.work()
        assert len(shop.api.submits) == 5
        assert await shop.state(elsewhere) is VideoState.RENDERING
        assert await shop.state(beside) is VideoState.RENDERING


async def test_thirteen_accounts_can_not_make_others_fail_as_too_often(folder: Path) -> None:
    timing = {"timing": {"job_deadline_seconds": 60.0}}
    async with open_render_harness(folder, PACE, timing) as shop:
        await flood(shop, 13, 10)
        others = [
            await shop.ask(new_request(f"other-{guild_id}", guild_id=guild_id, user_id=999))
            for guild_id in (1, 2)
        ]
        for _ in range(4):
            await shop.pass_time(10.1)
        assert [await shop.state(job) for job in others] == [VideoState.RENDERING] * 2
        assert len(shop.api.submits) <= 20


async def test_looks_go_round_as_well(shop: RenderHarness) -> None:
    store = shop.store
    for number in range(12):
        await video_in(store, VideoState.RENDERING, new_request(f"t-{number}", user_id=1))
    other = await video_in(store, VideoState.RENDERING, new_request("other", guild_id=2, user_id=2))
    later = NOW + timedelta(hours=2)
    found = await store.videos.due(later, 2, queued=False)
    assert other.video_id in [video.video_id for video in found]


@pytest.mark.parametrize("is_second_try", [False, True])
async def test_posts_go_round_as_well(shop: RenderHarness, is_second_try: bool) -> None:
    store = shop.store
    for number in range(12):
        await video_in(store, VideoState.READY, new_request(f"t-{number}", user_id=1))
    await video_in(store, VideoState.READY, new_request("other", guild_id=2, user_id=2))
    if is_second_try:
        assert len(await taken(store, 99)) == 13
    jobs = await taken(store, 2)
    assert [job.request.guild_id for job in jobs] == [1, 2]
    assert {job.request.state for job in jobs} == {RequestState.POSTING}


async def test_the_status_message_shows_the_place_in_line(shop: RenderHarness) -> None:
    store = shop.store
    for number in range(5):
        await place(store, new_request(f"t-{number}", user_id=1))
    job = (await place(store, new_request("mine", user_id=2))).job
    assert job.place == 2
    last = await store.requests.get(
        (await place(store, new_request("t-9", user_id=1))).job.request.request_id
    )
    assert last is not None
    assert last.place == 7
    embed = status_message(last, now=NOW).embed
    assert embed is not None
    assert "**Place 7** in line" in (embed.description or "")
    assert refresh_at(last, NOW) == NOW + timedelta(seconds=42)
    alone = status_message(last.model_copy(update={"place": 1}), now=NOW).embed
    assert alone is not None
    assert "Place" not in (alone.description or "")


async def test_a_place_is_told_however_long_the_line_is(shop: RenderHarness) -> None:
    for number in range(510):
        await place(shop.store, new_request(f"t-{number}", user_id=number % 3))
    last = (await place(shop.store, new_request("last", user_id=0))).job
    assert last.place == 511
    assert (await place(shop.store, new_request("other", user_id=9))).job.place == 4


def test_hosts_who_pay_have_daily_limits_unless_they_say_otherwise() -> None:
    paid = load(None, {}).limits.of_host(charges=True)
    daily = (
        paid.default.daily_per_member,
        paid.default.daily_per_server,
        paid.default.daily_per_host,
    )
    assert daily == (100, 500, 1000)
    assert (paid.ceiling.daily_per_member, paid.ceiling.daily_per_server) == (100, 500)
    free = load(None, {}).limits.of_host(charges=False).default
    assert (free.daily_per_member, free.daily_per_server, free.daily_per_host) == (25, None, None)
    anything = {"daily_per_member": 0, "daily_per_server": 0, "daily_per_host": 0}
    open_ = load(None, {}, limits=anything).limits.of_host(charges=True).default
    assert (open_.daily_per_member, open_.daily_per_server, open_.daily_per_host) == (None,) * 3
    bounded = load(None, {}, limits={"most_daily_per_member": 8}).limits.of_host(charges=True)
    assert (bounded.default.daily_per_member, bounded.ceiling.daily_per_member) == (8, 8)
