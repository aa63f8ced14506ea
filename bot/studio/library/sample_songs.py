"""Sample songs, composed and synthesised here: a demo needs no one's music.

Two short pieces, made from nothing but arithmetic, so that they may be shared freely. The same
machine always writes the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

RATE: Final = 48_000  # Hz
Sound = NDArray[np.float32]  # mono, -1 to 1

MAJOR_SEVENTH, MINOR_SEVENTH = (0, 4, 7, 11), (0, 3, 7, 10)


class SampleTrack(BaseModel):
    """A song on disk; ``cover`` is None when the studio is to design one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    author: str
    audio: Path
    duration_seconds: float
    cover: Path | None = None


@dataclass(frozen=True)
class Score:
    """A score: root notes are MIDI numbers, a chord lasts a bar of four beats."""

    title: str
    author: str
    file_name: str
    beats_per_minute: int
    chords: tuple[tuple[int, tuple[int, ...]], ...]
    arpeggio: tuple[int, ...]  # chord tones, eight to the bar; -1 is a rest
    melody: tuple[tuple[float, float, int], ...]  # beat, beats long, MIDI note
    drums_from_bar: int


SCORES: Final = (
    Score(
        title="Paper Lanterns",
        author="Studio Sample",
        file_name="paper-lanterns.m4a",
        beats_per_minute=96,
        chords=(
            (53, MAJOR_SEVENTH),
            (52, MINOR_SEVENTH),
            (50, MINOR_SEVENTH),
            (48, MAJOR_SEVENTH),
        )
        * 2
        + ((53, MAJOR_SEVENTH), (48, MAJOR_SEVENTH)),
        arpeggio=(0, 2, 3, 1, 2, 3, 1, 2),
        melody=(
            (8, 1.5, 72), (9.5, 0.5, 74), (10, 2, 76), (12, 1.5, 79), (13.5, 0.5, 76), (14, 2, 74),
            (16, 1, 72), (17, 1, 76), (18, 2, 81), (20, 1, 79), (21, 1, 76), (22, 2, 71),
            (24, 1.5, 69), (25.5, 0.5, 72), (26, 2, 77), (28, 1.5, 76), (29.5, 0.5, 74),
            (30, 2, 72), (32, 1, 76), (33, 1, 77), (34, 2, 79), (36, 4, 84),
        ),
        drums_from_bar=2,
    ),
    Score(
        title="Night Ferry",
        author="Studio Sample",
        file_name="night-ferry.m4a",
        beats_per_minute=116,
        chords=(
            (45, MINOR_SEVENTH),
            (41, MAJOR_SEVENTH),
            (48, MAJOR_SEVENTH),
            (43, (0, 4, 7, 9)),
        )
        * 3,
        arpeggio=(0, 1, 2, 3, 2, 1, 2, 3),
        melody=(
            (16, 3, 76), (19, 1, 74), (20, 3, 72), (23, 1, 71), (24, 2, 67), (26, 2, 72),
            (28, 3, 74), (31, 1, 71), (32, 2, 76), (34, 1, 81), (35, 1, 79), (36, 3, 77),
            (39, 1, 76), (40, 2, 79), (42, 2, 76), (44, 3.5, 74),
        ),
        drums_from_bar=1,
    ),
)  # fmt: skip


def write_samples(directory: Path, scores: Iterable[Score] = SCORES) -> list[SampleTrack]:
    """Write the sample songs into ``directory`` (made if missing) and say what they are."""
    directory.mkdir(parents=True, exist_ok=True)
    tracks = []
    for score in scores:
        sound = compose(score)
        path = directory / score.file_name
        _write(sound, path, score)
        tracks.append(
            SampleTrack(
                title=score.title,
                author=score.author,
                audio=path,
                duration_seconds=round(sound.shape[1] / RATE, 3),
            )
        )
    return tracks


def compose(score: Score) -> Sound:
    """Return the piece as stereo, shape (2, samples)."""
    beat = 60 / score.beats_per_minute
    total = int((len(score.chords) * 4 * beat + 2.0) * RATE)
    left, right, dry = (np.zeros(total, np.float32) for _ in range(3))
    for bar, (root, shape) in enumerate(score.chords):
        start = bar * 4 * beat
        for step, interval in enumerate(shape):
            side = (left, right)[step % 2]
            _add(side, start, _pad(root + interval + 12, 4 * beat), 0.075)
        _add(dry, start, _bass(root - 12, 1.6 * beat), 0.30)
        _add(dry, start + 2.5 * beat, _bass(root - 12, 1.2 * beat), 0.24)
        for step, tone in enumerate(score.arpeggio):
            if tone >= 0:
                note = root + shape[tone] + 24
                side = (left, right)[step % 2]
                _add(side, start + step * beat / 2, _pluck(note, 0.9), 0.17)
        if bar >= score.drums_from_bar:
            _drums(dry, start, beat)
    for at, long, note in score.melody:
        _add(dry, at * beat, _lead(note, long * beat), 0.13)
    mix = np.stack([_echo(left, 0.75 * beat), _echo(right, 0.5 * beat)]) + dry
    fade = np.minimum(1, np.arange(total, 0, -1, dtype=np.float32) / (1.5 * RATE))
    return np.asarray(0.74 * np.tanh(1.15 * mix) * fade, np.float32)


def _add(track: Sound, at_seconds: float, sound: Sound, gain: float) -> None:
    start = int(at_seconds * RATE)
    end = min(len(track), start + len(sound))
    if end > start:
        track[start:end] += gain * sound[: end - start]


def _time(seconds: float) -> Sound:
    return np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)


def _tone(note: int, time: Sound, overtones: tuple[float, ...]) -> Sound:
    pitch = 440 * 2 ** ((note - 69) / 12)
    phase = np.float32(2 * np.pi * pitch) * time
    sound = np.zeros_like(time)
    for number, gain in enumerate(overtones, start=1):
        if pitch * number < 14_000:
            sound += np.float32(gain) * np.sin(np.float32(number) * phase)
    return sound


def _ramp(time: Sound, attack: float, release: float) -> Sound:
    """Return an envelope that rises in ``attack`` and falls in the last ``release`` seconds."""
    end = time[-1] if len(time) else np.float32(0)
    return np.asarray(np.clip(np.minimum(time / attack, (end - time) / release), 0, 1), np.float32)


def _pad(note: int, seconds: float) -> Sound:
    time = _time(seconds)
    wobble = 1 + 0.25 * np.sin(np.float32(2 * np.pi * 0.7) * time)
    sound = _tone(note, time, (1, 0.35, 0.12)) * _ramp(time, 0.35, 0.4) * wobble
    return np.asarray(sound, np.float32)


def _bass(note: int, seconds: float) -> Sound:
    time = _time(seconds)
    body = _tone(note, time, (1, 0.5, 0.2, 0.08)) * np.exp(-1.6 * time)
    return np.asarray(body * _ramp(time, 0.008, 0.05), np.float32)


def _pluck(note: int, seconds: float) -> Sound:
    time = _time(seconds)
    body = _tone(note, time, (1, 0.45, 0.25)) * np.exp(-5 * time)
    return (body + 0.25 * _tone(note + 12, time, (1,)) * np.exp(-14 * time)) * _ramp(
        time, 0.004, 0.05
    )


def _lead(note: int, seconds: float) -> Sound:
    time = _time(seconds + 0.25)
    return _tone(note, time, (1, 0.2, 0.3, 0.05, 0.1)) * _ramp(time, 0.03, 0.3)


def _drums(track: Sound, start: float, beat: float) -> None:
    kick_time = _time(0.28)
    kick = np.sin(2 * np.pi * (48 * kick_time - 8.5 * np.exp(-26 * kick_time)))
    kick = (kick * np.exp(-11 * kick_time)).astype(np.float32)
    noise = np.random.default_rng(7).standard_normal(int(0.2 * RATE)).astype(np.float32)
    time = _time(0.2)
    snare = noise * np.exp(-24 * time) + 0.6 * np.sin(2 * np.pi * 190 * time) * np.exp(-30 * time)
    hat = np.diff(noise, prepend=np.float32(0)) * np.exp(-70 * time)
    for count in range(4):
        _add(track, start + count * beat, kick, 0.55 if count % 2 == 0 else 0.38)
        if count % 2:
            _add(track, start + count * beat, snare.astype(np.float32), 0.13)
        _add(track, start + (count + 0.5) * beat, hat, 0.09)
        _add(track, start + count * beat, hat, 0.05)


def _echo(track: Sound, delay_seconds: float) -> Sound:
    delay = int(delay_seconds * RATE)
    out = track.copy()
    for repeat in (1, 2, 3):
        out[repeat * delay :] += np.float32(0.36**repeat) * track[: -repeat * delay]
    return out


def _write(sound: Sound, path: Path, score: Score) -> None:
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="ipod", options=options) as output:
        output.metadata.update(title=score.title, artist=score.author)
        stream = output.add_stream(
            "aac", rate=RATE, layout="stereo", options={"aac_coder": "fast", "flags": "+bitexact"}
        )
        stream.bit_rate = 160_000
        for start in range(0, sound.shape[1], 1024):
            block = np.ascontiguousarray(sound[:, start : start + 1024])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
