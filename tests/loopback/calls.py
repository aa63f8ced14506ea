"""A recorded request, and the rate limits that it counts against."""

import json
import math
import time
from collections import deque
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from tests.loopback.refusals import Refusal, json_answer
from tests.loopback.uplink import Uplink
from tests.loopback.world import Json


@dataclass(eq=False)
class Call:
    """One request that reached the loopback Discord, and how it was answered.

    ``status`` is 0 while it runs, and for a connection that was severed.
    """

    method: str
    route: str
    path: str
    params: dict[str, str]
    query: dict[str, str]
    body: object = None
    files: list[tuple[str, bytes, str]] = field(default_factory=list)
    at: float = field(default_factory=time.monotonic)
    status: int = 0
    error: object = None
    fault: str | None = None

    @property
    def name(self) -> str:
        """The method and route, such as ``POST /channels/{channel_id}/messages``."""
        return f"{self.method} {self.route}"

    @property
    def json(self) -> Json:
        """The body as an object; refuses anything else."""
        if not isinstance(self.body, dict):
            raise Refusal(50035, {"_errors": [{"code": "MODEL_TYPE_CONVERT", "message": "dict"}]})
        return self.body

    def number(self, name: str) -> int:
        """A path parameter that is a snowflake."""
        if not self.params[name].isdigit():
            raise Refusal(50035, {name: {"_errors": [{"code": "NUMBER_TYPE_COERCE"}]}})
        return int(self.params[name])


async def read_call(request: web.Request, uplink: Uplink) -> Call:
    """Read a request with its JSON or multipart body. A broken body stays as its bytes."""
    resource = request.match_info.route.resource
    route = resource.canonical if resource else request.path
    call = Call(
        method=request.method,
        route=route.removeprefix("/api/v10"),
        path=request.path,
        params=dict(request.match_info),
        query=dict(request.query),
    )
    raw = b""
    if request.content_type.startswith("multipart/"):
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            if part.name == "payload_json":
                raw = bytes(await part.read())
            else:
                content = await uplink.read(request, part)
                kind = part.headers.get("Content-Type", "application/octet-stream")
                call.files.append((part.filename or part.name or "", content, kind))
    elif request.body_exists:
        raw = await request.read()
    if raw:
        try:
            call.body = json.loads(raw)
        except ValueError:
            call.body = raw
    return call


class RateLimits:
    """Limits by route and channel or webhook, and one over all; none unless set by a test."""

    def __init__(self) -> None:
        self.rules: dict[str, tuple[int, float]] = {}
        self.overall: tuple[int, float] | None = None
        self.refused = 0
        self.banned = 0
        """How many requests met a ban of the edge."""
        self._ban: tuple[float, float | None] = (0.0, None)
        self._times: dict[str, deque[float]] = {}

    def limit(self, name: str, requests: int, seconds: float) -> None:
        """Limit a route, named as ``POST /channels/{channel_id}/messages``."""
        self.rules[name] = (requests, seconds)

    def ban(self, seconds: float, *, retry_after: float | None) -> None:
        """Have the edge refuse every request for a while, as error 1015 of Cloudflare does.

        ``retry_after`` is what it says, at most; None: it says nothing.
        """
        self._ban = (time.monotonic() + seconds, retry_after)

    def refuse_banned(self) -> web.Response | None:
        """Return the edge's answer, which is a page and no JSON; None without a ban."""
        until, retry_after = self._ban
        left = until - time.monotonic()
        if left <= 0:
            return None
        self.banned += 1
        headers = {"Server": "cloudflare"}
        if retry_after is not None:
            headers["Retry-After"] = str(math.ceil(min(retry_after, left)))
        page = "<!DOCTYPE html><title>Access denied</title>error code: 1015"
        return web.Response(status=429, text=page, content_type="text/html", headers=headers)

    def count(self, call: Call) -> tuple[dict[str, str], web.Response | None]:
        """Count a request: give its headers, and the refusal when it is one too many."""
        now = time.monotonic()
        if self.overall and not call.route.startswith("/interactions"):
            wait, _ = self._take("global", self.overall, now)
            if wait:
                return {}, self._refuse(wait, "global", {"X-RateLimit-Global": "true"})
        requests, seconds = self.rules.get(call.name, (1000, 1.0))
        major = call.params.get("channel_id") or call.params.get("token") or ""
        wait, left = self._take(f"{call.name} {major}", (requests, seconds), now)
        headers = {
            "X-RateLimit-Limit": str(requests),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset-After": f"{wait or seconds:.3f}",
            "X-RateLimit-Reset": f"{time.time() + (wait or seconds):.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(call.name)):x}",
        }
        return headers, self._refuse(wait, "user", headers) if wait else None

    def _take(self, key: str, rule: tuple[int, float], now: float) -> tuple[float, int]:
        """Return how long to wait (0 when it fits) and how many still fit."""
        requests, seconds = rule
        times = self._times.setdefault(key, deque())
        while times and now - times[0] >= seconds:
            times.popleft()
        if len(times) >= requests:
            return seconds - (now - times[0]), 0
        times.append(now)
        return 0.0, requests - len(times)

    def _refuse(self, wait: float, scope: str, headers: dict[str, str]) -> web.Response:
        self.refused += 1
        body = {"message": "You are being rate limited.", "retry_after": round(wait, 3)}
        answer = json_answer(body | {"global": scope == "global"}, 429)
        answer.headers.update(headers | {"Retry-After": str(int(wait) + 1)})
        answer.headers["X-RateLimit-Scope"] = scope
        return answer
