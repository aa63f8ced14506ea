"""The child process: what it says, what it survives, and when it ends."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.studio.process.limits import NICENESS
from tests.studio.songs import beats, wav, write

COMMAND = [sys.executable, "-m", "bot.studio.process.render_process"]


def order(song: Path, **more: object) -> str:
    spec = {"audio": str(song), **more}
    return json.dumps({"spec": spec, "destination": str(song.parent / "out.mp4")}) + "\n"


def answers(line: str, before: Callable[[], None] | None = None) -> list[dict[str, Any]]:
    done = subprocess.run(
        COMMAND, input=line, capture_output=True, text=True, timeout=60, check=False,
        preexec_fn=before,
    )  # fmt: skip
    assert done.returncode == 0
    return [json.loads(said) for said in done.stdout.splitlines()]


def test_a_render_tells_its_progress_and_its_result(tmp_path: Path) -> None:
    said = answers(order(wav(tmp_path / "a.wav", beats(1.5)), title="Night"))
    assert said[-1]["done"]["frames"] == 45
    assert said[-1]["done"]["size_bytes"] == (tmp_path / "out.mp4").stat().st_size
    shares = [line["progress"] for line in said[:-1]]
    assert shares == sorted(shares)


def test_a_refusal_is_told_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_text("ffconcat version 1.0\nfile '/etc/hostname'\n")
    (said,) = answers(order(path))
    assert said["failed"]["reason"] == "unreadable"
    assert "/" not in said["failed"]["message"]


def test_an_order_that_is_none_is_an_internal_failure(tmp_path: Path) -> None:
    (said,) = answers("what?\n")
    assert said["failed"]["reason"] == "internal"
    (said,) = answers(order(wav(tmp_path / "a.wav", beats(1.5)), colour="blue"))
    assert said["failed"]["reason"] == "internal"


def test_a_full_disk_is_told_apart_and_leaves_nothing(tmp_path: Path) -> None:
    def small_files() -> None:  # what a full disk is to the writer: a write that fails
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    song = wav(tmp_path / "a.wav", beats(3.0))
    said = answers(order(song), before=small_files)
    assert said[-1]["failed"]["reason"] == "no_space"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.wav"]


def test_it_gives_way_to_the_bot(tmp_path: Path) -> None:
    song = wav(tmp_path / "a.wav", beats(20.0))
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(order(song).encode())
        child.stdin.close()
        child.stdout.readline()
        mine = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, child.pid) == max(mine, NICENESS)
        child.kill()


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    song = wav(tmp_path / "a.wav", beats(60.0))
    (tmp_path / "order").write_text(order(song))
    parent_code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen({COMMAND!r}, stdin=open({str(tmp_path / 'order')!r}),"
        " stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", parent_code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        assert Path(f"/proc/{worker}").exists()
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while _lives(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(worker)


def _lives(process_id: int) -> bool:
    try:
        status = Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return status != "Z"


LISTEN = """
import sys
from pathlib import Path
from bot.studio.render.audio import decode, decoding
from bot.studio.render.audio.spectrum import analyse_spectrum
from bot.studio.render.scene.cover_art import cover_of
for name in sys.stdin.read().split("\\n"):
    try:
        decode.probe(Path(name))
        with decode.opened(Path(name)) as (container, stream):
            analyse_spectrum(decoding.decoded(container, stream), 30)
        print("heard", flush=True)
    except decode.MediaError as refused:
        print(refused.reason, flush=True)
    cover_of(Path(name), None)
"""


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.mp3", "libmp3lame"), ("a.m4a", "aac"), ("a.ogg", "libvorbis"),
        ("a.opus", "libopus"), ("a.flac", "flac"), ("a.wav", "pcm_s16le"), ("a.mka", "aac"),
        ("a.wv", "wavpack"), ("a.tta", "tta"), ("a.ac3", "ac3"), ("a.au", "pcm_s16be"),
        ("a.ts", "aac"), ("a.caf", "libopus"),
    ],
)  # fmt: skip
def test_damaged_songs_are_heard_or_refused_and_nothing_else(
    tmp_path: Path, name: str, codec: str
) -> None:
    good = write(tmp_path / name, beats(1.5), codec=codec).read_bytes()
    rng = np.random.default_rng(len(name) + len(codec))
    names = []
    for number in range(24):
        data = bytearray(good)
        reach = len(data) if number % 2 else min(len(data), 400)
        for place in rng.integers(0, reach, 1 + number):
            data[place] = rng.integers(0, 256)
        cut = len(data) if number % 3 else int(rng.integers(1, len(data)))
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(data[:cut])
        names.append(str(path))
    child = subprocess.run(
        [sys.executable, "-c", LISTEN], input="\n".join(names), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert child.returncode == 0, child.stderr[-2000:]
    assert len(child.stdout.split()) == len(names)
