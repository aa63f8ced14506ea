"""The vendor's present contract, over real HTTP: whose a track is, and nothing is paid twice."""

import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from bot.jobs import FailureReason, Job, VideoState
from bot.store import ChargeStatus
from bot.store.backup_process import COPIED_AT
from bot.workers.rendering.submit import RESERVED_CALLBACK
from tests.loopback.jobs_shapes import CREATE, RECORD
from tests.loopback.music_api import MUSIC, SUBMIT, CallbackPlan, FakeMusicApi, track
from tests.loopback.music_api import Video as Made
from tests.support.render_harness import DEADLINE, GRACE, RenderHarness, open_render_harness, opened
from tests.support.rows import HOUR, host_limits, new_request

Q, S, R, D, F, U = (
    VideoState.QUEUED,
    VideoState.SUBMITTING,
    VideoState.RENDERING,
    VideoState.READY,
    VideoState.FAILED,
    VideoState.UNKNOWN,
)
DAY: Final = 86_400.0
SHAPES: Final = ["nested", "object", "whole", "absent"]


def present() -> FakeMusicApi:
    """Return an API that made the wished song under its present contract."""
    api = FakeMusicApi()
    api.add_music("task-1", track("audio-1"), track("audio-2", "Steel"), contract="jobs")
    return api


@pytest.fixture
async def shop(folder: Path) -> AsyncIterator[RenderHarness]:
    async with open_render_harness(folder, api=present()) as opened_shop:
        yield opened_shop


async def lost(shop: RenderHarness, kind: Any = "drop") -> tuple[Job, Made]:  # noqa: ANN401 - a fault
    """Return a job whose create was taken and whose answer was lost."""
    shop.api.faults.add(kind, CREATE, after=True)
    job = await shop.ask()
    await shop.work()
    return job, shop.made(job)


async def outcome(shop: RenderHarness, job: Job) -> tuple[VideoState, FailureReason | None]:
    video = await shop.video(job)
    return video.state, video.reason


async def charge(shop: RenderHarness, job: Job) -> ChargeStatus:
    fresh = await shop.store.requests.get(job.request.request_id)
    assert fresh is not None
    (found,) = await shop.store.charges.of_jobs([fresh])
    return found


# The main job


async def test_a_song_of_the_present_contract_gets_its_video(shop: RenderHarness) -> None:
    job = await shop.ask(new_request(author="Ada", watermark="ada.example"))
    await shop.work()
    made = shop.made(job)
    video = await shop.video(job)
    assert (video.state, video.api_task_id, video.contract) == (R, made.video_id, "jobs")
    assert made.create == {
        "model": "ai-music-api/create-music-video",
        "input": {
            "task_id": "task-1",
            "audio_id": "audio-1",
            "author": "Ada",
            "domain_name": "ada.example",
        },
        "callBackUrl": f"{shop.endpoint}/callbacks/{video.video_id}/{video.token}",
    }
    await shop.api.finish(made)
    assert shop.api.callback_answers == [(made.video_id, 200)]
    await shop.work()
    assert ((await shop.video(job)).state, (await shop.video(job)).video_url) == (D, made.url)
    assert shop.charged == 1


async def test_its_contract_is_found_out_once_for_all_tracks_of_a_task(shop: RenderHarness) -> None:
    await shop.ask()
    await shop.work()
    assert {path for path, _ in shop.api.looks} == {MUSIC, RECORD}
    shop.api.looks.clear()
    second = await shop.ask(new_request(audio_id="audio-2"))
    await shop.work()
    assert await shop.state(second) is R
    assert shop.api.looks == []


async def test_it_is_remembered_over_a_restart(folder: Path) -> None:
    async with present() as api:
        async with opened(folder, api) as first:
            await first.ask()
            await first.work()
        api.looks.clear()
        async with opened(folder, api) as second:
            await second.ask(new_request(audio_id="audio-2"))
            await second.work()
            assert (api.looks, second.charged) == ([], 2)


@pytest.mark.parametrize("place", ["result", "response", "both"])
async def test_it_has_title_length_and_cover(shop: RenderHarness, place: str) -> None:
    shop.api.song_place = place  # type: ignore[assignment]
    job = await shop.ask()
    await shop.work()
    known = await shop.store.tracks.get(job.video.key)
    assert known is not None
    assert (known.title, known.duration_seconds) == ("Iron Man", 198.44)
    assert known.image_url == "https://music.example/a.jpeg"


@pytest.mark.parametrize("contract", ["mp4", "jobs"])
@pytest.mark.parametrize("shape", ["mp4", "jobs"])
async def test_a_callback_proves_nothing_in_either_shape_under_either_contract(
    folder: Path, contract: str, shape: str
) -> None:
    api = FakeMusicApi(all_are=contract)  # type: ignore[arg-type]
    api.callbacks = CallbackPlan(shape=shape, early=True)  # type: ignore[arg-type]
    async with open_render_harness(folder, api=api) as shop:
        job = await shop.ask()
        await shop.work(2)
        assert await outcome(shop, job) == (D, None)
        assert (await shop.video(job)).contract == contract


@pytest.mark.parametrize("shape", ["mp4", "jobs"])
async def test_a_signature_is_over_the_id_that_the_body_carries(folder: Path, shape: str) -> None:
    api = FakeMusicApi(all_are="jobs", webhook_key="test-hmac-key")
    api.callbacks = CallbackPlan(shape=shape)  # type: ignore[arg-type]
    async with open_render_harness(folder, api=api) as shop:
        job = await shop.ask()
        await shop.work()
        made = shop.made(job)
        body = api.callback_body(made)
        assert (await api.post(made.callback_url, body, api.signature("0" * 32)))[0] == 401
        await api.finish(made)
        assert api.callback_answers == [(made.video_id, 200)]
        await shop.work()
        assert await shop.state(job) is D


async def test_without_an_address_it_is_polled(folder: Path) -> None:
    sections = {"callback": {"public_url": ""}}
    async with open_render_harness(folder, sections, api=present()) as shop:
        job = await shop.ask()
        await shop.work()
        made = shop.made(job)
        assert made.callback_url == RESERVED_CALLBACK
        shop.api._mark_finished(made)
        await shop.pass_time(31)
        assert await outcome(shop, job) == (D, None)


@pytest.mark.parametrize(
    ("state", "ends"),
    [
        ("waiting", R),
        ("queuing", R),
        ("generating", R),
        ("never seen", R),
        (None, R),
        ("success", D),
        ("fail", F),
    ],
)
async def test_each_state_is_heeded_and_others_are_still_open(
    shop: RenderHarness, state: str | None, ends: VideoState
) -> None:
    shop.api.callbacks.times = 0
    job = await shop.ask()
    await shop.work()
    made = shop.made(job)
    await shop.api.finish(made)
    made.record = {"state": state, "failCode": "400", "failMsg": "bad audio"}
    await shop.pass_time(31)
    assert await shop.state(job) is ends


@pytest.mark.parametrize("result", ["", None, "{}", "no json", '{"resultUrls": []}', 7, {}])
async def test_a_success_without_a_link_is_still_open(shop: RenderHarness, result: object) -> None:
    job = await shop.ask()
    await shop.work()
    made = shop.made(job)
    made.record = {"resultJson": result}
    await shop.api.finish(made)
    await shop.work()
    assert await shop.state(job) is R


@pytest.mark.parametrize("times", [0, 1])
async def test_a_failed_task_is_a_outcome(shop: RenderHarness, times: int) -> None:
    shop.api.callbacks.times = times
    job = await shop.ask()
    await shop.work()
    await shop.api.fail(shop.made(job), code=451, message="audio could not be fetched")
    await shop.pass_time(31)
    assert await outcome(shop, job) == (F, FailureReason.AUDIO_UNAVAILABLE)


# Which contract


async def test_a_song_of_the_seed_stays_with_the_seeds_contract(folder: Path) -> None:
    api = FakeMusicApi()
    api.add_music("task-1", track("audio-1"))
    async with open_render_harness(folder, api=api) as shop:
        job = await shop.ask()
        await shop.work()
        assert (await shop.video(job)).contract == "mp4"
        assert shop.charged == 1


@pytest.mark.parametrize("unknown", [422, 404, "null"])
async def test_what_neither_knows_is_tried_where_its_refusal_is_free(
    folder: Path,
    unknown: Any,  # noqa: ANN401
) -> None:
    api = present()
    api.unknown_job = unknown
    async with open_render_harness(folder, api=api) as shop:
        job = await shop.ask(new_request("unheard-of"))
        await shop.work()
        assert await outcome(shop, job) == (F, FailureReason.NOT_FOUND)
        assert [body.get("taskId") for body in api.submits] == ["unheard-of"]
        assert shop.charged == 0


@pytest.mark.parametrize("known_to", ["mp4", "jobs"])
async def test_where_both_know_a_task_whichever_makes_videos_of_it_is_asked_once(
    folder: Path, known_to: str
) -> None:
    api = FakeMusicApi()
    api.add_music("task-1", track("audio-1"))
    api.add_music("task-1", track("audio-1"), contract="jobs")
    if known_to == "jobs":
        api.refuse(422, "Record does not exist")
    async with open_render_harness(folder, api=api) as shop:
        job = await shop.ask()
        await shop.work(3)
        assert (await shop.video(job)).contract == known_to
        assert (await shop.state(job), shop.charged) == (R, 1)


@pytest.mark.parametrize("fault", ["drop", 503, 429, 455, 500])
@pytest.mark.parametrize("path", [MUSIC, RECORD])
async def test_looks_that_fail_for_a_moment_keep_the_request_queued(
    folder: Path,
    path: str,
    fault: Any,  # noqa: ANN401
) -> None:
    api = FakeMusicApi()
    contract = "jobs" if path == RECORD else "mp4"
    api.add_music("task-1", track("audio-1"), contract=contract)  # type: ignore[arg-type]
    if isinstance(fault, int) and fault != 503:
        api.gone[path] = (200, json.dumps({"code": fault, "msg": "later", "data": None}))
    else:
        api.faults.add(fault, path, times=None)
    async with open_render_harness(folder, api=api) as shop:
        job = await shop.ask()
        for _ in range(4):
            await shop.pass_time(10)
        video = await shop.video(job)
        assert (video.state, video.submits, api.submits) == (Q, 0, [])
        assert video.reason in (
            FailureReason.UNREACHABLE,
            FailureReason.TOO_OFTEN,
            FailureReason.MAINTENANCE,
        )
        api.gone.clear()
        api.faults.clear()
        await shop.pass_time(30)
        assert (await shop.state(job), shop.charged) == (R, 1)
        assert (await shop.video(job)).contract == contract


async def test_looks_that_fail_for_too_long_end_the_request_uncharged(shop: RenderHarness) -> None:
    shop.api.faults.add("drop", RECORD, times=None)
    job = await shop.ask()
    await shop.work()
    await shop.pass_time(DEADLINE + 10)
    assert await outcome(shop, job) == (F, FailureReason.UNREACHABLE)
    assert shop.api.submits == []


async def test_a_key_that_is_refused_at_the_look_is_a_outcome(shop: RenderHarness) -> None:
    for path in (MUSIC, RECORD):
        shop.api.gone[path] = (200, json.dumps({"code": 401, "msg": "no", "data": None}))
    job = await shop.ask()
    await shop.work()
    assert await outcome(shop, job) == (F, FailureReason.WRONG_KEY)


@pytest.mark.parametrize("contract", ["mp4", "jobs"])
async def test_the_host_may_settle_the_contract_and_nothing_is_looked_up_for_it(
    folder: Path, contract: str
) -> None:
    api = FakeMusicApi(all_are=contract)  # type: ignore[arg-type]
    async with open_render_harness(folder, {"api": {"contract": contract}}, api=api) as shop:
        api.faults.add("drop", "/record", times=4)
        job = await shop.ask()
        await shop.work()
        assert (await shop.video(job)).contract == contract
        assert (await shop.state(job), shop.charged) == (R, 1)


async def test_a_track_that_its_task_does_not_have_is_not_even_asked_for(
    shop: RenderHarness,
) -> None:
    for _ in range(2):  # the second time, the contract is known
        job = await shop.ask(new_request(audio_id="elsewhere"))
        await shop.work()
        assert await outcome(shop, job) == (F, FailureReason.NOT_FOUND)
    assert shop.api.submits == []


GONE: Final = [
    (404, "<html>no such page</html>"),
    (404, json.dumps({"timestamp": 1, "status": 404, "error": "Not Found", "path": "/x"})),
    (404, json.dumps({"code": 404, "msg": "Not Found", "data": None})),
    (405, ""),
    (410, ""),
    (200, json.dumps({"code": 410, "msg": "this endpoint was discontinued", "data": None})),
    (200, json.dumps({"code": 505, "msg": "feature disabled", "data": None})),
    (200, json.dumps({"code": 405, "msg": "Method not allowed", "data": None})),
]


@pytest.mark.parametrize("answer", GONE, ids=str)
@pytest.mark.parametrize(("contract", "path"), [("mp4", SUBMIT), ("jobs", CREATE)])
async def test_an_endpoint_that_is_gone_is_told_to_the_host_once_and_is_nobodys_mistake(
    folder: Path,
    answer: tuple[int, str],
    contract: str,
    path: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    api = FakeMusicApi(all_are=contract)  # type: ignore[arg-type]
    api.gone[path] = answer
    async with open_render_harness(folder, api=api) as shop:
        for number in range(3):
            job = await shop.ask(new_request(f"task-{number}"))
            await shop.work()
            assert await outcome(shop, job) == (F, FailureReason.UNSUPPORTED)
        told = [one for one in caplog.records if one.levelno == logging.ERROR]
        assert [path in one.getMessage() for one in told] == [True]
        assert shop.charged == 0


async def test_where_the_seeds_endpoint_is_gone_the_other_goes_on(folder: Path) -> None:
    api = FakeMusicApi()
    api.add_music("task-1", track("audio-1"))
    api.add_music("task-1", track("audio-1"), contract="jobs")
    api.gone[SUBMIT] = (410, "")
    async with open_render_harness(folder, api=api) as shop:
        job = await shop.ask()
        await shop.work(3)
        assert (await shop.video(job)).contract == "jobs"
        assert (await shop.state(job), shop.charged) == (R, 1)


# Money


REFUSALS: Final = {
    401: FailureReason.WRONG_KEY,
    402: FailureReason.NO_CREDITS,
    404: FailureReason.NOT_FOUND,
    422: FailureReason.INVALID,
    433: FailureReason.KEY_LIMIT,
    500: FailureReason.SERVER_ERROR,
    501: FailureReason.BUILD_FAILED,
    777: FailureReason.OTHER,
}


@pytest.mark.parametrize("code", REFUSALS)
async def test_a_refused_create_is_a_outcome(shop: RenderHarness, code: int) -> None:
    shop.api.refuse(code, "no")
    job = await shop.ask()
    await shop.work()
    assert await outcome(shop, job) == (F, REFUSALS[code])
    assert len(shop.api.submits) == 1


@pytest.mark.parametrize("code", [429, 455])
async def test_what_passes_keeps_it_queued(shop: RenderHarness, code: int) -> None:
    shop.api.refuse(code)
    job = await shop.ask()
    await shop.work()
    assert await shop.state(job) is Q
    await shop.pass_time(60)
    assert (await shop.state(job), shop.charged) == (R, 1)


@pytest.mark.parametrize("kind", ["drop", "reset", 502, 504])
@pytest.mark.parametrize("after", [True, False])
async def test_a_create_without_an_answer_is_never_repeated(
    shop: RenderHarness,
    kind: Any,  # noqa: ANN401 - a fault
    after: bool,
) -> None:
    fault = shop.api.faults.add(kind, CREATE, after=after, times=None)
    job = await shop.ask()
    await shop.work()
    for _ in range(10):
        await shop.pass_time(GRACE + 1)
    await shop.pass_time(DEADLINE)
    assert await outcome(shop, job) == (U, FailureReason.UNANSWERED)
    again = await shop.ask(new_request(user_id=7))  # the button, or a friend
    await shop.work(3)
    await shop.pass_time(DEADLINE)
    assert await outcome(shop, again) == (U, FailureReason.UNANSWERED)
    assert (fault.hits, shop.charged) == (1, int(after))
    assert await charge(shop, job) is ChargeStatus.DOUBTFUL


@pytest.mark.parametrize(
    "answer",
    [
        '{"code": 200, "msg": "success", "data": null}',
        '{"code": 200, "data": {"taskId": 7}}',
        '{"code": 408, "msg": "timeout", "data": null}',
        "not json",
    ],
)
async def test_an_answer_that_tells_nothing_is_none(shop: RenderHarness, answer: str) -> None:
    shop.api.gone[CREATE] = (200, answer)
    job = await shop.ask()
    await shop.work()
    assert await outcome(shop, job) == (S, FailureReason.TIMED_OUT)


async def test_the_record_s_id_is_as_good_as_the_tasks(shop: RenderHarness) -> None:
    shop.api.gone[CREATE] = (200, '{"code": 200, "data": {"recordId": "a8de"}}')
    job = await shop.ask()
    await shop.work()
    assert (await shop.video(job)).api_task_id == "a8de"


async def test_without_callbacks_it_ends_as_unknown_at_once(folder: Path) -> None:
    sections = {"callback": {"public_url": ""}}
    async with open_render_harness(folder, sections, api=present()) as shop:
        job, _ = await lost(shop)
        await shop.pass_time(GRACE + 1)
        assert await outcome(shop, job) == (U, FailureReason.UNANSWERED)


async def test_a_create_that_was_never_sent_is_tried_again(folder: Path) -> None:
    async with open_render_harness(folder, api=present()) as shop:
        base_url = shop.stepper._api._transport._base_url  # type: ignore[attr-defined]
        job = await shop.ask()
        await shop.store.tracks.note_contract("task-1", "jobs", shop.clock())
        await shop.render_worker._fetch_metadata(job.video)
        shop.stepper._api._transport._base_url = "http://nobody.invalid"  # type: ignore[attr-defined]
        await shop.work()
        assert await outcome(shop, job) == (Q, FailureReason.UNREACHABLE)
        shop.stepper._api._transport._base_url = base_url  # type: ignore[attr-defined]
        await shop.pass_time(GRACE)
        assert (await shop.state(job), shop.charged) == (R, 1)


async def test_a_kill_before_the_answer_is_no_reason_to_create_again(folder: Path) -> None:
    async with present() as api:
        async with opened(folder, api) as shop:
            job = await shop.ask()
            now = shop.clock()
            assert await shop.store.videos.claim_submit(
                job.video, now, due_at=now, deadline_at=now + HOUR, contract="jobs"
            )
        for _ in range(3):  # whether it was sent, nobody knows
            async with opened(folder, api) as shop:
                await shop.pass_time(GRACE + 1)
                assert (await shop.state(job), api.submits) == (S, [])
        async with opened(folder, api) as shop:
            await shop.pass_time(2 * DEADLINE)
            await shop.pass_time(2 * DEADLINE)
            assert await outcome(shop, job) == (U, FailureReason.UNANSWERED)
            assert api.submits == []


async def test_what_was_queued_in_a_copy_that_is_brought_back_is_not_created_again(
    folder: Path,
) -> None:
    async with present() as api, opened(folder, api) as shop:
        job = await shop.ask()  # and created since, as far as the copy can tell
        await shop.store.key_value.set(COPIED_AT, str(shop.clock().timestamp()))
        assert await shop.store.backups.adopt_restored(shop.clock(), timedelta(seconds=DEADLINE))
        for _ in range(5):
            await shop.pass_time(GRACE + 1)
        await shop.pass_time(DEADLINE)
        assert await outcome(shop, job) == (U, FailureReason.UNANSWERED)
        assert api.submits == []


async def test_posting_it_once_more_creates_nothing(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    await shop.api.finish(shop.made(job))
    await shop.work()
    await shop.ask(new_request(user_id=7, repost_of=job.video.video_id))
    await shop.ask(new_request(user_id=8))
    await shop.work(3)
    assert (len(shop.api.submits), shop.charged) == (1, 1)


async def test_two_members_and_one_song_are_one_create(shop: RenderHarness) -> None:
    first, second = (
        await shop.ask(),
        await shop.ask(new_request(user_id=7, guild_id=2, channel_id=20)),
    )
    await shop.work(3)
    assert first.video.video_id == second.video.video_id
    assert (len(shop.api.submits), shop.charged) == (1, 1)


@pytest.mark.parametrize("spends", [{"creditsConsumed": 2.5}, {"consumeCredits": "2.5"}])
async def test_what_was_really_charged_is_kept(
    shop: RenderHarness, spends: dict[str, object]
) -> None:
    shop.api.spends = spends
    job = await shop.ask()
    await shop.work()
    await shop.api.finish(shop.made(job))
    await shop.work()
    spending = await shop.store.charges.spending(1, shop.clock() - HOUR)
    assert (spending.charged, spending.priced, spending.credits) == (1, 1, 2.5)


@pytest.mark.parametrize("told", [0, None])
async def test_a_failure_that_took_nothing_is_known_to_be_free(
    shop: RenderHarness, told: float | None
) -> None:
    shop.api.spends = {"creditsConsumed": told}
    job = await shop.ask()
    await shop.work()
    await shop.api.fail(shop.made(job))
    await shop.work()
    assert await charge(shop, job) is (ChargeStatus.NOTHING if told == 0 else ChargeStatus.DOUBTFUL)
    spending = await shop.store.charges.spending(1, shop.clock() - HOUR)
    assert spending.doubtful == int(told is None)


# Whose a task is


@pytest.mark.parametrize("shape", SHAPES)
async def test_a_lost_answer_is_made_up_for_by_the_callback(
    shop: RenderHarness, shape: str
) -> None:
    shop.api.param_shape = shape  # type: ignore[assignment]
    job, made = await lost(shop)
    await shop.api.finish(made)
    await shop.work()
    proven = shape != "absent"
    assert await shop.state(job) is (D if proven else S)
    assert (len(shop.api.submits), shop.charged) == (1, 1)


@pytest.mark.parametrize("days", [1, 5, 13])
async def test_days_later_it_is_still_settled_by_a_callback(shop: RenderHarness, days: int) -> None:
    job, made = await lost(shop)
    await shop.pass_time(DEADLINE + 1)
    assert await shop.state(job) is U
    for _ in range(days):
        await shop.pass_time(DAY)
    await shop.api.finish(made)
    await shop.work()
    assert await outcome(shop, job) == (D, None)
    assert await charge(shop, job) is ChargeStatus.CHARGED


async def test_days_later_it_is_still_settled_by_a_look(shop: RenderHarness) -> None:
    shop.api.callbacks.times = 0
    job = await shop.ask()
    await shop.work()
    await shop.pass_time(DEADLINE + 1)
    assert await shop.state(job) is U
    await shop.pass_time(3 * DAY)
    await shop.api.finish(shop.made(job))
    await shop.pass_time(shop.config.timing.late_poll_seconds + 1)
    assert await shop.state(job) is D


def other(shop: RenderHarness, **create: object) -> Made:
    """Return somebody else's finished task."""
    base = {
        "model": "ai-music-api/create-music-video",
        "input": {"task_id": "task-x", "audio_id": "audio-x"},
        "callBackUrl": "https://elsewhere.example/cb",
    }
    made = Made("task-x", "audio-x", "", None, None, contract="jobs", create={**base, **create})
    shop.api.videos.append(made)
    shop.api._mark_finished(made)
    return made


OURS: Final = {"task_id": "task-1", "audio_id": "audio-1"}


@pytest.mark.parametrize("shape", ["nested", "object", "whole"])
@pytest.mark.parametrize(
    ("create", "is_ours"),
    [
        ({}, False),
        ({"input": OURS}, True),
        ({"input": {"taskId": "task-1", "audioId": "audio-1"}}, True),
        ({"input": {**OURS, "audio_id": "audio-2"}}, False),
        ({"input": {**OURS, "task_id": "task-2"}}, False),
        ({"input": {"audio_id": "audio-1"}}, False),
        ({"input": OURS, "model": "ai-music-api/extend"}, False),
        ({"input": {}, "callBackUrl": None}, False),
    ],
    ids=str,
)
async def test_an_id_is_adopted_only_when_its_record_proves_it_ours(
    shop: RenderHarness, create: dict[str, object], is_ours: bool, shape: str
) -> None:
    shop.api.param_shape = shape  # type: ignore[assignment]
    job, made = await lost(shop)
    foreign = other(shop, **create)
    if "model" in create:
        foreign.record = {"model": create["model"]}
    body = shop.api.callback_body(foreign)
    assert (await shop.api.post(made.callback_url, body))[0] == 200
    await shop.work()
    assert await shop.state(job) is (D if is_ours else S)


@pytest.mark.parametrize(
    "param",
    ["no json", "[]", '"text"', 7, [], "[" * 5_000, '{"input": "no json"}', '{"input": [1]}'],
    ids=lambda value: repr(value)[:30],
)
async def test_a_param_of_any_shape_proves_nothing_and_breaks_nothing(
    shop: RenderHarness, param: object
) -> None:
    job, made = await lost(shop)
    made.record = {"param": param}
    await shop.api.finish(made)
    await shop.work()
    assert await shop.state(job) is S
    made.record = {}
    await shop.pass_time(6)
    assert await shop.state(job) is D


async def test_a_forged_callback_has_no_effect(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    made = shop.made(job)
    forged = {
        "code": 200,
        "msg": "success",
        "data": {
            "taskId": made.video_id,
            "state": "success",
            "resultJson": json.dumps({"resultUrls": ["https://evil.example/x.mp4"]}),
        },
    }
    address = f"{shop.endpoint}/callbacks/{job.video.video_id}/forged"
    assert (await shop.api.post(address, forged))[0] == 404
    assert (await shop.api.post(made.callback_url, forged))[0] == 200
    await shop.work()
    assert ((await shop.video(job)).state, (await shop.video(job)).video_url) == (R, None)


async def test_the_seeds_record_may_name_the_track_in_either_field(folder: Path) -> None:
    for field in ("musicId", "audioId"):
        (folder / field).mkdir()
        async with open_render_harness(folder / field) as shop:
            shop.api.faults.add("drop", SUBMIT, after=True)
            job = await shop.ask()
            await shop.work()
            made = shop.made(job)
            made.record = {"callbackUrl": None, "musicId": "somewhere", field: "audio-1"}
            await shop.api.finish(made)
            await shop.work()
            assert await shop.state(job) is D, field


async def test_where_a_host_forbids_repeats_it_holds_for_the_seed_as_well(folder: Path) -> None:
    async with open_render_harness(folder, {"api": {"resubmit": False}}) as shop:
        created = await shop.store.requests.create(
            new_request(),
            provider=shop.provider,
            now=shop.clock(),
            deadline=timedelta(seconds=DEADLINE),
            limits=host_limits(),
        )
        shop.api.faults.add("drop", SUBMIT, times=None)
        await shop.work()
        await shop.pass_time(DEADLINE + GRACE)
        assert await outcome(shop, created.job) == (U, FailureReason.UNANSWERED)
        assert len(shop.api.submits) <= 1
