"""The guarded download, against a real server."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.net.safe_download import Address, DownloadFailed, SafeDownloader, is_public

LIMIT = 10_000
BOTH = ("https", "http")
STOPPED = web.AppKey("stopped", asyncio.Event)


def anywhere(_address: Address) -> bool:
    return True


async def small(_request: web.Request) -> web.Response:
    return web.Response(body=b"song")


async def packed(_request: web.Request) -> web.Response:
    return web.Response(body=b"as it is", headers={"Content-Encoding": "gzip"})


async def large(_request: web.Request) -> web.Response:
    return web.Response(body=b"x" * (LIMIT + 1))


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while not request.app[STOPPED].is_set():
        await response.write(b"x" * 4096)
    return response


async def silent(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    await request.app[STOPPED].wait()
    return response


async def redirect(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": request.query.get("to", "")})


async def missing(_request: web.Request) -> web.Response:
    return web.Response(status=404)


@asynccontextmanager
async def serving() -> AsyncIterator[str]:
    app = web.Application()
    app[STOPPED] = asyncio.Event()
    for handler in (small, packed, large, endless, silent, redirect, missing):
        app.router.add_get(f"/{handler.__name__}", handler)
    async with TestServer(app) as server:
        try:
            yield f"http://localhost:{server.port}"
        finally:
            app[STOPPED].set()


async def test_a_file_is_fetched_as_it_is(tmp_path: Path) -> None:
    async with serving() as base, SafeDownloader.open(admits=anywhere, schemes=BOTH) as fetch:
        await fetch.file(f"{base}/small", tmp_path / "1", limit_bytes=LIMIT)
        await fetch.file(f"{base}/redirect?to=/small", tmp_path / "2", limit_bytes=LIMIT)
        await fetch.file(f"{base}/packed", tmp_path / "3", limit_bytes=LIMIT)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() == b"song"
    assert (tmp_path / "3").read_bytes() == b"as it is"


@pytest.mark.parametrize(
    "path", ["large", "endless", "missing", "redirect?to=/redirect", "redirect", "nowhere"]
)
async def test_a_strange_answer_is_refused(tmp_path: Path, path: str) -> None:
    async with serving() as base, SafeDownloader.open(admits=anywhere, schemes=BOTH) as fetch:
        with pytest.raises(DownloadFailed):
            await fetch.file(f"{base}/{path}", tmp_path / "1", limit_bytes=LIMIT)


async def test_a_silent_server_is_left(tmp_path: Path) -> None:
    async with (
        serving() as base,
        SafeDownloader.open(admits=anywhere, schemes=BOTH, timeout_seconds=0.2) as fetch,
    ):
        with pytest.raises(DownloadFailed, match="too long"):
            await fetch.file(f"{base}/silent", tmp_path / "1", limit_bytes=LIMIT)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "/x",
        "",
        "https://",
        "x:",
    ],
)
async def test_only_https_is_fetched(tmp_path: Path, url: str) -> None:
    async with SafeDownloader.open(admits=anywhere) as fetch:
        with pytest.raises(DownloadFailed):
            await fetch.file(url, tmp_path / "1", limit_bytes=LIMIT)


async def test_a_redirect_away_from_https_is_refused(tmp_path: Path) -> None:
    async with serving() as base, SafeDownloader.open(admits=anywhere, schemes=("http",)) as fetch:
        with pytest.raises(DownloadFailed, match="https"):
            await fetch.file(f"{base}/redirect?to=ftp://x/y", tmp_path / "1", limit_bytes=LIMIT)


async def test_a_private_address_is_never_connected_to(tmp_path: Path) -> None:
    asked: list[Address] = []

    def noted(address: Address) -> bool:
        asked.append(address)
        return is_public(address)

    async with serving() as base, SafeDownloader.open(admits=noted, schemes=BOTH) as fetch:
        port = base.rpartition(":")[2]
        for host in ("localhost", "127.0.0.1", "[::1]", "0", "2130706433", "[::ffff:7f00:1]"):
            with pytest.raises(DownloadFailed):
                await fetch.file(f"http://{host}:{port}/small", tmp_path / "1", limit_bytes=LIMIT)
    assert ipaddress.ip_address("127.0.0.1") in asked
    assert not (tmp_path / "1").exists()


async def test_a_redirect_is_looked_at_again(tmp_path: Path) -> None:
    def v4(address: Address) -> bool:
        return address.version == 4

    async with serving() as base, SafeDownloader.open(admits=v4, schemes=BOTH) as fetch:
        url = base.replace("localhost", "127.0.0.1") + "/redirect?to=http://[::1]:1/x"
        with pytest.raises(DownloadFailed, match="ConnectorError"):
            await fetch.file(url, tmp_path / "1", limit_bytes=LIMIT)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - not bound
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
    ],
)
def test_these_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_these_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
