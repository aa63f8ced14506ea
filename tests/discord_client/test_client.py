"""The client outlives what the library does not."""

import asyncio
import logging
from pathlib import Path

import aiohttp
import pytest
import yarl
from discord.gateway import DiscordWebSocket

from bot.app.compose import open_app
from bot.config import load

OUTAGE = 1500
"""Failures in a row: more than Python lets a function call itself."""


class _OutageOver(BaseException):
    """The gateway is there again."""


async def test_a_long_outage_of_the_gateway_is_waited_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries, sleep = 0, asyncio.sleep

    async def refuse(*_: object, **__: object) -> None:
        nonlocal tries
        tries += 1
        if tries > OUTAGE:
            raise _OutageOver
        raise aiohttp.ClientConnectionError

    async def nap(_seconds: float) -> None:
        await sleep(0)

    monkeypatch.setattr(logging.getLogger("discord.shard"), "disabled", True)
    sections = {"callback": {"port": 0}, "database": {"path": tmp_path / "bot.db"}}
    async with open_app(load(None, {}, api={"key": "key"}, **sections)) as app:
        monkeypatch.setattr(DiscordWebSocket, "from_client", refuse)
        monkeypatch.setattr(asyncio, "sleep", nap)
        with pytest.raises(_OutageOver):
            await app.client.launch_shard(yarl.URL("ws://127.0.0.1:1/"), 0)
        monkeypatch.undo()
    assert tries == OUTAGE + 1
