"""What brings answers into channels: delivery with a real client, against the loopback Discord.

As in the render harness, the clock is the test's.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import aiohttp
import discord
import pytest
import yarl
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.config import Config, load
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.uploads import connector
from bot.jobs import FailureReason, Job, NewRequest, Provider, Request, TrackInfo, VideoState
from bot.net.safe_download import SafeDownloader
from bot.policy.guild_settings import GuildSettings
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.store import Store
from bot.store.backup_process import COPIED_AT
from bot.workers.delivery.video_download import VideoFiles
from bot.workers.delivery.video_sender import DeliveryMode, VideoSender
from bot.workers.delivery.worker import DeliveryWorker
from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.messages import Message
from tests.loopback.music_api import TINY_MP4
from tests.loopback.people import until
from tests.loopback.world import NEWS_THREAD, PUBLIC_THREAD, Channel, Guild, Member
from tests.support.render_harness import Clock
from tests.support.rows import LINK, host_limits, new_request

SEND: Final = "/messages$"
HOUR: Final = timedelta(hours=1)

Film = tuple[bytes, int]
"""What the studio answers for a video: body and status."""


@dataclass
class DeliveryHarness:
    """An open database, Discord, and what carries answers between them."""

    config: Config
    store: Store
    discord: FakeDiscord
    delivery: DeliveryWorker
    start: Callable[[], DeliveryWorker]
    films: dict[str, Film]
    """What the studio serves, by file name."""
    studio: str
    clock: Clock
    guild: Guild
    channel: Channel
    member: Member
    provider: Provider
    told_limit: int | None = None
    """How large a file Discord says with each command that it takes."""

    async def ask(self, channel: Channel | None = None, member: Member | None = None) -> Job:
        """Commit a request of a member in a channel."""
        asked = self._wish(channel or self.channel, member or self.member)
        created = await self.store.requests.create(
            asked, provider=self.provider, now=self.clock(), deadline=HOUR, limits=host_limits()
        )
        return created.job

    def _wish(self, channel: Channel, member: Member) -> NewRequest:
        return new_request(
            guild_id=channel.guild.guild_id if channel.guild else 0,
            channel_id=channel.channel_id,
            user_id=member.user_id,
            public_parent_id=_parent_id(channel),
            attachment_limit=self.told_limit,
        )

    async def set_up(self, **settings: object) -> None:
        """Set what the server's moderators decide."""
        values = GuildSettings.model_validate(settings)
        await self.store.guild_settings.set(
            self.guild.guild_id, values, updated_by=1, now=self.clock()
        )

    def direct(self, member: Member | None = None) -> list[Message]:
        """Return what a member was sent directly."""
        return self.posts(self.discord.state.dm_with((member or self.member).user_id))

    async def settle(self, job: Job, outcome: VideoState, *, url: str = LINK) -> None:
        """Bring a job's video to an outcome."""
        now, videos = self.clock(), self.store.videos
        video = await videos.claim_submit(job.video, now, due_at=now, deadline_at=now + HOUR)
        assert video is not None
        assert await videos.adopt(video, f"v-{video.video_id}", now)
        if outcome is VideoState.READY:
            assert await self.store.outcomes.set_ready(
                video, url, completed_at=now, expires_at=now + 99 * HOUR
            )
        elif outcome is VideoState.FAILED:
            assert await self.store.outcomes.set_failed(video, FailureReason.BUILD_FAILED)
        else:
            assert await self.store.outcomes.set_unknown(video, FailureReason.DEADLINE, None)

    async def with_film(self, body: bytes = TINY_MP4, status: int = 200) -> Job:
        """Return a finished job whose link leads to a film."""
        return await self.finished(url=self.film(body, status))

    async def finished(self, outcome: VideoState = VideoState.READY, *, url: str = LINK) -> Job:
        """Return a job whose answer is due."""
        job = await self.ask()
        await self.settle(job, outcome, url=url)
        return job

    def film(self, body: bytes, status: int = 200) -> str:
        """Let the studio answer for a new video, and return its address."""
        name = f"{len(self.films):032x}.mp4"
        self.films[name] = (body, status)
        return f"{self.studio}/videos/{name}"

    async def title(self, job: Job, title: str) -> None:
        """Let a job's track have a title."""
        key = job.video.key
        track = TrackInfo(task_id=key.task_id, audio_id=key.audio_id, title=title)
        await self.store.tracks.save([track], self.clock())

    def start_again(self) -> None:
        """Let another process go on: it knows what is in the database, and no more."""
        self.delivery = self.start()

    async def bring_back(self) -> None:
        """Let the database be a copy that was made just now, and brought back."""
        await self.store.key_value.set(COPIED_AT, str(self.clock().timestamp()))
        assert await self.store.backups.adopt_restored(self.clock(), HOUR)

    async def deliver(self, rounds: int = 1) -> None:
        """Do what is due, and wait until it is done."""
        for _ in range(rounds):
            async with asyncio.TaskGroup() as tasks:
                self.delivery._dispatcher._tasks = tasks
                await self.delivery._start_due()

    async def pass_time(self, seconds: float) -> None:
        """Let time pass, Discord's memory of nonces included, and do what is due by then."""
        self.clock.now += timedelta(seconds=seconds)
        if seconds > self.config.delivery.nonce_window_seconds:
            self.discord.state.nonces.forget()
        await self.deliver()

    async def request(self, job: Job) -> Request:
        """Return a request as it is now."""
        found = await self.store.requests.get(job.request.request_id)
        assert found is not None
        return found.request

    def posts(self, channel: Channel | None = None) -> list[Message]:
        """Return what stands in a channel."""
        return self.discord.posts(channel or self.channel)

    def sent(self) -> list[dict[str, object]]:
        """Return the bodies of what was sent, repeats included."""
        calls = self.discord.called("POST /channels/{channel_id}/messages")
        return [call.json for call in calls]


def _parent_id(channel: Channel) -> int | None:
    is_public = channel.kind in (NEWS_THREAD, PUBLIC_THREAD) and channel.parent is not None
    return channel.parent.channel_id if is_public and channel.parent else None


@asynccontextmanager
async def connected(server: FakeDiscord) -> AsyncIterator[discord.Client]:
    """Return a client that is connected to a Discord."""
    client = discord.AutoShardedClient(
        intents=discord.Intents(guilds=True),
        chunk_guilds_at_startup=False,
        allowed_mentions=discord.AllowedMentions.none(),
        connector=connector(),
    )
    client._connection.guild_ready_timeout = 0.02
    async with client:
        running = asyncio.create_task(client.start(server.token))
        await until(lambda: running.done() or client.is_ready(), 20)
        yield client
        await client.close()
        await running


def serving(films: dict[str, Film]) -> web.Application:
    """Return a stand-in of the studio's files."""

    async def serve(request: web.Request) -> web.StreamResponse:
        body, status = films.get(request.match_info["name"], (b"", 404))
        return web.Response(body=body, status=status)

    app = web.Application()
    app.router.add_get("/videos/{name}", serve)
    return app


@asynccontextmanager
async def open_delivery_harness(
    folder: Path,
    *,
    delivery_mode: DeliveryMode = DeliveryMode.LINK,
    limit_megabytes: float = 0.001,
    answer_seconds: float = 20.0,
    stall_seconds: float = 20.0,
) -> AsyncIterator[DeliveryHarness]:
    """Open a Discord with a server, a channel and a member, and a delivery harness at it.

    ``limit_megabytes``: how large a file is tried where Discord told nothing.
    """
    async with AsyncExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        clock = Clock()
        server = await stack.enter_async_context(FakeDiscord())
        patch.setattr(Route, "BASE", server.api_url)
        patch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        guild = server.guild()
        channel, member = server.channel(guild), server.member(guild, "ada")
        films: dict[str, Film] = {}
        studio = await stack.enter_async_context(TestServer(serving(films)))
        store = await stack.enter_async_context(Store.open(folder / "bot.db"))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        client = await stack.enter_async_context(connected(server))
        delivering = {"retry_first_seconds": 2.0, "nonce_window_seconds": 120}
        delivering["attachment_limit_mb"] = limit_megabytes
        config = load(None, {}, delivery=delivering)
        channels = DiscordMessages(
            client, answer_timeout_seconds=answer_seconds, stall_seconds=stall_seconds
        )
        guarded = SafeDownloader(session, schemes=("http", "https"), timeout_seconds=20.0)
        files = VideoFiles(session, guarded, studio_url=str(studio.make_url("")))
        video_sender = VideoSender(
            files,
            config,
            store.upload_limits,
            clock=clock,
            provider=STUDIO,
            delivery_mode=delivery_mode,
        )

        def start() -> DeliveryWorker:
            return DeliveryWorker(store, channels, video_sender, config, clock=clock)

        yield DeliveryHarness(
            config,
            store,
            server,
            start(),
            start,
            films,
            str(studio.make_url("")).rstrip("/"),
            clock,
            guild,
            channel,
            member,
            STUDIO if delivery_mode is DeliveryMode.FILE else CLOUD,
        )
