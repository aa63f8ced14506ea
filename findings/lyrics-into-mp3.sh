#!/usr/bin/env bash
# Question: FFmpeg writes a song with lyrics (from a FLAC, an M4A, or by `-metadata lyrics=…`) into an
#   MP3. Where are they?
# Guess: in a USLT frame, where ID3v2 has lyrics and where players look.
# Seen: in a frame for anything (TXXX) that is *described* as "USLT": FFmpeg's table of names knows
#   that lyrics are USLT, but its writer makes text frames only, and puts what isn't T… into a TXXX
#   under its name. mutagen has no USLT frame then, and no player shows any lyrics. FFmpeg itself
#   reads them back as lyrics, so a test by FFmpeg alone is content, and so is one more conversion.
# So: write lyrics into MP3 by a tag library behind FFmpeg; who reads MP3s looks at TXXX:USLT as well.
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2) and 0.6.0 (FFmpeg 7.0.2), mutagen 1.48.1
# Output seen on 2026-12-01:
#   FFmpeg 9.0.2, song.flac into MP3: {'TXXX:USLT': 'We sail home'}; FFmpeg reads lyrics=We sail home
#   FFmpeg 9.0.2, song.m4a into MP3: {'TXXX:USLT': 'We sail home'}; FFmpeg reads lyrics=We sail home
#   FFmpeg 9.0.2, -metadata into MP3: {'TXXX:USLT': 'We sail home'}; FFmpeg reads lyrics=We sail home
#   FFmpeg 9.0.2, that MP3 into FLAC: ['lyrics'], into M4A: ['©lyr']
#   FFmpeg 7.0.2: the same four lines
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/lyrics.py" <<'END'
import re
import subprocess

import imageio_ffmpeg
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp4 import MP4

WORDS = "We sail home"


def ffmpeg(*options):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def by_ffmpeg(name):
    return re.search(rf"^.*={WORDS}$", ffmpeg("-i", name, "-f", "ffmetadata", "-"), re.M)[0]


version = re.match(r"n?([\d.]+\d)", imageio_ffmpeg.get_ffmpeg_version()).group(1)
silence = ["-f", "lavfi", "-i", "anullsrc=r=44100:cl=stereo:d=1"]
ffmpeg(*silence, "song.flac")
tags = FLAC("song.flac")
tags["LYRICS"] = WORDS
tags.save()
ffmpeg(*silence, "song.m4a")
tags = MP4("song.m4a")
tags["\xa9lyr"] = WORDS
tags.save()
for source in ("song.flac", "song.m4a", "-metadata"):
    told = [*silence, source, f"lyrics={WORDS}"] if source == "-metadata" else ["-i", source]
    ffmpeg(*told, "-c:a", "libmp3lame", "song.mp3")
    tags = ID3("song.mp3")
    frames = {key: str(frame) for key, frame in tags.items() if str(frame) == WORDS}
    print(f"FFmpeg {version}, {source} into MP3: {frames}; FFmpeg reads {by_ffmpeg('song.mp3')}")
    assert frames == {"TXXX:USLT": WORDS} and not tags.getall("USLT"), "it has changed"
    assert by_ffmpeg("song.mp3") == f"lyrics={WORDS}"
ffmpeg("-i", "song.mp3", "back.flac")
ffmpeg("-i", "song.mp3", "back.m4a")
flac, m4a = dict(FLAC("back.flac").tags), dict(MP4("back.m4a").tags)
print(f"FFmpeg {version}, that MP3 into FLAC: {[k for k, v in flac.items() if v == [WORDS]]}, "
      f"into M4A: {[k for k, v in m4a.items() if v == [WORDS]]}")
END

python3 -m venv "$work/venv"
pip() { "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
pip mutagen==1.48.1
cd "$work"
for version in 0.8.1 0.6.0; do
    pip --target "$work/$version" "imageio-ffmpeg==$version"
    PYTHONPATH="$work/$version" "$work/venv/bin/python" lyrics.py
done
