"""A temporary folder that doesn't stay when its process is killed: the next run clears it away."""

import errno
import fcntl
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_HELD: Final = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)  # flock(2); NFS answers the last
_OLD_SECONDS: Final = 86_400.0
_FLAGS: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def _all(_: Path) -> bool:
    return True


@contextmanager
def temporary_folder(
    prefix: str, parent: Path, *, is_ours: Callable[[Path], bool] = _all
) -> Iterator[Path]:
    """Make a folder in ``parent`` that goes at the end, with all that is in it.

    It is locked while it is used, and the kernel lets go of the lock when the process ends, however
    it does. Before, folders of this ``prefix`` that nobody holds are deleted; where the file system
    has no such locks, those in which nothing was written for a day. ``is_ours`` looks at what is in
    one, where others may have folders that are called alike. Raises OSError.
    """
    _clear(prefix, parent, is_ours)
    folder, lock = _locked_folder(prefix, parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _locked_folder(prefix: str, parent: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with suppress(FileNotFoundError):
            lock = os.open(folder, _FLAGS)
            if _is_taken(lock) is not False and folder.exists():
                return folder, lock
            os.close(lock)
        # Another run took it for a leftover, just before it was locked.


def _is_taken(lock: int) -> bool | None:
    """Lock an open folder; return False when somebody has it, None when there are no locks."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _HELD else None
    return True


def _clear(prefix: str, parent: Path, is_ours: Callable[[Path], bool]) -> None:
    """Delete what killed processes left; what can't be looked at or deleted stays."""
    name = re.compile(re.escape(prefix) + "[a-z0-9_]{8}")  # as tempfile calls them
    with suppress(OSError):
        for folder in [path for path in parent.iterdir() if name.fullmatch(path.name)]:
            with suppress(OSError):
                _delete_leftover(folder, is_ours)


def _delete_leftover(folder: Path, is_ours: Callable[[Path], bool]) -> None:
    lock = os.open(folder, _FLAGS)
    try:
        if os.fstat(lock).st_uid != os.getuid():  # in a folder of all users, as /tmp
            return
        is_free = _is_taken(lock)
        if is_free is None:
            is_free = time.time() - _last_written(folder) > _OLD_SECONDS
        if is_free and is_ours(folder):
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _last_written(folder: Path) -> float:
    return max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
