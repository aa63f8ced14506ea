"""How a child hears what it is to do, and ends when its parent does, however that happens.

Two ways, since each has a gap. The kernel's signal (Linux alone) reaches a child that is deep in a
library, but not one that hadn't asked for it yet when its parent died, nor one whose parent is a
process between. The child's standard input stays open as long as its parent lives: its end is seen
on every system, whenever it came, and through any number of processes between.
"""

import contextlib
import ctypes
import json
import os
import select
import signal
import sys
import threading
from typing import Any, Final

INPUT_STAYS_OPEN: Final = "STUDIO_WORKER_INPUT_STAYS_OPEN"
"""The environment variable that tells a child that its input ends only with its parent."""

RUNS_IDLE: Final = "STUDIO_WORKER_RUNS_IDLE"
"""The environment variable that lets a child run only when nothing else does, once it is watched.

Not before: where all cores are busy it would take minutes to come so far, alone by then perhaps.
"""

_PR_SET_PDEATHSIG: Final = 1  # prctl(2)
_STDIN: Final = 0
_ORPHANED: Final = 1  # an exit status that nobody is there to see


def end_with_parent() -> None:
    """Let the kernel kill this process when its parent dies (Linux). Call it before all else."""
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the call
            os.kill(os.getpid(), signal.SIGKILL)


def read_request() -> dict[str, Any]:
    """Return the object on the first line of standard input; from then on, end with the parent.

    Whoever writes it by hand may close the input at once; that the parent keeps it open is told by
    ``INPUT_STAYS_OPEN``. Raises ValueError when it is no object; SystemExit when nothing comes.
    """
    end_with_parent()
    line = sys.stdin.readline()
    if not line:  # the parent died, or wants nothing any more
        raise SystemExit(0)
    if os.environ.get(INPUT_STAYS_OPEN):
        _watch_input()
    if os.environ.get(RUNS_IDLE):
        _run_idle()
    request = json.loads(line)
    if not isinstance(request, dict):
        raise ValueError("the request is no object")  # noqa: TRY004 - as for what is no JSON
    return request


def _watch_input() -> None:
    if select.select([_STDIN], [], [], 0)[0]:  # it may have ended before the signal was asked for
        _end_with_input()
    # Without memory for a thread the kernel's signal is left.
    watch = threading.Thread(target=_end_with_input, name="parent watch", daemon=True)
    try:
        watch.start()
    except RuntimeError:
        return


def _run_idle() -> None:
    """Let everything else go first, where Linux can do that: this thread, and those it starts."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _end_with_input() -> None:
    while os.read(_STDIN, 4096):
        pass
    os._exit(_ORPHANED)
