"""Covers of every kind, and those that are meant to do harm."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3
from mutagen.mp4 import MP4, MP4Cover
from PIL import Image

from bot.studio.render.scene.cover_art import cover_of, designed
from bot.studio.render.scene.embedded_artwork import artwork_in
from bot.studio.render.scene.palette import palette_of
from bot.studio.render.scene.pictures import MAX_BYTES, SIDE, read_picture
from tests.studio.songs import beats, write

RED = (200, 20, 30)


def encoded(picture: Image.Image, form: str = "PNG") -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form)
    return buffer.getvalue()


def near(picture: Image.Image | None, colour: tuple[int, int, int]) -> bool:
    assert picture is not None
    middle = picture.getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(middle, tuple)
    return all(abs(a - b) < 12 for a, b in zip(middle, colour, strict=True))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_usual_pictures_are_read(form: str) -> None:
    picture = read_picture(encoded(Image.new("RGB", (300, 300), RED), form))
    assert near(picture, RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    picture = read_picture(encoded(Image.new(mode, (64, 64)), form))
    assert picture is not None
    assert picture.mode == "RGB"


def test_large_pictures_are_made_small() -> None:
    picture = read_picture(encoded(Image.new("RGB", (4000, 3000), RED), "JPEG"))
    assert picture is not None
    assert max(picture.size) <= SIDE


def png(width: int, height: int) -> bytes:
    """A PNG that says it is that large, and packs as well as can be."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1 << 20), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(60_000, 60_000), (30_000, 8_000), (100_000, 1), (0, 0)])
def test_bombs_are_left_packed(size: tuple[int, int]) -> None:
    assert read_picture(png(*size)) is None


def test_broken_pictures_count_as_none() -> None:
    good = encoded(Image.new("RGB", (300, 300), RED))
    rng = np.random.default_rng(5)
    assert read_picture(b"") is None
    assert read_picture(b"not a picture") is None
    assert read_picture(bytes(MAX_BYTES + 1)) is None
    assert read_picture(b"%!PS-Adobe-3.0 EPSF-3.0\n") is None
    for _ in range(40):
        data = bytearray(good)
        for place in rng.integers(8, len(data), 6):
            data[place] = rng.integers(0, 256)
        read_picture(bytes(data[: int(rng.integers(20, len(data)))]))  # whatever it gives: no error


def test_embedded_covers_are_found(tmp_path: Path) -> None:
    data = encoded(Image.new("RGB", (300, 300), RED))
    mp3 = write(tmp_path / "a.mp3", beats(1.0), codec="libmp3lame")
    tags = ID3()  # type: ignore[no-untyped-call]
    tags.add(APIC(3, "image/png", 3, "", data))  # type: ignore[no-untyped-call]
    tags.save(mp3)
    m4a = write(tmp_path / "a.m4a", beats(1.0), codec="aac")
    atoms = MP4(m4a)  # type: ignore[no-untyped-call]
    atoms["covr"] = [MP4Cover(data, MP4Cover.FORMAT_PNG)]  # type: ignore[no-untyped-call]
    atoms.save()  # type: ignore[no-untyped-call]
    flac = write(tmp_path / "a.flac", beats(1.0), codec="flac")
    blocks = FLAC(flac)  # type: ignore[no-untyped-call]
    picture = Picture()  # type: ignore[no-untyped-call]
    picture.type, picture.data, picture.mime = 3, data, "image/png"
    blocks.add_picture(picture)  # type: ignore[no-untyped-call]
    blocks.save()
    for song in (mp3, m4a, flac):
        assert near(cover_of(song, None), RED)


def test_a_broken_cover_gives_way_to_the_embedded_one(tmp_path: Path) -> None:
    mp3 = write(tmp_path / "a.mp3", beats(1.0), codec="libmp3lame")
    tags = ID3()  # type: ignore[no-untyped-call]
    data = encoded(Image.new("RGB", (300, 300), RED))
    tags.add(APIC(3, "image/png", 3, "", data))  # type: ignore[no-untyped-call]
    tags.save(mp3)
    broken = tmp_path / "cover.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n and nothing")
    assert near(cover_of(mp3, broken), RED)
    assert near(cover_of(mp3, tmp_path), RED)


def test_tags_that_are_none_give_no_cover(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7fAPIC" + bytes(range(256)) * 4)
    assert list(artwork_in(path)) == []


def test_a_designed_cover_belongs_to_its_song() -> None:
    course = np.linspace(0, 1, 300, dtype=np.float32)
    one = designed("Paper Lanterns|Studio", course, 200)
    assert one.tobytes() == designed("Paper Lanterns|Studio", course, 200).tobytes()
    assert one.tobytes() != designed("Night Ferry|Studio", course, 200).tobytes()
    assert one.tobytes() != designed("Paper Lanterns|Studio", course[::-1], 200).tobytes()
    assert designed("", np.zeros(0, np.float32), 200).size == (200, 200)


@pytest.mark.parametrize("colour", ["black", "white", "gray", "red", "navy", "yellow"])
def test_accents_are_bright_enough_on_every_ground(colour: str) -> None:
    palette = palette_of(Image.new("RGB", (100, 100), colour))
    for red, green, blue in (palette.first, palette.second):
        assert 0.2126 * red + 0.7152 * green + 0.0722 * blue > 140
