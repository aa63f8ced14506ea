#!/usr/bin/env bash
# Question: `ffmpeg -ss 2.5 -i song.m4a part.wav`: does the part begin with what is at 2.5 s?
# Guess: yes, to the sample: what is decoded is cut exactly where it is asked.
# Seen: in FFmpeg 7.0 yes. In 9.0 it begins up to 1023 samples (21 ms) later in the song, at the
#   next border of an AAC frame, so that all that follows is early by as much; FLAC in
#   Matroska, which has times, begins there too. With `-ss` behind `-i`, which decodes from the
#   start, it is exact, and so are MP3, FLAC and Ogg Opus in either place; a *copy* of the M4A
#   (`-c copy`) is exact as well.
# So: where a cut must meet a beat, put `-ss` behind `-i`, or cut with the filter atrim; and test
#   cuts to the sample after an update.
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2) and 0.6.0 (FFmpeg 7.0.2), numpy 2.4.6
# Output seen on 2026-11-30:
#   FFmpeg 9.0.2: song.m4a, -ss before -i: samples too far into the song: 960 576 128 832
#   FFmpeg 9.0.2: song.m4a, -ss behind -i: samples too far into the song: 0 0 0 0
#   FFmpeg 9.0.2: song.mp3, -ss before -i: samples too far into the song: 0 0 0 0
#   FFmpeg 9.0.2: song.mp3, -ss behind -i: samples too far into the song: 0 0 0 0
#   FFmpeg 9.0.2: song.opus, -ss before -i: samples too far into the song: 0 0 0 0
#   FFmpeg 9.0.2: song.opus, -ss behind -i: samples too far into the song: 0 0 0 0
#   FFmpeg 7.0.2: song.m4a, -ss before -i: samples too far into the song: 0 0 0 0
#   FFmpeg 7.0.2: song.m4a, -ss behind -i: samples too far into the song: 0 0 0 0
#   FFmpeg 7.0.2: song.mp3, -ss before -i: samples too far into the song: 0 0 0 0
#   FFmpeg 7.0.2: song.mp3, -ss behind -i: samples too far into the song: 0 0 0 0
#   FFmpeg 7.0.2: song.opus, -ss before -i: samples too far into the song: 0 0 0 0
#   FFmpeg 7.0.2: song.opus, -ss behind -i: samples too far into the song: 0 0 0 0
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/cut.py" <<'END'
import re
import subprocess
import wave
from pathlib import Path

import imageio_ffmpeg
import numpy as np

RATE, SECONDS = 48_000, 6
CUTS = (0.3, 0.5, 1.0, 2.5)
noise = np.random.default_rng(1).standard_normal(SECONDS * RATE)
SONG = (np.convolve(noise * 6000, np.ones(6) / 6, "same")).astype(np.int16)


def ffmpeg(*options):
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *options], check=True)


def place(name):
    """Which sample of the song the WAV begins with."""
    with wave.open(name) as file:
        heard = np.frombuffer(file.readframes(8192), np.int16).astype(float)[4096:]
    size = 2 * len(SONG)
    alike = np.fft.irfft(np.fft.rfft(SONG.astype(float), size) * np.conj(np.fft.rfft(heard, size)))
    return int(np.argmax(alike[: len(SONG)])) - 4096


if not Path("song.m4a").exists():
    with wave.open("song.wav", "wb") as file:
        file.setparams((1, 2, RATE, len(SONG), "NONE", ""))
        file.writeframes(SONG.tobytes())
    for name, codec in (("song.m4a", "aac"), ("song.mp3", "libmp3lame"), ("song.opus", "libopus")):
        ffmpeg("-i", "song.wav", "-c:a", codec, "-b:a", "128k", name)

version = re.match(r"n?([\d.]+\d)", imageio_ffmpeg.get_ffmpeg_version()).group(1)
found = {}
for name in ("song.m4a", "song.mp3", "song.opus"):
    for where in ("before", "behind"):
        off = []
        for cut in CUTS:
            at, source = ["-ss", str(cut)], ["-i", name]
            ffmpeg(*(at + source if where == "before" else source + at), "part.wav")
            off.append(place("part.wav") - round(cut * RATE))
        found[name, where] = off
        print(f"FFmpeg {version}: {name}, -ss {where} -i: samples too far into the song:", *off)

exact = [0] * len(CUTS)
# The next border of a frame of 1024 samples, the first of which begins with the song.
late = [-round(cut * RATE) % 1024 for cut in CUTS]
for key, off in found.items():
    wrong = key == ("song.m4a", "before") and version.startswith("9.")
    assert off == (late if wrong else exact), "it has changed"
END

python3 -m venv "$work/venv"
pip() { "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
pip numpy==2.4.6
cd "$work"
for version in 0.8.1 0.6.0; do
    pip --target "$work/$version" "imageio-ffmpeg==$version"
    PYTHONPATH="$work/$version" "$work/venv/bin/python" cut.py
done
