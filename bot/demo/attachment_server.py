"""Serves what people attach in SimCord, which keeps it in memory, where the bot can fetch it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from typing import Any
from unittest.mock import patch

import simcord
from aiohttp import web
from simcord import interactions
from simcord.backend.cdn import CDN_BASE

from bot.net.safe_download import SafeDownloader


def local_downloader() -> AbstractAsyncContextManager[SafeDownloader]:
    """Return what fetches attachments from this machine and from nowhere else."""
    return SafeDownloader.open(admits=lambda address: address.is_loopback, schemes=("http",))


@asynccontextmanager
async def serve_attachments(env: simcord.Env) -> AsyncIterator[None]:
    """Serve the attachments of commands, and tell the bot where."""

    async def serve(request: web.Request) -> web.Response:
        blob = env.backend.cdn.get(f"{CDN_BASE}{request.path}")
        return web.Response(status=404) if blob is None else web.Response(body=blob)

    app = web.Application()
    app.router.add_get("/attachments/{path:.*}", serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        with _told_of(env, f"http://127.0.0.1:{runner.addresses[0][1]}"):
            yield
    finally:
        await runner.cleanup()


def _told_of(env: simcord.Env, base: str) -> AbstractContextManager[object]:
    """Let interactions name attachments below another address than SimCord's."""
    make_payload = interactions.base_payload

    def with_addresses(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - SimCord's own
        record, payload = make_payload(*args, **options)
        if args[0] is not env.backend:  # of another simulation in this process
            return record, payload
        resolved = payload["data"].get("resolved") or {}
        for attachment in (resolved.get("attachments") or {}).values():
            attachment["url"] = attachment["url"].replace(CDN_BASE, base)
        return record, payload

    return patch.object(interactions, "base_payload", with_addresses)
