"""What something odd happens to, that nobody expected, waits in its row: others get their turn."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.jobs import FailureReason, Job, RequestState, VideoState
from bot.store.attachment_jobs import AttachmentState
from bot.workers.delivery import answers, attachments, notices
from tests.support.delivery_harness import HOUR, DeliveryHarness, open_delivery_harness
from tests.support.render_harness import DEADLINE, GRACE, open_render_harness
from tests.support.rows import host_limits, new_request, rows_of


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness that posts links."""
    async with open_delivery_harness(folder) as made:
        yield made


class Trap:
    """Lets the wording of some requests' messages fail."""

    def __init__(self, patch: pytest.MonkeyPatch, module: object, name: str) -> None:
        self.caught: set[str] = set()
        original = getattr(module, name)

        def compose(job: Job, **more: Any) -> Any:  # noqa: ANN401 - passed on
            if job.request.request_id in self.caught:
                raise ZeroDivisionError("a bug")
            return original(job, **more)

        patch.setattr(module, name, compose)


async def several(room: DeliveryHarness, count: int) -> list[Job]:
    """Return finished jobs of as many members' requests, oldest first."""
    jobs = []
    for number in range(count):
        member = room.discord.member(room.guild, f"member-{number}")
        jobs.append(await room.ask(member=member))
    await room.settle(jobs[0], VideoState.READY, url=room.film(b"\0\0\0\x18ftypisom"))
    return jobs


async def asked(room: DeliveryHarness, audio_id: str) -> Job:
    """Commit a request for a track."""
    created = await room.store.requests.create(
        new_request(
            audio_id=audio_id,
            guild_id=room.guild.guild_id,
            channel_id=room.channel.channel_id,
            user_id=room.member.user_id,
        ),
        provider=room.provider,
        now=room.clock(),
        deadline=HOUR,
        limits=host_limits(),
    )
    return created.job


async def test_answers_that_go_wrong_keep_no_place_from_others(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = Trap(monkeypatch, answers, "result_message")
    jobs = await several(room, room.config.limits.posts_at_once + 1)
    trap.caught = {job.request.request_id for job in jobs[:-1]}
    await room.deliver(2)
    assert (await room.request(jobs[-1])).state is RequestState.POSTED
    stuck = await room.request(jobs[0])
    assert (stuck.state, stuck.attempts) == (RequestState.POSTING, 1)
    trap.caught.clear()
    await room.pass_time(5)
    assert len(room.posts()) == len(jobs)


async def test_an_answer_that_goes_wrong_each_time_is_given_up(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = Trap(monkeypatch, answers, "result_message")
    job = await room.finished()
    trap.caught = {job.request.request_id}
    for _ in range(20):
        await room.pass_time(room.config.delivery.retry_most_seconds)
    await room.pass_time(room.config.delivery.give_up_seconds)
    assert (await room.request(job)).state is RequestState.UNDELIVERABLE


async def test_showings_that_go_wrong_keep_no_place_from_others(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = Trap(monkeypatch, notices, "showcase_message")
    showcase = room.discord.channel(room.guild, "showcase")
    await room.set_up(showcase_channel_id=showcase.channel_id, keeps_copy=False)
    jobs = [await asked(room, f"audio-{number}") for number in range(3)]
    trap.caught = {job.request.request_id for job in jobs[:2]}
    for job in jobs:
        await room.settle(job, VideoState.READY)
        await room.deliver()
    await room.deliver(2)
    assert len(room.posts(showcase)) == 1
    trap.caught.clear()
    await room.pass_time(10)
    await room.deliver(2)
    assert len(room.posts(showcase)) == 3


async def test_copies_that_go_wrong_keep_no_place_from_others(
    room: DeliveryHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = Trap(monkeypatch, attachments, "result_message")
    jobs = await several(room, 3)
    trap.caught = {job.request.request_id for job in jobs[:2]}
    await room.deliver(4)
    states = [row["state"] for row in await rows_of(room.store, "attachment_jobs")]
    assert sorted(states) == [AttachmentState.ATTACHED, AttachmentState.DUE, AttachmentState.DUE]


async def test_videos_that_go_wrong_keep_no_place_from_others_and_are_given_up_in_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_render_harness(folder) as shop:
        odd = set[str]()
        original = shop.stepper._api.video

        async def video(api_task_id: str, *, contract: str) -> Any:  # noqa: ANN401 - passed on
            if api_task_id in odd:
                raise ZeroDivisionError("a bug")
            return await original(api_task_id, contract=contract)

        monkeypatch.setattr(shop.stepper._api, "video", video)
        count = shop.config.limits.looks_at_once + 1
        jobs = [await shop.ask(new_request(audio_id=f"audio-{number}")) for number in range(count)]
        await shop.work(3)
        for made in shop.api.videos:
            shop.api._mark_finished(made)
        odd = {made.video_id for made in shop.api.videos if made.audio_id != "audio-8"}
        await shop.pass_time(GRACE)
        await shop.work(2)
        assert await shop.state(jobs[-1]) is VideoState.READY
        await shop.pass_time(DEADLINE)
        await shop.work(2)
        assert await shop.state(jobs[0]) is VideoState.RENDERING  # nothing was found out
        await shop.pass_time(24 * DEADLINE)
        await shop.work(2)
        given_up = await shop.video(jobs[0])
        assert (given_up.state, given_up.reason) == (VideoState.UNKNOWN, FailureReason.DEADLINE)
        odd.clear()
        await shop.pass_time(shop.config.timing.late_poll_seconds)
        assert await shop.state(jobs[0]) is VideoState.READY
