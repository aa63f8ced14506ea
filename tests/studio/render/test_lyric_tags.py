"""Lyrics with times in the tags of songs, written by mutagen and read from real files."""

from pathlib import Path
from typing import Final

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import ID3, SYLT, TXXX, USLT
from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.oggopus import OggOpus

from bot.studio.process.inspect_process import inspect_media
from bot.studio.render.lyric_files import parse_lyrics
from bot.studio.render.lyric_tags import lyrics_in_tags
from tests.studio.songs import beats, write

LRC: Final = "[00:00.50]We sail\n[00:00.90]home\n"
KINDS: Final = {".mp3": "libmp3lame", ".flac": "flac", ".opus": "libopus", ".m4a": "aac"}


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("songs")
    for suffix, codec in KINDS.items():
        write(folder / f"a{suffix}", beats(1.0), codec=codec)
    return folder


def copy(songs: Path, folder: Path, suffix: str) -> Path:
    path = folder / f"a{suffix}"
    path.write_bytes((songs / path.name).read_bytes())
    return path


def with_sylt(path: Path, entries: list[tuple[str, int]], *, form: int = 2, kind: int = 1) -> Path:
    tags = ID3()  # type: ignore[no-untyped-call]
    frame = SYLT(encoding=3, lang="eng", format=form, type=kind, desc="", text=entries)  # type: ignore[no-untyped-call]
    tags.add(frame)  # type: ignore[no-untyped-call]
    tags.save(path)
    return path


def sung(text: str | None) -> list[tuple[float, str]]:
    words = parse_lyrics((text or "").encode())
    return [(word.start_seconds, word.word) for word in words]


def test_synchronised_texts_are_words_where_line_ends_stand_in_them_and_else_lines(
    songs: Path, tmp_path: Path
) -> None:
    path = copy(songs, tmp_path, ".mp3")
    words = [("We ", 100), ("sail", 200), ("\nho", 500), ("me", 700)]
    found = sung(lyrics_in_tags(with_sylt(path, words)))
    assert found == [(0.1, "\nWe "), (0.2, "sail"), (0.5, "\nho"), (0.7, "me")]
    lines = [("We sail", 100), ("", 300), ("home", 500)]
    assert sung(lyrics_in_tags(with_sylt(path, lines))) == [(0.1, "\nWe sail"), (0.5, "\nhome")]
    assert parse_lyrics((lyrics_in_tags(path) or "").encode())[0].end_seconds == 0.3


def test_chords_and_times_in_frames_of_mpeg_are_no_lyrics(songs: Path, tmp_path: Path) -> None:
    path = copy(songs, tmp_path, ".mp3")
    assert lyrics_in_tags(with_sylt(path, [("Am", 100)], kind=5)) is None
    assert lyrics_in_tags(with_sylt(path, [("We", 100)], form=1)) is None


def test_lrc_in_the_texts_of_each_format(songs: Path, tmp_path: Path) -> None:
    paths = {suffix: copy(songs, tmp_path, suffix) for suffix in KINDS}
    for text, expected in ((LRC, [(0.5, "\nWe sail"), (0.9, "\nhome")]), ("We sail\nhome", None)):
        tags = ID3()  # type: ignore[no-untyped-call]
        tags.add(USLT(encoding=3, lang="eng", desc="", text=text))  # type: ignore[no-untyped-call]
        tags.save(paths[".mp3"])
        for suffix, kind, name in (
            (".flac", FLAC, "LYRICS"),
            (".opus", OggOpus, "SyncedLyrics"),
            (".m4a", MP4, "\xa9lyr"),
        ):
            song = kind(paths[suffix])
            song[name] = [text]
            song.save()
        for path in paths.values():
            found = lyrics_in_tags(path)
            assert (None if found is None else sung(found)) == expected, path


async def test_a_look_into_a_song_tells_them_however_long_they_are(
    songs: Path, tmp_path: Path
) -> None:
    lines = [(f"\n{'ら' * 20} {at}", at) for at in range(900)]
    path = with_sylt(copy(songs, tmp_path, ".mp3"), lines)
    media = await inspect_media(path, max_minutes=1)
    assert len(sung(media.lyrics)) == 900


def test_lyrics_that_ffmpeg_or_others_put_into_tags_for_anything_are_found(
    songs: Path, tmp_path: Path
) -> None:
    expected = [(0.5, "\nWe sail"), (0.9, "\nhome")]
    mp3, m4a = (copy(songs, tmp_path, suffix) for suffix in (".mp3", ".m4a"))
    for described in ("USLT", "Lyrics"):  # the first is FFmpeg's
        tags = ID3()  # type: ignore[no-untyped-call]
        tags.add(TXXX(encoding=3, desc="mood", text="[00:00.10]not these"))  # type: ignore[no-untyped-call]
        tags.add(TXXX(encoding=3, desc=described, text=LRC))  # type: ignore[no-untyped-call]
        tags.save(mp3)
        assert sung(lyrics_in_tags(mp3)) == expected
    items = MP4(m4a)  # type: ignore[no-untyped-call]
    items["----:com.apple.iTunes:mood"] = MP4FreeForm(b"[00:00.10]not these")  # type: ignore[no-untyped-call]
    items["----:com.apple.iTunes:LYRICS"] = MP4FreeForm(LRC.encode())  # type: ignore[no-untyped-call]
    items.save()  # type: ignore[no-untyped-call]
    assert sung(lyrics_in_tags(m4a)) == expected
