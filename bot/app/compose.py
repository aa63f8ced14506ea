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

from bot.clock import Clock, utc_now
from bot.config import Config
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.client import MusicVideoBot
from bot.logs import plain_formatter
from bot.monitoring.error_channel import DiscordLogHandler
from bot.monitoring.metrics import Metrics
from bot.monitoring.prometheus import MetricSources, PrometheusExporter
from bot.monitoring.readiness import ReadinessProbe
from bot.net.downloaders import downloader_for
from bot.net.listener import address_of
from bot.net.safe_download import SafeDownloader
from bot.providers import OpenProvider, ProviderContext, open_provider
from bot.services.credits import CreditService
from bot.services.guild_settings import GuildSettingsService
from bot.services.link_refresh import LinkRefresher
from bot.services.privacy import PrivacyService
from bot.services.requests import RequestService
from bot.services.studio_cleanup import StudioCleanup
from bot.services.track_catalog import TrackCatalog
from bot.services.track_uploads import TrackUploadService
from bot.store import Store
from bot.studio_client import StudioLibrary
from bot.web.server import Endpoint, MonitoringAccess, bind, serve
from bot.workers.delivery.video_download import VideoFiles
from bot.workers.delivery.video_sender import DeliveryMode, VideoSender, delivery_mode_for
from bot.workers.delivery.worker import DeliveryWorker
from bot.workers.maintenance.backup_socket import serve_backup_socket
from bot.workers.maintenance.database import MaintenanceWorker
from bot.workers.maintenance.erasure import ErasureWorker
from bot.workers.rendering.progress_poller import ProgressPoller
from bot.workers.rendering.rate_limiter import RateLimiter
from bot.workers.rendering.submit import VideoStepper, callback_base
from bot.workers.rendering.worker import RenderWorker

log = logging.getLogger(__name__)

_MAX_DOWNLOAD_SECONDS: Final = 3600.0
"""A finished video may come as slowly as that, if something comes all the time."""

Workers = Mapping[str, Callable[[], Coroutine[Any, Any, None]]]


@dataclass(frozen=True)
class App:
    """The open parts of one process."""

    store: Store
    client: MusicVideoBot
    render_worker: RenderWorker
    delivery: DeliveryWorker
    erasure_worker: ErasureWorker
    maintenance: MaintenanceWorker
    exporter: PrometheusExporter
    readiness_probe: ReadinessProbe
    log_handler: DiscordLogHandler | None
    progress_poller: ProgressPoller | None
    """Asks whoever makes the videos; None where nothing is told in between."""
    endpoint: str
    """Where the endpoint is reached from this machine."""

    def background(self) -> tuple[Workers, Workers]:
        """Return what works beside the client, by name: what needs no Discord, and what does."""
        needing = {"delivery": self.delivery.run}
        if self.log_handler is not None:
            needing["notices"] = self.log_handler.run
        if self.progress_poller is not None:
            needing["progress"] = self.progress_poller.run
        independent = {
            "rendering": self.render_worker.run,
            "maintenance": self.maintenance.run,
            "erasure": self.erasure_worker.run,
            "metrics": self.exporter.run,
        }
        return independent, needing


def _shards(client: MusicVideoBot) -> dict[int, bool]:
    """Return of each shard whether it is connected."""
    return {shard_id: not shard.is_closed() for shard_id, shard in sorted(client.shards.items())}


def _is_connected(client: MusicVideoBot) -> bool:
    """Return whether every shard is connected; the library stays "ready"
    while it connects again.
    """
    return client.is_ready() and all(_shards(client).values())


@asynccontextmanager
async def open_app(
    config: Config,
    *,
    delivery_mode: DeliveryMode | None = None,
    connector: aiohttp.BaseConnector | None = None,
    attachments: SafeDownloader | None = None,
) -> AsyncIterator[App]:
    """Open everything but the connection to Discord, and close it in reverse.

    ``delivery_mode`` overrides how videos get into channels, ``connector`` how HTTP connections to
    the API are kept, ``attachments`` how what members attach is fetched. Raises DatabaseError,
    StudioNotStarted or PortTaken, each with one clear line.
    """
    async with AsyncExitStack() as stack:
        # The database first: of a second process it says more than that the port is taken.
        store = await stack.enter_async_context(Store.open(config.database.path))
        bound = stack.enter_context(bind(config.callback.host, config.callback.port))
        session = await stack.enter_async_context(
            aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        )
        await _adopt_restored(config, store)
        metrics = Metrics(clock=utc_now)
        source = await open_provider(
            ProviderContext(stack, config, session, metrics.record_api_error, attachments)
        )
        owns_files = source.provider.owns_files
        guarded = await stack.enter_async_context(
            downloader_for(
                config.api.base_url,
                user_agent=config.api.user_agent,
                timeout_seconds=_MAX_DOWNLOAD_SECONDS,
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
            _Resources(
                config,
                store,
                files,
                source,
                delivery_mode or delivery_mode_for(config, source.provider),
                metrics,
                address_of(bound),
                utc_now,
            )
        )
        if app.log_handler is not None:
            stack.enter_context(app.log_handler.listening())
        await stack.enter_async_context(serve_backup_socket(config.database.path, store.backups))
        endpoint = _endpoint(config, app, videos=config.studio.videos if owns_files else None)
        await stack.enter_async_context(serve(endpoint.application(), bound))
        yield app


async def _adopt_restored(config: Config, store: Store) -> None:
    deadline = timedelta(seconds=config.timing.job_deadline_seconds)
    copied_at = await store.backups.adopt_restored(utc_now(), deadline)
    if copied_at is not None:
        log.warning("the database is a copy of %s: what was open is looked into", copied_at)


def _endpoint(config: Config, app: App, *, videos: Path | None) -> Endpoint:
    callback = config.callback
    key = callback.metrics_key.get_secret_value()
    if callback.metrics == "loopback" and callback.is_published and not key:
        log.info("nobody can read /metrics: others reach the endpoint; set callback.metrics_key")
    return Endpoint(
        app.render_worker,
        webhook_key=config.api.webhook_key.get_secret_value(),
        videos=videos,
        monitoring=MonitoringAccess(
            app.readiness_probe.readiness,
            app.exporter.render,
            audience=callback.metrics,
            key=key,
            is_published=callback.is_published,
        ),
    )


@dataclass(frozen=True)
class _Resources:
    """What the parts are put together from; each is given what it needs, none looks for it."""

    config: Config
    store: Store
    files: VideoFiles
    provider: OpenProvider
    delivery_mode: DeliveryMode
    metrics: Metrics
    endpoint: str
    clock: Clock
    workers: list[Callable[[], None]] = field(default_factory=list)
    """How each background part is woken."""

    def announce(self) -> None:
        """Wake all that may have something new to do."""
        for wake in self.workers:
            wake()

    def studio_cleanup(self) -> StudioCleanup | None:
        """Return what removes files; None where there is no studio."""
        studio = self.provider.studio
        if studio is None:
            return None
        return StudioCleanup(studio, self.store, clock=self.clock)

    def studio_library(self) -> StudioLibrary | None:
        """Return the songs that members bring; None where there is no studio."""
        studio = self.provider.studio
        return StudioLibrary(studio) if studio is not None else None


def _assemble(resources: _Resources) -> App:
    config, store, metrics = resources.config, resources.store, resources.metrics
    clock = resources.clock
    studio_cleanup = resources.studio_cleanup()
    studio_library = resources.studio_library()
    catalog = TrackCatalog(store, resources.provider.api, studio_library, clock=clock)
    credit_service = CreditService(
        store,
        resources.provider.api,
        config,
        clock=clock,
        provider=resources.provider.provider,
        announce=resources.announce,
    )
    client = _client(resources, catalog, credit_service, studio_cleanup, studio_library)
    messages = DiscordMessages(
        client,
        answer_timeout_seconds=config.delivery.answer_timeout_seconds,
        stall_seconds=config.delivery.stall_seconds,
    )
    video_sender = VideoSender(
        resources.files,
        config,
        store.upload_limits,
        clock=clock,
        provider=resources.provider.provider,
        delivery_mode=resources.delivery_mode,
    )
    delivery = DeliveryWorker(
        store,
        messages,
        video_sender,
        config,
        clock=clock,
        metrics=metrics,
        announce=resources.announce,
        edge=client.edge,
    )
    _retry_when_connected(client, delivery)
    render_worker = _render_worker(resources, catalog, studio_cleanup)
    erasure_worker = ErasureWorker(
        store,
        config.privacy,
        clock=clock,
        studio_cleanup=studio_cleanup,
        is_gone=messages.has_left,
    )
    progress = _progress_poller(resources, delivery)
    resources.workers.extend([render_worker.wake, delivery.wake, erasure_worker.wake])
    if progress is not None:
        resources.workers.append(progress.wake)
    maintenance = MaintenanceWorker(store, config.database, metrics, clock=clock)
    is_connected, shards = partial(_is_connected, client), partial(_shards, client)
    watched = MetricSources(
        store,
        is_connected=is_connected,
        shards=shards,
        credits=None if credit_service.is_free else credit_service,
        studio=resources.provider.studio,
        last_backup_at=maintenance.last_backup_at,
    )
    return App(
        store=store,
        client=client,
        render_worker=render_worker,
        delivery=delivery,
        erasure_worker=erasure_worker,
        maintenance=maintenance,
        exporter=PrometheusExporter(metrics, watched, clock=clock),
        readiness_probe=ReadinessProbe(
            store, clock=clock, is_connected=is_connected, shards=shards
        ),
        log_handler=_log_handler(config, messages),
        progress_poller=progress,
        endpoint=resources.endpoint,
    )


def _client(
    resources: _Resources,
    catalog: TrackCatalog,
    credit_service: CreditService,
    studio_cleanup: StudioCleanup | None,
    studio_library: StudioLibrary | None,
) -> MusicVideoBot:
    config, store, source = resources.config, resources.store, resources.provider
    provider = source.provider
    client = MusicVideoBot(
        store=store,
        clock=resources.clock,
        requests=RequestService(
            store,
            config,
            provider=provider,
            clock=resources.clock,
            announce=resources.announce,
            on_end=resources.metrics.record_end,
        ),
        guild_settings=GuildSettingsService(
            store, config, provider=provider, clock=resources.clock
        ),
        privacy=PrivacyService(
            store,
            config,
            clock=resources.clock,
            provider=provider,
            announce=resources.announce,
            studio_cleanup=studio_cleanup,
        ),
        credit_service=credit_service,
        catalog=catalog,
        preview_renderer=source.preview_renderer,
        link_refresher=LinkRefresher(store, source.api, provider, clock=resources.clock),
        settings=config.discord,
        attaches_files=resources.delivery_mode is DeliveryMode.FILE,
        track_uploads=TrackUploadService(
            store, studio_library, config.studio, clock=resources.clock
        )
        if studio_library is not None
        else None,
    )
    trace = resources.metrics.discord_trace()
    client.edge.add_to(trace)
    client.http.http_trace = trace
    return client


def _render_worker(
    resources: _Resources, catalog: TrackCatalog, studio_cleanup: StudioCleanup | None
) -> RenderWorker:
    config = resources.config
    rate_limiter = RateLimiter(config.api.submits_per_window, config.api.submit_window_seconds)
    stepper = VideoStepper(
        resources.store,
        resources.provider.api,
        rate_limiter,
        config,
        clock=resources.clock,
        provider=resources.provider.provider,
        callback_base=callback_base(config, resources.provider.provider, resources.endpoint),
        announce=resources.announce,
        metrics=resources.metrics,
        delete_file=studio_cleanup.delete_file if studio_cleanup is not None else None,
        attaches=resources.delivery_mode is DeliveryMode.FILE,
    )
    return RenderWorker(
        resources.store, catalog, stepper, rate_limiter, config, clock=resources.clock
    )


def _progress_poller(resources: _Resources, delivery: DeliveryWorker) -> ProgressPoller | None:
    studio = resources.provider.studio
    if studio is None or not resources.provider.provider.tells_progress:
        return None
    return ProgressPoller(
        resources.store,
        studio,
        clock=resources.clock,
        pause_seconds=resources.config.timing.status_every_seconds,
        on_progress=delivery.wake,
    )


def _retry_when_connected(client: MusicVideoBot, delivery: DeliveryWorker) -> None:
    async def connected(_shard_id: int) -> None:
        delivery.retry_now()

    for event in ("on_shard_ready", "on_shard_resumed"):
        client.add_listener(connected, event)


def _log_handler(config: Config, messages: DiscordMessages) -> DiscordLogHandler | None:
    channel_id = config.log.discord_channel
    if channel_id is None:
        return None
    return DiscordLogHandler(partial(messages.try_send_text, channel_id), plain_formatter(config))
