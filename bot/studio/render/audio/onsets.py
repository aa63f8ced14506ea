"""Onsets: when notes and beats begin, and how fast they follow each other.

Spectral flux with an adaptive threshold (S. Dixon, "Onset Detection Revisited", DAFx 2006; the
threshold of J. P. Bello et al., "A Tutorial on Onset Detection in Music Signals", 2005).
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_LAG_SECONDS: Final = 1 / 30  # over which a rise is measured
_AROUND_SECONDS: Final = 0.5  # on both sides: what the threshold is taken from
_SHARE, _LEAST = 1.7, 0.012  # of the median around, and at least: a rise in mean level
_WEAKEST: Final = 0.1  # of the strongest ones: under that it is no beginning
_APART_SECONDS: Final = 0.1  # the least between two onsets
_TEMPI: Final = (60.0, 200.0)  # beats a minute that are looked for
_USUAL: Final = 118.0  # of two that fit as well, the nearer one is taken

Levels = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Onsets:
    """``frames`` are those in which something begins, ``strengths`` how strongly: 0 to 1."""

    frames: NDArray[np.intp]
    strengths: NDArray[np.float32]


def flux_of(levels: Levels, fps: int) -> NDArray[np.float32]:
    """Return how much louder the bands of ``levels`` (frames, bands) are than a moment before."""
    lag = max(1, round(_LAG_SECONDS * fps))
    before = np.concatenate([np.zeros_like(levels[:lag]), levels[:-lag]])[: len(levels)]
    return np.asarray(np.clip(levels - before, 0, None).mean(1), np.float32)


def onsets_of(levels: Levels, fps: int) -> Onsets:
    """Find the onsets of a song in the levels of its bands."""
    flux = flux_of(levels, fps)
    reach = max(1, round(_AROUND_SECONDS * fps))
    around = np.lib.stride_tricks.sliding_window_view(np.pad(flux, reach), 2 * reach + 1)
    threshold = _SHARE * np.median(around, axis=1) + _LEAST
    near = max(1, round(_APART_SECONDS * fps))
    highest = np.lib.stride_tricks.sliding_window_view(np.pad(flux, near), 2 * near + 1).max(1)
    found = np.flatnonzero((flux >= highest) & (flux > threshold))
    if len(found):  # of equal ones only the first
        found = found[np.concatenate([[True], np.diff(found) > near])]
    strengths = flux[found]
    top = float(np.percentile(strengths, 90)) if len(found) else 1.0
    heard = strengths >= _WEAKEST * top
    return Onsets(found[heard], np.asarray(np.clip(strengths / top, 0, 1)[heard], np.float32))


def tempo_of(levels: Levels, fps: int) -> float | None:
    """Return beats a minute, from how well the flux repeats itself; None when it doesn't."""
    flux = flux_of(levels, fps)
    flux = flux - flux.mean()
    size = 1 << (2 * len(flux) - 1).bit_length()
    again = np.fft.irfft(np.abs(np.fft.rfft(flux, size)) ** 2)[: len(flux)]
    lags = np.arange(60 * fps / _TEMPI[1], min(len(flux) / 3, 60 * fps / _TEMPI[0]), 0.05)
    if again[0] <= 0 or not len(lags):
        return None
    # A beat's multiples repeat as well: what also repeats after half the time is a multiple.
    places = np.arange(len(again))
    score = sum(np.interp(lags * times, places, again) / times for times in (1, 2, 3))
    score = score - 0.6 * np.interp(lags / 2, places, again)
    score = score * np.exp(-0.5 * (np.log2(60 * fps / lags / _USUAL) / 0.9) ** 2)
    best = int(np.argmax(score))
    if np.interp(lags[best], places, again) < 0.1 * again[0]:
        return None
    return float(60 * fps / lags[best])
