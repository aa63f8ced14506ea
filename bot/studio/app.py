"""The studio's composition: opens its resources in order, closes them in reverse."""

import asyncio
import logging
import secrets
import socket
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Protocol, Self

import aiohttp
from aiohttp import web

from bot.net.listener import address_of, listen
from bot.net.safe_download import SafeDownloader
from bot.studio.cluster.cluster import Cluster, ClusterUnusable
from bot.studio.disk import make_private
from bot.studio.http import documentation
from bot.studio.http.jobs_api import JobsApi
from bot.studio.http.logos import LogoHandlers
from bot.studio.http.lyrics_api import LyricsHandlers
from bot.studio.http.previews import PreviewHandlers
from bot.studio.http.publishing import PublishingHandlers
from bot.studio.http.server import FileHandlers, application, served
from bot.studio.http.studio_api import StudioApiHandlers
from bot.studio.http.video_api import VideoApiHandlers
from bot.studio.library.library import Library
from bot.studio.library.seed import seed_library
from bot.studio.library.track_sources import CloudTracks, TrackSources
from bot.studio.process.preview_process import PreviewService
from bot.studio.queue.cleanup import VideoFileCleanup, delete_drafts
from bot.studio.queue.database import QueueLocked, QueueUnusable
from bot.studio.queue.disk_space import DiskSpace
from bot.studio.queue.lyrics import CloudLyrics, Lyrics
from bot.studio.queue.queue import VideoQueue
from bot.studio.queue.webhooks import WebhookSender
from bot.studio.queue.worker_pool import WorkerPool
from bot.studio.settings import StudioSettings
from bot.studio.signed_urls import SignedUrls

_log = logging.getLogger(__name__)


class _Routed(Protocol):
    """What has routes."""

    def routes(self) -> list[web.RouteDef]: ...


class StudioNotStarted(Exception):
    """The studio can't start; the message is one clear line."""


class Studio:
    """A running studio, opened by ``Studio.open``. ``base_url`` and ``key`` are for its clients."""

    def __init__(self, base_url: str, key: str) -> None:
        self.base_url = base_url
        self.key = key

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        settings: StudioSettings,
        *,
        key: str | None = None,
        webhook_key: str | None = None,
        link_base: str | None = None,
        cloud: CloudTracks | None = None,
        lyrics: CloudLyrics | None = None,
        uploads: SafeDownloader | None = None,
    ) -> AsyncIterator[Self]:
        """Start the studio and stop it on leaving; what it renders then is taken up next time.

        ``key``: what clients authenticate with, before the settings' own. ``webhook_key`` signs
        callbacks. ``link_base``: where people reach ``settings.videos`` as ``<base>/videos/…``;
        without it links lead to the studio itself. ``cloud`` looks up tracks that the library does
        not have, ``lyrics`` their words with times, for credits. ``uploads`` gets the files of
        tracks that are brought by address; without it only public https addresses will do.

        Raises StudioNotStarted, and what a part of it dies of later where the caller waits.
        """
        key = key or settings.key.get_secret_value() or _random_key(settings)
        cluster = _cluster(settings)
        async with AsyncExitStack() as stack:
            queue, library = await _stored(stack, settings)
            bound_socket = stack.enter_context(_bound(settings))
            links = SignedUrls(address_of(bound_socket), link_base, key)
            fetch = await stack.enter_async_context(SafeDownloader.open())
            jar = aiohttp.DummyCookieJar()
            session = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
            sources = TrackSources(library, settings, fetch, cloud, Lyrics(queue, lyrics))
            callbacks = WebhookSender(queue, session, links, webhook_key=webhook_key)
            space = DiskSpace(queue, settings)
            wake = callbacks.wake
            pool = WorkerPool(queue, sources, settings, space, finished=wake, cluster=cluster)
            contract = VideoApiHandlers(queue, pool, sources, settings, links, call=wake)
            fetch = uploads or fetch
            extension = StudioApiHandlers(queue, pool, library, settings, links, fetch, space)
            previews = await stack.enter_async_context(PreviewService.open(settings.videos))
            parts: Sequence[_Routed] = (
                *(contract, JobsApi(contract, links), extension),
                *_other_handlers(queue, library, settings, links, fetch, previews),
            )
            routes = [route for part in parts for route in part.routes()]
            work = (pool.run(), callbacks.run(), VideoFileCleanup(queue, settings).run())
            await stack.enter_async_context(_in_background(*work))
            await stack.enter_async_context(served(application(key, routes), bound_socket))
            _log_start(links.own, settings)
            yield cls(links.own, key)


def _log_start(address: str, settings: StudioSettings) -> None:
    where = settings.scheduler or "here"
    _log.info("The studio serves %s: %d renders %s", address, settings.workers, where)


def _other_handlers(
    queue: VideoQueue,
    library: Library,
    settings: StudioSettings,
    links: SignedUrls,
    fetch: SafeDownloader,
    previews: PreviewService,
) -> Sequence[_Routed]:
    """Return the handlers of what is brought beside a song, and of what is only looked at."""
    return (
        LyricsHandlers(library, settings, fetch),
        LogoHandlers(settings, fetch),
        PreviewHandlers(library, previews, settings),
        PublishingHandlers(queue, library, settings),
        FileHandlers(settings.videos, library, links),
        documentation,
    )


async def _stored(stack: AsyncExitStack, settings: StudioSettings) -> tuple[VideoQueue, Library]:
    """Open what lies on disk and bring it in order after whatever happened."""
    try:
        make_private(settings.library)
        make_private(settings.videos)
        queue = await stack.enter_async_context(VideoQueue.open(settings.videos / "studio.db"))
    except OSError as error:
        raise StudioNotStarted(f"The studio's folders can't be used: {error}") from error
    except QueueLocked as error:
        raise StudioNotStarted(f"Another studio uses {settings.videos}") from error
    except QueueUnusable as error:
        raise StudioNotStarted(f"The studio's queue can't be used: {error}") from error
    delete_drafts(settings.videos)
    try:
        recovered = await queue.recover()
    except sqlite3.OperationalError as error:
        raise StudioNotStarted(f"The studio's queue can't be written: {error}") from error
    if recovered:
        _log.info("%d renders that were cut short are queued again", recovered)
    library = Library(settings.library)
    library.sweep()
    await seed_library(library)
    return queue, library


def _cluster(settings: StudioSettings) -> Cluster | None:
    try:
        return Cluster.from_settings(settings)
    except ClusterUnusable as error:
        raise StudioNotStarted(str(error)) from error


def _bound(settings: StudioSettings) -> socket.socket:
    try:
        return listen(settings.host, settings.port)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise StudioNotStarted(f"The studio can't listen on {where}: {error.strerror}") from error


def _random_key(settings: StudioSettings) -> str:
    if not settings.is_on_loopback:
        raise StudioNotStarted(
            f"The studio listens on {settings.host}, which others reach: set studio.key"
        )
    return secrets.token_urlsafe(32)


@asynccontextmanager
async def _in_background(*work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run coroutines beside the body; when one dies, the body is cancelled and its error raised."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(coroutine) for coroutine in work]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
    except BaseExceptionGroup as errors:
        if len(errors.exceptions) == 1:  # the body's own error keeps its type
            raise errors.exceptions[0] from None
        raise
