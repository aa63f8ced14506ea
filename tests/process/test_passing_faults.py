"""Discord fails for a moment while the bot starts, or when it answers: nothing is lost by it."""

from typing import Final

import pytest
from aiohttp import web

from tests.loopback import faults
from tests.loopback.faults import Kind
from tests.loopback.music_api import track
from tests.loopback.people import until
from tests.process.conftest import SetUp
from tests.process.test_resources import locked

SYNC: Final = r"/commands$"
CALLBACK: Final = r"/interactions/.*/callback$"


def _edge_refuses(
    monkeypatch: pytest.MonkeyPatch, text: str = "error code: 1015", **headers: str
) -> None:
    """Let 429s come from what is in front of Discord, or as the test says."""

    def refuse(status: int, _retry_after: float) -> web.Response:
        kind = "application/json" if text.startswith("{") else "text/plain"
        return web.Response(status=status, text=text, content_type=kind, headers=headers)

    monkeypatch.setattr(faults, "broken", refuse)


async def test_a_start_goes_on_when_the_commands_are_not_taken(set_up: SetUp) -> None:
    stage = await set_up(start=False)
    fault = stage.discord.faults.add(503, SYNC, method="PUT")
    await stage.bot.start_and_connect()
    assert fault.hits == 1
    assert stage.bot.log.count("could not be told of the commands yet") == 1
    stage.api.finish_after = 0.1
    await stage.ask()
    await stage.ended()


async def test_a_daily_limit_of_commands_does_not_stop_the_start(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '{"message": "daily creates", "code": 30034, "retry_after": 3000.5, "global": false}'
    _edge_refuses(monkeypatch, text, Via="1.1 loopback")
    stage = await set_up(start=False)
    stage.discord.faults.add(429, SYNC, method="PUT", times=None)
    await stage.bot.start()
    await until(lambda: stage.discord.gateway.live, 20, stage.bot.tail)
    assert await stage.bot.terminate() == 0  # though it still tries


@pytest.mark.parametrize("route", [r"/users/@me$", r"/oauth2/applications/@me$|/applications/@me$"])
@pytest.mark.parametrize("status", [429, 503])
async def test_a_log_in_that_is_refused_for_now_is_tried_again(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch, route: str, status: int
) -> None:
    _edge_refuses(monkeypatch)
    stage = await set_up(start=False)
    fault = stage.discord.faults.add(status, route, method="GET")
    await stage.bot.start_and_connect()
    assert fault.hits == 1
    assert "Unclosed" not in stage.bot.log


async def test_a_locked_database_does_not_stop_the_start(set_up: SetUp) -> None:
    stage = await set_up(start=False)
    stage.discord.faults.add("slow", SYNC, method="PUT", seconds=1.0)
    await stage.bot.start()
    await until(lambda: any(c.method == "PUT" for c in stage.discord.calls), 20, stage.bot.tail)
    with locked(stage):
        await until(lambda: "told of the commands yet" in stage.bot.log, 20, stage.bot.tail)
    await until(lambda: stage.discord.gateway.live, 20, stage.bot.tail)
    await until(lambda: "the commands have changed" in stage.bot.log, 20, stage.bot.tail)


async def test_a_first_answer_that_the_edge_refuses_is_tried_again(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    _edge_refuses(monkeypatch)
    stage = await set_up()
    stage.discord.faults.add(429, CALLBACK, method="POST")
    stage.api.finish_after = 0.1
    asked = await stage.ask()
    assert asked.is_public, stage.describe()
    await stage.ended()


async def test_an_answer_that_the_edge_refuses_is_shown_a_little_later(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    _edge_refuses(monkeypatch)
    stage = await set_up()
    stage.discord.faults.add(429, r"/messages/@original$", method="PATCH", times=2)
    stage.api.finish_after = 0.1
    asked = await stage.ask()
    assert asked.is_public, stage.describe()
    assert asked.followups == []
    await stage.ended()


async def test_a_member_whose_request_is_kept_is_not_told_of_an_error(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    _edge_refuses(monkeypatch)
    stage = await set_up()
    stage.discord.faults.add(429, r"/messages/@original$", method="PATCH", times=4)
    stage.api.finish_after = 0.1
    asked = await stage.ask()
    (told,) = asked.followups
    assert told.is_ephemeral, stage.describe()
    assert "Your video is being made" in told.text
    # The log is written by a thread of its own.
    await until(lambda: stage.bot.log.count("is kept, its status not shown") == 1, 30)
    await until(stage.ends, 30, stage.describe)
    asked.answer = None  # nothing public said that it is owed


@pytest.mark.parametrize(
    ("method", "route"), [("PATCH", r"/messages/@original$"), ("POST", r"/webhooks/\d+/[^/]+$")]
)
@pytest.mark.parametrize("fault", [429, "drop"])
async def test_a_status_that_fails_after_a_look_up_is_no_error(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch, method: str, route: str, fault: Kind | int
) -> None:
    _edge_refuses(monkeypatch)
    stage = await set_up()
    stage.api.add_music("task-9", track("audio-9"))
    added = stage.discord.faults.add(fault, route, method=method)
    stage.api.finish_after = 0.1
    asked = await stage.ask("task-9", None)
    await until(lambda: "Your video is being made" in asked.text, 30, stage.describe)
    assert added.hits == 1
    await until(stage.ends, 30, stage.describe)
    asked.answer = None  # nothing public said that it is owed
