"""A song's own cover, wherever programs have put it, and which of several it is."""

import base64
import io
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from mutagen.apev2 import BINARY, APEv2, APEValue
from mutagen.asf import ASF
from mutagen.asf._attrs import ASFByteArrayAttribute
from mutagen.dsf import DSF
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE
from PIL import Image

from bot.studio.render.scene.cover_art import cover_of
from tests.studio.songs import beats, write
from tests.studio.tags.odd_songs import dsf, wma

RED, BLUE, GREEN = (200, 20, 30), (20, 40, 200), (10, 160, 40)
FRONT, BACK, ICON, OTHER = 3, 4, 1, 0


def picture(colour: tuple[int, int, int], side: int = 200) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(buffer, "PNG")
    return buffer.getvalue()


def shown(song: Path) -> tuple[int, int, int] | None:
    cover = cover_of(song, None)
    if cover is None:
        return None
    pixel = cover.getpixel((cover.width // 2, cover.height // 2))
    assert isinstance(pixel, tuple)
    return (int(pixel[0]), int(pixel[1]), int(pixel[2]))


def id3(path: Path, *found: tuple[int, bytes]) -> Path:
    tags = ID3()  # type: ignore[no-untyped-call]
    for number, (kind, data) in enumerate(found):
        tags.add(APIC(3, "image/png", kind, f"{number}", data))  # type: ignore[no-untyped-call]
    tags.save(path)
    return path


def ape(path: Path, *found: tuple[int, bytes]) -> Path:
    names = {FRONT: "Front", BACK: "Back", ICON: "Icon", OTHER: "Other"}
    tags = APEv2()  # type: ignore[no-untyped-call]
    for kind, data in found:
        value = APEValue(b"cover.png\0" + data, BINARY)  # type: ignore[no-untyped-call]
        tags[f"Cover Art ({names[kind]})"] = value
    tags.save(path)
    return path


def block(kind: int, data: bytes) -> Picture:
    found = Picture()  # type: ignore[no-untyped-call]
    found.type, found.data, found.mime = kind, data, "image/png"
    return found


def flac(path: Path, *found: tuple[int, bytes]) -> Path:
    song = FLAC(path)  # type: ignore[no-untyped-call]
    for kind, data in found:
        song.add_picture(block(kind, data))  # type: ignore[no-untyped-call]
    song.save()
    return path


def vorbis(path: Path, *found: tuple[int, bytes]) -> Path:
    song = OggVorbis(path)  # type: ignore[no-untyped-call]
    blocks = [block(kind, data).write() for kind, data in found]  # type: ignore[no-untyped-call]
    song["metadata_block_picture"] = [base64.b64encode(data).decode() for data in blocks]
    song.save()
    return path


def old_vorbis(path: Path, *found: tuple[int, bytes]) -> Path:
    song = OggVorbis(path)  # type: ignore[no-untyped-call]
    song["coverart"] = [base64.b64encode(data).decode() for _, data in found]
    song["coverartmime"] = ["image/png"]
    song.save()
    return path


def mp4(path: Path, *found: tuple[int, bytes]) -> Path:
    song = MP4(path)  # type: ignore[no-untyped-call]
    song["covr"] = [MP4Cover(data, 0) for _, data in found]  # type: ignore[no-untyped-call]
    song.save()  # type: ignore[no-untyped-call]
    return path


def wm(path: Path, *found: tuple[int, bytes]) -> Path:
    song = ASF(path)  # type: ignore[no-untyped-call]
    head = "image/png\0cover\0".encode("utf-16-le")
    song["WM/Picture"] = [
        ASFByteArrayAttribute(bytes([kind]) + len(data).to_bytes(4, "little") + head + data)  # type: ignore[no-untyped-call]
        for kind, data in found
    ]
    song.save()
    return path


def of_chunk(kind: type) -> Callable[..., Path]:
    def tag(path: Path, *found: tuple[int, bytes]) -> Path:
        song = kind(path)
        song.add_tags()
        for number, (of, data) in enumerate(found):
            song.tags.add(APIC(3, "image/png", of, f"{number}", data))  # type: ignore[no-untyped-call]
        song.save()
        return path

    return tag


def attached(path: Path, *found: tuple[int, bytes]) -> Path:
    """A song in Matroska with its pictures attached, named as the format's guidelines say."""
    names = {FRONT: "cover.png", BACK: "back.png", ICON: "small_cover.png", OTHER: "band.png"}
    with av.open(str(path), "w", format="matroska") as output:
        stream = output.add_stream("libopus", rate=48_000, layout="stereo")
        for kind, data in found:
            output.add_attachment(names[kind], "image/png", data)
        resampler = av.AudioResampler("s16", "stereo", 48_000)
        fifo = av.AudioFifo()
        frame = av.AudioFrame.from_ndarray(beats(1.2), "fltp", "stereo")
        frame.sample_rate = 48_000
        for part in resampler.resample(frame):
            part.pts = None
            fifo.write(part)
        while piece := fifo.read(960, partial=True):
            output.mux(stream.encode(piece))
        output.mux(stream.encode(None))
    return path


PLACES: dict[str, tuple[str, Callable[..., Path]]] = {
    "a.mp3": ("libmp3lame", id3),
    "ape.mp3": ("libmp3lame", ape),
    "a.aac": ("aac", id3),
    "ape.aac": ("aac", ape),
    "a.flac": ("flac", flac),
    "id3.flac": ("flac", id3),
    "a.ogg": ("libvorbis", vorbis),
    "old.ogg": ("libvorbis", old_vorbis),
    "a.m4a": ("aac", mp4),
    "a.wav": ("pcm_s16le", of_chunk(WAVE)),
    "a.wv": ("wavpack", ape),
    "a.tta": ("tta", id3),
    "a.ac3": ("ac3", ape),
}


def song(folder: Path, name: str) -> Path:
    return write(folder / name, beats(1.2), codec=PLACES[name][0])


@pytest.mark.parametrize("name", PLACES)
def test_a_songs_own_cover_is_found(tmp_path: Path, name: str) -> None:
    path = song(tmp_path, name)
    assert shown(path) is None
    assert shown(PLACES[name][1](path, (FRONT, picture(RED)))) == RED


def test_a_cover_in_a_wma_or_a_dsf_is_found(tmp_path: Path) -> None:
    assert shown(wm(wma(tmp_path / "a.wma", 1.5), (FRONT, picture(RED)))) == RED
    assert shown(of_chunk(DSF)(dsf(tmp_path / "a.dsf", 0.1), (FRONT, picture(RED)))) == RED


@pytest.mark.parametrize("name", ["a.mka", "a.webm", "nameless"])
def test_an_attached_cover_is_found(tmp_path: Path, name: str) -> None:
    assert shown(attached(tmp_path / name, (FRONT, picture(RED)))) == RED


def test_what_a_file_is_called_hides_no_cover(tmp_path: Path) -> None:
    for name in ("a.flac", "a.m4a", "a.ogg"):
        path = PLACES[name][1](song(tmp_path, name), (FRONT, picture(RED)))
        assert shown(path.rename(tmp_path / f"{name}.mp3")) == RED


SEVERAL: dict[str, Callable[..., Path]] = {
    "a.mp3": id3, "ape.mp3": ape, "a.flac": flac, "a.ogg": vorbis, "a.mka": attached,
}  # fmt: skip


@pytest.mark.parametrize("name", SEVERAL)
def test_the_front_goes_before_others_before_the_back_and_an_icon_comes_last(
    tmp_path: Path, name: str
) -> None:
    tag = SEVERAL[name]
    found = [(ICON, picture(GREEN, 32)), (BACK, picture(BLUE)), (OTHER, picture((9, 9, 9)))]

    def tagged(*pictures: tuple[int, bytes]) -> Path:
        return tag(tmp_path / name if name == "a.mka" else song(tmp_path, name), *pictures)

    assert shown(tagged(*found, (FRONT, picture(RED)))) == RED
    assert shown(tagged(*found)) == (9, 9, 9)
    assert shown(tagged(*found[:2])) == BLUE
    assert shown(tagged(found[0])) == GREEN


def test_an_icon_that_says_it_is_the_front_comes_last_as_well(tmp_path: Path) -> None:
    path = song(tmp_path, "a.mp3")
    assert shown(id3(path, (FRONT, picture(GREEN, 32)), (BACK, picture(BLUE)))) == BLUE


def test_a_front_that_is_no_picture_gives_way(tmp_path: Path) -> None:
    path = song(tmp_path, "a.mp3")
    assert shown(id3(path, (FRONT, b"rubbish"), (BACK, picture(BLUE)))) == BLUE
