"""Which of our functions a piece of work passes through, in every thread.

A function is *passed through* when it stands on the stack at the moment of an effect: a statement
of SQL, a request to the API or to Discord, a task that is started, a worker that is woken. What it
merely computes with, and returns from before that, is called, but not passed through.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, NamedTuple

_ROOT: Final = str(Path(__file__).resolve().parents[2])
_OURS: Final = (f"{_ROOT}/bot/", f"{_ROOT}/cogs/")
_EFFECTS: Final = (
    ("bot/store/database.py", "read"),
    ("bot/store/database.py", "write"),
    ("bot/store/database.py", "fetch_all"),
    ("bot/store/database.py", "execute"),
    ("aiohttp/client.py", "_request"),
    ("simcord/http/client.py", "request"),
    ("asyncio/taskgroups.py", "create_task"),
    ("asyncio/locks.py", "set"),
)


class Function(NamedTuple):
    """A function of ours: its file below the project's root, and its qualified name."""

    file: str
    name: str


class CallRecorder:
    """Records while it ``records``; threads are seen that start inside ``installed``."""

    def __init__(self) -> None:
        self.is_on = False
        self._is_end: Callable[[FrameType], bool] = lambda _: False
        self.called: dict[Function, None] = {}
        self.stacks: dict[tuple[Function, ...], None] = {}
        """Our functions on the stack at each effect, innermost first."""

    @contextmanager
    def installed(self) -> Iterator[None]:
        """See the calls of this thread, and of those that start meanwhile."""
        threading.setprofile(self._see)
        sys.setprofile(self._see)
        try:
            yield
        finally:
            self.is_on = False
            sys.setprofile(None)
            threading.setprofile(None)

    def start(self, is_end: Callable[[FrameType], bool] = lambda _: False) -> None:
        """Record from now on, to the effect that is the end; forget what was recorded before."""
        self.called.clear()
        self.stacks.clear()
        self._is_end = is_end
        self.is_on = True

    def stop(self) -> None:
        """Record no more."""
        self.is_on = False

    def _see(self, frame: FrameType, event: str, _argument: object) -> None:
        if event != "call" or not self.is_on:
            return
        if (function := _function(frame)) is not None:
            self.called[function] = None
        code = frame.f_code
        if any(code.co_name == name and code.co_filename.endswith(end) for end, name in _EFFECTS):
            self.stacks[tuple(_stack(frame))] = None
            self.is_on = not self._is_end(frame)


def _function(frame: FrameType) -> Function | None:
    """Return which of our functions a frame belongs to; a nested one is read with its outer one."""
    code = frame.f_code
    if code.co_qualname.startswith("<") or not code.co_filename.startswith(_OURS):
        return None
    name, _, _ = code.co_qualname.partition(".<locals>")
    return Function(code.co_filename.removeprefix(f"{_ROOT}/"), name)


def _stack(frame: FrameType | None) -> Iterator[Function]:
    while frame is not None:
        if (function := _function(frame)) is not None:
            yield function
        frame = frame.f_back
