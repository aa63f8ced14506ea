"""The library of tracks, on a real disk."""

import json
import os
import time
from pathlib import Path

import pytest

from bot.studio.library.index import DESCRIPTION
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def song(tmp_path: Path) -> NewTrack:
    audio, cover = tmp_path / "Song.MP3", tmp_path / "cover.png"
    audio.write_bytes(b"audio")
    cover.write_bytes(b"cover")
    return NewTrack(
        audio=audio, cover=cover, title="Nachtfähre", author="Band", duration_seconds=60
    )


def test_a_song_is_copied_and_found(library: Library, song: NewTrack) -> None:
    task = library.add([song, song])
    assert len(task.task_id) == 32
    assert len({track.audio_id for track in task.tracks}) == 2
    track = Library(library.root).track(task.task_id, task.tracks[1].audio_id)
    assert track == task.tracks[1]
    assert library.path(task.task_id, track.audio).read_bytes() == b"audio"
    assert track.audio.endswith(".mp3")
    assert track.cover
    assert library.path(task.task_id, track.cover).read_bytes() == b"cover"


def test_a_file_named_like_a_page_is_stored_without_its_suffix(
    library: Library, song: NewTrack, tmp_path: Path
) -> None:
    page = tmp_path / "cover.html"
    page.write_bytes(b"cover")
    (track,) = library.add([song.model_copy(update={"cover": page})]).tracks
    assert track.cover == "1-cover"


def test_words_find_songs(library: Library, song: NewTrack) -> None:
    task = library.add([song])
    assert library.tasks(query="BAND nacht") == [task]
    assert library.tasks(query="band other") == []
    assert library.tasks(query=task.task_id[:9]) == [task]
    assert library.tasks(query=task.tracks[0].audio_id) == [task]
    assert library.tasks(query=task.task_id[:3]) == []  # such a piece stands in many ids
    cafe = library.add([song.model_copy(update={"title": "CAFÉ"})])
    assert library.tasks(query="cafe") == [cafe]
    assert library.tasks(query="band", most=1) == [cafe]


def test_what_is_changed_is_found_as_it_is_now(library: Library, song: NewTrack) -> None:
    task = library.add([song], owner="1")
    assert library.tasks() == [task]
    assert library.set_lyrics(task.task_id, task.tracks[0].audio_id, "[00:01.00]La", "1")
    (changed,) = library.tasks()
    assert changed.tracks[0].lyrics is not None
    assert (library.count_open("1"), library.count_open("2"), library.count_open(None)) == (1, 0, 1)


def test_a_server_sees_its_own_songs_and_everybodys(library: Library, song: NewTrack) -> None:
    mine = library.add([song], owner="1")
    theirs = library.add([song], owner="2")
    common = library.add([song])
    assert {task.task_id for task in library.tasks("1")} == {mine.task_id, common.task_id}
    assert len(library.tasks()) == 3
    assert library.task(theirs.task_id, "1") is None
    assert library.track(theirs.task_id, theirs.tracks[0].audio_id, "1") is None
    assert not library.remove(theirs.task_id, "1")
    assert not library.remove(common.task_id, "1")
    assert library.remove(mine.task_id, "1")
    assert library.remove(theirs.task_id)
    assert library.tasks() == [common]


def test_another_process_may_add_and_remove(library: Library, song: NewTrack) -> None:
    other = Library(library.root)
    assert library.tasks() == []
    task = other.add([song])
    assert library.tasks() == [task]
    assert other.remove(task.task_id)
    assert library.tasks() == []
    assert library.task(task.task_id) is None
    assert not other.remove(task.task_id)


def test_an_id_is_given_once(library: Library, song: NewTrack) -> None:
    library.add([song], task_id="a" * 32)
    with pytest.raises(FileExistsError):
        library.add([song], task_id="a" * 32)
    assert [path.name for path in library.root.iterdir()] == ["a" * 32]


def test_a_lost_file_adds_nothing(library: Library, song: NewTrack) -> None:
    with pytest.raises(FileNotFoundError):
        library.add([song.model_copy(update={"audio": Path("/nowhere")})])
    assert list(library.root.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", json.dumps({"task_id": "b" * 32, "tracks": []})],
    ids=["empty", "cut", "list", "no tracks"],
)
def test_a_broken_description_is_passed_over(library: Library, song: NewTrack, text: str) -> None:
    task = library.add([song])
    broken = library.root / ("b" * 32)
    broken.mkdir()
    (broken / DESCRIPTION).write_text(text)
    (library.root / ("c" * 32)).mkdir()  # nothing in it
    assert library.tasks() == [task]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..", "a/b"])
def test_a_description_can_not_point_outside(library: Library, song: NewTrack, name: str) -> None:
    task = library.add([song])
    path = library.path(task.task_id, DESCRIPTION)
    document = json.loads(path.read_text())
    document["tracks"][0]["audio"] = name
    path.write_text(json.dumps(document))
    assert Library(library.root).tasks() == []


@pytest.mark.parametrize("task_id", ["", "..", "A" * 32, "a" * 31, ("a" * 32) + "\n", "../" * 8])
def test_what_is_no_id_finds_nothing(library: Library, song: NewTrack, task_id: str) -> None:
    library.add([song])
    assert library.task(task_id) is None
    assert not library.remove(task_id)


def test_leftovers_are_swept_when_they_are_old(library: Library, song: NewTrack) -> None:
    task = library.add([song])
    fresh, old = library.root / ".new-fresh", library.root / ".gone-old"
    fresh.mkdir()
    old.mkdir()
    os.utime(old, (time.time() - 7200,) * 2)
    library.sweep()
    assert fresh.exists()
    assert not old.exists()
    assert library.tasks() == [task]
