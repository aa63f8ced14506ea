"""The workers, with real child processes."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.net.safe_download import SafeDownloader
from bot.studio.disk import Usage
from bot.studio.library.library import Library
from bot.studio.library.track_sources import TrackSources
from bot.studio.models import QueuedVideo, RenderOrder, RenderState
from bot.studio.process.limits import NICENESS
from bot.studio.queue.disk_space import DiskSpace
from bot.studio.queue.queue import VideoQueue
from bot.studio.queue.worker_pool import STALL_SECONDS, WORKER, WorkerPool
from bot.studio.settings import StudioSettings
from tests.studio.studio_harness import add_song, order_of, settings_in, until

STRANGE = "tests.studio.process.strange_worker"


@pytest.fixture(autouse=True)
def _never_starved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Call no worker starved: beside other tests some are, and run once more than is counted."""

    async def starved(_pid: int) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.studio.process.child_process.starved", starved)


class Bench:
    """A queue and its workers."""

    def __init__(self, queue: VideoQueue, pool: WorkerPool, settings: StudioSettings) -> None:
        self.queue = queue
        self.pool = pool
        self.settings = settings
        self.ended = 0

    async def add(
        self, title: str, artist: str | None = None, *, most_bytes: int | None = None
    ) -> QueuedVideo:
        order = order_of(add_song(self.settings, title))
        source = order.source.model_copy(update={"artist": artist})
        render_order = RenderOrder(
            submission=order.submission, source=source, most_bytes=most_bytes
        )
        video, _ = await self.queue.add(render_order, max_waiting=100)
        self.pool.wake()
        return video

    async def state(self, video: QueuedVideo) -> QueuedVideo:
        row = await self.queue.get(video.video_task_id)
        assert row
        return row

    async def outcome(self, video: QueuedVideo) -> QueuedVideo:
        async def has_ended() -> bool:
            row = await self.state(video)
            return row.state not in (RenderState.QUEUED, RenderState.RENDERING)

        await until(has_ended)
        return await self.state(video)

    async def in_the_middle(self, video: QueuedVideo) -> None:
        async def has_begun() -> bool:
            return self.pool.progress(video.video_task_id) > 0

        await until(has_begun)

    @property
    def runs(self) -> list[int]:
        path = self.settings.videos.parent / "runs"
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    @property
    def files(self) -> set[str]:
        names = {path.name for path in self.settings.videos.iterdir()}
        return {name for name in names if not name.startswith("studio.db")}


@asynccontextmanager
async def benched(
    folder: Path,
    worker: str = STRANGE,
    usage: Usage = shutil.disk_usage,
    stall_seconds: float = STALL_SECONDS,
    **changes: object,
) -> AsyncIterator[Bench]:
    settings = settings_in(folder, **changes)
    async with (
        VideoQueue.open(settings.videos / "studio.db") as queue,
        SafeDownloader.open() as fetch,
    ):
        sources = TrackSources(Library(settings.library), settings, fetch)

        def count() -> None:
            bench.ended += 1

        pool = WorkerPool(
            queue,
            sources,
            settings,
            DiskSpace(queue, settings, usage=usage),
            finished=count,
            worker=worker,
            stall_seconds=stall_seconds,
        )
        bench = Bench(queue, pool, settings)
        running = asyncio.create_task(pool.run())
        try:
            yield bench
        finally:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_song_becomes_a_video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSICVIDEO_DISCORD__TOKEN", "secret")
    async with benched(tmp_path) as bench:
        video = await bench.outcome(await bench.add("Song", "Band"))
        assert (video.state, video.duration_seconds) == (RenderState.READY, 1.2)
        assert bench.files == {video.file_name}
        told = json.loads((bench.settings.videos / video.file_name).read_text())
        assert video.size_bytes == (bench.settings.videos / video.file_name).stat().st_size
    spec = told["spec"]
    assert (spec["title"], spec["artist"], spec["author"]) == ("Song", "Band", "Me")
    assert spec["target_bytes"] is None
    assert told["nice"] >= NICENESS
    assert not [name for name in told["environment"] if name.startswith("MUSICVIDEO")]


async def test_a_killed_worker_is_noticed_and_the_render_done_again(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        video = await bench.add("hangs once")
        await bench.in_the_middle(video)
        os.kill(bench.runs[0], signal.SIGKILL)
        ended = await bench.outcome(video)
        assert (ended.state, ended.crashes, len(bench.runs)) == (RenderState.READY, 1, 2)
        assert bench.files == {ended.file_name}


@pytest.mark.parametrize("how", ["dies", "babbles", "never ends its line", "says nothing"])
async def test_a_worker_that_dies_twice_is_given_up(tmp_path: Path, how: str) -> None:
    async with benched(tmp_path) as bench:
        video = await bench.outcome(await bench.add(how))
        assert (video.state, video.error_reason) == (RenderState.FAILED, "worker-died")
        assert (len(bench.runs), bench.ended, bench.files) == (2, 1, set())
        assert (await bench.outcome(await bench.add("another"))).state is RenderState.READY


@pytest.mark.parametrize(
    ("told", "code", "reason"),
    [
        ("unreadable", 400, "unreadable"),
        ("too_long", 400, "too_long"),
        ("missing", 451, "missing"),
        ("no_space", 507, "disk-full"),
        ("read_only", 508, "not-writable"),
        ("internal", 500, "internal"),
        ("never heard of", 400, "never heard of"),
    ],
)
async def test_a_refusal_is_told_as_it_is(
    tmp_path: Path, told: str, code: int, reason: str
) -> None:
    async with benched(tmp_path) as bench:
        video = await bench.outcome(await bench.add("fails", told))
        assert (video.state, video.error_code) == (RenderState.FAILED, code)
        assert video.error_reason == reason
        assert len(bench.runs) == 1


async def test_a_song_that_can_not_fit_is_made_larger(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        video = await bench.outcome(await bench.add("will not fit", most_bytes=10 << 20))
        assert (video.state, len(bench.runs)) == (RenderState.READY, 2)


@pytest.mark.parametrize(
    ("told", "host", "expected"),
    [
        (None, 0, None),
        (None, 8, 8 << 20),
        (5 << 20, 0, 5 << 20),
        (12 << 20, 8, 12 << 20),  # whoever orders knows where it goes
        (0, 8, None),  # as behind a link
    ],
)
async def test_a_video_is_as_large_as_its_order_says(
    tmp_path: Path, told: int | None, host: float, expected: int | None
) -> None:
    async with benched(tmp_path, max_megabytes=host) as bench:
        video = await bench.outcome(await bench.add("Song", most_bytes=told))
        made = json.loads((bench.settings.videos / video.file_name).read_text())
        assert made["spec"]["target_bytes"] == expected


async def test_a_worker_that_made_nothing_has_failed(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        video = await bench.outcome(await bench.add("makes no file"))
        assert (video.state, video.error_reason) == (RenderState.FAILED, "not-written")


async def test_cancel_ends_the_process(tmp_path: Path) -> None:
    async with benched(tmp_path, workers=1) as bench:
        video = await bench.add("hangs")
        await bench.in_the_middle(video)
        assert bench.pool.progress(video.video_task_id) == 0.25
        cancelled = await bench.pool.cancel(video.video_task_id)
        assert cancelled
        assert cancelled.state is RenderState.CANCELLED
        assert await bench.pool.cancel(video.video_task_id) is None
        # The only worker is free again, so the process is gone, and what it wrote.
        another = await bench.outcome(await bench.add("another"))
        assert another.state is RenderState.READY
        assert not is_alive(bench.runs[0])
        assert bench.files == {another.file_name}


async def test_a_render_has_a_time_limit(tmp_path: Path) -> None:
    async with benched(tmp_path, render_timeout_seconds=1.5) as bench:
        video = await bench.outcome(await bench.add("hangs"))
        assert (video.state, video.error_reason) == (RenderState.FAILED, "timed-out")
        assert not any(is_alive(pid) for pid in bench.runs)
        assert bench.files == set()


async def test_a_render_that_hangs_is_ended(tmp_path: Path) -> None:
    async with benched(tmp_path, stall_seconds=1.5) as bench:
        video = await bench.outcome(await bench.add("hangs"))
        assert (video.state, video.error_reason) == (RenderState.FAILED, "timed-out")
        assert not any(is_alive(pid) for pid in bench.runs)
        assert bench.files == set()


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process gives way entirely")
async def test_a_render_that_never_gets_to_run_is_given_a_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def starved(_pid: int) -> None:
        await begun.wait()

    monkeypatch.setattr("bot.studio.process.child_process.starved", starved)
    async with benched(tmp_path) as bench:
        usual = await bench.outcome(await bench.add("Song"))
        assert json.loads((bench.settings.videos / usual.file_name).read_text())["is_idle"]
        (tmp_path / "runs").unlink()
        video = await bench.add("hangs once")
        await bench.in_the_middle(video)
        begun.set()
        ended = await bench.outcome(video)
        assert (ended.state, ended.crashes, len(bench.runs)) == (RenderState.READY, 0, 2)
        told = json.loads((bench.settings.videos / ended.file_name).read_text())
        assert not told["is_idle"]
        assert told["nice"] >= NICENESS
        assert not is_alive(bench.runs[0])


async def test_a_full_disk_is_told_before_the_render(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with benched(tmp_path, usage=lambda _: (1 << 40, 1 << 40, 1 << 30)) as bench:
        video = await bench.outcome(await bench.add("Song"))
        assert (video.state, video.error_reason) == (RenderState.FAILED, "disk-full")
        assert bench.runs == []
    warnings = [record.message for record in caplog.records if record.levelname == "WARNING"]
    assert len(warnings) == 1
    assert "disk is full" in warnings[0]  # the host must make room: members can't


async def test_a_broken_song_is_no_trouble_of_the_host(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with benched(tmp_path) as bench:
        video = await bench.outcome(await bench.add("fails", "unreadable"))
        assert video.state is RenderState.FAILED
    assert not [record for record in caplog.records if record.levelname == "WARNING"]


async def test_a_stop_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        video = await bench.add("hangs once")
        await bench.in_the_middle(video)
        first = bench.runs[0]
    assert not is_alive(first)
    async with benched(tmp_path) as bench:
        assert (await bench.state(video)).attempts <= 1
        ended = await bench.outcome(video)
        assert (ended.state, ended.attempts, ended.crashes) == (RenderState.READY, 1, 0)
        assert bench.files == {ended.file_name}


async def test_no_more_processes_than_workers(tmp_path: Path) -> None:
    async with benched(tmp_path, workers=2) as bench:
        videos = [await bench.add("hangs") for _ in range(4)]
        await bench.in_the_middle(videos[0])
        await bench.in_the_middle(videos[1])
        assert await bench.queue.counts() == {"rendering": 2, "queued": 2}
        assert len(bench.runs) == 2


async def test_a_removed_track_is_told(tmp_path: Path) -> None:
    async with benched(tmp_path, workers=1) as bench:
        blocker = await bench.add("hangs")
        video = await bench.add("Song")
        Library(bench.settings.library).remove(video.task_id)
        await bench.pool.cancel(blocker.video_task_id)
        ended = await bench.outcome(video)
        assert (ended.error_code, ended.error_reason) == (451, "track-gone")


async def test_the_real_worker_renders_and_refuses(tmp_path: Path) -> None:
    async with benched(tmp_path, worker=WORKER, resolution=720) as bench:
        good, broken = await bench.add("Song"), add_song(bench.settings, "Broken")
        path = bench.settings.library / broken.task_id / broken.tracks[0].audio
        path.write_bytes(b"RIFF....WAVE no sound in here")
        bad, _ = await bench.queue.add(order_of(broken), max_waiting=100)
        bench.pool.wake()
        ended = await bench.outcome(bad)
        assert (ended.state, ended.error_code) == (RenderState.FAILED, 400)
        assert (await bench.outcome(good)).state is RenderState.READY


def workers_of_this_process() -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_bytes()
            if int(fields[1]) == os.getpid() and WORKER.encode() in command:
                found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
async def test_a_real_worker_may_be_killed(tmp_path: Path) -> None:
    async with benched(tmp_path, worker=WORKER, workers=1) as bench:
        video = await bench.add("Song")

        async def has_begun() -> bool:
            return bool(workers_of_this_process())

        await until(has_begun)
        os.kill(workers_of_this_process()[0], signal.SIGKILL)
        ended = await bench.outcome(video)
        assert (ended.state, ended.crashes) == (RenderState.READY, 1)


async def test_a_database_that_can_not_be_written_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.studio.queue.database._PAUSE_SECONDS", 0.01)
    async with benched(tmp_path) as bench:
        finish, faults = bench.queue.finish, [sqlite3.OperationalError("disk is full")] * 2

        async def faulty(*given: Any, **more: Any) -> QueuedVideo | None:  # noqa: ANN401 - passed on
            if faults:
                raise faults.pop()
            return await finish(*given, **more)

        monkeypatch.setattr(bench.queue, "finish", faulty)
        video = await bench.outcome(await bench.add("Song"))
        assert (video.state, faults) == (RenderState.READY, [])
    assert "The queue can't be written; trying again: disk is full" in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_mistake_of_the_studio_stops_one_video_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with benched(tmp_path) as bench:
        with monkeypatch.context() as patch:
            patch.setattr(bench.pool, "_spec", None)
            video = await bench.outcome(await bench.add("Song"))
            assert (video.state, video.error_reason) == (RenderState.FAILED, "studio-error")
        assert (await bench.outcome(await bench.add("another"))).state is RenderState.READY


async def test_texts_are_made_fit_to_be_drawn(tmp_path: Path) -> None:
    async with benched(tmp_path) as bench:
        video = await bench.outcome(await bench.add("A\n\t song\x00\x1b"))
        told = json.loads((bench.settings.videos / video.file_name).read_text())
        assert told["spec"]["title"] == "A song"
