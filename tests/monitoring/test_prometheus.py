"""Who may watch the process, and what is seen: /metrics, /readyz, and the files made for them."""

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.app.compose import open_app
from bot.app.parts import App
from bot.config import load
from bot.jobs import FailureReason, RequestState, VideoState
from bot.monitoring.readiness import Readiness
from bot.net.listener import address_of
from bot.version import VERSION
from bot.video_api import ApiError
from bot.web.server import Audience, Endpoint, MonitoringAccess, bind, serve
from tests.loopback.music_api import FakeMusicApi
from tests.loopback.people import until
from tests.support.render_harness import RenderHarness
from tests.support.rows import new_request, request_in, video_in

ROOT: Final = Path(__file__).resolve().parents[2]
KEY: Final = "watch-MARKER"


async def ready() -> Readiness:
    return Readiness(gateway=True, database=True, oldest_open_seconds=2.5)


async def measured() -> bytes:
    return b"musicvideo_up 1\n"


@asynccontextmanager
async def endpoint(
    shop: RenderHarness,
    audience: Audience,
    key: str = "",
    *,
    is_published: bool = False,
    host: str = "127.0.0.1",
) -> AsyncIterator[str]:
    watching = MonitoringAccess(
        ready, measured, audience=audience, key=key, is_published=is_published
    )
    made = Endpoint(shop.render_worker, webhook_key="", videos=None, monitoring=watching)
    with bind(host, 0) as bound:
        async with serve(made.application(), bound):
            yield address_of(bound)


async def get(url: str, **headers: str) -> tuple[int, bytes]:
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, await answer.read()


async def may_read(base: str, **headers: str) -> bool:
    """Return whether metrics and details are given, the version too; all are, or none."""
    status, body = await get(f"{base}/metrics", **headers)
    _, told = await get(f"{base}/readyz", **headers)
    assert (status, body) in [(200, b"musicvideo_up 1\n"), (404, b"")]
    assert json.loads(told)["ready"] is True
    assert ("oldest_open_seconds" in json.loads(told)) == (status == 200)
    _, alive = await get(f"{base}/healthz", **headers)
    assert alive == (f"alive, musicvideo-bot {VERSION}\n".encode() if status == 200 else b"alive\n")
    return status == 200


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=203.0.113.9"},
        {"X-Real-IP": "203.0.113.9"},
        {"Via": "1.1 caddy"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Server": "front"},
        {"X-Client-IP": "203.0.113.9"},
        {"X-Original-Forwarded-For": "203.0.113.9"},
        {"X-Envoy-External-Address": "203.0.113.9"},
        {"X-Amzn-Trace-Id": "Root=1"},
        {"X-Request-Id": "1"},
        {"CF-Connecting-IP": "203.0.113.9"},
        {"True-Client-IP": "203.0.113.9"},
        {"Fly-Client-IP": "203.0.113.9"},
        {"CDN-Loop": "front"},
        {"Client-IP": "203.0.113.9"},
        {"Host": "bot.example.org"},
        {"Host": "[half"},
        {"Host": "127.0.0.1.example.org"},
    ],
    ids=str,
)
async def test_what_came_through_a_proxy_is_not_this_machine(
    shop: RenderHarness, header: dict[str, str]
) -> None:
    async with endpoint(shop, "loopback") as base:
        assert await may_read(base)
        assert not await may_read(base, **header)


async def test_this_machine_may_call_itself_localhost(shop: RenderHarness) -> None:
    async with endpoint(shop, "loopback") as base:
        port = base.rpartition(":")[2]
        for host in (f"localhost:{port}", f"[::1]:{port}", "127.0.0.1"):
            assert await may_read(base, Host=host)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Prometheus-Scrape-Timeout-Seconds": "10", "Accept": "text/plain;version=0.0.4"},
        {"Sec-Fetch-Mode": "navigate", "Upgrade-Insecure-Requests": "1", "Cookie": "a=b"},
        {"If-None-Match": '"x"', "Cache-Control": "no-cache", "Connection": "close"},
    ],
    ids=str,
)
async def test_prometheus_and_a_browser_on_this_machine_are_let_in(
    shop: RenderHarness, headers: dict[str, str]
) -> None:
    async with endpoint(shop, "loopback") as base:
        assert await may_read(base, **headers)


async def test_a_proxy_that_speaks_http_1_0_is_not_this_machine(shop: RenderHarness) -> None:
    async with endpoint(shop, "loopback") as base:
        host, _, port = base.removeprefix("http://").partition(":")
        for version, status in (("1.0", b"404"), ("1.1", b"200")):
            reader, writer = await asyncio.open_connection(host, int(port))
            asked = f"GET /metrics HTTP/{version}\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            writer.write(asked.encode())
            assert (await reader.read()).split(b" ", 2)[1] == status
            writer.close()


async def test_an_endpoint_that_others_reach_tells_without_the_key_nothing(
    shop: RenderHarness,
) -> None:
    """A proxy that adds no header, and sets the Host, looks like this machine itself."""
    async with endpoint(shop, "loopback", KEY, is_published=True) as base:
        assert not await may_read(base)
        assert not await may_read(base, Host="localhost")
        assert await may_read(base, Authorization=f"Bearer {KEY}")
    async with endpoint(shop, "loopback", is_published=True) as base:
        assert not await may_read(base, Authorization="Bearer ")


@pytest.mark.parametrize(
    ("callback", "is_published"),
    [
        ({}, False),
        ({"host": "::1"}, False),
        ({"host": "localhost", "public_url": "http://127.0.0.1:9"}, False),
        ({"public_url": "https://bot.example.org"}, True),
        ({"host": "0.0.0.0"}, True),  # noqa: S104 - never bound
        ({"host": "::"}, True),
        ({"host": "192.0.2.1", "public_url": "http://localhost:1"}, True),
    ],
    ids=str,
)
def test_others_reach_an_endpoint_by_its_host_or_its_public_address(
    callback: dict[str, str], is_published: bool
) -> None:
    assert load(None, {}, callback=callback).callback.is_published is is_published


async def test_a_bot_with_a_public_address_asks_for_the_key(folder: Path) -> None:
    public = {"port": 0, "public_url": "https://bot.example.org", "metrics_key": KEY}
    async with FakeMusicApi() as far, app_at(folder, far, callback=public) as app:
        assert (await get(f"{app.endpoint}/metrics"))[0] == 404
        key = {"Authorization": f"Bearer {KEY}"}
        assert (await get(f"{app.endpoint}/metrics", **key))[0] == 200


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="no socket for both families here")
async def test_an_endpoint_on_all_addresses_knows_this_machine_in_both_families(
    shop: RenderHarness,
) -> None:
    async with endpoint(shop, "loopback", host="::") as base:
        port = base.rpartition(":")[2]
        assert base == f"http://[::1]:{port}"
        assert await may_read(base)
        assert await may_read(f"http://127.0.0.1:{port}")
        assert not await may_read(f"http://127.0.0.1:{port}", Via="1.1 x")


async def test_off_is_off_for_everyone(shop: RenderHarness) -> None:
    async with endpoint(shop, "off", KEY) as base:
        assert not await may_read(base)
        assert not await may_read(base, Authorization=f"Bearer {KEY}")


async def test_everyone_may_be_let_in(shop: RenderHarness) -> None:
    async with endpoint(shop, "everyone") as base:
        assert await may_read(base, Host="bot.example.org")


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", KEY, f"Bearer {KEY}x"])
async def test_a_key_opens_from_anywhere_and_nothing_else_does(
    shop: RenderHarness, given: str
) -> None:
    async with endpoint(shop, "loopback", KEY) as base:
        assert await may_read(base, Host="bot.example.org", Authorization=f"Bearer {KEY}")
        assert not await may_read(base, Host="bot.example.org", Authorization=given)
    async with endpoint(shop, "loopback") as base:
        assert not await may_read(base, Host="bot.example.org", Authorization=given)


@asynccontextmanager
async def app_at(folder: Path, far: FakeMusicApi, **sections: dict[str, Any]) -> AsyncIterator[App]:
    given: dict[str, dict[str, Any]] = {
        "api": {"base_url": far.base_url, "key": far.key},
        "callback": {"port": 0},
        "database": {"path": folder / "bot.db"},
        "studio": {"library": folder / "library", "videos": folder / "videos", "workers": 1},
    }
    for name, values in sections.items():
        given[name] = given.get(name, {}) | values
    async with open_app(load(None, {}, **given)) as app:
        yield app


async def scraped(app: App) -> dict[tuple[str, ...], float]:
    """Return every sample of a scrape, by its name and its labels' values."""
    status, body = await get(f"{app.endpoint}/metrics")
    assert status == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


async def test_jobs_are_counted_by_state_and_outcome(folder: Path) -> None:
    async with FakeMusicApi() as api, app_at(folder, api) as app:
        for number, state in enumerate(VideoState):
            await video_in(app.store, state, new_request(f"v-{number}"))
        for number, end in enumerate(RequestState):
            await request_in(app.store, end, new_request(f"r-{number}"))
        seen = await scraped(app)
    # A request in each state: one waits (for a video that is rendered), and one was cancelled.
    for name, count in {"queued": 1, "submitting": 1, "rendering": 3}.items():
        assert seen["musicvideo_videos_open", name] == count
    assert seen["musicvideo_requests_open", "posting"] == 4  # of the outcomes above, too
    for name in ("posted", "told", "cancelled", "undeliverable"):
        assert seen["musicvideo_requests_ended_total", name, ""] == 1
    assert seen["musicvideo_videos_ended_total", "failed", "build-failed"] == 1
    assert seen["musicvideo_videos_ended_total", "unknown", "deadline"] == 1
    assert seen["musicvideo_videos_ended_total", "ready", ""] == 5
    assert seen["musicvideo_oldest_open_seconds",] > 0


async def test_a_scrape_after_another_asks_nobody(folder: Path) -> None:
    async with FakeMusicApi() as api, app_at(folder, api) as app:
        await scraped(app)
        asked: list[str] = []
        await app.store.key_value._db._connection.set_trace_callback(asked.append)
        await asyncio.gather(*(scraped(app) for _ in range(20)))
        await app.store.key_value._db._connection.set_trace_callback(None)  # type: ignore[arg-type]
    assert asked == []


async def test_however_many_ask_for_readiness_the_database_is_written_once(folder: Path) -> None:
    async with FakeMusicApi() as api, app_at(folder, api) as app:
        written: list[str] = []
        await app.store.key_value._db._connection.set_trace_callback(written.append)
        await asyncio.gather(*(get(f"{app.endpoint}/readyz") for _ in range(20)))
        await app.store.key_value._db._connection.set_trace_callback(None)  # type: ignore[arg-type]
    assert sum("INSERT INTO key_value" in statement for statement in written) == 1


async def test_a_database_that_can_not_be_read_is_told(folder: Path) -> None:
    async with FakeMusicApi() as api, app_at(folder, api) as app:
        await app.store.key_value._db.execute("DROP TABLE outcome_counts")
        await app.store.key_value._db.execute("DROP TABLE key_value")
        seen = await scraped(app)
        status, body = await get(f"{app.endpoint}/readyz")
    assert seen["musicvideo_database_readable",] == 0
    assert seen["musicvideo_gateway_connected",] == 0
    assert "musicvideo_videos_open" not in {name for name, *_ in seen}
    assert (status, json.loads(body)["database"]) == (503, False)


async def test_the_api_s_errors_are_counted_by_kind(folder: Path) -> None:
    async with FakeMusicApi() as api, app_at(folder, api, api={"key": "wrong"}) as app:
        running = asyncio.create_task(app.exporter.run())
        catalog = app.client.catalog
        with pytest.raises(ApiError):
            await catalog.fetch_task(1, "task-1")
        running.cancel()
        seen = await scraped(app)
    assert seen["musicvideo_api_errors_total", FailureReason.WRONG_KEY.value] >= 1
    assert "musicvideo_credits" not in {name for name, *_ in seen}


NAME: Final = re.compile(r"\b(?:musicvideo|process)_[a-z_]+\b")


def expressions() -> list[str]:
    """Return what the dashboard and the alert rules ask Prometheus."""
    board = json.loads((ROOT / "deploy/grafana-dashboard.json").read_text(encoding="utf-8"))
    rules = yaml.safe_load((ROOT / "deploy/alerts.yaml").read_text(encoding="utf-8"))
    shown = [t["expr"] for panel in board["panels"] for t in panel.get("targets", [])]
    return shown + [rule["expr"] for group in rules["groups"] for rule in group["rules"]]


async def names_in_scrapes(folder: Path) -> set[str]:
    """Return the names of all series that the bot tells of, with the studio and with the cloud."""
    names: set[str] = set()
    async with FakeMusicApi() as api:
        for number, is_studio in enumerate((True, False)):
            (folder / str(number)).mkdir()
            studio = {"enabled": is_studio}
            async with app_at(folder / str(number), api, studio=studio) as app:
                await app.maintenance.back_up()
                running = asyncio.create_task(app.exporter.run())
                await until(lambda: is_studio or app.exporter._credits is not None, 10)  # noqa: B023
                text = (await app.exporter.render()).decode()
                running.cancel()
            for family in text_string_to_metric_families(text):
                ends = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}
                names |= {family.name + end for end in ends.get(family.type, [""])}
    return names


async def test_the_dashboard_and_the_alerts_ask_for_what_there_is(folder: Path) -> None:
    names = await names_in_scrapes(folder)
    # Others have one name for Prometheus 2 and another for Prometheus 3.
    assert [name for name in names if not re.fullmatch(r"[a-zA-Z_:][a-zA-Z0-9_:]*", name)] == []
    asked = {name for text in expressions() for name in NAME.findall(text)}
    assert len(asked) > 15
    assert asked - names == set()
    # And all that there is of the bot's own is shown or watched.
    own = {name for name in names if name.startswith("musicvideo_")}
    assert {
        name for name in own if not name.endswith(("_sum", "_count", "_created"))
    } - asked == set()


async def test_the_words_in_the_expressions_are_the_bot_s_own() -> None:
    known = {
        *VideoState,
        *RequestState,
        *FailureReason,
        "unreachable",
        "unanswered",
        "answer",
        "choices",
    }
    known |= {"musicvideo-bot", "401", "403", "429"}
    for text in expressions():
        for words in re.findall(r'\b(?:state|outcome|reason|kind|job)[!=~]+"([^"]*)"', text):
            assert set(words.split("|")) <= known, text
        assert text.count("(") == text.count(")")
