"""Completion of the ids: people see titles, takes and lengths, never an id."""

from functools import partial
from pathlib import Path

import pytest

from bot.i18n.texts import LOCALES, translate
from bot.jobs import TrackInfo
from bot.sanitize import matches_query
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack
from cogs._shared.track_choices import label_of, with_label, words_beside_title
from tests.cogs.simcord_harness import AUDIO, SECOND_AUDIO, TASK, open_stage, told
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
        assert first == f"Untitled song {AUDIO[:8]} · take 1"
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
        assert list(by_take.values()) == [task.tracks[1].audio_id]
        by_take = await stage.choices("audio_id", "", task_id=task.task_id)
        assert list(by_take.values()) == [one.audio_id for one in task.tracks]


def fitting(tracks: list[TrackInfo], typed: str, locale: str) -> list[TrackInfo]:
    """Return the tracks that are offered for what was typed."""
    return [
        one
        for one in tracks
        if matches_query(
            one.title or "", typed, label=partial(words_beside_title, one, locale), ids=one.audio_id
        )
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_each_word_and_number_of_a_label_can_be_typed_in_ones_language(locale: str) -> None:
    first, second, *rest = tracks = [
        TrackInfo(
            task_id="t",
            audio_id=f"2222{position}",
            position=position,
            has_siblings=True,
            title=title,
            duration_seconds=26.0 + position,
        )
        for position, title in enumerate(["Night Ferry", "Night Ferry", "Route 22", None])
    ]
    for one in tracks:
        typed = label_of(one, locale)
        assert one in fitting(tracks, typed, locale)
        assert with_label(fitting(tracks, typed, locale), typed, locale) == [one]
    take = translate("track-take", locale, take=2)
    for typed in (f"night ferry {take}", f"Night Ferry {take}".upper(), "ferry 0:27"):
        assert fitting(tracks, typed, locale) == [second]
    assert fitting(tracks, f"ferry {take.replace(' ', '')}", locale) == [second]
    assert fitting(tracks, "ferry 2", locale) == [second]  # though it is in every id
    assert fitting(tracks, "ferry 0:2", locale) == [first, second]
    assert fitting(tracks, "22220", locale) == [first]
    assert fitting(tracks, "ferry 0:31", locale) == []
    assert fitting(tracks, take, locale)[0] is second
    route = rest[0]
    assert fitting(tracks, "route 22", locale) == [route]


async def test_a_label_that_is_typed_chooses_its_track(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        for audio_id in (AUDIO, SECOND_AUDIO):
            await stage.ask(TASK, audio_id)
        await stage.until(lambda: len(stage.api.videos) == 2)
        assert list(await stage.choices("task_id", "take 2")) == [SECOND]
        before = len(stage.statuses())
        for typed in ("Iron Man take 2", SECOND):
            answer = await stage.ask(typed, None)
            assert "being made already" in told(answer)
        assert len(stage.statuses()) == before


async def test_a_take_is_told_only_where_there_are_several(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.add_music("9" * 32, track(AUDIO, "Alone", duration=61.0))
        await stage.ask("9" * 32, AUDIO)
        await stage.accepted("9" * 32)
        await stage.until(lambda: "Alone" in (stage.statuses()[0].title or ""))
        assert list(await stage.choices("task_id", "alone")) == ["Alone · 1:01"]
