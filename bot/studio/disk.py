"""The disks under the studio's folders: what is free there, and what songs and videos leave alone.

The bot's database is on the same disk, mostly: without room it can take no command at all.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from bot.studio.settings import MEBIBYTE, StudioSettings

USUAL_RESERVE_BYTES: Final = 1024 * MEBIBYTE
_PRIVATE: Final = 0o700


class Disk(NamedTuple):
    """A disk, in bytes: what this process may still write, and what is kept back of that."""

    free: int
    reserve: int
    is_writable: bool = True
    """Whether this process may make files in the folder."""

    @property
    def room(self) -> int:
        """How much songs and videos may take; below 0 when less is free than is kept back."""
        return self.free - self.reserve


Usage = Callable[[Path], tuple[int, int, int]]
"""Gives a disk's total, used and free bytes, as ``shutil.disk_usage`` does."""


def disk_of(folder: Path, settings: StudioSettings, usage: Usage = shutil.disk_usage) -> Disk:
    """Look at the disk of a folder that is there. Raises OSError."""
    total, _, free = usage(folder)
    return Disk(free, reserve_of(total, settings), os.access(folder, os.W_OK | os.X_OK))


def reserve_of(total_bytes: int, settings: StudioSettings) -> int:
    """Return how many bytes of a disk of that size are kept back."""
    if settings.reserve_megabytes is not None:
        return int(settings.reserve_megabytes * MEBIBYTE)
    return min(USUAL_RESERVE_BYTES, total_bytes // 10)


def make_private(folder: Path) -> None:
    """Make a folder for its owner only, also one that was there. Raises OSError when it can't be.

    Somebody else's folder stays as it is: its owner let this process in.
    """
    folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    with suppress(PermissionError):
        folder.chmod(_PRIVATE)
