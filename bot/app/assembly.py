"""Puts the parts of one process together; each is given what it needs, none looks for it."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.clock import Clock
from bot.config import Config
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.client import MusicVideoBot
from bot.logs import plain_formatter
from bot.monitoring.error_channel import DiscordLogHandler
from bot.monitoring.metrics import Metrics
from bot.monitoring.prometheus import MetricSources, PrometheusExporter
from bot.monitoring.readiness import ReadinessProbe
from bot.providers import OpenProvider
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
from bot.workers.delivery.video_download import VideoFiles
from bot.workers.delivery.video_sender import DeliveryMode, VideoSender
from bot.workers.delivery.worker import DeliveryWorker
from bot.workers.dispatcher import WakeUps
from bot.workers.maintenance.database import MaintenanceWorker
from bot.workers.maintenance.erasure import ErasureWorker
from bot.workers.rendering.pace import RateLimiter
from bot.workers.rendering.progress_poller import ProgressPoller
from bot.workers.rendering.submit import VideoStepper, callback_base
from bot.workers.rendering.worker import RenderWorker

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
        needing: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "delivery": self.delivery.run
        }
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


@dataclass(frozen=True)
class Resources:
    """What the parts are put together from. ``endpoint``: where it is reached from this machine."""

    config: Config
    store: Store
    files: VideoFiles
    provider: OpenProvider
    delivery_mode: DeliveryMode
    metrics: Metrics
    endpoint: str
    clock: Clock
    announce: WakeUps = field(default_factory=WakeUps)

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


def assemble(resources: Resources) -> App:
    """Return the parts, none of which runs yet."""
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
    delivery = _delivery(resources, client, messages)
    render_worker = _render_worker(resources, catalog, studio_cleanup)
    erasure_worker = ErasureWorker(
        store,
        config.privacy,
        clock=clock,
        studio_cleanup=studio_cleanup,
        is_gone=messages.has_left,
    )
    progress = _progress_poller(resources, delivery)
    resources.announce.add(render_worker.wake, delivery.wake, erasure_worker.wake)
    if progress is not None:
        resources.announce.add(progress.wake)
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


def _delivery(
    resources: Resources, client: MusicVideoBot, messages: DiscordMessages
) -> DeliveryWorker:
    """Return what posts answers; it tries again at once when the gateway is back."""
    video_sender = VideoSender(
        resources.files,
        resources.config,
        resources.store.upload_limits,
        clock=resources.clock,
        provider=resources.provider.provider,
        delivery_mode=resources.delivery_mode,
    )
    delivery = DeliveryWorker(
        resources.store,
        messages,
        video_sender,
        resources.config,
        clock=resources.clock,
        metrics=resources.metrics,
        announce=resources.announce,
        edge=client.edge,
    )
    _retry_when_connected(client, delivery)
    return delivery


def _client(
    resources: Resources,
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
    resources: Resources, catalog: TrackCatalog, studio_cleanup: StudioCleanup | None
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


def _progress_poller(resources: Resources, delivery: DeliveryWorker) -> ProgressPoller | None:
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
