"""Onsets: when notes and beats begin; how fast they follow each other, ``passages`` finds out.

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
