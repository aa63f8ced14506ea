"""``render`` on the command line, as whoever has a song and no bot uses it."""

import io
from pathlib import Path

import av
import pytest

from bot.command_line import _parser
from bot.studio import render_cli
from bot.studio.settings import StudioSettings
from tests.studio.songs import beats, wav


def run(*words: object) -> int:
    arguments = _parser().parse_args(["render", *map(str, words)])
    return render_cli.execute(arguments, StudioSettings())


def test_a_part_of_a_song_becomes_a_video_in_the_chosen_shape(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    song, video = wav(tmp_path / "My Song.wav", beats(4.0)), tmp_path / "out.mp4"
    chosen = ("--look", "wave", "--shape", "square", "--start", "0:01", "--length", "3")
    killed = tmp_path / ".render-w4x_0abc"  # what one that was killed leaves
    killed.mkdir()
    (killed / ".render-a.mp4").touch()
    assert run(song, video, *chosen, "--author", "Mia", "--watermark", "club.example") == 0
    told = capsys.readouterr()
    assert told.out.startswith(f"{video}: 720x720, 0:03, ")
    assert told.err == ""  # nobody sees a bar there
    with av.open(str(video)) as container:
        assert container.metadata["title"] == "My Song"
        assert container.duration == pytest.approx(3 * av.time_base, rel=0.02)
    assert {path.name for path in tmp_path.iterdir()} == {"My Song.wav", "out.mp4"}
    killed.mkdir()
    assert render_cli._is_drafts(killed)
    (killed / "notes.txt").touch()
    assert not render_cli._is_drafts(killed)  # somebody's own
    assert run(song, video) == 1
    assert "is there already: name another file, or add --overwrite" in capsys.readouterr().err


def _written(path: Path) -> Path:
    path.touch()
    return path


def test_what_can_be_told_before_anything_is_read_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    song = wav(tmp_path / "song.wav", beats(1.0))
    for status, told, *words in (
        (1, "gone.wav is not a file.", tmp_path / "gone.wav", tmp_path / "out.mp4"),
        (1, "gone.png is not a file.", song, "out.mp4", "--cover", tmp_path / "gone.png"),
        (1, "gone.lrc is not a file.", song, "out.mp4", "--lyrics", tmp_path / "gone.lrc"),
        (1, "no is not a folder: make it first.", song, tmp_path / "no" / "out.mp4"),
        (2, "is a folder: name the MP4 file", song, tmp_path),
        (2, "is what the video is to be made of", song, song, "--overwrite"),
        (2, "e8.avi: an MP4 is written: name a file that ends in .mp4", song, tmp_path / "e8.avi"),
        (2, "e8.mp4.part: an MP4 is written", song, tmp_path / "e8.mp4.part"),
        (2, "e8: an MP4 is written", song, tmp_path / "e8"),
        (1, "is there already", song, _written(tmp_path / "E8.M4V")),
    ):
        assert run(*words) == status
        error = capsys.readouterr().err
        assert told in error
        assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--look", "none"), "invalid choice: 'none' (choose from"),
        (("--colours", "red"), "argument --colours: 'red' is no colour like #ff8800"),
        (("--shape", "round"), "invalid choice: 'round' (choose from"),
        (("--start", "soon"), "argument --start: 'soon' is no time like 1:05 or 65"),
        (("--start", "14:58"), "argument --start: songs have 15 minutes at most"),
        (("--length", "2.5"), "argument --length: 3 seconds at least"),
        (("--author", "x" * 51), "argument --author: 50 characters at most"),
        (("--max-megabytes", "0"), "'0' is no size in MiB"),
        (("--max-megabytes", "nan"), "'nan' is no size in MiB"),
    ],
)
def test_wrong_options_end_with_2(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run("song.wav", "out.mp4", *words)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_a_file_that_is_no_song_is_told_by_its_name_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "notes.mp3"
    text.write_text("words")
    assert run(text, tmp_path / "out.mp4") == 1
    assert capsys.readouterr().err.startswith(f"{text}: This is not an audio file")
    short = wav(tmp_path / "short.wav", beats(2.0))
    assert run(short, tmp_path / "out.mp4", "--start", "1:05") == 1
    assert "The song is 0:02 long: no part" in capsys.readouterr().err
    assert run(short, tmp_path / "out.mp4", "--cover", text) == 1
    assert capsys.readouterr().err == f"{text}: The cover can't be read as a picture.\n"
    assert {path.name for path in tmp_path.iterdir()} == {"notes.mp3", "short.wav"}


class Terminal(io.StringIO):
    encoding = "ascii"

    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar_that_is_gone_at_the_end() -> None:
    terminal = Terminal()
    with render_cli._ProgressBar(terminal) as bar:
        bar.heed({"progress": 0.42})
        bar.heed({"unlimited": []})
        assert terminal.getvalue().endswith("#" * 12 + "." * 18 + "  42 %")
    assert terminal.getvalue().endswith("\r" + " " * 38 + "\r")


def test_lyrics_of_a_file_are_drawn(tmp_path: Path) -> None:
    song, lyrics = wav(tmp_path / "song.wav", beats(1.0)), tmp_path / "words.srt"
    lyrics.write_text("00:00:00,000 --> 00:00:09,000\nWe sail\n", encoding="utf-8")
    chosen = ("--look", "bars", "--overwrite")
    pictures = []
    for words in ((), ("--lyrics", lyrics)):
        assert run(song, tmp_path / "out.mp4", *chosen, *words) == 0
        with av.open(str(tmp_path / "out.mp4")) as container:
            pictures.append([frame.to_ndarray() for frame in container.decode(video=0)][20])
    assert abs(pictures[0].astype(int) - pictures[1]).max() > 60


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no times", "There are no lines with times: .lrc, .srt and .vtt have them."),
        ("[09:00.00]late", "All of its lines come after the song's end."),
    ],
)
def test_lyrics_that_are_of_no_use_are_told_before_anything_is_made(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    song, lyrics = wav(tmp_path / "song.wav", beats(1.0)), tmp_path / "words.lrc"
    lyrics.write_text(text, encoding="utf-8")
    assert run(song, tmp_path / "out.mp4", "--lyrics", lyrics) == 1
    assert capsys.readouterr().err == f"{lyrics}: {told}\n"
    assert not (tmp_path / "out.mp4").exists()
