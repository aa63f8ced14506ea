"""Limits of the child processes: on every system, and never told as a song's fault."""

import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.studio.process import child_process, inspect_process, render_process
from bot.studio.process.child_process import stream_messages
from bot.studio.process.inspect_process import NOT_LOOKED_INTO, UploadRejected, inspect_media
from bot.studio.process.limits import LIBRARY_SETTINGS, limit_process
from bot.studio.render import pipeline
from bot.studio.render.audio import decoding
from tests.studio.songs import beats, write

NARROW = 1_800_000 << 10
"""Bytes of ``ulimit -v 1800000``, which is less than either child asks for."""


@pytest.fixture
def song(tmp_path: Path) -> Path:
    return write(tmp_path / "a.mp3", beats(1.5), codec="libmp3lame")


@pytest.fixture
def cover(tmp_path: Path) -> Path:
    Image.new("RGB", (600, 600), "teal").save(tmp_path / "cover.png")
    return tmp_path / "cover.png"


def narrowed(**limits_of: int) -> Callable[[], None]:
    def narrow() -> None:
        for name, limit in limits_of.items():
            resource.setrlimit(getattr(resource, name), (limit, limit))

    return narrow


def answers(
    module: str, question: dict[str, Any], before: Callable[[], None], **environment: str
) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", module], input=json.dumps(question) + "\n", capture_output=True,
        text=True, timeout=60, check=False, preexec_fn=before, env=os.environ | environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_song_is_looked_into_and_rendered_within_narrower_limits(song: Path, cover: Path) -> None:
    question = {"audio": str(song), "cover": str(cover), "whole": True, "language": ""}
    (told,) = answers("bot.studio.process.inspect_process", question, narrowed(RLIMIT_AS=NARROW))
    assert told["media"]["duration_seconds"] == pytest.approx(1.5, abs=0.1)
    order = {"spec": {"audio": str(song), "cover": str(cover)}}
    order["destination"] = str(song.parent / "video.mp4")  # type: ignore[assignment]
    *_, told = answers("bot.studio.process.render_process", order, narrowed(RLIMIT_AS=NARROW))
    assert told["done"]["frames"] >= 45


def test_a_narrower_limit_stays_and_a_wider_one_is_lowered() -> None:
    code = (
        "import json, resource; from bot.studio.process.limits import limit_process\n"
        "left = limit_process(memory_bytes=3 << 30, cpu_seconds=50, file_bytes=1 << 20)\n"
        "kinds = resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE\n"
        "print(json.dumps([left, *(resource.getrlimit(kind) for kind in kinds)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (NARROW, resource.RLIM_INFINITY)),
    )  # fmt: skip
    assert json.loads(done.stdout) == [[], [NARROW] * 2, [50] * 2, [1 << 20] * 2]


def test_a_system_without_a_limit_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse_memory(kind: int, limit: tuple[int, int]) -> None:  # as macOS does
        asked.append(kind)
        if kind == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse_memory)
    monkeypatch.setattr(os, "environ", os.environ.copy())
    assert limit_process(memory_bytes=1, cpu_seconds=1, file_bytes=1) == ["memory"]
    assert resource.RLIMIT_CPU in asked
    monkeypatch.delattr(resource, "RLIMIT_FSIZE")
    left = limit_process(memory_bytes=1, cpu_seconds=1, file_bytes=1)
    assert left == ["memory", "size of files"]


async def test_what_can_not_be_limited_is_logged_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_process, "_told_unlimited", set())
    module = "tests.studio.process.unlimited_worker"
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            async with aclosing(stream_messages(module, {"unlimited": ["memory"]})) as told:
                assert [message async for message in told] == [{"done": {}}]
    (record,) = caplog.records
    assert "can't limit the memory" in record.getMessage()


def test_a_child_starts_no_threads_for_its_libraries(song: Path, cover: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path\n"
        "from bot.studio.render.audio.decoding import measured\n"
        "from bot.studio.render.scene.cover_art import cover_of\n"
        f"measured(Path({str(song)!r})); cover_of(None, Path({str(cover)!r}))\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    if not Path("/proc/self/task").is_dir():
        pytest.skip("threads are counted as Linux shows them")
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "16"}
    many = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)
    few = subprocess.check_output(
        [sys.executable, "-c", code], env=environment | LIBRARY_SETTINGS, text=True
    )
    assert int(few) == 1 <= int(many)
    assert LIBRARY_SETTINGS.items() <= child_process._environment().items()


async def refused(song: Path, cover: Path | None = None) -> UploadRejected:
    with pytest.raises(UploadRejected) as caught:
        await inspect_media(song, max_minutes=15, cover=cover, whole=True)
    return caught.value


@pytest.mark.parametrize(
    "trouble",
    [
        "raise MemoryError",
        "raise ImportError('libodd.so.0: cannot open shared object file')",
        "import errno; raise OSError(errno.EMFILE, 'Too many open files')",
        "sys.exit(127)",
        "os.kill(os.getpid(), 9)",
        "os.kill(os.getpid(), 24)",
        "os.kill(os.getpid(), 11)",
        "raise RuntimeError('what is this?')",
    ],
)
async def test_a_machines_trouble_is_not_told_as_a_damaged_song(
    song: Path, trouble: str, child_that: Callable[[str], None]
) -> None:
    child_that(f"def measured(path, language): {trouble}")
    assert (await refused(song)).reason == NOT_LOOKED_INTO


@pytest.mark.parametrize("way", ["os.kill(os.getpid(), 11)", "raise RuntimeError('what?')"])
async def test_a_song_that_alone_kills_its_child_is_refused(
    song: Path, way: str, child_that: Callable[[str], None]
) -> None:
    child_that(f"def measured(path, language): {way}", ours_works=True)  # type: ignore[call-arg]
    assert (await refused(song)).reason == "unreadable"


@pytest.fixture
def child_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have the look's child meet what a line of Python does instead of decoding."""

    def meet(code: str, *, ours_works: bool = False) -> None:
        folder = tmp_path / "site"
        folder.mkdir()
        same = "" if ours_works else "av.open = lambda *_, **__: decoding.measured(None, '')\n"
        (folder / "met_child.py").write_text(
            f"import os, sys, av\nimport {inspect_process.__name__} as inspect_process\n"
            f"import {decoding.__name__} as decoding\n"
            f"{code}\ndecoding.measured = measured\n{same}inspect_process.main()\n"
        )
        monkeypatch.setenv("PYTHONPATH", str(folder))
        monkeypatch.setattr(inspect_process, "__name__", "met_child")

    return meet


async def test_a_small_memory_is_told_as_such(
    song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "narrow_child.py").write_text(
        f"import resource\nimport {inspect_process.__name__} as inspect_process\n"
        "resource.setrlimit(resource.RLIMIT_AS, (140 << 20, 140 << 20))\ninspect_process.main()\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(inspect_process, "__name__", "narrow_child")
    assert (await refused(song)).reason == NOT_LOOKED_INTO


def test_a_render_without_memory_says_so(tmp_path: Path) -> None:
    # All at once and above the child's own limit: under a narrow one it is chance whose memory is
    # refused first, and OpenBLAS ends the process when it is its own.
    (tmp_path / "greedy_render.py").write_text(
        f"import {render_process.__name__} as process, {pipeline.__name__} as pipeline\n"
        "import numpy as np\n"
        "pipeline.render = lambda *_, **__: np.empty(process.ADDRESS_BYTES, 'u1')\n"
        "process.main()\n"
    )
    order = {"spec": {"audio": str(tmp_path / "a.wav")}, "destination": str(tmp_path / "v.mp4")}
    *_, told = answers("greedy_render", order, narrowed(), PYTHONPATH=str(tmp_path))
    assert told["failed"]["reason"] == "out_of_memory"
