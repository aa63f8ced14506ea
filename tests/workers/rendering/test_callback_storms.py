"""Whoever knows a callback address sends any number of made-up ids there, and changes nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs import VideoState
from bot.store.candidate_ids import MAX_CANDIDATES
from bot.workers.rendering.pace import CandidatePace
from tests.loopback.music_api import FakeMusicApi
from tests.support.render_harness import RenderHarness, Sections, open_render_harness
from tests.support.rows import NOW, new_request, rows_of
from tests.workers.rendering.test_adoption import hint, lost

SECOND = timedelta(seconds=1)
RARELY: Sections = {"timing": {"poll_every_seconds": 300.0, "poll_first_seconds": 300.0}}


async def storm(shop: RenderHarness, url: str, seconds: int, *, start: int = 0) -> int:
    """Send ten made-up ids a second, and return how often the API was asked meanwhile."""
    before = len(shop.api.polls)
    for number in range(start, start + seconds * 10):
        body = {"code": 200, "msg": "success", "data": {"task_id": f"made-up-{number}"}}
        assert (await shop.api.post(url, body, {}))[0] == 200
        await shop.pass_time(0.1)
    return len(shop.api.polls) - before


@pytest.mark.parametrize("is_lost", [False, True], ids=["id known", "answer lost"])
async def test_a_storm_of_callbacks_makes_one_look_in_two_seconds_and_few_rows(
    folder: Path, is_lost: bool
) -> None:
    async with open_render_harness(folder, RARELY) as shop:
        if is_lost:
            job, made = await lost(shop)
        else:
            job = await shop.ask()
            await shop.work()
            made = shop.made(job)
        assert await storm(shop, made.callback_url, 20) <= 20 / 2 + 2
        assert len(await rows_of(shop.store, "candidate_ids")) <= MAX_CANDIDATES
        await shop.api.finish(made)  # the genuine one, among them
        for _ in range(MAX_CANDIDATES + 2):
            await shop.pass_time(2)
        assert await shop.state(job) is VideoState.READY
        assert shop.charged == 1


async def test_a_genuine_callback_after_a_forged_one_is_not_kept_waiting(folder: Path) -> None:
    async with open_render_harness(folder, RARELY) as shop:
        job = await shop.ask()
        await shop.work()
        made = shop.made(job)
        await storm(shop, made.callback_url, 0)
        body = {"code": 200, "msg": "success", "data": {"task_id": "made-up"}}
        await shop.api.post(made.callback_url, body, {})
        await shop.work()
        await shop.api.finish(made)
        await shop.work()
        assert await shop.state(job) is VideoState.READY


async def test_other_videos_are_looked_at_while_one_is_stormed(folder: Path) -> None:
    async with open_render_harness(folder, RARELY) as shop:
        stormed, other = await shop.ask(), await shop.ask(new_request(audio_id="audio-2"))
        await shop.work()
        await storm(shop, shop.made(stormed).callback_url, 5)
        await shop.api.finish(shop.made(other))
        await shop.work()
        assert await shop.state(other) is VideoState.READY


async def test_an_id_that_a_storm_hides_is_found_among_the_others(folder: Path) -> None:
    """The answer was lost, the genuine callback came amid made-up ones, and none comes again."""
    async with open_render_harness(folder, RARELY, api=FakeMusicApi()) as shop:
        job, made = await lost(shop)
        await storm(shop, made.callback_url, 1)
        await hint(shop, made.callback_url, made)
        shop.api._mark_finished(made)
        await storm(shop, made.callback_url, 1, start=10)
        for _ in range(MAX_CANDIDATES):
            await shop.pass_time(2)
        assert (await shop.state(job), len(shop.api.submits)) == (VideoState.READY, 1)


def test_a_clock_that_is_set_back_lets_nothing_rest_for_long() -> None:
    pace = CandidatePace(2 * SECOND)
    for _ in range(4):
        pace.note("v")
        pace.looked("v", NOW)
    pace.note("v")
    assert pace.resting(NOW - timedelta(days=1)) == {}
