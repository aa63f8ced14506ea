"""What many tests of the core need: a quick folder, and a workshop in it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.memory import memory_folder
from tests.workshop import Workshop, workshop


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder in memory."""
    with memory_folder() as made:
        yield made


@pytest.fixture
async def shop(folder: Path) -> AsyncIterator[Workshop]:
    """Give an API and the bot at it, without Discord."""
    async with workshop(folder) as made:
        yield made
