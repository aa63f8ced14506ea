#!/usr/bin/env bash
# Question: a raw AAC (ADTS) file with an ID3 tag in front, as HLS segments and recorded radio
#   have it: does mutagen read the tag?
# Guess: yes; it knows ADTS and ID3.
# Seen: `mutagen.File` raises HeaderNotFoundError, "can't sync to MPEG frame": an ID3 tag in front
#   counts for MP3 more than ADTS's own sync word and file name. `mutagen.aac.AAC` opens it and
#   has a length, but never tags; only `mutagen.id3.ID3` gives them. FFmpeg reads title and sound
#   alike.
# So: when `mutagen.File` raises, ask `ID3` before taking the file for one without a cover.
# With: mutagen 1.48.1, av 18.1.0, numpy 2.4.6
# Output seen on 2026-11-30:
#   without a tag, mutagen.File: AAC
#   with one, mutagen.File: HeaderNotFoundError: can't sync to MPEG frame
#   AAC: 1.04 s, tags None
#   ID3: Night Drive
#   FFmpeg: aac Night Drive
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    av==18.1.0 numpy==2.4.6 mutagen==1.48.1
cd "$work"
"$work/venv/bin/python" - <<'END'
import av
import mutagen
import numpy as np
from mutagen.aac import AAC
from mutagen.id3 import ID3, TIT2

with av.open("song.aac", "w", format="adts") as output:
    stream = output.add_stream("aac", rate=48_000, layout="mono")
    for number in range(48):
        part = np.zeros((1, 1024), np.float32)
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = 48_000, number * 1024
        output.mux(stream.encode(frame))
    output.mux(stream.encode(None))
print("without a tag, mutagen.File:", type(mutagen.File("song.aac")).__name__)

tag = ID3()
tag.add(TIT2(encoding=3, text=["Night Drive"]))
tag.save("song.aac")

try:
    found = type(mutagen.File("song.aac")).__name__
except mutagen.MutagenError as error:
    found = f"{type(error).__name__}: {error}"
print("with one, mutagen.File:", found)
aac = AAC("song.aac")
print("AAC:", f"{aac.info.length:.2f} s, tags {aac.tags}")
print("ID3:", ID3("song.aac")["TIT2"])
with av.open("song.aac") as container:
    print("FFmpeg:", container.format.name, container.metadata["title"])
    assert container.metadata["title"] == "Night Drive"
assert found == "HeaderNotFoundError: can't sync to MPEG frame", "mutagen.File reads it now"
assert aac.tags is None and aac.info.length > 0.9
END
