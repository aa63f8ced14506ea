#!/usr/bin/env bash
# Question: FFmpeg's resampler turns a 5.1 song into stereo, or stereo into mono. Does the sample
#   format that is asked for change how loud the result is?
# Guess: no; there is one matrix, and a format is only a way to write the same number.
# Seen: integer formats are scaled down so that nothing can clip, floating point isn't: 5.1 to
#   stereo comes out 7.7 dB louder in fltp than in s16p, beyond full scale, and equal channels to
#   mono 3 dB louder. Mono to stereo is 3 dB quieter in both.
# So: an encoder that wants fltp (AAC) gets 5.1 that clips, and a meter that decodes to s16 for
#   the same file doesn't see it. Scale it yourself, or convert to s16 first.
# With: av 18.1.0 (FFmpeg 8.1), numpy 2.4.6; av 16.1.0 (FFmpeg 8.0.1) gave the same numbers
# Output seen on 2026-11-30:
#   PyAV 18.1.0
#        5.1 -> stereo s16p: a tone of 0.5 peaks at 0.500
#        5.1 -> stereo fltp: a tone of 0.5 peaks at 1.207
#     stereo -> mono   s16p: a tone of 0.5 peaks at 0.500
#     stereo -> mono   fltp: a tone of 0.5 peaks at 0.707
#       mono -> stereo s16p: a tone of 0.5 peaks at 0.354
#       mono -> stereo fltp: a tone of 0.5 peaks at 0.354
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
"$work/venv/bin/python" - <<'END'
import av
import numpy as np

RATE = 48_000
TONE = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)


def peak(layout, channels, target, sample_format):
    """The highest sample when every channel has the same tone of 0.5."""
    frame = av.AudioFrame.from_ndarray(np.tile(TONE, (channels, 1)), format="fltp", layout=layout)
    frame.sample_rate = RATE
    resampler = av.AudioResampler(sample_format, target, RATE)
    parts = [part.to_ndarray() for part in [*resampler.resample(frame), *resampler.resample(None)]]
    samples = np.concatenate(parts, axis=1)
    return float(np.abs(samples).max() / (32768 if sample_format == "s16p" else 1))


print("PyAV", av.__version__)
seen = {}
for case in (("5.1", 6, "stereo"), ("stereo", 2, "mono"), ("mono", 1, "stereo")):
    for sample_format in ("s16p", "fltp"):
        seen[case[0], sample_format] = found = peak(*case, sample_format)
        print(f"  {case[0]:>6} -> {case[2]:<6} {sample_format}: a tone of 0.5 peaks at {found:.3f}")
assert abs(seen["5.1", "s16p"] - 0.5) < 0.01, "the integer level has changed"
assert abs(seen["5.1", "fltp"] - 1.207) < 0.01, "5.1 in floating point is not louder any more"
assert abs(seen["stereo", "fltp"] - 0.707) < 0.01, "mono in floating point is not louder any more"
assert abs(seen["mono", "fltp"] - 0.354) < 0.01, "mono to stereo is not quieter any more"
END
