"""The studio's HTTP server: authentication, errors, and the files that need none."""

import asyncio
import contextlib
import hmac
import logging
import socket
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.net.connections import IdleConnectionCloser
from bot.net.ranged_file import RangedFile
from bot.studio.failures import DISK_FULL, is_disk_full
from bot.studio.http.responses import BODY_LIMIT, ErrorResponse, error_response
from bot.studio.library.library import Library
from bot.studio.queue.cleanup import VIDEO_NAME
from bot.studio.signed_urls import ASSET_KINDS, SignedUrls
from bot.video_api.studio import PREFIX

_log = logging.getLogger(__name__)

CONTRACT_PREFIX: Final = "/api/v1/"

_BODY_SECONDS: Final = 300.0  # an upload over a slow line; aiohttp itself has no limit
_KEEPALIVE_SECONDS: Final = 30.0
_STOP_SECONDS: Final = 5.0


class FileHandlers:
    """Serves finished videos and the library's material under names that can't be guessed."""

    def __init__(self, videos: Path, library: Library, links: SignedUrls) -> None:
        self._videos = videos
        self._library = library
        self._links = links

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the files."""
        return [
            web.get("/videos/{name}", self.video),
            web.get("/material/{task_id}/{audio_id}/{kind}/{signature}", self.asset),
            web.get("/openapi.json", self.description),
        ]

    async def video(self, request: web.Request) -> web.StreamResponse:
        """Serve a finished video, ranges included."""
        name = request.match_info["name"]
        if not VIDEO_NAME.fullmatch(name):
            raise ErrorResponse(404, "Not found")
        return await _file(request, self._videos / name, "video/mp4")

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """Serve a track's audio or cover to whoever has its signed address."""
        task_id, audio_id, kind, signature = (
            request.match_info[part] for part in ("task_id", "audio_id", "kind", "signature")
        )
        if kind not in ASSET_KINDS or not self._links.is_signed(task_id, audio_id, kind, signature):
            raise ErrorResponse(404, "Not found")
        track = await asyncio.to_thread(self._library.track, task_id, audio_id)
        name = track and (track.audio if kind == "audio" else track.cover)
        if not name:
            raise ErrorResponse(404, "Not found")
        return await _file(request, self._library.path(task_id, name), None)

    async def description(self, _request: web.Request) -> web.Response:
        """Serve the OpenAPI description."""
        text = (resources.files(__package__) / "openapi.json").read_text(encoding="utf-8")
        return web.Response(text=text, content_type="application/json")


async def _file(request: web.Request, path: Path, content_type: str | None) -> web.StreamResponse:
    if not await asyncio.to_thread(path.is_file):
        raise ErrorResponse(404, "Not found")
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    if content_type:
        headers["Content-Type"] = content_type
    file = RangedFile(path, headers=headers)
    with contextlib.suppress(ConnectionError):  # its reader has gone, or takes nothing any more
        await file.send(request)
    return file


def application(key: str, routes: Iterable[web.RouteDef]) -> web.Application:
    """Put the routes behind one key; what is below neither prefix is open."""
    app = web.Application(
        middlewares=[_told_errors, _authenticated(key)], client_max_size=BODY_LIMIT
    )
    app.add_routes(list(routes))
    return app


def _authenticated(key: str) -> Middleware:
    expected = key.encode()

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith((CONTRACT_PREFIX, PREFIX)):
            scheme, _, given = request.headers.get("Authorization", "").partition(" ")
            is_ours = hmac.compare_digest(given.strip().encode(errors="replace"), expected)
            if not key or not is_ours or scheme.lower() != "bearer":  # RFC 9110, 11.1: any case
                raise ErrorResponse(401, "You do not have access permissions")
        return await handler(request)

    return middleware


@web.middleware
async def _told_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every error in the envelope; the contract's own have HTTP 200 (recorded)."""
    headers: dict[str, str] = {}
    try:
        async with asyncio.timeout(_BODY_SECONDS if request.body_exists else None):
            return await handler(request)
    except ErrorResponse as error:
        code, message, data = error.code, error.message, error.data
    except web.HTTPException as error:
        if error.status < 400:
            raise
        code, message, data = error.status, error.reason, None
        headers = {name: error.headers[name] for name in ("Allow",) if name in error.headers}
    except web.RequestPayloadError:
        code, message, data = 400, "The body can't be read", None
    except TimeoutError:
        code, message, data = 408, "The request took too long", None
    except sqlite3.OperationalError as error:
        _log.error("%s %s: the queue can't be used: %s", request.method, request.path, error)
        code, message, data = 500, "Internal Error - Please try again later", None
        if is_disk_full(error):
            code, message, data = DISK_FULL.code, DISK_FULL.message, {"reason": DISK_FULL.reason}
    except Exception:  # noqa: BLE001 - a client is told nothing of our insides
        # The path holds no secret: ids are in the query, the key is in a header.
        _log.exception("%s %s met an error of the studio", request.method, request.path)
        code, message, data = 500, "Internal Error - Please try again later", None
    is_recorded = request.path.startswith(CONTRACT_PREFIX) and code not in (404, 405, 429)
    return error_response(code, message, data, status=200 if is_recorded else code, headers=headers)


@asynccontextmanager
async def served(app: web.Application, bound_socket: socket.socket) -> AsyncIterator[None]:
    """Serve the application on a bound socket."""
    closer = IdleConnectionCloser(_KEEPALIVE_SECONDS)
    app.middlewares.insert(0, closer.middleware)
    runner = web.AppRunner(
        app,
        access_log=None,
        keepalive_timeout=_KEEPALIVE_SECONDS,
        shutdown_timeout=_STOP_SECONDS,
    )
    async with closer.serving(runner, bound_socket):
        yield
