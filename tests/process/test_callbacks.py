"""Callbacks in every order and number, and forged ones: hints, never the truth."""

import asyncio
import time

from tests.loopback.music_api import SUBMIT, CallbackPlan, TimeShape, Video
from tests.loopback.people import until
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness

WEBHOOK_KEY = "webhook-key-MARKER"
NO_POLLS = {"timing": {"poll_first_seconds": 60.0}}


PLANS = {
    "three-times": CallbackPlan(times=3),
    "in-the-other-spelling": CallbackPlan(times=3, camel=True),
    "before-the-answer": CallbackPlan(early=True, times=2),
    "with-code-0": CallbackPlan(code=0),
}


async def test_a_callback_may_come_in_any_shape(stage: ProcessHarness) -> None:
    stage.api.finish_after = 0.1
    for count, (name, plan) in enumerate(PLANS.items(), 1):
        stage.api.callbacks = plan
        stage.api.success_code = plan.code
        await stage.ask(name)
        await stage.ended(count=count)
    await asyncio.sleep(0.3)
    assert {status for _, status in stage.api.callback_answers} == {200}


async def test_a_lost_callback_is_made_up_for_by_polling(set_up: SetUp) -> None:
    stage = await set_up(finish_after=0.1)
    stage.api.callbacks.times = 0
    await stage.ask()
    await stage.ended()


async def test_times_come_in_any_shape(stage: ProcessHarness) -> None:
    stage.api.finish_after = 0.1
    shapes: tuple[TimeShape, ...] = ("text", "epoch", "null")
    for count, shape in enumerate(shapes, 1):
        stage.api.times = shape
        await stage.ask(f"task-{shape}")
        assert all("<t:" in result.content for result in await stage.ended(count=count))


async def test_a_flag_nobody_has_seen_is_still_open(set_up: SetUp) -> None:
    stage = await set_up(callbacks=False)
    await stage.ask()
    await stage.submitted()
    video = stage.api.videos[0]
    video.flag = "CALLBACK_EXCEPTION"
    polls = len(stage.api.polls)
    await until(lambda: len(stage.api.polls) > polls + 1)
    video.flag = "REVIEWING"
    await until(lambda: len(stage.api.polls) > polls + 3)
    assert stage.ends() == []
    await stage.api.finish(video)
    video.flag = "CALLBACK_EXCEPTION"
    await stage.ended()


async def test_signed_callbacks_are_taken_and_others_have_no_effect(set_up: SetUp) -> None:
    stage = await set_up(settings=NO_POLLS, webhook_key=WEBHOOK_KEY)
    await stage.ask()
    await stage.submitted()
    video = stage.api.videos[0]
    await until(lambda: stage.bot.states() == [("waiting", "rendering")], 30, stage.describe)
    states = stage.bot.states()
    answers = [
        await stage.api.post(url, body, headers) for url, body, headers in forgeries(stage, video)
    ]
    assert {body for _, body in answers} == {b""}
    assert all(400 <= status < 500 for status, _ in answers), answers
    assert stage.bot.states() == states
    assert stage.ends() == []
    await stage.api.finish(video)
    await stage.ended()


def forgeries(stage: ProcessHarness, video: Video) -> list[tuple[str, object, dict[str, str]]]:
    """Return callbacks that nobody genuine sends: their address, body and headers."""
    api, url, made = stage.api, video.callback_url, video.video_id
    base, _, token = url.rpartition("/")
    body = api.callback_body(video) | {"code": 200}
    signed = api.signature(made)
    old = str(int(time.time()) - 301)
    ahead = str(int(time.time()) + 330)  # the test itself takes a while
    stamp, name = signed["X-Webhook-Timestamp"], "X-Webhook-Signature"
    wrong_paths = [
        f"{base}/{'x' * len(token)}",
        f"{base}/%C3%A9%FF",
        f"{base}/%00",
        f"{base.rpartition('/')[0]}/0123456789abcdef/{token}",
        f"{base}/../../healthz/{token}",
    ]
    headers: list[dict[str, str]] = [
        {},
        {"X-Webhook-Timestamp": stamp},
        {name: signed[name]},
        signed | {name: "é" * 20},
        signed | {name: "not base64!"},
        signed | {"X-Webhook-Timestamp": "1.5"},
        signed | {"X-Webhook-Timestamp": "soon"},
        signed | {"X-Webhook-Timestamp": "9" * 5000},
        api.signature(made, key="another key"),
        api.signature(made, timestamp=old),
        api.signature(made, timestamp=ahead),
        api.signature("0" * 32),
    ]
    bodies: list[object] = [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[" * 10_000,
        b'{"code": ' + b"9" * 5000 + b"}",
        b"\x1f\x8b" + b"\0" * 100,
        7,
        [],
        {"code": 200, "data": None},
        {"code": 200, "data": {"task_id": 5}},
        {"code": 200, "data": {"task_id": "\ud800"}},
        {"code": 200, "data": {"task_id": "x" * 10_000}},
        {"code": 200, "data": {"task_id": made, "video_url": "x" * 20_000}},
    ]
    return [
        *((path, body, signed) for path in wrong_paths),
        *((url, body, given) for given in headers),
        *((url, broken, signed) for broken in bodies),
    ]


async def test_a_forged_result_behind_a_valid_token_posts_nothing(stage: ProcessHarness) -> None:
    """Without a webhook key the token alone opens the door: record-info is still the truth."""
    other = stage.discord.channel(stage.guild, "other")
    await stage.ask("theirs", channel=other)
    await stage.ask("ours")
    await stage.submitted("ours")
    await stage.submitted("theirs")
    ours, theirs = stage.api.video_of("ours"), stage.api.video_of("theirs")
    evil = {"code": 200, "data": {"task_id": ours.video_id, "video_url": "https://evil.example/x"}}
    status, _ = await stage.api.post(ours.callback_url, evil)
    assert status == 200
    evil["data"] = {"task_id": theirs.video_id, "video_url": None}
    stage.api.callbacks.times = 0
    await stage.api.finish(theirs)
    await stage.api.post(ours.callback_url, evil)
    failed = {"code": 500, "msg": "forged", "data": {"task_id": ours.video_id}}
    await stage.api.post(ours.callback_url, failed)
    await asyncio.sleep(0.5)
    assert stage.ends() == []
    assert "evil" not in stage.describe().replace("evil = ", "")
    stage.api.callbacks.times = 1
    await stage.api.finish(ours)
    await stage.api.finish(theirs)
    (result,) = await stage.ended()
    assert ours.video_id in result.content
    await stage.ended(other)


async def test_a_token_is_of_use_for_its_own_track_only_while_the_answer_is_open(
    set_up: SetUp,
) -> None:
    """A leaked token with another video's id must not bring that video into this channel."""
    stage = await set_up(
        settings=NO_POLLS | {"api": {"resubmit": False}, "callback": {}}, webhook_key=WEBHOOK_KEY
    )
    other = stage.discord.channel(stage.guild, "other")
    await stage.ask("theirs", "theirs", channel=other)
    await stage.submitted("theirs")
    theirs = stage.api.video_of("theirs")
    stage.api.faults.add("drop", SUBMIT, after=True)
    await stage.ask("ours", "ours")
    await stage.submitted("ours")
    ours = stage.api.video_of("ours")
    stage.api.callbacks.times = 0
    await stage.api.finish(theirs)
    leaked = {"code": 200, "data": {"task_id": theirs.video_id, "video_url": theirs.url}}
    status, _ = await stage.api.post(
        ours.callback_url, leaked, stage.api.signature(theirs.video_id)
    )
    assert status == 200
    await asyncio.sleep(0.5)
    assert stage.ends() == []
    stage.api.callbacks.times = 1
    await stage.api.finish(ours)
    await stage.api.finish(theirs)
    (result,) = await stage.ended()
    assert ours.video_id in result.content
    (result,) = await stage.ended(other)
    assert theirs.video_id in result.content
