"""``python -m bot job ID``: why was it not posted? The story of each way that a request goes."""

import argparse
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from bot.command_line import _parser
from bot.config import Config, load
from bot.diagnostics import job_story
from bot.jobs import Job, VideoState
from bot.jobs.events import EventKind
from bot.services.job_story import JobStory, for_moderators, story_of
from bot.store import MIGRATIONS, Store
from bot.store.database import Database
from tests.loopback.music_api import FakeMusicApi
from tests.loopback.world import PUBLIC_THREAD, Permission
from tests.support.delivery_harness import SEND, DeliveryHarness, open_delivery_harness
from tests.support.render_harness import DEADLINE, RenderHarness, open_render_harness, opened
from tests.support.rows import MINUTE, new_request

SUBMIT: Final = "/api/v1/mp4/generate$"


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts links."""
    async with open_delivery_harness(folder) as made:
        yield made


async def story(store: Store, job: Job) -> JobStory:
    facts = await store.job_history.facts(job.request.request_id)
    assert facts is not None
    return story_of(facts)


async def kinds(store: Store, job: Job) -> list[str]:
    """Return what happened, in order, each with what was told of it."""
    return [
        ":".join(filter(None, [event.kind, event.detail.said, event.detail.reason]))
        for event in (await story(store, job)).events
    ]


def config_of(folder: Path) -> Config:
    return load(None, {}, database={"path": folder / "bot.db"})


def contents(folder: Path) -> dict[str, int]:
    """Return the files in a folder, and when they were written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def run(folder: Path, text: str) -> int:
    """Type the command."""
    arguments: argparse.Namespace = _parser().parse_args(["job", text])
    return job_story.execute(arguments, config_of(folder))


async def test_the_happy_way_to_the_api_and_back(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    await shop.api.finish(shop.made(job))
    await shop.work()
    assert await kinds(shop.store, job) == [
        "asked",
        "admitted:start",
        "submitted",
        "accepted",
        "callback",
        "polled:ready",
        "ready",
    ]
    (step,) = (await story(shop.store, job)).next_steps
    assert (step.kind, step.at) == ("post", None)


async def test_what_comes_next_is_told_with_its_time(shop: RenderHarness) -> None:
    job = await shop.ask()
    (step,) = (await story(shop.store, job)).next_steps
    assert (step.kind, step.at) == ("submit", shop.clock())
    await shop.work()
    video = await shop.video(job)
    steps = (await story(shop.store, job)).next_steps
    assert [(step.kind, step.at) for step in steps] == [
        ("poll", video.due_at),
        ("give-up", video.deadline_at),
    ]


async def test_polls_are_counted(shop: RenderHarness) -> None:
    job = await shop.ask()
    await shop.work()
    for _ in range(3):
        due_at = (await shop.video(job)).due_at
        assert due_at is not None
        await shop.pass_time((due_at - shop.clock()).total_seconds())
    *_, polls = (await story(shop.store, job)).events
    assert (polls.kind, polls.detail.said, polls.count) == (EventKind.POLLED, "rendering", 3)
    assert polls.first_at < polls.last_at == shop.clock()


async def test_a_refusal_of_the_api_is_told_with_its_code(shop: RenderHarness) -> None:
    shop.api.refuse(402)
    job = await shop.ask()
    await shop.work()
    assert await kinds(shop.store, job) == [
        "asked",
        "admitted:start",
        "submitted",
        "refused:no-credits",
        "failed:no-credits",
    ]
    assert (await story(shop.store, job)).events[3].detail.code == 402


async def test_what_keeps_a_video_queued_is_told(shop: RenderHarness) -> None:
    shop.api.refuse(455)
    job = await shop.ask()
    await shop.work()
    (step,) = (await story(shop.store, job)).next_steps
    assert (step.kind, step.reason) == ("submit", "maintenance")
    assert (await kinds(shop.store, job))[-1] == "refused:maintenance"


async def test_a_forged_callback_is_told_and_so_is_the_genuine_one(folder: Path) -> None:
    async with open_render_harness(folder, api=FakeMusicApi(webhook_key="key")) as shop:
        job = await shop.ask()
        await shop.work()
        made = shop.made(job)
        body = shop.api.callback_body(made)
        url = f"{shop.endpoint}/callbacks/{job.video.video_id}/made-up"
        assert (await shop.api.post(url, body, {}))[0] == 404
        for _ in range(5):
            assert (await shop.api.post(made.callback_url, body, {}))[0] == 401
        await shop.api.finish(made)
        await shop.work()
        assert (await kinds(shop.store, job))[4:] == [
            "callback-refused:token",
            "callback-refused:signature",
            "callback",
            "polled:ready",
            "ready",
        ]
        assert (await story(shop.store, job)).events[5].count == 1  # the others go later, as one


async def test_an_outcome_that_stays_unknown_after_a_restart(folder: Path) -> None:
    async with FakeMusicApi(all_are="jobs") as api:
        async with opened(folder, api) as shop:
            api.callbacks.times = 0
            api.faults.add("drop", r"createTask$", after=True)
            job = await shop.ask()
            await shop.work()
        async with opened(folder, api) as shop:
            await shop.work()
            await shop.pass_time(2 * DEADLINE)
            assert await shop.state(job) is VideoState.UNKNOWN
            assert (await kinds(shop.store, job))[2:] == [
                "submitted",
                "unanswered",
                "unknown:unanswered",
            ]


async def test_a_post_whose_answer_was_lost_is_read_back(room: DeliveryHarness) -> None:
    await room.set_up(keeps_copy=False)
    room.discord.faults.add("drop", SEND, method="POST", after=True)
    job = await room.finished()
    await room.deliver()
    (step,) = (await story(room.store, job)).next_steps
    assert (step.kind, step.at) == ("post", (await room.request(job)).due_at)
    await room.pass_time(200)
    assert (await kinds(room.store, job))[-4:] == [
        "answering:ready",
        "post-failed",
        "looked-up:found",
        "posted",
    ]
    failed = (await story(room.store, job)).events[-3].detail
    assert failed.error == "ServerDisconnectedError"


async def test_a_post_that_finds_the_member_directly(
    room: DeliveryHarness, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await room.set_up(keeps_copy=False)
    room.discord.deny_bot(room.channel, Permission.SEND_MESSAGES)
    job = await room.finished()
    await room.deliver(3)
    assert (await kinds(room.store, job))[-3:] == [
        "post-refused:no-permission",
        "redirected:no-permission",
        "posted",
    ]
    assert run(folder, job.request.request_id) == 0
    told = capsys.readouterr().out
    assert "  admitted: a video is made for it, starts of the member within 24 hours: 1\n" in told
    refused = "to where it was asked for, no-permission, HTTP 403, code 50013"
    assert f"Discord refused the post: {refused}\n" in told
    assert "posted: to the member directly, https://discord.com/channels/@me/" in told


async def test_a_post_that_goes_beside_its_thread_and_one_that_goes_nowhere(
    room: DeliveryHarness,
) -> None:
    await room.set_up(keeps_copy=False)
    room.member.user.dms_open = False
    thread = room.discord.channel(room.guild, "t", kind=PUBLIC_THREAD, parent=room.channel)
    thread.locked = True
    for channel, end in ((thread, "posted"), (room.channel, "undeliverable:no-permission")):
        if channel is room.channel:
            room.discord.deny_bot(room.channel, Permission.SEND_MESSAGES)
        job = await room.ask(channel)
        if channel is thread:  # the other one is answered with the same video
            await room.settle(job, VideoState.READY)
        await room.deliver(3)
        assert (await kinds(room.store, job))[-1] == end


async def test_an_attachment_that_follows_later(room: DeliveryHarness) -> None:
    room.discord.faults.add(503, "/messages/", method="PATCH", times=1)
    job = await room.with_film()
    await room.deliver(2)
    (step,) = (await story(room.store, job)).next_steps
    assert step.kind == "attach"
    assert step.at is not None
    await room.pass_time((step.at - room.clock()).total_seconds())
    told = await story(room.store, job)
    assert [event.kind for event in told.events][-3:] == [
        EventKind.POSTED,
        EventKind.ATTACHMENT_FAILED,
        EventKind.ATTACHED,
    ]
    assert told.events[-2].detail.status == 503
    assert told.next_steps == []


async def test_a_notice_beside_the_answer_is_told(room: DeliveryHarness) -> None:
    await room.set_up(moderators_channel_id=room.discord.channel(room.guild, "mods").channel_id)
    room.channel.deleted = True
    room.member.user.dms_open = False
    job = await room.finished()
    await room.deliver(2)
    *_, last = (await story(room.store, job)).events
    assert (last.kind, last.detail.notice) == (EventKind.NOTICE_POSTED, "undeliverable")


@pytest.mark.parametrize(
    "name",
    ["the request", "the video", "the API's id", "the song's task", "the post", "its link"],
)
async def test_every_id_leads_to_the_story(
    room: DeliveryHarness, folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    job = await room.finished()
    await room.deliver()
    request = await room.request(job)
    ids = {
        "the request": request.request_id,
        "the video": job.video.video_id,
        "the API's id": f"v-{job.video.video_id}",
        "the song's task": job.video.task_id,
        "the post": str(request.message_id),
        "its link": f"https://discord.com/channels/{request.guild_id}/{request.channel_id}"
        f"/{request.message_id}",
    }
    assert run(folder, ids[name]) == 0
    told = capsys.readouterr().out
    assert f"database {(folder / 'bot.db').absolute()}, read only\n" in told
    assert f"request  {request.request_id}, posted\n" in told
    assert job.video.token not in told


@pytest.mark.parametrize("text", ["0" * 16, "123", "9" * 30, "https://discord.com/channels/1/2/3"])
async def test_what_nobody_knows_is_told_so(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    async with Store.open(folder / "bot.db"):
        assert run(folder, text) == 1
    assert f"{text}: no request, video, task or message" in capsys.readouterr().err


async def test_a_database_that_is_not_there_or_too_old_is_told_so(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "x") == 2
    assert "there is no database" in capsys.readouterr().err
    assert contents(folder) == {}
    (first,) = MIGRATIONS.glob("0001_*.sql")
    (tmp_path / first.name).write_bytes(first.read_bytes())
    async with Database.open(folder / "bot.db", tmp_path):
        pass
    assert run(folder, "x") == 2
    assert "older version" in capsys.readouterr().err


async def test_looking_leaves_nothing_behind_and_writes_nothing(folder: Path) -> None:
    async with Store.open(folder / "bot.db"):
        pass
    before = contents(folder)
    assert run(folder, "x") == 1
    assert contents(folder) == before


async def test_a_request_that_is_older_than_the_events_is_told_by_its_rows(
    room: DeliveryHarness, folder: Path
) -> None:
    job = await room.finished()
    await room.deliver()
    with closing(sqlite3.connect(folder / "bot.db")) as database:
        database.execute("DELETE FROM job_events")
        database.commit()
    assert await kinds(room.store, job) == ["asked", "submitted", "ready", "posted"]


async def test_moderators_see_nothing_of_what_others_asked_for(shop: RenderHarness) -> None:
    await shop.ask()
    await shop.work()
    await shop.pass_time(600)
    shop.clock.now += MINUTE
    elsewhere = await shop.ask(new_request(guild_id=2, user_id=2))
    await shop.api.finish(shop.made(elsewhere))
    await shop.work()
    whole = await story(shop.store, elsewhere)
    assert {"submitted", "accepted"} <= {event.kind for event in whole.events}
    shown = for_moderators(whole).events
    assert [event.kind for event in shown] == ["asked", "admitted", "callback", "polled", "ready"]
    assert min(event.first_at for event in shown) == elsewhere.request.created_at
