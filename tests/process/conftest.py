"""The stage of a process-level test: everything is stopped and looked over at the end."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol

import pytest

from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.music_api import FakeMusicApi
from tests.process.bot_process import BotProcess
from tests.process.process_harness import ProcessHarness


class SetUp(Protocol):
    """Opens a stage with the bot running."""

    def __call__(
        self,
        *,
        callbacks: bool = True,
        settings: dict[str, dict[str, Any]] | None = None,
        discord: dict[str, Any] | None = None,
        start: bool = True,
        data: Path | None = None,
        **api: Any,  # noqa: ANN401 - passed on
    ) -> Awaitable[ProcessHarness]:
        """``discord`` and ``api`` are options of the two far ends, ``data`` the database's."""


@pytest.fixture
async def set_up(tmp_path: Path) -> AsyncIterator[SetUp]:
    """Return the function that opens a stage; in the end the promises are checked on each."""
    stages: list[ProcessHarness] = []
    async with AsyncExitStack() as stack:

        async def open_stage(
            *,
            callbacks: bool = True,
            settings: dict[str, dict[str, Any]] | None = None,
            discord: dict[str, Any] | None = None,
            start: bool = True,
            data: Path | None = None,
            **api: Any,  # noqa: ANN401 - passed on
        ) -> ProcessHarness:
            folder = Path(mkdtemp(prefix="bot-", dir=tmp_path))
            world = await stack.enter_async_context(FakeDiscord(**(discord or {})))
            far = await stack.enter_async_context(FakeMusicApi(**api))
            bot = BotProcess(world, far, folder, callbacks=callbacks, settings=settings, data=data)
            guild = world.guild()
            stage = ProcessHarness(
                world, far, bot, guild, world.channel(guild), world.member(guild)
            )
            stages.append(stage)
            stack.push_async_callback(bot.kill)
            if start:
                await bot.start_and_connect()
            return stage

        yield open_stage
        for stage in stages:
            if stage.bot.is_running:
                assert await stage.bot.terminate() == 0, stage.bot.tail()
            assert stage.violations() == [], stage.describe()
            assert not stage.bot.mishaps(), stage.bot.tail()


@pytest.fixture
async def stage(set_up: SetUp) -> ProcessHarness:
    """Return a stage whose bot is called back, and polls late."""
    return await set_up(settings={"timing": {"poll_first_seconds": 60.0}})
