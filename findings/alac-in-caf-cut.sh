#!/usr/bin/env bash
# Question: a lossless song (ALAC) in Apple's CAF: does each FFmpeg give back all its samples?
# Guess: yes; CAF's packet table says how many samples are valid, and ALAC's last packet has only
#   those.
# Seen: since FFmpeg 8.1 (PyAV 17) the reader takes the table's remainder off a last packet that
#   is short already: the song ends by up to 4095 samples (85 ms) too early, without an error. The
#   same file is whole in FFmpeg 8.0 (PyAV 16.1), and the same samples in an M4A are whole in
#   both.
# So: after moving the pin, compare lengths to the sample, and not only that decoding succeeds.
# With: av 16.1.0 and av 18.1.0 (17.1.0 as 18.1.0), numpy 2.4.6
# Output seen on 2026-11-30:
#   PyAV 18.1.0 reads {'song.caf': 47514, 'song.m4a': 48333} of 48333
#   PyAV 16.1.0 reads {'song.caf': 48333, 'song.m4a': 48333} of 48333
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/song.py" <<'END'
from pathlib import Path

import av
import numpy as np

SAMPLES = 48_333  # 11 packets of 4096, and one of 3277
SONG = (np.random.default_rng(1).standard_normal((1, SAMPLES)) * 3000).astype(np.int16)


def write(name):
    with av.open(name, "w") as output:
        stream = output.add_stream("alac", rate=48_000, layout="mono")
        stream.codec_context.format = "s16p"
        for start in range(0, SAMPLES, 4096):
            part = np.ascontiguousarray(SONG[:, start : start + 4096])
            frame = av.AudioFrame.from_ndarray(part, format="s16p", layout="mono")
            frame.sample_rate, frame.pts = 48_000, start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def read(name):
    with av.open(name) as container:
        heard = np.concatenate([f.to_ndarray() for f in container.decode(audio=0)], axis=1)
    assert np.array_equal(heard, SONG[:, : heard.shape[1]]), "other samples"
    return heard.shape[1]


names = ("song.caf", "song.m4a")
for name in names:
    if not Path(name).exists():
        write(name)
found = {name: read(name) for name in names}
print("PyAV", av.__version__, "reads", found, "of", SAMPLES)
whole = {"16": SAMPLES, "18": SAMPLES - 819}[av.__version__[:2]]
assert found == {"song.caf": whole, "song.m4a": SAMPLES}, "it has changed"
END

python3 -m venv "$work/venv"
pip() { "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
pip numpy==2.4.6
cd "$work"
for version in 18.1.0 16.1.0; do
    pip --target "$work/$version" "av==$version"
    PYTHONPATH="$work/$version" "$work/venv/bin/python" song.py
done
