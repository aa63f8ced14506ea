"""The endpoint against clients that are slow, broken or rude; and its other routes."""

import asyncio
import errno
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.jobs import Job, VideoState
from bot.net.listener import address_of
from bot.version import VERSION
from bot.web import server
from bot.web.server import Endpoint, MonitoringAccess, PortTaken, bind, serve
from tests.loopback.music_api import Video as Made
from tests.loopback.people import until
from tests.support.ranges import broken_rules
from tests.support.render_harness import RenderHarness
from tests.support.rows import everything

NAME = "0123456789abcdef0123456789abcdef.mp4"
CONTENT = bytes(range(256)) * 40


async def talk(shop: RenderHarness, sent: bytes, *, end: bool = False) -> bytes:
    """Send raw bytes and give everything that comes back until the other side closes."""
    host, _, port = shop.endpoint.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent)
    if end:
        writer.write_eof()
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    return answer


async def rendering(shop: RenderHarness) -> tuple[Job, Made]:
    job = await shop.ask()
    await shop.work()
    return job, shop.made(job)


async def still_works(shop: RenderHarness, job: Job) -> None:
    await shop.api.finish(shop.made(job))
    await shop.work()
    assert await shop.state(job) is VideoState.READY


HEAD = "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
RUDE: dict[str, Callable[[str], bytes]] = {
    "a broken chunk": lambda path: (
        HEAD.format(path=path) + "Transfer-Encoding: chunked\r\n\r\nZZZ\r\n{}\r\n0\r\n\r\n"
    ).encode(),
    "an endless chunk size": lambda path: (
        HEAD.format(path=path) + "Transfer-Encoding: chunked\r\n\r\n" + "f" * 5000
    ).encode(),
    "length and chunks": lambda path: (
        HEAD.format(path=path)
        + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"
    ).encode(),
    "two lengths": lambda path: (
        HEAD.format(path=path) + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"
    ).encode(),
    "a negative length": lambda path: (
        HEAD.format(path=path) + "Content-Length: -1\r\n\r\n"
    ).encode(),
    "a length that is none": lambda path: (
        HEAD.format(path=path) + "Content-Length: many\r\n\r\n"
    ).encode(),
    "no HTTP": lambda _: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
    "half a request line": lambda path: f"POST {path}\r\n\r\n".encode(),
    "raw bytes in the path": lambda _: (
        HEAD.format(path="/callbacks/\xff\xfe/\xff").encode("latin1") + b"\r\n"
    ),
    "raw bytes in a token": lambda path: (
        HEAD.format(path=path + "\xff") + "Content-Length: 0\r\n\r\n"
    ).encode("latin1"),
    "raw bytes in a header": lambda path: (
        HEAD.format(path=path) + "X-Webhook-Signature: \xff\xfe\r\nContent-Length: 2\r\n\r\n{}"
    ).encode("latin1"),
    "an expectation": lambda path: (
        HEAD.format(path=path) + "Expect: wonders\r\nContent-Length: 2\r\n\r\n{}"
    ).encode(),
    "an endless header": lambda path: (
        HEAD.format(path=path) + "X: " + "x" * 100_000 + "\r\n\r\n"
    ).encode(),
    "a path upwards": lambda path: HEAD.format(path=f"/../..{path}/../x").encode() + b"\r\n",
    "another method": lambda path: (
        HEAD.replace("POST", "DELETE").format(path=path).encode() + b"\r\n"
    ),
}


@pytest.mark.parametrize("name", sorted(RUDE))
async def test_a_rude_request_is_refused_without_effect(
    shop: RenderHarness, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    job, made = await rendering(shop)
    caplog.clear()
    before = await everything(shop.store)
    path = made.callback_url.removeprefix(shop.endpoint)
    answer = await talk(shop, RUDE[name](path), end=True)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), answer[:200]
    assert await everything(shop.store) == before
    assert caplog.records == []  # whoever sends it decides what would stand there, and how often
    await still_works(shop, job)


async def test_what_goes_wrong_in_a_request_is_told_to_the_log_only(
    shop: RenderHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job, made = await rendering(shop)
    caplog.clear()
    with monkeypatch.context() as patch:
        patch.setattr(shop.render_worker, "record_callback", None)
        assert await shop.api.post(made.callback_url, shop.api.callback_body(made)) == (500, b"")
    (told,) = caplog.records
    assert told.exc_info is not None
    assert str(told.exc_info[1]) == "'NoneType' object is not callable"
    await still_works(shop, job)


async def test_a_body_that_does_not_come_is_given_up(
    shop: RenderHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_BODY_SECONDS", 0.1)
    job, made = await rendering(shop)
    path = made.callback_url.removeprefix(shop.endpoint)
    sent = (HEAD.format(path=path) + "Content-Length: 100\r\n\r\n{").encode()
    host, _, port = shop.endpoint.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent)
    assert (await reader.readline()).startswith(b"HTTP/1.1 408")
    writer.close()
    await still_works(shop, job)


async def test_a_client_that_hangs_up_half_way_leaves_nothing(shop: RenderHarness) -> None:
    job, made = await rendering(shop)
    before = await everything(shop.store)
    path = made.callback_url.removeprefix(shop.endpoint)
    sent = (HEAD.format(path=path) + "Content-Length: 100\r\n\r\n{").encode()
    host, _, port = shop.endpoint.removeprefix("http://").partition(":")
    for _ in range(5):
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent)
        await writer.drain()
        writer.transport.abort()
    await asyncio.sleep(0.05)
    assert await everything(shop.store) == before
    await still_works(shop, job)


async def test_many_waiting_connections_do_not_keep_a_genuine_callback_out(
    shop: RenderHarness,
) -> None:
    job, made = await rendering(shop)
    host, _, port = shop.endpoint.removeprefix("http://").partition(":")
    path = made.callback_url.removeprefix(shop.endpoint)
    waiting = [await asyncio.open_connection(host, int(port)) for _ in range(200)]
    for _, writer in waiting[::2]:
        writer.write((HEAD.format(path=path) + "Content-Length: 9\r\n\r\n{").encode())
    await still_works(shop, job)
    for _, writer in waiting:
        writer.transport.abort()


async def get(shop: RenderHarness, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(shop.endpoint + path, headers=headers) as answer,
    ):
        return answer.status, await answer.read(), dict(answer.headers)


async def test_the_process_tells_whether_it_lives_and_is_ready(shop: RenderHarness) -> None:
    assert (await get(shop, "/healthz"))[:2] == (200, f"alive, musicvideo-bot {VERSION}\n".encode())
    assert (await get(shop, "/readyz", Host="bot.example"))[:2] == (200, b'{"ready": true}')


@pytest.fixture
def served(folder: Path) -> bytes:
    """Put a video among the studio's files, and something else beside it."""
    (folder / NAME).write_bytes(CONTENT)
    (folder / "studio.db").write_bytes(b"secret")
    (folder / "outside.mp4").write_bytes(b"secret")
    return CONTENT


async def test_a_video_is_served_whole(shop: RenderHarness, served: bytes) -> None:
    status, body, headers = await get(shop, f"/videos/{NAME}")
    assert (status, body) == (200, served)
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-99", 0, 99), ("bytes=100-", 100, 10239), ("bytes=-10", 10230, 10239)],
)
async def test_a_part_of_a_video_is_served(
    shop: RenderHarness, served: bytes, asked: str, first: int, last: int
) -> None:
    status, body, headers = await get(shop, f"/videos/{NAME}", Range=asked)
    assert (status, body) == (206, served[first : last + 1])
    assert headers["Content-Range"] == f"bytes {first}-{last}/{len(served)}"


async def test_ranges_are_those_of_the_rfc(shop: RenderHarness, served: bytes) -> None:
    async with aiohttp.ClientSession() as session:
        assert await broken_rules(session, f"{shop.endpoint}/videos/{NAME}", served) == []


async def test_a_part_that_is_none_has_no_body(shop: RenderHarness, served: bytes) -> None:
    for asked in ("bytes=99999-", "bytes=5-2", "bytes=-0"):
        assert (await get(shop, f"/videos/{NAME}", Range=asked))[:2] == (416, b"")


@pytest.mark.parametrize(
    "name",
    [
        "studio.db",
        "outside.mp4",
        "bot.db",
        NAME.upper(),
        NAME[1:],
        f"0{NAME}",
        f"{NAME}%00",
        f"{NAME}%0a",
        f"x%2f..%2f{NAME}",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "f" * 32 + ".mp4",
        "",
        "%ff.mp4",
    ],
)
async def test_nothing_else_is_served(shop: RenderHarness, served: bytes, name: str) -> None:
    assert (await get(shop, f"/videos/{name}"))[:2] == (404, b"")


async def test_a_path_upwards_is_not_followed(shop: RenderHarness, served: bytes) -> None:
    for path in ("/videos/../studio.db", "/videos/..//../etc/passwd", "//etc/passwd"):
        sent = f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
        assert (await talk(shop, sent)).startswith(b"HTTP/1.1 404")


@asynccontextmanager
async def serving_videos(shop: RenderHarness, folder: Path, **more: Any) -> AsyncIterator[str]:  # noqa: ANN401
    """Serve a large video, and return its address."""
    with (folder / NAME).open("wb") as file:
        file.truncate(64 << 20)
    watching = MonitoringAccess(shop.render_worker._store.key_value.check_writable)  # type: ignore[arg-type]
    made = Endpoint(shop.render_worker, webhook_key="", videos=folder, monitoring=watching, **more)
    with bind("127.0.0.1", 0) as bound:
        async with serve(made.application(), bound):
            yield f"{address_of(bound)}/videos/{NAME}"


def open_videos() -> int:
    """Count how often this process has the video open."""
    links = Path("/proc/self/fd").iterdir()
    return sum(1 for link in links if os.path.lexists(link) and NAME in str(link.readlink()))


async def asked(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Ask for a file, and read only as much as is told."""
    host, _, port = url.removeprefix("http://").partition("/")[0].partition(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=1024)
    path = "/" + url.removeprefix("http://").partition("/")[2]
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    return reader, writer


async def test_a_reader_that_stops_reading_holds_no_file(shop: RenderHarness, folder: Path) -> None:
    async with serving_videos(shop, folder, stalled_seconds=0.3) as url:
        _, writer = await asked(url)
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await until(lambda: open_videos() == 1, 10)
        await until(lambda: open_videos() == 0, 10)
        writer.transport.abort()


async def test_a_slow_reader_gets_all_of_it(shop: RenderHarness, folder: Path) -> None:
    async with serving_videos(shop, folder, stalled_seconds=0.6) as url:
        reader, writer = await asked(url)
        for _ in range(40):  # much longer than a reader may take nothing
            assert await reader.read(16_384)
            await asyncio.sleep(0.05)
        taken = 0
        while taken < 60 << 20:
            taken += len(await reader.read(1 << 20))
        writer.transport.abort()


async def test_only_so_many_videos_are_sent_at_once(shop: RenderHarness, folder: Path) -> None:
    async with serving_videos(shop, folder, most_downloads=2) as url:
        readers = [await asked(url) for _ in range(2)]
        async with aiohttp.ClientSession() as session:
            async with session.get(url) as refused:
                assert (refused.status, await refused.read()) == (503, b"")
                assert int(refused.headers["Retry-After"]) > 0
            readers[0][1].transport.abort()
            await until(lambda: open_videos() == 1, 10)
            async with session.get(url, headers={"Range": "bytes=0-9"}) as served:
                assert served.status == 206
        for _, writer in readers:
            writer.transport.abort()


async def test_who_reads_hardly_anything_makes_room_for_who_reads(
    shop: RenderHarness, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving_videos(shop, folder, most_downloads=3, slow_seconds=0.5) as url:
        readers = [await asked(url) for _ in range(3)]
        for _, writer in readers[:2]:
            writer.transport.pause_reading()  # type: ignore[attr-defined]
        watching = asyncio.create_task(taken_by(readers[2][0]))
        await asyncio.sleep(1.0)
        async with aiohttp.ClientSession() as session:
            for _ in range(2):
                async with session.get(url) as answer:
                    assert answer.status == 200
                    assert len(await answer.read()) == 64 << 20
        assert await watching >= 8 << 20  # it was let be
        for _, writer in readers:
            writer.transport.abort()


async def taken_by(reader: asyncio.StreamReader) -> int:
    """Read a part of a video for two seconds or so, never long without taking some."""
    taken = 0
    while taken < 8 << 20:
        taken += len(await reader.read(1 << 20))
        await asyncio.sleep(0.05)
    return taken


async def test_a_file_that_can_not_be_opened_now_is_not_told_as_gone(
    shop: RenderHarness, served: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_many(*_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", too_many)
        status, body, headers = await get(shop, f"/videos/{NAME}")
    assert (status, body) == (503, b"")
    assert int(headers["Retry-After"]) > 0
    assert (await get(shop, f"/videos/{NAME}"))[:2] == (200, served)


def test_a_port_that_is_taken_is_one_clear_line() -> None:
    with bind("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        assert address_of(bound) == f"http://127.0.0.1:{port}"
        with pytest.raises(PortTaken, match=f"callback.port {port}: Address already in use"):
            bind("127.0.0.1", port)


@pytest.mark.parametrize("host", ["host.invalid", "203.0.113.1"])
def test_an_address_that_is_not_ours_is_one_clear_line(host: str) -> None:
    with pytest.raises(PortTaken, match=f"callback.host {host}"):
        bind(host, 0)


def test_an_open_address_is_reached_on_loopback() -> None:
    with bind("0.0.0.0", 0) as bound:  # noqa: S104 - closed at once
        assert address_of(bound) == f"http://127.0.0.1:{bound.getsockname()[1]}"
    if socket.has_ipv6:
        try:
            bound = bind("::1", 0)
        except PortTaken:
            pytest.skip("no IPv6 here")
        with bound:
            assert address_of(bound) == f"http://[::1]:{bound.getsockname()[1]}"


@pytest.mark.parametrize("host", ["::", "0::0", "::0"])
def test_all_addresses_are_those_of_both_families(host: str) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("no socket for both families here")
    with bind(host, 0) as bound:
        port = bound.getsockname()[1]
        for family in ("127.0.0.1", "::1"):
            socket.create_connection((family, port)).close()


def test_a_system_that_listens_on_one_family_only_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(socket, "has_dualstack_ipv6", lambda: False)
    try:
        bound = bind("::", 0)
    except PortTaken:
        pytest.skip("no IPv6 here")
    with bound, pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", bound.getsockname()[1]))
    assert "IPv6 only" in caplog.text
