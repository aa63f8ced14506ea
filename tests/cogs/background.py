"""Runs the bot's background work as the composition root does: outside of the client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bot.app.compose import open_app
from bot.app.parts import App
from bot.config import Config
from bot.demo.attachment_server import local_downloader


@asynccontextmanager
async def running(config: Config) -> AsyncIterator[App]:
    """Open an app with its producer and delivery at work; what they raise fails the test."""
    # SimCord waits for every timer that a command sets, that of a kept connection included.
    connector = aiohttp.TCPConnector(force_close=True)
    async with (
        local_downloader() as attachments,
        open_app(config, connector=connector, attachments=attachments) as app,
    ):
        # Started before the client, so that the simulation doesn't wait for it to end.
        working = [app.render_worker.run(), app.delivery.run(), app.erasure_worker.run()]
        if app.progress_poller is not None:
            working.append(app.progress_poller.run())
        tasks = [asyncio.create_task(work) for work in working]
        try:
            yield app
        finally:
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, asyncio.CancelledError):
            raise end
