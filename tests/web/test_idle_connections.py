"""Connections on which nothing comes are closed; others are not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.net.listener import address_of
from bot.web.server import bind, serve


@asynccontextmanager
async def server(idle_seconds: float) -> AsyncIterator[tuple[str, asyncio.Event]]:
    """Serve one path, whose answer waits for the event."""
    go_on = asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        await go_on.wait()
        return web.Response(text="served")

    application = web.Application()
    application.router.add_get("/", answer)
    with bind("127.0.0.1", 0) as bound:
        async with serve(application, bound, idle_seconds=idle_seconds):
            yield address_of(bound), go_on


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: "])
async def test_a_connection_without_a_whole_request_is_closed(sent: bytes) -> None:
    async with server(0.2) as (address, _):
        host, _, port = address.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent)
        async with asyncio.timeout(10):
            assert await reader.read() == b""
        writer.transport.abort()


async def test_a_request_that_is_being_served_is_left_alone() -> None:
    async with server(0.1) as (address, go_on), aiohttp.ClientSession() as session:
        asking = asyncio.create_task(session.get(address))
        await asyncio.sleep(0.5)  # several times as long as an idle connection lives
        go_on.set()
        async with await asking as response:
            assert await response.text() == "served"
