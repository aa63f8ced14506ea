"""What is removed, and what is not."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.studio.models import QueuedVideo, RenderState
from bot.studio.queue.cleanup import VideoFileCleanup, delete_drafts
from bot.studio.queue.queue import VideoQueue
from tests.studio.studio_harness import order, settings_in

DAY = 86_400.0


async def made(queue: VideoQueue, folder: Path, audio: str) -> QueuedVideo:
    video, _ = await queue.add(order(audio=audio), max_waiting=9)
    await queue.claim()
    done = await queue.finish(video.video_task_id, size_bytes=1, duration_seconds=2, keep_days=14)
    assert done
    (folder / done.file_name).touch()
    return done


async def test_old_videos_go_and_young_ones_stay(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    now = 1_000_000.0
    async with VideoQueue.open(settings.videos / "studio.db", clock=lambda: now) as queue:
        upkeep = VideoFileCleanup(queue, settings)
        old = await made(queue, settings.videos, "1")
        now += 10 * DAY
        young = await made(queue, settings.videos, "2")
        now += 5 * DAY
        await upkeep.delete_expired()
        assert not (settings.videos / old.file_name).exists()
        assert (settings.videos / young.file_name).exists()
        row = await queue.get(old.video_task_id)
        assert row
        assert (row.state, row.error_code) == (RenderState.EXPIRED, 404)
        assert row.link("https://videos.example") is None
        _, is_new = await queue.add(order(audio="1"), max_waiting=9)
        assert is_new  # it may be made again


async def test_files_that_no_video_has_go(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with VideoQueue.open(settings.videos / "studio.db") as queue:
        kept = await made(queue, settings.videos, "1")
        rendering, _ = await queue.add(order(audio="2"), max_waiting=9)
        await queue.claim()
        for name in (rendering.file_name, "0" * 32 + ".mp4", "holiday.mp4"):
            (settings.videos / name).touch()
        await VideoFileCleanup(queue, settings).delete_expired()
        assert {path.name for path in settings.videos.glob("*.mp4")} == {
            kept.file_name,
            rendering.file_name,
            "holiday.mp4",
        }


async def test_a_file_that_can_not_be_deleted_keeps_no_other(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    now = 1_000_000.0
    async with VideoQueue.open(settings.videos / "studio.db", clock=lambda: now) as queue:
        stuck, *others = [await made(queue, settings.videos, str(audio)) for audio in range(4)]
        stays = settings.videos / stuck.file_name
        stays.unlink()
        stays.mkdir()  # which no unlink deletes, even root's
        now += 15 * DAY
        await VideoFileCleanup(queue, settings).delete_expired()
        assert not any((settings.videos / video.file_name).exists() for video in others)
        row = await queue.get(stuck.video_task_id)
        assert row
        assert row.state is RenderState.EXPIRED
        stays.rmdir()
        stays.touch()
        await VideoFileCleanup(queue, settings).delete_expired()
        assert not stays.exists()


@pytest.mark.parametrize(
    "fault", [sqlite3.OperationalError("database or disk is full"), OSError("input/output error")]
)
async def test_cleanup_outlives_a_round_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr("bot.studio.queue.cleanup._EVERY_SECONDS", 0.01)
    settings = settings_in(tmp_path)
    async with VideoQueue.open(settings.videos / "studio.db") as queue:
        forget, forgotten = queue.forget, asyncio.Event()
        faults = [fault]

        async def faulty(days: float) -> None:
            if faults:
                raise faults.pop()
            await forget(days)
            forgotten.set()

        monkeypatch.setattr(queue, "forget", faulty)
        running = asyncio.create_task(VideoFileCleanup(queue, settings).run())
        waiting = asyncio.create_task(forgotten.wait())
        await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
        assert not running.done()
        for task in (running, waiting):
            task.cancel()


def test_drafts_of_a_crash_go(tmp_path: Path) -> None:
    (tmp_path / ".fetched-x").mkdir()
    (tmp_path / ".render-y").mkdir()
    for name in (
        ".fetched-x/audio",
        ".render-y/video.mp4",
        ".render-x.mp4",
        ".x-1.part.mp4",
        ".other",
        "a.mp4",
    ):
        (tmp_path / name).touch()
    delete_drafts(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".other", "a.mp4"}
