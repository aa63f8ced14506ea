"""The gate before the edge, with a real session and server; only its clock is a stand-in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import aiohttp
import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.http import Route

from bot.discord_client.edge_gate import EdgeClosed, EdgeGate
from bot.discord_client.http_errors import is_transient
from tests.loopback.people import until


class Edge:
    """A server that refuses like the edge while ``retry_after`` is set, and counts its calls."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.gate = EdgeGate(lambda: self.now)
        self.calls = 0
        self.is_banning = False
        self.headers: dict[str, str] = {}
        self.kind = "text/html"
        self.held: asyncio.Event | None = None

    async def answer(self, _request: web.Request) -> web.Response:
        self.calls += 1
        banning, headers = self.is_banning, self.headers
        if self.held is not None:
            await self.held.wait()
        status = 429 if banning else 200
        return web.Response(status=status, text="{}", content_type=self.kind, headers=headers)


@pytest.fixture
def edge() -> Edge:
    return Edge()


@asynccontextmanager
async def calling(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator["Caller"]:
    app = web.Application()
    app.router.add_get("/{path:.*}", edge.answer)
    trace = aiohttp.TraceConfig()
    edge.gate.add_to(trace)
    async with TestServer(app) as server, aiohttp.ClientSession(trace_configs=[trace]) as session:
        monkeypatch.setattr(Route, "BASE", str(server.make_url("/api/v10")))
        yield Caller(session, str(server.make_url("")).rstrip("/"))


class Caller:
    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session = session
        self._base = base

    async def get(self, path: str = "/api/v10/channels/1") -> int:
        async with self._session.get(self._base + path) as response:
            return response.status


async def test_one_refusal_holds_up_all_routes_for_as_long_as_it_says(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with calling(edge, monkeypatch) as caller:
        edge.is_banning, edge.headers = True, {"Retry-After": "30"}
        assert await caller.get() == 429
        for path in ("/api/v10/channels/2", "/api/v10/interactions/3/x/callback"):
            with pytest.raises(EdgeClosed) as closed:
                await caller.get(path)
            assert closed.value.retry_after == 30.0
        assert edge.calls == 1
        assert edge.gate.pause_seconds == 30.0
        assert await caller.get("/attachments/1") == 429  # that is another server's
        edge.is_banning = False
        edge.now += 30
        assert await caller.get() == 200
        assert edge.gate.is_open


async def test_after_its_time_one_call_finds_out_and_the_others_follow_it(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with calling(edge, monkeypatch) as caller:
        edge.is_banning, edge.headers = True, {"Retry-After": "30"}
        await caller.get()
        edge.now += 30
        edge.held = asyncio.Event()
        calls = [asyncio.create_task(caller.get()) for _ in range(5)]
        await until(lambda: edge.calls == 2, 10)
        await asyncio.sleep(0.05)
        assert edge.calls == 2  # four of the five wait for the one
        edge.held.set()
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert sorted(type(one).__name__ for one in results) == ["EdgeClosed"] * 4 + ["int"]
        edge.now += 30
        edge.is_banning = False
        assert await asyncio.gather(*(caller.get() for _ in range(5))) == [200] * 5


async def test_a_time_that_is_too_short_grows(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    async with calling(edge, monkeypatch) as caller:
        edge.is_banning, edge.headers = True, {"Retry-After": "0"}
        pauses = []
        for _ in range(6):
            await caller.get()
            pauses.append(edge.gate.pause_seconds)
            edge.now += pauses[-1]
        assert pauses == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("soon", 5.0), ("nan", 5.0), ("7", 7.0), ("999999", 3600.0), ("-3", 1.0)],
)
async def test_odd_times_are_understood(edge: Edge, header: str, seconds: float) -> None:
    edge.gate.note_refusal(header)
    assert edge.gate.pause_seconds == seconds


async def test_answers_to_calls_under_way_shut_it_for_an_hour_at_most_as_well(edge: Edge) -> None:
    for header in ("30", "999999999"):
        edge.gate.note_refusal(header)
    assert edge.gate.pause_seconds == 3600.0


async def test_without_a_time_only_many_in_a_row_are_a_ban(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with calling(edge, monkeypatch) as caller:
        for is_banning in (True, True, True, True, True, False, True, True, True, True, True):
            edge.is_banning = is_banning
            await caller.get()
            assert edge.gate.is_open
        await caller.get()
        assert edge.gate.pause_seconds == 5.0


async def test_a_date_is_understood(edge: Edge) -> None:
    edge.gate.note_refusal(format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True))
    assert 80 < edge.gate.pause_seconds <= 90


async def test_discord_s_own_limits_and_errors_shut_nothing(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with calling(edge, monkeypatch) as caller:
        edge.is_banning, edge.kind = True, "application/json"
        edge.headers = {"Via": "1.1 google", "Retry-After": "30"}
        assert [await caller.get(), await caller.get()] == [429, 429]
        assert edge.gate.is_open
        assert not edge.gate.is_wary


async def test_a_call_that_finds_out_and_breaks_lets_the_next_one_try(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with calling(edge, monkeypatch) as caller:
        edge.gate.note_refusal("30")
        edge.now += 30
        edge.held = asyncio.Event()
        first = asyncio.create_task(caller.get())
        await until(lambda: edge.calls == 1, 10)
        second = asyncio.create_task(caller.get())
        first.cancel()
        edge.held.set()
        assert await second == 200
        assert edge.gate.is_open
        assert edge.gate.is_wary


async def test_a_429_that_the_library_does_not_wait_out_is_tried_later(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge.is_banning, edge.kind = True, "application/json"  # and no Via, as behind a proxy
    async with calling(edge, monkeypatch), discord.Client(intents=discord.Intents.none()) as client:
        with pytest.raises(discord.HTTPException) as refused:
            await client.login("token")
    assert edge.calls == 1
    assert is_transient(refused.value)
