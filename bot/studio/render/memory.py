"""Memory that was freed: what the C library keeps of it, and how it goes back to the system."""

import ctypes
import sys


def release_free_memory() -> None:
    """Give the system back what is free; where the C library isn't glibc, do nothing.

    Pictures are drawn in floating point, which takes ten times what is kept of them. glibc holds on
    to such blocks, and encoders find little room between what lies in them (malloc_trim(3)).
    """
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
