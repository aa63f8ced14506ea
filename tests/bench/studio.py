"""How fast the studio renders beside what a host could use: `python -m tests.bench.studio`.

Everything runs in turn, round by round, on the same song and in the same picture size and frame
rate, each as a process of its own with its start included, all equally niced (the studio's worker
always is); medians are compared, so that a noisy machine hurts all alike. ffmpeg is found on the
machine (Debian's package) or left out; Python programs are installed into a throw-away
environment when `--peers` asks for them.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from tests.bench import studio_floor
from tests.bench.studio_song import cover_picture, write_song

WIDTH, HEIGHT, FPS = 1280, 720, 30
NICE = ["nice", "-n", "10"]  # what the worker does itself
X264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-r", str(FPS)]
SOUND = ["-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart"]

# Written with care: the cover is drawn once, looped inside the graph as one cached frame, and all
# stays YUV 4:2:0.
STILL = f"[1:v]scale={WIDTH}:{HEIGHT},format=yuv420p,loop=-1:1:0,fps={FPS}[bg]"
GRAPHS = {
    "showspectrum": f"showspectrum=s=1112x168:mode=combined:slide=scroll:fps={FPS}:legend=0",
    "showfreqs": f"showfreqs=s=1112x168:mode=bar:rate={FPS}:fscale=log",
    "showwaves": f"showwaves=s=1112x168:mode=cline:rate={FPS}",
    "showcqt": f"showcqt=s=1112x168:fps={FPS}:axis=0",
}


class Run(NamedTuple):
    """One run: seconds of the wall clock and of all processors, MiB at the peak, bytes of file."""

    wall: float
    processor: float
    memory: float
    size: int


@dataclass
class Contender:
    """A command whose last argument is the file it makes; `runs` are what was measured."""

    name: str
    command: list[str]
    destination: Path
    order: str = ""
    runs: list[Run] = field(default_factory=list)

    def run(self) -> None:
        """Run it once more."""
        self.destination.unlink(missing_ok=True)
        started = time.perf_counter()
        with subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            assert process.stdin
            assert process.stderr
            process.stdin.write(self.order)
            process.stdin.close()
            said = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        if process.returncode or not self.destination.exists():
            raise RuntimeError(f"{self.name} failed:\n{said[-800:]}")
        spent = usage.ru_utime + usage.ru_stime
        size = self.destination.stat().st_size
        self.runs.append(Run(wall, spent, usage.ru_maxrss / 1024, size))

    def median(self) -> Run:
        """The median of each figure."""
        return Run(
            statistics.median(run.wall for run in self.runs),
            statistics.median(run.processor for run in self.runs),
            max(run.memory for run in self.runs),
            round(statistics.median(run.size for run in self.runs)),
        )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure what was asked for and print it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="3 and 15 minutes; else 30 seconds")
    options.add_argument("--seconds", type=float, help="length of the song")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--song", choices=["mp3", "m4a"], default="mp3")
    options.add_argument("--only", default="", help="parts of names, with commas between")
    options.add_argument("--peers", action="store_true", help="Python programs from PyPI, too")
    asked = options.parse_args()
    seconds = asked.seconds or (180.0 if asked.full else 30.0)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        place = Path(folder)
        song = write_song(place / f"song.{asked.song}", seconds)
        cover = cover_picture(place / "cover.png")
        _say(f"{seconds:.0f} s of {asked.song}, {WIDTH}x{HEIGHT} at {FPS}, {os.cpu_count()} cores")
        contenders = [
            *_studio(song, cover, place), *_floors(song, cover, place),
            *_ffmpeg(song, cover, place),
        ]  # fmt: skip
        wanted = asked.only.split(",")
        contenders = [one for one in contenders if any(part in one.name for part in wanted)]
        _measure(contenders, asked.rounds)
        _table(contenders, seconds)
        if asked.peers:
            _peers(place, cover, asked.rounds)
        if asked.full:
            _linearity(place, cover, asked.song)


def _studio(song: Path, cover: Path, place: Path) -> list[Contender]:
    plans = [("bars", "fast"), ("radial", "fast"), ("wave", "fast"), ("bars", "small")]
    return [_worker(song, cover, place, look, profile) for look, profile in plans]


def _worker(song: Path, cover: Path, place: Path, look: str, profile: str) -> Contender:
    name = f"studio {look} {profile}"
    destination = place / f"{name}.mp4".replace(" ", "-")
    spec = {
        "audio": str(song), "cover": str(cover), "title": "Night Ferry", "artist": "Sample",
        "author": "DJ Aurora", "domain_name": "aurora.example", "look": look, "profile": profile,
    }  # fmt: skip
    order = json.dumps({"spec": spec, "destination": str(destination)}) + "\n"
    return Contender(name, [sys.executable, "-m", "bot.studio.worker"], destination, order)


def _floors(song: Path, cover: Path, place: Path) -> list[Contender]:
    """The encoder alone, with the same parts and threads; what it spends is in its file."""
    contenders = []
    for look, profile in (
        ("bars", "fast"),
        ("radial", "fast"),
        ("wave", "fast"),
        ("bars", "small"),
    ):
        destination = place / f"floor-{look}-{profile}.json"
        command = [
            sys.executable, "-m", studio_floor.__name__, str(song), str(cover), look, profile,
            str(destination),
        ]  # fmt: skip
        contenders.append(Contender(f"x264 alone {look} {profile}", command, destination))
    return contenders


def _ffmpeg(song: Path, cover: Path, place: Path) -> list[Contender]:
    program = shutil.which("ffmpeg")
    if program is None:
        _say("ffmpeg: left out, it is not on this machine (apt-get install ffmpeg)")
        return []
    ground = place / "ground.png"
    Image.open(cover).convert("RGB").resize((WIDTH, HEIGHT)).save(ground)
    contenders = []
    for name, graph in GRAPHS.items():
        destination = place / f"{name}.mp4"
        filters = f"{STILL};[0:a]{graph},format=yuv420p[vis];[bg][vis]overlay=84:432:shortest=1[v]"
        command = [
            *NICE, program, "-v", "error", "-y", "-i", str(song), "-i", str(ground),
            "-filter_complex", filters, "-map", "[v]", "-map", "0:a", *X264, *SOUND, "-shortest",
            str(destination),
        ]  # fmt: skip
        contenders.append(Contender(f"ffmpeg {name}", command, destination))
    return contenders


def _measure(contenders: Sequence[Contender], rounds: int) -> None:
    for _ in range(rounds):
        for contender in list(contenders):
            contender.run()
            if contender.destination.suffix == ".json":  # it says what the encoding alone took
                spent = json.loads(contender.destination.read_text())
                last = contender.runs.pop()
                contender.runs.append(
                    Run(spent["wall"], spent["processor"], last.memory, spent["size"])
                )


def _table(contenders: Sequence[Contender], seconds: float) -> None:
    base = contenders[0].median().wall
    _say(f"\n{'':28}{'s':>8}{'x real':>8}{'ratio':>7}{'cpu s':>8}{'MB':>7}{'MiB':>6}")
    for contender in contenders:
        run = contender.median()
        _say(
            f"{contender.name:28}{run.wall:8.2f}{seconds / run.wall:8.1f}{run.wall / base:7.2f}"
            f"{run.processor:8.2f}{run.size / 1e6:7.1f}{run.memory:6.0f}"
        )
    runs = {contender.name: contender.median() for contender in contenders}
    for name, run in runs.items():
        alone = runs.get(name.replace("studio", "x264 alone"))
        if name.startswith("studio") and alone:
            _say(
                f"{name}: {alone.wall / run.wall:.2f} of the speed of x264 alone"
                f" ({alone.processor / run.processor:.2f} by processor time, all else included)"
            )
    graphs = [run for name, run in runs.items() if name.startswith("ffmpeg")]
    if graphs:
        wall, spent = (min(run[place] for run in graphs) for place in (0, 1))
        first = contenders[0].median()
        _say(
            f"the default is {wall / first.wall:.2f} times as fast as the fastest ffmpeg graph"
            f" ({spent / first.processor:.2f} by processor time)"
        )


def _linearity(place: Path, cover: Path, form: str) -> None:
    contenders = []
    for minutes in (3, 15):
        song = write_song(place / f"{minutes}-minutes.{form}", 60.0 * minutes)
        folder = place / f"{minutes}"
        folder.mkdir()
        contenders.append(_worker(song, cover, folder, "bars", "fast"))
    _measure(contenders, 1)
    three, fifteen = (contender.median() for contender in contenders)
    _say(
        f"\n15 minutes cost {fifteen.wall / three.wall:.2f} times 3 minutes"
        f" ({fifteen.processor / three.processor:.2f} by processor time);"
        f" peaks {three.memory:.0f} and {fifteen.memory:.0f} MiB"
    )


def _peers(place: Path, cover: Path, rounds: int) -> None:
    """Python programs that people use, on 30 seconds: they are slow."""
    seconds = 30.0
    song = write_song(place / "short.mp3", seconds)
    home = place / "peers"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    contenders = [_worker(song, cover, place, "bars", "fast")]
    script = Path(__file__).with_name("studio_moviepy.py")
    destination = place / "moviepy.mp4"
    python = str(home / "bin/python")
    commands = {
        "moviepy": [*NICE, python, str(script), str(song), str(cover), str(destination)],
        "seewav": [
            *NICE, python, "-m", "seewav", "-W", str(WIDTH), "-H", str(HEIGHT), "-r", str(FPS),
            str(song), str(place / "seewav.mp4"),
        ],
    }  # fmt: skip
    for name, command in commands.items():
        install = [python, "-m", "pip", "install", "--quiet", name]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            _say(f"{name}: left out, it can't be installed here")
            continue
        contenders.append(Contender(name, command, Path(command[-1])))
    measured = []
    for contender in contenders:
        try:
            _measure([contender], min(rounds, 2))
            measured.append(contender)
        except RuntimeError as error:
            _say(f"{contender.name}: left out, {error}")
    _table(measured, seconds)


if __name__ == "__main__":
    main()
