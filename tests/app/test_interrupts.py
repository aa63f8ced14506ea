"""Ctrl+C while ``python -m bot`` is starting ends it with 130 and one line, never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INTERRUPT_AT_AN_IMPORT = """
import os, signal, sys

class Interrupter:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["INTERRUPTED_AT"]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupter())
"""


def interrupted(
    folder: Path, module: str, *words: str, is_ignored: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a command that gets SIGINT when it begins to import a module."""
    (folder / "sitecustomize.py").write_text(INTERRUPT_AT_AN_IMPORT, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env={**os.environ, "PYTHONPATH": f"{folder}:{ROOT}", "INTERRUPTED_AT": module},
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        preexec_fn=_ignore_interrupts if is_ignored else None,
    )


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("bot.host_requirements", ("run",)),
        ("bot.command_line", ("render", "song.mp3", "out.mp4")),
        ("aiohttp", ("track", "list")),
        ("bot.demo", ("demo", "--once")),  # which only this command imports, when it is run
    ],
)
def test_an_interrupt_while_a_command_is_starting_is_one_line(
    tmp_path: Path, module: str, words: tuple[str, ...]
) -> None:
    done = interrupted(tmp_path, module, *words)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def test_who_ignores_interrupts_as_nohup_does_is_not_interrupted(tmp_path: Path) -> None:
    done = interrupted(tmp_path, "bot.command_line", "--version", is_ignored=True)
    assert (done.returncode, done.stderr) == (0, "")
