"""What is removed, and what is not."""

from pathlib import Path

from bot.studio.queue import Queue
from bot.studio.upkeep import Upkeep, sweep_drafts
from bot.studio.video import Video, VideoState
from tests.studio.stage import order, settings_in

DAY = 86_400.0


async def made(queue: Queue, folder: Path, audio: str) -> Video:
    video, _ = await queue.add(order(audio=audio), max_waiting=9)
    await queue.claim()
    done = await queue.finish(video.video_task_id, size_bytes=1, duration_seconds=2, keep_days=14)
    assert done
    (folder / done.file_name).touch()
    return done


async def test_old_videos_go_and_young_ones_stay(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    now = 1_000_000.0
    async with Queue.open(settings.videos / "studio.db", clock=lambda: now) as queue:
        upkeep = Upkeep(queue, settings)
        old = await made(queue, settings.videos, "1")
        now += 10 * DAY
        young = await made(queue, settings.videos, "2")
        now += 5 * DAY
        await upkeep.tidy()
        assert not (settings.videos / old.file_name).exists()
        assert (settings.videos / young.file_name).exists()
        row = await queue.get(old.video_task_id)
        assert row
        assert (row.state, row.error_code) == (VideoState.EXPIRED, 404)
        assert row.link("https://videos.example") is None
        _, is_new = await queue.add(order(audio="1"), max_waiting=9)
        assert is_new  # it may be made again


async def test_files_that_no_video_has_go(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with Queue.open(settings.videos / "studio.db") as queue:
        kept = await made(queue, settings.videos, "1")
        rendering, _ = await queue.add(order(audio="2"), max_waiting=9)
        await queue.claim()
        for name in (rendering.file_name, "0" * 32 + ".mp4", "holiday.mp4"):
            (settings.videos / name).touch()
        await Upkeep(queue, settings).tidy()
        assert {path.name for path in settings.videos.glob("*.mp4")} == {
            kept.file_name,
            rendering.file_name,
            "holiday.mp4",
        }


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
    sweep_drafts(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".other", "a.mp4"}
