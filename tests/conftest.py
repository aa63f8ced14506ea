"""What many tests need: a quick folder, a render harness in it, and processes as are of use."""

import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.memory_folder import memory_folder
from tests.support.render_harness import RenderHarness, open_render_harness

_WAITING = 2
"""So many more processes than cores: many tests wait, for a process of their own or a pause."""


def pytest_configure() -> None:
    """Heed the signals that a background job of a shell, or nohup, has its children ignore.

    The processes that tests start inherit that, and some tests send them just these signals.
    """
    for number, handler in (
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGHUP, signal.SIG_DFL),
    ):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes ``--numprocesses auto`` means."""
    mine = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
    return (len(mine) or os.cpu_count() or 1) + _WAITING


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder in memory."""
    with memory_folder() as made:
        yield made


@pytest.fixture
async def shop(folder: Path) -> AsyncIterator[RenderHarness]:
    """Return an API and the bot at it, without Discord."""
    async with open_render_harness(folder) as made:
        yield made
