#!/usr/bin/env bash
# Question: where do librosa and aubio put the begin of a click, on average?
# Guess: within 10 ms of it, to either side.
# Seen: to one side each, and not the same: librosa 3 to 26 ms late (its beats 9 to 32), aubio 13
#   to 20 ms early, whichever of its methods. So a picture that flashes by the one and a cut that
#   is made by the other are up to a frame of 30 a second apart, on every beat.
# So: measure the one you use against clicks of your own, and take the bias off; don't mix them.
# With: librosa 0.11.0 (scipy 1.17.1, numba 0.68.1, numpy 2.4.6), aubio-ledfx 0.4.12
# Output seen on 2026-11-30:
#   librosa onset_detect: 38 of 38, +3.1 to +26.1 ms, median +14.5
#     librosa beat_track: 36 of 38, +8.6 to +31.6 ms, median +20.2
#          aubio default: 38 of 38, -17.8 to -12.9 ms, median -15.6
#          aubio complex: 38 of 38, -18.9 to -13.1 ms, median -15.9
#         aubio specflux: 38 of 38, -20.3 to -14.3 ms, median -17.4
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
    librosa==0.11.0 scipy==1.17.1 numba==0.68.1 numpy==2.4.6 aubio-ledfx==0.4.12
"$work/venv/bin/python" -W ignore - <<'END'
import aubio
import librosa
import numpy as np

RATE = 44_100
STARTS = 0.5 + np.arange(38) * 0.5021  # never on the same place of a hop for long


def clicks(rate):
    length = round(0.05 * rate)
    time = np.arange(length) / rate
    tone = (0.8 * np.sin(2 * np.pi * 1000 * time) * np.exp(-time / 0.01)).astype(np.float32)
    track = np.zeros(20 * rate, np.float32)
    for start in STARTS:
        place = round(start * rate)
        track[place : place + length] += tone
    return track


def by_aubio(method, hop=512):
    detector, found = aubio.onset(method, 2 * hop, hop, RATE), []
    track = clicks(RATE)
    for start in range(0, len(track) - hop, hop):
        if detector(track[start : start + hop])[0]:
            found.append(detector.get_last_s())
    return found


def lateness(found):
    """Milliseconds after the nearest click: least, median, most."""
    late = [1000 * (time - STARTS[np.abs(STARTS - time).argmin()]) for time in found]
    return np.round([min(late), np.median(late), max(late)], 1)


half = clicks(RATE // 2)
results = {"librosa onset_detect": librosa.onset.onset_detect(y=half, sr=RATE // 2, units="time"),
           "librosa beat_track": librosa.beat.beat_track(y=half, sr=RATE // 2, units="time")[1]}
results |= {f"aubio {method}": by_aubio(method) for method in ("default", "complex", "specflux")}
late = {name: lateness(found) for name, found in results.items()}
for name, (least, median, most) in late.items():
    print(f"{name:>20}: {len(results[name])} of {len(STARTS)}, {least:+} to {most:+} ms, "
          f"median {median:+}")
assert all(late[name][0] > 0 for name in late if name.startswith("librosa")), "not only late"
assert all(late[name][2] < 0 for name in late if name.startswith("aubio")), "not only early"
END
