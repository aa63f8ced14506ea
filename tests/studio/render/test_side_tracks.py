"""What an MP4 holds beside picture and sound, as decoders read it back."""

import io
from pathlib import Path

import av
import pytest
from mutagen.mp4 import MP4
from PIL import Image

from bot.studio.render.lyric_files import parse_lyrics
from bot.studio.render.lyric_tags import lyrics_in_tags
from bot.studio.render.pipeline import RenderSpec, render
from bot.studio.render.scene.lyrics import SungLine
from bot.studio.render.side_tracks import Cue, cues_of
from bot.studio.render.spec import Aspect
from bot.studio.render.text.language import language_of
from tests.studio.songs import beats, pictures, wav

LRC = "[00:00.20]夜を駆ける\n[00:00.700]光の中で <3\n[00:01.10]\n[00:01.333]さよなら\n"


def made(
    folder: Path, *, aspect: Aspect = "16:9", target: int | None = None, lrc: str = ""
) -> Path:
    song, video = wav(folder / "a.wav", beats(2.0)), folder / "out.mp4"
    words = parse_lyrics(lrc.encode()) if lrc else ()
    spec = RenderSpec(audio=song, title="T", aspect=aspect, lyrics=words, target_bytes=target)
    render(spec, video)
    return video


def cues(video: Path) -> list[Cue]:
    with av.open(str(video)) as container:
        packets = [packet for packet in container.demux(subtitles=0) if packet.size > 2]
        return [
            Cue(
                packet.pts or 0,
                (packet.pts or 0) + (packet.duration or 0),
                bytes(packet)[2:].decode(),
            )
            for packet in packets
        ]


def cover(video: Path) -> bytes | None:
    found = MP4(video).get("covr")  # type: ignore[no-untyped-call]
    return bytes(found[0]) if found else None


def test_lyrics_are_a_text_track_that_decoders_read_back_at_its_times(tmp_path: Path) -> None:
    video = made(tmp_path, lrc=LRC)
    assert cues(video) == [
        Cue(200, 700, "夜を駆ける"),
        Cue(700, 1100, "光の中で <3"),
        Cue(1333, 2000, "さよなら"),
    ]
    with av.open(str(video)) as container:
        track = container.streams.subtitles[0]
        assert (track.codec_context.name, track.language) == ("mov_text", "jpn")
        # It is there to be chosen, and isn't shown over the words in the picture by itself.
        assert not track.disposition & av.stream.Disposition.default
        assert container.streams.audio[0].disposition & av.stream.Disposition.default
    data = video.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert len(pictures(video)) == 60
    # The file's tags have them as well, with the times of words: as any song's are read.
    assert parse_lyrics((lyrics_in_tags(video) or "").encode(), song_seconds=2.0) == parse_lyrics(
        LRC.encode(), song_seconds=2.0
    )


@pytest.mark.parametrize("aspect", ["16:9", "1:1"])
def test_the_poster_is_the_files_cover_and_wide(tmp_path: Path, aspect: Aspect) -> None:
    video = made(tmp_path, aspect=aspect)
    with Image.open(io.BytesIO(cover(video) or b"")) as poster:
        assert (poster.format, poster.size) == ("JPEG", (1280, 720))
        assert len(poster.convert("RGB").getcolors(1 << 24) or []) > 500
    with av.open(str(video)) as container:  # the picture that moves is the first, and the default
        first, second = container.streams.video
        assert first.disposition & av.stream.Disposition.default
        assert second.disposition & av.stream.Disposition.attached_pic
        assert not container.streams.subtitles
        assert sum(1 for _ in container.decode(first)) == 60


def test_poster_and_lyrics_count_for_a_files_limit(tmp_path: Path) -> None:
    video = made(tmp_path, lrc=LRC, target=150_000)
    assert video.stat().st_size <= 150_000
    assert cover(video) is None  # it takes no more than a small share: a small file has none
    assert len(cues(video)) == 3


def line(text: str, start: float, end: float) -> SungLine:
    return SungLine((text,), (start,), end)


def test_one_line_is_shown_at_a_time_and_none_behind_the_end() -> None:
    lines = [line("one", 0.5, 9.0), line("two", 1.0, 1.0), line("three", 4.0, 9.0)]
    assert cues_of([*lines, line("four", 5.0, 6.0)], 5.0) == (
        Cue(500, 1000, "one"),
        Cue(1000, 1100, "two"),
        Cue(4000, 5000, "three"),
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("夜を駆ける", "jpn"),
        ("月亮代表我的心", "zho"),
        ("사랑해 baby", "kor"),
        ("שלום", "heb"),
        ("ฉันรักเธอ", "tha"),
        ("Καλημέρα", "ell"),
        ("Night drive", "und"),
        ("Слово", "und"),  # Russian, Bulgarian, Ukrainian, …
        ("أحبك", "und"),
        ("Night drive through the city 夜", "und"),
        ("123 !?", "und"),
        ("", "und"),
    ],
)
def test_a_script_tells_a_language_only_where_it_is_its_own(text: str, language: str) -> None:
    assert language_of(text) == language
