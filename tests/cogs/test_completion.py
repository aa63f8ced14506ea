"""Completion of the ids: people see titles, takes and lengths, never an id."""

from pathlib import Path

from bot.studio.library.library import Library, NewTrack
from tests.cogs.simcord_harness import AUDIO, SECOND_AUDIO, TASK, open_stage
from tests.loopback.music_api import track
from tests.studio.studio_harness import write_wav

FIRST = "Iron Man · take 1 · 3:18"
SECOND = "Iron Man · take 2 · 3:21"


async def test_tracks_used_in_the_server_complete_by_title(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        assert await stage.choices("task_id", "") == {}
        await stage.ask()
        await stage.finish()
        assert await stage.choices("task_id", "") == {FIRST: f"{TASK} {AUDIO}"}
        assert await stage.choices("task_id", "man ir") == {FIRST: f"{TASK} {AUDIO}"}
        assert await stage.choices("task_id", "rust") == {}
        await stage.ask(f"{TASK} {AUDIO}", None, member=stage.ben)
        await stage.posted(2)


async def test_a_pasted_task_completes_to_what_the_api_knows_of_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        offered = await stage.choices("task_id", TASK)
        assert offered == {FIRST: f"{TASK} {AUDIO}", SECOND: f"{TASK} {SECOND_AUDIO}"}


async def test_the_tracks_of_a_task_complete_by_take(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        both = {FIRST: AUDIO, SECOND: SECOND_AUDIO}
        assert await stage.choices("audio_id", "", task_id=TASK) == both
        assert await stage.choices("audio_id", "2222", task_id=TASK) == {SECOND: SECOND_AUDIO}
        assert await stage.choices("audio_id", "", task_id=f"{TASK} {AUDIO}") == both
        assert await stage.choices("audio_id", "") == {}
        assert await stage.choices("audio_id", "", task_id="no id at all") == {}


async def test_what_the_api_does_not_know_is_not_asked_with_every_letter(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        task_id = "f" * 32
        assert await stage.choices("audio_id", "", task_id=task_id) == {}
        stage.api.add_music(task_id, track(AUDIO, "Late"))
        assert await stage.choices("audio_id", "l", task_id=task_id) == {}


async def test_an_api_that_fails_offers_nothing_and_disturbs_nobody(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.key = "another key"
        assert await stage.choices("audio_id", "", task_id=TASK) == {}


async def test_an_untitled_or_endless_track_still_has_a_name(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        untitled = track(AUDIO, None, duration=None)
        stage.api.add_music(TASK, untitled, track(SECOND_AUDIO, "Long " * 50, duration=61.0))
        first, second = await stage.choices("task_id", TASK)
        assert first == f"Untitled track {AUDIO[:8]} · take 1"
        assert second.endswith("… · take 2 · 1:01")
        assert len(second) <= 100


async def test_the_studios_library_completes_by_title(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    wave = write_wav(tmp_path / "song.wav")
    song = NewTrack(audio=wave, title="Night Ferry", duration_seconds=1.2)
    task = Library(library).add([song, song])
    studio = {"enabled": True, "library": library, "videos": tmp_path / "videos"}
    async with open_stage(tmp_path, studio=studio) as stage:
        offered = await stage.choices("task_id", "ferry")
        assert list(offered) == ["Night Ferry · take 1 · 0:01", "Night Ferry · take 2 · 0:01"]
        by_take = await stage.choices("audio_id", "take 2", task_id=task.task_id)
        assert by_take == {}
        by_take = await stage.choices("audio_id", "", task_id=task.task_id)
        assert list(by_take.values()) == [one.audio_id for one in task.tracks]
