#!/usr/bin/env bash
# Question: an MP4 has a picture and a track of lyrics (mov_text); a line begins at 5 s, with a
#   white picture. It's cut at 3 s by `-ss 3 -c copy`. Is the line still there with the picture?
# Guess: yes, both at 2 s; the line and its picture have key frames of their own.
# Seen: the picture is at 2 s, the line at 0 s, and each later line is too early by as much: the
#   silence before the first line is a packet that began before the cut, all of it is taken for
#   past, and the track begins with the line. With `-ss` behind `-i` the line is at 1 s. Encoded
#   anew (`-c:s mov_text`) it is right with `-ss` before `-i`, unless the cut falls into a line
#   (cut at 5.2 s, the next one is 0.2 s late); with `-ss` behind `-i` it stays at 5 s. Of five
#   ways one is right, and nothing is told.
# So: cut lyrics as text (LRC, SRT) by subtracting the time, and mux them anew.
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2) and 0.6.0 (FFmpeg 7.0.2), av 18.1.0, numpy 2.4.6
# Output seen on 2026-11-30:
#   FFmpeg 9.0.2: cut at 3 s, -ss before -i, copy: white [2.0], {'one': 0.0, 'two': 1.12}
#   FFmpeg 9.0.2: cut at 3 s, -ss behind -i, copy: white [2.0], {'one': 1.0, 'two': 2.12}
#   FFmpeg 9.0.2: cut at 3 s, -ss before -i, anew: white [2.0], {'one': 2.0, 'two': 3.12}
#   FFmpeg 9.0.2: cut at 3 s, -ss behind -i, anew: white [2.0], {'one': 5.0, 'two': 6.12}
#   FFmpeg 9.0.2: cut at 5.2 s, -ss before -i, anew: white [], {'one': 0.0, 'two': 1.12}
#   FFmpeg 7.0.2: cut at 3 s, -ss before -i, copy: white [2.0], {'one': 0.0, 'two': 1.12}
#   FFmpeg 7.0.2: cut at 3 s, -ss behind -i, copy: white [2.0], {'one': 1.0, 'two': 2.12}
#   FFmpeg 7.0.2: cut at 3 s, -ss before -i, anew: white [2.0], {'one': 2.0, 'two': 3.12}
#   FFmpeg 7.0.2: cut at 3 s, -ss behind -i, anew: white [2.0], {'one': 5.0, 'two': 6.12}
#   FFmpeg 7.0.2: cut at 5.2 s, -ss before -i, anew: white [], {'one': 0.0, 'two': 1.12}
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/cut.py" <<'END'
import re
import subprocess
from pathlib import Path

import av
import imageio_ffmpeg

LINES = """1
00:00:05,000 --> 00:00:05,500
one

2
00:00:06,120 --> 00:00:07,000
two
"""
Path("song.srt").write_text(LINES)


def ffmpeg(*options):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def picture():
    """When the white picture is shown."""
    with av.open("part.mp4") as container:
        return [round(frame.time, 2) for frame in container.decode(video=0)
                if frame.to_ndarray(format="gray").mean() > 128]


def lines():
    """When which line is shown from."""
    text = ffmpeg("-i", "part.mp4", "-map", "0:s", "-f", "srt", "-").decode()
    found = re.findall(r"00:00:([\d,]+) --> .*\n(\w+)", text)
    return {word: float(begin.replace(",", ".")) for begin, word in found}


WHITE = "drawbox=t=fill:color=white:enable='between(t,4.999,5.039)'"
ffmpeg("-f", "lavfi", "-i", "color=black:s=64x64:d=8:r=25", "-i", "song.srt", "-vf", WHITE,
       "-c:v", "libx264", "-g", "25", "-c:s", "mov_text", "song.mp4")
version = re.match(r"n?([\d.]+\d)", imageio_ffmpeg.get_ffmpeg_version()).group(1)
seen = []
for cut, where, codecs in (("3", "before", "copy"), ("3", "behind", "copy"), ("3", "before", "anew"),
                           ("3", "behind", "anew"), ("5.2", "before", "anew")):
    source = ["-i", "song.mp4"]
    options = ["-ss", cut, *source] if where == "before" else [*source, "-ss", cut]
    how = ["-c", "copy"] if codecs == "copy" else ["-c:v", "libx264", "-c:s", "mov_text"]
    ffmpeg(*options, "-map", "0", *how, "part.mp4")
    seen.append((picture(), lines()))
    print(f"FFmpeg {version}: cut at {cut} s, -ss {where} -i, {codecs}: white {seen[-1][0]}, {seen[-1][1]}")
assert seen == [
    ([2.0], {"one": 0.0, "two": 1.12}),
    ([2.0], {"one": 1.0, "two": 2.12}),
    ([2.0], {"one": 2.0, "two": 3.12}),  # as it should be
    ([2.0], {"one": 5.0, "two": 6.12}),
    ([], {"one": 0.0, "two": 1.12}),  # two should be at 0.92
], "it has changed"
END

python3 -m venv "$work/venv"
pip() { "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
pip av==18.1.0 numpy==2.4.6
cd "$work"
for version in 0.8.1 0.6.0; do
    pip --target "$work/$version" "imageio-ffmpeg==$version"
    PYTHONPATH="$work/$version" "$work/venv/bin/python" cut.py
done
