#!/usr/bin/env bash
# Question: FFmpeg reads an LRC file and writes it again. What is different?
# Guess: nothing but the header, and stamps rounded to hundredths.
# Seen: three things. A stamp from .995 on is rounded up to a *hundred* hundredths and written
#   without a carry: [00:59.999] becomes [00:59.100], nine tenths of a second early. A line that
#   begins with a section tag loses its bracket: "[Verse] la" becomes "Verse] la". And the last
#   line gets a length of minus a microsecond, so an SRT made of it never shows it.
# So: write LRC yourself; give the last line an end; keep section tags away from the stamp.
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2), av 18.1.0
# Output seen on 2026-11-30:
#   FFmpeg n9.0.2-17-g2a571b6068-20260930 writes ['[00:01.00]Verse] la', '[00:59.99]li', '[00:59.100]lo', '[01:02.00]end']
#   the last line in SRT: 00:01:02,000 --> 00:01:02,000
#   its length in PyAV 18.1.0 in microseconds: -1
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check av==18.1.0 imageio-ffmpeg==0.8.1
cd "$work"
printf '[00:01.00][Verse] la\n[00:59.990]li\n[00:59.999]lo\n[01:02.00]end\n' > song.lrc

"$work/venv/bin/python" - <<'END'
import subprocess
from pathlib import Path

import av
import imageio_ffmpeg

for target in ("again.lrc", "again.srt"):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", "song.lrc", target]
    subprocess.run(command, check=True)
lines = [line for line in Path("again.lrc").read_text().splitlines() if line.startswith("[0")]
print("FFmpeg", imageio_ffmpeg.get_ffmpeg_version(), "writes", lines)
last = Path("again.srt").read_text().strip().splitlines()[-2]
print("the last line in SRT:", last)
with av.open("song.lrc") as container:
    duration = [packet.duration for packet in container.demux() if packet.size][-1]
print("its length in PyAV", av.__version__, "in microseconds:", duration)
assert lines == ["[00:01.00]Verse] la", "[00:59.99]li", "[00:59.100]lo", "[01:02.00]end"]
assert last == "00:01:02,000 --> 00:01:02,000"
assert duration == -1
END
