"""The command ``example-config``: a configuration to begin with, wherever the bot is installed."""

import argparse
import os
import sys
from pathlib import Path
from typing import Final

COMMAND: Final = "example-config"

_NAME: Final = "config.example.toml"
_FOLDERS: Final = (Path(__file__).parent, Path(__file__).parents[2])
"""Where it lies: in an installed package beside this module, in a checkout at the root."""


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``example-config`` to a command line."""
    command = subparsers.add_parser(COMMAND, help="write a configuration to begin with")
    command.add_argument(
        "file", type=Path, nargs="?", help="a new file, such as config.toml; default: print it"
    )


def execute(arguments: argparse.Namespace) -> int:
    """Print the example, or write it to a file that isn't there yet; return the exit status."""
    text = example_text()
    if arguments.file is None:
        sys.stdout.write(text)
        return 0
    try:
        # For its owner only: a token will stand in it.
        handle = os.open(arguments.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        sys.stderr.write(f"{arguments.file} is there already: name another file\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{arguments.file}: {error.strerror}\n")
        return 1
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    sys.stdout.write(f"Wrote {arguments.file}: put the bot's token in\n")
    return 0


def example_text() -> str:
    """Return the text of ``config.example.toml``."""
    path = next(path for folder in _FOLDERS if (path := folder / _NAME).is_file())
    return path.read_text(encoding="utf-8")
