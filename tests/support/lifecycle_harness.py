"""A bot that can be killed at any write and started again, against a Discord that goes on."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from typing import Any, TypeVar

import pytest
import yarl
from discord import Client
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_client.channels import DiscordMessages
from bot.net.safe_download import SafeDownloader
from bot.workers.delivery.video_download import VideoFiles
from bot.workers.delivery.video_sender import DeliveryMode, VideoSender
from bot.workers.delivery.worker import DeliveryWorker
from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.music_api import FakeMusicApi
from tests.loopback.people import until
from tests.loopback.world import Channel, Guild, Member
from tests.support.delivery_harness import connected
from tests.support.memory_folder import memory_folder
from tests.support.render_harness import Clock, RenderHarness, Sections, opened

_Result = TypeVar("_Result")
Kill = tuple[int, bool] | None
"""After how many writes the process ends, and whether the last one is committed."""


class Killed(BaseException):
    """The process ends here."""


class LifecycleHarness:
    """Discord with a connected client: it outlives every example."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._stack = AsyncExitStack()
        self.discord = FakeDiscord()
        self.client: Client
        self.guild: Guild
        self.members: list[Member]

    def run(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return self._runner.run(work)

    async def open(self, patch: pytest.MonkeyPatch) -> None:
        await self._stack.enter_async_context(self.discord)
        patch.setattr(Route, "BASE", self.discord.api_url)
        patch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(self.discord.gateway_url))
        self.guild = self.discord.guild()
        self.members = [self.discord.member(self.guild, name) for name in ("ada", "bo")]
        self.client = await self._stack.enter_async_context(connected(self.discord))

    async def new_channel(self) -> Channel:
        """Make a channel that the client knows of: a thread's permissions are its parent's."""
        channel = self.discord.channel(self.guild)
        guild_id = self.guild.guild_id
        await self.discord.gateway.dispatch(guild_id, "CHANNEL_CREATE", channel.payload())
        await until(lambda: self.client.get_channel(channel.channel_id))
        return channel

    async def close(self) -> None:
        await self._stack.aclose()


class Installation:
    """One installation of the bot: it can be killed and started again."""

    def __init__(self, stage: LifecycleHarness, duplicate: tuple[int, bool] | None) -> None:
        self.stage = stage
        self.clock = Clock()
        self.api = FakeMusicApi(duplicate=duplicate)
        # Nothing but its refusal of duplicates allows a second submit.
        self._sections: Sections = {
            "api": {"resubmit": duplicate is not None},
            "delivery": {"give_up_seconds": 1e9},  # nothing may be given up here
        }
        self._machine, self._process = AsyncExitStack(), AsyncExitStack()
        self._folder = self._machine.enter_context(memory_folder())
        self._port = 0
        self.shop: RenderHarness
        self._delivery: DeliveryWorker

    async def boot(self) -> None:
        await self._machine.enter_async_context(self.api)
        await self._start()

    async def _start(self) -> None:
        opening = opened(self._folder, self.api, self._sections, clock=self.clock, port=self._port)
        self.shop = await self._process.enter_async_context(opening)
        self._port = int(self.shop.endpoint.rpartition(":")[2])
        channels, config = (
            DiscordMessages(self.stage.client, answer_timeout_seconds=20.0),
            self.shop.config,
        )
        session = self.stage.client.http._HTTPClient__session  # type: ignore[attr-defined]
        guarded = SafeDownloader(session, schemes=("http",), timeout_seconds=20.0)
        files = VideoFiles(session, guarded, studio_url=None)
        video_sender = VideoSender(
            files,
            config,
            self.shop.store.upload_limits,
            clock=self.clock,
            provider=self.shop.provider,
            delivery_mode=DeliveryMode.LINK,
        )
        self._delivery = DeliveryWorker(
            self.shop.store, channels, video_sender, config, clock=self.clock
        )

    async def restart(self) -> None:
        await self._process.aclose()
        self._process = AsyncExitStack()
        await self._start()

    async def halt(self) -> None:
        await self._process.aclose()
        await self._machine.aclose()

    async def work(self, kill: Kill = None) -> None:
        await self._under_threat(self.shop.work, kill)

    async def deliver(self, kill: Kill = None) -> None:
        await self._under_threat(self._deliver, kill)

    async def _deliver(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            self._delivery._dispatcher._tasks = tasks
            await self._delivery._start_due()

    async def _under_threat(self, work: Callable[[], Awaitable[None]], kill: Kill) -> None:
        if kill is None:
            await work()
            return
        database, (left, is_committed) = self.shop.store.videos._db, kill
        write = database.write

        async def deadly(piece: Any) -> Any:  # noqa: ANN401 - whatever is written
            nonlocal left
            left -= 1
            if left < 0 or (left == 0 and not is_committed):
                left = -1
                raise Killed
            result = await write(piece)
            if left == 0:
                raise Killed
            return result

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(database, "write", deadly)
            with suppress(Killed):
                try:
                    await work()
                except* Killed:
                    raise Killed from None
        await self.restart()
