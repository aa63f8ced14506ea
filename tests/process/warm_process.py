"""A process of the bot's that is forked instead of started anew, as asyncio's are."""

import asyncio
import atexit
import functools
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.process.warm_parent import MODULES

ROOT = Path(__file__).resolve().parents[2]


def can_fork(module: str) -> bool:
    """Return whether a module's processes can be forked here: it takes Linux's process files."""
    return module in MODULES and hasattr(os, "pidfd_open")


class WarmProcess:
    """What tests use of ``asyncio.subprocess.Process``, over a fork of ``warm_parent``."""

    def __init__(
        self, module: str, *arguments: str, log: Path, environment: dict[str, str]
    ) -> None:
        start = {
            "module": module,
            "arguments": arguments,
            "folder": str(ROOT),
            "log": str(log),
            "environment": environment,
        }
        self.pid = _ask({"start": start})
        self._file = os.pidfd_open(self.pid)
        self._status: int | None = None

    @property
    def returncode(self) -> int | None:
        """How it ended, below 0 by that signal; None while it lives."""
        if self._status is None and select.select([self._file], [], [], 0)[0]:
            self._status = _ask({"ended": self.pid})
            os.close(self._file)
        return self._status

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.returncode is None:
            signal.pidfd_send_signal(self._file, number)

    def terminate(self) -> None:
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Wait until it has ended, and return how."""
        loop = asyncio.get_running_loop()
        while (status := self.returncode) is None:
            ended = asyncio.Event()
            # A file of its own: several may wait, and a loop has one reader a file.
            file = os.dup(self._file)
            loop.add_reader(file, ended.set)
            try:
                await ended.wait()
            finally:
                loop.remove_reader(file)
                os.close(file)
        return status


@functools.cache
def _parent() -> subprocess.Popen[bytes]:
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.process.warm_parent"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    atexit.register(parent.kill)
    return parent


def _ask(question: dict[str, Any]) -> int:
    parent = _parent()
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(json.dumps(question).encode())
    return int(parent.stdout.readline())
