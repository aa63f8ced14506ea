"""The backup socket: the command line asks the running bot for a copy of its database."""

import asyncio
from pathlib import Path

import pytest

from bot.store import BackupFailed, Store
from bot.workers.maintenance.backup_socket import request_backup, serve_backup_socket
from tests.loopback.people import until


async def test_a_copy_is_made_by_the_process_that_has_the_database(tmp_path: Path) -> None:
    path, target = tmp_path / "bot.db", tmp_path / "copy.db"
    async with Store.open(path) as store, serve_backup_socket(path, store.backups):
        await asyncio.to_thread(request_backup, path, target)
    assert target.is_file()


async def test_no_copy_is_under_way_once_the_backup_socket_is_closed(tmp_path: Path) -> None:
    path, target = tmp_path / "bot.db", tmp_path / "copy.db"
    async with Store.open(path) as store:
        async with (
            store.backups._making,
            serve_backup_socket(path, store.backups),
        ):  # as if one were made
            asking = asyncio.create_task(asyncio.to_thread(request_backup, path, target))
            await until(lambda: store.backups._making._waiters, 20)
        with pytest.raises(BackupFailed, match="does not answer"):
            await asking
    assert not target.exists()
