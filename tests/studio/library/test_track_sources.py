"""Tracks of the cloud, fetched from a real server on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.net.safe_download import Address, SafeDownloader
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack
from bot.studio.library.track_sources import CloudTracks, CloudUnavailable, TrackSources
from bot.studio.models import RenderFailed, TrackSource
from bot.video_api import ApiResponseLost, MusicRecord
from tests.studio.studio_harness import add_song, settings_in, write_wav


class SilentCloud:
    async def music(self, task_id: str) -> MusicRecord | None:
        raise ApiResponseLost(task_id)


def anywhere(_address: Address) -> bool:
    return True


@asynccontextmanager
async def sources(
    folder: Path, cloud: CloudTracks | None = None
) -> AsyncIterator[tuple[TrackSources, str]]:
    """Sources that may fetch from loopback, and the address of a server with files."""
    settings = settings_in(folder)
    files = folder / "files"
    files.mkdir()
    write_wav(files / "song.wav")
    (files / "page.html").write_text("<html>")
    app = web.Application()
    app.router.add_static("/", files)
    async with (
        TestServer(app) as server,
        SafeDownloader.open(admits=anywhere, schemes=("http",)) as fetch,
    ):
        library = Library(settings.library)
        yield TrackSources(library, settings, fetch, cloud), str(server.make_url("/"))
    assert not list(settings.videos.glob(".fetched-*"))


async def test_the_librarys_own_lyrics_are_at_hand_and_broken_ones_cost_no_video(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    library = Library(settings.library)
    new = NewTrack(
        audio=write_wav(tmp_path / "a.wav"),
        title="Song",
        duration_seconds=1.2,
        lyrics="[00:00.500]We sail\n",
    )
    task = library.add([new])
    source = TrackSource(task_id=task.task_id, audio_id=task.tracks[0].audio_id)
    async with SafeDownloader.open(admits=anywhere, schemes=("http",)) as fetch:
        made = TrackSources(library, settings, fetch)
        async with made.assets(source) as material:
            assert [(word.word, word.start_seconds) for word in material.lyrics] == [
                ("\nWe sail", 0.5)
            ]
        library.path(task.task_id, task.tracks[0].lyrics or "").unlink()
        async with made.assets(source) as material:
            assert material.lyrics == ()


def far(audio_url: str, image_url: str | None = None) -> TrackSource:
    return TrackSource(task_id="far", audio_id="1", audio_url=audio_url, image_url=image_url)


async def test_audio_and_cover_are_at_hand_for_a_while(tmp_path: Path) -> None:
    async with sources(tmp_path) as (made, base):
        async with made.assets(far(base + "song.wav", base + "page.html")) as material:
            assert material.audio.read_bytes() == (tmp_path / "files/song.wav").read_bytes()
            assert material.cover
            assert material.cover.read_text() == "<html>"  # whether it is one, the worker sees
        assert not material.audio.exists()


async def test_a_video_without_a_cover_is_better_than_none(tmp_path: Path) -> None:
    async with (
        sources(tmp_path) as (made, base),
        made.assets(far(base + "song.wav", base + "nowhere.png")) as material,
    ):
        assert material.cover is None


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [("nowhere.mp3", 451, "not-fetched"), ("page.html", 400, "unreadable")],
)
async def test_what_is_no_song_is_refused(
    tmp_path: Path, name: str, code: int, reason: str
) -> None:
    async with sources(tmp_path) as (made, base):
        with pytest.raises(RenderFailed) as failure:
            async with made.assets(far(base + name)):
                pass
        assert (failure.value.code, failure.value.reason) == (code, reason)


async def test_a_busy_machine_is_no_fault_of_the_song(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.studio.process.inspect_process.TIMEOUT_SECONDS", 0)
    async with sources(tmp_path) as (made, base):
        with pytest.raises(RenderFailed) as failure:
            async with made.assets(far(base + "song.wav")):
                pass
        assert (failure.value.code, failure.value.reason) == (500, "not-looked-into")


async def test_a_silent_cloud_is_no_unknown_track(tmp_path: Path) -> None:
    async with sources(tmp_path, SilentCloud()) as (made, _):
        with pytest.raises(CloudUnavailable):
            await made.find("far", "1", None)
        with pytest.raises(CloudUnavailable):
            await made.music("far", None, "{}{}{}".format)


async def test_the_library_comes_first(tmp_path: Path) -> None:
    async with sources(tmp_path, SilentCloud()) as (made, _):
        task = add_song(settings_in(tmp_path), "Near", owner="1")
        found = await made.find(task.task_id, task.tracks[0].audio_id.upper(), "1")
        assert found
        assert (found.title, found.artist, found.audio_url) == ("Near", "Band", None)
        assert await made.find(task.task_id, "unknown", "1") is None
        async with made.assets(found) as material:
            assert material.audio.is_file()
