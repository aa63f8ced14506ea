"""The API's client against real HTTP: each failure as what it lets one conclude."""

import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.jobs import FailureReason
from bot.video_api import (
    SUBMIT_PATH,
    VIDEO_PATH,
    ApiError,
    ApiRefused,
    ApiResponseLost,
    ApiUnreachable,
    MusicVideoApi,
    Submission,
)
from tests.loopback.music_api import FakeMusicApi, track

SUBMISSION = Submission(task_id="task-1", audio_id="audio-1", callback_url="http://127.0.0.1:9/cb")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def client(session: aiohttp.ClientSession, base_url: str, **more: object) -> MusicVideoApi:
    given: dict[str, object] = {
        "key": "music-api-key-MARKER",
        "user_agent": "test",
        "submit_timeout_seconds": 5.0,
        "query_timeout_seconds": 5.0,
    }
    return MusicVideoApi(session, base_url=base_url, **(given | more))  # type: ignore[arg-type]


@asynccontextmanager
async def answering(handler: Handler, **more: object) -> AsyncIterator[MusicVideoApi]:
    """Return a client of a server that answers everything in one way."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield client(session, str(server.make_url("")), **more)


def always(body: bytes | str, status: int = 200) -> Handler:
    raw = body.encode() if isinstance(body, str) else body

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=raw)

    return answer


@asynccontextmanager
async def service(**more: object) -> AsyncIterator[tuple[FakeMusicApi, MusicVideoApi]]:
    async with FakeMusicApi() as fake, aiohttp.ClientSession() as session:
        yield fake, client(session, fake.base_url, **more)


async def outcome(body: bytes | str, status: int = 200) -> str | ApiError:
    async with answering(always(body, status)) as api:
        try:
            return await api.submit(SUBMISSION)
        except ApiError as error:
            return error


@pytest.mark.parametrize("code", [200, 0])
@pytest.mark.parametrize("name", ["taskId", "task_id"])
async def test_a_submit_gives_the_new_id(code: int, name: str) -> None:
    answer = {"code": code, "msg": "success", "data": {name: "v-1"}}
    assert await outcome(json.dumps(answer)) == "v-1"


async def test_every_field_arrives_as_the_api_names_it() -> None:
    async with service() as (fake, api):
        full = SUBMISSION.model_copy(update={"author": "Ada", "domain_name": "ada.example"})
        video_task_id = await api.submit(full)
        (video,) = fake.videos
        assert video.video_id == video_task_id
        assert (video.author, video.watermark) == ("Ada", "ada.example")
        assert video.callback_url == SUBMISSION.callback_url


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 200),
        ("not json", 200),
        ("[]", 200),
        ("null", 200),
        ('{"msg": "success"}', 200),
        ('{"code": "200", "data": {"taskId": "v"}}', 200),
        ('{"code": 200, "data": null}', 200),
        ('{"code": 200, "data": []}', 200),
        ('{"code": 200, "data": {"taskId": null}}', 200),
        ('{"code": 200, "data": {"taskId": 7}}', 200),
        ('{"code": 200, "data": {"taskId": "../../etc"}}', 200),
        ('{"code": 200, "data": {"taskId": "a\\n"}}', 200),
        ('{"code": 200, "data": {"taskId": "v"}}', 500),
        ('{"code": 502}', 200),
        ('{"code": 503}', 200),
        ('{"code": 504, "msg": "timeout"}', 504),
        ("<html>504 Gateway Time-out</html>", 504),
        ("<html>502</html>", 502),
        ("", 500),
        ("", 301),
        ("x" * (1 << 20) + "y", 200),
        ("[" * 100_000, 200),
        (b"\xff\xfe", 200),
    ],
    ids=lambda value: repr(value)[:40],
)
async def test_an_unreadable_answer_leaves_open_whether_it_was_taken(
    body: bytes | str, status: int
) -> None:
    assert isinstance(await outcome(body, status), ApiResponseLost)


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ('{"code": 402, "msg": "no credits", "data": null}', 200, FailureReason.NO_CREDITS),
        ('{"code": 402, "msg": "no credits", "data": null}', 402, FailureReason.NO_CREDITS),
        ('{"code": 777, "msg": "strange"}', 200, FailureReason.OTHER),
        ('{"code": -1, "msg": null}', 200, FailureReason.OTHER),
        ('{"code": 500, "msg": {"a": 1}}', 500, FailureReason.SERVER_ERROR),
        ("<html>403 Forbidden</html>", 403, FailureReason.BLOCKED),
        ("", 429, FailureReason.TOO_OFTEN),
        ("not json", 401, FailureReason.WRONG_KEY),
        ('{"error": "no such page"}', 404, FailureReason.UNSUPPORTED),
        ('{"code": 409, "msg": "already exists", "data": null}', 409, FailureReason.ALREADY_EXISTS),
    ],
)
async def test_a_refusal_is_one_whatever_it_comes_in(
    body: str, status: int, reason: FailureReason
) -> None:
    refused = await outcome(body, status)
    assert isinstance(refused, ApiRefused)
    assert refused.reason is reason


@pytest.mark.parametrize(
    ("data", "found"),
    [({"taskId": "v-1"}, "v-1"), ({"task_id": "v-1"}, "v-1"), (None, None), ("v-1", None)],
)
async def test_a_refusal_may_carry_the_id_of_the_existing_video(
    data: object, found: str | None
) -> None:
    refused = await outcome(json.dumps({"code": 422, "msg": "already exists", "data": data}))
    assert isinstance(refused, ApiRefused)
    assert refused.video_task_id == found


async def test_a_very_long_message_does_not_get_into_the_log() -> None:
    refused = await outcome(json.dumps({"code": 500, "msg": "x" * 100_000}))
    assert isinstance(refused, ApiRefused)
    assert len(str(refused)) < 300


async def test_a_refused_connection_is_known_to_have_carried_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with aiohttp.ClientSession() as session:
        with pytest.raises(ApiUnreachable):
            await client(session, f"http://127.0.0.1:{port}").submit(SUBMISSION)


async def test_an_unknown_host_is_unreachable() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(ApiUnreachable):
            await client(session, "http://nobody.invalid").submit(SUBMISSION)


@pytest.mark.parametrize("kind", ["drop", "reset"])
@pytest.mark.parametrize("after", [False, True])
async def test_a_severed_connection_leaves_it_open(kind: str, after: bool) -> None:
    async with service() as (fake, api):
        fake.faults.add("drop" if kind == "drop" else "reset", SUBMIT_PATH, after=after)
        with pytest.raises(ApiResponseLost):
            await api.submit(SUBMISSION)
        assert len(fake.videos) == int(after)


async def test_no_answer_in_time_leaves_it_open() -> None:
    async with service(submit_timeout_seconds=0.2) as (fake, api):
        fake.faults.add("hang", SUBMIT_PATH)
        with pytest.raises(ApiResponseLost):
            await api.submit(SUBMISSION)


async def test_an_answer_cut_short_leaves_it_open() -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"code": 200, "data": {"taskId": "v"}}')
        assert request.transport is not None
        request.transport.close()
        return response

    async with answering(half) as api:
        with pytest.raises(ApiResponseLost):
            await api.submit(SUBMISSION)


async def test_the_key_follows_no_redirect() -> None:
    seen: list[str] = []

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        seen.append(request.path)
        raise web.HTTPFound("/stolen")

    async with answering(elsewhere) as api:
        with pytest.raises(ApiResponseLost):
            await api.submit(SUBMISSION)
    assert seen == [SUBMIT_PATH]


async def test_a_submit_is_sent_once_however_it_fails() -> None:
    # aiohttp repeats idempotent requests on a kept connection that was closed: none may be kept.
    async with service() as (fake, api):
        await api.video("v-1")
        fake.faults.add("drop", SUBMIT_PATH, times=None)
        with pytest.raises(ApiResponseLost):
            await api.submit(SUBMISSION)
        assert fake.faults.rules[0].hits == 1


async def test_the_headers_carry_key_agent_and_owner() -> None:
    headers: list[dict[str, str]] = []

    async def note(request: web.Request) -> web.StreamResponse:
        headers.append(dict(request.headers))
        return web.json_response({"code": 200, "data": {"taskId": "v"}})

    async with answering(note, owner_header="X-Owner", user_agent="agent/1") as api:
        await api.submit(SUBMISSION, owner="42")
        await api.submit(SUBMISSION)
    first, second = headers
    assert first["Authorization"] == "Bearer music-api-key-MARKER"
    assert (first["User-Agent"], first["X-Owner"]) == ("agent/1", "42")
    assert "X-Owner" not in second


async def test_a_video_is_looked_up_and_an_unknown_one_is_none() -> None:
    async with service() as (_, api):
        video_task_id = await api.submit(SUBMISSION)
        record = await api.video(video_task_id)
        assert record is not None
        assert record.task_id == video_task_id
        assert record.shows("task-1", "audio-1")
        assert not record.is_ready
        assert await api.video("0" * 32) is None


async def test_an_id_cannot_reach_beyond_its_parameter() -> None:
    asked: list[str] = []

    async def note(request: web.Request) -> web.StreamResponse:
        asked.append(request.query["taskId"])
        return web.json_response({"code": 200, "data": None})

    async with answering(note) as api:
        await api.video("a&taskId=b#c/../d")
    assert asked == ["a&taskId=b#c/../d"]


@pytest.mark.parametrize("data", ["text", 7, [1]])
async def test_a_record_of_the_wrong_shape_is_no_answer(data: object) -> None:
    async with answering(always(json.dumps({"code": 200, "data": data}))) as api:
        with pytest.raises(ApiResponseLost):
            await api.video("v-1")
        with pytest.raises(ApiResponseLost):
            await api.music("t-1")


async def test_a_task_lists_its_tracks_in_order() -> None:
    async with service() as (fake, api):
        fake.add_music("task-1", track("a"), track("b", None))
        record = await api.music("task-1")
        assert record is not None
        assert [(one.audio_id, one.title) for one in record.tracks] == [
            ("a", "Iron Man"),
            ("b", None),
        ]
        assert await api.music("task-2") is None


@pytest.mark.parametrize("status", ["PENDING", "SENSITIVE_WORD_ERROR", "NEVER_SEEN"])
async def test_a_task_without_tracks_yet_has_none(status: str) -> None:
    async with service() as (fake, api):
        fake.add_music("task-1", status=status)
        record = await api.music("task-1")
        assert record is not None
        assert (record.is_complete, record.tracks) == (False, [])


@pytest.mark.parametrize(("data", "credit"), [("5454.65", 5454.65), ("7", 7.0), ("0", 0.0)])
async def test_the_balance_is_a_number(data: str, credit: float) -> None:
    async with answering(always(f'{{"code": 200, "data": {data}}}')) as api:
        assert await api.credit() == credit


@pytest.mark.parametrize("data", ["null", '"many"', "NaN", "Infinity", "9" * 400, "{}"])
async def test_a_balance_that_is_none_is_no_answer(data: str) -> None:
    async with answering(always(f'{{"code": 200, "data": {data}}}')) as api:
        with pytest.raises(ApiResponseLost):
            await api.credit()


async def test_queries_are_refused_and_lost_like_submits() -> None:
    async with service(key="wrong") as (fake, api):
        with pytest.raises(ApiRefused) as refused:
            await api.credit()
        assert refused.value.reason is FailureReason.WRONG_KEY
        fake.faults.add(503, VIDEO_PATH)
        with pytest.raises(ApiResponseLost):
            await api.video("v-1")


async def test_no_error_tells_the_key() -> None:
    errors: list[ApiError] = []
    async with service() as (fake, api):
        for kind in (500, "drop"):
            fake.faults.clear()
            fake.faults.add(500 if kind == 500 else "drop", SUBMIT_PATH)
            with pytest.raises(ApiError) as failed:
                await api.submit(SUBMISSION)
            errors.append(failed.value)
    assert len(errors) == 2
    assert not [error for error in errors if "MARKER" in f"{error!r} {error.__cause__!r}"]


async def test_every_call_opens_a_connection_of_its_own() -> None:
    """A kept one that was closed looks like an answer lost: under ``jobs`` that costs the video."""
    async with service() as (_, api):
        for _ in range(3):
            await api.video("v-1")
            await api.credit()
        connector = api._transport._session.connector
        assert connector is not None
        assert not connector._conns


async def test_the_balance_is_found_where_another_vendor_has_it() -> None:
    async with service() as (fake, api):
        fake.is_other_vendor = True
        assert await api.credit() == fake.credit
        assert await api.credit() == fake.credit


@pytest.mark.parametrize("words", ["Your call frequency is too high", "no"])
async def test_another_vendors_405_is_its_rate_limit(words: str) -> None:
    async with service() as (fake, api):
        fake.is_other_vendor = True
        await api.credit()
        fake.refuse(405, words)
        with pytest.raises(ApiRefused) as refused:
            await api.submit(SUBMISSION)
        assert (refused.value.reason, refused.value.gone_path) == (FailureReason.TOO_OFTEN, None)


async def test_another_vendor_is_known_by_its_name_as_well() -> None:
    async with aiohttp.ClientSession() as session:
        api = client(session, "https://api.sunoapi.org")
        assert api._credit_path == "/api/v1/generate/credit"


async def test_a_key_s_limit_is_told_as_such() -> None:
    refused = await outcome('{"code": 433, "msg": "limit", "data": null}')
    assert isinstance(refused, ApiRefused)
    assert refused.reason is FailureReason.KEY_LIMIT
    assert refused.reason.is_uncharged
