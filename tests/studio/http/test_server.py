"""The studio as a whole, over HTTP: files, tracks, progress, cancel, start and stop."""

import asyncio
import io
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from PIL import Image

from bot.net.safe_download import SafeDownloader
from bot.studio.app import Studio, StudioNotStarted
from bot.studio.library.library import Library
from bot.studio.library.models import StoredTask
from bot.studio.library.track_sources import CloudTracks
from bot.studio.queue.queue import VideoQueue
from bot.studio.settings import StudioSettings
from bot.video_api import MUSIC_PATH, SUBMIT_PATH, VIDEO_PATH, Mp4MusicRecord
from bot.video_api.studio import OPTIONS_HEADER, OWNER_HEADER, SIZE_HEADER, VARIANT_HEADER
from tests.studio.studio_harness import CALLBACK, add_song, settings_in, until, write_wav
from tests.support.ranges import broken_rules

Json = dict[str, Any]


class Client:
    """Talks to a studio."""

    def __init__(self, studio: Studio, session: aiohttp.ClientSession) -> None:
        self.studio = studio
        self.session = session

    async def call(self, method: str, path: str, **options: Any) -> tuple[int, Any]:  # noqa: ANN401
        """Return an answer's code and data."""
        headers = {"Authorization": f"Bearer {self.studio.key}"} | options.pop("headers", {})
        url = self.studio.base_url + path
        async with self.session.request(method, url, headers=headers, **options) as response:
            envelope = await response.json()
            if not path.startswith("/api/"):
                assert response.status == envelope["code"]
            return envelope["code"], envelope["data"]

    async def submit(self, task: StoredTask, **headers: str) -> tuple[int, Any]:
        body = {
            "taskId": task.task_id,
            "audioId": task.tracks[0].audio_id,
            "callBackUrl": CALLBACK,
        }
        return await self.call("POST", SUBMIT_PATH, json=body, headers=headers)

    async def state(self, video_task_id: str) -> Json:
        code, data = await self.call("GET", f"/studio/v1/videos/{video_task_id}")
        assert code == 200
        assert isinstance(data, dict)
        return data

    async def reaches(self, video_task_id: str, wanted: str) -> Json:
        async def has_ended() -> bool:
            return (await self.state(video_task_id))["state"] not in ("queued", "rendering")

        await until(has_ended)
        state = await self.state(video_task_id)
        assert state["state"] == wanted, state
        return state


@asynccontextmanager
async def running(
    settings: StudioSettings,
    *,
    link_base: str | None = None,
    cloud: CloudTracks | None = None,
    uploads: SafeDownloader | None = None,
) -> AsyncIterator[Client]:
    async with (
        Studio.open(settings, link_base=link_base, cloud=cloud, uploads=uploads) as studio,
        aiohttp.ClientSession() as session,
    ):
        yield Client(studio, session)


async def test_a_new_studio_has_samples_once(tmp_path: Path) -> None:
    settings = StudioSettings(library=tmp_path / "new" / "library", videos=tmp_path / "videos")
    async with running(settings) as client:
        _, data = await client.call("GET", "/studio/v1/tracks?owner=7")
        ids = [task["taskId"] for task in data["tasks"]]
        assert ids
        for task_id in ids:
            assert (await client.call("DELETE", f"/studio/v1/tracks/{task_id}"))[0] == 200
    async with running(settings) as client:
        assert await client.call("GET", "/studio/v1/tracks") == (200, {"tasks": [], "total": 0})


async def test_progress_and_the_file(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    task = add_song(settings)
    async with running(settings) as client:
        _, data = await client.submit(task, **{OWNER_HEADER: "42"})
        state = await client.reaches(data["taskId"], "ready")
        assert (state["owner"], state["progress"], state["position"]) == ("42", 1.0, None)
        assert state["sizeBytes"] > 1000
        url = state["videoUrl"]
        async with client.session.get(url, headers={"Range": "bytes=4-11"}) as response:
            assert (response.status, response.content_type) == (206, "video/mp4")
            assert (await response.read())[:4] == b"ftyp"
            assert response.headers["Content-Range"] == f"bytes 4-11/{state['sizeBytes']}"
        async with client.session.head(url) as response:
            assert response.content_length == state["sizeBytes"]
        for range_ in ("bytes=999999999-", "bytes=5-1"):
            async with client.session.get(url, headers={"Range": range_}) as response:
                assert response.status == 416
        for name in ("0" * 32 + ".mp4", "studio.db", "..%2Fstudio.db", "%2e%2e/studio.db"):
            async with client.session.get(f"{client.studio.base_url}/videos/{name}") as response:
                assert response.status == 404


async def test_ranges_are_those_of_the_rfc(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    task = add_song(settings)
    async with running(settings) as client:
        _, data = await client.submit(task)
        url = (await client.reaches(data["taskId"], "ready"))["videoUrl"]
        async with client.session.get(url) as answer:
            content = await answer.read()
        assert await broken_rules(client.session, url, content) == []


async def test_a_body_that_is_not_what_its_header_says_is_refused(tmp_path: Path) -> None:
    packed = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    async with running(settings_in(tmp_path)) as client:
        answer = await client.call("POST", SUBMIT_PATH, data=b"no gzip", headers=packed)
        assert answer == (400, None)


async def test_links_lead_where_the_bot_says(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    task = add_song(settings)
    async with running(settings, link_base="https://videos.example/") as client:
        _, data = await client.submit(task)
        state = await client.reaches(data["taskId"], "ready")
        assert state["videoUrl"].startswith("https://videos.example/videos/")
        name = state["videoUrl"].rpartition("/")[2]
        assert (settings.videos / name).stat().st_size == state["sizeBytes"]


async def test_a_file_that_is_gone_is_made_again(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    task = add_song(settings)
    async with running(settings) as client:
        _, first = await client.submit(task)
        state = await client.reaches(first["taskId"], "ready")
        (settings.videos / state["videoUrl"].rpartition("/")[2]).unlink()
        code, second = await client.submit(task)
        assert (code, second["taskId"] != first["taskId"]) == (200, True)
        await client.reaches(second["taskId"], "ready")
        path = f"/studio/v1/videos/{second['taskId']}"
        assert (await client.call("DELETE", path))[0] == 409
        code, gone = await client.call("DELETE", f"{path}/file")
        assert (code, gone["state"], gone["videoUrl"]) == (200, "expired", None)
        assert not list(settings.videos.glob("*.mp4"))
        assert (await client.call("DELETE", f"{path}/file"))[0] == 409
        _, record = await client.call("GET", VIDEO_PATH, params={"taskId": second["taskId"]})
        assert (record["successFlag"], record["errorCode"]) == ("GENERATE_MP4_FAILED", 404)


async def test_a_file_that_is_still_to_be_made_is_not_made(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, workers=1)
    tasks = [add_song(settings) for _ in range(2)]
    async with running(settings) as client:
        ids = [(await client.submit(task))[1]["taskId"] for task in tasks]
        for video_task_id in ids:  # one may be rendered already, the other waits
            code, gone = await client.call("DELETE", f"/studio/v1/videos/{video_task_id}/file")
            assert (code, gone["state"]) == (200, "expired")
        _, again = await client.submit(tasks[1])
        state = await client.reaches(again["taskId"], "ready")
        (film,) = settings.videos.glob("*.mp4")
        assert state["videoUrl"].endswith(film.name)


async def test_an_order_says_how_large_its_video_may_be(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, workers=1)
    task = add_song(settings)
    async with running(settings) as client:
        for nonsense in ("much", "-1", "1e6", "9" * 16):
            code, _ = await client.submit(task, **{SIZE_HEADER: nonsense})
            assert code == 422
        code, data = await client.submit(task, **{SIZE_HEADER: "150000"})
        assert code == 200
        await client.reaches(data["taskId"], "ready")
        (film,) = settings.videos.glob("*.mp4")
        assert film.stat().st_size <= 150_000


async def test_a_track_has_one_video_for_each_variant_that_is_asked_for(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, workers=1)
    task = add_song(settings)
    async with running(settings) as client:
        ids = [(await client.submit(task))[1]["taskId"]]
        code, data = await client.submit(task, **{VARIANT_HEADER: "club"})
        assert code == 200
        ids.append(data["taskId"])
        assert ids[0] != ids[1]
        assert await client.submit(task) == (409, {"taskId": ids[0]})
        assert await client.submit(task, **{VARIANT_HEADER: "club"}) == (409, {"taskId": ids[1]})
        code, _ = await client.submit(task, **{VARIANT_HEADER: "no variant!"})
        assert code == 422
        assert (await client.state(ids[0]))["edition"] is None
        assert (await client.state(ids[1]))["edition"] == "club"


async def test_each_set_of_options_is_a_video_of_its_own_beside_each_variant(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path, workers=1)
    task = add_song(settings)
    async with running(settings) as client:
        plain = (await client.submit(task))[1]["taskId"]
        tall = {OPTIONS_HEADER: '{"look": "wave", "aspect": "9:16", "start": 65}'}
        code, data = await client.submit(task, **tall)
        assert code == 200
        assert await client.submit(task, **tall) == (409, {"taskId": data["taskId"]})
        beside = (await client.submit(task, **tall, **{VARIANT_HEADER: "club"}))[1]["taskId"]
        assert len({plain, data["taskId"], beside}) == 3
        state = await client.state(beside)
        assert state["edition"] == "club"
        assert state["options"] == {"look": "wave", "aspect": "9:16", "start": 65.0}
        assert (await client.state(plain))["options"] == {}


async def test_options_that_nobody_can_heed_are_refused(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, workers=1)
    task = add_song(settings)
    refused = (
        "{", "[]", '{"look": "none"}', '{"aspect": "4:3"}', '{"start": -1}', '{"start": "end"}',
        '{"length": 2.9}', '{"colours": "red"}', '{"colours": "#FF8800"}', '{"start": 1e999}',
        '{"colour": "red"}',
    )  # fmt: skip
    async with running(settings) as client:
        for options in refused:
            assert (await client.submit(task, **{OPTIONS_HEADER: options}))[0] == 422


async def test_waiting_videos_have_a_place_and_can_be_cancelled(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, workers=1)
    tasks = [add_song(settings) for _ in range(3)]
    async with running(settings) as client:
        ids = [(await client.submit(task))[1]["taskId"] for task in tasks]
        last = await client.state(ids[2])
        assert (last["state"], last["position"] in (1, 2)) == ("queued", True)
        _, unfinished = await client.call("GET", "/studio/v1/videos")
        places = {video["videoTaskId"]: video["position"] for video in unfinished["videos"]}
        assert places[ids[2]] in (1, 2)
        code, data = await client.call("DELETE", f"/studio/v1/videos/{ids[2]}")
        assert (code, data["state"], data["reason"]) == (200, "cancelled", "cancelled")
        assert (await client.call("DELETE", f"/studio/v1/videos/{ids[2]}"))[0] == 409
        await client.reaches(ids[0], "ready")
        await client.reaches(ids[1], "ready")
        assert (await client.call("GET", "/studio/v1/videos"))[1] == {"videos": []}
        _, queue = await client.call("GET", "/studio/v1/queue")
        assert (queue["workers"], queue["videos"]["ready"]) == (1, 2)
        assert queue["videos"]["cancelled"] == 1
        assert queue["videoSeconds"] > 0
        assert queue["workSeconds"] > 0


async def test_a_stop_in_the_middle_is_taken_up_again(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, workers=1)
    task = add_song(settings)
    async with running(settings) as client:
        _, data = await client.submit(task)
    assert [path for path in settings.videos.iterdir() if path.suffix == ".mp4"] == []
    async with running(settings) as client:
        assert (await client.reaches(data["taskId"], "ready"))["sizeBytes"] > 0


async def test_servers_have_tracks_of_their_own(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    mine, common = add_song(settings, "Mine", owner="1"), add_song(settings, "Common")
    async with running(settings) as client:
        for owner, titles in {"1": {"Mine", "Common"}, "2": {"Common"}}.items():
            for query, headers in (({"owner": owner}, {}), ({}, {OWNER_HEADER: owner})):
                _, data = await client.call(
                    "GET", "/studio/v1/tracks", params=query, headers=headers
                )
                assert {task["tracks"][0]["title"] for task in data["tasks"]} == titles
        _, data = await client.call("GET", "/studio/v1/tracks", params={"query": "mine band"})
        assert [task["taskId"] for task in data["tasks"]] == [mine.task_id]
        other = {OWNER_HEADER: "2"}
        assert (await client.submit(mine, **other))[0] == 422
        params = {"taskId": mine.task_id}
        assert await client.call("GET", MUSIC_PATH, params=params, headers=other) == (200, None)
        for task in (mine, common):
            path = f"/studio/v1/tracks/{task.task_id}"
            assert (await client.call("DELETE", path, headers=other))[0] == 404
        code, _ = await client.call("GET", f"/studio/v1/tracks/{mine.task_id}", headers=other)
        assert code == 404
        bad = {OWNER_HEADER: "../x"}
        assert (await client.call("GET", "/studio/v1/tracks", headers=bad))[0] == 422


def form_of(audio: bytes, **texts: str) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, text in texts.items():
        form.add_field(name, text)
    form.add_field("audio", io.BytesIO(audio), filename="../../Song.WAV", content_type="audio/wav")
    return form


async def test_a_song_is_brought_by_a_form(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    song = write_wav(tmp_path / "song.wav").read_bytes()
    Image.new("RGB", (9, 9), "red").save(tmp_path / "cover.png")
    form = form_of(song, title=" My \n song ", author="Me", owner="5")
    form.add_field("cover", (tmp_path / "cover.png").read_bytes(), filename="cover.png")
    async with running(settings) as client:
        code, task = await client.call("POST", "/studio/v1/tracks", data=form)
        assert (code, task["owner"]) == (200, "5")
        (track,) = task["tracks"]
        assert (track["title"], track["author"]) == ("My song", "Me")
        assert track["durationSeconds"] == pytest.approx(1.2)
        async with client.session.get(track["audioUrl"]) as response:
            assert await response.read() == song
        async with client.session.get(track["imageUrl"]) as response:
            assert (response.status, response.content_type) == (200, "image/png")
        async with client.session.get(track["imageUrl"][:-1] + "x") as response:
            assert response.status == 404
        stored = Library(settings.library).task(task["taskId"])
        assert stored
        state = await client.submit(stored)
        await client.reaches(state[1]["taskId"], "ready")
    assert not list(settings.library.glob(".new-*"))


@pytest.mark.parametrize(
    ("audio", "texts", "code"),
    [
        (b"no sound in here", {"title": "x"}, 422),
        (b"", {"title": "x"}, 422),
        (b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", {"title": "x"}, 422),
        (None, {}, 422),  # a song without a title
        (None, {"title": "x" * 201}, 422),
        (None, {"title": "x", "owner": "a b"}, 422),
        (None, {"title": "x", "surprise": "y"}, 422),
        (b"x" * 1_100_000, {"title": "x"}, 413),
    ],
    ids=["noise", "empty", "playlist", "no title", "long", "owner", "field", "large"],
)
async def test_a_bad_form_adds_nothing(
    tmp_path: Path, audio: bytes | None, texts: dict[str, str], code: int
) -> None:
    settings = settings_in(tmp_path, max_upload_megabytes=1)
    song = write_wav(tmp_path / "song.wav").read_bytes()
    async with running(settings) as client:
        form = form_of(song if audio is None else audio, **texts)
        assert (await client.call("POST", "/studio/v1/tracks", data=form))[0] == code
        assert (await client.call("POST", "/studio/v1/tracks", data=b"x"))[0] == 415
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        broken = await client.call("POST", "/studio/v1/tracks", data=b"--y", headers=headers)
        assert broken[0] in (400, 422)
    assert {path.name for path in settings.library.iterdir()} == {".welcomed"}


async def test_a_branding_is_previewed(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    task = add_song(settings)
    async with running(settings) as client:
        url = client.studio.base_url + "/studio/v1/preview"
        headers = {"Authorization": f"Bearer {client.studio.key}"}
        for body in (
            {},
            {"author": "é" * 50, "domainName": "x" * 50, "taskId": task.task_id},
        ):
            async with client.session.post(url, json=body, headers=headers) as response:
                assert (response.status, response.content_type) == (200, "image/png")
                (tmp_path / "preview.png").write_bytes(await response.read())
            with Image.open(tmp_path / "preview.png") as picture:
                assert picture.size == (1280, 720)
        path = "/studio/v1/preview"
        assert (await client.call("POST", path, json={"author": "x" * 51}))[0] == 422
        assert (await client.call("POST", path, json={"taskId": "0" * 32}))[0] == 404
        assert (await client.call("POST", path, data=b"{"))[0] == 400


class OneTrack:
    """A cloud that knows one track, which lies on an address that is not public."""

    async def music(self, task_id: str) -> Mp4MusicRecord | None:
        track = {
            "id": "e231",
            "title": "Far",
            "audioUrl": "https://127.0.0.1:1/song.mp3",
            "duration": 3,
        }
        response = {"sunoData": [track]}
        record = {"taskId": task_id, "status": "SUCCESS", "response": response}
        return Mp4MusicRecord.model_validate(record) if task_id == "far" else None


async def test_a_track_of_the_cloud_is_fetched_with_care(tmp_path: Path) -> None:
    async with running(settings_in(tmp_path), cloud=OneTrack()) as client:
        _, music = await client.call("GET", MUSIC_PATH, params={"taskId": "far"})
        assert music["response"]["sunoData"][0]["title"] == "Far"
        body = {"taskId": "far", "audioId": "e231", "callBackUrl": CALLBACK}
        code, data = await client.call("POST", SUBMIT_PATH, json=body)
        assert code == 200
        state = await client.reaches(data["taskId"], "failed")
        assert (state["errorCode"], state["reason"]) == (451, "not-fetched")
        other = body | {"audioId": "e232"}
        assert (await client.call("POST", SUBMIT_PATH, json=other))[0] == 422


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'{"taskId":"\\ud800","audioId":"1","callBackUrl":"http://x"}', 400),
        (b'{"taskId":"a\\u0000","audioId":"1","callBackUrl":"http://x"}', 422),
        (b'{"taskId":"a","audioId":"1","callBackUrl":"file:///etc/passwd"}', 422),
        (b'{"taskId":"a","audioId":"1","callBackUrl":"http://["}', 422),
        (b'{"taskId":["a"],"audioId":"1","callBackUrl":"http://x"}', 422),
        (b"[" * 60_000, 400),
        (b" " * 70_000, 413),
    ],
)
async def test_a_strange_submit_is_refused(tmp_path: Path, body: bytes, code: int) -> None:
    async with running(settings_in(tmp_path)) as client:
        assert (await client.call("POST", SUBMIT_PATH, data=body))[0] == code


async def test_paths_that_are_not_there(tmp_path: Path) -> None:
    async with running(settings_in(tmp_path)) as client:
        assert (await client.call("GET", "/nowhere"))[0] == 404
        assert (await client.call("GET", "/studio/v1/nowhere"))[0] == 404
        assert (await client.call("PUT", "/studio/v1/tracks"))[0] == 405
        assert (await client.call("GET", "/studio/v1/videos/x"))[0] == 404
        lower = {"Authorization": f"bearer {client.studio.key}"}
        assert (await client.call("GET", "/studio/v1/tracks", headers=lower))[0] == 200
        wrong = {"Authorization": "Bearer x"}
        assert (await client.call("GET", "/studio/v1/tracks", headers=wrong))[0] == 401
        assert (await client.call("GET", VIDEO_PATH))[0] == 422
        assert (await client.call("GET", "/studio/v1/tracks?limit=0"))[0] == 422


async def test_a_full_disk_at_the_start_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_queue: VideoQueue) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(VideoQueue, "recover", full)
    with pytest.raises(StudioNotStarted, match=r"queue can't be written: .* is full"):
        async with Studio.open(settings_in(tmp_path)):
            pass


async def test_a_disk_that_is_full_for_the_queue_is_told_as_that_and_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings, add, most = settings_in(tmp_path), VideoQueue.add, [1]

    async def limited(queue: VideoQueue, *given: Any, **more: Any) -> Any:  # noqa: ANN401 - passed on
        await queue._db.execute_fetchall(
            "CREATE TRIGGER IF NOT EXISTS big AFTER INSERT ON videos BEGIN UPDATE videos SET"
            " title = hex(zeroblob(500000)) WHERE video_task_id = NEW.video_task_id; END"
        )
        await queue._db.execute_fetchall(f"PRAGMA max_page_count = {most[0]}")
        return await add(queue, *given, **more)

    monkeypatch.setattr(VideoQueue, "add", limited)
    task = add_song(settings)
    async with running(settings) as client:
        assert await client.submit(task) == (507, {"reason": "disk-full"})
        assert "database or disk is full" in caplog.text
        assert "Traceback" not in caplog.text
        most[0] = 1_000_000
        assert (await client.submit(task))[0] == 200


async def test_what_is_in_the_way_is_told_in_one_line(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with running(settings):
        with pytest.raises(StudioNotStarted, match="Another studio"):
            async with Studio.open(settings):
                pass
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StudioNotStarted, match="can't listen"):
            async with Studio.open(settings.model_copy(update={"port": port})):
                pass
    with pytest.raises(StudioNotStarted, match=r"set studio\.key"):
        async with Studio.open(settings.model_copy(update={"host": "::"})):
            pass
    (tmp_path / "file").touch()
    with pytest.raises(StudioNotStarted, match="folders"):
        async with Studio.open(settings.model_copy(update={"videos": tmp_path / "file"})):
            pass


async def test_the_bodys_own_error_keeps_its_type(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        async with Studio.open(settings_in(tmp_path)):
            raise LookupError


async def test_a_dead_part_ends_the_studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def dies(_self: object) -> None:
        raise LookupError

    monkeypatch.setattr("bot.studio.queue.cleanup.VideoFileCleanup.run", dies)
    with pytest.raises(LookupError):
        async with Studio.open(settings_in(tmp_path)):
            await asyncio.sleep(60)
