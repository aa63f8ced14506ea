#!/usr/bin/env bash
# Question: H.264 is decoded to the bit, so do openh264 (Cisco's decoder, which plays H.264 where
#   FFmpeg's decoder isn't shipped for its patents) and FFmpeg show the same pictures of an x264 file?
# Guess: yes, in every profile that both know.
# Seen: without B pictures, yes. With them, openh264 gets blocks wrong where a B macroblock is split
#   into 8x8 parts, which x264 does by default from "veryfast" on: a few hundred pixels of half the
#   pictures, up to 60 steps of 255 off. x264 itself tells who is right: what it writes as its own
#   reconstruction (dump-yuv) is FFmpeg's picture in every frame. With b8x8 left out of x264's
#   `partitions`, all three agree, for less than 1 % more bytes here.
# So: who wants the same picture in every player leaves b8x8 out, or B pictures.
# With: av 16.1.0, whose wheel has FFmpeg 8.0.1, openh264 2.6.0 and x264 core 165; numpy 2.4.6
# Output seen on 2026-11-30:
#   bframes=0: 144045 bytes; of 20 pictures as x264 meant them: FFmpeg 20, openh264 20 (worst pixel off by 0)
#   bframes=3: 93378 bytes; of 20 pictures as x264 meant them: FFmpeg 20, openh264 13 (worst pixel off by 63)
#   bframes=3:partitions=p8x8,i8x8,i4x4: 93942 bytes; of 20 pictures as x264 meant them: FFmpeg 20, openh264 20 (worst pixel off by 0)
#   bframes=3:partitions=b8x8: 96932 bytes; of 20 pictures as x264 meant them: FFmpeg 20, openh264 11 (worst pixel off by 75)
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check av==16.1.0 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" - 2>/dev/null <<'END'
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext

WIDTH, HEIGHT, FRAMES = 320, 180, 20
GROUND = np.random.default_rng(3).integers(0, 255, (HEIGHT * 2, WIDTH * 2, 3), dtype=np.uint8)


def encoded(params):
    """The packets, and each picture as x264 itself rebuilt it."""
    context = VideoCodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base, context.framerate, context.thread_count = Fraction(1, 30), Fraction(30), 1
    context.options = {"preset": "veryfast", "profile": "high",
                       "x264-params": f"{params}:dump-yuv=rebuilt.yuv"}
    packets = []
    for number in range(FRAMES):  # noise that moves
        part = np.ascontiguousarray(GROUND[number : number + HEIGHT, number : number + WIDTH])
        frame = av.VideoFrame.from_ndarray(part, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, 30)
        packets += context.encode(frame)
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


def compared(params):
    Path("rebuilt.yuv").unlink(missing_ok=True)
    packets, truth = encoded(params)
    ffmpeg, openh264 = decoded(packets, "h264"), decoded(packets, "libopenh264")
    off = np.abs(truth.astype(int) - openh264)
    print(f"{params}: {sum(p.size for p in packets)} bytes; of {FRAMES} pictures as x264 meant them: "
          f"FFmpeg {int((ffmpeg == truth).all(1).sum())}, "
          f"openh264 {int((off == 0).all(1).sum())} (worst pixel off by {off.max()})")
    assert (ffmpeg == truth).all(), "FFmpeg differs"
    return int((off == 0).all(1).sum())


assert compared("bframes=0") == FRAMES
assert compared("bframes=3") < FRAMES, "openh264 decodes 8x8 parts of B pictures now"
assert compared("bframes=3:partitions=p8x8,i8x8,i4x4") == FRAMES
assert compared("bframes=3:partitions=b8x8") < FRAMES
END
