"""What is seen of a song: the level of each band for each frame, from its decoded sound."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from bot.studio.render.audio.decode import MAX_SECONDS, check_length, resampled

RATE = 24_000  # Hz: nothing above 11 kHz is drawn
WINDOW = 2048  # samples, 85 ms
BANDS = 64
LOWEST, HIGHEST = 45.0, 11_000.0  # Hz
TILT = 0.45  # power of the frequency that makes up for music's falling spectrum
RANGE_DB = 42.0  # from an unlit bar to a full one
QUIETEST_PEAK = 3e-4  # a song whose loudest moment is under this (-70 dB) counts as silent
ATTACK, RELEASE = 0.018, 0.16  # seconds to come within 1/e
CHUNK_FRAMES = 240

Levels = NDArray[np.float32]
Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Spectrum:
    """`levels` has shape (frames, BANDS), 0 to 1; `loudness` (frames,), 0 to 1."""

    levels: Levels
    loudness: Levels
    duration_seconds: float

    @property
    def frames(self) -> int:
        """Frames of the video."""
        return len(self.levels)


def spectrum_of(decoded: Iterable[AudioFrame], fps: int) -> Spectrum:
    """Analyse a song while it is decoded; memory is that of the result, not of the song.

    Raises MediaRefused when the song turns out to be too short or too long.
    """
    hop = RATE // fps
    bands, peaks = [], []
    samples = 0
    held = np.zeros(WINDOW // 2, np.float32)  # half a window before the first frame's middle
    span = CHUNK_FRAMES * hop
    for block in _mono(decoded):
        samples += len(block)
        check_length(max(1.0, samples / RATE) if samples < MAX_SECONDS * RATE else samples / RATE)
        held = np.concatenate([held, block])
        while len(held) >= span + WINDOW:
            bands.append(_magnitudes(held[: span + WINDOW], hop, CHUNK_FRAMES))
            peaks.append(_peaks(held[WINDOW // 2 : WINDOW // 2 + span], hop))
            held = held[span:]
    seconds = samples / RATE
    check_length(seconds)
    frames = max(1, round(seconds * fps))
    left = frames - CHUNK_FRAMES * len(bands)
    if left > 0:
        padded = np.concatenate(
            [held, np.zeros(max(0, left * hop + WINDOW - len(held)), held.dtype)]
        )
        bands.append(_magnitudes(padded, hop, left))
        peaks.append(_peaks(padded[WINDOW // 2 : WINDOW // 2 + left * hop], hop))
    magnitudes = np.concatenate(bands)[:frames]
    return Spectrum(
        levels=_levels(magnitudes, fps),
        loudness=_loudness(np.concatenate(peaks)[:frames], fps),
        duration_seconds=seconds,
    )


def _mono(decoded: Iterable[AudioFrame]) -> Iterator[Sound]:
    """The song as mono blocks of about a second at `RATE`."""
    blocks: list[Sound] = []
    length = 0
    for part in resampled(decoded, sample_format="flt", layout="mono", rate=RATE):
        blocks.append(part.to_ndarray()[0])
        length += part.samples
        if length >= RATE:
            yield _sane(blocks)
            blocks, length = [], 0
    if blocks:
        yield _sane(blocks)


def _sane(blocks: list[Sound]) -> Sound:
    """One block of numbers that are such: a file of floats may hold anything."""
    sound = np.nan_to_num(np.concatenate(blocks), copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(sound.clip(-4, 4), np.float32)


def _magnitudes(sound: Sound, hop: int, frames: int) -> Levels:
    """Band magnitudes of `frames` windows that begin every `hop` samples; shape (frames, BANDS)."""
    windows = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[: frames * hop : hop]
    shape = np.hanning(WINDOW).astype(np.float32)
    spectra = np.abs(np.fft.rfft(windows * shape)).astype(np.float32)
    return np.asarray(spectra @ _BAND_WEIGHTS, np.float32)


def _peaks(sound: Sound, hop: int) -> Levels:
    whole = len(sound) // hop
    return np.asarray(
        np.sqrt(np.square(sound[: whole * hop].reshape(whole, hop)).mean(1)), np.float32
    )


def _band_weights() -> Levels:
    """From FFT bins to bands: overlapping triangles on a logarithmic axis; (bins, BANDS)."""
    edges = np.geomspace(LOWEST, HIGHEST, BANDS + 2)
    width = RATE / WINDOW
    bins = np.arange(WINDOW // 2 + 1) * width
    weights = np.zeros((len(bins), BANDS))
    for band in range(BANDS):
        low, middle, high = edges[band], edges[band + 1], edges[band + 2]
        low, high = min(low, middle - width), max(high, middle + width)
        rise, fall = (bins - low) / (middle - low), (high - bins) / (high - middle)
        weights[:, band] = np.clip(np.minimum(rise, fall), 0, None)
        weights[:, band] *= (middle / 1000) ** TILT / weights[:, band].sum()
    return np.asarray(weights * (4 / WINDOW), np.float32)


_BAND_WEIGHTS = _band_weights()


def _levels(magnitudes: Levels, fps: int) -> Levels:
    """Decibels under the song's own loud passages, risen fast and fallen slowly; 0 to 1."""
    top = float(np.percentile(magnitudes.max(1), 96)) if len(magnitudes) else 0.0
    if top < QUIETEST_PEAK:
        return np.zeros_like(magnitudes)
    # A little of each band's own peak is taken out, so that no register stays dark all along.
    own = np.percentile(magnitudes, 97, axis=0).astype(np.float32)
    reach = np.maximum(own, 0.05 * top) ** 0.4 * np.float32(top) ** 0.6 * np.float32(1.12)
    decibels = 20 * np.log10(np.maximum(magnitudes, 1e-9) / reach)
    target = np.clip(1 + decibels / RANGE_DB, 0, 1.05).astype(np.float32) ** 1.7
    rise = np.float32(1 - np.exp(-1 / (fps * ATTACK)))
    fall = np.float32(1 - np.exp(-1 / (fps * RELEASE)))
    level = np.zeros(magnitudes.shape[1], np.float32)
    for row in target:
        level += (row - level) * np.where(row > level, rise, fall)
        row[:] = level
    target[target < 0.012] = 0  # so that a fading tail comes to rest
    return np.asarray(np.minimum(target, 1), np.float32)


def _loudness(peaks: Levels, fps: int) -> Levels:
    top = float(np.percentile(peaks, 97)) if len(peaks) else 0.0
    if top < QUIETEST_PEAK:
        return np.zeros_like(peaks)
    width = max(1, fps // 15)
    smooth = np.convolve(peaks, np.ones(width) / width, "same")
    return np.asarray(np.clip(smooth / top, 0, 1), np.float32)
