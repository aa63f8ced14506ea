"""Callbacks as they should be, and everything that only looks like one."""

import gzip
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.jobs import Job, VideoState
from tests.loopback.music_api import FakeMusicApi
from tests.loopback.music_api import Video as Made
from tests.support.render_harness import RenderHarness, open_render_harness
from tests.support.rows import everything, new_request

KEY = "test-hmac-key"


@pytest.fixture
async def signing(folder: Path) -> AsyncIterator[RenderHarness]:
    """Return a render harness whose API signs its callbacks."""
    async with open_render_harness(folder, api=FakeMusicApi(webhook_key=KEY)) as shop:
        yield shop


async def rendering(shop: RenderHarness, audio_id: str = "audio-1") -> tuple[Job, Made]:
    job = await shop.ask(new_request(audio_id=audio_id))
    await shop.work()
    assert await shop.state(job) is VideoState.RENDERING
    return job, shop.made(job)


async def is_refused(
    shop: RenderHarness,
    url: str,
    body: object,
    status: int,
    headers: dict[str, str] | None = None,
) -> None:
    """Send something that must be refused without effect, and see that the truth still works."""
    before = await everything(shop.store)
    answered = await shop.api.post(url, body, headers)
    assert answered == (status, b"")
    assert await everything(shop.store) == before


async def still_works(shop: RenderHarness, job: Job, made: Made) -> None:
    await shop.api.finish(made)
    assert shop.api.callback_answers[-1] == (made.video_id, 200)
    await shop.work()
    assert await shop.state(job) is VideoState.READY
    assert shop.charged == len(shop.api.videos)


PATHS: dict[str, str] = {
    "a shorter token": "/callbacks/{video}/{shorter}",
    "a longer token": "/callbacks/{video}/{token}x",
    "the token in other cases": "/callbacks/{video}/{swapped}",
    "no token": "/callbacks/{video}/",
    "no token and no slash": "/callbacks/{video}",
    "a token that is not ASCII": "/callbacks/{video}/t%C3%B6ken",
    "a token of broken UTF-8": "/callbacks/{video}/%ff%fe",
    "a token with a zero byte": "/callbacks/{video}/{token}%00",
    "a very long token": "/callbacks/{video}/" + "x" * 5000,
    "an unknown job": "/callbacks/0000000000000000/{token}",
    "a job that is not ASCII": "/callbacks/j%C3%B6b/{token}",
    "a job of broken UTF-8": "/callbacks/%ff%fe/{token}",
    "a job with SQL in it": "/callbacks/%27OR%201=1/{token}",
    "another job's token": "/callbacks/{other}/{token}",
    "a path upwards": "/callbacks/../callbacks/x/{video}/{token}",
    "an encoded path upwards": "/callbacks/{video}/..%2f{token}",
    "something behind it": "/callbacks/{video}/{token}/more",
    "another route": "/callback/{video}/{token}",
}


@pytest.mark.parametrize("name", sorted(PATHS))
async def test_an_address_that_is_not_the_jobs_own_is_not_found(
    signing: RenderHarness, name: str
) -> None:
    job, made = await rendering(signing)
    other, _ = await rendering(signing, "audio-2")
    video = await signing.video(job)
    path = PATHS[name].format(
        video=video.video_id,
        other=other.video.video_id,
        token=video.token,
        shorter=video.token[:-1],
        swapped=video.token.swapcase(),
    )
    body, headers = signing.api.callback_body(made), signing.api.signature(made.video_id)
    await is_refused(signing, signing.endpoint + path, body, 404, headers)
    await still_works(signing, job, made)


NOW = time.time
HEADERS: dict[str, Callable[[FakeMusicApi, str], dict[str, str]]] = {
    "none": lambda _, __: {},
    "no signature": lambda api, video: only(api.signature(video), "X-Webhook-Timestamp"),
    "no timestamp": lambda api, video: only(api.signature(video), "X-Webhook-Signature"),
    "empty ones": lambda _, __: {"X-Webhook-Timestamp": "", "X-Webhook-Signature": ""},
    "another key": lambda api, video: api.signature(video, key="wrong"),
    "the key before": lambda api, video: api.signature(video, key="rotated-out"),
    "another id": lambda api, _: api.signature("0" * 32),
    "an old time": lambda api, video: api.signature(video, timestamp=str(int(NOW() - 310))),
    "a future time": lambda api, video: api.signature(video, timestamp=str(int(NOW() + 310))),
    "a fraction": lambda api, video: api.signature(video, timestamp=f"{NOW():.3f}"),
    "milliseconds": lambda api, video: api.signature(video, timestamp=str(int(NOW() * 1000))),
    "a negative time": lambda api, video: api.signature(video, timestamp=f"-{int(NOW())}"),
    "no number": lambda api, video: api.signature(video, timestamp="soon"),
    "an endless number": lambda api, video: api.signature(video, timestamp="9" * 5000),
    "no base64": lambda api, video: signed_by(api, video, "!!! not base64 !!!"),
    "half a signature": lambda api, video: signed_by(
        api, video, api.signature(video)["X-Webhook-Signature"][:20]
    ),
    "hexadecimals": lambda api, video: signed_by(api, video, "00" * 32),
    "no ASCII": lambda api, video: signed_by(api, video, "sïgnature"),
}


def only(headers: dict[str, str], name: str) -> dict[str, str]:
    return {name: headers[name]}


def signed_by(api: FakeMusicApi, video: str, signature: str) -> dict[str, str]:
    return api.signature(video) | {"X-Webhook-Signature": signature}


@pytest.mark.parametrize("name", sorted(HEADERS))
async def test_a_callback_that_is_not_signed_is_refused(signing: RenderHarness, name: str) -> None:
    job, made = await rendering(signing)
    headers = HEADERS[name](signing.api, made.video_id)
    await is_refused(signing, made.callback_url, signing.api.callback_body(made), 401, headers)
    await still_works(signing, job, made)


async def test_without_a_key_the_token_is_enough(shop: RenderHarness) -> None:
    job, made = await rendering(shop)
    await still_works(shop, job, made)


BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"video is ready, click here",
    "half of it": b'{"code": 200, "data": {"task',
    "bad UTF-8": b'{"code": 200, "msg": "\xff\xfe", "data": {"task_id": "x"}}',
    "a byte-order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"data": {"task_id": "x"}}'.encode("utf-16"),
    "null": b"null",
    "a scalar": b"200",
    "text": b'"task"',
    "an array": b"[{}]",
    "an empty object": b"{}",
    "null data": b'{"code": 200, "msg": "success", "data": null}',
    "data of a wrong type": b'{"code": 200, "data": "task"}',
    "an id of a wrong type": b'{"code": 200, "data": {"task_id": {"a": 1}}}',
    "an empty id": b'{"code": 200, "data": {"task_id": ""}}',
    "a lone surrogate": b'{"code": 200, "data": {"task_id": "\\ud800"}}',
    "a zero byte in the id": b'{"code": 200, "data": {"task_id": "a\\u0000"}}',
    "an id of 10,000 signs": json.dumps({"data": {"task_id": "x" * 10_000}}).encode(),
    "a number of 5,000 digits": b'{"code": ' + b"9" * 5000 + b', "data": {"task_id": "a b"}}',
    "12,000 nested brackets": b"[" * 12_000,
    "a gzip bomb": gzip.compress(b"[" * 10_000_000),
}


@pytest.mark.parametrize("name", sorted(BODIES))
async def test_a_body_that_is_no_callback_is_refused(signing: RenderHarness, name: str) -> None:
    job, made = await rendering(signing)
    headers = signing.api.signature(made.video_id)
    await is_refused(signing, made.callback_url, BODIES[name], 400, headers)
    await still_works(signing, job, made)


@pytest.mark.parametrize(
    "body", [b" " * 20_000, b"[" * 100_000, b"x" * 900_000], ids=["20 kB", "brackets", "900 kB"]
)
async def test_a_body_that_is_too_long_is_refused(signing: RenderHarness, body: bytes) -> None:
    job, made = await rendering(signing)
    await is_refused(signing, made.callback_url, body, 413, signing.api.signature(made.video_id))
    await still_works(signing, job, made)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "nonsense"])
async def test_a_compressed_body_is_not_unpacked(signing: RenderHarness, encoding: str) -> None:
    job, made = await rendering(signing)
    bomb = gzip.compress(b" " * 10_000_000)
    headers = signing.api.signature(made.video_id) | {"Content-Encoding": encoding}
    await is_refused(signing, made.callback_url, bomb, 400, headers)
    await still_works(signing, job, made)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "x"])
async def test_the_content_type_does_not_matter(signing: RenderHarness, kind: str) -> None:
    job, made = await rendering(signing)
    signing.api._mark_finished(made)
    headers = signing.api.signature(made.video_id) | {"Content-Type": kind}
    body = signing.api.callback_body(made)
    assert (await signing.api.post(made.callback_url, body, headers))[0] == 200
    await signing.work()
    assert await signing.state(job) is VideoState.READY


async def test_a_replayed_pair_of_headers_brings_no_forged_link(signing: RenderHarness) -> None:
    job, made = await rendering(signing)
    headers = signing.api.signature(made.video_id)
    forged = {
        "code": 200,
        "data": {"task_id": made.video_id, "video_url": "https://evil.example/x.mp4"},
    }
    for _ in range(3):
        assert (await signing.api.post(made.callback_url, forged, headers))[0] == 200
    await signing.work()
    video = await signing.video(job)
    assert (video.state, video.video_url) == (VideoState.RENDERING, None)
    await still_works(signing, job, made)
    assert (await signing.video(job)).video_url == made.url


async def test_a_forged_failure_fails_nothing(signing: RenderHarness) -> None:
    job, made = await rendering(signing)
    forged = {"code": 500, "msg": "failed", "data": {"task_id": made.video_id, "video_url": None}}
    headers = signing.api.signature(made.video_id)
    assert (await signing.api.post(made.callback_url, forged, headers))[0] == 200
    await signing.work()
    assert await signing.state(job) is VideoState.RENDERING
    await still_works(signing, job, made)


async def test_forged_callbacks_do_not_make_the_api_be_asked_ever_more(
    signing: RenderHarness,
) -> None:
    job, made = await rendering(signing)
    headers = signing.api.signature(made.video_id)
    body = signing.api.callback_body(made)
    for _ in range(50):
        assert (await signing.api.post(made.callback_url, body, headers))[0] == 200
    await signing.work()
    assert len(signing.api.polls) == 1  # they coalesce
    await still_works(signing, job, made)


@pytest.mark.parametrize("pragma", ["query_only = 1", "max_page_count = 1"])
async def test_a_genuine_callback_that_can_not_be_recorded_is_to_be_sent_again(
    signing: RenderHarness, pragma: str
) -> None:
    job, made = await rendering(signing)
    database = signing.store.videos._db
    if pragma.startswith("max"):
        await database.execute(
            "CREATE TRIGGER big AFTER INSERT ON candidate_ids BEGIN " + BIG + " END"
        )
    await database.fetch_all(f"PRAGMA {pragma}")
    before = await everything(signing.store)
    body, headers = signing.api.callback_body(made), signing.api.signature(made.video_id)
    assert await signing.api.post(made.callback_url, body, headers) == (503, b"")
    assert await everything(signing.store) == before
    await database.fetch_all("PRAGMA query_only = 0")
    await database.fetch_all("PRAGMA max_page_count = 1000000")
    await still_works(signing, job, made)


BIG = "INSERT OR REPLACE INTO key_value VALUES ('big', hex(zeroblob(500000)));"


async def test_a_forged_one_is_refused_even_then(signing: RenderHarness) -> None:
    _, made = await rendering(signing)
    await signing.store.videos._db.fetch_all("PRAGMA query_only = 1")
    body = signing.api.callback_body(made)
    await is_refused(signing, made.callback_url, body, 401)
    await is_refused(signing, made.callback_url + "x", body, 404)


async def test_a_locked_database_is_no_accident(signing: RenderHarness, folder: Path) -> None:
    job, made = await rendering(signing)
    await signing.store.videos._db.fetch_all("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(folder / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    body, headers = signing.api.callback_body(made), signing.api.signature(made.video_id)
    assert await signing.api.post(made.callback_url, body, headers) == (503, b"")
    other.close()
    await still_works(signing, job, made)
