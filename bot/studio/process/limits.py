"""Limits of a child process: memory, processor time, size of files; one thread for each library.

What this system can't limit (macOS has no limit of address space) is left, and named.
"""

import contextlib
import os
from typing import Final

NICENESS: Final = 5
"""Of a child that has a share however busy the machine is: a third of that of what isn't niced."""

UNLIMITED: Final = "unlimited"
"""What a child tells, before all else, when it can't limit itself: a list of what, in words."""

LIBRARY_SETTINGS: Final = {
    # Each thread of NumPy's OpenBLAS reserves memory when it is loaded, one for each processor:
    # with 48 of them that alone is more than a child may have. None does anything for us.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    # Looking for plugins in all that is installed takes a twentieth of a child's start; there are
    # none, and nobody's are to run beside untrusted media.
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}
"""Environment variables that libraries read when they are loaded: set them before that."""


def limit_process(*, memory_bytes: int, cpu_seconds: int, file_bytes: int) -> list[str]:
    """Limit this process for good; return what can't be limited here, in words.

    Where a narrower limit holds already it stays: raising it is not allowed, nor meant.
    Args: address space and largest file in bytes, processor time of all threads in seconds.
    """
    os.environ.update(LIBRARY_SETTINGS)
    wanted = {
        "RLIMIT_AS": ("memory", memory_bytes),
        "RLIMIT_CPU": ("processor time", cpu_seconds),
        "RLIMIT_FSIZE": ("size of files", file_bytes),
        "RLIMIT_CORE": ("core dumps", 0),
    }
    return [words for name, (words, limit) in wanted.items() if not _limit(name, limit)]


def _limit(name: str, limit: int) -> bool:
    """Set a limit of ``resource``, or a lower one that holds; return whether one holds now."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return False
    kind = getattr(resource, name, None)
    if kind is None:
        return False
    with contextlib.suppress(ValueError, OSError):
        present = [known for known in resource.getrlimit(kind) if known != resource.RLIM_INFINITY]
        allowed = min([limit, *present])
        resource.setrlimit(kind, (allowed, allowed))
        return True
    return False
