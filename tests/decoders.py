"""What the studio's H.264 shows in other decoders, picture by picture: ``make decoders``.

Pictures of two slices are put together in every size and profile, and through every change that
an upper part may make; whole pictures are encoded in sizes down to 2x2. Each is decoded by FFmpeg
and openh264, as PyAV has them, and by what GStreamer has where ``gst-launch-1.0`` is found:
``ARGS="--gstreamer avdec_h264 openh264dec"``. What is to be seen is what the two encoders made.
A line for each case that differs; ends with 1 if there was any. Takes a minute.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Final, NamedTuple, cast

import numpy as np
from av.codec import CodecContext
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from bot.studio.render.h264.bitstream import parse_parameter_sets
from bot.studio.render.h264.quality import GROUND_FINER, LIGHT_FINER, Quality, encoder_for
from bot.studio.render.h264.slice_stitching import (
    MACROBLOCK,
    REACH,
    NotStatic,
    SliceStitcher,
    UpperPicture,
    UpperSlices,
)
from bot.studio.render.scene.frame_renderer import Scene
from bot.studio.render.scene.yuv import pixels_of
from bot.studio.render.spec import Profile

Picture = list[NDArray[np.uint8]]
"""The planes of a picture: Y, Cb, Cr."""

# Each change from one picture to the next: still, a light, another, none, grounds in a row and from
# a light, a light over a later ground.
SHOWN: Final = tuple(
    UpperPicture(*pair)
    for pair in (
        (0, 0), (0, 0), (0, 1), (0, 1), (0, 2), (0, 0), (0, 2), (1, 0), (2, 0), (2, 0), (2, 1),
        (2, 2), (2, 0), (3, 0), (3, 1), (4, 0), (4, 0), (4, 1),
    )
)  # fmt: skip
GROUNDS, LIGHTS = 4, 2
WIDTHS: Final = (16, 18, 34, 240, 426, 640)
UPPER: Final = 160  # pixels: a ground, a light under it, and what vectors of either may reach
CHANGED, APART = 32, 48
BELOW: Final = (16, 18, 30)  # pixels under the guard: whole macroblocks, and cropped ones
VIDEOS: Final = ((1280, 720), (720, 1280), (1920, 1080), (1080, 1920), (426, 240), (540, 960))
TINY: Final = ((2, 2), (2, 4), (4, 2), (16, 16), (18, 16), (16, 18), (30, 46), (98, 50))
COARSER: Final = (0, 9)


class Case(NamedTuple):
    """A video: its size, and how many pixels from the top are a slice of their own; 0 for none."""

    width: int
    height: int
    upper: int
    profile: Profile
    coarser: int

    @property
    def quality(self) -> Quality:
        return Quality(self.profile, 30, self.coarser)


def cases() -> Iterator[Case]:
    """Return every case."""
    for profile, coarser in product(("small", "fast"), COARSER):
        for width, height in TINY:
            yield Case(width, height, 0, cast("Profile", profile), coarser)
        guard = Quality(cast("Profile", profile), 30).guard * MACROBLOCK
        sizes = [(width, UPPER + guard + below) for width, below in product(WIDTHS, BELOW)]
        for width, height in (*sizes, *(VIDEOS if coarser == 0 else ())):
            upper = max(UPPER, height // 2 // MACROBLOCK * MACROBLOCK)
            yield Case(width, height, upper, cast("Profile", profile), coarser)


def noise(width: int, height: int, seed: int) -> Picture:
    """A picture with edges and fine noise, of which nothing is easy to encode."""
    random = np.random.default_rng(seed)
    planes = []
    for divisor in (1, 2, 2):
        rows, columns = np.mgrid[0 : height // divisor, 0 : width // divisor]
        waves = 90 + 60 * np.sin(rows / 7 + seed) * np.cos(columns / 9)
        planes.append(np.clip(waves + random.normal(0, 12, waves.shape), 16, 235).astype(np.uint8))
    return planes


def frame_of(planes: Sequence[NDArray[np.uint8]]) -> VideoFrame:
    """Return a picture as a frame."""
    height, width = planes[0].shape
    frame = VideoFrame(width, height, "yuv420p")
    for plane, pixels in zip(pixels_of(frame), planes, strict=True):
        plane[:] = pixels
    return frame


def encoded(
    pictures: Iterator[Picture] | Sequence[Picture], size: tuple[int, int], options: dict[str, str]
) -> tuple[bytes, list[bytes]]:
    """Return the parameter sets and the packets of pictures."""
    scene = cast("Scene", SimpleNamespace(width=size[0], height=size[1]))
    context = encoder_for(scene, 30, options)
    packets: list[Packet] = []
    for place, planes in enumerate(pictures):
        frame = frame_of(planes)
        frame.pts, frame.time_base = place, Fraction(1, 30)
        packets += context.encode(frame)
    packets += context.encode(None)
    return context.extradata or b"", [bytes(packet) for packet in packets]


def decoded(head: bytes, packets: Sequence[bytes], name: str = "h264") -> list[Picture]:
    """Return what a decoder of PyAV's shows."""
    context = CodecContext.create(name, "r")
    assert isinstance(context, VideoCodecContext)
    context.thread_count, frames = 1, []
    for place, packet in enumerate(packets):
        frames += context.decode(Packet((b"" if place else head) + packet))
    return [
        [plane.copy() for plane in pixels_of(frame)] for frame in [*frames, *context.decode(None)]
    ]


def by_gstreamer(head: bytes, packets: Sequence[bytes], name: str, case: Case) -> list[Picture]:
    """Return what a decoder of GStreamer's shows."""
    with tempfile.TemporaryDirectory(prefix="musicvideo-decoders-") as folder:
        source, raw = Path(folder) / "a.h264", Path(folder) / "a.yuv"
        source.write_bytes(head + b"".join(packets))
        pipeline = f"filesrc location={source} ! h264parse ! {name} ! filesink location={raw}"
        command = [shutil.which("gst-launch-1.0") or "gst-launch-1.0", "-q", *pipeline.split()]
        subprocess.run(command, check=True, timeout=60)
        data = np.frombuffer(raw.read_bytes(), np.uint8)
    # GStreamer's rows begin at multiples of four bytes.
    shapes = [(case.height // divisor, case.width // divisor) for divisor in (1, 2, 2)]
    planes: Picture = []
    while len(data):
        height, width = shapes[len(planes) % 3]
        row = -(-width // 4) * 4
        planes.append(data[: height * row].reshape(height, row)[:, :width])
        data = data[height * row :]
    return [planes[at : at + 3] for at in range(0, len(planes), 3)]


def upper_of(case: Case, options: dict[str, str]) -> tuple[UpperSlices, list[Picture | None]]:
    """Return an upper part's slices, and what is to be seen of it in each picture."""
    size, first = (case.width, case.upper), noise(case.width, case.upper, 1)
    calm = case.quality.once(options, GROUND_FINER)
    head, (static,) = encoded([first], size, calm)
    (shown,) = decoded(head, [static])

    def changed(top: int, seed: int) -> Picture:
        planes, other = [plane.copy() for plane in shown], noise(case.width, case.upper, seed)
        for plane, pixels, divisor in zip(planes, other, (1, 2, 2), strict=True):
            rows = slice(top // divisor, (top + CHANGED) // divisor)
            plane[rows] = pixels[rows]
        return planes

    ahead = [changed(0, seed=2 + number) for number in range(GROUNDS)]
    _, (_, *grounds) = encoded([first, *ahead], size, calm)
    bright = case.quality.once(options, LIGHT_FINER)
    lights = [
        encoded([first, changed(CHANGED + APART, seed=20 + number)], size, bright)[1][1]
        for number in range(LIGHTS)
    ]
    slices = UpperSlices(static, tuple(grounds), tuple(lights))
    seen_grounds = decoded(head, [static, *grounds])
    seen_lights = [seen_grounds[0], *(decoded(head, [static, light])[1] for light in lights)]
    below = np.s_[CHANGED + APART - REACH - 3 :]  # what a light looks at
    expected: list[Picture | None] = []
    for at in SHOWN:
        planes = zip(seen_grounds[at.ground], seen_lights[at.light], seen_grounds[0], strict=True)
        ground = seen_grounds[at.ground][0][below]
        if at.light and not np.array_equal(ground, seen_grounds[0][0][below]):
            expected.append(None)  # the ground moved something there as well
        else:
            expected.append([ground + (light - plain) for ground, light, plain in planes])
    return slices, expected


def lower_of(case: Case, options: dict[str, str]) -> tuple[bytes, list[bytes], list[Picture]]:
    """Return a lower part's parameter sets and packets, and what is to be seen of it."""
    height, guard = case.height - case.upper, case.quality.guard * MACROBLOCK
    size, first = (case.width, height), noise(case.width, height, 40)
    head, (alone,) = encoded([first], size, options)
    (shown,) = decoded(head, [alone])

    def moving() -> Iterator[Picture]:
        yield first
        for number in range(1, len(SHOWN)):
            planes = [np.roll(plane, (3 * number, 5 * number), (0, 1)) for plane in first]
            for plane, still, divisor in zip(planes, shown, (1, 2, 2), strict=True):
                plane[: guard // divisor] = still[: guard // divisor]
            yield planes

    head, packets = encoded(moving(), size, options)
    return head, packets, decoded(head, packets)


def made(case: Case) -> tuple[bytes, list[bytes], list[Picture | None]]:
    """Return a case's parameter sets and packets, and what is to be seen, None where unknown.

    Raises NotStatic where the rows between the two parts didn't stand still.
    """
    options, size = case.quality.options(len(SHOWN)), (case.width, case.height)
    whole = noise(*size, 7)
    rolled = [[np.roll(plane, number, 1) for plane in whole] for number in range(4)]
    head, packets = encoded(rolled, size, options)
    if not case.upper:
        return head, packets, list(decoded(head, packets))
    slices, above = upper_of(case, options)
    lower_head, lower, below = lower_of(case, options)
    syntax = parse_parameter_sets(lower_head)
    stitcher = SliceStitcher(slices, syntax, case.upper, case.quality.guard)
    stitched = [stitcher.stitch(one, shown) for one, shown in zip(lower, SHOWN, strict=True)]
    expected = [
        top and [np.concatenate(planes) for planes in zip(top, bottom, strict=True)]
        for top, bottom in zip(above, below, strict=True)
    ]
    return head, stitched, expected


def difference(found: list[Picture], expected: list[Picture | None]) -> str | None:
    """Return in what two videos differ, None for nothing."""
    if len(found) != len(expected):
        return f"{len(found)} of {len(expected)} pictures"
    for number, (ours, theirs) in enumerate(zip(expected, found, strict=True)):
        for plane, other in zip(ours or theirs, theirs, strict=True):
            if not np.array_equal(plane, other):
                return f"picture {number} is another"
    return None


def main() -> int:
    """Try each case in each decoder."""
    parser = argparse.ArgumentParser(prog="tests.decoders", description=__doc__)
    parser.add_argument("--gstreamer", nargs="*", default=["avdec_h264", "openh264dec"])
    further = parser.parse_args().gstreamer
    if not shutil.which("gst-launch-1.0"):
        sys.stdout.write("gst-launch-1.0 isn't there: FFmpeg and openh264 only\n")
        further = []
    tried = moved = wrong = pictures = 0
    for case in cases():
        try:
            head, packets, expected = made(case)
        except NotStatic:
            moved += 1
            continue
        results = {name: decoded(head, packets, name) for name in ("h264", "libopenh264")}
        results |= {
            f"GStreamer's {name}": by_gstreamer(head, packets, name, case) for name in further
        }
        tried, pictures = tried + 1, pictures + sum(one is not None for one in expected)
        for name, found in results.items():
            if fault := difference(found, expected):
                wrong += 1
                sys.stdout.write(f"{case}: {name}: {fault}\n")
    sys.stdout.write(
        f"{tried} videos of {pictures} pictures, {2 + len(further)} decoders, {wrong} differences;"
        f" {moved} videos not put together, for what moved between their parts\n"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
