"""Room on disk: what is kept back stays free, and the oldest videos go first."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.studio.disk import USUAL_RESERVE_BYTES, reserve_of
from bot.studio.models import RenderFailed, RenderState
from bot.studio.queue.disk_space import DiskSpace
from bot.studio.queue.queue import VideoQueue
from bot.studio.settings import MEBIBYTE, StudioSettings
from tests.studio.studio_harness import order, settings_in

HOUR = 3600.0
RESERVE = 100  # MiB, of a disk of 1,000


class Bench:
    """A queue with finished videos on a disk whose free room follows its files."""

    def __init__(self, queue: VideoQueue, settings: StudioSettings) -> None:
        self.now = 1_000_000.0
        self.queue = queue
        self.settings = settings
        self.others = 0
        """MiB that belong to nobody here."""
        self.space = DiskSpace(queue, settings, usage=self._usage)

    def _usage(self, folder: Path) -> tuple[int, int, int]:
        sizes = [path.stat().st_size for path in self.settings.videos.glob("*.mp4")]
        used = sum(sizes) + self.others * MEBIBYTE
        return 1000 * MEBIBYTE, used, 1000 * MEBIBYTE - used

    async def add(self, audio: str, size: int, *, age_seconds: float) -> str:
        """Finish a video of so many MiB."""
        now, self.now = self.now, self.now - age_seconds
        video, _ = await self.queue.add(order(audio=audio), max_waiting=9)
        await self.queue.claim()
        name = video.video_task_id
        await self.queue.finish(name, size_bytes=size * MEBIBYTE, duration_seconds=1, keep_days=14)
        with (self.settings.videos / video.file_name).open("wb") as file:
            file.truncate(size * MEBIBYTE)
        self.now = now
        return name

    async def states(self, *names: str) -> list[RenderState]:
        return [video.state for name in names if (video := await self.queue.get(name))]


@asynccontextmanager
async def benched(folder: Path) -> AsyncIterator[Bench]:
    settings = settings_in(folder, reserve_megabytes=RESERVE)
    bench: Bench
    async with VideoQueue.open(settings.videos / "studio.db", clock=lambda: bench.now) as queue:
        bench = Bench(queue, settings)
        yield bench


async def test_the_oldest_videos_make_room_and_no_more_of_them_than_needed(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        young = await bench.add("1", 300, age_seconds=60)
        old = await bench.add("2", 200, age_seconds=5 * HOUR)
        older = await bench.add("3", 200, age_seconds=9 * HOUR)
        files = len(list(bench.settings.videos.glob("*.mp4")))
        async with bench.space.claimed(bench.settings.videos, 200 * MEBIBYTE):
            pass
        assert len(list(bench.settings.videos.glob("*.mp4"))) == files
        async with bench.space.claimed(bench.settings.library, 300 * MEBIBYTE):
            pass
        ready, gone = RenderState.READY, RenderState.EXPIRED
        assert await bench.states(young, old, older) == [ready, ready, gone]
        assert len(list(bench.settings.videos.glob("*.mp4"))) == files - 1
        row = await bench.queue.get(older)
        assert row
        assert row.error_reason == "made-room"


async def test_where_all_of_them_would_not_do_none_goes_and_the_host_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with benched(tmp_path) as bench:
        bench.others = 500
        young = await bench.add("1", 200, age_seconds=60)
        old = await bench.add("2", 150, age_seconds=5 * HOUR)
        for _ in range(3):
            with pytest.raises(RenderFailed, match="disk is full"):
                async with bench.space.claimed(bench.settings.videos, 250 * MEBIBYTE):
                    pytest.fail("there is no room")
        assert await bench.states(young, old) == [RenderState.READY] * 2
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1
    assert "150 MiB are free, of which 100 are kept back" in errors[0].getMessage()


async def test_what_is_being_written_is_counted_and_given_back(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        videos = bench.settings.videos
        async with bench.space.claimed(videos, 500 * MEBIBYTE):
            with pytest.raises(RenderFailed):
                async with bench.space.claimed(videos, 401 * MEBIBYTE):
                    pytest.fail("there is no room")
            async with bench.space.claimed(videos, 400 * MEBIBYTE):
                pass
        async with bench.space.claimed(videos, 900 * MEBIBYTE):
            pass


async def test_what_is_kept_back_by_default(tmp_path: Path) -> None:
    settings = StudioSettings()
    assert reserve_of(5 << 30, settings) == (5 << 30) // 10
    assert reserve_of(1 << 40, settings) == USUAL_RESERVE_BYTES
    assert reserve_of(1 << 40, settings_in(tmp_path, reserve_megabytes=0)) == 0
