"""The composition root: opens every resource in order, runs the bot, closes in reverse."""

import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import aiohttp

from bot.clock import utc_now
from bot.config import Config
from bot.discord_client.channels import Channels
from bot.discord_client.client import MusicVideoBot
from bot.logs import plain_formatter
from bot.monitoring.error_channel import Notices
from bot.monitoring.metrics import Metrics
from bot.monitoring.prometheus import Scrape, Sources
from bot.monitoring.readiness import Vitals
from bot.net.downloaders import fetching_from
from bot.net.listener import address_of
from bot.net.safe_download import Fetch
from bot.providers import Source, Surroundings, open_source
from bot.services.credits import Treasury
from bot.services.guild_settings import Rules
from bot.services.link_refresh import Links
from bot.services.privacy import Privacy
from bot.services.requests import Desk
from bot.services.studio_cleanup import Shredder
from bot.services.track_catalog import Catalogue
from bot.services.track_uploads import Songs
from bot.store import Store
from bot.web.server import Endpoint, Watching, bind, serve
from bot.workers.delivery.video_download import VideoFiles
from bot.workers.delivery.video_sender import Carriage, Carrier, carriage_for
from bot.workers.delivery.worker import Delivery
from bot.workers.maintenance.backup_socket import open_hatch
from bot.workers.maintenance.database import Upkeep
from bot.workers.maintenance.erasure import Sweeper
from bot.workers.rendering.progress_poller import Progress
from bot.workers.rendering.rate_limiter import Pacer
from bot.workers.rendering.submit import Maker, callback_base
from bot.workers.rendering.worker import Producer

log = logging.getLogger(__name__)

_LONGEST_DOWNLOAD_SECONDS: Final = 3600.0
"""A finished video may come as slowly as that, if something comes all the time."""

Works = Mapping[str, Callable[[], Coroutine[Any, Any, None]]]


@dataclass(frozen=True)
class App:
    """The open parts of one process."""

    store: Store
    client: MusicVideoBot
    producer: Producer
    delivery: Delivery
    sweeper: Sweeper
    upkeep: Upkeep
    scrape: Scrape
    vitals: Vitals
    notices: Notices | None
    progress: Progress | None
    """Asks whoever makes the videos; None where nothing is told in between."""
    endpoint: str
    """Where the endpoint is reached from this machine."""

    def background(self) -> tuple[Works, Works]:
        """Give what works beside the client, by name: what needs no Discord, and what does."""
        needing = {"delivery": self.delivery.run}
        if self.notices is not None:
            needing["notices"] = self.notices.run
        if self.progress is not None:
            needing["progress"] = self.progress.run
        independent = {
            "producer": self.producer.run,
            "upkeep": self.upkeep.run,
            "sweeper": self.sweeper.run,
            "scrape": self.scrape.run,
        }
        return independent, needing


def _shards(client: MusicVideoBot) -> dict[int, bool]:
    """Tell of each shard whether it is connected."""
    return {shard_id: not shard.is_closed() for shard_id, shard in sorted(client.shards.items())}


def _is_connected(client: MusicVideoBot) -> bool:
    """Tell whether every shard is connected; the library stays "ready" while it connects again."""
    return client.is_ready() and all(_shards(client).values())


@asynccontextmanager
async def open_app(
    config: Config,
    *,
    carriage: Carriage | None = None,
    connector: aiohttp.BaseConnector | None = None,
    attachments: Fetch | None = None,
) -> AsyncIterator[App]:
    """Open everything but the connection to Discord, and close it in reverse.

    ``carriage`` overrides how videos get into channels, ``connector`` how HTTP connections to the
    API are kept, ``attachments`` how what members attach is fetched. Raises DatabaseError,
    StudioNotStarted or PortTaken, each with one clear line.
    """
    async with AsyncExitStack() as stack:
        # The database first: of a second process it says more than that the port is taken.
        store = await stack.enter_async_context(Store.open(config.database.path))
        bound = stack.enter_context(bind(config.callback.host, config.callback.port))
        session = await stack.enter_async_context(
            aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        )
        await _heed_restored(config, store)
        metrics = Metrics()
        source = await open_source(
            Surroundings(stack, config, session, metrics.note_api_error, attachments)
        )
        owns_files = source.provider.owns_files
        guarded = await stack.enter_async_context(
            fetching_from(
                config.api.base_url,
                user_agent=config.api.user_agent,
                timeout_seconds=_LONGEST_DOWNLOAD_SECONDS,
                stall_seconds=config.delivery.stall_seconds,
            )
        )
        studio_url = source.base_url if owns_files else None
        files = VideoFiles(
            session,
            guarded,
            studio_url=studio_url,
            stall_seconds=config.delivery.stall_seconds,
        )
        app = _assemble(
            _Ground(
                config,
                store,
                session,
                files,
                source,
                carriage or carriage_for(config, source.provider),
                metrics,
                address_of(bound),
            )
        )
        if app.notices is not None:
            stack.enter_context(app.notices.listening())
        await stack.enter_async_context(open_hatch(config.database.path, store.copies))
        endpoint = _endpoint(config, app, videos=config.studio.videos if owns_files else None)
        await stack.enter_async_context(serve(endpoint.application(), bound))
        yield app


async def _heed_restored(config: Config, store: Store) -> None:
    deadline = timedelta(seconds=config.timing.job_deadline_seconds)
    copied_at = await store.copies.take_over(utc_now(), deadline)
    if copied_at is not None:
        log.warning("the database is a copy of %s: what was open is looked into", copied_at)


def _endpoint(config: Config, app: App, *, videos: Path | None) -> Endpoint:
    callback = config.callback
    key = callback.metrics_key.get_secret_value()
    if callback.metrics == "loopback" and callback.is_published and not key:
        log.info("nobody can read /metrics: others reach the endpoint; set callback.metrics_key")
    return Endpoint(
        app.producer,
        webhook_key=config.api.webhook_key.get_secret_value(),
        videos=videos,
        watching=Watching(
            app.vitals.readiness,
            app.scrape.answer,
            audience=callback.metrics,
            key=key,
            is_published=callback.is_published,
        ),
    )


@dataclass(frozen=True)
class _Ground:
    """What the parts are put together from; each is given what it needs, none looks for it."""

    config: Config
    store: Store
    session: aiohttp.ClientSession
    files: VideoFiles
    source: Source
    carriage: Carriage
    metrics: Metrics
    endpoint: str
    workers: list[Callable[[], None]] = field(default_factory=list)
    """How each background part is woken."""

    def announce(self) -> None:
        """Wake all that may have something new to do."""
        for wake in self.workers:
            wake()

    def shredder(self) -> Shredder | None:
        """Give what removes files; None where none are ours."""
        if not self.source.provider.owns_files:
            return None
        return Shredder(
            self.session, self.store, base_url=self.source.base_url, key=self.source.key
        )


def _assemble(ground: _Ground) -> App:
    config, store, metrics = ground.config, ground.store, ground.metrics
    shredder = ground.shredder()
    catalogue = Catalogue(store, ground.source.api, ground.source.shelf)
    treasury = Treasury(
        store,
        ground.source.api,
        config,
        provider=ground.source.provider,
        announce=ground.announce,
    )
    client = _client(ground, catalogue, treasury, shredder)
    channels = Channels(
        client,
        answer_timeout_seconds=config.delivery.answer_timeout_seconds,
        stall_seconds=config.delivery.stall_seconds,
    )
    carrier = Carrier(
        channels,
        ground.files,
        config,
        store.upload_limits,
        provider=ground.source.provider,
        carriage=ground.carriage,
    )
    delivery = Delivery(
        store,
        channels,
        carrier,
        config,
        metrics=metrics,
        announce=ground.announce,
        edge=client.edge,
    )
    _hurry_when_connected(client, delivery)
    producer = _producer(ground, catalogue, shredder)
    sweeper = Sweeper(store, config.privacy, shredder=shredder, is_gone=channels.has_left)
    progress = _progress(ground, delivery)
    ground.workers.extend([producer.wake, delivery.wake, sweeper.wake])
    if progress is not None:
        ground.workers.append(progress.wake)
    upkeep = Upkeep(store, config.database, metrics)
    is_connected, shards = partial(_is_connected, client), partial(_shards, client)
    watched = Sources(
        store,
        is_connected=is_connected,
        shards=shards,
        credits=None if treasury.is_free else treasury,
        studio=ground.source.gauge,
        last_copy_at=upkeep.last_copy_at,
    )
    return App(
        store=store,
        client=client,
        producer=producer,
        delivery=delivery,
        sweeper=sweeper,
        upkeep=upkeep,
        scrape=Scrape(metrics, watched),
        vitals=Vitals(store, is_connected=is_connected, shards=shards),
        notices=_notices(config, channels),
        progress=progress,
        endpoint=ground.endpoint,
    )


def _client(
    ground: _Ground, catalogue: Catalogue, treasury: Treasury, shredder: Shredder | None
) -> MusicVideoBot:
    config, store, source = ground.config, ground.store, ground.source
    provider = source.provider
    client = MusicVideoBot(
        store=store,
        desk=Desk(
            store,
            config,
            provider=provider,
            announce=ground.announce,
            on_end=ground.metrics.note_end,
        ),
        rules=Rules(store, config, provider=provider),
        privacy=Privacy(
            store, config, provider=provider, announce=ground.announce, shredder=shredder
        ),
        treasury=treasury,
        catalogue=catalogue,
        easel=source.easel,
        links=Links(store, source.api, provider),
        settings=config.discord,
        attaches_files=ground.carriage is Carriage.FILE,
        songs=Songs(store, source.shelf, config.studio) if source.shelf is not None else None,
    )
    trace = ground.metrics.discord_trace()
    client.edge.add_to(trace)
    client.http.http_trace = trace
    return client


def _producer(ground: _Ground, catalogue: Catalogue, shredder: Shredder | None) -> Producer:
    config = ground.config
    pacer = Pacer(config.api.submits_per_window, config.api.submit_window_seconds)
    maker = Maker(
        ground.store,
        ground.source.api,
        pacer,
        config,
        provider=ground.source.provider,
        callback_base=callback_base(config, ground.source.provider, ground.endpoint),
        announce=ground.announce,
        metrics=ground.metrics,
        shred=shredder.shred if shredder is not None else None,
        attaches=ground.carriage is Carriage.FILE,
    )
    return Producer(ground.store, catalogue, maker, pacer, config)


def _progress(ground: _Ground, delivery: Delivery) -> Progress | None:
    if not ground.source.provider.tells_progress:
        return None
    return Progress(
        ground.store,
        ground.session,
        base_url=ground.source.base_url,
        key=ground.source.key,
        pause_seconds=ground.config.timing.status_every_seconds,
        show=delivery.wake,
    )


def _hurry_when_connected(client: MusicVideoBot, delivery: Delivery) -> None:
    async def connected(_shard_id: int) -> None:
        delivery.hurry()

    for event in ("on_shard_ready", "on_shard_resumed"):
        client.add_listener(connected, event)


def _notices(config: Config, channels: Channels) -> Notices | None:
    channel_id = config.log.discord_channel
    if channel_id is None:
        return None
    return Notices(partial(channels.tell, channel_id), plain_formatter(config))
