"""Lyrics with times are asked for once a track of the cloud, kept, and handed to the renderer."""

from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest

from bot.studio.library.track_sources import TrackAssets
from bot.studio.models import TrackSource
from bot.studio.queue.disk_space import DiskSpace
from bot.studio.queue.lyrics import Lyrics
from bot.studio.queue.queue import VideoQueue
from bot.studio.queue.worker_pool import WorkerPool
from bot.studio.render.spec import LyricWord
from bot.video_api import ApiResponseLost, ApiUnreachable, MusicVideoApi, TimedWord
from bot.video_api.lyrics import words_in
from tests.loopback.music_api import FakeMusicApi
from tests.studio.studio_harness import order, settings_in

FAR: Final = TrackSource(task_id="far", audio_id="e231", audio_url="https://cdn.example/a.mp3")
ANSWER: Final[dict[str, Any]] = {
    "alignedWords": [
        {"word": "[Verse]\nWaggin'", "success": True, "startS": 1.36, "endS": 1.79, "palign": 0},
        {"word": "tail\n", "success": True, "startS": 1.79, "endS": 2.0, "palign": 0},
        {"word": "lost", "success": False, "startS": None, "endS": None},
        {"word": "back", "success": True, "startS": 9.0, "endS": 3.0},
        {"word": None, "success": True, "startS": 1, "endS": 2},
        "no word",
    ],
    "waveformData": [0.1],
    "hootCer": 0.38,
    "isStreamed": False,
}
WORDS: Final = (
    LyricWord(word="[Verse]\nWaggin'", start_seconds=1.36, end_seconds=1.79),
    LyricWord(word="tail\n", start_seconds=1.79, end_seconds=2.0),
)


def test_words_without_a_usable_time_are_left_out() -> None:
    assert [(one.word, one.start_seconds) for one in words_in(ANSWER)] == [
        ("[Verse]\nWaggin'", 1.36),
        ("tail\n", 1.79),
    ]


@pytest.mark.parametrize("data", [None, [], "text", {}, {"alignedWords": 7}, {"alignedWords": []}])
def test_an_instrumental_has_none(data: object) -> None:
    assert words_in(data) == []


async def test_they_are_asked_for_once_and_kept_over_a_restart(tmp_path: Path) -> None:
    async with FakeMusicApi() as api, aiohttp.ClientSession() as session:
        api.lyrics["far", "e231"] = ANSWER
        cloud = MusicVideoApi(
            session,
            base_url=api.base_url,
            key=api.key,
            user_agent="test",
            submit_timeout_seconds=5,
        )
        for _ in range(2):
            async with VideoQueue.open(tmp_path / "studio.db") as queue:
                lyrics = Lyrics(queue, cloud)
                assert await lyrics.of(FAR) == WORDS
                assert await lyrics.of(FAR) == WORDS
        assert api.lyrics_asked == [("far", "e231")]
        async with VideoQueue.open(
            tmp_path / "studio.db"
        ) as queue:  # unknown: nor is that asked twice
            other = FAR.model_copy(update={"audio_id": "e232"})
            assert await Lyrics(queue, cloud).of(other) == ()
            assert await Lyrics(queue, cloud).of(other) == ()
        assert len(api.lyrics_asked) == 2


class Broken:
    """A cloud whose answers are lost, or that isn't reached."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.asked = 0

    async def lyrics(self, task_id: str, audio_id: str) -> list[TimedWord]:
        self.asked += 1
        raise self.error


@pytest.mark.parametrize(
    ("error", "asked"), [(ApiResponseLost("lost"), 1), (ApiUnreachable("nobody listens"), 2)]
)
async def test_what_may_have_been_charged_is_not_asked_for_again(
    tmp_path: Path, error: Exception, asked: int
) -> None:
    cloud = Broken(error)
    async with VideoQueue.open(tmp_path / "studio.db") as queue:
        for _ in range(2):
            assert await Lyrics(queue, cloud).of(FAR) == ()
    assert cloud.asked == asked


async def test_nobody_is_asked_without_the_setting_or_for_the_librarys_own(tmp_path: Path) -> None:
    cloud = Broken(AssertionError("asked"))
    async with VideoQueue.open(tmp_path / "studio.db") as queue:
        assert await Lyrics(queue, None).of(FAR) == ()
        assert await Lyrics(queue, cloud).of(FAR.model_copy(update={"audio_url": None})) == ()
    assert cloud.asked == 0
    assert not settings_in(tmp_path).lyrics


async def test_the_renderer_is_given_them(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with VideoQueue.open(tmp_path / "studio.db") as queue:
        space = DiskSpace(queue, settings)
        pool = WorkerPool(queue, None, settings, space, finished=lambda: None)  # type: ignore[arg-type]
        video, _ = await queue.add(order(), max_waiting=1)
        spec = pool._spec(video, TrackAssets(tmp_path / "song", None, WORDS))
    assert spec.lyrics == WORDS
    assert type(spec).model_validate_json(spec.model_dump_json()).lyrics == WORDS
