#!/usr/bin/env bash
# Question: AAC is encoded into an MP4 with PyAV from frames that are given no `pts`, as short
#   examples do. Is the sound where it was?
# Guess: yes; there is one stream of sound, frames come in order, and the muxer counts samples.
# Seen: it is 1024 samples (21 ms) late. The encoder marks what comes before the song only by
#   times below zero, and has none to give without `pts`; the muxer then begins at 0 and writes no
#   edit list that takes it off. Nothing is told, the length looks right, and one `frame.pts = …`
#   mends it.
# So: number frames in samples, always, and test where a click comes out.
# With: av 18.1.0, numpy 2.4.6; av 16.1.0 gave the same
# Output seen on 2026-11-30:
#   PyAV 18.1.0: a click at 48000 comes out at 48000 with pts, at 49024 without
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" - <<'END'
import av
import numpy as np

RATE = 48_000
song = np.zeros((1, 2 * RATE - 2 * RATE % 1024), np.float32)
song[0, RATE : RATE + 20] = 0.9


def click(numbered):
    """At which sample the click at one second comes out of an MP4."""
    with av.open("song.mp4", "w") as output:
        stream = output.add_stream("aac", rate=RATE, layout="mono")
        for start in range(0, song.shape[1], 1024):
            part = np.ascontiguousarray(song[:, start : start + 1024])
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
            frame.sample_rate = RATE
            if numbered:
                frame.pts = start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    with av.open("song.mp4") as container:
        heard = np.concatenate([f.to_ndarray() for f in container.decode(audio=0)], axis=1)[0]
    return int(np.flatnonzero(np.abs(heard) > 0.3)[0])


found = {numbered: click(numbered) for numbered in (True, False)}
print(f"PyAV {av.__version__}: a click at {RATE} comes out at {found[True]} with pts, "
      f"at {found[False]} without")
assert abs(found[True] - RATE) < 4
assert abs(found[False] - RATE - 1024) < 4, "frames without pts are in time now"
END
