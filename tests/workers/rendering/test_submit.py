"""A video's way to an outcome, over real HTTP against the stand-in of the API."""

from pathlib import Path

import pytest

from bot.config import load
from bot.jobs import FailureReason, VideoState
from bot.policy.guild_settings import GuildSettings, UnwantedTextPolicy
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.workers.rendering.submit import RESERVED_CALLBACK, callback_base
from tests.loopback.music_api import CallbackPlan, track
from tests.support.render_harness import DEADLINE, RenderHarness, open_render_harness
from tests.support.rows import new_request

SUBMIT = "/mp4/generate"
RECORD = "/mp4/record-info"
Q, S, R, D, F, U = (
    VideoState.QUEUED,
    VideoState.SUBMITTING,
    VideoState.RENDERING,
    VideoState.READY,
    VideoState.FAILED,
    VideoState.UNKNOWN,
)


async def test_a_video_is_submitted_made_called_back_and_ready(shop: RenderHarness) -> None:
    job = await shop.ask(new_request(author="Ada", watermark="ada.example"))
    await shop.work()
    made = shop.made(job)
    video = await shop.video(job)
    assert (video.state, video.api_task_id, video.submits) == (R, made.video_id, 1)
    assert (made.author, made.watermark) == ("Ada", "ada.example")
    assert made.callback_url == f"{shop.endpoint}/callbacks/{video.video_id}/{video.token}"
    await shop.api.finish(made)
    assert shop.api.callback_answers == [(made.video_id, 200)]
    await shop.work()
    video = await shop.video(job)
    assert (video.state, video.video_url) == (D, made.url)
    assert video.expires_at is not None
    assert video.due_at is None
    assert len(shop.news) == 2
    assert shop.charged == 1


async def test_the_row_stands_before_the_call(shop: RenderHarness) -> None:
    shop.api.faults.add("drop", SUBMIT)
    job = await shop.ask()
    await shop.work()
    video = await shop.video(job)
    assert (video.state, video.submits, video.submitted_at) == (S, 1, shop.clock())


async def test_what_is_no_longer_wanted_when_its_turn_comes_is_not_submitted(
    shop: RenderHarness,
) -> None:
    job = await shop.ask()
    assert await shop.store.requests.cancel(job.request.request_id, shop.clock())
    await shop.stepper.submit(job.video)
    assert (shop.api.submits, await shop.state(job)) == ([], F)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (400, FailureReason.BAD_REQUEST),
        (401, FailureReason.WRONG_KEY),
        (402, FailureReason.NO_CREDITS),
        (403, FailureReason.BLOCKED),
        (404, FailureReason.NOT_FOUND),
        (405, FailureReason.UNSUPPORTED),
        (408, FailureReason.TIMED_OUT),
        (413, FailureReason.TOO_LARGE),
        (422, FailureReason.INVALID),
        (451, FailureReason.AUDIO_UNAVAILABLE),
        (500, FailureReason.SERVER_ERROR),
        (501, FailureReason.BUILD_FAILED),
        (505, FailureReason.UNSUPPORTED),
        (531, FailureReason.SERVER_ERROR),
        (777, FailureReason.OTHER),
    ],
)
@pytest.mark.parametrize("as_status", [False, True])
async def test_a_refusal_is_a_outcome(
    shop: RenderHarness, code: int, reason: FailureReason, as_status: bool
) -> None:
    shop.api.refuse(code, "no", as_status=as_status and 400 <= code < 600)
    job = await shop.ask()
    await shop.work()
    video = await shop.video(job)
    assert (video.state, video.reason) == (F, reason)
    await shop.pass_time(DEADLINE)
    assert len(shop.api.submits) == 1


async def test_the_edges_page_is_a_refusal(shop: RenderHarness) -> None:
    shop.api.refuse_at_edge()
    job = await shop.ask()
    await shop.work()
    assert ((await shop.video(job)).state, (await shop.video(job)).reason) == (
        F,
        FailureReason.BLOCKED,
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (429, FailureReason.TOO_OFTEN),
        (430, FailureReason.TOO_OFTEN),
        (455, FailureReason.MAINTENANCE),
    ],
)
async def test_what_passes_keeps_the_video_queued(
    shop: RenderHarness, code: int, reason: FailureReason
) -> None:
    shop.api.refuse(code)
    first, second = await shop.ask(), await shop.ask(new_request(audio_id="audio-2"))
    shop.api.refuse(code)
    await shop.work()
    video = await shop.video(first)
    assert (video.state, video.reason, video.submits) == (Q, reason, 0)
    await shop.work(3)  # nobody is asked while the API wants to be left alone
    assert len(shop.api.submits) == 2
    await shop.pass_time(60)
    assert {await shop.state(first), await shop.state(second)} == {R}
    assert shop.charged == 2


async def test_too_often_for_too_long_fails_uncharged(shop: RenderHarness) -> None:
    for _ in range(3):
        shop.api.refuse(429)
    job = await shop.ask()
    await shop.work()
    await shop.pass_time(60)
    await shop.pass_time(60)
    await shop.pass_time(DEADLINE)
    video = await shop.video(job)
    assert (video.state, video.reason, shop.charged) == (F, FailureReason.TOO_OFTEN, 0)


async def test_an_unreachable_api_keeps_the_video_queued(folder: Path) -> None:
    async with open_render_harness(folder, {"api": {"base_url": "http://nobody.invalid"}}) as shop:
        job = await shop.ask()
        await shop.work()
        video = await shop.video(job)
        assert (video.state, video.reason, video.submits) == (Q, FailureReason.UNREACHABLE, 0)


@pytest.mark.parametrize("code", [200, 0])
@pytest.mark.parametrize("camel", [False, True])
@pytest.mark.parametrize("times", [1, 3])
async def test_a_callback_before_the_answer_settles_the_video(
    shop: RenderHarness, times: int, camel: bool, code: int
) -> None:
    shop.api.success_code = code
    shop.api.callbacks = CallbackPlan(early=True, times=times, camel=camel, code=code)
    job = await shop.ask()
    await shop.work(2)
    made = shop.made(job)
    assert shop.api.callback_answers == [(made.video_id, 200)] * times
    assert ((await shop.video(job)).state, (await shop.video(job)).video_url) == (D, made.url)
    assert len(shop.api.submits) == 1


async def test_further_callbacks_change_nothing(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    await shop.api.finish(shop.made(job))
    await shop.work()
    ready, news = await shop.video(job), len(shop.news)
    shop.api.callbacks.times = 3
    await shop.pass_time(5)
    await shop.api.finish(shop.made(job))
    await shop.work(3)
    assert (await shop.video(job)).model_copy(update={"due_at": None}) == ready
    assert len(shop.news) == news


async def test_a_video_that_never_calls_back_is_polled(shop: RenderHarness) -> None:
    shop.api.callbacks.times = 0
    job = await shop.ask()
    await shop.work()
    await shop.api.finish(shop.made(job))
    await shop.pass_time(29)
    assert shop.api.polls == []
    await shop.pass_time(2)
    assert (await shop.state(job), len(shop.api.polls)) == (D, 1)


async def test_polls_are_never_closer_than_the_api_allows(shop: RenderHarness) -> None:
    job = await shop.ask()
    for _ in range(60):
        await shop.pass_time(5)
    assert await shop.state(job) is R
    assert 5 <= len(shop.api.polls) <= 10


@pytest.mark.parametrize("flag", ["CREATE_TASK_FAILED", "GENERATE_MP4_FAILED"])
@pytest.mark.parametrize("times", [0, 1])
async def test_a_failed_render_is_a_outcome(shop: RenderHarness, flag: str, times: int) -> None:
    shop.api.callbacks.times = times
    job = await shop.ask()
    await shop.work()
    await shop.api.fail(shop.made(job), flag, 451, "audio could not be fetched")
    await shop.pass_time(31)
    video = await shop.video(job)
    assert (video.state, video.reason) == (F, FailureReason.AUDIO_UNAVAILABLE)


async def test_a_forged_success_is_none_before_record_info_says_so(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    made = shop.made(job)
    body = {"code": 200, "data": {"task_id": made.video_id, "video_url": "https://evil.example/"}}
    assert (await shop.api.post(made.callback_url, body))[0] == 200
    await shop.work()
    assert ((await shop.video(job)).state, (await shop.video(job)).video_url) == (R, None)


async def test_a_video_that_takes_too_long_is_unknown_and_a_late_poll_settles_it(
    shop: RenderHarness,
) -> None:
    shop.api.callbacks.times = 0
    job = await shop.ask()
    await shop.work()
    await shop.pass_time(DEADLINE)
    video = await shop.video(job)
    assert (video.state, video.reason) == (U, FailureReason.DEADLINE)
    await shop.api.finish(shop.made(job))
    await shop.pass_time(shop.config.timing.late_poll_seconds + 1)
    assert await shop.state(job) is D


async def test_a_video_that_stays_unknown_is_not_asked_after_for_ever(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    await shop.pass_time(DEADLINE)
    for _ in range(20):
        await shop.pass_time(86400)
    assert (await shop.video(job)).due_at is None


async def test_the_cloud_is_given_a_reserved_address_when_there_is_no_public_one(
    folder: Path,
) -> None:
    async with open_render_harness(folder, {"callback": {"public_url": ""}}) as shop:
        job = await shop.ask()
        await shop.work()
        video, made = await shop.video(job), shop.made(job)
        assert made.callback_url == RESERVED_CALLBACK
        assert ".invalid/" in made.callback_url
        assert video.token not in made.callback_url
        shop.api._mark_finished(made)
        await shop.pass_time(31)
        assert await shop.state(job) is D


def test_the_studio_calls_back_on_loopback() -> None:
    own = "http://127.0.0.1:8080"
    assert callback_base(load(None, {}), STUDIO, own) == f"{own}/callbacks"
    cloud = load(None, {}, api={"key": "k"})
    assert callback_base(cloud, CLOUD, own) is None
    public = load(None, {}, api={"key": "k"}, callback={"public_url": "https://bot.example"})
    assert callback_base(public, CLOUD, own) == "https://bot.example/callbacks"


async def test_a_record_info_that_fails_is_asked_again(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    await shop.api.finish(shop.made(job))
    shop.api.faults.add(503, RECORD, times=2)
    await shop.work()
    assert await shop.state(job) is R
    for _ in range(3):
        await shop.pass_time(6)
    assert await shop.state(job) is D


@pytest.mark.parametrize("times", ["text", "epoch", "null"])
async def test_a_link_ends_a_fortnight_after_it_was_made(shop: RenderHarness, times: str) -> None:
    shop.api.times = times  # type: ignore[assignment]
    job = await shop.ask()
    await shop.work()
    await shop.api.finish(shop.made(job))
    await shop.work()
    video = await shop.video(job)
    assert video.completed_at is not None
    assert video.expires_at is not None
    assert (video.expires_at - video.completed_at).days == 14
    assert abs((video.completed_at - shop.clock()).total_seconds()) < 120


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_a_title_that_becomes_known_only_now_is_held_against_the_servers_rules_first(
    folder: Path, *, elsewhere: bool
) -> None:
    """Asked for by ids alone. One who may see it goes on with the video."""
    async with open_render_harness(folder) as shop:
        shop.api.add_music("task-1", track("audio-1", "Buy Gold at discord.gg/abcdef"))
        job = await shop.ask(new_request(guild_id=7))
        if elsewhere:
            hide = GuildSettings(unwanted_texts=UnwantedTextPolicy.HIDE)
            await shop.store.guild_settings.set(8, hide, updated_by=5, now=shop.clock())
            await shop.ask(new_request(guild_id=8, channel_id=80, user_id=200))
        await shop.work()
        video = await shop.video(job)
        if elsewhere:
            assert (video.state, shop.charged) == (VideoState.RENDERING, 1)
        else:
            assert (video.state, video.reason) == (VideoState.FAILED, FailureReason.UNWANTED_TEXT)
            assert (shop.charged, shop.api.submits) == (0, [])


async def test_a_track_that_nobody_tells_of_in_time_is_submitted_without_its_title(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.workers.rendering.worker._TITLE_SECONDS", 0.05)
    async with open_render_harness(folder) as shop:
        await shop.store.tracks.note_contract("task-1", "mp4", shop.clock())
        shop.api.faults.add("hang", "/api/v1/generate/record-info$", times=None)
        job = await shop.ask()
        await shop.work()
        assert await shop.state(job) is VideoState.RENDERING
