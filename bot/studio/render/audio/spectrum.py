"""What is seen of a song: the level of each band for each frame, from its decoded sound."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from bot.studio.render.audio.decoding import resampled

RATE: Final = 24_000  # Hz: nothing above 11 kHz is drawn
WINDOW: Final = 2048  # samples, 85 ms
BANDS: Final = 64
LOWEST, HIGHEST = 45.0, 11_000.0  # Hz
TILT: Final = 0.45  # power of the frequency that makes up for music's falling spectrum
RANGE_DB: Final = 42.0  # from an unlit bar to a full one
QUIETEST_PEAK: Final = 3e-4  # a song whose loudest moment is under this (-70 dB) counts as silent
ATTACK, RELEASE = 0.018, 0.16  # seconds to come within 1/e
CLICK_SECONDS: Final = (
    0.13  # what is louder than the rest for less than this is not what others go by
)
QUIET_DB: Final = (
    40.0  # under the loudest: frames from there on are not counted among the loud passages
)
WAVE_POINTS: Final = 128  # of the sound's own swing in each frame
WAVE_STEP: Final = (
    8  # samples that a point is the mean of: all points are 43 ms, as a scope shows them
)
CHUNK_FRAMES: Final = 30  # as many as fit into a core's cache

Levels = NDArray[np.float32]
Waveform = NDArray[np.float16]
Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Spectrum:
    """``band_levels`` has shape (frames, BANDS), 0 to 1; ``loudness`` (frames,), 0 to 1.

    ``waveform`` has shape (frames, WAVE_POINTS), -1 to 1: the sound around each frame, which begins
    where it rises through nothing, so that a steady tone stands still.
    """

    band_levels: Levels
    loudness: Levels
    duration_seconds: float
    waveform: Waveform

    @property
    def frames(self) -> int:
        """Frames of the video."""
        return len(self.band_levels)


def thinned(spectrum: Spectrum, step: int) -> Spectrum:
    """Return what is seen in every ``step``-th frame: the song with fewer pictures a second."""
    levels, loudness = spectrum.band_levels[::step], spectrum.loudness[::step]
    waveform = spectrum.waveform[::step]
    return Spectrum(levels, loudness, spectrum.duration_seconds, waveform)


def analyse_spectrum(decoded: Iterable[AudioFrame], fps: int) -> Spectrum:
    """Analyse a song while it is decoded; memory is that of the result, not of the song.

    What counts is the energy of both channels, not their mix: in that, a side that is the other
    one turned round would be silent.
    """
    hop = RATE // fps
    analyser = _Analyser(hop)
    samples = 0
    held = _zeros(WINDOW // 2)  # half a window before the first frame's middle
    for block in _stereo(decoded):
        samples += block.shape[1]
        held = np.concatenate([held, block], axis=1)
        while held.shape[1] >= CHUNK_FRAMES * hop + WINDOW:
            held = analyser.analyse(held, CHUNK_FRAMES)
    seconds = samples / RATE
    frames = max(1, round(seconds * fps))
    while (left := min(CHUNK_FRAMES, frames - analyser.frames)) > 0:
        missing = max(0, left * hop + WINDOW - held.shape[1])
        held = analyser.analyse(np.concatenate([held, _zeros(missing)], axis=1), left)
    return Spectrum(
        band_levels=_levels(np.concatenate(analyser.bands)[:frames], fps),
        loudness=_loudness(np.concatenate(analyser.peaks)[:frames], fps),
        duration_seconds=seconds,
        waveform=_waveform(np.concatenate(analyser.waves)[:frames]),
    )


def _zeros(samples: int) -> Sound:
    return np.zeros((2, samples), np.float32)


def _stereo(decoded: Iterable[AudioFrame]) -> Iterator[Sound]:
    """Yield the song in blocks of about a second at ``RATE``; shape (2, samples)."""
    blocks: list[Sound] = []
    length = 0
    # A frame at a time takes twice as long as all of the analysis.
    for part in resampled(decoded, sample_format="fltp", layout="stereo", rate=RATE, samples=RATE):
        blocks.append(np.asarray(part.to_ndarray(), np.float32))
        length += part.samples
        if length >= RATE:
            yield _sane(blocks)
            blocks, length = [], 0
    if blocks:
        yield _sane(blocks)


def _sane(blocks: list[Sound]) -> Sound:
    """One block of numbers that are such: a file of floats may hold anything."""
    sound = np.concatenate(blocks, axis=1)
    sound = np.nan_to_num(sound, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(sound.clip(-4, 4), np.float32)


class _Analyser:
    """Turns sound into band magnitudes, in arrays that are kept: making them again costs more.

    In double precision: NumPy's single-precision transform is the slower one in batches.
    """

    def __init__(self, hop: int) -> None:
        self._hop = hop
        self._windows = np.empty((2, CHUNK_FRAMES, WINDOW))
        self._spectra = np.empty((2, CHUNK_FRAMES, WINDOW // 2 + 1), np.complex128)
        self.frames = 0
        self.bands: list[Levels] = []
        self.peaks: list[Levels] = []
        self.waves: list[Waveform] = []

    def analyse(self, sound: Sound, frames: int) -> Sound:
        """Analyse ``frames`` frames, at most CHUNK_FRAMES, and return what later ones need."""
        span = frames * self._hop
        self.bands.append(self._magnitudes(sound[:, : span + WINDOW], frames))
        squares = np.square(sound[:, WINDOW // 2 : WINDOW // 2 + span])
        means = squares.reshape(2, frames, self._hop).mean((0, 2))
        self.peaks.append(np.asarray(np.sqrt(means), np.float32))
        self.waves.append(_swings(sound, frames, self._hop))
        self.frames += frames
        return sound[:, span:]

    def _magnitudes(self, sound: Sound, frames: int) -> Levels:
        """Those of windows that begin every ``hop`` samples of ``sound``; shape (frames, BANDS)."""
        channels = sound[:1] if np.array_equal(*sound) else sound  # mono is transformed once
        count, step = len(channels), self._hop
        views = np.lib.stride_tricks.sliding_window_view(channels, WINDOW, axis=1)
        windows = self._windows[:count, :frames]
        np.multiply(views[:, : frames * step : step], _WINDOW_SHAPE, out=windows)
        spectra = np.fft.rfft(windows, out=self._spectra[:count, :frames])
        squares = spectra.view(np.float64)
        squares = np.square(squares, out=squares).mean(0)
        power = squares[:, 0::2] + squares[:, 1::2]
        return np.asarray(np.sqrt(power).astype(np.float32) @ _BAND_WEIGHTS, np.float32)


def _swings(sound: Sound, frames: int, hop: int) -> Waveform:
    """Return the louder channel around each frame, from where it rises: (frames, WAVE_POINTS)."""
    span = frames * hop
    energy = np.square(sound[:, : span + WINDOW : WAVE_STEP]).sum(1)
    channel = sound[int(energy[1] > energy[0])]
    views = np.lib.stride_tricks.sliding_window_view(channel, WINDOW)[:span:hop]
    points = views.reshape(frames, -1, WAVE_STEP).mean(2)
    begins = points[:, : points.shape[1] - WAVE_POINTS]
    after = points[:, 1 : points.shape[1] - WAVE_POINTS + 1]
    rising = (begins < 0) & (after >= 0)
    start = np.where(rising, after - begins, 0).argmax(1)
    places = start[:, None] + np.arange(WAVE_POINTS)
    return np.asarray(np.take_along_axis(points, places, 1), np.float16)


def _waveform(waves: Waveform) -> Waveform:
    """Return the same, as high as the song's loud passages swing."""
    peaks = np.abs(waves).max(1).astype(np.float32)
    counted = peaks >= QUIETEST_PEAK
    if not counted.any():
        return np.zeros_like(waves)
    top = np.percentile(peaks[counted], 97)
    return np.asarray(np.clip(waves / np.float16(top), -1, 1), np.float16)


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


_BAND_WEIGHTS: Final = _band_weights()
_WINDOW_SHAPE: Final = np.hanning(WINDOW)


def _loud_passages(loudest: Levels, fps: int) -> NDArray[np.bool_]:
    """Which frames are among what a song is measured by, from each one's greatest level.

    A song may be silent for most of its time, with or without noise, and its sound is seen all the
    same: what lies far under the loudest is left out. A click or two don't make the rest quiet.
    """
    lasting = min(round(CLICK_SECONDS * fps), int(np.count_nonzero(loudest >= QUIETEST_PEAK)))
    if not lasting:
        return np.zeros(len(loudest), np.bool_)
    reference = float(np.partition(loudest, -lasting)[-lasting])
    return np.asarray(loudest >= max(QUIETEST_PEAK, reference * 10 ** (-QUIET_DB / 20)))


def _levels(magnitudes: Levels, fps: int) -> Levels:
    """Decibels under the song's own loud passages, risen fast and fallen slowly; 0 to 1."""
    loudest = magnitudes.max(1)
    counted = _loud_passages(loudest, fps)
    if not counted.any():
        return np.zeros_like(magnitudes)
    top = float(np.percentile(loudest[counted], 96))
    # A little of each band's own peak is taken out, so that no register stays dark all along.
    own = np.percentile(magnitudes[counted], 97, axis=0).astype(np.float32)
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
    counted = _loud_passages(peaks, fps)
    if not counted.any():
        return np.zeros_like(peaks)
    top = float(np.percentile(peaks[counted], 97))
    width = max(1, fps // 15)
    smooth = np.convolve(peaks, np.ones(width) / width, "same")
    return np.asarray(np.clip(smooth / top, 0, 1), np.float32)
