#!/usr/bin/env bash
# Question: chapters written into Ogg Opus by FFmpeg: do they begin where they were set?
# Guess: yes, to the millisecond; CHAPTER001=00:00:00.700 is what the comments are for.
# Seen: each one whose fraction of a second is half or more begins a whole second late: 0.7 s is
#   written as 00:00:01.700, 59.5 s as 00:01:00.500; 1.2 s is right. The seconds are rounded
#   where they should be cut off, and the milliseconds are then added. Nothing is told; what
#   comes back has chapters out of order. Of FFmpeg's FLAC files the chapters are lost altogether.
# So: write an Ogg file's chapters as comments by mutagen, or keep them in MP4 or Matroska.
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2) and 0.6.0 (FFmpeg 7.0.2), mutagen 1.48.1
# Output seen on 2026-11-30:
#   FFmpeg 9.0.2: set 00:00:00.000 00:00:00.700 00:00:01.200 00:00:01.500, written 00:00:00.000 00:00:01.700 00:00:01.200 00:00:02.500; in FLAC 0
#   FFmpeg 7.0.2: set 00:00:00.000 00:00:00.700 00:00:01.200 00:00:01.500, written 00:00:00.000 00:00:01.700 00:00:01.200 00:00:02.500; in FLAC 0
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/chapters.py" <<'END'
import re
import subprocess
from pathlib import Path

import imageio_ffmpeg
from mutagen.flac import FLAC
from mutagen.oggopus import OggOpus

STARTS = [0, 700, 1200, 1500, 2000]  # the last is the end
lines = [";FFMETADATA1"]
for start, end in zip(STARTS, STARTS[1:]):
    lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}", f"title=at {start}"]
Path("chapters.txt").write_text("\n".join(lines) + "\n")


def comments(codec, name, opened):
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "lavfi",
         "-i", "sine=d=2:r=48000", "-i", "chapters.txt", "-map_chapters", "1", "-c:a", codec, name],
        check=True,
    )
    tags = opened(name).tags
    return [tags[key][0] for key in sorted(tags.keys()) if re.fullmatch(r"chapter\d{3}", key.lower())]


wanted = [f"00:00:{start // 1000:02}.{start % 1000:03}" for start in STARTS[:-1]]
written = comments("libopus", "song.opus", OggOpus)
in_flac = comments("flac", "song.flac", FLAC)
version = re.match(r"n?([\d.]+\d)", imageio_ffmpeg.get_ffmpeg_version()).group(1)
print(f"FFmpeg {version}: set", *wanted, end=", written ")
print(*written, end=f"; in FLAC {len(in_flac)}\n")
assert written == ["00:00:00.000", "00:00:01.700", "00:00:01.200", "00:00:02.500"], "it has changed"
assert not in_flac, "FLAC has chapters now"
END

python3 -m venv "$work/venv"
pip() { "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
pip mutagen==1.48.1
cd "$work"
for version in 0.8.1 0.6.0; do
    pip --target "$work/$version" "imageio-ffmpeg==$version"
    PYTHONPATH="$work/$version" "$work/venv/bin/python" chapters.py
done
