"""Python programs that people make such videos with, each installed into a throw-away environment.

audio-visualizer-python needs Python 3.12 or later, seewav Cairo's headers (Debian: libcairo2-dev,
pkg-config) to build pycairo, and both as well as VisGen an ffmpeg on the machine.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.contender import Contender, say
from tests.bench.studio_graphs import FPS, HEIGHT, NICE, WIDTH

SCRIPT = Path(__file__).with_name("studio_moviepy.py")
# VisGen has no command line of its own that works; its pictures are 1080 pixels square.
VISGEN = (
    "import sys; from visgen import AudioVisualizerVideo as V;"
    f" V(audio_path=sys.argv[1], image_path=sys.argv[2], output_path=sys.argv[3], fps={FPS})"
    ".render_single()"
)


def peers(song: Path, cover: Path, place: Path) -> list[Contender]:
    """A contender for each that can be installed."""
    found = []
    for package in ("moviepy", "seewav", "audio-visualizer-python", "visgen"):
        home = place / package
        if not home.exists() and not _installed(package, home):
            continue
        destination = place / f"{package}-{song.stem}.mp4"
        command = _command(package, home / "bin", song, cover)
        environment = {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
        found.append(
            Contender(package, [*NICE, *command, str(destination)], destination, "", environment)
        )
    return found


def _command(package: str, programs: Path, song: Path, cover: Path) -> list[str]:
    python = str(programs / "python")
    if package == "moviepy":
        return [python, str(SCRIPT), str(song), str(cover)]
    if package == "seewav":
        size = ["-W", str(WIDTH), "-H", str(HEIGHT), "-r", str(FPS)]
        return [python, "-m", "seewav", *size, str(song)]
    if package == "visgen":
        return [python, "-c", VISGEN, str(song), str(cover)]
    layers = ["-c", "0", "image", f"path={cover}", "-c", "1", "classic", "--no-preview"]
    return [str(programs / "avp"), *layers, "-i", str(song), "-o"]


def _installed(package: str, home: Path) -> bool:
    names = ["python3.13", "python3.12"] if package.startswith("audio") else []
    pythons = [sys.executable, *filter(None, map(shutil.which, names))][::-1]
    made = any(
        subprocess.run([python, "-m", "venv", home], check=False, capture_output=True).returncode
        == 0
        for python in pythons
    )
    pip = subprocess.run(
        [str(home / "bin/python"), "-m", "pip", "install", "--quiet", package],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if made and not pip.returncode:
        return True
    why = [line for line in pip.stderr.splitlines() if "ERROR" in line or "equires" in line]
    say(f"{package}: left out, it can't be installed here: {' '.join(why)[:300]}")
    return False
