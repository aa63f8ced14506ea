"""The studio's commands, run as a host runs them."""

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.command_line import _parser
from bot.studio import cli
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack
from bot.studio.settings import StudioSettings
from tests.studio.studio_harness import settings_in, write_wav
from tests.studio.tags.odd_songs import with_riff_info

ALONE = """
import argparse, sys
from pathlib import Path
from bot.studio import cli
from bot.studio.settings import StudioSettings
folder = Path(sys.argv[1])
settings = StudioSettings(library=folder / "library", videos=folder / "videos")
sys.exit(cli.execute(argparse.Namespace(command="studio"), settings))
"""


def run(settings: StudioSettings, *words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser.add_subparsers(dest="command", required=True))
    return cli.execute(parser.parse_args(words), settings)


def test_a_song_is_added_listed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    song = write_wav(tmp_path / "My Song.wav")
    assert run(settings, "track", "add", "--takes", str(song), str(song), "--author", "Me") == 0
    (task,) = Library(settings.library).tasks()
    assert len(task.tracks) == 2
    assert "0:01  My Song by Me" in capsys.readouterr().out
    assert run(settings, "track", "list", "my", "song") == 0
    assert task.task_id in capsys.readouterr().out
    assert run(settings, "track", "list", "other") == 0
    assert capsys.readouterr().out == "No tracks.\n"
    assert run(settings, "track", "remove", task.task_id) == 0
    assert run(settings, "track", "remove", task.task_id) == 1
    assert "has no task" in capsys.readouterr().err


def test_old_tags_are_read_in_the_language_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path)
    song = with_riff_info(write_wav(tmp_path / "song.wav"), "봄날".encode("cp949"), b"")
    assert run(settings, "track", "add", str(song), "--language", "ko") == 0
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert run(settings, "track", "add", str(song), "--owner", "5") == 0
    assert [task.tracks[0].title for task in Library(settings.library).tasks()] == ["봄날"] * 2


def test_a_songs_length_is_listed_as_players_show_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    for seconds, shown in ((26.8, "0:26"), (26.999, "0:27")):
        audio = write_wav(tmp_path / "song.wav")
        track = NewTrack(audio=audio, title=shown, duration_seconds=seconds)
        Library(settings.library).add([track])
        assert run(settings, "track", "list", shown) == 0
        assert f"{shown}  {shown}" in capsys.readouterr().out


def test_a_task_that_can_not_be_read_is_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    song = write_wav(tmp_path / "song.wav")
    assert run(settings, "track", "add", str(song)) == 0
    (task,) = Library(settings.library).tasks()
    folder = settings.library / task.task_id
    (folder / "task.json").write_text("{")
    assert not Library(settings.library).remove(task.task_id, owner="1")
    assert run(settings, "track", "remove", task.task_id) == 0
    assert not folder.exists()
    assert run(settings, "track", "remove", task.task_id) == 1
    assert run(settings, "track", "remove", "..") == 1
    assert settings.library.is_dir()


@pytest.mark.parametrize("words", [["list"], ["add", "song.mp3"], ["remove", "x"]])
def test_the_configuration_may_be_named_last(words: list[str]) -> None:
    arguments = _parser().parse_args(["track", *words, "--config", "other.toml"])
    assert arguments.config == Path("other.toml")
    arguments = _parser().parse_args(["--config", "first.toml", "track", *words])
    assert arguments.config == Path("first.toml")


def test_bad_input_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_in(tmp_path, max_minutes=0.01)
    song = write_wav(tmp_path / "song.wav")
    text = tmp_path / "song.mp3"
    text.write_text("#EXTM3U\n/etc/passwd\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    for words, said in (
        ([str(tmp_path / "nowhere.mp3")], "is not a file"),
        ([str(text)], "can be read"),
        ([str(song)], "longer than 0.01 minutes"),
        ([str(song), "--cover", str(tmp_path / "nowhere.png")], "is not a file"),
        (["--takes", *[str(song)] * 3], "at most 2 takes"),
        (["--takes", str(tmp_path)], "is not a file"),
        ([str(song), str(text), "--title", "X"], "--title names one song"),
        ([str(empty)], "There is no song"),
        ([str(song), "--tags", "x" * 501], "at most 500 characters"),
        ([str(song), "--owner", "a b/c"], "--owner: give the server's id, a number"),
        ([str(song), "--owner", "abc"], "--owner: give the server's id, a number"),
    ):
        assert run(settings, "track", "add", *words) == 1
        told = capsys.readouterr()
        assert said in told.err
        assert (told.err.count("\n"), told.out) == (1, "")
    assert Library(settings.library).tasks() == []


def test_a_file_that_is_there_already_is_skipped_unless_it_gets_another_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    song = write_wav(tmp_path / "song.wav")
    other = write_wav(tmp_path / "other.wav", seconds=1.3)
    assert run(settings, "track", "add", str(song)) == 0
    (first,) = Library(settings.library).tasks()
    assert run(settings, "track", "add", str(other)) == 0
    assert run(settings, "track", "add", str(song), "--owner", "5") == 0
    assert "same file" not in capsys.readouterr().out
    assert run(settings, "track", "add", str(song)) == 0
    assert f"skipped, the library has the same file as {first.task_id}" in capsys.readouterr().out
    assert Library(settings.library).count() == 3
    assert run(settings, "track", "add", str(song), "--title", "Another") == 0
    assert f"the same file as {first.task_id}" in capsys.readouterr().out


def test_words_without_a_sign_count_as_none_and_tricks_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    song = write_wav(tmp_path / "Song.wav")
    blank = ("--title", " \t ", "--author", "  ", "--tags", " ")
    assert run(settings, "track", "add", str(song), *blank) == 0
    (task,) = Library(settings.library).tasks()
    track = task.tracks[0]
    assert (track.title, track.author, track.tags) == ("Song", None, None)
    assert run(settings, "track", "remove", task.task_id) == 0
    tricks = ("--title", "two\nlines \x1b[31m\u202ered", "--author", "y" * 300)
    assert run(settings, "track", "add", str(song), *tricks) == 0
    (task,) = Library(settings.library).tasks()
    assert task.tracks[0].title == "two lines [31mred"
    assert task.tracks[0].author == "y" * 200
    assert "\x1b" not in capsys.readouterr().out


def test_a_studio_that_can_not_start_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path, host="0.0.0.0")  # noqa: S104 - it is refused
    assert run(settings, "studio") == 1
    assert "set studio.key" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_a_studio_alone_runs_until_it_is_told_to_stop(
    tmp_path: Path, number: signal.Signals
) -> None:
    settings_in(tmp_path)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        ALONE,
        str(tmp_path),
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(cli.__file__).parents[2])},
    )
    assert process.stdout
    async with asyncio.timeout(60):
        assert b"listens on http://127.0.0.1:" in await process.stdout.readline()
        assert b"key" in await process.stdout.readline()
        process.send_signal(number)
        assert await process.wait() == 0
