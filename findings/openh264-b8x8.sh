#!/usr/bin/env bash
# Question: H.264 is decoded to the bit, so do openh264 (Cisco's decoder, which plays H.264 where
#   FFmpeg's isn't shipped for its patents) and FFmpeg show the same pictures of an x264 file?
# Guess: yes, in every profile that both know.
# Seen: without B pictures, yes. With them, openh264 gets it wrong in two ways. Where a B
#   macroblock is split into 8x8 parts, which x264 does by default from "veryfast" on, blocks are
#   visibly off (43 of 255 here). And around macroblocks in direct mode its deblocking is a step
#   or a few off. x264 itself tells who is right: what it writes as its own reconstruction
#   (dump-yuv) is FFmpeg's picture in every frame. Without b8x8 in x264's `partitions` nothing
#   visible is left; with direct=none as well, all three agree. It costs bytes: 11 and 19 % here,
#   while no B pictures at all cost 30 %.
# So: who wants the same picture in every player leaves b8x8 out, or B pictures.
# With: av 16.1.0, whose wheel has FFmpeg 8.0.1, openh264 2.6.0 and x264 core 165; numpy 2.4.6
# Output seen on 2026-11-30:
#   bframes=0: 21534 bytes; right of 40 pictures: FFmpeg 40, openh264 40, whose worst pixel is 0 off
#   bframes=3: 16554 bytes; right of 40 pictures: FFmpeg 40, openh264 23, whose worst pixel is 43 off
#   bframes=3:partitions=p8x8,i8x8,i4x4: 18454 bytes; right of 40 pictures: FFmpeg 40, openh264 37, whose worst pixel is 1 off
#   bframes=3:partitions=p8x8,i8x8,i4x4:direct=none: 19676 bytes; right of 40 pictures: FFmpeg 40, openh264 40, whose worst pixel is 0 off
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check av==16.1.0 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" - 2>messages.txt <<'END' || { cat messages.txt >&2; exit 1; }
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext

WIDTH, HEIGHT, FRAMES = 320, 180, 40
ROWS, COLUMNS = np.mgrid[0:HEIGHT, 0:WIDTH]


def drawn(number):
    """Bars that rise and fall before a still ground, as a music video has them."""
    ground = [COLUMNS * 255 // WIDTH, ROWS * 255 // HEIGHT, np.full_like(ROWS, 90)]
    picture = np.stack(ground, axis=-1).astype(np.uint8)
    for bar in range(16):
        top = int(HEIGHT * (0.9 - 0.5 * abs(np.sin(number * 0.21 + bar))))
        picture[top : int(HEIGHT * 0.95), 20 + bar * 18 : 32 + bar * 18] = (240, 200, 60)
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
    frame.pts, frame.time_base = number, Fraction(1, 30)
    return frame


def encoded(params):
    """The packets, and each picture as x264 itself rebuilt it."""
    context = VideoCodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base, context.framerate, context.thread_count = Fraction(1, 30), Fraction(30), 1
    context.options = {"preset": "veryfast", "profile": "high",
                       "x264-params": f"{params}:dump-yuv=rebuilt.yuv"}
    packets = [p for number in range(FRAMES) for p in context.encode(drawn(number))]
    packets += context.encode(None)
    del context  # closes the file
    return packets, np.fromfile("rebuilt.yuv", np.uint8).reshape(FRAMES, -1)


def decoded(packets, name):
    context = VideoCodecContext.create(name, "r")
    context.thread_count = 1
    frames = []
    for packet in packets:
        copy = av.Packet(bytes(packet))
        copy.pts, copy.dts, copy.time_base = packet.pts, packet.dts, packet.time_base
        frames += context.decode(copy)
    frames += context.decode(None)
    return np.stack([frame.to_ndarray().reshape(-1) for frame in frames])


def worst(params):
    """How far openh264's worst pixel is off; says more."""
    Path("rebuilt.yuv").unlink(missing_ok=True)
    packets, truth = encoded(params)
    ffmpeg, openh264 = decoded(packets, "h264"), decoded(packets, "libopenh264")
    off = np.abs(truth.astype(int) - openh264)
    print(f"{params}: {sum(p.size for p in packets)} bytes; right of {FRAMES} pictures: FFmpeg "
          f"{(ffmpeg == truth).all(1).sum()}, openh264 {(off == 0).all(1).sum()}, "
          f"whose worst pixel is {off.max()} off")
    assert (ffmpeg == truth).all(), "FFmpeg differs"
    return off.max()


WITHOUT = "bframes=3:partitions=p8x8,i8x8,i4x4"
assert worst("bframes=0") == 0
assert worst("bframes=3") > 20, "openh264 decodes 8x8 parts of B pictures now"
assert 0 < worst(WITHOUT) < 10, "openh264's deblocking has changed"
assert worst(f"{WITHOUT}:direct=none") == 0
END
