"""An open database for each test."""

from collections.abc import AsyncIterator

import pytest

from bot.store import Store
from tests.support.memory_folder import memory_folder


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    """Return a new database."""
    with memory_folder() as folder:
        async with Store.open(folder / "bot.db") as opened:
            yield opened
