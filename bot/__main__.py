"""The entry point: ``python -m bot …``, the same as ``musicvideo-bot …``."""

# No more than these, which take no time: until main() runs, an interrupt is a traceback.
import os
import signal
import sys


def main() -> None:
    """Run the command line and exit with its status; with one line where it can't run at all.

    SIGINT ends it with 130 and one line, also while it is starting.
    """
    # Where SIGINT is ignored, as nohup and shells' background jobs have it, it stays so.
    is_heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heeded:
        signal.signal(signal.SIGINT, _end_at_once)
    try:
        status = _execute(is_heeded=is_heeded)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        status = 130  # as shells have it
    sys.exit(status)


def _end_at_once(_signal: int, _frame: object) -> None:
    """End the process while it imports: nothing has to be cleared up yet.

    A KeyboardInterrupt there may be swallowed by a library, or told as another error.
    """
    os.write(2, b"interrupted\n")
    os._exit(130)


def _execute(*, is_heeded: bool) -> int:
    """Import the command line and run it; exit with one line where that can't be."""
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
    if is_heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return execute()


if __name__ == "__main__":
    main()
