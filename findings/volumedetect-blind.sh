#!/usr/bin/env bash
# Question: a song in floating point (as AAC, MP3 and Opus are decoded) peaks 3 dB over full scale.
#   Which max_volume does FFmpeg's volumedetect tell?
# Guess: 3.0 dB; that is what one runs it for.
# Seen: 0.0 dB. The filter takes 16 bit only, so the samples are clipped on their way into it: a
#   song that clips looks as one that just doesn't. astats and ebur128=peak=true tell it.
# So: measure peaks by astats (or ebur128 for those between samples), never by volumedetect, and
#   not "peak is 0.0 dB, so it's fine".
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2) and 0.6.0 (FFmpeg 7.0.2)
# Output seen on 2026-11-30:
#   FFmpeg 9.0.2: volumedetect +0.0 dB, astats +3.0 dB, ebur128 +3.0 dB
#   FFmpeg 7.0.2: volumedetect +0.0 dB, astats +3.0 dB, ebur128 +3.0 dB
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/peaks.py" <<'END'
import re
import subprocess

import imageio_ffmpeg


def told(chain, pattern):
    """The last figure that a filter tells."""
    said = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-f", "lavfi",
         "-i", "aevalsrc='1.4125*sin(2*PI*997*t)':d=2:s=48000", "-af", chain, "-f", "null", "-"],
        check=True, stderr=subprocess.PIPE, text=True,
    ).stderr
    return float(re.findall(pattern, said)[-1])


blind = told("volumedetect", r"max_volume: (\S+) dB")
seeing = told("astats", r"Peak level dB: (\S+)"), told("ebur128=peak=true", r"Peak:\s+(\S+) dBFS")
version = re.match(r"n?([\d.]+\d)", imageio_ffmpeg.get_ffmpeg_version()).group(1)
print(f"FFmpeg {version}: volumedetect {blind:+.1f} dB, astats {seeing[0]:+.1f} dB, ebur128 {seeing[1]:+.1f} dB")
assert blind == 0.0, "it has changed"
assert all(abs(peak - 3) < 0.15 for peak in seeing)
END

python3 -m venv "$work/venv"
cd "$work"
for version in 0.8.1 0.6.0; do
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check \
        --target "$work/$version" "imageio-ffmpeg==$version"
    PYTHONPATH="$work/$version" "$work/venv/bin/python" peaks.py
done
