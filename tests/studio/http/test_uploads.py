"""Songs that are brought by address: fetched, looked into, and taken up to a server's limit."""

import asyncio
import errno
import io
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image

from bot.net.occasional_log import RecurringError
from bot.net.safe_download import SafeDownloader
from bot.studio import failures
from bot.studio.http.responses import ErrorResponse
from bot.studio.http.uploads import storing
from bot.studio.library.library import Library
from bot.studio.library.models import StoredTask
from bot.video_api.studio import OWNER_HEADER
from tests.studio import songs
from tests.studio.http.test_server import Client, running
from tests.studio.studio_harness import settings_in, write_wav
from tests.studio.tags.odd_songs import with_riff_info

TRACKS: Final = "/studio/v1/tracks"
SERVER: Final = {OWNER_HEADER: "7"}


@asynccontextmanager
async def serving(files: dict[str, bytes]) -> AsyncIterator[str]:
    """Serve files as Discord serves attachments, and return where."""

    async def serve(request: web.Request) -> web.Response:
        if (body := files.get(request.match_info["name"])) is None:
            return web.Response(status=404)
        return web.Response(body=body)

    app = web.Application()
    app.router.add_get("/{name}", serve)
    async with TestServer(app) as server:
        yield f"http://127.0.0.1:{server.port}"


@asynccontextmanager
async def stage(
    folder: Path, files: dict[str, bytes], **changes: object
) -> AsyncIterator[tuple[Client, str]]:
    """Open a studio that may fetch from this machine."""
    async with (
        serving(files) as base,
        SafeDownloader.open(admits=lambda _: True, schemes=("http",)) as fetch,
        running(settings_in(folder, **changes), uploads=fetch) as client,
    ):
        yield client, base


async def bring(client: Client, **body: str) -> tuple[int, Any]:
    return await client.call("POST", TRACKS, json=body, headers=SERVER)


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(file, "PNG")
    return file.getvalue()


def tagged(folder: Path) -> bytes:
    tags = {"title": "Night\n Train", "artist": "The  Rails"}
    song = songs.write(folder / "t.mp3", songs.beats(1.5), codec="libmp3lame", tags=tags)
    return song.read_bytes()


async def test_a_song_is_fetched_and_belongs_to_its_server(tmp_path: Path) -> None:
    song = write_wav(tmp_path / "song.wav").read_bytes()
    async with stage(tmp_path, {"song": song, "cover": picture()}) as (client, base):
        code, task = await bring(
            client,
            audioUrl=f"{base}/song",
            audioName="../my_song.WAV",
            coverUrl=f"{base}/cover",
            coverName="cover.png",
            defaultTitle="my  song",
            addedBy="42",
        )
        assert (code, task["owner"], task["addedBy"]) == (200, "7", "42")
        (track,) = task["tracks"]
        assert (track["title"], track["author"]) == ("my song", None)
        assert track["durationSeconds"] == pytest.approx(1.2)
        async with client.session.get(track["imageUrl"]) as response:
            assert await response.read() == picture()
        async with client.session.get(track["audioUrl"]) as response:
            assert await response.read() == song
        _, others = await client.call("GET", TRACKS, headers={OWNER_HEADER: "8"})
        assert others == {"tasks": [], "total": 0}
    library = tmp_path / "library"
    assert [path.suffix for path in (library / task["taskId"]).glob("1.*")] == [".wav"]
    assert not list(library.glob(".new-*"))


async def test_a_songs_own_tags_name_it_unless_it_is_named(tmp_path: Path) -> None:
    async with stage(tmp_path, {"song": tagged(tmp_path)}) as (client, base):
        for given, named in (
            ({}, ("Night Train", "The Rails")),
            ({"title": " Mine ", "author": "Me"}, ("Mine", "Me")),
        ):
            body = {"audioUrl": f"{base}/song", "defaultTitle": "file name", **given}
            _, task = await bring(client, **body)
            (track,) = task["tracks"]
            assert (track["title"], track["author"]) == named


async def test_the_language_of_who_brings_it_helps_to_read_old_tags(tmp_path: Path) -> None:
    path = songs.wav(tmp_path / "t.wav", songs.beats(1.5))
    song = with_riff_info(path, "恋".encode("cp932"), b"").read_bytes()
    async with stage(tmp_path, {"song": song}) as (client, base):
        for language, title in (("ja", "恋"), ("ru", "—ц"), ("", "—ö")):
            body = {"audioUrl": f"{base}/song", "defaultTitle": "x", "language": language}
            code, task = await bring(client, **body)
            assert (code, task["tracks"][0]["title"]) == (200, title)
        code, _ = await bring(client, audioUrl=f"{base}/song", language="no language at all!")
        assert code == 422


def truncated(folder: Path) -> bytes:
    """Half of a song whose header promises all of it."""
    whole = songs.write(folder / "long.flac", songs.beats(6.0), codec="flac").read_bytes()
    return whole[: len(whole) // 2]


def lying(folder: Path) -> bytes:
    """A song of 80 seconds whose header says that it takes one and a half."""
    whole = b""
    for seconds in (1.5, 80.0):
        sound = songs.silence(seconds, channels=1)
        song = songs.write(folder / "part.mp3", sound, codec="libmp3lame", layout="mono")
        whole += song.read_bytes()
    return whole


async def test_what_is_no_song_is_refused_with_its_reason(tmp_path: Path) -> None:
    song = write_wav(tmp_path / "song.wav").read_bytes()
    files = {
        "song": song,
        "noise": b"no sound in here" * 99,
        "empty": b"",
        "playlist": b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n",
        "truncated": truncated(tmp_path),
        "lying": lying(tmp_path),
        "short": write_wav(tmp_path / "short.wav", 0.3).read_bytes(),
        "large": bytes(1_100_000),
        "picture": picture(),
        "half": picture()[:40],
    }
    refused = {
        "noise": (422, "unreadable"),
        "empty": (422, "empty"),
        "playlist": (422, "unreadable"),
        "truncated": (422, "truncated"),
        "lying": (422, "too-long"),
        "short": (422, "too_short"),
        "large": (413, "too-big"),
        "picture": (422, "unreadable"),
        "nowhere": (422, "not-fetched"),
    }
    limits = {"max_upload_megabytes": 1, "max_minutes": 1}
    async with stage(tmp_path, files, **limits) as (client, base):
        for name, (code, reason) in refused.items():
            answer = await bring(client, audioUrl=f"{base}/{name}", defaultTitle="x")
            assert (name, answer) == (name, (code, {"reason": reason}))
    assert {path.name for path in (tmp_path / "library").iterdir()} == {".welcomed"}


async def test_a_cover_that_fails_costs_no_song_and_is_brought_later(tmp_path: Path) -> None:
    files = {"song": write_wav(tmp_path / "song.wav").read_bytes(), "picture": picture()}
    files |= {"half": picture()[:40], "large": bytes(17 << 20), "empty": b""}
    reasons = {"half": "no-picture", "empty": "no-picture", "large": "cover-too-big"}
    async with stage(tmp_path, files) as (client, base):
        for name, reason in (reasons | {"nowhere": "not-fetched"}).items():
            addresses = {"audioUrl": f"{base}/song", "coverUrl": f"{base}/{name}"}
            code, task = await bring(client, **addresses, defaultTitle=f"{name}-FINAL v2")
            assert (code, task["coverProblem"]) == (200, reason)
            assert (task["tracks"][0]["title"], task["tracks"][0]["imageUrl"]) == (name, None)
        path = f"{TRACKS}/{task['taskId']}/cover"

        async def set_cover(name: str, headers: dict[str, str]) -> tuple[int, Any]:
            body = {"coverUrl": f"{base}/{name}", "coverName": "c.png"}
            return await client.call("PUT", path, json=body, headers=headers)

        assert await set_cover("half", SERVER) == (422, {"reason": "no-picture"})
        assert (await set_cover("picture", {OWNER_HEADER: "8"}))[0] == 404
        assert (await set_cover("picture", {}))[0] == 404
        for _ in range(3):
            code, task = await set_cover("picture", SERVER)
            assert (code, task["tracks"][0]["imageUrl"] is not None) == (200, True)
        folder = tmp_path / "library" / task["taskId"]
        assert len(list(folder.glob("cover-*.png"))) == 2  # a render may be reading the last one
        (kept,) = [t for t in Library(folder.parent).tasks() if t.task_id == task["taskId"]]
        assert (folder / str(kept.tracks[0].cover)).read_bytes() == picture()
        assert (await client.call("DELETE", f"{TRACKS}/{task['taskId']}", headers=SERVER))[0] == 200
        assert (await set_cover("picture", SERVER))[0] == 404


async def test_a_body_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    async with running(settings_in(tmp_path)) as client:
        for body in (
            {},
            {"audioUrl": 7},
            {"audioUrl": "x", "owner": "8"},
            {"audioUrl": "x" * 2001},
        ):
            assert (await client.call("POST", TRACKS, json=body))[0] == 422
        headers = {"Content-Type": "application/json"}
        assert (await client.call("POST", TRACKS, data=b"{", headers=headers))[0] == 400


async def test_nothing_is_fetched_from_this_machine_by_itself(tmp_path: Path) -> None:
    song = write_wav(tmp_path / "song.wav").read_bytes()
    async with serving({"song": song}) as base, running(settings_in(tmp_path)) as client:
        for url in (f"{base}/song", base.replace("http:", "https:"), "file:///etc/passwd"):
            assert await bring(client, audioUrl=url) == (422, {"reason": "not-fetched"})


async def test_of_many_songs_at_once_a_server_brings_just_as_many_as_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Library.add

    def slow(library: Library, *tracks: Any, **options: Any) -> StoredTask:  # noqa: ANN401
        time.sleep(0.2)  # as on a slow disk: all of them see that there is room
        return add(library, *tracks, **options)

    monkeypatch.setattr(Library, "add", slow)
    song = write_wav(tmp_path / "song.wav").read_bytes()
    async with stage(tmp_path, {"song": song}, max_tracks_per_server=2) as (client, base):
        body = {"audioUrl": f"{base}/song", "defaultTitle": "x"}
        answers = await asyncio.gather(*(bring(client, **body) for _ in range(5)))
        assert sorted(code for code, _ in answers) == [200, 200, 422, 422, 422]
        assert [data for code, data in answers if code == 422] == [{"reason": "server-full"}] * 3
        other = await client.call("POST", TRACKS, json=body, headers={OWNER_HEADER: "8"})
        assert other[0] == 200
    assert Library(tmp_path / "library").count("7") == 2


async def test_a_busy_machine_is_no_fault_of_the_song(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = write_wav(tmp_path / "song.wav").read_bytes()
    async with stage(tmp_path, {"song.wav": song}) as (client, base):
        monkeypatch.setattr("bot.studio.process.inspect_process.WHOLE_TIMEOUT_SECONDS", 0)
        status, told = await bring(client, audioUrl=f"{base}/song.wav", title="Song")
        assert (status, told["reason"]) == (503, "not-looked-into")
        monkeypatch.undo()
        status, _ = await bring(client, audioUrl=f"{base}/song.wav", title="Song")
        assert status == 200


async def test_a_server_and_a_member_take_so_much_disk_and_no_more(tmp_path: Path) -> None:
    song = write_wav(tmp_path / "song.wav").read_bytes()
    most = 2.5 * len(song) / (1 << 20)  # room for two, with what describes them
    limits = {"max_server_megabytes": most, "max_member_megabytes": most}
    async with stage(tmp_path, {"song": song}, **limits) as (client, base):
        body = {"audioUrl": f"{base}/song", "defaultTitle": "x"}
        tasks = [(await bring(client, addedBy=f"{who}", **body))[1] for who in (1, 2)]
        assert await bring(client, addedBy="3", **body) == (
            422,
            {"reason": "server-bytes-full"},
        )
        there = {OWNER_HEADER: "8"}
        for code in (200, 422):  # the second is that member's third, in two servers
            again = {**body, "addedBy": "1"}
            status, told = await client.call("POST", TRACKS, json=again, headers=there)
            assert status == code
        assert told == {"reason": "member-bytes-full"}
        await client.call("DELETE", f"{TRACKS}/{tasks[0]['taskId']}", headers=SERVER)
        assert (await bring(client, addedBy="3", **body))[0] == 200


async def test_a_full_disk_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    song = write_wav(tmp_path / "song.wav").read_bytes()
    async with stage(tmp_path, {"song": song}, reserve_megabytes=10_000_000) as (client, base):
        full = (507, {"reason": "disk-full"})
        assert await bring(client, audioUrl=f"{base}/song", defaultTitle="x") == full
        assert await bring(client, audioUrl=f"{base}/gone", defaultTitle="x") == full
        assert (await client.call("GET", TRACKS))[0] == 200
        _, work = await client.call("GET", "/studio/v1/queue")
        assert {disk["reserveBytes"] for disk in work["disks"].values()} == {10_000_000 << 20}


@pytest.mark.parametrize("trouble", [errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_can_not_be_written_is_no_fault_of_the_song(
    trouble: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "_unwritable", RecurringError(failures._log))
    error = OSError(trouble, os.strerror(trouble), "/songs")
    for _ in range(3):
        with pytest.raises(ErrorResponse) as told, storing():
            raise error
        assert (told.value.code, told.value.data) == (507, {"reason": "not-writable"})
    assert failures.failure_from_error(error) == failures.NOT_WRITABLE
    (record,) = caplog.records  # one cause, one line
    assert "/songs" in record.message
    assert record.exc_info is None


async def test_a_folder_that_can_not_be_written_is_told_to_who_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path, {}) as (client, _):
        for writable in (True, False):  # who runs the tests may write everywhere
            monkeypatch.setattr(os, "access", lambda *_, told=writable: told)
            _, work = await client.call("GET", "/studio/v1/queue")
            assert {disk["isWritable"] for disk in work["disks"].values()} == {writable}


async def test_the_folders_are_for_the_bot_alone(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir(mode=0o755)  # as an older version made it
    async with stage(tmp_path, {}):
        modes = {(tmp_path / name).stat().st_mode & 0o777 for name in ("library", "videos")}
        assert modes == {0o700}


async def test_lyrics_are_kept_and_wrong_ones_cost_no_song(tmp_path: Path) -> None:
    files = {"song": write_wav(tmp_path / "song.wav").read_bytes(), "large": bytes(600 << 10)}
    files |= {"good": b"[00:00.50]We sail\n[00:00.90]home", "plain": b"We sail"}
    expected = {"good": None, "plain": "lyrics-no-times", "large": "lyrics-too-large"}
    async with stage(tmp_path, files) as (client, base):
        for name, problem in (expected | {"nowhere": "not-fetched"}).items():
            addresses = {"audioUrl": f"{base}/song", "lyricsUrl": f"{base}/{name}"}
            code, task = await bring(client, **addresses, defaultTitle=name)
            assert (code, task["lyricsProblem"]) == (200, problem)
            assert task["lyrics"] == (None if problem else "We sail\nhome")
            track = Library(tmp_path / "library").track(
                task["taskId"], task["tracks"][0]["audioId"]
            )
            assert track is not None
            assert track.lyrics == (None if problem else "1-lyrics.lrc")
