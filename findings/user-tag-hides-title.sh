#!/usr/bin/env bash
# Question: a song has its title in the place for it (TIT2 in an MP3, ©nam in an M4A), and beside it
#   a tag of somebody's own that happens to be called "title" (TXXX, ----). Which title does FFmpeg
#   tell, and which one is left when it writes the song anew?
# Guess: the real one; the other one is shown under another name, or not at all.
# Seen: the tag of somebody's own. FFmpeg puts both kinds under one name, and what stands later in
#   the file counts: mutagen writes those tags behind the real ones. The same with the artist. A
#   remux then writes the foreign title into TIT2 or ©nam, and the song's is gone. FFmpeg 9 keeps the
#   real one of an MP3, and still the foreign one of an M4A.
# So: read titles of MP3 and M4A by a library that knows their frames (mutagen), not by FFmpeg.
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2) and 0.6.0 (FFmpeg 7.0.2), mutagen 1.48.1
# Output seen on 2026-12-01:
#   FFmpeg 9.0.2, song.mp3: 'Night Drive' by 'Ann'; written anew, mutagen: 'Night Drive' by 'Ann'
#   FFmpeg 9.0.2, song.m4a: 'mix 3' by 'me'; written anew, mutagen: 'mix 3' by 'me'
#   FFmpeg 7.0.2, song.mp3: 'mix 3' by 'me'; written anew, mutagen: 'mix 3' by 'me'
#   FFmpeg 7.0.2, song.m4a: 'mix 3' by 'me'; written anew, mutagen: 'mix 3' by 'me'
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/titles.py" <<'END'
import re
import subprocess

import imageio_ffmpeg
from mutagen.id3 import ID3, TIT2, TPE1, TXXX
from mutagen.mp4 import MP4, MP4FreeForm

REAL, OWN = ("Night Drive", "Ann"), ("mix 3", "me")


def ffmpeg(*options):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def by_mutagen(name):
    if name.endswith("m4a"):
        tags = MP4(name)
        return tags["\xa9nam"][0], tags["\xa9ART"][0]
    tags = ID3(name)
    return str(tags["TIT2"]), str(tags["TPE1"])


def by_ffmpeg(name):
    told = ffmpeg("-i", name, "-f", "ffmetadata", "-")
    return tuple(re.search(rf"^{key}=(.*)$", told, re.M)[1] for key in ("title", "artist"))


for name in ("song.mp3", "song.m4a"):
    ffmpeg("-f", "lavfi", "-i", "anullsrc=r=44100:cl=stereo:d=1", name)
tags = ID3()
for frame in (TIT2(text=REAL[0]), TPE1(text=REAL[1]),
              TXXX(desc="title", text=OWN[0]), TXXX(desc="artist", text=OWN[1])):
    frame.encoding = 3
    tags.add(frame)
tags.save("song.mp3")
tags = MP4("song.m4a")
tags["\xa9nam"], tags["\xa9ART"] = REAL
tags["----:com.apple.iTunes:title"] = MP4FreeForm(OWN[0].encode())
tags["----:com.apple.iTunes:artist"] = MP4FreeForm(OWN[1].encode())
tags.save()

version = re.match(r"n?([\d.]+\d)", imageio_ffmpeg.get_ffmpeg_version()).group(1)
for name in ("song.mp3", "song.m4a"):
    assert by_mutagen(name) == REAL
    anew = f"anew.{name[-3:]}"
    ffmpeg("-i", name, "-c", "copy", anew)
    print("FFmpeg {}, {}: {!r} by {!r}; written anew, mutagen: {!r} by {!r}".format(
        version, name, *by_ffmpeg(name), *by_mutagen(anew)))
    expected = REAL if (version[0], name) == ("9", "song.mp3") else OWN
    assert by_ffmpeg(name) == by_mutagen(anew) == expected, "it has changed"
END

python3 -m venv "$work/venv"
pip() { "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
pip mutagen==1.48.1
cd "$work"
for version in 0.8.1 0.6.0; do
    pip --target "$work/$version" "imageio-ffmpeg==$version"
    PYTHONPATH="$work/$version" "$work/venv/bin/python" titles.py
done
