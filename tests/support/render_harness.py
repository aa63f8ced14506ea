"""The bot between its database and the API: everything but Discord, over real HTTP.

The clock is the test's: ``pass_time`` moves it, and ``work`` does once whatever is due by then, so
that no waiting decides a test.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import aiohttp

from bot.config import Config, load
from bot.jobs import Job, NewRequest, Provider, Video, VideoState
from bot.monitoring.readiness import Readiness
from bot.net.listener import address_of
from bot.providers import provider_for
from bot.services.track_catalog import TrackCatalog
from bot.store import Store
from bot.video_api import MusicVideoApi
from bot.web.server import Endpoint, MonitoringAccess, bind, serve
from bot.workers.rendering.pace import RateLimiter
from bot.workers.rendering.submit import VideoStepper, callback_base
from bot.workers.rendering.worker import RenderWorker
from tests.loopback.music_api import FakeMusicApi
from tests.loopback.music_api import Video as Made
from tests.support.rows import host_limits, new_request

GRACE: Final = 60.0
DEADLINE: Final = 3600.0

Sections = dict[str, dict[str, Any]]


class Clock:
    """The time as the bot sees it."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class RenderHarness:
    """An open database, the API, and what carries videos between them."""

    config: Config
    provider: Provider
    store: Store
    api: FakeMusicApi
    stepper: VideoStepper
    render_worker: RenderWorker
    rate_limiter: RateLimiter
    clock: Clock
    endpoint: str
    """The endpoint's address."""
    news: list[datetime] = field(default_factory=list)

    async def ask(self, asked: NewRequest | None = None) -> Job:
        """Commit a request."""
        created = await self.store.requests.create(
            asked or new_request(),
            provider=self.provider,
            now=self.clock(),
            deadline=timedelta(seconds=DEADLINE),
            limits=host_limits(),
        )
        return created.job

    async def work(self, rounds: int = 1) -> None:
        """Do what is due, and wait until it is done."""
        for _ in range(rounds):
            async with asyncio.TaskGroup() as tasks:
                self.render_worker._dispatcher._tasks = tasks
                await self.render_worker._start_due()

    async def pass_time(self, seconds: float) -> None:
        """Let time pass, and do what is due by then."""
        self.clock.now += timedelta(seconds=seconds)
        await self.work()

    async def video(self, job: Job) -> Video:
        """Return a job's video as it is now."""
        video = await self.store.videos.get(job.video.video_id)
        assert video is not None
        return video

    async def state(self, job: Job) -> VideoState:
        """Return the state of a job's video."""
        return (await self.video(job)).state

    def made(self, job: Job) -> Made:
        """Return what the API made of a job."""
        return self.api.video_of(job.video.task_id, job.video.audio_id)

    @property
    def charged(self) -> int:
        """How many videos the API charged."""
        return self.api.charges.total()


def config_for(api: FakeMusicApi, endpoint: str, sections: Sequence[Sections]) -> Config:
    """Return a configuration for the cloud, changed by these sections one after the other."""
    merged: Sections = {
        "api": {"key": api.key, "base_url": api.base_url, "webhook_key": api.webhook_key or ""},
        "callback": {"public_url": endpoint},
        "timing": {"submit_grace_seconds": GRACE, "job_deadline_seconds": DEADLINE},
    }
    for section in sections:
        for name, values in section.items():
            merged[name] = merged.get(name, {}) | values
    return load(None, {}, **merged)


@asynccontextmanager
async def opened(
    folder: Path,
    api: FakeMusicApi,
    *sections: Sections,
    clock: Clock | None = None,
    port: int = 0,
) -> AsyncIterator[RenderHarness]:
    """Open the bot at an API that runs; the second one on a folder is the first's successor."""
    async with AsyncExitStack() as stack:
        clock = clock or Clock()
        bound = stack.enter_context(bind("127.0.0.1", port))
        config = config_for(api, address_of(bound), sections)
        store = await stack.enter_async_context(Store.open(folder / "bot.db"))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        client = MusicVideoApi(
            session,
            base_url=config.api.base_url,
            key=config.api.key.get_secret_value(),
            user_agent=config.api.user_agent,
            contract=config.api.contract,
            submit_timeout_seconds=config.timing.submit_timeout_seconds,
        )
        shop = _assemble(config, store, api, client, clock, address_of(bound))
        endpoint = Endpoint(
            shop.render_worker,
            webhook_key=config.api.webhook_key.get_secret_value(),
            videos=folder,
            monitoring=MonitoringAccess(lambda: _writable(store)),
        )
        await stack.enter_async_context(serve(endpoint.application(), bound))
        yield shop


async def _writable(store: Store) -> Readiness:
    await store.key_value.check_writable()
    return Readiness(gateway=True, database=True)


def _assemble(
    config: Config,
    store: Store,
    api: FakeMusicApi,
    client: MusicVideoApi,
    clock: Clock,
    endpoint: str,
) -> RenderHarness:
    news: list[datetime] = []
    provider = provider_for(config)
    rate_limiter = RateLimiter(config.api.submits_per_window, config.api.submit_window_seconds)
    stepper = VideoStepper(
        store,
        client,
        rate_limiter,
        config,
        clock=clock,
        provider=provider,
        callback_base=callback_base(config, provider, endpoint),
        announce=lambda: news.append(clock()),
    )
    render_worker = RenderWorker(
        store,
        TrackCatalog(store, client, None, clock=clock),
        stepper,
        rate_limiter,
        config,
        clock=clock,
    )
    return RenderHarness(
        config, provider, store, api, stepper, render_worker, rate_limiter, clock, endpoint, news
    )


@asynccontextmanager
async def open_render_harness(
    folder: Path, *sections: Sections, api: FakeMusicApi | None = None
) -> AsyncIterator[RenderHarness]:
    """Open an API and a render harness at it."""
    async with api or FakeMusicApi() as fake, opened(folder, fake, *sections) as shop:
        yield shop
