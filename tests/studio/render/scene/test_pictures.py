"""Pictures as people have them: large ones, with profiles, with much beside the picture."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from bot.studio.render.pipeline import SceneSpec
from bot.studio.render.scene.pictures import SIDE, read_picture
from bot.studio.render.scenes import still
from tests.studio.tags.profiles import display_p3, green_cyan, grey_gamma

RED = (200, 60, 40)


def encoded(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def colour(data: bytes) -> tuple[int, ...]:
    picture = read_picture(data)
    assert picture is not None
    assert picture.mode == "RGB"
    pixel = picture.getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(pixel, tuple)
    return tuple(map(int, pixel))


def close(one: tuple[int, ...], other: tuple[int, ...], by: int = 3) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("form", ["AVIF", "TIFF"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_avif_and_tiff_are_read(form: str, mode: str) -> None:
    picture = Image.new("RGB", (300, 200), RED).convert(mode)
    expected = picture.convert("RGB").getpixel((0, 0))
    assert isinstance(expected, tuple)
    assert close(colour(encoded(picture, form)), expected, 6)


@pytest.mark.parametrize("packing", ["tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits"])
def test_packed_tiffs_are_read(packing: str) -> None:
    data = encoded(Image.new("RGB", (300, 200), RED), "TIFF", compression=packing)
    assert close(colour(data), RED, 6)


def test_a_large_progressive_jpeg_is_read() -> None:
    data = encoded(Image.new("RGB", (8000, 6000), RED), "JPEG", progressive=True)
    assert close(colour(data), RED, 6)


def test_a_large_png_is_read() -> None:
    picture = read_picture(encoded(Image.new("RGB", (5000, 5200), RED), compress_level=1))
    assert picture is not None
    assert max(picture.size) <= SIDE


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("place", ["before", "behind"])
def test_what_is_told_beside_a_png_is_no_part_of_it(place: str) -> None:
    data = encoded(Image.new("RGB", (64, 64), RED))
    much = zlib.compress(bytes(20 << 20), 1)
    texts = chunk(b"zTXt", b"Comment\0\0" + much) + chunk(b"iTXt", b"XML\0\1\0\0\0" + much)
    texts += chunk(b"tEXt", b"Raw\0" + bytes(2 << 20))
    at = 33 if place == "before" else len(data) - 12  # behind IHDR, or before IEND
    assert close(colour(data[:at] + texts + data[at:]), RED)


def test_a_pngs_profile_of_more_than_a_megabyte_counts() -> None:
    profile = display_p3(2.2) + bytes(3 << 20)
    profile = struct.pack(">I", len(profile)) + profile[4:]
    data = encoded(Image.new("RGB", (64, 64), RED), icc_profile=profile)
    assert close(colour(data), (219, 37, 13))


def test_a_profile_that_unpacks_to_a_bomb_is_left_out() -> None:
    data = encoded(Image.new("RGB", (64, 64), RED))
    bomb = chunk(b"iCCP", b"name\0\0" + zlib.compress(bytes(20 << 20), 1))
    assert close(colour(data[:33] + bomb + data[33:]), RED)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF", "TIFF"])
def test_a_p3_cover_is_shown_in_its_colours(form: str) -> None:
    options = {"lossless": True} if form == "WEBP" else {"quality": 100} if form != "TIFF" else {}
    picture = Image.new("RGB", (200, 200), RED)
    data = encoded(picture, form, icc_profile=display_p3(2.2), **options)
    assert close(colour(data), (219, 37, 13), 5)


def test_a_profiles_own_curve_counts() -> None:
    data = encoded(Image.new("RGB", (64, 64), RED), icc_profile=display_p3())
    assert close(colour(data), (218, 42, 23), 2)  # as its matrix and sRGB's curve have it


def test_a_p3_cover_with_transparency_keeps_both() -> None:
    picture = Image.new("RGBA", (200, 200), (*RED, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 200, 20))
    data = encoded(picture, icc_profile=display_p3(2.2))
    assert close(colour(data), (219, 37, 13), 3)


def test_a_palette_with_a_profile_is_shown_in_its_colours() -> None:
    picture = Image.new("RGB", (200, 200), RED).quantize(4)
    assert close(colour(encoded(picture, icc_profile=display_p3(2.2))), (219, 37, 13), 4)


def test_a_cmyk_cover_is_read_by_its_profile() -> None:
    picture = Image.new("CMYK", (200, 200), (255, 0, 0, 0))
    plain = colour(encoded(picture, "JPEG", quality=100))
    assert close(plain, (0, 255, 255), 4)
    red, green, blue = colour(encoded(picture, "JPEG", quality=100, icc_profile=green_cyan()))
    assert green > 100
    assert max(red, blue) < 60


def test_a_grey_profile_counts() -> None:
    picture = Image.new("L", (200, 200), 128)
    assert close(colour(encoded(picture)), (128, 128, 128))
    dark = colour(encoded(picture, icc_profile=grey_gamma(1.0)))
    assert close(dark, (188, 188, 188), 3)  # half of the light is 188 in sRGB


@pytest.mark.parametrize("profile", [b"not a profile", display_p3()[:200], green_cyan()])
def test_a_profile_that_does_not_fit_changes_nothing(profile: bytes) -> None:
    data = encoded(Image.new("RGB", (64, 64), RED), icc_profile=profile)
    assert close(colour(data), RED)


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_a_grey_picture_of_16_bits_is_as_bright_as_it_is(form: str) -> None:
    pixels = np.full((64, 64), 0x4000, np.uint16)  # and nothing in it is white
    assert close(colour(encoded(Image.fromarray(pixels), form)), (64, 64, 64), 1)


def test_a_turned_tiff_and_broken_exif_are_read() -> None:
    picture = Image.new("RGB", (100, 50), RED)
    exif = Image.Exif()
    exif[274] = 6
    turned = read_picture(encoded(picture, "TIFF", exif=exif))
    assert turned is not None
    assert turned.size == (50, 100)
    assert close(colour(encoded(picture, "JPEG", exif=b"Exif\0\0MM\0*rubbish")), RED, 6)


def test_the_preview_has_the_covers_colours(tmp_path: Path) -> None:
    cover = tmp_path / "cover.png"
    Image.new("RGB", (800, 800), (220, 30, 30)).save(cover)
    picture = np.asarray(still(SceneSpec(cover=cover)))
    reds = picture[(picture[..., 0] > 190) & (picture[..., 1] < 60)]
    assert len(reds) > 20_000
    assert close(tuple(np.median(reds, axis=0).astype(int)), (220, 30, 30), 3)


def test_pillow_can_still_refuse_texts() -> None:
    """What the limit of profiles is set by: Pillow has one limit for texts and profiles."""
    assert PngImagePlugin.MAX_TEXT_CHUNK >= 16 << 20
