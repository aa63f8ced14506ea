"""A small stand-in of the music-video API over real HTTP on 127.0.0.1, oddities included.

Written from the documented contract alone and sharing no code with the bot, so that a mistake in
one is not repeated in the other. What goes wrong on the way (answers lost, 504, slowness) is set
with ``faults``; what the service itself decides is set with the other fields.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import time
from collections import Counter, deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Literal, Self

import aiohttp
from aiohttp import web

from tests.loopback import jobs_shapes
from tests.loopback.faults import Faults, Handler, suffer
from tests.loopback.jobs_shapes import CREATE, LYRICS, RECORD, ParamShape, SongPlace
from tests.loopback.world import Json

KEY = "music-api-key-MARKER"
SUBMIT = "/api/v1/mp4/generate"
VIDEO = "/api/v1/mp4/record-info"
MUSIC = "/api/v1/generate/record-info"
CREDIT = "/api/v1/chat/credit"
OTHER_CREDIT = "/api/v1/generate/credit"

TINY_MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41\x00\x00\x00\x08mdat"
FORBIDDEN_PAGE = "<html><head><title>403 Forbidden</title></head></html>"
CALLBACK_TRIES = 3

TimeShape = Literal["text", "epoch", "null"]
Contract = Literal["mp4", "jobs"]
CallbackShape = Literal["own", "mp4", "jobs"]


@dataclass(eq=False)
class Video:
    """One accepted request. ``record`` overrides fields of its record-info."""

    task_id: str
    audio_id: str
    callback_url: str
    author: str | None
    watermark: str | None
    video_id: str = field(default_factory=lambda: secrets.token_hex(16))
    flag: str = "PENDING"
    url: str | None = None
    error: tuple[int, str] | None = None
    record: Json = field(default_factory=dict)
    contract: Contract = "mp4"
    create: Json = field(default_factory=dict)
    """The whole request, under ``jobs``."""

    @property
    def is_open(self) -> bool:
        """Whether it is still being made."""
        return self.flag == "PENDING"


@dataclass
class CallbackPlan:
    """How results are called back.

    ``times`` 0 loses them, ``early`` sends them before the submit's answer, ``camel`` spells the
    fields in the sister endpoints' way, ``code`` is the success code sent. ``shape`` is whose body
    they have: by default that of the video's own contract.
    """

    times: int = 1
    early: bool = False
    camel: bool = False
    code: int = 200
    shape: CallbackShape = "own"
    retry_seconds: float = 0.2


class FakeMusicApi:
    """The server; use it as ``async with FakeMusicApi() as api``.

    ``duplicate`` is how a second request for a track is refused: the code, and whether the answer
    carries the first video's id; None takes and charges it again. ``finish_after`` finishes each
    video by itself. ``link`` gives videos an address that nobody opens; None serves a tiny MP4.

    Under ``jobs`` each create makes a task and is charged, as nothing else is documented. Which
    contract knows a music task, ``add_music`` says; ``all_are`` makes whatever is asked for one of
    a contract. ``gone`` are paths with what they answer instead: an endpoint that is no more.
    """

    def __init__(
        self,
        *,
        key: str = KEY,
        webhook_key: str | None = None,
        duplicate: tuple[int, bool] | None = (409, True),
        finish_after: float | None = None,
        link: str | None = "https://videos.example/{video_id}.mp4",
        submit_limit: tuple[int, float] | None = None,
        seed: int = 0,
        all_are: Contract | None = None,
    ) -> None:
        self.key = key
        self.webhook_key = webhook_key
        self.duplicate = duplicate
        self.finish_after = finish_after
        self.link = link
        self.submit_limit = submit_limit
        self.success_code = 200
        self.times: TimeShape = "text"
        self.callbacks = CallbackPlan()
        self.faults = Faults(seed)
        self.refusals: list[tuple[str, web.Response]] = []
        self.credit: float = 5454.65
        self.videos: list[Video] = []
        self.charges: Counter[tuple[str, str]] = Counter()
        self.submits: list[Json] = []
        self.polls: list[tuple[float, str]] = []
        self.music_queries: list[str] = []
        self.callback_answers: list[tuple[str, int]] = []
        self.all_are = all_are
        self.gone: dict[str, tuple[int, str]] = {}
        self.unknown_job: Literal[422, 404, "null"] = 422
        self.param_shape: ParamShape = "nested"
        self.song_place: SongPlace = "result"
        self.spends: Json = {"creditsConsumed": 2}
        self.lyrics: dict[tuple[str, str], Json] = {}
        self.looks: list[tuple[str, str]] = []
        """Which paths were asked for which music task."""
        self.lyrics_asked: list[tuple[str, str]] = []
        self.too_often = "Your call frequency is too high"
        self.is_other_vendor = False
        """Whether it keeps the balance elsewhere, and says 405 to whoever asks too often."""
        self.base_url = ""
        self._job_music: dict[str, Json] = {}
        self._music: dict[str, Json] = {}
        self._submit_times: deque[float] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the server on a free port."""
        app = web.Application(middlewares=[self._front])
        app.router.add_post(SUBMIT, self._submit)
        app.router.add_get(VIDEO, self._video)
        app.router.add_get(MUSIC, self._music_record)
        app.router.add_post(CREATE, self._submit)
        app.router.add_get(RECORD, self._job_record)
        app.router.add_post(LYRICS, self._lyrics)
        app.router.add_get(CREDIT, self._credit)
        app.router.add_get(OTHER_CREDIT, self._credit)
        app.router.add_get("/files/{name}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}"
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15))
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop what is under way and close the server."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    # What a test sets and does

    def add_music(
        self, task_id: str, *tracks: Json, status: str = "SUCCESS", contract: Contract = "mp4"
    ) -> None:
        """Know a music task; any field of a track but ``id`` may be None or left out."""
        if contract == "jobs":
            state = status if status.islower() else {"SUCCESS": "success"}.get(status, "generating")
            self._job_music[task_id] = {"state": state, "tracks": list(tracks)}
            return
        self._music[task_id] = {
            "taskId": task_id,
            "status": status,
            "type": "GENERATE",
            "errorCode": None,
            "errorMessage": None,
            "response": {"taskId": task_id, "sunoData": list(tracks)} if tracks else None,
        }

    def refuse(
        self, code: int, message: str = "", *, as_status: bool = False, task_id: str = ""
    ) -> None:
        """Refuse the next submit (of a task): HTTP 200 with the code inside, or a real status."""
        status = code if as_status else 200
        answer = web.json_response(envelope(code, message), status=status)
        self.refusals.append((task_id, answer))

    def refuse_at_edge(self, task_id: str = "") -> None:
        """Refuse the next submit (of a task) as the network edge does: 403 with a page."""
        answer = web.Response(status=403, text=FORBIDDEN_PAGE, content_type="text/html")
        self.refusals.append((task_id, answer))

    async def finish(self, video: Video) -> None:
        """Finish a video and call back as planned."""
        self._mark_finished(video)
        await self._call_back(video)

    async def fail(
        self,
        video: Video,
        flag: str = "GENERATE_MP4_FAILED",
        code: int = 500,
        message: str = "Internal Error - Please try again later",
    ) -> None:
        """Let the making of a video fail and call back as planned."""
        video.flag, video.error = flag, (code, message)
        await self._call_back(video)

    def video_of(self, task_id: str, audio_id: str | None = None) -> Video:
        """Return the first accepted video of a track."""
        for video in self.videos:
            if video.task_id == task_id and audio_id in (None, video.audio_id):
                return video
        raise AssertionError(f"no video of {task_id} was asked for")

    async def post(
        self, url: str, body: object, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Send anything to a callback address; return the status and body of the answer."""
        assert self._session is not None
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **(headers or {})}
        async with self._session.post(url, data=data, headers=given) as answer:
            return answer.status, await answer.read()

    def signature(
        self, video_id: str, *, key: str | None = None, timestamp: str | None = None
    ) -> dict[str, str]:
        """Return the two headers that sign an id; none when no key was agreed on."""
        secret = key if key is not None else self.webhook_key
        if secret is None:
            return {}
        at = timestamp if timestamp is not None else str(int(time.time()))
        digest = hmac.new(secret.encode(), f"{video_id}.{at}".encode(), hashlib.sha256).digest()
        return {
            "X-Webhook-Timestamp": at,
            "X-Webhook-Signature": base64.b64encode(digest).decode(),
        }

    def callback_body(self, video: Video) -> Json:
        """Return the body of a video's callback."""
        shape = self.callbacks.shape
        if shape == "jobs" or (shape == "own" and video.contract == "jobs"):
            record = self._job_of(video)
            if video.error is not None:
                return {"code": 501, "msg": video.error[1], "data": record}
            return {"code": self.callbacks.code, "msg": "success", "data": record}
        names = ("taskId", "videoUrl") if self.callbacks.camel else ("task_id", "video_url")
        code, message = video.error or (self.callbacks.code, "success")
        return {
            "code": code,
            "msg": message,
            "data": {names[0]: video.video_id, names[1]: video.url},
        }

    # The server

    @web.middleware
    async def _front(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("User-Agent", "").startswith("Python/"):
            return web.Response(status=403, text=FORBIDDEN_PAGE, content_type="text/html")
        await request.read()
        fault = self.faults.strike(request)
        if fault is not None:
            return await suffer(fault, request, lambda r: self._admitted(r, handler))
        return await self._admitted(request, handler)

    async def _admitted(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path in self.gone:
            status, body = self.gone[request.path]
            return web.Response(status=status, text=body, content_type="application/json")
        is_file = request.path.startswith("/files/")
        if not is_file and request.headers.get("Authorization") != f"Bearer {self.key}":
            return web.json_response(envelope(401, "You do not have access permissions"))
        return await handler(request)

    async def _submit(self, request: web.Request) -> web.StreamResponse:
        try:
            body = json.loads(await request.read())
        except ValueError:
            return web.json_response(envelope(400, "The body is not JSON"))
        if not isinstance(body, dict):
            return web.json_response(envelope(400, "The body is no object"))
        self.submits.append(body)
        is_job = request.path == CREATE
        given = body.get("input") if is_job else None
        plain = _plain(body) if isinstance(given, dict) else body
        for refusal in self.refusals:
            if refusal[0] in ("", plain.get("taskId")):
                self.refusals.remove(refusal)
                return refusal[1]
        wrong = jobs_shapes.wrong_with_create(body) if is_job else _wrong_with(body)
        answer = envelope(422, wrong) if wrong else self._refusal_of(plain, is_job=is_job)
        if answer is None:
            video = await self.accept(plain, create=body if is_job else None)
            data = {"taskId": video.video_id}
            if is_job:
                data["recordId"] = video.video_id
            answer = envelope(self.success_code, "success", data)
        return web.json_response(answer)

    def _refusal_of(self, body: Json, *, is_job: bool) -> Json | None:
        if self._is_too_often():
            return envelope(405 if self.is_other_vendor else 429, self.too_often)
        if not self._knows("jobs" if is_job else "mp4", body["taskId"]):
            return envelope(422, "Record does not exist")
        if is_job:
            return None
        first = self._earlier(body)
        if first is None or self.duplicate is None:
            return None
        code, with_id = self.duplicate
        data = {"taskId": first.video_id} if with_id else None
        return envelope(code, "The mp4 record already exists", data)

    def _knows(self, contract: Contract, task_id: str) -> bool:
        """Return whether a contract makes videos of a music task; without any music,
        ``mp4`` does.
        """
        if self.all_are is not None:
            return self.all_are == contract
        if contract == "jobs":
            return task_id in self._job_music
        is_bare = not self._music and not self._job_music
        return is_bare or task_id in self._music

    def _is_too_often(self) -> bool:
        if self.submit_limit is None:
            return False
        most, seconds = self.submit_limit
        now = time.monotonic()
        while self._submit_times and now - self._submit_times[0] >= seconds:
            self._submit_times.popleft()
        if len(self._submit_times) >= most:
            return True
        self._submit_times.append(now)
        return False

    def _earlier(self, body: Json) -> Video | None:
        for video in self.videos:
            same = (video.task_id, video.audio_id) == (body["taskId"], body["audioId"])
            if same and video.contract == "mp4" and not video.flag.endswith("FAILED"):
                return video
        return None

    async def accept(self, body: Json, create: Json | None = None) -> Video:
        """Take a submit and charge it; a test calls it for what was asked for elsewhere."""
        video = Video(
            task_id=body["taskId"],
            audio_id=body["audioId"],
            callback_url=body["callBackUrl"],
            author=body.get("author"),
            watermark=body.get("domainName"),
            contract="mp4" if create is None else "jobs",
            create=create or {},
        )
        self.videos.append(video)
        self.charges[video.task_id, video.audio_id] += 1
        if self.callbacks.early:
            await self.finish(video)
        elif self.finish_after is not None:
            self._start(self._finish_later(video, self.finish_after))
        return video

    async def _finish_later(self, video: Video, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if video.is_open:
            await self.finish(video)

    def _mark_finished(self, video: Video) -> None:
        video.flag = "SUCCESS"
        served = f"{self.base_url}/files/{video.video_id}.mp4"
        video.url = self.link.format(video_id=video.video_id) if self.link else served

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _call_back(self, video: Video) -> None:
        """Send a result as often as planned; an unanswered one is tried three times."""
        for _ in range(self.callbacks.times):
            for attempt in range(CALLBACK_TRIES):
                headers = self.signature(video.video_id)
                try:
                    body = self.callback_body(video)
                    status, _ = await self.post(video.callback_url, body, headers)
                except (aiohttp.ClientError, TimeoutError, OSError):
                    status = 0
                self.callback_answers.append((video.video_id, status))
                if status == 200:
                    break
                if attempt < CALLBACK_TRIES - 1:
                    await asyncio.sleep(self.callbacks.retry_seconds)

    async def _job_record(self, request: web.Request) -> web.StreamResponse:
        wanted = request.query.get("taskId", "")
        for video in self.videos:
            if video.video_id == wanted and video.contract == "jobs":
                self.polls.append((time.monotonic(), wanted))
                return web.json_response(envelope(200, "success", self._job_of(video)))
        self.looks.append((RECORD, wanted))
        known = self._job_music.get(wanted)
        if known is None and self.all_are == "jobs" and self._is_task(wanted):
            known = {"state": "success", "tracks": [track("audio-1")]}
        if known is not None:
            record = jobs_shapes.music_record(
                wanted, known["state"], known["tracks"], self.song_place
            )
            return web.json_response(envelope(200, "success", record))
        if self.unknown_job == "null":
            return web.json_response(envelope(200, "success", None))
        return web.json_response(envelope(self.unknown_job, "recordInfo is null"))

    def _is_task(self, wanted: str) -> bool:
        """Return whether an id may be a music task's, where all are of a contract."""
        return not any(video.video_id == wanted for video in self.videos)

    def _job_of(self, video: Video) -> Json:
        code, message = video.error or (None, None)
        state = {"PENDING": "generating", "SUCCESS": "success"}.get(video.flag, "fail")
        now = int(time.time() * 1000)
        result = json.dumps({"resultUrls": [video.url]}) if video.url else None
        record: Json = {
            "taskId": video.video_id,
            "model": jobs_shapes.VIDEO_MODEL,
            "state": state,
            "resultJson": result if result or state == "fail" else "",
            "failCode": None if code is None else str(code),
            "failMsg": message,
            "costTime": 55,
            "completeTime": None if video.is_open else now,
            "createTime": now,
            **self.spends,
        }
        create = video.create or {
            "model": jobs_shapes.VIDEO_MODEL,
            "input": {"task_id": video.task_id, "audio_id": video.audio_id},
            "callBackUrl": video.callback_url,
        }
        if self.param_shape != "absent":
            record["param"] = jobs_shapes.param_of(create, self.param_shape)
        return record | video.record

    async def _lyrics(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.read())
        key = (str(body.get("taskId")), str(body.get("audioId")))
        self.lyrics_asked.append(key)
        if key not in self.lyrics:
            return web.json_response(envelope(422, "The corresponding record does not exist"))
        return web.json_response(envelope(200, "success", self.lyrics[key]))

    async def _video(self, request: web.Request) -> web.StreamResponse:
        wanted = request.query.get("taskId", "")
        self.polls.append((time.monotonic(), wanted))
        for video in self.videos:
            if video.video_id == wanted and video.contract == "mp4":
                return web.json_response(envelope(200, "success", self._record(video)))
        return web.json_response(envelope(200, "success", None))

    def _record(self, video: Video) -> Json:
        code, message = video.error or (None, None)
        done = self._time() if not video.is_open else None
        return {
            "taskId": video.video_id,
            "musicId": video.audio_id,
            "callbackUrl": video.callback_url,
            "musicIndex": 0,
            "completeTime": done,
            "createTime": self._time(),
            "response": {"videoUrl": video.url} if video.url else None,
            "successFlag": video.flag,
            "errorCode": code,
            "errorMessage": message,
        } | video.record

    def _time(self) -> object:
        if self.times == "null":
            return None
        now = time.time()
        text = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(now))
        return text if self.times == "text" else int(now * 1000)

    async def _music_record(self, request: web.Request) -> web.StreamResponse:
        wanted = request.query.get("taskId", "")
        self.music_queries.append(wanted)
        self.looks.append((MUSIC, wanted))
        data = self._music.get(wanted)
        return web.json_response(envelope(200, "success", data))

    async def _credit(self, request: web.Request) -> web.StreamResponse:
        if self.is_other_vendor != (request.path == OTHER_CREDIT):
            return web.Response(status=404, text="404 page not found")
        return web.json_response(envelope(200, "success", self.credit))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return web.Response(body=TINY_MP4, content_type="video/mp4")


def envelope(code: int, message: str, data: object = None) -> Json:
    """Return the body that every answer has."""
    return {"code": code, "msg": message, "data": data}


def _plain(create: Json) -> Json:
    """Return a create as a submit of the other contract."""
    given = create["input"]
    plain = {
        "taskId": given.get("task_id"),
        "audioId": given.get("audio_id"),
        "callBackUrl": create.get("callBackUrl", ""),
        "author": given.get("author"),
        "domainName": given.get("domain_name"),
    }
    return {name: value for name, value in plain.items() if value is not None}


def _wrong_with(body: Json) -> str:
    for name in ("taskId", "audioId", "callBackUrl"):
        if not isinstance(body.get(name), str) or not body[name]:
            return f"{name} cannot be empty"
    for name in ("author", "domainName"):
        if name in body and not (isinstance(body[name], str) and len(body[name]) <= 50):
            return f"{name} must have at most 50 characters"
    unknown = set(body) - {"taskId", "audioId", "callBackUrl", "author", "domainName"}
    return f"unknown fields {sorted(unknown)}" if unknown else ""


def track(audio_id: str, title: str | None = "Iron Man", **more: object) -> Json:
    """Make a track as music record-info lists it."""
    return {
        "id": audio_id,
        "audioUrl": "https://music.example/a.mp3",
        "streamAudioUrl": None,
        "imageUrl": "https://music.example/a.jpeg",
        "prompt": "[Verse] …",
        "modelName": "chirp-v3-5",
        "title": title,
        "tags": "electrifying, rock",
        "createTime": "2025-01-01 00:00:00",
        "duration": 198.44,
    } | more
