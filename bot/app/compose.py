"""The composition root: opens every resource in order, runs the bot, closes in reverse."""

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Final

import aiohttp

from bot.app.assembly import assemble
from bot.app.parts import App, Resources
from bot.clock import utc_now
from bot.config import Config
from bot.jobs import Provider
from bot.monitoring.metrics import Metrics
from bot.net.downloaders import downloader_for
from bot.net.listener import address_of
from bot.net.safe_download import SafeDownloader
from bot.providers import OpenProvider, ProviderContext, open_provider
from bot.services.video_pages import VideoPageService
from bot.store import Store
from bot.web.server import Endpoint, MonitoringAccess, bind, serve
from bot.web.video_page_routes import VideoPageRoutes
from bot.workers.delivery.video_download import VideoFiles
from bot.workers.delivery.video_sender import DeliveryMode, delivery_mode_for
from bot.workers.maintenance.backup_socket import serve_backup_socket

log = logging.getLogger(__name__)

_MAX_DOWNLOAD_SECONDS: Final = 3600.0
"""A finished video may come as slowly as that, if something comes all the time."""


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
        app = assemble(
            Resources(
                config,
                store,
                await _video_files(stack, config, session, source),
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
        endpoint = _endpoint(config, app, source.provider)
        await stack.enter_async_context(serve(endpoint.application(), bound))
        yield app


async def _video_files(
    stack: AsyncExitStack, config: Config, session: aiohttp.ClientSession, source: OpenProvider
) -> VideoFiles:
    """Return what fetches finished videos: from the studio, or guarded from anywhere."""
    guarded = await stack.enter_async_context(
        downloader_for(
            config.api.base_url,
            user_agent=config.api.user_agent,
            timeout_seconds=_MAX_DOWNLOAD_SECONDS,
            stall_seconds=config.delivery.stall_seconds,
        )
    )
    return VideoFiles(
        session,
        guarded,
        studio_url=source.base_url if source.provider.owns_files else None,
        stall_seconds=config.delivery.stall_seconds,
    )


async def _adopt_restored(config: Config, store: Store) -> None:
    deadline = timedelta(seconds=config.timing.job_deadline_seconds)
    copied_at = await store.backups.adopt_restored(utc_now(), deadline)
    if copied_at is not None:
        log.warning("the database is a copy of %s: what was open is looked into", copied_at)


def _endpoint(config: Config, app: App, provider: Provider) -> Endpoint:
    callback = config.callback
    videos = config.studio.videos if provider.owns_files else None
    pages = None
    if videos is not None and callback.public_url:
        service = VideoPageService(
            app.store, provider, videos, clock=utc_now, short_side=config.studio.resolution
        )
        pages = VideoPageRoutes(service, callback.public_url)
    key = callback.metrics_key.get_secret_value()
    if callback.metrics == "loopback" and callback.is_published and not key:
        log.info("nobody can read /metrics: others reach the endpoint; set callback.metrics_key")
    return Endpoint(
        app.render_worker,
        webhook_key=config.api.webhook_key.get_secret_value(),
        videos=videos,
        pages=pages,
        monitoring=MonitoringAccess(
            app.readiness_probe.readiness,
            app.exporter.render,
            audience=callback.metrics,
            key=key,
            is_published=callback.is_published,
        ),
    )
