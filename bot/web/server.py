"""The aiohttp endpoint: callbacks, health, and the studio's videos.

A callback is verified, recorded, committed and answered; everything else is done later. Whoever
sends a forged one learns nothing: every refusal has the same empty body, and nothing changes.
"""

import asyncio
import hmac
import logging
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.jobs.video_links import FILE_NAME
from bot.monitoring.readiness import Readiness
from bot.net.connections import IDLE_SECONDS, IdleConnectionCloser
from bot.net.download_limit import SLOW_SECONDS, DownloadLimit
from bot.net.file_limit import connections_for_others
from bot.net.listener import listen
from bot.net.occasional_log import OccasionalLog
from bot.net.peer import comes_from_this_machine
from bot.net.ranged_file import RangedFile
from bot.net.send_watch import STALLED_SECONDS, ReaderStalled
from bot.version import NAME, VERSION
from bot.video_api import SIGNATURE_HEADER, TIMESTAMP_HEADER, CallbackBody, is_signed
from bot.web.instance_challenge import InstanceChallenge
from bot.web.video_page_routes import VideoPageRoutes
from bot.workers.rendering.worker import RenderWorker

log = logging.getLogger(__name__)

_BODY_LIMIT: Final = 16 * 1024  # bytes; a genuine callback has a few hundred
_BODY_SECONDS: Final = 10.0
_RETRY_AFTER: Final = "10"  # seconds
_wire_log = logging.getLogger(f"{__name__}.wire")
# Of what is no HTTP the library would tell all, callback tokens as well, as often as anybody sends
# it; what goes wrong here is told by ourselves.
_wire_log.setLevel(logging.CRITICAL)

Audience = Literal["loopback", "off", "everyone"]
"""Who may watch: this machine, nobody, or anybody."""


class PortTaken(Exception):
    """The endpoint's address can't be used; the message says why."""


@dataclass(frozen=True)
class MonitoringAccess:
    """What can be watched, and by whom. ``metrics`` gives Prometheus' text format.

    ``is_published``: others reach the endpoint, if only through a proxy. What a proxy lets through
    can look like this machine itself, so then a key is needed.
    """

    readiness: Callable[[], Awaitable[Readiness]]
    metrics: Callable[[], Awaitable[bytes]] | None = None
    audience: Audience = "loopback"
    key: str = ""
    is_published: bool = False

    def is_open_to(self, request: web.Request) -> bool:
        """Return whether a request may see more than that the process is ready."""
        given = request.headers.get("Authorization", "").encode(errors="replace")
        if self.key and hmac.compare_digest(given, f"Bearer {self.key}".encode()):
            return self.audience != "off"
        if self.audience == "loopback":
            return not self.is_published and comes_from_this_machine(request)
        return self.audience == "everyone"


class Endpoint:
    """The HTTP routes. ``videos`` is the folder whose files are served, None to serve none."""

    def __init__(
        self,
        render_worker: RenderWorker,
        *,
        webhook_key: str,
        videos: Path | None,
        monitoring: MonitoringAccess,
        pages: VideoPageRoutes | None = None,
        most_downloads: int | None = None,
        stalled_seconds: float = STALLED_SECONDS,
        slow_seconds: float = SLOW_SECONDS,
    ) -> None:
        """``pages``: of the videos, where others reach them. ``most_downloads``: how many videos
        are sent at once; None: as the file limit is. ``slow_seconds``: see ``DownloadLimit``.
        """
        self._pages = pages
        self._render_worker = render_worker
        self._webhook_key = webhook_key
        self._videos = videos
        self._monitoring = monitoring
        self._challenge = InstanceChallenge()
        self._stalled_seconds = stalled_seconds
        self._downloads = DownloadLimit(
            lambda: most_downloads or connections_for_others() // 2, slow_seconds=slow_seconds
        )
        self._crowded = OccasionalLog(log, "too many videos are being fetched: %d were refused")
        self._stalled = OccasionalLog(log, "videos whose readers stopped reading: %d were closed")

    def application(self) -> web.Application:
        """Make the aiohttp application."""
        application = web.Application(
            client_max_size=_BODY_LIMIT, middlewares=[_empty_error_bodies]
        )
        application.router.add_post("/callbacks/{video_id:[0-9a-f]{16}}/{token}", self._callback)
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/readyz", self._readyz)
        application.router.add_get("/metrics", self._metrics)
        for pattern in (InstanceChallenge.PATTERN, InstanceChallenge.PAGE_PATTERN):
            application.router.add_get(pattern, self._instance_challenge)
        if self._videos is not None:
            application.router.add_get("/videos/{name}", self._video)
        if self._pages is not None:
            application.router.add_routes(self._pages.routes())
        return application

    async def _callback(self, request: web.Request) -> web.Response:
        try:
            return web.Response(status=await self._receive(request))
        except sqlite3.Error as error:
            # The API sends it again; a poll finds the result in any case.
            log.error(  # noqa: TRY400 - the traceback tells nothing more
                "video_id=%s callback not recorded, the database can't be used: %s",
                request.match_info["video_id"],
                error,
            )
            return web.Response(status=503)

    async def _receive(self, request: web.Request) -> int:
        """Verify and record a callback; return the HTTP status of the answer."""
        video_id = request.match_info["video_id"]
        if not await self._render_worker.is_callback_of(video_id, request.match_info["token"]):
            return 404
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await request.read()
            callback = CallbackBody.parse(body)
        except web.HTTPRequestEntityTooLarge:
            return 413
        except TimeoutError:
            return 408
        except (ValueError, ConnectionError, web.RequestPayloadError):
            self._render_worker.refused_callbacks.note(video_id, "body")
            return 400  # not a callback, or one that was cut off
        if not self._is_signed(request, callback):
            log.warning("video_id=%s callback with a bad signature", video_id)
            self._render_worker.refused_callbacks.note(video_id, "signature")
            return 401
        await self._render_worker.record_callback(video_id, callback.data.task_id)
        return 200

    def _is_signed(self, request: web.Request, callback: CallbackBody) -> bool:
        if not self._webhook_key:
            return True
        return is_signed(
            self._webhook_key,
            callback.data.task_id,
            request.headers.get(TIMESTAMP_HEADER),
            request.headers.get(SIGNATURE_HEADER),
            now=time.time(),
        )

    async def _healthz(self, request: web.Request) -> web.Response:
        told = f"alive, {NAME} {VERSION}" if self._monitoring.is_open_to(request) else "alive"
        return web.Response(text=f"{told}\n")

    async def _readyz(self, request: web.Request) -> web.Response:
        readiness = await self._monitoring.readiness()
        told: dict[str, object] = {"ready": readiness.is_ready}
        if self._monitoring.is_open_to(request):
            told |= asdict(readiness)
        return web.json_response(told, status=200 if readiness.is_ready else 503)

    async def _metrics(self, request: web.Request) -> web.Response:
        if self._monitoring.metrics is None or not self._monitoring.is_open_to(request):
            return web.Response(status=404)
        body = await self._monitoring.metrics()
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _instance_challenge(self, request: web.Request) -> web.Response:
        return web.Response(text=self._challenge.respond(request.match_info["nonce"]))

    async def _video(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if self._videos is None or not FILE_NAME.fullmatch(name):
            return web.Response(status=404)
        path = self._videos / name
        file = RangedFile(
            path, headers={"Content-Type": "video/mp4"}, stalled_seconds=self._stalled_seconds
        )
        try:
            if not await asyncio.to_thread(path.is_file):
                return web.Response(status=404)
            if not await self._downloads.send(file, request):
                self._crowded.note()
                return _later()
        except web.HTTPServiceUnavailable:
            return _later()
        except ReaderStalled:
            self._stalled.note()
        except ConnectionError:
            pass  # its reader has gone
        return file


def _later() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": _RETRY_AFTER})


@web.middleware
async def _empty_error_bodies(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer every refusal with an empty body, whoever asks for whatever."""
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        return web.Response(status=refusal.status)
    except Exception:
        log.exception("a request went wrong")
        return web.Response(status=500)


def bind(host: str, port: int) -> socket.socket:
    """Take the endpoint's address; port 0 stands for a free one. Raises PortTaken."""
    try:
        return listen(host, port)
    except OSError as error:
        raise PortTaken(
            f"callback.host {host}, callback.port {port}: {error.strerror or error}"
        ) from error


@asynccontextmanager
async def serve(
    application: web.Application,
    bound: socket.socket,
    *,
    idle_seconds: float = IDLE_SECONDS,
    most_connections: int | None = None,
) -> AsyncIterator[None]:
    """Serve on a bound socket until the end of the block, then let requests finish for 3 s.

    ``most_connections``: how many there may be at once; None: as the file limit is.
    """
    closer = IdleConnectionCloser(idle_seconds, most=most_connections)
    application.middlewares.insert(0, closer.middleware)
    # By default aiohttp keeps idle connections for an hour.
    runner = web.AppRunner(
        application,
        access_log=None,  # its lines would carry the callback tokens
        logger=_wire_log,
        keepalive_timeout=30.0,
        shutdown_timeout=3.0,
        auto_decompress=False,  # a callback is never compressed: nothing to bomb
        handle_signals=False,
    )
    async with closer.serving(runner, bound):
        yield
