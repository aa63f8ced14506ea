"""A log handler that never waits for whoever reads the log.

Standard error is often a pipe. When nobody reads it (64 KiB on Linux), a write waits, and with it
the event loop: no member would be answered any more.
"""

import io
import logging
import os
import select
import threading
from collections import deque
from collections.abc import Callable
from typing import Final, TextIO

MAX_BYTES: Final = 4 << 20
"""How much of the log waits in memory at most; what comes beyond is dropped, and counted."""

_LAST_SECONDS: Final = 2.0
"""How long the end of the process waits for what is still to be written."""

_SAY_EVERY_BYTES: Final = 1 << 16


class BackgroundHandler(logging.Handler):
    """Writes lines in a thread of its own. ``close`` waits a little until all are written."""

    def __init__(self, stream: TextIO, *, most_bytes: int = MAX_BYTES) -> None:
        super().__init__()
        self._write = _writer_of(stream)
        self._most_bytes = most_bytes
        self._lines: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._unsaid = 0
        self._dropped = 0
        self._is_stuck = self._is_closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    @property
    def dropped(self) -> int:
        """How many lines were dropped since the start, as nobody read them in time."""
        return self._dropped

    def emit(self, record: logging.LogRecord) -> None:
        """Let a record be written later, or drop and count it where too much waits."""
        try:
            line = f"{self.format(record)}\n".encode(errors="backslashreplace")
        except Exception:  # noqa: BLE001 - as the library's own handlers do
            self.handleError(record)
            return
        with self._changed:
            if self._waiting_bytes + len(line) > self._most_bytes:
                self._dropped += 1
                self._unsaid += 1
                return
            self._lines.append(line)
            self._waiting_bytes += len(line)
            self._changed.notify_all()

    def flush(self) -> None:
        """Wait until what was said so far is written, but not long."""
        with self._changed:
            is_written = self._changed.wait_for(lambda: not self._waiting_bytes, _LAST_SECONDS)
            self._is_stuck = not is_written

    def close(self) -> None:
        """Write what is left, for a short while only: its reader may have gone for good."""
        if not (self._is_closed or self._is_stuck):  # the library flushes before it closes
            self.flush()
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        super().close()

    def _run(self) -> None:
        while (line := self._next()) is not None:
            try:
                self._write(line)
            except (OSError, ValueError):  # its reader has gone, or the disk is full
                with self._changed:
                    self._dropped += 1
                    self._unsaid += 1
            with self._changed:
                self._waiting_bytes -= len(line)
                self._changed.notify_all()

    def _next(self) -> bytes | None:
        """Return the next line to write, None at the end; and say what is missing before it."""
        with self._changed:
            self._changed.wait_for(lambda: self._lines or self._is_closed)
            if not self._lines:
                return None
            line = self._lines.popleft()
            # While more waits than the reader takes in one go, that is said once, afterwards.
            if self._unsaid and self._waiting_bytes <= max(_SAY_EVERY_BYTES, len(line)):
                said = self._said()
                self._waiting_bytes += len(said)
                line += said
            return line

    def _said(self) -> bytes:
        record = logging.LogRecord(
            *(__name__, logging.WARNING, __file__, 0),
            "%d lines of the log were dropped: they were not read in time",
            (self._unsaid,),
            None,
        )
        self._unsaid = 0
        return f"{self.format(record)}\n".encode()


def _writer_of(stream: TextIO) -> Callable[[bytes], None]:
    """Return what writes to a stream: past its buffer, whose lock must not be held at the end."""
    try:
        descriptor = stream.fileno()
    except (io.UnsupportedOperation, AttributeError):  # no file, as in a test
        return lambda line: _write_text(stream, line)
    return lambda line: _write_all(descriptor, line)


def _write_all(descriptor: int, line: bytes) -> None:
    left = memoryview(line)
    while left:
        try:
            left = left[os.write(descriptor, left) :]
        except BlockingIOError:  # whoever shares the pipe made it so
            select.select([], [descriptor], [])


def _write_text(stream: TextIO, line: bytes) -> None:
    stream.write(line.decode())
    stream.flush()
