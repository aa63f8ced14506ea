#!/usr/bin/env bash
# Question: a click track has exactly 120 beats a minute. What does librosa's beat tracker say?
# Guess: 120, give or take half a beat.
# Seen: 117.45. librosa measures a tempo as a whole number of spectrogram frames (512 samples at
#   22.05 kHz) between beats, and 120 isn't one: around it there are 117.45 and 123.05 and nothing
#   between. 128 is 129.20, 140 is 143.55; 180 is taken for half, 89.10. The beats that it gives
#   are in time all the same (their first and last say 120.0), and aubio says 120.1, 127.9, 140.0.
# So: take the tempo from the beats' times, not from the number; a cut of the picture every
#   60/117.45 s is a whole beat off after 24 s.
# With: librosa 0.11.0 (scipy 1.17.1, numba 0.68.1, numpy 2.4.6), aubio-ledfx 0.4.12
# Output seen on 2026-11-30:
#   whole numbers of frames around 120: [123.05 117.45]
#   100: librosa 99.38 (from its beats 99.98), aubio 100.2
#   120: librosa 117.45 (from its beats 120.00), aubio 120.1
#   128: librosa 129.20 (from its beats 128.03), aubio 127.9
#   140: librosa 143.55 (from its beats 140.01), aubio 140.0
#   180: librosa 89.10 (from its beats 89.97), aubio 179.8
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

RATE, HOP = 22_050, 512


def clicks(bpm, seconds=40):
    """Short tones that begin at 0.5 s and stand exactly 60 / bpm seconds apart."""
    fade = np.exp(-np.arange(1100) / 220) * np.sin(2 * np.pi * 1000 * np.arange(1100) / RATE)
    track = np.zeros(seconds * RATE, np.float32)
    for start in np.arange(0.5, seconds - 0.1, 60 / bpm):
        place = round(start * RATE)
        track[place : place + 1100] += (0.8 * fade).astype(np.float32)
    return track


def by_librosa(track):
    tempo, beats = librosa.beat.beat_track(y=track, sr=RATE, hop_length=HOP)
    times = librosa.frames_to_time(beats, sr=RATE, hop_length=HOP)
    return float(np.ravel(tempo)[0]), 60 * (len(times) - 1) / (times[-1] - times[0])


def by_aubio(track):
    tracker = aubio.tempo("default", 1024, HOP, RATE)
    for start in range(0, len(track) - HOP, HOP):
        tracker(track[start : start + HOP])
    return tracker.get_bpm()


grid = 60 * RATE / HOP / np.array([21, 22])
print("whole numbers of frames around 120:", np.round(grid, 2))
found = {}
for bpm in (100, 120, 128, 140, 180):
    found[bpm] = told, spread = by_librosa(clicks(bpm))
    print(f"{bpm}: librosa {told:.2f} (from its beats {spread:.2f}), aubio {by_aubio(clicks(bpm)):.1f}")
assert abs(found[120][0] - 117.45) < 0.01, "librosa's tempo is finer now"
assert abs(found[120][1] - 120) < 0.2
assert abs(found[180][0] - 89.10) < 0.01
assert abs(by_aubio(clicks(120)) - 120) < 0.6
END
