"""A child ends with its parent, whenever that dies and whatever stands between the two."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.studio.process.parent_watch import INPUT_STAYS_OPEN

ROOT = Path(__file__).resolve().parents[3]
BUSY = [sys.executable, "-m", "tests.studio.process.busy_worker"]
# Dies with the request written, before the child has run a line of Python.
DYING_PARENT = """
import asyncio, os, signal, sys
from bot.studio.process.child_process import _send, start_child

async def main():
    child = await start_child("tests.studio.process.busy_worker")
    os.kill(child.pid, signal.SIGSTOP)
    await _send(child.stdin, {"file": sys.argv[1]})
    print(child.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def is_alive(process_id: int) -> bool:
    try:
        status = Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return status != "Z"


def is_gone(process_id: int, seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while is_alive(process_id) and time.monotonic() < deadline:
        time.sleep(0.02)
    if alive := is_alive(process_id):
        os.kill(process_id, signal.SIGKILL)
    return not alive


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
def test_a_child_ends_whose_parent_died_before_it_ran(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", DYING_PARENT, str(tmp_path / "id")],
        capture_output=True, text=True, timeout=60, check=False, cwd=ROOT,
    )  # fmt: skip
    child = int(told.stdout)
    os.kill(child, signal.SIGCONT)
    assert is_gone(child)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
def test_a_busy_child_ends_with_whoever_holds_its_input_through_a_process_between(
    tmp_path: Path,
) -> None:
    with subprocess.Popen(
        ["/bin/sh", "-c", f"{' '.join(BUSY)}; exec sleep 60"],
        stdin=subprocess.PIPE, cwd=ROOT, env=os.environ | {INPUT_STAYS_OPEN: "1"},
    ) as between:  # fmt: skip
        assert between.stdin
        between.stdin.write(b'{"file": "%s"}\n' % str(tmp_path / "id").encode())
        between.stdin.flush()
        deadline = time.monotonic() + 30
        while not (tmp_path / "id").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.05)
        child = int((tmp_path / "id").read_text())
        assert is_alive(child)
        between.stdin.close()
        assert is_gone(child)
        assert between.poll() is None  # no signal of the kernel ended it
        between.kill()


def test_every_child_hears_its_request_by_what_watches_its_parent() -> None:
    reading = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "bot").rglob("*.py")
        if re.search(r"sys\.stdin\b", path.read_text(encoding="utf-8"))
    ]
    assert reading == ["bot/studio/process/parent_watch.py"]
