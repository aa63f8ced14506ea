"""The entry point: ``python -m bot …``, the same as ``musicvideo-bot …``."""

import sys

from bot.host_requirements import unmet_requirement


def main() -> None:
    """Run the command line and exit with its status; with one line where it can't run at all."""
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
    sys.exit(execute())


if __name__ == "__main__":
    main()
