"""``backup`` and ``restore`` on the command line, and what a restored bot does twice: nothing."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from bot.workers.maintenance.backup_socket import backup_socket_path
from tests.loopback.people import until
from tests.process.bot_process import BotProcess, run_command
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness


async def command(bot: BotProcess, name: str, file: Path) -> tuple[int, str]:
    """Run a command of the bot's; return its status and what it says."""
    return await run_command(name, str(file), "--config", str(bot.config), folder=bot.folder)


def requests_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        (count,) = database.execute("SELECT count(*) FROM requests").fetchone()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return int(count)


async def test_a_running_bot_is_asked_for_a_copy(stage: ProcessHarness, tmp_path: Path) -> None:
    stage.api.finish_after = 0.1
    await stage.ask()
    await stage.ended()
    status, told = await command(stage.bot, "backup", tmp_path / "copy.db")
    assert (status, "copied to" in told) == (0, True), told
    assert requests_in(tmp_path / "copy.db") == 1
    socket_path = backup_socket_path(stage.bot.database)
    assert stat.S_IMODE(socket_path.stat().st_mode) == 0o600
    status, told = await command(stage.bot, "backup", tmp_path / "copy.db")
    assert (status, "is there already" in told) == (1, True)
    status, told = await command(stage.bot, "restore", tmp_path / "copy.db")
    assert (status, "another process of the bot" in told) == (1, True)
    await stage.bot.terminate()
    assert not socket_path.exists()
    status, told = await command(stage.bot, "backup", tmp_path / "cold.db")
    assert (status, requests_in(tmp_path / "cold.db")) == (0, 1), told


async def test_a_deep_folder_is_no_hindrance(set_up: SetUp, tmp_path: Path) -> None:
    database = tmp_path / ("deep" * 20) / ("deeper" * 20) / "musicvideo.db"
    stage = await set_up(settings={"database": {"path": str(database)}})
    stage.bot.database = database
    status, told = await command(stage.bot, "backup", tmp_path / "copy.db")
    assert (status, requests_in(tmp_path / "copy.db")) == (0, 0), told


async def test_a_bot_that_does_not_answer_is_told(stage: ProcessHarness, tmp_path: Path) -> None:
    backup_socket_path(stage.bot.database).unlink()
    status, told = await command(stage.bot, "backup", tmp_path / "copy.db")
    assert status == 1
    assert "another process has it, and does not answer" in told
    assert len(told.splitlines()) == 1


async def test_a_restored_bot_goes_on_and_does_nothing_twice(set_up: SetUp, tmp_path: Path) -> None:
    stage = await set_up(settings={"delivery": {"nonce_window_seconds": 0.5}})
    await stage.ask("posted-since")
    await stage.ask("still-open")
    await stage.submitted("still-open")
    for _ in range(100):
        stage.api.refuse(429, "not now", task_id="submitted-since")
    await stage.ask("submitted-since")
    await until(lambda: len(stage.api.submits) > 2, 30, stage.describe)
    assert (await command(stage.bot, "backup", tmp_path / "copy.db"))[0] == 0
    stage.api.refusals.clear()
    await stage.api.finish(stage.api.video_of("posted-since"))
    await stage.ended()
    await stage.submitted("submitted-since")
    await stage.bot.kill()
    stage.discord.state.nonces.forget()  # as it does after some minutes
    await asyncio.sleep(0.6)
    assert (await command(stage.bot, "restore", tmp_path / "copy.db"))[0] == 0
    await stage.bot.start_and_connect()
    await stage.api.finish(stage.api.video_of("still-open"))
    await stage.api.finish(stage.api.video_of("submitted-since"))
    await stage.all_ended()
    await asyncio.sleep(0.5)
    assert len(stage.results()) == 3
    assert set(stage.api.charges.values()) == {1}
    assert "the database is a copy" in stage.bot.log


async def test_a_copy_makes_a_new_installation(set_up: SetUp, tmp_path: Path) -> None:
    stage = await set_up(callbacks=False)
    await stage.ask()
    await stage.submitted()
    assert (await command(stage.bot, "backup", tmp_path / "copy.db"))[0] == 0
    await stage.bot.kill()
    moved = tmp_path / "elsewhere" / "bot.db"
    text = stage.bot.config.read_text(encoding="utf-8")
    text = text.replace(str(stage.bot.database), str(moved))
    stage.bot.config.write_text(text, encoding="utf-8")
    stage.bot.database = moved
    assert (await command(stage.bot, "restore", tmp_path / "copy.db"))[0] == 0
    await stage.bot.start_and_connect()
    await stage.api.finish(stage.api.videos[0])
    await stage.ended()
