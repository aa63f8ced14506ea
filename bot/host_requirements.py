"""What a machine must be for the bot to run on it: a 64-bit Unix with a Python that is new enough.

Imported before anything else of the bot, by any Python, so it imports no module that a machine may
lack, and uses no syntax that an old Python can't read.
"""

import importlib
import platform
import struct
import sys
from typing import Final

PYTHON: Final = (3, 11)
"""The oldest Python whose standard library has what the bot uses."""

SUPPORTED: Final = (
    "Linux, and Windows by way of WSL 2; macOS has what is needed, but nobody tested it"
)

_UNIX_MODULES: Final = ("fcntl", "resource")
"""What keeps a second process from the database, and what bounds the renderer's processes."""


def unmet_requirement() -> "str | None":
    """Return in one line what this machine lacks, or None when it lacks nothing."""
    if sys.version_info < PYTHON:
        return "musicvideo-bot needs Python {}.{} or newer; this is Python {}".format(
            *PYTHON, platform.python_version()
        )
    missing = [name for name in _UNIX_MODULES if not _is_importable(name)]
    if missing:
        return f"musicvideo-bot does not run on {platform.system()} itself. It runs on: {SUPPORTED}"
    if pointer_bits() < 64:
        return (
            f"musicvideo-bot needs a 64-bit Python; this one has {pointer_bits()} bits"
            " (its codecs are built for 64 bits only)"
        )
    return None


def pointer_bits() -> int:
    """Return how many bits an address of this Python has."""
    return struct.calcsize("P") * 8


def _is_importable(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True
