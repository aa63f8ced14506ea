"""A folder in memory: on a busy disk, a test's commits would take most of its time."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHM = Path("/dev/shm")


@contextmanager
def memory_folder() -> Iterator[Path]:
    """Return a folder in memory, or an ordinary one where the machine has none."""
    base = _SHM if _SHM.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="musicvideo-", dir=base) as folder:
        yield Path(folder)
