#!/usr/bin/env bash
# Question: `ffmpeg -ss 3.21 -i song.opus -c copy part.opus`: where in the song does the part begin?
# Guess: at 3.21 s, within a packet (20 ms): each packet of sound is a key frame.
# Seen: with Ogg at the page before, up to a second early, and with Matroska and WebM at the cluster
#   before, up to five: the part from 3.21 s begins with the song's second packet. What is too much
#   isn't marked, FFmpeg plays it, and says nothing while it cuts. MP3 is within a packet; into an
#   M4A it is exact, from Matroska too, since its edit list says where to begin.
# So: put `-ss` behind `-i` (within two packets in all of them), or decode; look at the length of
#   what was cut.
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2), numpy 2.4.6
# Output seen on 2026-11-30:
#   FFmpeg 9.0.2
#   song.m4a to part.m4a: cut at 0.50 s begins at 0.500 s, with -ss behind -i at 0.512 s
#   song.m4a to part.m4a: cut at 3.21 s begins at 3.210 s, with -ss behind -i at 3.221 s
#   song.mp3 to part.mp3: cut at 0.50 s begins at 0.492 s, with -ss behind -i at 0.516 s
#   song.mp3 to part.mp3: cut at 3.21 s begins at 3.204 s, with -ss behind -i at 3.228 s
#   song.opus to part.opus: cut at 0.50 s begins at 0.000 s, with -ss behind -i at 0.520 s
#   song.opus to part.opus: cut at 3.21 s begins at 3.000 s, with -ss behind -i at 3.220 s
#   song.webm to part.webm: cut at 0.50 s begins at 0.020 s, with -ss behind -i at 0.520 s
#   song.webm to part.webm: cut at 3.21 s begins at 0.020 s, with -ss behind -i at 3.220 s
#   song.mka to part.mka: cut at 0.50 s begins at 0.021 s, with -ss behind -i at 0.533 s
#   song.mka to part.mka: cut at 3.21 s begins at 0.021 s, with -ss behind -i at 3.243 s
#   song.mka to part.m4a: cut at 0.50 s begins at 0.500 s, with -ss behind -i at 0.512 s
#   song.mka to part.m4a: cut at 3.21 s begins at 3.210 s, with -ss behind -i at 3.221 s
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check imageio-ffmpeg==0.8.1 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" - <<'END'
import re
import subprocess
import wave

import imageio_ffmpeg
import numpy as np

RATE, SECONDS, CUTS = 48_000, 8, (0.5, 3.21)
noise = np.random.default_rng(1).standard_normal(SECONDS * RATE)
SONG = (np.convolve(noise * 6000, np.ones(6) / 6, "same")).astype(np.int16)
with wave.open("song.wav", "wb") as file:
    file.setparams((1, 2, RATE, len(SONG), "NONE", ""))
    file.writeframes(SONG.tobytes())


def ffmpeg(*options):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def place(name):
    """At how many seconds of the song the file begins."""
    heard = np.frombuffer(ffmpeg("-i", name, "-f", "s16le", "-"), np.int16).astype(float)
    size, heard = 2 * len(SONG), heard[4096:12288]
    alike = np.fft.irfft(np.fft.rfft(SONG.astype(float), size) * np.conj(np.fft.rfft(heard, size)))
    return (int(np.argmax(alike[: len(SONG)])) - 4096) / RATE


print("FFmpeg", re.match(r"n?([\d.]+\d)", imageio_ffmpeg.get_ffmpeg_version()).group(1))
found = {}
for codec, name, part in (
    ("aac", "song.m4a", "part.m4a"), ("libmp3lame", "song.mp3", "part.mp3"),
    ("libopus", "song.opus", "part.opus"), ("libopus", "song.webm", "part.webm"),
    ("aac", "song.mka", "part.mka"), ("aac", "song.mka", "part.m4a"),
):
    ffmpeg("-i", "song.wav", "-c:a", codec, "-b:a", "128k", name)
    for cut in CUTS:
        begins = []
        for order in (("-ss", str(cut), "-i", name), ("-i", name, "-ss", str(cut))):
            ffmpeg(*order, "-c", "copy", part)
            begins.append(place(part))
        found[name, part, cut] = begins
        print(f"{name} to {part}: cut at {cut:.2f} s begins at {begins[0]:.3f} s, "
              f"with -ss behind -i at {begins[1]:.3f} s")

for (name, part, cut), (before, behind) in found.items():
    late = part in ("part.opus", "part.webm", "part.mka")
    assert (before < cut - 0.2) if late else abs(before - cut) < 0.03, "it has changed"
    assert abs(behind - cut) < 0.05, "it has changed"
    if part in ("part.webm", "part.mka"):
        assert before < 0.1, "it has changed"
END
