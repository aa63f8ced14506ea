"""Connections on which nothing comes are closed, and there are never too many of them."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.net.listener import address_of
from bot.web.server import bind, serve


@asynccontextmanager
async def server(
    idle_seconds: float, most: int | None = None
) -> AsyncIterator[tuple[str, asyncio.Event]]:
    """Serve one path, whose answer waits for the event."""
    go_on = asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        await go_on.wait()
        return web.Response(text="served")

    application = web.Application()
    application.router.add_get("/", answer)
    with bind("127.0.0.1", 0) as bound:
        async with serve(application, bound, idle_seconds=idle_seconds, most_connections=most):
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


async def connected(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, _, port = address.removeprefix("http://").partition(":")
    return await asyncio.open_connection(host, int(port))


async def is_closed(reader: asyncio.StreamReader) -> bool:
    """Return whether the other side closes a connection within 10 s."""
    try:
        async with asyncio.timeout(10):
            return await reader.read() == b""
    except ConnectionError:
        return True


async def test_a_new_connection_takes_the_place_of_the_one_that_waited_longest() -> None:
    async with server(30, most=3) as (address, go_on), aiohttp.ClientSession() as session:
        go_on.set()
        waiting = [await connected(address) for _ in range(3)]
        await asyncio.sleep(0.05)
        async with session.get(address) as response:
            assert await response.text() == "served"
        assert await is_closed(waiting[0][0])
        assert not waiting[2][0].at_eof()
        for _, writer in waiting:
            writer.transport.abort()


async def test_a_flood_of_idle_connections_keeps_no_request_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with server(30, most=20) as (address, go_on), aiohttp.ClientSession() as session:
        go_on.set()
        waiting = []
        for _ in range(40):
            waiting += [await connected(address) for _ in range(5)]
            async with session.get(address, headers={"Connection": "close"}) as response:
                assert await response.text() == "served"
        for _, writer in waiting:
            writer.transport.abort()
    (told,) = [r.getMessage() for r in caplog.records if "were closed for new ones" in r.message]
    assert told.endswith(": 1 were closed for new ones")  # the others within the same minute


async def test_where_all_are_being_served_a_new_connection_is_closed_at_once() -> None:
    async with server(30, most=2) as (address, go_on), aiohttp.ClientSession() as session:
        asking = [asyncio.create_task(session.get(address)) for _ in range(2)]
        await asyncio.sleep(0.2)
        reader, writer = await connected(address)
        assert await is_closed(reader)
        writer.transport.abort()
        go_on.set()
        for one in asking:
            async with await one as response:
                assert await response.text() == "served"


async def test_a_request_that_stops_half_way_after_another_is_closed_too() -> None:
    """Whatever the first one asked for."""
    async with server(0.2) as (address, _):
        reader, writer = await connected(address)
        writer.write(b"GET /videos/none HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nX-Half: ")
        async with asyncio.timeout(10):
            assert (await reader.read()).startswith(b"HTTP/1.1 404")
        writer.transport.abort()


FILE_LIMIT = """
import resource, sys
from bot.net.file_limit import connections_for_others, raise_file_limit
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
raise_file_limit()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], connections_for_others())
"""


@pytest.mark.parametrize(
    ("soft", "hard", "told"),
    [(64, 512, "512 256"), (256, 256, "256 128"), (16, 20, "20 16"), (128, 3000, "3000 1000")],
)
def test_the_soft_limit_of_files_is_raised_and_half_is_for_strangers(
    soft: int, hard: int, told: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILE_LIMIT, str(soft), str(hard)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == told
