"""Songs between the commands and the studio: a studio that is slow, silent or strange."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import utc_now
from bot.config.sections import LimitSettings
from bot.net.downloaders import downloader_for
from bot.net.safe_download import DownloadFailed
from bot.policy.denials import (
    BlockedWordFound,
    MemberBlocked,
    TrackNotAvailable,
    TrackTakenDown,
)
from bot.policy.takedowns import ReportReason
from bot.policy.track_ownership import TrackOwner, TrackSharing
from bot.providers.studio import STUDIO
from bot.services.track_uploads import TrackInUse, TrackUploadService, UploadInProgress
from bot.store import Store
from bot.studio.settings import StudioSettings
from bot.studio_client import (
    LibraryTrack,
    StudioClient,
    StudioLibrary,
    StudioRefused,
    StudioUnavailable,
    TrackUpload,
)
from tests.support.rows import NOW, new_request, place, rows_of

NEW: Final = TrackUpload(guild_id=7, user_id=42, audio_url="https://x/a.mp3", audio_name="a.mp3")
TASK: Final = "a" * 32
STORED: Final[dict[str, Any]] = {
    "taskId": TASK,
    "owner": "7",
    "addedBy": "42",
    "createdAt": "2026-01-01T12:00:00+00:00",
    "tracks": [{"audioId": "x", "title": "Rain", "author": None, "durationSeconds": 9.5}],
}

Answer = Callable[[web.Request], Awaitable[web.Response]]


def answering(data: object, code: int = 200) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response({"code": code, "data": data}, status=code)

    return answer


@asynccontextmanager
async def songs_at(store: Store, answer: Answer) -> AsyncIterator[TrackUploadService]:
    """Return songs whose studio answers everything in one way."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        studio = StudioClient(session, base_url=f"http://127.0.0.1:{server.port}", key="key")
        limits = LimitSettings().of_host(charges=False)
        yield TrackUploadService(
            store, StudioLibrary(studio), StudioSettings(), limits=limits, clock=utc_now
        )


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "bot.db") as opened:
        for user_id in (42, 43):
            await opened.track_owners.confirm_rights(user_id, NOW)
        yield opened


async def test_a_song_that_is_taken_is_known_as_its_servers_own(store: Store) -> None:
    async with songs_at(store, answering(STORED)) as songs:
        song = await songs.add(NEW)
    assert (song.guild_id, song.added_by, song.artist) == (7, 42, None)
    assert await store.tracks.of_task(TASK, 7) == [song.track]
    assert await store.tracks.of_task(TASK, 8) == []


async def test_a_member_brings_one_song_at_a_time(store: Store) -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_request: web.Request) -> web.Response:
        asked.set()
        await go_on.wait()
        return web.json_response({"code": 200, "data": STORED})

    async with songs_at(store, slow) as songs:
        first = asyncio.create_task(songs.add(NEW))
        await asked.wait()
        with pytest.raises(UploadInProgress):
            await songs.add(NEW)
        other = asyncio.create_task(songs.add(NEW.model_copy(update={"user_id": 43})))
        go_on.set()
        assert (await first).title == (await other).title == "Rain"
        assert (await songs.add(NEW)).task_id == TASK


async def test_a_sound_that_was_taken_down_is_not_taken_again(store: Store) -> None:
    tracks = [{**STORED["tracks"][0], "soundDigest": "d1"}]
    async with songs_at(store, answering({**STORED, "tracks": tracks})) as songs:
        await songs.add(NEW)
        taken = await store.takedowns.take_down(7, TASK, ReportReason.RIGHTS, taken_by=1, now=NOW)
        assert taken is not None
        for user_id in (42, 43):
            with pytest.raises(TrackTakenDown):
                await songs.add(NEW.model_copy(update={"user_id": user_id}))
        await songs.add(NEW.model_copy(update={"guild_id": 8}))  # which is for others to decide
        await store.takedowns.undo(taken.takedown_id, undone_by=1, now=NOW)
        await songs.add(NEW)


async def test_two_commands_at_once_bring_one_song(store: Store) -> None:
    async with songs_at(store, answering(STORED)) as songs:
        ends = await asyncio.gather(songs.add(NEW), songs.add(NEW), return_exceptions=True)
    assert [type(end) for end in ends] == [LibraryTrack, UploadInProgress]


@pytest.mark.parametrize("part", ["title", "artist"])
async def test_a_blocked_word_is_found_before_the_studio_is_asked(store: Store, part: str) -> None:
    await store.blocked_words.add(7, "spam", added_by=1, now=NOW, most=9)
    async with songs_at(store, answering(None, 500)) as songs:
        with pytest.raises(BlockedWordFound) as blocked:
            await songs.add(NEW.model_copy(update={part: "My 5p4m"}))
        assert blocked.value.part == part
        for server in (NEW, NEW.model_copy(update={"guild_id": 8, part: "My 5p4m"})):
            with pytest.raises(StudioUnavailable):  # it is asked, without the word or elsewhere
                await songs.add(server)


async def test_a_list_from_before_a_change_is_not_kept(store: Store) -> None:
    asked, go_on, lists = asyncio.Event(), asyncio.Event(), 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal lists
        if request.method == "GET":
            lists += 1
            tasks = [] if lists == 1 else [STORED]
            if lists == 1:
                asked.set()
                await go_on.wait()
            return web.json_response({"code": 200, "data": {"tasks": tasks}})
        return web.json_response({"code": 200, "data": STORED})

    async with songs_at(store, answer) as songs:
        listing = asyncio.create_task(songs.list_tracks(7))
        await asked.wait()
        await songs.add(NEW)
        go_on.set()
        assert await listing == []
        assert [song.title for song in await songs.list_tracks(7)] == ["Rain"]


async def test_a_list_read_while_a_song_is_brought_does_not_open_it_to_others(
    store: Store,
) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.method == "GET":
            return web.json_response({"code": 200, "data": {"tasks": [STORED]}})
        assert len(await songs.list_tracks(7)) == 1  # the studio has it already
        return web.json_response({"code": 200, "data": STORED})

    async with songs_at(store, answer) as songs:
        await songs.add(NEW, sharing=TrackSharing.OWNER, member_name="Mia")
        assert (await songs.list_tracks(7))[0].task_id == TASK
        kept = (await songs.restricted(7))[TASK].owner
    assert kept == TrackOwner(user_id=42, sharing=TrackSharing.OWNER, signature="Mia")


@pytest.mark.parametrize(("digest", "is_open"), [(None, True), ("d1", False)])
async def test_a_song_whose_upload_the_process_did_not_survive_is_its_owners_alone(
    store: Store, digest: str | None, is_open: bool
) -> None:
    """One without a digest was brought before owners could choose."""
    found = {**STORED, "tracks": [{**STORED["tracks"][0], "soundDigest": digest}]}
    async with songs_at(store, answering({"tasks": [found]})) as songs:
        await songs.list_tracks(7)
        assert (TASK not in await songs.restricted(7)) is is_open


async def test_what_a_member_chose_is_kept_once_the_database_can_be_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError

    async def answer(request: web.Request) -> web.Response:
        data = {"tasks": [STORED]} if request.method == "GET" else STORED
        return web.json_response({"code": 200, "data": data})

    async with songs_at(store, answer) as songs:
        with monkeypatch.context() as patched:
            patched.setattr(store.track_owners, "add", full)
            await songs.add(NEW, member_name="Mia", channel_id=10)
        await songs.list_tracks(7)
        (row,) = await rows_of(store, "track_owners")
    assert (row["signature"], row["channel_id"], row["sharing"]) == ("Mia", 10, "everyone")


async def test_a_list_that_is_refused_is_silence(store: Store) -> None:
    async with songs_at(store, answering(None, 429)) as songs:
        with pytest.raises(StudioUnavailable):
            await songs.list_tracks(7)


async def test_a_blocked_member_brings_none(store: Store) -> None:
    await store.access_rules.block(7, 42, added_by=1, now=NOW)
    async with songs_at(store, answering(STORED)) as songs:
        with pytest.raises(MemberBlocked):
            await songs.add(NEW)


@pytest.mark.parametrize(
    "answer",
    [answering(None, 500), answering(None), answering([]), answering({"taskId": TASK})],
    ids=["error", "nothing", "list", "half"],
)
async def test_a_studio_that_makes_no_sense_is_silent(store: Store, answer: Answer) -> None:
    async with songs_at(store, answer) as songs:
        with pytest.raises(StudioUnavailable):
            await songs.add(NEW)
        with pytest.raises(StudioUnavailable):
            await songs.list_tracks(7)


async def test_what_is_no_json_is_silence(store: Store) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="<html>")

    async with songs_at(store, page) as songs:
        with pytest.raises(StudioUnavailable):
            await songs.remove(7, TASK)


async def test_the_studios_reason_is_passed_on(store: Store) -> None:
    for data, reason in (({"reason": "too-big"}, "too-big"), (None, None), ({}, None)):
        async with songs_at(store, answering(data, 422)) as songs:
            with pytest.raises(StudioRefused) as refused:
                await songs.add(NEW)
            assert refused.value.reason == reason


async def test_a_song_is_not_removed_while_its_video_is_owed(store: Store) -> None:
    async with songs_at(store, answering(None)) as songs:
        await place(store, new_request(TASK, "x", guild_id=7), provider=STUDIO)
        with pytest.raises(TrackInUse):
            await songs.remove(7, TASK)
        assert await songs.remove(7, "b" * 32)
    async with songs_at(store, answering(None, 404)) as songs:
        assert not await songs.remove(7, "b" * 32)


async def test_no_other_server_gets_a_servers_song_nor_anyone_a_removed_one(store: Store) -> None:
    async with songs_at(store, answering(STORED)) as songs:
        await songs.add(NEW)
        for_others = new_request(TASK, "x", guild_id=8)
        with pytest.raises(TrackNotAvailable):
            await place(store, for_others, provider=STUDIO)
        await store.tracks.withdraw(TASK, NOW)
        with pytest.raises(TrackNotAvailable):
            await place(store, new_request(TASK, "x", guild_id=7), provider=STUDIO)


async def test_attachments_come_from_this_machine_only_where_discord_is_here(
    tmp_path: Path,
) -> None:
    app = web.Application()
    app.router.add_get("/a.mp3", answering(None))
    async with TestServer(app) as server:
        base = f"http://127.0.0.1:{server.port}"
        async with downloader_for(base) as fetch:
            await fetch.file(f"{base}/a.mp3", tmp_path / "1", limit_bytes=999)
        for api_url in ("", "https://proxy.example"):
            async with downloader_for(api_url) as fetch:
                with pytest.raises(DownloadFailed):
                    await fetch.file(f"{base}/a.mp3", tmp_path / "2", limit_bytes=999)
