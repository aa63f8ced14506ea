"""The stand-in of the music-video API, with each of its oddities."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web

from tests.loopback.music_api import CREDIT, KEY, MUSIC, SUBMIT, VIDEO, FakeMusicApi, track
from tests.loopback.people import until
from tests.loopback.world import Json

HEADERS = {"Authorization": f"Bearer {KEY}", "User-Agent": "musicvideo-bot/1"}


class Caller:
    """A client of the API with a callback address of its own."""

    def __init__(self, api: FakeMusicApi, session: aiohttp.ClientSession) -> None:
        self.api = api
        self.session = session
        self.callback_url = ""
        self.callbacks: list[tuple[Json, dict[str, str]]] = []

    async def submit(self, audio_id: str = "a", **more: object) -> Json:
        """Ask for a video; return the answer's body, or its status when it is no JSON."""
        body = {"taskId": "t", "audioId": audio_id, "callBackUrl": self.callback_url} | more
        async with self.session.post(self.api.base_url + SUBMIT, json=body) as answer:
            told: Json = {"status": answer.status}
            if answer.content_type == "application/json":
                told |= await answer.json()
            return told

    async def get(self, path: str, task_id: str = "") -> object:
        """Look something up; return the answer's data."""
        url = self.api.base_url + path
        async with self.session.get(url, params={"taskId": task_id}) as answer:
            return (await answer.json())["data"]

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Take a callback."""
        self.callbacks.append((await request.json(), dict(request.headers)))
        return web.Response()


@pytest.fixture
async def caller() -> AsyncIterator[Caller]:
    """Return a client, with the stand-in and a callback server running."""
    async with FakeMusicApi() as api, aiohttp.ClientSession(headers=HEADERS) as session:
        made = Caller(api, session)
        app = web.Application()
        app.router.add_post("/callback", made.receive)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        made.callback_url = f"http://127.0.0.1:{runner.addresses[0][1]}/callback"
        yield made
        await runner.cleanup()


async def test_a_video_is_made_called_back_and_looked_up(caller: Caller) -> None:
    api = caller.api
    answer = await caller.submit(author="me", domainName="club")
    video_id = answer["data"]["taskId"]
    assert (answer["code"], len(video_id)) == (200, 32)
    open_record = await caller.get(VIDEO, video_id)
    assert isinstance(open_record, dict)
    assert (open_record["successFlag"], open_record["response"]) == ("PENDING", None)
    await api.finish(api.videos[0])
    (body, _), *none = caller.callbacks
    assert not none
    assert body["data"] == {"task_id": video_id, "video_url": api.videos[0].url}
    record = await caller.get(VIDEO, video_id)
    assert isinstance(record, dict)
    assert record["response"] == {"videoUrl": api.videos[0].url}
    assert (record["musicId"], record["callbackUrl"]) == ("a", caller.callback_url)
    assert await caller.get(VIDEO, "unknown") is None
    assert [one for _, one in api.polls] == [video_id, video_id, "unknown"]


@pytest.mark.parametrize("code", [409, 422])
@pytest.mark.parametrize("with_id", [True, False])
async def test_a_duplicate_is_refused_in_four_shapes(
    caller: Caller, code: int, *, with_id: bool
) -> None:
    caller.api.duplicate = (code, with_id)
    first = await caller.submit()
    second = await caller.submit()
    assert (second["status"], second["code"]) == (200, code)
    assert "already exists" in second["msg"]
    assert second["data"] == ({"taskId": first["data"]["taskId"]} if with_id else None)
    assert caller.api.charges == {("t", "a"): 1}


async def test_duplicates_may_be_taken_and_charged(caller: Caller) -> None:
    caller.api.duplicate = None
    await caller.submit()
    await caller.submit()
    assert caller.api.charges == {("t", "a"): 2}


async def test_refusals_come_in_every_shape(caller: Caller) -> None:
    api = caller.api
    api.refuse(402, "The current credits are insufficient")
    api.refuse(455, "Maintenance", as_status=True)
    api.refuse_at_edge()
    answers = [await caller.submit() for _ in range(3)]
    assert [(a["status"], a.get("code")) for a in answers] == [(200, 402), (455, 455), (403, None)]
    too_long = await caller.submit(author="x" * 51)
    assert too_long["code"] == 422
    api.add_music("known", track("a"))
    assert (await caller.submit())["msg"] == "Record does not exist"
    assert not api.charges


async def test_an_answer_may_be_lost_after_acceptance(caller: Caller) -> None:
    caller.api.faults.add("drop", SUBMIT, after=True)
    with pytest.raises(aiohttp.ClientError):
        await caller.submit("lost")
    caller.api.faults.add(504, SUBMIT, after=True)
    assert (await caller.submit("late"))["status"] == 504
    assert caller.api.charges == {("t", "lost"): 1, ("t", "late"): 1}


async def _early(caller: Caller) -> None:
    caller.api.callbacks.early = True
    asked = asyncio.create_task(caller.submit())
    await until(lambda: caller.callbacks)
    assert (await asked)["code"] == 200


async def _three_times_in_the_other_spelling(caller: Caller) -> None:
    caller.api.callbacks.times = 3
    caller.api.callbacks.camel = True
    await caller.submit()
    await caller.api.finish(caller.api.videos[0])
    assert [set(body["data"]) for body, _ in caller.callbacks] == [{"taskId", "videoUrl"}] * 3


async def _signed(caller: Caller) -> None:
    caller.api.webhook_key = "test-hmac-key"
    await caller.submit()
    await caller.api.finish(caller.api.videos[0])
    assert caller.callbacks[0][1]["X-Webhook-Signature"]
    vector = caller.api.signature("091fbbaa1d20d47e9576ce84d5254b18", timestamp="1777379281")
    assert vector["X-Webhook-Signature"] == "M5UtWLlE02yioxG/UfN6DCalCPI+BCLFsrnR5LR1qfM="


async def _lost(caller: Caller) -> None:
    caller.api.callbacks.times = 0
    await caller.submit()
    await caller.api.finish(caller.api.videos[0])
    assert caller.callbacks == []


async def _failed(caller: Caller) -> None:
    await caller.submit()
    await caller.api.fail(caller.api.videos[0], code=451, message="no audio")
    assert (caller.callbacks[0][0]["code"], caller.api.videos[0].flag) == (
        451,
        "GENERATE_MP4_FAILED",
    )


async def _by_itself(caller: Caller) -> None:
    caller.api.finish_after = 0.05
    await caller.submit()
    await until(lambda: caller.callbacks)


@pytest.mark.parametrize(
    "scenario", [_early, _three_times_in_the_other_spelling, _signed, _lost, _failed, _by_itself]
)
async def test_callbacks(caller: Caller, scenario: Callable[[Caller], Awaitable[None]]) -> None:
    await scenario(caller)


async def test_music_and_credit(caller: Caller) -> None:
    caller.api.add_music("m", track("a", title=None, duration=None), track("b"))
    record = await caller.get(MUSIC, "m")
    assert isinstance(record, dict)
    assert [t["title"] for t in record["response"]["sunoData"]] == [None, "Iron Man"]
    assert await caller.get(MUSIC, "unknown") is None
    assert await caller.get(CREDIT) == 5454.65
