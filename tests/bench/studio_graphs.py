"""ffmpeg's visualisers over a cover, as filter graphs written with care.

The cover is drawn once and looped inside the graph as one cached frame, all stays YUV 4:2:0, and
nothing is computed that isn't shown.
"""

import re
import shutil
import subprocess
from pathlib import Path

from PIL import Image

from tests.bench.contender import Contender, say

WIDTH, HEIGHT, FPS = 1280, 720, 30
NICE = ["nice", "-n", "10"]  # what the worker does itself
X264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-r", str(FPS)]
SOUND = ["-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart"]
STILL = f"[1:v]scale={WIDTH}:{HEIGHT},format=yuv420p,loop=-1:1:0,fps={FPS}[bg]"
GRAPHS = {
    "showspectrum": (
        "aresample=24000,aformat=channel_layouts=mono,"
        f"showspectrum=s=1112x168:slide=scroll:fps={FPS}:legend=0"
    ),
    "showfreqs": f"showfreqs=s=1112x168:mode=bar:rate={FPS}:fscale=log",
    "showwaves": f"showwaves=s=1112x168:mode=cline:rate={FPS}",
    "showcqt": f"showcqt=s=1112x168:fps={FPS}:axis=0:count=1",
}


def graphs(song: Path, cover: Path, place: Path) -> list[Contender]:
    """A contender for each graph; none where there is no ffmpeg."""
    program = shutil.which("ffmpeg")
    if program is None:
        say("ffmpeg: left out, it is not on this machine (apt-get install ffmpeg)")
        return []
    ground = place / "ground.png"
    Image.open(cover).convert("RGB").resize((WIDTH, HEIGHT)).save(ground)
    contenders = []
    for name in GRAPHS:
        destination = place / f"{name}.mp4"
        command = [
            *NICE, program, "-v", "error", "-y", "-i", str(song), "-i", str(ground),
            "-filter_complex", _filters(name), "-map", "[v]", "-map", "0:a", *X264, *SOUND,
            "-shortest", str(destination),
        ]  # fmt: skip
        contenders.append(Contender(f"ffmpeg {name}", command, destination))
    return contenders


def fidelity(contender: Contender) -> float:
    """PSNR in dB of the moving part's Y plane, against the graph's own pictures."""
    name = contender.name.split()[-1]
    program, song, ground = (
        contender.command[place]
        for place in (
            len(NICE),
            contender.command.index("-i") + 1,
            contender.command.index("-i") + 3,
        )
    )
    band = f"crop={WIDTH}:168:0:432"
    filters = (
        f"{_filters(name)};[v]{band}[painted];[2:v]{band}[shown];[shown][painted]psnr=shortest=1"
    )
    answer = subprocess.run(
        [program, "-v", "info", "-i", song, "-i", ground, "-i", str(contender.destination),
         "-filter_complex", filters, "-f", "null", "-"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = re.search(r"PSNR y:([\d.]+)", answer.stderr)
    return float(found.group(1)) if found else float("nan")


def _filters(name: str) -> str:
    graph = GRAPHS[name]
    return f"{STILL};[0:a]{graph},format=yuv420p[vis];[bg][vis]overlay=84:432:shortest=1[v]"
