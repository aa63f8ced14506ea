"""The durable queue, on real SQLite."""

import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.studio.models import QueuedVideo, RenderFailed, RenderState
from bot.studio.queue.database import QueueLocked, QueueUnusable
from bot.studio.queue.owed_callbacks import CALLBACK_TRIES
from bot.studio.queue.queue import START_LIMIT, QueueFull, VideoQueue
from bot.studio.render.spec import RenderSqueeze
from bot.video_api.mp4_contract import Mp4Record
from tests.studio.studio_harness import order

FAILURE = RenderFailed(400, "unreadable", "No audio.")


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def opened(folder: Path, clock: Clock | None = None) -> AsyncIterator[VideoQueue]:
    async with VideoQueue.open(folder / "studio.db", clock=clock or Clock()) as queue:
        yield queue


async def added(queue: VideoQueue, audio: str = "1", owner: str = "") -> QueuedVideo:
    video, is_new = await queue.add(order(audio=audio, owner=owner), max_waiting=100)
    assert is_new
    return video


async def finished(queue: VideoQueue, video: QueuedVideo) -> QueuedVideo | None:
    return await queue.finish(video.video_task_id, size_bytes=1, duration_seconds=2, keep_days=14)


async def place_of(queue: VideoQueue, video_task_id: str) -> int | None:
    """Return a video's place in the line, from 1; None when it doesn't wait."""
    places = {video.video_task_id: place for video, place in await queue.unfinished()}
    return places.get(video_task_id)


async def test_a_track_has_one_video(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        first = await added(queue)
        second, is_new = await queue.add(order(), max_waiting=100)
        assert (second.video_task_id, is_new) == (first.video_task_id, False)
        assert len(first.video_task_id) == 32
        assert first.file_name != f"{first.video_task_id}.mp4"


async def test_a_track_has_one_video_per_variant(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        common = await added(queue)
        wanted = order().model_copy(update={"variant": "club"})
        variant, is_new = await queue.add(wanted, max_waiting=100)
        assert is_new
        assert variant.variant == "club"
        again, is_new = await queue.add(wanted, max_waiting=100)
        assert (again.video_task_id, is_new) == (variant.video_task_id, False)
        assert await queue.of_track("a" * 32, "1") == common
        assert await queue.of_track("a" * 32, "1", "club") == variant


async def test_a_queue_of_the_version_before_variants_comes_along(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "studio.db")) as old:
        script = (
            resources.files("bot.studio.queue") / "migrations" / "0001_videos.sql"
        ).read_text()
        old.executescript(f"{script}\nPRAGMA user_version = 1;")
        old.execute(
            "INSERT INTO videos (video_task_id, task_id, audio_id, file_name, created_at,"
            " callback_url) VALUES ('v', ?, '1', 'f.mp4', 1.0, 'http://127.0.0.1:9/')",
            ("a" * 32,),
        )
        old.commit()
    async with opened(tmp_path) as queue:
        existing, is_new = await queue.add(order(), max_waiting=100)
        assert (existing.video_task_id, existing.variant, is_new) == ("v", "", False)
        assert await place_of(queue, "v") == 1


async def test_a_queue_of_version_0_1_0_keeps_every_value_under_its_new_name(
    tmp_path: Path,
) -> None:
    with closing(sqlite3.connect(tmp_path / "studio.db")) as old:
        folder = resources.files("bot.studio.queue") / "migrations"
        for name in ("0001_videos.sql", "0002_branding_variants.sql"):
            old.executescript((folder / name).read_text())
        old.execute("PRAGMA user_version = 2")
        old.execute(
            "INSERT INTO videos (video_task_id, task_id, audio_id, file_name, created_at,"
            " callback_url, edition, starts, deaths, owner, title, state)"
            " VALUES ('v', 't', '1', 'f.mp4', 1.0, 'http://h/', 'club', 3, 1, '7', 'Song', 'ready')"
        )
        old.row_factory = sqlite3.Row
        before = dict(old.execute("SELECT * FROM videos").fetchone())
        old.commit()
    names: dict[object, str] = {"edition": "variant", "starts": "attempts", "deaths": "crashes"}
    async with opened(tmp_path) as queue:
        (row,) = await queue._rows("SELECT * FROM videos", {})
    after = dict(row)
    kept = {key: after[names.get(key, str(key))] for key in before}
    assert kept == before


async def test_a_failed_video_makes_room(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        first = await added(queue)
        await queue.claim()
        assert await queue.fail(first.video_task_id, FAILURE)
        second = await added(queue)
        assert second.video_task_id != first.video_task_id
        old = await queue.get(first.video_task_id)
        assert old
        assert (old.state, old.error_code) == (RenderState.FAILED, 400)


async def test_a_full_queue_takes_no_more(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        await queue.add(order(audio="1"), max_waiting=1)
        with pytest.raises(QueueFull):
            await queue.add(order(audio="2"), max_waiting=1)
        _, is_new = await queue.add(order(audio="1"), max_waiting=1)
        assert not is_new  # what is there already is told even then


async def test_servers_take_turns(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        for audio in "123":
            await added(queue, audio, owner="loud")
        quiet = await added(queue, "4", owner="quiet")
        assert await place_of(queue, quiet.video_task_id) == 2
        claimed = [video.audio_id for _ in range(4) if (video := await queue.claim())]
        assert claimed == ["1", "4", "2", "3"]
        assert await queue.claim() is None


async def test_a_server_that_renders_lets_others_go_first(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        await added(queue, "1", owner="loud")
        await added(queue, "2", owner="loud")
        await queue.claim()
        late = await added(queue, "3", owner="late")
        assert await place_of(queue, late.video_task_id) == 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=8))
async def test_nobody_is_served_twice_before_one_who_waits(owners: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder)) as queue:
            videos = [await added(queue, str(at), owner) for at, owner in enumerate(owners)]
            served: list[str] = []
            while True:
                positions = {
                    await place_of(queue, video.video_task_id): video.audio_id for video in videos
                }
                video = await queue.claim()
                if video is None:
                    break
                assert positions[1] == video.audio_id  # the line that is told is the one kept
                for other in set(owners):
                    waits = owners.count(other) > served.count(other)
                    assert not waits or served.count(other) >= served.count(video.owner)
                served.append(video.owner)
            assert sorted(served) == sorted(owners)


async def test_what_is_cancelled_is_not_finished(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        video = await added(queue)
        await queue.claim()
        assert await queue.cancel(video.video_task_id, FAILURE)
        assert await finished(queue, video) is None
        assert await queue.fail(video.video_task_id, FAILURE) is None
        assert await queue.cancel(video.video_task_id, FAILURE) is None
        assert await queue.counts() == {"cancelled": 1}


async def test_a_dead_render_is_queued_again_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        video = await added(queue)
        await queue.claim()
        assert await queue.retry(video.video_task_id)
        await queue.claim()
        assert await queue.retry(video.video_task_id) is None


async def test_the_queue_outlives_its_process(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        video = await added(queue)
        await queue.claim()
    async with opened(tmp_path) as queue:
        assert await queue.recover() == 1
        again = await queue.claim()
        assert again
        assert (again.video_task_id, again.attempts) == (video.video_task_id, 2)
        await queue.give_back(video.video_task_id)
        row = await queue.get(video.video_task_id)
        assert row
        assert (row.state, row.attempts) == (RenderState.QUEUED, 1)


async def test_what_crashes_the_studio_each_time_fails(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        video = await added(queue)
        for _ in range(START_LIMIT):
            assert await queue.claim()
            await queue.recover()
        row = await queue.get(video.video_task_id)
        assert row
        assert (row.state, row.error_reason) == (RenderState.FAILED, "crashed")


async def test_a_second_studio_is_kept_out(tmp_path: Path) -> None:
    async with opened(tmp_path):
        with pytest.raises(QueueLocked):
            async with opened(tmp_path):
                pass


async def test_what_is_no_queue_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "studio.db").write_text("a letter to my aunt, long enough to be no database" * 99)
    with pytest.raises(QueueUnusable, match="not a database"):
        async with opened(tmp_path):
            pass


async def test_a_newer_queue_is_not_opened(tmp_path: Path) -> None:
    async with opened(tmp_path) as queue:
        await queue._db.execute_fetchall("PRAGMA user_version = 9999")
    with pytest.raises(QueueUnusable, match="newer"):
        async with opened(tmp_path):
            pass


async def test_a_callback_is_owed_when_a_video_ends(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock) as queue:
        video = await added(queue)
        assert await queue.callbacks.claim(30) is None
        assert await queue.callbacks.seconds_to_next() is None
        await queue.claim()
        await finished(queue, video)
        claimed = await queue.callbacks.claim(30)
        assert claimed
        assert claimed.callback_tries == 1
        assert await queue.callbacks.claim(30) is None  # leased
        assert await queue.callbacks.seconds_to_next() == 30
        await queue.callbacks.settle(video.video_task_id)
        assert await queue.callbacks.seconds_to_next() is None


async def test_a_callback_is_tried_three_times(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock) as queue:
        video = await added(queue)
        await queue.cancel(video.video_task_id, FAILURE)
        tries = 0
        while await queue.callbacks.claim(30):
            tries += 1
            await queue.callbacks.postpone(video.video_task_id, 20)
            clock.now += 20
        assert tries == CALLBACK_TRIES
        assert await queue.callbacks.seconds_to_next() is None


async def test_what_was_given_up_for_the_size_is_told_beside_the_contract(tmp_path: Path) -> None:
    squeeze = RenderSqueeze(resolution=360, fps=15, sound_kbps=128)
    async with opened(tmp_path) as queue:
        for audio, given_up in (("1", squeeze), ("2", None)):
            wanted = order(audio=audio).model_copy(update={"most_bytes": 10_000_000})
            video, _ = await queue.add(wanted, max_waiting=9)
            assert video.most_bytes == 10_000_000
            await queue.claim()
            made = await queue.finish(
                video.video_task_id,
                size_bytes=1,
                duration_seconds=2,
                keep_days=1,
                squeeze=given_up,
            )
            assert made is not None
            assert made.squeeze == given_up
            record = made.record("http://x")
            assert ("squeeze" in record) == (given_up is not None)
            told = Mp4Record.model_validate(record).squeeze
            assert (told and told.model_dump()) == (given_up and given_up.model_dump())


async def test_days_are_counted(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock) as queue:
        video = await added(queue)
        await queue.claim()
        await finished(queue, video)
        await queue.callbacks.settle(video.video_task_id)
        clock.now += 13.9 * 86_400
        assert await queue.outdated() == []
        clock.now += 0.2 * 86_400
        assert [old.video_task_id for old in await queue.outdated()] == [video.video_task_id]
        assert await queue.discard(video.video_task_id, FAILURE)
        assert await queue.kept_files() == set()
        await queue.forget(100)
        assert await queue.get(video.video_task_id)
        clock.now += 100 * 86_400
        await queue.forget(100)
        assert await queue.get(video.video_task_id) is None


async def test_a_new_queue_is_for_its_owner_only(tmp_path: Path) -> None:
    async with opened(tmp_path):
        assert _modes(tmp_path) == {0o600}


def _modes(folder: Path) -> set[int]:
    return {file.stat().st_mode & 0o777 for file in folder.glob("studio.db*")}
