"""Puts the parts of one process together; each is given what it needs, none looks for it."""

from functools import partial

from bot.app.parts import App, Resources
from bot.config import Config
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.client import MusicVideoBot
from bot.logs import plain_formatter
from bot.monitoring.error_channel import DiscordLogHandler
from bot.monitoring.prometheus import MetricSources, PrometheusExporter
from bot.monitoring.readiness import ReadinessProbe
from bot.services.branding_logos import LogoService
from bot.services.credits import CreditService
from bot.services.guild_settings import GuildSettingsService
from bot.services.link_refresh import LinkRefresher
from bot.services.privacy import PrivacyService
from bot.services.requests import RequestService
from bot.services.studio_cleanup import StudioCleanup
from bot.services.track_catalog import TrackCatalog
from bot.services.track_uploads import TrackUploadService
from bot.studio_client import StudioLibrary
from bot.workers.delivery.video_sender import DeliveryMode, VideoSender
from bot.workers.delivery.worker import DeliveryWorker
from bot.workers.maintenance.database import MaintenanceWorker
from bot.workers.maintenance.erasure import ErasureWorker
from bot.workers.rendering.pace import RateLimiter
from bot.workers.rendering.progress_poller import ProgressPoller
from bot.workers.rendering.submit import VideoStepper, callback_base
from bot.workers.rendering.worker import RenderWorker


def _shards(client: MusicVideoBot) -> dict[int, bool]:
    """Return of each shard whether it is connected."""
    return {shard_id: not shard.is_closed() for shard_id, shard in sorted(client.shards.items())}


def _is_connected(client: MusicVideoBot) -> bool:
    """Return whether every shard is connected; the library stays "ready"
    while it connects again.
    """
    return client.is_ready() and all(_shards(client).values())


def assemble(resources: Resources) -> App:
    """Return the parts, none of which runs yet."""
    config, store, clock = resources.config, resources.store, resources.clock
    studio_cleanup = resources.studio_cleanup()
    studio_library = resources.studio_library()
    catalog = _catalog(resources, studio_library)
    credit_service = _credit_service(resources)
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
        unused_days=config.limits.unused_days,
        announce=delivery.wake,
    )
    progress = _progress_poller(resources, delivery, erasure_worker)
    resources.announce.add(render_worker.wake, delivery.wake, erasure_worker.wake)
    if progress is not None:
        resources.announce.add(progress.wake)
    maintenance = MaintenanceWorker(
        store,
        config.database,
        resources.metrics,
        clock=clock,
        settings_log_days=config.privacy.settings_log_days,
    )
    exporter, readiness_probe = _monitoring(resources, client, credit_service, maintenance)
    return App(
        store=store,
        client=client,
        render_worker=render_worker,
        delivery=delivery,
        erasure_worker=erasure_worker,
        maintenance=maintenance,
        exporter=exporter,
        readiness_probe=readiness_probe,
        log_handler=_log_handler(config, messages),
        progress_poller=progress,
        endpoint=resources.endpoint,
        provider_url=resources.provider.base_url,
    )


def _catalog(resources: Resources, studio_library: StudioLibrary | None) -> TrackCatalog:
    return TrackCatalog(
        resources.store,
        resources.provider.api,
        studio_library,
        clock=resources.clock,
        lyric_rules=resources.lyric_rules,
    )


def _credit_service(resources: Resources) -> CreditService:
    return CreditService(
        resources.store,
        resources.provider.api,
        resources.config,
        clock=resources.clock,
        provider=resources.provider.provider,
        announce=resources.announce,
    )


def _monitoring(
    resources: Resources,
    client: MusicVideoBot,
    credit_service: CreditService,
    maintenance: MaintenanceWorker,
) -> tuple[PrometheusExporter, ReadinessProbe]:
    """Return what tells how the process is."""
    store, clock = resources.store, resources.clock
    is_connected, shards = partial(_is_connected, client), partial(_shards, client)
    watched = MetricSources(
        store,
        is_connected=is_connected,
        shards=shards,
        credits=None if credit_service.is_free else credit_service,
        studio=resources.provider.studio,
        last_backup_at=maintenance.last_backup_at,
    )
    exporter = PrometheusExporter(resources.metrics, watched, clock=clock)
    return exporter, ReadinessProbe(store, clock=clock, is_connected=is_connected, shards=shards)


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
        lyric_rules=resources.lyric_rules,
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
        requests=_requests(resources),
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
            store,
            studio_library,
            config.studio,
            limits=config.limits.of_host(charges=provider.charges),
            clock=resources.clock,
        )
        if studio_library is not None
        else None,
        logos=LogoService(source.studio, store) if source.studio is not None else None,
        studio=source.studio,
        lyric_rules=resources.lyric_rules,
    )
    trace = resources.metrics.discord_trace()
    client.edge.add_to(trace)
    client.http.http_trace = trace
    return client


def _requests(resources: Resources) -> RequestService:
    return RequestService(
        resources.store,
        resources.config,
        provider=resources.provider.provider,
        clock=resources.clock,
        announce=resources.announce,
        on_end=resources.metrics.record_end,
    )


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


def _progress_poller(
    resources: Resources, delivery: DeliveryWorker, erasure_worker: ErasureWorker
) -> ProgressPoller | None:
    studio = resources.provider.studio
    if studio is None or not resources.provider.provider.tells_progress:
        return None
    return ProgressPoller(
        resources.store,
        studio,
        clock=resources.clock,
        pause_seconds=resources.config.timing.status_every_seconds,
        on_progress=delivery.wake,
        on_withdrawal=erasure_worker.wake,
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
