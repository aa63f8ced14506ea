"""Whether a finished video can still be had is asked of the API, free of charge."""

from datetime import timedelta

import pytest

from bot.jobs import Job, Video, VideoState
from bot.providers.studio import STUDIO
from bot.services.link_refresh import LinkRefresher, LinkStatusUnknown
from bot.video_api import VideoProvider
from tests.support.render_harness import RenderHarness
from tests.support.rows import LINK, new_request

DAY = 86400.0


@pytest.fixture
def links(shop: RenderHarness) -> LinkRefresher:
    """Return what is tried, with the test's clock."""
    return LinkRefresher(shop.store, api_of(shop), shop.provider, clock=shop.clock)


def api_of(shop: RenderHarness) -> VideoProvider:
    return shop.stepper._api


async def made(shop: RenderHarness) -> Job:
    """Have a video made."""
    job = await shop.ask()
    await shop.work()
    await shop.api.finish(shop.made(job))
    await shop.work(2)
    assert await shop.state(job) is VideoState.READY
    return job


async def kept(shop: RenderHarness, job: Job) -> tuple[str | None, bool]:
    """Return a video's link as it is kept, and whether it has ended."""
    video = await shop.video(job)
    return video.video_url, video.expires_at is not None and video.expires_at <= shop.clock()


async def test_a_link_is_brought_up_to_date(shop: RenderHarness, links: LinkRefresher) -> None:
    job = await made(shop)
    shop.made(job).record = {"response": {"videoUrl": LINK}}
    assert await links.refresh(await shop.video(job))
    assert await kept(shop, job) == (LINK, False)
    assert shop.charged == 1


async def test_a_link_that_should_have_ended_and_is_given_has_no_known_end(
    shop: RenderHarness, links: LinkRefresher
) -> None:
    job = await made(shop)
    shop.clock.now += timedelta(days=20)
    assert await links.refresh(await shop.video(job))
    assert (await shop.video(job)).expires_at is None


async def test_what_the_api_no_longer_has_is_made_anew_by_the_next_request(
    shop: RenderHarness, links: LinkRefresher
) -> None:
    job = await made(shop)
    shop.clock.now += timedelta(days=20)
    shop.api.videos.clear()
    assert not await links.refresh(await shop.video(job))
    again = await shop.ask(new_request(user_id=7))
    assert again.video.state is VideoState.QUEUED


async def test_a_video_that_the_api_calls_failed_is_gone_whatever_its_link_promised(
    shop: RenderHarness, links: LinkRefresher
) -> None:
    job = await made(shop)
    await shop.api.fail(shop.made(job))
    assert not await links.refresh(await shop.video(job))
    assert (await kept(shop, job))[1]


async def test_an_id_that_is_forgotten_leaves_a_link_that_still_works(
    shop: RenderHarness, links: LinkRefresher
) -> None:
    job = await made(shop)
    before = await shop.video(job)
    shop.api.videos.clear()
    assert await links.refresh(before)
    assert await shop.video(job) == before


@pytest.mark.parametrize(
    "record",
    [
        {"successFlag": "PENDING", "response": None},
        {"successFlag": "PENDING"},
        {"successFlag": "CALLBACK_EXCEPTION", "response": None},
        {"successFlag": "REBUILDING", "response": None},
        {"successFlag": "SUCCESS", "response": {"videoUrl": ""}},
        {"successFlag": None, "response": None},
    ],
    ids=str,
)
async def test_a_video_that_is_open_again_for_a_moment_keeps_its_link(
    shop: RenderHarness, links: LinkRefresher, record: dict[str, object]
) -> None:
    job = await made(shop)
    before = await shop.video(job)
    shop.made(job).record = record
    assert await links.refresh(before)
    shop.clock.now += timedelta(days=20)
    with pytest.raises(LinkStatusUnknown):
        await links.refresh(before)
    assert await shop.video(job) == before
    assert shop.charged == 1


@pytest.mark.parametrize("fault", [503, "reset"])
async def test_an_api_that_can_not_be_asked_changes_nothing(
    shop: RenderHarness, links: LinkRefresher, fault: int
) -> None:
    job = await made(shop)
    before = await shop.video(job)
    shop.api.faults.add(fault, "/mp4/record-info", times=None)
    assert await links.refresh(before)
    shop.clock.now += timedelta(days=20)
    with pytest.raises(LinkStatusUnknown):
        await links.refresh(before)
    assert await shop.video(job) == before


async def test_another_providers_video_is_not_asked_for_here(
    shop: RenderHarness, links: LinkRefresher
) -> None:
    job = await made(shop)
    polls = len(shop.api.polls)
    stranger: Video = (await shop.video(job)).model_copy(update=STUDIO.row)
    assert await links.refresh(stranger)
    shop.clock.now += timedelta(days=20)
    assert not await links.refresh(stranger)
    assert len(shop.api.polls) == polls


async def test_a_newer_attempt_is_left_alone(shop: RenderHarness, links: LinkRefresher) -> None:
    job = await made(shop)
    old = (await shop.video(job)).model_copy(update={"attempt": 0})
    before = await shop.video(job)
    await shop.store.outcomes.end_link(old, shop.clock())
    await shop.store.outcomes.set_link(old, LINK, expires_at=None)
    assert await shop.video(job) == before
