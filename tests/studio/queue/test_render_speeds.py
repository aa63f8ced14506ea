"""What is expected of renders: by length, look and picture size, from what was measured here."""

from pathlib import Path

import pytest

from bot.studio.models import QueuedVideo
from bot.studio.queue.queue import VideoQueue
from bot.studio.queue.render_speeds import START_SECONDS, Speeds, part_seconds
from bot.studio.render.spec import RenderChoices
from tests.studio.studio_harness import order, settings_in

WAVE = RenderChoices(look="wave")


async def queued(
    queue: VideoQueue, audio: str, song_seconds: float | None, choices: RenderChoices | None = None
) -> QueuedVideo:
    asked = order(audio=audio)
    source = asked.source.model_copy(update={"song_seconds": song_seconds})
    changed = {"source": source, "options": choices or RenderChoices()}
    video, _ = await queue.add(asked.model_copy(update=changed), max_waiting=99)
    return video


async def test_an_average_moves_with_what_is_measured_and_each_look_has_its_own(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path, look="bars")
    async with VideoQueue.open(tmp_path / "studio.db") as queue:
        guess = (await queue.speeds.measured()).expected(settings, WAVE, 100)
        assert START_SECONDS < guess < 60
        await queue.speeds.record(settings, WAVE, 100, START_SECONDS + 50)
        speeds = await queue.speeds.measured()
        assert speeds.expected(settings, WAVE, 100) == pytest.approx(START_SECONDS + 50)
        assert speeds.expected(settings, RenderChoices(), 10) == pytest.approx(START_SECONDS + 5)
        await queue.speeds.record(settings, WAVE, 100, START_SECONDS + 150)
        await queue.speeds.record(settings, RenderChoices(), 100, START_SECONDS + 10)
    async with VideoQueue.open(tmp_path / "studio.db") as queue:  # it outlives a restart
        speeds = await queue.speeds.measured()
        assert speeds.expected(settings, WAVE, 100) == pytest.approx(START_SECONDS + 80)
        assert speeds.expected(settings, RenderChoices(), 100) == pytest.approx(START_SECONDS + 10)


async def test_a_render_of_a_second_says_little(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with VideoQueue.open(tmp_path / "studio.db") as queue:
        await queue.speeds.record(settings, WAVE, 100, START_SECONDS + 10)
        await queue.speeds.record(settings, WAVE, 1, 60)
        expected = (await queue.speeds.measured()).expected(settings, WAVE, 100)
        assert expected == pytest.approx(START_SECONDS + 69, rel=0.02)  # not thousands


def test_a_larger_picture_takes_longer_and_a_part_shorter(tmp_path: Path) -> None:
    speeds = Speeds({("wave", "fast"): 0.1})
    small = settings_in(tmp_path, resolution=720)
    large = settings_in(tmp_path, resolution=1080)
    seconds = speeds.expected(small, WAVE, 100) - START_SECONDS
    assert speeds.expected(large, WAVE, 100) - START_SECONDS == pytest.approx(2.25 * seconds)
    best = WAVE.model_copy(update={"quality": "1080p60"})
    assert speeds.expected(small, best, 100) - START_SECONDS == pytest.approx(4.5 * seconds)
    square = RenderChoices(look="wave", aspect="1:1")
    assert speeds.expected(small, square, 100) < speeds.expected(small, WAVE, 100)
    part = RenderChoices(look="wave", start=90.0, length=30.0)
    assert speeds.expected(small, part, 100) == pytest.approx(START_SECONDS + 1)
    assert part_seconds(RenderChoices(start="best"), 100) == 30
    assert part_seconds(RenderChoices(start=200.0), 100) == 0


async def test_what_waits_is_ready_when_a_worker_had_time_for_it(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, workers=2, look="bars")
    speeds = Speeds({("bars", "fast"): 0.1})  # 100 s of song take 12 s
    async with VideoQueue.open(tmp_path / "studio.db", clock=lambda: 1000.0) as queue:
        for number, length in enumerate((100.0, 100.0, 80.0, None, 100.0)):
            await queued(queue, str(number), length)
        await queue.claim()
        await queue.claim()
        unfinished = await queue.unfinished()
    told = speeds.forecast(unfinished, settings, lambda _: 0.0, now=1004.0)
    by_audio = {video.audio_id: told[video.video_task_id] for video, _ in unfinished}
    for first in ("0", "1"):
        assert list(by_audio[first]) == pytest.approx([12, 8])
    assert list(by_audio["2"]) == pytest.approx([10, 18])
    assert list(by_audio["3"]) == [None, None], "nobody knows how long that song is"
    assert by_audio["4"].seconds_left == pytest.approx(18 + 12)


async def test_a_render_that_gets_on_is_told_by_its_own_pace(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, workers=1)
    async with VideoQueue.open(tmp_path / "studio.db", clock=lambda: 1000.0) as queue:
        await queued(queue, "1", 100.0)
        await queue.claim()
        unfinished = await queue.unfinished()
    (video, _) = unfinished[0]
    speeds = Speeds({("bars", "fast"): 0.1})
    told = speeds.forecast(unfinished, settings, lambda _: 0.25, now=1060.0)
    assert told[video.video_task_id].seconds_left == pytest.approx(180)
    late = speeds.forecast(unfinished, settings, lambda _: 0.05, now=1060.0)
    assert (late[video.video_task_id].seconds_left or 0) > 0
