"""The hatch: the command line asks the running bot for a copy of its database."""

import asyncio
from pathlib import Path

import pytest

from bot.store import NotCopied, Store
from bot.workers.maintenance.backup_socket import ask_for_copy, open_hatch
from tests.loopback.people import until


async def test_a_copy_is_made_by_the_process_that_has_the_database(tmp_path: Path) -> None:
    path, target = tmp_path / "bot.db", tmp_path / "copy.db"
    async with Store.open(path) as store, open_hatch(path, store.copies):
        await asyncio.to_thread(ask_for_copy, path, target)
    assert target.is_file()


async def test_no_copy_is_under_way_once_the_hatch_is_closed(tmp_path: Path) -> None:
    path, target = tmp_path / "bot.db", tmp_path / "copy.db"
    async with Store.open(path) as store:
        async with store.copies._making, open_hatch(path, store.copies):  # as if one were made
            asking = asyncio.create_task(asyncio.to_thread(ask_for_copy, path, target))
            await until(lambda: store.copies._making._waiters, 20)
        with pytest.raises(NotCopied, match="does not answer"):
            await asking
    assert not target.exists()
