"""Keeps strangers' connections few: aiohttp waits for a request's headers for ever."""

import asyncio
import logging
import socket
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from bot.net.file_limit import connections_for_others
from bot.net.occasional_log import OccasionalLog

log = logging.getLogger(__name__)

IDLE_SECONDS: Final = 30.0

_BACKLOG: Final = 64
"""How many connections the event loop takes at once, before any of them is counted."""


class IdleConnectionCloser:
    """Knows since when each connection of a server waits for a whole request.

    What waits for too long is closed. Where all places are taken, a new connection takes that of
    the one that has waited longest; where all are being served, it is closed at once.
    """

    def __init__(self, idle_seconds: float, *, most: int | None = None) -> None:
        """``most``: how many connections there may be at once; None: as the process's limit is."""
        self._idle_seconds = idle_seconds
        self._most = most
        self._waiting_since: OrderedDict[web.RequestHandler, float] = OrderedDict()
        self._served: set[web.RequestHandler] = set()
        self._crowded = OccasionalLog(
            log, "there are all the connections that there may be: %d were closed for new ones"
        )

    @web.middleware
    async def middleware(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Let a connection alone while it is served."""
        connection = request.protocol
        self._waiting_since.pop(connection, None)
        self._served.add(connection)
        try:
            return await handler(request)
        finally:
            self._served.discard(connection)
            self._waiting_since[connection] = time.monotonic()

    @asynccontextmanager
    async def serving(self, runner: web.AppRunner, bound: socket.socket) -> AsyncIterator[None]:
        """Let a runner take connections from a bound socket, as many as there may be.

        The runner, whose application has ``middleware``, is cleaned up in the end.
        """
        await runner.setup()
        try:
            await _Site(runner, bound, self).start()
            if runner.server is None:
                raise RuntimeError("a runner that was set up has a server")
            reaping = asyncio.create_task(self.run(runner.server), name="reaper")
            try:
                yield
            finally:
                reaping.cancel()
        finally:
            await runner.cleanup()

    def accept(self, server: web.Server) -> asyncio.Protocol:
        """Return what talks on a new connection, or closes it at once."""
        most = connections_for_others() if self._most is None else self._most
        if len(server.connections) >= most:
            self._crowded.note()
            if not self._close_longest_waiting():
                return _Closing()
        connection = server()
        self._waiting_since[connection] = time.monotonic()
        return connection

    async def run(self, server: web.Server) -> None:
        """Close what waits for too long, until cancelled."""
        while True:
            await asyncio.sleep(self._idle_seconds / 4)
            before = time.monotonic() - self._idle_seconds
            open_ones = set(server.connections)
            for unknown in open_ones - self._served - self._waiting_since.keys():
                self._waiting_since[unknown] = time.monotonic()
            for connection in list(self._waiting_since):
                if connection not in open_ones:
                    del self._waiting_since[connection]
                elif self._waiting_since[connection] < before:
                    connection.force_close()

    def _close_longest_waiting(self) -> bool:
        while self._waiting_since:
            connection, _ = self._waiting_since.popitem(last=False)
            if connection.transport is not None:
                connection.transport.abort()  # at once: closing waits for what is still to be sent
                return True
        return False


class _Site(web.SockSite):
    """A bound socket's connections, of which each is asked for first."""

    def __init__(
        self, runner: web.AppRunner, bound: socket.socket, closer: IdleConnectionCloser
    ) -> None:
        super().__init__(runner, bound, backlog=_BACKLOG)
        self._closer = closer

    async def start(self) -> None:
        await super(web.SockSite, self).start()
        server = self._runner.server
        if server is None:
            raise RuntimeError("a runner that was set up has a server")
        self._server = await asyncio.get_running_loop().create_server(
            lambda: self._closer.accept(server), sock=self._sock, backlog=self._backlog
        )


class _Closing(asyncio.Protocol):
    """Closes a connection as soon as it is there."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            transport.abort()
