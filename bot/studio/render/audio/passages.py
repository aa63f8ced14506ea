"""The loudest passage of a song, and the beat that it begins on.

Plain means, that hold for music with a pulse: the loudness of each stretch of the wanted length,
then, near where the loudest begins, the tempo (autocorrelation of the onsets) and the beats of a
grid of that tempo, laid where the onsets are strongest. Without a pulse it begins on the strongest
onset there, in silence where the loudest stretch does.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.studio.render.audio.onsets import flux_of
from bot.studio.render.audio.spectrum import Spectrum

AROUND: Final = 8.0
"""Seconds on both sides of the loudest stretch's beginning in which the tempo is looked for."""
NEAR: Final = 2.5
"""Seconds on both sides in which a beat may lie: a bar at 96 beats a minute."""
PERIODS: Final = 0.33, 1.0
"""Seconds from beat to beat, from 180 to 60 a minute."""
BEFORE: Final = 1
"""Pictures before a beat at which a part begins: the blow itself is whole."""

Floats = NDArray[np.floating[Any]]


def loudest_start(spectrum: Spectrum, length: float, fps: int) -> int:
    """Return the picture at which the loudest passage of ``length`` seconds begins, on a beat."""
    frames = min(round(length * fps), spectrum.frames)
    means = _means(np.square(spectrum.loudness.astype(np.float64)), frames)
    best = int(means.argmax())
    onsets = flux_of(spectrum.band_levels.astype(np.float64), fps)
    low, high = max(0, best - round(AROUND * fps)), best + round(AROUND * fps)
    beats = low + _beats(onsets[low:high], fps)
    last = len(means) - 1 + BEFORE
    near = beats[(np.abs(beats - best) <= NEAR * fps) & (beats <= last)]
    if not len(near):
        return best
    starts = np.maximum(near - BEFORE, 0)
    # Among beats that are as loud as each other, what begins with the strongest blow.
    blow = onsets[near] / max(float(onsets[near].max()), 1e-9)
    return int(starts[(means[np.minimum(starts, len(means) - 1)] + 0.05 * blow).argmax()])


def _means(values: Floats, count: int) -> Floats:
    """Return the mean of each ``count`` values in a row."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray((sums[count:] - sums[:-count]) / count)


def _beats(onsets: Floats, fps: int) -> NDArray[np.intp]:
    """Return where beats fall; none where nothing begins."""
    if len(onsets) < 2 * PERIODS[1] * fps or onsets.max() < 1e-3:
        return np.empty(0, np.intp)
    period = _period(onsets, fps)
    offsets = np.arange(0, period)
    grids = [np.arange(offset, len(onsets) - 0.5, period).round().astype(int) for offset in offsets]
    soft = np.convolve(onsets, [0.5, 1, 0.5], "same")  # a picture beside the grid is on it
    grid = grids[int(np.argmax([soft[one].mean() for one in grids]))]
    # Each beat is where its blow is, not where the grid expects it.
    reach = np.arange(-2, 3)
    around = np.clip(grid[:, None] + reach, 0, len(onsets) - 1)
    found = around[np.arange(len(grid)), onsets[around].argmax(1)]
    sounding = onsets[found] > 0.25 * np.percentile(onsets[found], 90)
    return np.asarray(np.unique(found[sounding]), np.intp)


def _period(onsets: Floats, fps: int) -> float:
    """Return the pictures from beat to beat: the lag at which onsets resemble themselves most."""
    even = onsets - onsets.mean()
    size = 1 << (2 * len(even) - 1).bit_length()
    likeness = np.fft.irfft(np.abs(np.fft.rfft(even, size)) ** 2)[: len(even)]
    lags = np.arange(round(PERIODS[0] * fps), min(round(PERIODS[1] * fps) + 1, len(even) // 2))
    # Fewer pairs overlap at longer lags; what is half a second is likelier than what is one.
    prefer = np.exp(-0.5 * np.square(np.log2(lags / (0.5 * fps))))
    lag = int(lags[(likeness[lags] / (len(even) - lags) * prefer).argmax()])
    left, here, right = likeness[lag - 1], likeness[lag], likeness[lag + 1]
    bend = left - 2 * here + right
    return lag + (0.5 * (left - right) / bend if bend < 0 else 0.0)
