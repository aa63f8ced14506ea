"""Render songs made at random and measure each: ``make songs ARGS="--first 0 --count 150"``.

A line for each song that isn't as it ought to be, with its seed: ``--first SEED --count 1`` makes
it again. Ends with 1 if there was any.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import av

from bot.studio.render.audio.decode import probe
from bot.studio.render.pipeline import MediaError, render
from bot.studio.render.scene.layout import Box
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.spec import RenderResult, RenderSpec
from tests.songs_at_random.generator import Song, song_of
from tests.songs_at_random.measure import Heard, heard_in, seen_in

LENGTH_SECONDS = 0.12  # what a codec may add to a song's ends, or take
FRAMES = 1.3  # a picture, and a third of one for when noise is loud enough
LEVEL_DB = 1.5  # of what FFmpeg itself decodes: the sound is encoded once more
LOUDNESS_LU = 1.5
_REFERENCE = 720  # the short side that layouts are given for


def faults_of(song: Song, video: Path) -> Iterator[str]:
    """Render a song; yield what is wrong with its video."""
    spec, source = song.spec, heard_in(song.spec.audio)
    result = render(spec, video)
    heard, seen = heard_in(video), seen_in(video, _mover(spec, result))
    if abs(heard.seconds - song.seconds) > LENGTH_SECONDS:
        yield f"length: {heard.seconds:.3f} s are heard of {song.seconds} s"
    # Fewer pictures a second in files that had to be small; at 60 a second light is no nearer.
    frame_seconds = FRAMES * max(1 / 30, result.duration_seconds / result.frames)
    if abs(seen.seconds - heard.seconds) > frame_seconds:
        yield f"length: {seen.seconds:.3f} s are seen, {heard.seconds:.3f} s are heard"
    yield from _out_of_step("heard", heard.onsets, list(song.beats), 0.08)
    yield from _out_of_step("seen", seen.onsets, heard.onsets, frame_seconds)
    yield from _level_faults(song, source, heard)
    if spec.target_bytes and result.size_bytes > spec.target_bytes:
        yield f"size: {result.size_bytes} of {spec.target_bytes} bytes"
    yield from _text_faults(song, video)


def _mover(spec: RenderSpec, result: RenderResult) -> Box:
    """Where the music is seen; a video that was to fit may be smaller than it was asked for."""
    box = layout_of(spec.look, spec.aspect).animation
    scale = min(result.width, result.height) / _REFERENCE
    edges = (box.left, box.top, box.width, box.height)
    return Box(*(round(edge * scale) // 2 * 2 for edge in edges))


def _out_of_step(
    what: str, found: list[float], wanted: list[float], most_apart: float
) -> Iterator[str]:
    if len(found) != len(wanted) or any(
        abs(one - other) > most_apart for one, other in zip(found, wanted, strict=False)
    ):
        yield f"sync: {what} at {[round(one, 3) for one in found]}, not {wanted}"


def _level_faults(song: Song, source: Heard, heard: Heard) -> Iterator[str]:
    if heard.peak > source.peak + LEVEL_DB:
        yield f"level: peaks at {heard.peak:.1f} dB, the song at {source.peak:.1f} dB"
    if song.channels <= 2 and abs(heard.loudness - source.loudness) > LOUDNESS_LU:
        yield f"level: {heard.loudness} LUFS, the song {source.loudness} LUFS"


def _text_faults(song: Song, video: Path) -> Iterator[str]:
    title = probe(song.spec.audio).title
    if "\ufffd" in title:
        yield f"tags: {title!r}"
    if song.title is not None and normalize("NFC", title) != normalize("NFC", song.title):
        yield f"tags: {title!r} for {song.title!r}"
    with av.open(str(video)) as container:
        kept = normalize("NFC", container.metadata.get("title", ""))
    if "\ufffd" in kept or (song.title is not None and kept != normalize("NFC", song.title)):
        yield f"tags: the video has {kept!r} for {song.title!r}"


def tried(seed: int) -> list[str]:
    """Make a seed's song, and return what is wrong with its video."""
    with tempfile.TemporaryDirectory(prefix="musicvideo-songs-") as name:
        folder = Path(name)
        song = song_of(seed, folder)
        try:
            faults = list(faults_of(song, folder / "video.mp4"))
        except MediaError as refused:
            faults = [f"refused: {refused.reason} {refused.message}"]
        except Exception:  # noqa: BLE001 - a fault as well; the next song is made all the same
            faults = [traceback.format_exc()]
    return [
        f"{seed}: {fault} ({song.name}; {song.spec.look} {song.spec.aspect})" for fault in faults
    ]


def main() -> int:
    """Read the arguments and try each seed, as long as there is time."""
    parser = argparse.ArgumentParser(prog="tests.songs_at_random", description=__doc__)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=1000, help="how many songs")
    parser.add_argument("--seconds", type=float, default=3600, help="the time that there is")
    arguments = parser.parse_args()
    begun, done, wrong = time.monotonic(), 0, 0
    for seed in range(arguments.first, arguments.first + arguments.count):
        if time.monotonic() - begun > arguments.seconds:
            break
        faults = tried(seed)
        done, wrong = done + 1, wrong + bool(faults)
        sys.stdout.write("".join(f"{fault}\n" for fault in faults))
        sys.stdout.flush()
    sys.stdout.write(f"{done} songs in {time.monotonic() - begun:.0f} s, {wrong} of them wrong\n")
    return int(wrong > 0 or done == 0)


if __name__ == "__main__":
    sys.exit(main())
