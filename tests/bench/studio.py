"""How fast the studio renders beside what a host could use: `python -m tests.bench.studio`.

Everything runs in turn, round by round, on the same song and in the same picture size and frame
rate, each as a process of its own with its start included, all equally niced (the studio's worker
always is); medians are compared, so that a noisy machine hurts all alike. Each bar is printed with
its figure and whether it is met.

"Encode-only" is x264 with our options fed the same whole pictures from memory, on as many threads
as the studio uses: its time is that of encoding alone, ours is from the start of the process to
the finished file, with decoding, painting, AAC and the disk. That the studio may be faster than it
comes from encoding only the part of the picture that moves (see bot.studio.render.h264).
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

import av
import numpy as np

from bot.studio.render.audio import decode, decoding
from bot.studio.render.audio.spectrum import analyse_spectrum
from bot.studio.render.pipeline import RenderSpec
from bot.studio.render.scene.frame_renderer import FrameRenderer
from bot.studio.render.scene.looks import layout_of
from bot.studio.render.scene.yuv import pixels_of
from bot.studio.render.scenes import background_of, scene_of
from tests.bench import studio_floor
from tests.bench.contender import Contender, fastest, measure, outcome, say, table
from tests.bench.studio_graphs import FPS, HEIGHT, WIDTH, fidelity, graphs
from tests.bench.studio_peers import peers
from tests.bench.studio_song import cover_picture, write_song

PLANS = [("bars", "fast"), ("radial", "fast"), ("wave", "fast"), ("bars", "small")]  # default first
CLIP, SONG, LONG = 30.0, 180.0, 900.0  # seconds


def main() -> None:
    """Measure what was asked for and print it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="3 and 15 minutes beside 30 seconds")
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--song", choices=["mp3", "m4a"], default="mp3")
    options.add_argument("--peers", action="store_true", help="Python programs from PyPI, too")
    asked = options.parse_args()
    say(f"{asked.song}, {WIDTH}x{HEIGHT} at {FPS}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = _Bench(Path(folder), asked.song, asked.rounds)
        slow = bench.clip()
        fast_peer = bench.peers() if asked.peers else None
        if asked.full:
            bench.song(slow, fast_peer)


class _Bench:
    """The cover, the songs by their lengths, and what was measured on the way."""

    def __init__(self, place: Path, form: str, rounds: int) -> None:
        self._place, self._form, self._rounds = place, form, rounds
        self._cover = cover_picture(place / "cover.png")

    def clip(self) -> list[str]:
        """Half a minute beside each graph; gives the names of all but the two fastest graphs."""
        song = self._song(CLIP)
        ours = self._ours(song, *PLANS[0])
        ran = measure([ours, *graphs(song, self._cover, self._place)], self._rounds + 1)
        table(ran, CLIP)
        rivals = sorted(ran[1:], key=lambda rival: rival.median.wall)
        if rivals:
            share = ours.median.wall / rivals[0].median.wall
            outcome(
                f"30 s in half the time of {rivals[0].name}", f"{share:.2f} of it", met=share <= 0.5
            )
            say(
                f"PSNR where the music moves: {self._fidelity(song, ours.destination):.1f} dB,"
                f" {rivals[0].name} {fidelity(rivals[0]):.1f} dB"
            )
        return [rival.name for rival in rivals[2:]]

    def peers(self) -> str | None:
        """Half a minute beside Python programs; gives the name of the fastest."""
        song = self._song(CLIP)
        found = peers(song, self._cover, self._place)
        ran = measure([self._ours(song, *PLANS[0]), *found], 1)
        table(ran, CLIP)
        return fastest(ran[1:]).name if ran[1:] else None

    def song(self, slow: list[str], peer: str | None) -> None:
        """Three minutes, and a quarter of an hour."""
        song = self._song(SONG)
        ours = [self._ours(song, *plan) for plan in PLANS]
        floors = [self._floor(song, *plan) for plan in PLANS]
        rivals = graphs(song, self._cover, self._place)
        rivals = [rival for rival in rivals if rival.name not in slow]
        others = [one for one in peers(song, self._cover, self._place) if one.name == peer]
        long = self._ours(self._song(LONG), *PLANS[0])
        ran = measure([*ours, *floors[:1], *rivals], self._rounds)
        ran += measure([*floors[1:], *others, long], 1)
        table([one for one in ran if one is not long], SONG)
        self._judge(ours, floors, [one for one in rivals if one.runs])
        _judge_peers(ours[0], [one for one in others if one.runs])
        _judge_length(ours[0], long)

    def _judge(
        self, ours: list[Contender], floors: list[Contender], rivals: list[Contender]
    ) -> None:
        first = ours[0].median
        if rivals:
            best = fastest(rivals)
            ratio = best.median.wall / first.wall
            figure = (
                f"{ratio:.2f} ({best.median.processor / first.processor:.2f} by processor time)"
            )
            outcome(f"2.5 times as fast as {best.name}", figure, met=ratio >= 2.5)
            for one in ours[:3]:
                figure = f"{one.median.size / 1e6:.1f} and {best.median.size / 1e6:.1f} MB"
                met = one.median.size <= best.median.size
                outcome(f"{one.name} no larger than {best.name}", figure, met=met)
        for one, floor in zip(ours, floors, strict=True):
            run, alone = one.median, floor.median.wall
            figure = (
                f"{alone / run.wall:.2f}; from its first frames on"
                f" {alone / (run.wall - run.begun):.2f}, it begins after {run.begun:.2f} s"
            )
            if one is ours[0]:  # the bar is for the default settings
                met = alone / run.wall >= 0.9
                outcome(f"{one.name} at 0.9 of the encode-only speed", figure, met=met)
            else:
                say(f"{one.name}, of the encode-only speed: {figure}")

    def _song(self, seconds: float) -> Path:
        song = self._place / f"{seconds:.0f}-seconds.{self._form}"
        return song if song.exists() else write_song(song, seconds)

    def _ours(self, song: Path, look: str, profile: str) -> Contender:
        name = f"studio {look} {profile}"
        destination = self._place / f"{name} {song.stem}.mp4".replace(" ", "-")
        spec = {
            "audio": str(song), "cover": str(self._cover), "title": "Night Ferry",
            "artist": "Sample", "author": "DJ Aurora", "domain_name": "aurora.example",
            "look": look, "profile": profile,
        }  # fmt: skip
        order = json.dumps({"spec": spec, "destination": str(destination)}) + "\n"
        return Contender(
            name, [sys.executable, "-m", "bot.studio.process.render_process"], destination, order
        )

    def _floor(self, song: Path, look: str, profile: str) -> Contender:
        """The encoder alone, with the same parts and threads; what it spends is in its file."""
        destination = self._place / f"floor-{look}-{profile}.json"
        command = [
            sys.executable, "-m", studio_floor.__name__, str(song), str(self._cover), look, profile,
            str(destination),
        ]  # fmt: skip
        return Contender(f"x264 alone {look} {profile}", command, destination)

    def _fidelity(self, song: Path, video: Path) -> float:
        """PSNR in dB of the moving part's Y plane, against what was painted."""
        spec = RenderSpec(
            audio=song, cover=self._cover, title="Night Ferry", artist="Sample",
            author="DJ Aurora", domain_name="aurora.example",
        )  # fmt: skip
        with decode.opened(song) as (container, stream):
            spectrum = analyse_spectrum(decoding.decoded(container, stream), FPS)
        canvas = FrameRenderer(scene_of(spec, background_of(spec), spectrum, FPS))
        box = layout_of(spec.look, spec.aspect).animation
        errors = []
        with av.open(str(video)) as shown:
            for number, frame in enumerate(shown.decode(video=0)):
                both = [
                    pixels_of(each).y.astype(np.int16) for each in (frame, canvas.render(number))
                ]
                error = (both[0] - both[1])[box.top : box.bottom]
                errors.append(float(np.square(error).mean()))
        return float(10 * np.log10(255**2 / np.mean(errors)))


def _judge_peers(ours: Contender, others: list[Contender]) -> None:
    for other in others:
        ratio = other.median.wall / ours.median.wall
        figure = (
            f"{ratio:.2f} ({other.median.processor / ours.median.processor:.2f} by processor time)"
        )
        outcome(f"6 times as fast as the fastest Python peer, {other.name}", figure, met=ratio >= 6)


def _judge_length(ours: Contender, long: Contender) -> None:
    short, run = ours.median, long.median
    ratio = run.processor / short.processor
    figure = f"{ratio:.2f} by processor time, {run.wall / short.wall:.2f} by the clock"
    # Below 5, what every video takes once weighs less: no more than linear is what matters.
    outcome("15 minutes cost at most 5 times 3 minutes, within 10 %", figure, met=ratio <= 5.5)
    outcome("3 minutes in 350 MiB", f"{short.memory:.0f} MiB", met=short.memory < 350)
    outcome("15 minutes in 450 MiB", f"{run.memory:.0f} MiB", met=run.memory < 450)


if __name__ == "__main__":
    main()
