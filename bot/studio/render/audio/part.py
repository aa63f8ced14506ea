"""The part of a song that a video shows: where it lies, and its sound cut out of the whole.

Copied packets can't be cut at a sample, so the sound of a part is always encoded anew. It begins on
a picture, so that sound and picture have the same first moment, and both are counted in samples of
the decoded song (see ``decoding``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, Final, NamedTuple

import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from bot.studio.render.audio.passages import loudest_start
from bot.studio.render.audio.spectrum import Spectrum
from bot.studio.render.spec import (
    BEST_SECONDS,
    MIN_PART_SECONDS,
    LyricWord,
    MediaError,
    MediaErrorCode,
    Start,
)

FADE_IN: Final = 0.03
"""Seconds in which a cut beginning grows loud: no click, and its first beat is heard."""
FADE_OUT: Final = 0.6
"""Seconds in which a cut end falls silent."""


class Part(NamedTuple):
    """A part of a song: its first picture, and the first behind it; None: to the song's end."""

    begin: int
    end: int | None
    fps: int

    @property
    def start_seconds(self) -> float:
        """When it begins in the song."""
        return self.begin / self.fps


def named_part(start: Start | None, length: float | None, fps: int) -> Part | None:
    """Return the part that an order names, as far as that can be told without hearing the song.

    None where its start has to be looked for; ``Part(0, None)`` is the whole song.
    """
    if isinstance(start, str):
        return None
    begin = round((start or 0.0) * fps)
    return Part(begin, None if length is None else begin + round(length * fps), fps)


def part_of(spectrum: Spectrum, start: Start | None, length: float | None, fps: int) -> Part:
    """Return the part of a song that an order means, when the song is heard.

    Raises MediaError when the song is over before it, or too soon after its beginning.
    """
    part = named_part(start, length, fps)
    if part is None:
        wanted = BEST_SECONDS if length is None else length
        begin = loudest_start(spectrum, wanted, fps)
        return Part(begin, begin + round(wanted * fps), fps)
    seconds = spectrum.duration_seconds
    if part.begin and seconds - part.start_seconds < MIN_PART_SECONDS - 0.5 / fps:
        raise MediaError(
            MediaErrorCode.TOO_SHORT,
            f"The song is {_clock(seconds)} long: no part of {MIN_PART_SECONDS:.0f} seconds or more"
            f" begins at {_clock(part.start_seconds)}.",
        )
    return part


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def seen(spectrum: Spectrum, part: Part) -> Spectrum:
    """Return what is seen of a part of a song."""
    cut = slice(part.begin, part.end)
    rows = {
        field.name: value[cut]
        for field in fields(spectrum)
        if isinstance(value := getattr(spectrum, field.name), np.ndarray)
    }
    left = spectrum.duration_seconds - part.start_seconds
    wanted = left if part.end is None else (part.end - part.begin) / part.fps
    return replace(spectrum, **rows, duration_seconds=min(left, wanted))


def heard(frames: Iterable[AudioFrame], part: Part) -> Iterator[AudioFrame]:
    """Return a part of a song's sound, in planar floats, with its cut ends faded.

    Where the song ends within the part, its own end is left as it is.
    """
    at = 0
    for frame in frames:
        start, stop = (_sample(edge, part, frame.sample_rate) for edge in (part.begin, part.end))
        begin, at = at, at + frame.samples
        if start is None or at <= start:
            continue
        if stop is not None and begin >= stop:
            return
        first = max(0, start - begin)
        last = frame.samples if stop is None else min(frame.samples, stop - begin)
        samples: NDArray[Any] = frame.to_ndarray()[:, first:last]
        if part.begin:
            samples = samples * _rise(begin + first - start, samples.shape[1], frame.sample_rate)
        if stop is not None:
            samples = samples * _fall(stop - begin - first, samples.shape[1], frame.sample_rate)
        cut = AudioFrame.from_ndarray(
            np.ascontiguousarray(samples, np.float32), format="fltp", layout=frame.layout.name
        )
        cut.sample_rate, cut.time_base = frame.sample_rate, frame.time_base
        yield cut


def sung_in(part: Part, words: Sequence[LyricWord]) -> tuple[LyricWord, ...]:
    """Return the words that are sung in a part, their times counted from its beginning."""
    start = part.start_seconds
    end = float("inf") if part.end is None else part.end / part.fps
    return tuple(
        word.model_copy(
            update={
                "start_seconds": max(0.0, word.start_seconds - start),
                "end_seconds": word.end_seconds - start,
            }
        )
        for word in words
        if word.end_seconds > start and word.start_seconds < end
    )


def _sample(picture: int | None, part: Part, rate: int) -> int | None:
    return None if picture is None else round(picture * rate / part.fps)


def _rise(after: int, count: int, rate: int) -> NDArray[np.float32]:
    """Return how loud samples are, of which the first comes ``after`` samples of a part."""
    gain = (after + np.arange(count, dtype=np.float32)) / np.float32(FADE_IN * rate)
    return np.asarray(gain.clip(0, 1), np.float32)


def _fall(left: int, count: int, rate: int) -> NDArray[np.float32]:
    """Return how loud samples are, of which the first has ``left`` samples before the end."""
    gain = (left - np.arange(count, dtype=np.float32)) / np.float32(FADE_OUT * rate)
    return np.asarray(gain.clip(0, 1), np.float32)
