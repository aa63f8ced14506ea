"""Title and artist, as they stand in the tags of every format and every encoding."""

# ruff: noqa: RUF001 - letters that look alike are what this is about

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from av.audio.stream import AudioStream
from ebmlite import loadSchema
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TIT2, TPE1, TXXX
from mutagen.mp4 import MP4, MP4MetadataError
from mutagen.oggopus import OggOpus

from bot.studio.render.audio import decode
from tests.studio.songs import RATE, beats, wav, write
from tests.studio.tags.odd_songs import with_id3v1, with_riff_info, wma

RIGHT = [
    ("Café Müller", "Motörhead"),
    ("Ágætis byrjun", "Sigur Rós"),
    ("L’été indien – Tonight…", "Noël"),
    ("Hääyöaie", "Äänen värit"),
    ("Não dá mais", "São João"),
    ("¿Qué Pasa?", "Los Ñandúes"),
]
FOREIGN = [
    ("cp1251", "Звезда по имени Солнце", "Кино"),
    ("cp1251", "МУЗЫКА", "ДДТ"),
    ("cp932", "夜に駆ける", "宇多田ヒカル"),
    ("gb18030", "月亮代表我的心", "邓丽君"),
    ("big5", "月亮代表我的心", "鄧麗君"),
    ("cp949", "강남스타일", "소녀시대"),
    ("cp1250", "Zażółć gęślą jaźń", "Myslovitz"),
    ("utf-8", "Café Müller", "Кино"),
    ("utf-8", "夜に駆ける", "Sigur Rós"),
]


@pytest.fixture(scope="module")
def mp3(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("songs")
    return write(folder / "a.mp3", beats(1.2), codec="libmp3lame").read_bytes()


def plain(path: Path, mp3: bytes) -> Path:
    """A fresh MP3 without any tag but the encoder's own."""
    path.write_bytes(mp3)
    ID3(path).delete(path)  # type: ignore[no-untyped-call]
    return path


def texts(path: Path, language: str = "") -> tuple[str, str]:
    info = decode.probe(path, language=language)
    return info.title, info.artist


def latin1_id3(path: Path, title: bytes, artist: bytes) -> Path:
    """An ID3v2 tag that says its bytes are Latin-1."""
    tags = ID3()  # type: ignore[no-untyped-call]
    tags.add(TIT2(encoding=0, text=title.decode("latin-1")))  # type: ignore[no-untyped-call]
    tags.add(TPE1(encoding=0, text=artist.decode("latin-1")))  # type: ignore[no-untyped-call]
    tags.save(path, v1=0)
    return path


WAYS: dict[str, Callable[[Path, bytes, bytes], Path]] = {
    "id3v1": with_id3v1,
    "id3v2": latin1_id3,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("title", "artist"), RIGHT)
def test_western_tags_stay_what_they_are(
    tmp_path: Path, mp3: bytes, way: str, title: str, artist: str
) -> None:
    told = title.encode("cp1252"), artist.encode("cp1252")
    path = WAYS[way](plain(tmp_path / "a.mp3", mp3), *told)
    for language in ("", "ru", "ja", "zh-TW", "ko", "de", "pt-BR"):
        assert texts(path, language) == (title, artist)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("encoding", "title", "artist"), FOREIGN)
def test_tags_of_other_scripts_are_read_as_they_were_meant(
    tmp_path: Path, mp3: bytes, way: str, encoding: str, title: str, artist: str
) -> None:
    told = title.encode(encoding), artist.encode(encoding)
    path = WAYS[way](plain(tmp_path / "a.mp3", mp3), *told)
    assert texts(path) == (title, artist)


@pytest.mark.parametrize(
    ("encoding", "title", "artist"), [("cp1252", "Café", "Motörhead"), *FOREIGN]
)
def test_a_wavs_info_is_read_as_it_was_meant(
    tmp_path: Path, encoding: str, title: str, artist: str
) -> None:
    path = wav(tmp_path / "a.wav", beats(1.2))
    told = title.encode(encoding), artist.encode(encoding)
    assert texts(with_riff_info(path, *told)) == (title, artist)


@pytest.mark.parametrize(
    ("language", "encoding", "title"),
    [
        ("ko", "cp949", "봄날"),
        ("zh-CN", "gb18030", "爱情"),
        ("zh-CN", "gb18030", "青花瓷"),
        ("zh-TW", "big5", "愛"),
        ("ja", "cp932", "恋"),
        ("ru", "cp1251", "Я"),
        ("cs", "cp1250", "Dvořák"),
        ("tr", "cp1254", "Şımarık"),
    ],
)
def test_the_language_of_who_brings_it_decides_what_a_short_text_leaves_open(
    tmp_path: Path, mp3: bytes, language: str, encoding: str, title: str
) -> None:
    path = with_id3v1(plain(tmp_path / "a.mp3", mp3), title.encode(encoding), b"")
    assert texts(path, language)[0] == title


def test_a_title_that_id3v1_cuts_in_the_middle_of_a_letter_loses_that_letter_only(
    tmp_path: Path, mp3: bytes
) -> None:
    title = "x" + "Ж" * 20
    path = with_id3v1(plain(tmp_path / "a.mp3", mp3), title.encode(), b"")
    assert texts(path)[0] == "x" + "Ж" * 14


def test_utf8_that_was_taken_for_latin_1_on_its_way_is_mended(tmp_path: Path, mp3: bytes) -> None:
    path = plain(tmp_path / "a.mp3", mp3)
    tags = ID3()  # type: ignore[no-untyped-call]
    tags.add(TIT2(encoding=1, text="Café Müller".encode().decode("latin-1")))  # type: ignore[no-untyped-call]
    tags.add(TPE1(encoding=3, text="CAFÉ®"))  # type: ignore[no-untyped-call]
    tags.save(path)
    assert texts(path) == ("Café Müller", "CAFÉ®")


def test_nothing_that_can_not_be_read_is_drawn(tmp_path: Path, mp3: bytes) -> None:
    path = with_id3v1(plain(tmp_path / "a.mp3", mp3), b"\x81\x8d\x8f Song", "\ufffd".encode())
    title, artist = texts(path)
    assert "Song" in title
    assert "\ufffd" not in title + artist


def id3_artists(path: Path) -> None:
    tags = ID3()  # type: ignore[no-untyped-call]
    tags.add(TPE1(encoding=3, text=["A", "B"]))  # type: ignore[no-untyped-call]
    tags.save(path)


def ape_artists(path: Path) -> None:
    tags = APEv2()  # type: ignore[no-untyped-call]
    tags["Artist"] = ["A", "B"]
    tags.save(path)


def listed_artists(kind: type, key: str) -> Callable[[Path], None]:
    def tag(path: Path) -> None:
        song = kind(path)
        if song.tags is None:
            song.add_tags()
        song[key] = ["A", "B"]
        song.save()

    return tag


SEVERAL = {
    "a.mp3": ("libmp3lame", id3_artists),
    "ape.mp3": ("libmp3lame", ape_artists),
    "a.aac": ("aac", id3_artists),
    "a.wv": ("wavpack", ape_artists),
    "a.tta": ("tta", ape_artists),
    "a.flac": ("flac", listed_artists(FLAC, "artist")),
    "a.opus": ("libopus", listed_artists(OggOpus, "artist")),
    "a.m4a": ("aac", listed_artists(MP4, "\xa9ART")),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_several_artists_are_joined_as_people_write_them(tmp_path: Path, name: str) -> None:
    codec, tag = SEVERAL[name]
    path = write(tmp_path / name, beats(1.2), codec=codec)
    if path.suffix == ".mp3":
        ID3(path).delete(path)  # type: ignore[no-untyped-call]
    tag(path)
    assert texts(path)[1] == "A, B"


def matroska_tag(artists: list[str], level: int | None, track: int | None = None) -> dict[str, Any]:
    targets = {"TargetTypeValue": level} if level else {}
    if track:
        targets["TagTrackUID"] = track
    tags = [{"TagName": "ARTIST", "TagString": artist} for artist in artists]
    return {"Targets": targets, "SimpleTag": tags}


@pytest.mark.parametrize("name", ["a.mka", "a.webm"])
@pytest.mark.parametrize(
    ("tags", "joined"),
    [
        ([matroska_tag(["A", "B"], None)], "A, B"),
        ([matroska_tag(["Various"], 50), matroska_tag(["A", "B"], 30)], "A, B"),
        ([matroska_tag(["A", "B"], 50), matroska_tag(["Engineer"], 30, track=7)], "A, B"),
    ],
    ids=["file", "song and album", "a track's own"],
)
def test_several_artists_of_matroska_are_joined_too(
    tmp_path: Path, name: str, tags: list[dict[str, Any]], joined: str
) -> None:
    path = write(tmp_path / name, beats(1.2), codec="libopus")
    schema = loadSchema("matroska.xml")
    data = path.read_bytes()
    segment = next(root for root in schema.loads(data) if root.name == "Segment")
    # The segment is the last element and its size stands in eight bytes: it grows by what is added.
    added = schema.encodes({"Tags": {"Tag": tags}})
    size = (segment.size + len(added)) | 1 << 56
    head = data[: segment.offset + 4] + size.to_bytes(8, "big")
    path.write_bytes(head + data[segment.offset + 12 :] + added)
    assert texts(path)[1] == joined


def test_several_artists_of_a_wma_are_joined_too(tmp_path: Path) -> None:
    path = wma(tmp_path / "a.wma", 1.5)
    listed_artists(ASF, "Author")(path)
    assert texts(path)[1] == "A, B"


def test_an_artist_with_a_stroke_is_one(tmp_path: Path, mp3: bytes) -> None:
    path = plain(tmp_path / "a.mp3", mp3)
    tags = ID3()  # type: ignore[no-untyped-call]
    tags.add(TPE1(encoding=0, text="AC/DC"))  # type: ignore[no-untyped-call]
    tags.save(path, v2_version=3)
    assert texts(path)[1] == "AC/DC"


def test_a_tag_of_somebodys_own_that_is_called_title_hides_none(tmp_path: Path, mp3: bytes) -> None:
    path = plain(tmp_path / "a.mp3", mp3)
    tags = ID3()  # type: ignore[no-untyped-call]
    tags.add(TIT2(encoding=3, text="Night Drive"))  # type: ignore[no-untyped-call]
    tags.add(TXXX(encoding=3, desc="title", text="mix 3"))  # type: ignore[no-untyped-call]
    tags.save(path)
    assert texts(path)[0] == "Night Drive"


def with_track_title(path: Path, codec: str, title: str, track: str) -> Path:
    """A song whose file and whose audio track have titles of their own."""
    with av.open(str(path), "w") as output:
        if title:
            output.metadata["title"] = title
        stream = output.add_stream(codec, rate=48_000, layout="stereo")
        assert isinstance(stream, AudioStream)
        stream.metadata["title"] = track
        fifo = av.AudioFifo()
        frame = av.AudioFrame.from_ndarray(beats(1.5), "fltp", "stereo")
        frame.sample_rate = 48_000
        resampler = av.AudioResampler(stream.codec_context.format.name, "stereo", 48_000)
        for part in resampler.resample(frame):
            part.pts = None
            fifo.write(part)
        while block := fifo.read(960, partial=True):
            output.mux(stream.encode(block))
        output.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mkv", "libopus"), ("a.webm", "libopus"), ("a.avi", "pcm_s16le")]
)
def test_the_files_title_goes_before_its_tracks(tmp_path: Path, name: str, codec: str) -> None:
    path = with_track_title(tmp_path / name, codec, "The Song", "simple_recording")
    assert texts(path)[0] == "The Song"


def test_a_track_lends_its_title_unless_it_is_a_layout(tmp_path: Path) -> None:
    path = with_track_title(tmp_path / "a.mkv", "libopus", "", "The Song")
    assert texts(path)[0] == "The Song"
    path = with_track_title(tmp_path / "b.mkv", "libopus", "", "Stereo")
    assert texts(path)[0] == ""


def test_a_chapters_long_title_hides_neither_title_nor_artist(tmp_path: Path) -> None:
    path = tmp_path / "a.m4a"
    with av.open(str(path), "w") as output:
        output.metadata.update({"title": "Song", "artist": "Me"})
        stream = output.add_stream("aac", rate=RATE, layout="mono")
        assert isinstance(stream, AudioStream)
        chapter = {"id": 0, "start": 0, "end": 1000, "time_base": Fraction(1, 1000)}
        output.set_chapters([{**chapter, "metadata": {"title": "\u00e9" * 128}}])  # type: ignore[typeddict-item]
        frame = av.AudioFrame.from_ndarray(beats(1.2)[:1], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    with pytest.raises(MP4MetadataError):
        MP4(path)  # type: ignore[no-untyped-call]
    assert texts(path) == ("Song", "Me")
