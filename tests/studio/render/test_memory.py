"""That memory which was freed goes back to the system."""

import ctypes
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.studio.render.memory import release_free_memory

BLOCK, BLOCKS = 96 << 10, 512  # bytes: less than what glibc maps by itself


def test_freed_blocks_between_kept_ones_go_back_to_the_system() -> None:
    if sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"):
        pytest.skip("it is a function of glibc")
    blocks = [np.ones(BLOCK, np.uint8) for _ in range(BLOCKS)]
    kept = blocks[:: BLOCKS // 4]
    del blocks
    before = _resident_bytes()
    release_free_memory()
    assert before - _resident_bytes() > BLOCK * BLOCKS / 2
    assert all(block.all() for block in kept)


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
