"""How large the files are that Discord takes, and what its refusals tell of that. Pure.

Discord's documentation has the limits as they are by default and with a server's boosts; what an
interaction tells may be the member's own (Nitro), which does not hold for what the bot sends.
"""

from typing import Final

MEBIBYTE: Final = 1 << 20

DIRECT: Final = 0
"""Stands for direct messages where a server's id is kept."""

_KNOWN: Final = tuple(size * MEBIBYTE for size in (100, 50, 25, 20, 10))
"""What Discord takes somewhere, or took: by default 10, since September 2026 20."""

_ROOM: Final = 0.99
"""Of a limit is aimed at."""


def limit_below(refused_bytes: int) -> int:
    """Return the limit that is most likely where a file of that size was refused."""
    return next((size for size in _KNOWN if size < refused_bytes), refused_bytes // 2)


def aim_of(limit_bytes: int) -> int:
    """Return the size that a video is made to have at most, where that is the limit."""
    return int(limit_bytes * _ROOM)
