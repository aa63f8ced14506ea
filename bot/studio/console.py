"""What the studio's commands print: lines, and on a terminal a bar that shows how far they are."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

_BAR_CELLS: Final = 24
_CLEAR: Final = "\r\x1b[K"


class CommandRefused(Exception):
    """What was asked for can't be done; the message says why."""


def say(text: str) -> None:
    """Print a line, and have it seen at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print a line about what went wrong."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


class ProgressBar:
    """A bar in the last line of a terminal: lines are printed above it. Elsewhere there is none."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total = total
        self._done = 0
        self._label = ""
        self._stream = stream or sys.stderr
        self._is_shown = total > 1 and self._stream.isatty()

    def step(self, label: str) -> None:
        """Show that one more is done, and which."""
        self._done += 1
        self._label = label
        self._draw()

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the bar away while lines are printed."""
        self.clear()
        try:
            yield
        finally:
            self._draw()

    def clear(self) -> None:
        """Leave the line empty."""
        if self._is_shown:
            self._stream.write(_CLEAR)
            self._stream.flush()

    def _draw(self) -> None:
        if not self._is_shown:
            return
        filled = _BAR_CELLS * self._done // self._total
        bar = "#" * filled + "-" * (_BAR_CELLS - filled)
        line = f"[{bar}] {self._done}/{self._total} {self._label}"
        # One column less: a full line would wrap, and half of it stay. Wide signs take two.
        width = shutil.get_terminal_size().columns - 1
        line = line[:width] if line.isascii() else line[: max(width // 2, 1)]
        self._stream.write(_CLEAR + line)
        self._stream.flush()
