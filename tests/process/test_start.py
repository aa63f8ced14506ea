"""What keeps the bot from starting is told in one clear line; nothing is harmed by it."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.process.bot_process import BotProcess
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness


async def _refusal(bot: BotProcess) -> str:
    """Start a bot that can't start; return what it says."""
    await bot.start()
    assert await bot.wait_for_end() not in (0, -9)
    assert "Traceback" not in bot.log
    return bot.log


async def test_a_wrong_token_is_told(set_up: SetUp) -> None:
    stage = await set_up(start=False, settings={"discord": {"token": "wrong"}})
    stage.bot.starts_cold = True
    assert "discord.token" in await _refusal(stage.bot)


async def test_unknown_keys_are_told_all_at_once(set_up: SetUp) -> None:
    stage = await set_up(start=False, settings={"api": {"kei": "x"}, "timing": {"speed": 1}})
    said = await _refusal(stage.bot)
    assert "api.kei" in said
    assert "timing.speed" in said


async def test_a_taken_port_is_told(stage: ProcessHarness, tmp_path: Path) -> None:
    second = BotProcess(stage.discord, stage.api, _folder(tmp_path))
    text = second.config.read_text(encoding="utf-8")
    taken = stage.bot.callback_url.rpartition(":")[2]
    text = text.replace(second.callback_url.rpartition(":")[2], taken)
    second.config.write_text(text, encoding="utf-8")
    said = await _refusal(second)
    assert f"callback.port {taken}: Address already in use" in said
    assert "; stop what listens there, or change callback.port" in said


async def test_a_second_process_on_the_same_database_is_refused(
    stage: ProcessHarness, tmp_path: Path
) -> None:
    # Of the same configuration: the port is taken as well, but that alone would not tell why.
    settings: dict[str, dict[str, Any]] = {
        "database": {"path": str(stage.bot.database)},
        "callback": {"port": int(stage.bot.callback_url.rpartition(":")[2])},
    }
    second = BotProcess(stage.discord, stage.api, _folder(tmp_path), settings=settings)
    try:
        said = await _refusal(second)
        assert f"{stage.bot.database}: another process of the bot is using it; stop that" in said
    finally:
        await second.kill()
    stage.api.finish_after = 0.1
    await stage.ask()
    await stage.ended()


async def test_a_database_from_a_newer_version_is_left_alone(set_up: SetUp) -> None:
    stage = await set_up()
    await stage.bot.terminate()
    with sqlite3.connect(stage.bot.database) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    await stage.bot.start()
    assert await stage.bot.wait_for_end() not in (0, -9)
    assert "999" in stage.bot.log or "newer" in stage.bot.log
    with sqlite3.connect(stage.bot.database) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (999,)
    connection.close()


@pytest.mark.parametrize("content", [b"this is no database" * 100])
async def test_a_file_that_is_no_database_is_left_alone(set_up: SetUp, content: bytes) -> None:
    stage = await set_up(start=False)
    stage.bot.database.write_bytes(content)
    said = await _refusal(stage.bot)
    assert stage.bot.database.name in said
    assert stage.bot.database.read_bytes() == content
    stage.bot.database.unlink()
    await stage.bot.start_and_connect()


def _folder(parent: Path) -> Path:
    folder = parent / "second"
    folder.mkdir()
    return folder
