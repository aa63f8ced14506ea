#!/usr/bin/env bash
# Question: a song has a tag REPLAYGAIN_TRACK_GAIN of -6 dB, in each usual container. Does FFmpeg's
#   `volume=replaygain=track` make it 6 dB quieter? And Opus by its own R128_TRACK_GAIN?
# Guess: yes in all but M4A, whose tag is one of iTunes' own, and Opus by R128_TRACK_GAIN.
# Seen: it depends on the container alone. MP3, FLAC, Ogg Vorbis and M4A (the tag of iTunes' kind)
#   are made quieter. In Matroska, WavPack, Ogg FLAC and Opus the same tag is shown as metadata
#   but doesn't count, and in Opus R128_TRACK_GAIN doesn't either: the song comes out as loud as
#   it is, with a line "Both ReplayGain gain values are unknown" in the log at most.
# So: read the tag yourself and set the volume; don't level a mixed collection with that filter.
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2), mutagen 1.48.1, numpy 2.4.6
# Output seen on 2026-11-30:
#   FFmpeg 9.0.2
#   song.mp3 (libmp3lame): -6.0 dB
#   song.flac (flac): -6.0 dB
#   song.ogg (libvorbis): -6.0 dB
#   song.m4a (aac): -6.0 dB
#   song.mka (flac): +0.0 dB
#   song.wv (wavpack): +0.0 dB
#   song.oga (flac): +0.0 dB
#   song.opus (libopus): +0.0 dB
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    imageio-ffmpeg==0.8.1 mutagen==1.48.1 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" - <<'END'
import re
import subprocess

import imageio_ffmpeg
import numpy as np
from mutagen.mp4 import MP4, MP4FreeForm

HEEDED = {"song.mp3": "libmp3lame", "song.flac": "flac", "song.ogg": "libvorbis", "song.m4a": "aac"}
IGNORED = {"song.mka": "flac", "song.wv": "wavpack", "song.oga": "flac", "song.opus": "libopus"}
TONE = ["-f", "lavfi", "-i", "sine=1000:d=2:r=48000"]


def ffmpeg(*options):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def level(name, chain):
    """In dB."""
    heard = np.frombuffer(ffmpeg("-i", name, "-af", chain, "-f", "f32le", "-"), np.float32)
    return 20 * np.log10(np.sqrt(np.mean(heard[9600:-9600] ** 2)))


print("FFmpeg", re.match(r"n?([\d.]+\d)", imageio_ffmpeg.get_ffmpeg_version()).group(1))
for name, codec in (HEEDED | IGNORED).items():
    tags = ["-metadata", "REPLAYGAIN_TRACK_GAIN=-6.00 dB"]
    if name == "song.opus":
        tags += ["-metadata", "R128_TRACK_GAIN=-1536"]  # in 1/256 dB, RFC 7845
    ffmpeg(*TONE, "-c:a", codec, *tags, name)
    if name == "song.m4a":
        song = MP4(name)
        song["----:com.apple.iTunes:replaygain_track_gain"] = MP4FreeForm(b"-6.00 dB")
        song.save()
    told = b"".join(
        ffmpeg("-i", name, "-map_metadata", of, "-f", "ffmetadata", "-") for of in ("0", "0:s:0")
    ).decode().lower()
    assert "replaygain_track_gain=-6.00 db" in told, name
    gain = level(name, "volume=replaygain=track") - level(name, "anull")
    print(f"{name} ({codec}): {gain:+.1f} dB")
    assert abs(gain + 6 * (name in HEEDED)) < 0.1, "it has changed"
END
