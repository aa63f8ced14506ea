"""What a host can do about an order that the API never answered."""

import argparse
import logging
from pathlib import Path

import pytest

from bot.clock import utc_now
from bot.command_line import _parser
from bot.config import Config, load
from bot.jobs import VideoState
from bot.workers.maintenance import settle
from tests.loopback.jobs_shapes import CREATE
from tests.loopback.music_api import FakeMusicApi
from tests.support.render_harness import DEADLINE, opened
from tests.support.rows import HOUR, new_request


def arguments(*words: str) -> argparse.Namespace:
    return _parser().parse_args(["settle", *words])


def config_of(folder: Path) -> Config:
    return load(None, {}, database={"path": folder / "bot.db"})


async def unanswered(folder: Path, api: FakeMusicApi, *, taken: bool) -> str:
    """Leave an order behind whose answer was lost, and return its video's id."""
    async with opened(folder, api) as shop:
        api.callbacks.times = 0
        api.faults.add("drop", CREATE, after=taken)
        job = await shop.ask()
        await shop.work()
        await shop.pass_time(2 * DEADLINE)
        assert await shop.state(job) is VideoState.UNKNOWN
        return job.video.video_id


async def test_they_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with FakeMusicApi(all_are="jobs") as api:
        video_id = await unanswered(folder, api, taken=True)
    assert await settle._execute(arguments(), config_of(folder), utc_now) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{video_id}  ordered 2")
    assert told.endswith("task task-1  audio audio-1\n")


async def test_a_task_that_the_host_found_settles_it_when_its_record_proves_it_ours(
    folder: Path,
) -> None:
    async with FakeMusicApi(all_are="jobs") as api:
        video_id = await unanswered(folder, api, taken=True)
        (made,) = api.videos
        api._mark_finished(made)
        found = arguments(video_id, "--task", made.video_id)
        assert await settle._execute(found, config_of(folder), utc_now) == 0
        async with opened(folder, api) as shop:
            await shop.work()
            video = await shop.store.videos.get(video_id)
            assert video is not None
            assert (video.state, video.video_url) == (VideoState.READY, made.url)
            assert api.charges.total() == 1


async def test_one_that_was_not_made_is_free_and_may_be_asked_for_anew(folder: Path) -> None:
    async with FakeMusicApi(all_are="jobs") as api:
        video_id = await unanswered(folder, api, taken=False)
        assert (
            await settle._execute(arguments(video_id, "--not-made"), config_of(folder), utc_now)
            == 0
        )
        async with opened(folder, api) as shop:
            spending = await shop.store.charges.spending(1, shop.clock() - 9 * HOUR)
            assert (spending.charged, spending.doubtful) == (0, 0)
            job = await shop.ask(new_request(user_id=7))
            await shop.work()
            assert (await shop.state(job), api.charges.total()) == (VideoState.RENDERING, 1)


@pytest.mark.parametrize("words", [("0" * 16, "--not-made"), ("0" * 16, "--task", "t")])
async def test_nothing_else_is_touched(folder: Path, words: tuple[str, ...]) -> None:
    async with FakeMusicApi() as api, opened(folder, api) as shop:
        job = await shop.ask()
        await shop.work()
    named = arguments(job.video.video_id, *words[1:])
    for one in (arguments(*words), named):
        assert await settle._execute(one, config_of(folder), utc_now) == 1
    async with FakeMusicApi() as api, opened(folder, api) as shop:
        assert await shop.state(job) is VideoState.RENDERING


def test_half_a_command_and_a_running_bot_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = config_of(tmp_path)
    assert settle.execute(arguments("0" * 16), config, clock=utc_now) == 2
    assert "--not-made" in capsys.readouterr().err
    (tmp_path / "bot.db").mkdir()
    assert settle.execute(arguments(), config, clock=utc_now) == 1
    assert str(tmp_path) in capsys.readouterr().err


async def test_the_log_tells_the_host_what_to_do(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with FakeMusicApi(all_are="jobs") as api:
        await unanswered(folder, api, taken=True)
    (told,) = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert "unknown: unanswered" in told
    assert "python -m bot settle" in told
