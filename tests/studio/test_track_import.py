"""A whole album is brought and taken out again, as a host does it."""

import argparse
import io
import json
import os
import shutil
import signal
from pathlib import Path

import pytest
from PIL import Image

from bot.studio import cli
from bot.studio.console import ProgressBar
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack, StoredTask
from bot.studio.library.song_files import find_songs
from bot.studio.settings import StudioSettings
from tests.studio.studio_harness import settings_in, write_wav


def run(settings: StudioSettings, *words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser.add_subparsers(dest="command", required=True))
    return cli.execute(parser.parse_args(["track", *words]), settings)


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8), "red").save(path)
    return path


def titles(settings: StudioSettings) -> list[str]:
    tasks = sorted(Library(settings.library).tasks(), key=lambda task: task.created_at)
    return [track.title for task in tasks for track in task.tracks]


def test_an_album_is_brought_in_order_and_what_is_wrong_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    album = tmp_path / "album"
    picture(album / "cover.png")
    write_wav(album / "2 - Second.wav", seconds=1.1)
    (album / "3 - Broken.mp3").write_bytes(b"no song at all")
    write_wav(album / "10 - Last.wav", seconds=1.2)
    shutil.copy(album / "2 - Second.wav", album / "11 - Second again.wav")
    write_wav(album / ".hidden.wav")
    (album / "notes.txt").touch()
    assert run(settings, "add", str(album), "--author", "Me") == 1
    told = capsys.readouterr()
    assert titles(settings) == ["Second", "Last"]
    tasks = Library(settings.library).tasks()
    assert {(track.author, track.cover) for task in tasks for track in task.tracks} == {
        ("Me", "1-cover.png")
    }
    assert told.err.startswith(f"{album / '3 - Broken.mp3'}: This is not an audio file")
    assert told.err.count("\n") == 1
    assert f"{album / '11 - Second again.wav'}: skipped, the library has the same file" in told.out
    assert told.out.endswith(
        "Added 2 songs, 1 was there already, 1 could not be taken; passed over 1 other file"
        " (1 .txt).\n"
    )
    (album / "3 - Broken.mp3").unlink()
    assert run(settings, "add", str(album), str(album / "2 - Second.wav")) == 0
    assert "Added 0 songs, 4 were there already" in capsys.readouterr().out


def test_files_are_songs_of_their_own_and_a_bad_picture_beside_one_costs_no_song(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    songs = [
        write_wav(tmp_path / f"{name}.wav", seconds) for name, seconds in (("a", 1), ("b", 1.1))
    ]
    assert run(settings, "add", *map(str, songs)) == 0
    assert titles(settings) == ["a", "b"]
    assert "Added 2 songs.\n" in capsys.readouterr().out
    album = tmp_path / "album"
    album.mkdir()
    write_wav(album / "c.wav", 1.3)
    (album / "c.jpg").write_bytes(b"no picture")
    assert run(settings, "add", str(album)) == 0
    (task,) = (task for task in Library(settings.library).tasks() if task.tracks[0].title == "c")
    assert task.tracks[0].cover is None


def test_songs_are_copied_out_under_their_names_and_come_back_with_all_that_was_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    library = Library(settings.library)
    audio, cover = write_wav(tmp_path / "x.wav"), picture(tmp_path / "x.png")
    new = NewTrack(audio=audio, title="AC/DC: Live?", author="Me", tags="loud", cover=cover,
                   duration_seconds=1.2)  # fmt: skip
    takes = [new, new.model_copy(update={"cover": None, "tags": None})]
    library.add(takes)
    out = tmp_path / "out"
    assert run(settings, "export", str(out), "live") == 0
    names = {"Me - AC_DC_ Live_.wav", "Me - AC_DC_ Live_.png", "Me - AC_DC_ Live_ (2).wav"}
    assert {path.name for path in out.iterdir()} == names | {"tracks.json"}
    assert run(settings, "export", str(out)) == 1
    assert "is not empty" in capsys.readouterr().err
    (tmp_path / "other").mkdir()
    other = settings_in(tmp_path / "other")
    write_wav(out / "Me - AC_DC_ Live_ (2).wav", 1.4)  # another than its fellow
    assert run(other, "add", str(out)) == 0
    back = [task.tracks[0] for task in reversed(Library(other.library).tasks())]
    said = {(track.title, track.author, track.tags, bool(track.cover)) for track in back}
    assert said == {("AC/DC: Live?", "Me", "loud", True), ("AC/DC: Live?", "Me", None, False)}
    (out / "tracks.json").write_text(json.dumps({"tracks": [{"file": 1}]}))
    assert run(other, "add", str(out)) == 1
    assert "tracks.json: it is none of an export" in capsys.readouterr().err


def test_a_cover_that_is_no_picture_is_told_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    song, notes = write_wav(tmp_path / "song.wav"), tmp_path / "notes.mp3"
    notes.write_text("words")
    assert run(settings, "add", str(song), "--cover", str(notes)) == 1
    told = f"{song}: {notes}: The cover can't be read as a picture.\n"
    assert capsys.readouterr().err == told


def test_what_ends_an_import_leaves_whole_songs_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    songs = [write_wav(tmp_path / f"{number}.wav", 1 + number / 10) for number in range(4)]
    add = Library.add

    def interrupted(library: Library, *words: object, **options: str) -> StoredTask:
        os.kill(os.getpid(), signal.SIGINT)  # Ctrl+C while the song is copied
        return add(library, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "add", interrupted)
    assert run(settings, "add", *map(str, songs)) == 130
    assert "Stopped. Added 1 song." in capsys.readouterr().err
    assert titles(settings) == ["0"]
    assert not list(settings.library.glob(".new-*"))


def test_a_full_disk_ends_an_import_and_says_what_was_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path, reserve_megabytes=9_000_000)
    songs = [write_wav(tmp_path / f"{number}.wav", 1 + number / 10) for number in range(2)]
    assert run(settings, "add", *map(str, songs)) == 1
    told = capsys.readouterr().err
    assert "is full" in told
    assert told.endswith("Added 0 songs.\n")


def test_folders_are_searched_as_a_whole_but_not_what_systems_put_there(tmp_path: Path) -> None:
    for name in ("b/2.mp3", "b/10.MP3", "a.flac", "__MACOSX/a.mp3", ".trash/c.mp3", "b/._2.mp3"):
        path = tmp_path / "music" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "music" / "loop").symlink_to(tmp_path / "music")
    (tmp_path / "music" / "b" / "2.jpg").touch()
    (tmp_path / "music" / "b" / "Folder.jpg").touch()
    found = find_songs([tmp_path / "music"])
    names = [str(song.path.relative_to(tmp_path / "music")) for song in found.songs]
    assert names == ["a.flac", "b/2.mp3", "b/10.MP3"]
    covers = [song.cover and song.cover.name for song in found.songs]
    assert covers == [None, "2.jpg", "Folder.jpg"]
    assert found.others.total() == 0


def test_a_terminal_is_shown_how_far_it_is_and_a_file_is_not() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        bar = ProgressBar(2, stream)
        bar.step("first")
        with bar.hidden():
            stream.write("a line\n")
        bar.step("second")
        bar.clear()
    assert file.getvalue() == "a line\n"
    shown = terminal.getvalue().split("\r\x1b[K")
    assert shown[1].startswith("[############------------] 1/2 first")
    assert shown[2].startswith("a line\n")
    assert shown[4].startswith("[########################] 2/2 second")
    assert shown[-1] == ""


def kept_lyrics(settings: StudioSettings) -> dict[str, str | None]:
    library = Library(settings.library)
    return {
        track.title: library.path(task.task_id, track.lyrics).read_text(encoding="utf-8")
        if track.lyrics
        else None
        for task in library.tasks()
        for track in task.tracks
    }


def test_lyrics_are_brought_with_a_song_and_beside_songs_and_copied_out_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    album = tmp_path / "album"
    album.mkdir()
    for name, seconds in (("a", 1.0), ("b", 1.1), ("c", 1.3)):
        write_wav(album / f"{name}.wav", seconds)
    (album / "a.SRT").write_text("00:00:00,500 --> 00:00:00,900\nWe sail\n", encoding="utf-8")
    (album / "b.lrc").write_text("no times", encoding="utf-8")
    assert run(settings, "add", str(album)) == 0
    told = capsys.readouterr().out
    sung = "[00:00.500]We sail\n[00:00.900]\n"
    assert kept_lyrics(settings) == {"a": sung, "b": None, "c": None}
    assert "(without the lyrics of b.lrc: There are no lines with times: .lrc" in told
    assert told.endswith("Added 3 songs.\n")
    out = tmp_path / "out"
    assert run(settings, "export", str(out)) == 0
    assert (out / "a.lrc").read_text(encoding="utf-8") == sung
    (tmp_path / "other").mkdir()
    other = settings_in(tmp_path / "other")
    assert run(other, "add", str(out)) == 0
    assert kept_lyrics(other)["a"] == sung


def test_lyrics_of_one_song_are_named_and_wrong_ones_cost_no_song(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    songs = [write_wav(tmp_path / f"{name}.wav", 1 + at / 10) for at, name in enumerate("ab")]
    words = tmp_path / "words.lrc"
    words.write_text("[00:09.00]late", encoding="utf-8")
    assert run(settings, "add", str(songs[0]), "--lyrics", str(words)) == 0
    told = capsys.readouterr().out
    assert (
        "  (without the lyrics of words.lrc: All of its lines come after the song's end.)" in told
    )
    words.write_text("[00:00.50]now", encoding="utf-8")
    assert run(settings, "add", str(songs[1]), "--lyrics", str(words)) == 0
    assert kept_lyrics(settings) == {"a": None, "b": "[00:00.500]now\n[00:01.100]\n"}
    assert run(settings, "add", *map(str, songs), "--lyrics", str(words)) == 1
    assert "--lyrics names one song" in capsys.readouterr().err
