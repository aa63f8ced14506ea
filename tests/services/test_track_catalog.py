"""The tracks that people can choose from, and what happens when they can't be looked up."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.jobs import TrackKey
from bot.services.lookup_pace import LookUpPace
from bot.services.track_catalog import MAX_SUGGESTIONS, TrackCatalog
from bot.services.viewer import Viewer
from bot.studio_client import StudioClient, StudioLibrary
from bot.video_api import ApiError
from tests.loopback.music_api import track
from tests.support.render_harness import RenderHarness
from tests.support.rows import new_request


def member(guild_id: int, user_id: int) -> Viewer:
    """Return a member who can look into every channel of a server."""
    return Viewer(guild_id, user_id, lambda _: True)


def in_guild(guild_id: int) -> Viewer:
    """Return somebody who can look into every channel of a server."""
    return member(guild_id, 1)


def catalogue_of(shop: RenderHarness) -> TrackCatalog:
    return shop.render_worker._catalog


async def test_a_tasks_tracks_are_looked_up_once_and_remembered(shop: RenderHarness) -> None:
    catalog = catalogue_of(shop)
    shop.api.add_music("task-1", track("a", "One"), track("b", None), {"title": "no id"})
    assert await catalog.local_tracks(1, "task-1") == []
    found = await catalog.fetch_task(1, "task-1")
    assert [(one.audio_id, one.title, one.position) for one in found] == [
        ("a", "One", 0),
        ("b", None, 1),
    ]
    assert await catalog.local_tracks(1, "task-1") == found
    assert not await catalog.fetch_metadata(1, TrackKey(task_id="task-1", audio_id="a"))


@pytest.mark.parametrize("place", ["result", "response"])
async def test_a_task_of_the_present_contract_offers_its_songs_by_title_and_length(
    shop: RenderHarness, place: str
) -> None:
    shop.api.song_place = place  # type: ignore[assignment]
    shop.api.add_music("task-1", track("a", "One"), track("b", None), contract="jobs")
    found = await catalogue_of(shop).tracks_of_task(member(1, 1), "task-1")
    assert [(one.audio_id, one.title, one.duration_seconds) for one in found] == [
        ("a", "One", 198.44),
        ("b", None, 198.44),
    ]
    assert [one.audio_id for one in await catalogue_of(shop).find_by_ids(1, ["task-1"])] == [
        "a",
        "b",
    ]
    assert [one.audio_id for one in await catalogue_of(shop).find_by_ids(1, ["b"])] == ["b"]


@pytest.mark.parametrize("state", ["waiting", "queuing", "generating", "fail", "never seen"])
async def test_songs_that_are_not_finished_are_not_remembered(
    shop: RenderHarness, state: str
) -> None:
    shop.api.add_music("task-1", track("a", "One"), status=state, contract="jobs")
    assert [one.title for one in await catalogue_of(shop).fetch_task(1, "task-1")] == ["One"]
    assert await catalogue_of(shop).local_tracks(1, "task-1") == []


async def test_an_unknown_task_has_no_tracks(shop: RenderHarness) -> None:
    assert await catalogue_of(shop).fetch_task(1, "task-9") == []


async def test_an_api_that_can_not_be_asked_is_told_or_let_pass(shop: RenderHarness) -> None:
    shop.api.faults.add(503, "/generate/record-info", times=None)
    catalog = catalogue_of(shop)
    with pytest.raises(ApiError):
        await catalog.fetch_task(1, "task-1")
    assert not await catalog.fetch_metadata(1, TrackKey(task_id="task-1", audio_id="a"))


async def test_suggestions_are_the_servers_own_and_fit_what_was_typed(shop: RenderHarness) -> None:
    catalog = catalogue_of(shop)
    shop.api.add_music("task-1", track("a", "Iron Man"), track("b", "Paranoid"))
    await catalog.fetch_task(1, "task-1")
    await shop.ask(new_request("task-1", "a", guild_id=1))
    await shop.ask(new_request("task-1", "b", guild_id=2, user_id=7))
    assert [one.title for one in await catalog.autocomplete(in_guild(1), "")] == ["Iron Man"]
    assert [one.title for one in await catalog.autocomplete(in_guild(2), "PARA")] == ["Paranoid"]
    assert [one.title for one in await catalog.autocomplete(in_guild(1), "man iron")] == [
        "Iron Man"
    ]
    assert await catalog.autocomplete(in_guild(1), "paranoid") == []
    assert await catalog.autocomplete(in_guild(3), "") == []


async def test_there_are_never_more_suggestions_than_discord_shows(shop: RenderHarness) -> None:
    for number in range(MAX_SUGGESTIONS + 9):
        await shop.ask(new_request(audio_id=f"audio-{number}"))
    assert len(await catalogue_of(shop).autocomplete(in_guild(1), "")) == MAX_SUGGESTIONS


@asynccontextmanager
async def studio_library(
    answer: object, asked: list[str] | None = None
) -> AsyncIterator[StudioLibrary]:
    async def serve(request: web.Request) -> web.StreamResponse:
        if asked is not None:
            asked.append(request.query["owner"])
        if isinstance(answer, int):
            return web.Response(status=answer, text="no")
        return web.json_response(answer)

    app = web.Application()
    app.router.add_get("/studio/v1/tracks", serve)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield StudioLibrary(StudioClient(session, base_url=str(server.make_url("")), key="key"))


LIBRARY = {
    "code": 200,
    "data": {
        "tasks": [
            {
                "taskId": "song",
                "createdAt": "2026-01-01T12:00:00+00:00",
                "tracks": [
                    {"audioId": "x", "title": "Sample", "durationSeconds": 9.5},
                    {"audioId": "y", "title": "Other"},
                ],
            }
        ]
    },
}


async def test_what_one_server_did_not_find_hides_nothing_from_another(
    shop: RenderHarness,
) -> None:
    catalog = catalogue_of(shop)
    assert await catalog.tracks_of_task(member(1, 1), "task-1") == []
    shop.api.add_music("task-1", track("a", "One"))
    assert await catalog.tracks_of_task(member(1, 2), "task-1") == []
    assert [one.title for one in await catalog.tracks_of_task(member(2, 3), "task-1")] == ["One"]


async def test_the_studios_library_is_offered_and_kept_for_a_while(shop: RenderHarness) -> None:
    asked: list[str] = []
    async with studio_library(LIBRARY, asked) as studio:
        catalog = TrackCatalog(shop.store, catalogue_of(shop)._api, studio, clock=shop.clock)
        for _ in range(3):
            offered = await catalog.autocomplete(in_guild(5), "sam")
            assert [(one.audio_id, one.title) for one in offered] == [("x", "Sample")]
        assert [one.audio_id for one in await catalog.local_tracks(5, "song")] == ["x", "y"]
        assert asked == ["5"]
        await catalog.autocomplete(in_guild(6), "")
        assert asked == ["5", "6"]  # each server has its own


async def test_in_a_library_too_large_to_be_listed_songs_are_sought(shop: RenderHarness) -> None:
    songs = [
        {"taskId": f"{n:032x}", "createdAt": "2026-01-01T12:00:00+00:00",
         "tracks": [{"audioId": f"a{n}", "title": title, "durationSeconds": 9.5}]}
        for n, title in enumerate(["Café Noir", "Noir", "Other"])
    ]  # fmt: skip
    asked: list[tuple[str, str, str]] = []

    async def serve(request: web.Request) -> web.Response:
        query = request.query.get("query", "")
        asked.append((request.path.rpartition("/")[2], query, request.query.get("limit", "")))
        if (task_id := request.match_info.get("task_id")) is not None:
            found = [song for song in songs if song["taskId"] == task_id]
            answer: object = found[0] if found else None
        else:
            most = [songs[2]] if not query else songs[:2] if query == "noir" else []
            answer = {"tasks": most, "total": 20_000}
        return web.json_response({"code": 200 if answer else 404, "data": answer})

    app = web.Application()
    app.router.add_get("/studio/v1/tracks", serve)
    app.router.add_get("/studio/v1/tracks/{task_id}", serve)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        studio = StudioClient(session, base_url=str(server.make_url("")), key="key")
        library = StudioLibrary(studio)
        catalog = TrackCatalog(shop.store, catalogue_of(shop)._api, library, clock=shop.clock)
        offered = [one.title for one in await catalog.autocomplete(in_guild(5), "NOIR")]
        assert offered == ["Café Noir", "Noir"]
        assert [one.title for one in await catalog.autocomplete(in_guild(5), "")] == ["Other"]
        listed = [one for one in asked if one[2] == "1000"]
        assert len(listed) == 1  # once, which tells that there are more
        library.forget()
        assert [one.title for one in await catalog.local_tracks(5, f"{1:032x}")] == ["Noir"]
        assert asked[-1][0] == f"{1:032x}"
        assert await catalog.local_tracks(5, "f" * 32) == []
        assert [one for one in asked if one[2] == "1000"] == listed


@pytest.mark.parametrize("answer", [500, 404, {"data": None}, []], ids=str)
async def test_a_studio_that_does_not_answer_costs_its_suggestions_only(
    shop: RenderHarness, answer: object
) -> None:
    await shop.ask(new_request("task-1", "a"))
    async with studio_library(answer) as studio:
        catalog = TrackCatalog(shop.store, catalogue_of(shop)._api, studio, clock=shop.clock)
        assert [one.audio_id for one in await catalog.autocomplete(in_guild(1), "")] == ["a"]


async def test_a_database_that_hangs_is_answered_for_with_what_was_known(
    shop: RenderHarness,
) -> None:
    catalog = catalogue_of(shop)
    await shop.ask(new_request("task-1", "a"))
    assert [one.audio_id for one in await catalog.autocomplete(in_guild(1), "")] == ["a"]
    gate = threading.Event()
    stuck = asyncio.create_task(shop.store.tracks._db.read(lambda _: gate.wait()))
    try:
        assert [one.audio_id for one in await catalog.autocomplete(in_guild(1), "")] == ["a"]
        assert await catalog.autocomplete(in_guild(2), "") == []
        assert await catalog.tracks_of_task(member(1, 1), "task-1") == []
    finally:
        gate.set()
        await stuck


async def test_a_database_that_fails_is_answered_for_with_what_was_known(
    shop: RenderHarness,
) -> None:
    catalog = catalogue_of(shop)
    await shop.ask(new_request("task-1", "a"))
    await catalog.autocomplete(in_guild(1), "")
    await shop.store.tracks._db.execute("ALTER TABLE tracks RENAME TO lost")
    assert [one.audio_id for one in await catalog.autocomplete(in_guild(1), "")] == ["a"]
    assert await catalog.tracks_of_task(member(1, 1), "task-1") == []
    await shop.store.tracks._db.execute("ALTER TABLE lost RENAME TO tracks")


async def test_an_api_that_is_slow_is_not_waited_for_and_its_answer_kept(
    shop: RenderHarness,
) -> None:
    catalog = catalogue_of(shop)
    shop.api.add_music("task-1", track("a", "One"))
    shop.api.faults.add("slow", "/generate/record-info", seconds=1.5)
    assert await catalog.tracks_of_task(member(1, 1), "task-1") == []
    async with asyncio.timeout(20):
        while not await catalog.tracks_of_task(member(1, 1), "task-1"):
            pass
    assert len([rule for rule in shop.api.faults.rules if rule.hits]) == 1


@pytest.mark.parametrize("typed", ["uber", "ÜBER", "mädchen uber", "girl", "ブルー", "fünf girl"])
async def test_letters_are_found_without_their_accents_and_wherever_they_stand(
    shop: RenderHarness, typed: str
) -> None:
    title = "Über Mädchen, Fünf Girls ブルー"
    shop.api.add_music("task-1", track("a", title))
    await catalogue_of(shop).fetch_task(1, "task-1")
    await shop.ask(new_request("task-1", "a"))
    assert [one.title for one in await catalogue_of(shop).autocomplete(in_guild(1), typed)] == [
        title
    ]


async def test_typing_asks_the_api_once_a_second_for_a_member_and_thrice_for_all(
    shop: RenderHarness,
) -> None:
    catalog = catalogue_of(shop)
    now = 100.0
    catalog._pace = LookUpPace(lambda: now)

    async def asked_within(seconds: int, members: int) -> int:
        """Let members type made-up ids, ten a second each; return how often the API is asked."""
        nonlocal now
        before = len(shop.api.looks)
        for step in range(seconds * 10):
            now += 0.1
            for one in range(members):
                await catalog.tracks_of_task(member(1, one), f"{step:04}{one:04}{before:04}")
        return len(shop.api.looks) - before

    assert await asked_within(4, members=1) == 4  # both contracts, every other second
    assert 10 <= await asked_within(4, members=30) <= 12
    shop.api.add_music("task-1", track("a", "One"))
    now += 2.0
    assert len(await catalog.tracks_of_task(member(1, 7), "task-1")) == 1
    assert len(await catalog.tracks_of_task(member(1, 7), "task-1")) == 1, (
        "what is known costs nothing"
    )
