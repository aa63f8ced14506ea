"""Songs that other projects test with, through look, render and delivery: ``make corpus``.

They come out of the pinned source archives of ``requirements/corpus.txt``, which are read as data.
A table tells of each file how long FFmpeg decodes it, how long the studio takes it to be, and how
long and large its video is; what is refused comes with the reason, what differs with a mark. Most
of these files are small, many are broken on purpose.
"""

import argparse
import asyncio
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import av

from bot.studio.process.child_process import ChildDied, final_message, stream_messages
from bot.studio.process.inspect_process import UploadRejected, inspect_media
from bot.studio.process.limits import limit_process
from bot.studio.queue.worker_pool import WORKER

SUFFIXES: Final = frozenset(
    {
        ".3gp", ".aac", ".ac3", ".aif", ".aifc", ".aiff", ".amr", ".ape", ".asf", ".au", ".avi",
        ".caf", ".dff", ".dsf", ".eac3", ".flac", ".m4a", ".m4b", ".m4r", ".m4v", ".mka", ".mkv",
        ".mov", ".mp2", ".mp3", ".mp4", ".mpc", ".oga", ".ofr", ".ogg", ".ogv", ".opus", ".snd",
        ".spx", ".tak", ".ts", ".tta", ".w64", ".wav", ".webm", ".wma", ".wmv", ".wv",
    }
)  # fmt: skip
LIMIT_BYTES: Final = 10 << 20
"""What a server without boosts takes at least."""

MAX_APART_SECONDS: Final = 0.12
_SHORTEST: Final = 1.0
_STALL_SECONDS: Final = 120.0
_AT_ONCE: Final = 2
_EXPECTED: Final = frozenset({"too-short", "too_short", "empty"})


@dataclass(frozen=True)
class Row:
    """What became of one file; lengths in seconds, None where there is none."""

    name: str
    decoded: float | None
    looked: float | None = None
    refusal: str = ""
    video: float | None = None
    size_bytes: int = 0

    @property
    def surprise(self) -> str:
        """Return what an engineer should look at, empty when it is as it ought to be."""
        heard = self.decoded or 0.0
        if self.refusal and self.refusal not in _EXPECTED and heard >= _SHORTEST:
            return "REFUSED"
        if self.refusal and heard >= _SHORTEST + MAX_APART_SECONDS:
            return "REFUSED"
        if not self.refusal and abs((self.looked or 0.0) - heard) > MAX_APART_SECONDS:
            return "LENGTH"
        if self.video is not None and abs(self.video - heard) > MAX_APART_SECONDS:
            return "VIDEO"
        return "TOO LARGE" if self.size_bytes > LIMIT_BYTES else ""

    def __str__(self) -> str:
        lengths = (self.decoded, self.looked, self.video)
        told = " ".join("       -" if one is None else f"{one:8.3f}" for one in lengths)
        return (
            f"{told} {self.size_bytes / 1024:7.0f}  {self.surprise:9} {self.name}  {self.refusal}"
        )


def songs_in(archives: Path, folder: Path) -> Iterator[Path]:
    """Unpack and yield each archive's files that are named like sound."""
    for archive in sorted(archives.glob("*.tar.gz")):
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isfile() and PurePosixPath(member.name).suffix.lower() in SUFFIXES:
                    tar.extract(member, folder, filter="data")
                    yield folder / member.name


def decoded_seconds(path: Path) -> float | None:
    """Return how long FFmpeg decodes a file's first sound, in a process that may die of it."""
    command = [sys.executable, "-m", "tests.corpus", "--decode", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return float(done.stdout) if done.returncode == 0 and done.stdout else None


def _decode(path: Path) -> None:
    """Print the seconds of what can be decoded, however it ends."""
    limit_process(memory_bytes=2 << 30, cpu_seconds=60, file_bytes=0)
    seconds = 0.0
    with av.open(str(path), metadata_errors="replace") as container:
        stream = container.streams.audio[0]
        for packet in container.demux(stream):
            try:
                seconds += sum(frame.samples / frame.sample_rate for frame in stream.decode(packet))
            except av.FFmpegError:
                continue
    sys.stdout.write(str(seconds))


async def tried(path: Path, name: str, scratch: Path) -> Row:
    """Bring one file through look, render and the size that every server takes."""
    decoded = await asyncio.to_thread(decoded_seconds, path)
    try:
        media = await inspect_media(path, max_minutes=15, whole=True)
    except UploadRejected as refused:
        return Row(name, decoded, refusal=refused.reason)
    video = scratch / f"{abs(hash(name))}.mp4"
    spec = {"audio": str(path), "title": media.title, "target_bytes": LIMIT_BYTES}
    told = await _rendered({"spec": spec, "destination": str(video)})
    if done := told.get("done"):
        row = Row(name, decoded, media.duration_seconds,
                  video=await asyncio.to_thread(decoded_seconds, video),
                  size_bytes=int(done["size_bytes"]))  # fmt: skip
    else:
        refusal = f"render: {told.get('failed', told)}"
        row = Row(name, decoded, media.duration_seconds, refusal=refusal)
    video.unlink(missing_ok=True)
    return row


async def _rendered(order: dict[str, Any]) -> dict[str, Any]:
    async with aclosing(stream_messages(WORKER, order)) as telling:
        try:
            return await final_message(
                telling, stall_seconds=_STALL_SECONDS, on_message=lambda _: None
            )
        except (ChildDied, TimeoutError) as death:
            return {"failed": f"{type(death).__name__} {death}"}


async def table(archives: Path) -> Counter[str]:
    """Print a row for each song of the archives; return how many there are of each kind."""
    turns, found = asyncio.Semaphore(_AT_ONCE), Counter[str]()

    async def one(path: Path, name: str, scratch: Path) -> None:
        async with turns:
            row = await tried(path, name, scratch)
        found[row.surprise or ("refused" if row.refusal else "good")] += 1
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()

    sys.stdout.write("  FFmpeg     look    video     KiB            file\n")
    with tempfile.TemporaryDirectory(prefix="musicvideo-corpus-") as name:
        folder = Path(name)
        async with asyncio.TaskGroup() as group:
            for path in await asyncio.to_thread(lambda: list(songs_in(archives, folder))):
                group.create_task(one(path, str(path.relative_to(folder)), folder))
    return found


def main() -> None:
    """Read the arguments, print the table and a line of sums."""
    parser = argparse.ArgumentParser(prog="tests.corpus", description=__doc__)
    parser.add_argument("archives", type=Path, help="the folder of the source archives")
    parser.add_argument("--decode", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.decode:
        _decode(arguments.archives)
        return
    found = asyncio.run(table(arguments.archives))
    sys.stdout.write(", ".join(f"{count} {kind}" for kind, count in found.most_common()) + "\n")


if __name__ == "__main__":
    main()
