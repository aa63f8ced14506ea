"""Closes connections on which nothing comes: aiohttp waits for a request's headers for ever."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

IDLE_SECONDS: Final = 30.0

_LONG_ANSWERS: Final = "/videos/"
"""Files are still being sent when their handler is done."""


class Reaper:
    """Knows since when each connection of a server waits for a whole request."""

    def __init__(self, idle_seconds: float) -> None:
        self._idle_seconds = idle_seconds
        self._waiting_since: dict[object, float] = {}

    @web.middleware
    async def middleware(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Let a connection alone while it is served."""
        self._waiting_since[request.protocol] = math.inf
        try:
            return await handler(request)
        finally:
            if not request.path.startswith(_LONG_ANSWERS):
                self._waiting_since[request.protocol] = time.monotonic()

    async def run(self, server: web.Server) -> None:
        """Close what waits for too long, until cancelled."""
        while True:
            await asyncio.sleep(self._idle_seconds / 4)
            now = time.monotonic()
            known, self._waiting_since = self._waiting_since, {}
            for connection in server.connections:
                since = self._waiting_since[connection] = known.get(connection, now)
                if now - since > self._idle_seconds:
                    connection.force_close()
