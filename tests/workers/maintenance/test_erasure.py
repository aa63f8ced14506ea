"""What is to be forgotten is deleted in the background, the studio's files included."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.app.compose import open_app
from bot.app.parts import App
from bot.clock import utc_now
from bot.config import PrivacySettings, load
from bot.jobs import Job, RequestState, VideoState
from bot.policy.track_ownership import TrackOwner
from bot.providers.studio import STUDIO
from bot.services.studio_cleanup import StudioCleanup
from bot.store import OwnedTrack, Store
from bot.store.retention import FileToDelete
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack
from bot.studio_client import StudioClient, StudioUnavailable
from bot.workers.maintenance import erasure
from bot.workers.maintenance.erasure import ErasureWorker
from tests.studio.studio_harness import add_song, settings_in
from tests.support.memory_folder import memory_folder
from tests.support.rows import HOUR, NOW, fresh, new_request, place, request_in, rows_of


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    """Return a new database."""
    with memory_folder() as folder:
        async with Store.open(folder / "bot.db") as opened:
            yield opened


def sweeping(store: Store, *, is_gone: bool | None = True, days: float = 30.0) -> ErasureWorker:
    """Return a sweeper to which Discord says that of every server."""

    async def ask(_guild_id: int) -> bool | None:
        return is_gone

    settings = PrivacySettings(left_server_days=days)
    return ErasureWorker(store, settings, clock=utc_now, studio_cleanup=None, is_gone=ask)


async def left_long_ago(store: Store) -> None:
    """Let the bot have left a server in which something was posted."""
    await request_in(store, RequestState.POSTED)
    await store.guilds.mark_left(1, NOW)


async def test_a_server_is_purged_when_its_days_are_over(store: Store) -> None:
    await left_long_ago(store)
    await store.guilds.mark_left(2, utc_now())
    assert await sweeping(store).run_due()
    assert await rows_of(store, "requests") == []
    assert [row["guild_id"] for row in await rows_of(store, "guilds")] == [2]


async def test_nothing_is_purged_before(store: Store) -> None:
    await left_long_ago(store)
    days = (utc_now() - NOW).days + 1
    await sweeping(store, days=days).run_due()
    assert len(await rows_of(store, "requests")) == 1


@pytest.mark.parametrize(("is_gone", "left"), [(False, 0), (None, 1)])
async def test_nothing_is_purged_unless_discord_confirms_it(
    store: Store, is_gone: bool | None, left: int
) -> None:
    await left_long_ago(store)
    await sweeping(store, is_gone=is_gone).run_due()
    assert len(await rows_of(store, "requests")) == 1
    assert len(await store.guilds.list_left(utc_now(), 9)) == left


async def test_a_members_deletion_is_finished_by_itself(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "_BUSY_SECONDS", 0.01)
    job = await request_in(store, RequestState.POSTING)
    await store.erasures.begin(100, NOW)
    running = asyncio.create_task(sweeping(store).run())
    try:
        await asyncio.sleep(0.05)
        assert len(await rows_of(store, "requests")) == 1
        await store.due_posts.finish(job.request.request_id, RequestState.POSTED, NOW)
        async with asyncio.timeout(20):
            while await rows_of(store, "erasures"):  # noqa: ASYNC110 - the database tells of none
                await asyncio.sleep(0.01)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert await rows_of(store, "requests") == []


@asynccontextmanager
async def with_studio(folder: Path, **over: Any) -> AsyncIterator[App]:  # noqa: ANN401
    """Open the bot with its studio, at work on videos."""
    studio = settings_in(folder).model_dump(include={"library", "videos"})
    config = load(
        None,
        {},
        callback={"port": 0},
        database={"path": folder / "bot.db"},
        studio={"enabled": True, **studio},
        timing={"poll_first_seconds": 0.05, "poll_every_seconds": 0.05, "retry_seconds": 0.05},
        **over,
    )
    async with open_app(config) as app:
        running = asyncio.create_task(app.render_worker.run())
        try:
            yield app
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def made(app: App, folder: Path, guild_id: int = 1) -> Job:
    """Have the studio make a video of a server's song, and return the answered request."""
    if not songs(folder):
        add_song(settings_in(folder), owner=str(guild_id))
    (song,) = songs(folder)
    asked = new_request(*song, guild_id=guild_id, author="Ada", user_id=100)
    job = (await place(app.store, asked, now=utc_now(), provider=STUDIO)).job
    app.render_worker.wake()
    async with asyncio.timeout(60):
        while (await fresh(app.store, job.video)).state is not VideoState.READY:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await app.store.due_posts.claim(utc_now(), 9, [])
    request_id = job.request.request_id
    assert await app.store.due_posts.finish(request_id, RequestState.POSTED, utc_now())
    found = await app.store.requests.get(request_id)
    assert found is not None
    return found


async def noted(app: App) -> None:
    """Wait until it stands in the database that a file is to go: it is no longer forgotten then.

    A callback of the studio's may still have to be looked into before that.
    """
    async with asyncio.timeout(20):
        while not await app.store.retention.files_to_delete(9):
            await app.store.retention.release_unused_videos(9)
            await asyncio.sleep(0.02)


def songs(folder: Path) -> list[tuple[str, str]]:
    """Return the ids of the songs in the studio's library."""
    tasks = Library(folder / "library").tasks()
    return [(task.task_id, task.tracks[0].audio_id) for task in tasks]


def films(folder: Path) -> list[str]:
    return [path.name for path in (folder / "videos").glob("*.mp4")]


async def test_a_studios_file_goes_with_its_last_request_and_is_rendered_anew(
    tmp_path: Path,
) -> None:
    async with with_studio(tmp_path) as app:
        first = await made(app, tmp_path)
        (name,) = films(tmp_path)
        erasure = await app.store.erasures.begin(100, utc_now() + HOUR)
        await app.store.erasures.step(erasure, utc_now(), 9)
        await noted(app)
        assert films(tmp_path) == [name]
        assert await app.erasure_worker.run_due()
        assert films(tmp_path) == []
        assert await app.store.retention.files_to_delete(9) == []
        again = await made(app, tmp_path)
        assert again.video.video_id == first.video.video_id
        assert again.video.api_task_id != first.video.api_task_id
        assert len(films(tmp_path)) == 1


async def test_a_video_asked_for_again_before_its_file_is_gone_is_rendered_anew(
    tmp_path: Path,
) -> None:
    async with with_studio(tmp_path) as app:
        first = await made(app, tmp_path)
        (name,) = films(tmp_path)
        erasure = await app.store.erasures.begin(100, utc_now() + HOUR)
        await app.store.erasures.step(erasure, utc_now(), 9)
        await noted(app)
        again = await made(app, tmp_path)
        assert again.video.api_task_id != first.video.api_task_id
        (other,) = films(tmp_path)
        assert other != name
        assert await app.erasure_worker.run_due()
        assert films(tmp_path) == [other]


async def test_a_left_servers_songs_go_with_it(tmp_path: Path) -> None:
    async with with_studio(tmp_path) as app:
        await made(app, tmp_path, guild_id=1)
        common = add_song(settings_in(tmp_path)).task_id
        await app.store.guilds.mark_left(1, NOW)

        async def is_gone(_guild_id: int) -> bool:
            return True

        app.erasure_worker._is_gone = is_gone
        assert await app.erasure_worker.run_due()
        assert [task_id for task_id, _ in songs(tmp_path)] == [common]
        assert (films(tmp_path), await rows_of(app.store, "guilds")) == ([], [])


@pytest.mark.parametrize(
    ("status", "is_gone"), [(200, True), (404, True), (409, True), (500, False)]
)
async def test_a_file_is_to_be_removed_until_the_studio_says_that_it_is_gone(
    store: Store, status: int, is_gone: bool
) -> None:
    job = await request_in(store, RequestState.POSTED)
    await store.key_value._db.execute("UPDATE videos SET file_to_delete = 'v-1'")
    discard = FileToDelete(video_id=job.video.video_id, file_to_delete="v-1")

    async def remove(_request: web.Request) -> web.Response:
        return web.json_response({"code": status, "msg": "", "data": None}, status=status)

    studio = web.Application()
    studio.router.add_delete("/studio/v1/videos/v-1/file", remove)
    async with TestServer(studio) as server, aiohttp.ClientSession() as session:
        client = StudioClient(session, base_url=str(server.make_url("")), key="k")
        studio_cleanup = StudioCleanup(client, store, clock=utc_now)
        assert await studio_cleanup.delete_file(discard) is is_gone
    assert (await store.retention.files_to_delete(9) == []) is is_gone


def bring(folder: Path, user_id: int) -> str:
    """Let a member bring a song, and return its id."""
    settings = settings_in(folder)
    add_song(settings)
    song = NewTrack(audio=settings.library / ".song.wav", title="Song", duration_seconds=1.2)
    added = Library(settings.library).add([song], owner="1", added_by=str(user_id))
    return added.task_id


async def test_the_songs_that_a_member_brought_go_with_their_data(tmp_path: Path) -> None:
    async with with_studio(tmp_path) as app:
        mine, others = bring(tmp_path, 100), bring(tmp_path, 7)
        privacy = app.client.privacy
        assert await privacy.count_tracks(100) == 1
        assert (await privacy.erase(100)).are_tracks_deleted
        left = {task_id for task_id, _ in songs(tmp_path)}
        assert others in left
        assert mine not in left
        assert await rows_of(app.store, "erasures") == []


async def test_a_song_goes_after_the_video_that_is_being_made_of_it(tmp_path: Path) -> None:
    async with with_studio(tmp_path) as app:
        mine = bring(tmp_path, 100)
        (song,) = [song for song in songs(tmp_path) if song[0] == mine]
        asked = new_request(*song, user_id=7)
        job = (await place(app.store, asked, now=utc_now(), provider=STUDIO)).job
        assert not (await app.client.privacy.erase(100)).are_tracks_deleted
        assert not await app.erasure_worker.run_due()
        assert len(await rows_of(app.store, "erasures")) == 1  # so that it is not forgotten
        await app.store.requests.cancel(job.request.request_id, utc_now())
        async with asyncio.timeout(60):  # it may have been handed over just before
            while not await app.erasure_worker.run_due():  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert mine not in {task_id for task_id, _ in songs(tmp_path)}
        assert await rows_of(app.store, "erasures") == []


async def test_an_unused_song_goes_once_the_studio_answers_and_nobody_is_told_before(
    store: Store,
) -> None:
    now, erased, told = [NOW], list[str](), list[int]()

    class Studio:
        is_silent = True

        async def erase_track(self, task_id: str) -> None:
            if self.is_silent:
                raise StudioUnavailable("it is away")
            erased.append(task_id)

    studio = Studio()
    cleanup = StudioCleanup(studio, store, clock=lambda: now[0])  # type: ignore[arg-type]

    async def ask(_guild_id: int) -> bool | None:
        return False

    sweeper = ErasureWorker(
        store,
        PrivacySettings(),
        clock=lambda: now[0],
        studio_cleanup=cleanup,
        is_gone=ask,
        unused_days=180,
        announce=lambda: told.append(1),
    )
    owner = TrackOwner(user_id=7)
    await store.track_owners.add(OwnedTrack(task_id="rain", guild_id=1, owner=owner), NOW)

    async def days_on(days: int) -> list[str]:
        now[0] += timedelta(days=days)
        await sweeper.run_due()
        return [row["kind"] for row in await rows_of(store, "notices")]

    assert await days_on(100) == []
    assert await days_on(70) == ["song-unused"]
    assert await days_on(13) == ["song-unused"]
    assert await days_on(2) == ["song-unused"]  # it is offered no more, and still at the studio
    assert (erased, told) == ([], [])
    studio.is_silent = False
    assert await days_on(1) == ["song-unused", "song-moved-out"]
    assert await days_on(400) == ["song-unused", "song-moved-out"]
    assert (erased, told) == (["rain"], [1])
