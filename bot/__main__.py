"""The entry point: ``python -m bot …``, the same as ``musicvideo-bot …``."""

import os
import signal
import sys
from types import FrameType
from typing import Callable, Optional  # noqa: UP035 - an old Python is told that it is one

_INTERRUPTED = 130
"""The exit status of what Ctrl+C ended, as shells have it."""


def main() -> None:
    """Run the command line and exit with its status; with one line where it can't run at all.

    SIGINT ends it with 130 and one line, also while it is starting.
    """
    # A KeyboardInterrupt amid imports is a traceback, and a library may swallow it. Nothing is
    # there yet that has to be cleared up. Where SIGINT is ignored, as by nohup, it stays so.
    is_heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heeded:
        signal.signal(signal.SIGINT, _end_at_once)
    execute = _imported()
    try:
        if is_heeded:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        status = execute()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        status = _INTERRUPTED
    sys.exit(status)


def _end_at_once(_signal: int, _frame: Optional[FrameType]) -> None:  # noqa: UP045 - as above
    os.write(2, b"interrupted\n")
    os._exit(_INTERRUPTED)


def _imported() -> Callable[[], int]:
    """Return what runs the command line; exit with one line where it can't be imported."""
    from bot.host_requirements import unmet_requirement  # noqa: PLC0415 - it can be interrupted

    if (unmet := unmet_requirement()) is not None:
        sys.exit(unmet)
    try:
        # Not before: on a machine that lacks something this is a traceback.
        from bot.command_line import execute  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in ("bot", "cogs"):
            raise
        sys.exit(
            f"the package {error.name} is not installed for this Python ({sys.executable}):"
            " run make install, and then .venv/bin/python -m bot; as a tool, install it again"
        )
    return execute


if __name__ == "__main__":
    main()
