"""A song for every seed: container, codec, rate, channels, tags, cover and clock at random."""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import mutagen
import numpy as np
from mutagen.flac import Picture
from mutagen.id3 import APIC
from mutagen.mp4 import MP4Cover
from PIL import Image

from bot.studio.render.spec import RenderSpec, one_line
from tests.studio.render.audio.clocks import FAST, SLOW, TRUE, Clock, hole, late, relaid
from tests.studio.songs import Sound, write
from tests.studio.tags.odd_songs import with_id3v1, with_riff_info

CHANNELS = {"mono": 1, "stereo": 2, "3.0": 3, "quad": 4, "5.1": 6, "7.1": 8}
BURST_SECONDS = 0.15
UNFADED_SECONDS = 4.85  # longer videos fade in and out, which is light that comes up as well


class Form(NamedTuple):
    """What a muxer and an encoder take; ``keeps_tags`` when FFmpeg writes a title there."""

    codec: str
    container: str
    rates: tuple[int, ...]
    layouts: tuple[str, ...] = ("mono", "stereo")
    keeps_tags: bool = True
    has_clock: bool = False


_MANY = ("mono", "stereo", "3.0", "quad", "5.1", "7.1")
_USUAL = (22_050, 44_100, 48_000)
FORMS = (
    Form("libmp3lame", "mp3", (16_000, *_USUAL)),
    Form("aac", "ipod", (*_USUAL, 96_000), ("mono", "stereo", "5.1"), has_clock=True),
    Form("aac", "mp4", _USUAL, has_clock=True),
    Form("aac", "mov", _USUAL, has_clock=True),
    Form("aac", "adts", _USUAL, keeps_tags=False),
    Form("aac", "matroska", (48_000,), has_clock=True),
    Form("aac", "mpegts", (44_100, 48_000), keeps_tags=False),
    Form("alac", "ipod", (44_100, 48_000), has_clock=True),
    Form("flac", "flac", (*_USUAL, 96_000, 192_000), _MANY),
    Form("flac", "matroska", (44_100, 48_000), _MANY, has_clock=True),
    Form("libvorbis", "ogg", _USUAL, ("mono", "stereo", "5.1")),
    Form("libvorbis", "webm", (44_100, 48_000), has_clock=True),
    Form("libopus", "ogg", (48_000,), ("mono", "stereo", "5.1", "7.1")),
    Form("libopus", "webm", (48_000,), ("mono", "stereo", "5.1"), has_clock=True),
    Form("pcm_s16le", "wav", (8_000, *_USUAL, 96_000), _MANY),
    Form("pcm_s24le", "wav", (44_100, 96_000), _MANY),
    Form("pcm_f32le", "wav", (44_100, 48_000), _MANY),
    Form("pcm_s16be", "aiff", _USUAL, keeps_tags=False),
    Form("pcm_s16be", "au", _USUAL, keeps_tags=False),
    Form("wavpack", "wv", (44_100, 96_000), ("mono", "stereo", "5.1"), keeps_tags=False),
    Form("tta", "tta", (44_100, 48_000), keeps_tags=False),
    Form("ac3", "ac3", (44_100, 48_000), ("mono", "stereo", "5.1"), keeps_tags=False),
    Form("eac3", "eac3", (48_000,), ("stereo", "5.1"), keeps_tags=False),
    Form("libmp3lame", "avi", (44_100, 48_000), has_clock=True),
    Form("mp2", "mpegts", (44_100, 48_000), keeps_tags=False),
)
_RATED = frozenset({"aac", "libmp3lame"})  # others refuse some of them
TITLES = (
    "Iron Man", "Café Müller", "Привет, мир", "夜に駆ける", "שיר לשלום", "أهلا بالليل", "हिन्दी गीत",
    "🎉 Party 👩‍👩‍👧", "A word " * 30, "n\u0303o e\u0301", "ไทย", "한국어 노래", "line\none", " x ",
)  # fmt: skip
OLD = (("Café Müller", "latin-1"), ("Привет, мир", "cp1251"), ("夜に駆ける", "shift-jis"))


@dataclass(frozen=True)
class Song:
    """What was made of a seed, and what is known of it; times in seconds."""

    spec: RenderSpec
    name: str
    seconds: float
    beats: tuple[float, ...]
    channels: int
    title: str | None
    """What is to be drawn; None where that isn't told without doubt."""


def song_of(seed: int, folder: Path) -> Song:
    """Make the song of ``seed`` in an empty folder."""
    dice = random.Random(seed)
    form = dice.choice(FORMS)
    rate, layout = dice.choice(form.rates), dice.choice(form.layouts)
    seconds = min(round(dice.uniform(1.6, 5.0), 2), UNFADED_SECONDS)
    beats = _beats(dice, seconds)
    clock = _clock(dice, seconds) if form.has_clock else TRUE
    if clock is FAST and form.container == "avi":  # it numbers its packets: there is none between
        clock = TRUE
    title = dice.choice(TITLES) if form.keeps_tags and dice.random() < 0.7 else None
    sound = _bursts(dice, seconds, beats, rate, CHANNELS[layout])
    tags = {"title": title, "artist": "Somebody"} if title else None
    bit_rate = dice.choice((None, 96_000)) if form.codec in _RATED else None
    path = write(
        folder / "plain", sound, codec=form.codec, container=form.container, rate=rate,
        layout=layout, tags=tags, bit_rate=bit_rate,
    )  # fmt: skip
    if clock is not TRUE:
        path = relaid(path, folder / "relaid", clock, container=form.container)
        title = None  # the copy has no tags
    old = title is None and form.container in {"mp3", "wav"} and dice.random() < 0.6
    if old:
        _tag_of_old(dice, path, form.container)
    cover = _cover(dice, path, form.container)
    spec = RenderSpec(audio=path, cover=cover, **_look(dice, seconds))
    name = f"{form.codec} in {form.container}, {rate} Hz, {layout}, clock {clock}, {seconds} s"
    known = one_line(title) if title else None
    return Song(spec, name, seconds, beats, CHANNELS[layout], known)


def _beats(dice: random.Random, seconds: float) -> tuple[float, ...]:
    at, found = dice.uniform(0.5, 0.8), []
    while at < seconds - BURST_SECONDS - 0.2:
        found.append(round(at, 3))
        at += dice.uniform(0.7, 1.5)
    return tuple(found)


def _bursts(
    dice: random.Random, seconds: float, beats: tuple[float, ...], rate: int, channels: int
) -> Sound:
    """A short chord at each beat, equal in all channels, silence between; (channels, samples).

    Noise would do as well for its onsets, but no codec keeps its peaks.
    """
    sound = np.zeros(round(seconds * rate), np.float32)
    time = np.arange(round(BURST_SECONDS * rate)) / rate
    level, low = dice.uniform(0.1, 0.9), dice.uniform(150, 600)
    chord = sum(np.sin(2 * np.pi * low * step * time) / 3 for step in (1, 2, 3))
    for beat in beats:
        start = round(beat * rate)
        sound[start : start + len(time)] = level * chord * np.exp(-time / 0.08)
    return np.tile(sound, (channels, 1))


def _clock(dice: random.Random, seconds: float) -> Clock:
    shift = round(dice.uniform(0.05, 3), 2)
    jump = hole(shift, seconds * dice.uniform(0.2, 0.8))
    return dice.choice((TRUE, TRUE, late(shift), jump, SLOW, FAST))


def _tag_of_old(dice: random.Random, path: Path, container: str) -> None:
    """Write a tag that doesn't say how it is encoded."""
    title, encoding = dice.choice(OLD)
    write_tag = with_id3v1 if container == "mp3" else with_riff_info
    write_tag(path, title.encode(encoding), title.encode(encoding))


def _cover(dice: random.Random, path: Path, container: str) -> Path | None:
    """Put a picture into the song, or give one beside it; None for neither and for the first."""
    if dice.random() < 0.4:
        return None
    kind = dice.choice(("png", "jpeg"))
    picture = path.with_name(f"cover.{kind}")
    size = (dice.randint(8, 700), dice.randint(8, 700))
    mode = dice.choice(("RGB", "L") if kind == "jpeg" else ("RGB", "RGBA", "L", "P"))
    Image.effect_noise(size, 60).convert(mode).save(picture)
    data = picture.read_bytes()
    if container == "mp3":
        song: Any = mutagen.File(path) or {}
        if song.tags is None:
            song.add_tags()
        song.tags.add(APIC(mime=f"image/{kind}", type=3, data=data))  # type: ignore[no-untyped-call]
        song.save()
    elif container == "flac":
        block: Any = Picture()  # type: ignore[no-untyped-call]
        song = mutagen.File(path)
        block.data, block.type, block.mime = data, 3, f"image/{kind}"
        song.add_picture(block)
        song.save()
    elif container == "ipod":
        song = mutagen.File(path)
        form = MP4Cover.FORMAT_PNG if kind == "png" else MP4Cover.FORMAT_JPEG
        song["covr"] = [MP4Cover(data, form)]  # type: ignore[no-untyped-call]
        song.save()
    else:
        return picture
    return None


def _look(dice: random.Random, seconds: float) -> dict[str, Any]:
    return {
        "look": dice.choice(("bars", "radial", "wave")),
        "aspect": dice.choice(("16:9", "9:16", "1:1")),
        "resolution": dice.choice((240, 360)),
        "fps": dice.choice((30, 30, 60)),
        "profile": dice.choice(("fast", "small")),
        "target_bytes": dice.choice((None, None, round(seconds * 60_000))),
    }
