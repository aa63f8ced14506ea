"""A stand-in of the API, with an account: the studio's answers, and a charge for each video.

The studio speaks the API's contract. Here stands an account before it, whose credits go down, so
that the way of a host who has a key can be seen without one.
"""

import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import aiohttp
from aiohttp import web

from bot.net.listener import address_of, listen
from bot.video_api import CREDIT_PATH, SUBMIT_PATH

BALANCE: Final = 20.0
PRICE: Final = 2.0
"""What the API takes for a video, in credits (kie-api.md)."""


class PaidApi:
    """One account. ``studio_url`` and ``studio_key``: of the studio that makes the videos."""

    def __init__(self, session: aiohttp.ClientSession, *, studio_url: str, studio_key: str) -> None:
        self._session = session
        self._studio_url = studio_url
        self._studio_key = studio_key
        self.key = secrets.token_urlsafe(16)
        self.base_url = ""
        self.balance = BALANCE

    @classmethod
    @asynccontextmanager
    async def open(cls, *, studio_url: str, studio_key: str) -> AsyncIterator["PaidApi"]:
        """Serve it on this machine, at a free port."""
        jar = aiohttp.DummyCookieJar()
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            api = cls(session, studio_url=studio_url, studio_key=studio_key)
            app = web.Application()
            app.router.add_route("*", "/{path:.*}", api.answer)
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
            await runner.setup()
            try:
                socket = listen("127.0.0.1", 0)
                await web.SockSite(runner, socket).start()
                api.base_url = address_of(socket)
                yield api
            finally:
                await runner.cleanup()

    async def answer(self, request: web.Request) -> web.Response:
        """Answer as the API does."""
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return _envelope(401, "You do not have access permissions", None)
        if request.path == CREDIT_PATH:
            return _envelope(200, "success", self.balance)
        is_submit = request.method == "POST" and request.path == SUBMIT_PATH
        if is_submit and self.balance < PRICE:
            return _envelope(402, "The current credits are insufficient", None)
        async with self._session.request(
            request.method,
            f"{self._studio_url}{request.path_qs}",
            data=await request.read(),
            headers={
                "Authorization": f"Bearer {self._studio_key}",
                "Content-Type": request.headers.get("Content-Type", "application/json"),
            },
        ) as response:
            body = await response.read()
        if is_submit and json.loads(body).get("code") == 200:
            self.balance -= PRICE
        return web.Response(body=body, status=response.status, content_type="application/json")


def _envelope(code: int, message: str, data: float | None) -> web.Response:
    return web.json_response({"code": code, "msg": message, "data": data})
