"""What the API refuses, loses or fails, and what people are told of it."""

import asyncio
import re

import pytest

from tests.loopback.faults import Kind
from tests.loopback.music_api import SUBMIT
from tests.loopback.people import until
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness

CODES = (400, 401, 402, 403, 404, 405, 408, 413, 422, 451, 500, 501, 505, 531, 777)
RAW = "Secret stack trace at line 7"
UNPAID = {"timing": {"poll_first_seconds": 60.0, "job_deadline_seconds": 3.0}}


async def _told(stage: ProcessHarness, name: str, *, code: int, as_status: bool) -> str:
    """Let one code be the answer to a submit, and return what the member is told."""
    channel = stage.discord.channel(stage.guild, name)
    stage.api.refuse(code, RAW, as_status=as_status, task_id=name)
    await stage.ask(name, channel=channel, member=stage.discord.member(stage.guild, name))
    (end,) = await stage.ended(channel)
    return end.text


async def test_every_refusal_is_told_in_its_own_words(stage: ProcessHarness) -> None:
    shapes = [(code, as_status) for code in CODES for as_status in (False, True)]
    stage.bot.api.callbacks.times = 0
    texts = await asyncio.gather(
        *(_told(stage, f"t-{code}-{kind}", code=code, as_status=kind) for code, kind in shapes)
    )
    for (code, _), text in zip(shapes, texts, strict=True):
        assert RAW not in text
        assert not re.search(rf"\b{code}\b", text.replace(f"t-{code}", "")), text
    by_code = {code: text.split(". ", 1)[1] for (code, _), text in zip(shapes, texts, strict=True)}
    assert len({by_code[code] for code in (401, 402, 404, 451, 777)}) == 5
    assert not stage.api.charges


async def test_the_edge_s_page_is_a_refusal(stage: ProcessHarness) -> None:
    stage.api.refuse_at_edge()
    await stage.ask()
    (end,) = await stage.ended()
    assert "html" not in end.text


async def test_too_often_and_maintenance_keep_the_job_queued(stage: ProcessHarness) -> None:
    stage.api.finish_after = 0.1
    for code in (429, 430, 455):
        stage.api.refuse(code, "not now", task_id=f"task-{code}")
        stage.api.refuse(code, "not now", as_status=True, task_id=f"task-{code}")
        await stage.ask(f"task-{code}")
    await stage.ended(count=3)
    assert len(stage.results()) == 3
    assert len(stage.api.submits) == 9


async def test_a_track_whose_video_exists_elsewhere(set_up: SetUp) -> None:
    stage = await set_up(callbacks=False)
    stage.api.callbacks.times = 0
    for code in (409, 422):
        for with_id in (True, False):
            stage.api.duplicate = (code, with_id)
            name = f"task-{code}-{with_id}"
            body = {"taskId": name, "audioId": "audio-1", "callBackUrl": "http://127.0.0.1:1/x"}
            await stage.api.finish(await stage.api.accept(body))
            channel = stage.discord.channel(stage.guild, name)
            await stage.ask(name, channel=channel)
            await stage.ended(channel)
            assert len(stage.results(channel)) == (1 if with_id else 0)


@pytest.mark.parametrize("is_called_back", [True, False])
async def test_a_lost_answer_charges_once(set_up: SetUp, *, is_called_back: bool) -> None:
    stage = await set_up(callbacks=is_called_back, finish_after=0.3)
    faults: tuple[Kind | int, ...] = ("drop", "reset", 504, "hang")
    for fault in faults:
        stage.api.faults.add(fault, SUBMIT, after=True)
        await stage.ask(f"task-{fault}")
        await stage.submitted(f"task-{fault}")
    await stage.ended(count=len(faults))
    assert len(stage.results()) == len(faults)


async def test_a_lost_answer_is_asked_for_again_when_callbacks_are_lost(set_up: SetUp) -> None:
    stage = await set_up(finish_after=0.3)
    stage.api.callbacks.times = 0
    for count, code in enumerate((409, 422), 1):
        stage.api.duplicate = (code, True)
        stage.api.faults.add("drop", SUBMIT, after=True)
        await stage.ask(f"task-{code}")
        await stage.ended(count=count)
        assert len(stage.results()) == count
        assert len(stage.api.submits) == 2 * count


@pytest.mark.parametrize("resubmit", [True, False])
async def test_what_cannot_be_known_is_said_and_settled_later(
    set_up: SetUp, *, resubmit: bool
) -> None:
    settings = UNPAID | {"api": {"resubmit": resubmit}}
    stage = await set_up(settings=settings, duplicate=(409, False))
    stage.api.faults.add("drop", SUBMIT, after=True)
    asked = await stage.ask()
    (end,) = await stage.ended()
    assert "If the video still comes" in end.text
    assert stage.results() == []
    video = stage.api.videos[0]
    await stage.api.finish(video)
    _, late = await stage.ended(count=2)  # a new message, not a silent edit
    assert video.url is not None
    assert video.url in late.text
    assert late.pings == end.pings
    await until(lambda: "not known" not in asked.text, 30, stage.describe)


@pytest.mark.parametrize("flag", ["GENERATE_MP4_FAILED", "CREATE_TASK_FAILED"])
async def test_a_failed_render_is_told(stage: ProcessHarness, flag: str) -> None:
    await stage.ask()
    await stage.submitted()
    await stage.api.fail(stage.api.videos[0], flag, message=RAW)
    (end,) = await stage.ended()
    assert RAW not in end.text
    assert stage.results() == []
    retry = await stage.discord.click(stage.member, end, "Try again")
    stage.asked.append(retry)
    stage.api.charges.clear()
    await until(lambda: len(stage.api.videos) == 2, 30, stage.describe)
    await stage.api.finish(stage.api.videos[1])
    await stage.ended(count=2)


async def test_an_unreachable_api_loses_nothing(set_up: SetUp) -> None:
    stage = await set_up(finish_after=0.1)
    stage.api.faults.add("reset", SUBMIT)
    stage.api.faults.add(503, "/record-info", times=4)
    await stage.ask()
    await stage.ended()
    assert len(stage.results()) == 1
