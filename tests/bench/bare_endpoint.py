"""The floor for callbacks: bare aiohttp and SQLite with the same commits, look-up and send.

Run as ``python -m tests.bench.bare_endpoint run --config FILE``. ``/count`` only inserts and
commits; ``/carry/<channel>/<video task>`` also looks the video up and posts it.
"""

import asyncio
import sys
from pathlib import Path

import aiohttp
import aiosqlite
from aiohttp import web

from bot.config import Config, load
from bot.video_api import VIDEO_PATH


class Bare:
    """The same steps, done bare."""

    def __init__(
        self,
        config: Config,
        session: aiohttp.ClientSession,
        database: aiosqlite.Connection,
        tasks: asyncio.TaskGroup,
    ) -> None:
        self._config = config
        self._session = session
        self._database = database
        self._tasks = tasks

    async def count(self, request: web.Request) -> web.Response:
        """Commit one insert, then answer."""
        await self._commit(await request.text())
        return web.Response()

    async def carry(self, request: web.Request) -> web.Response:
        """Commit and answer; then look up and post."""
        await self._commit(await request.text())
        channel, video = request.match_info["channel"], request.match_info["video"]
        self._tasks.create_task(self._post(channel, video))
        return web.Response()

    async def _post(self, channel: str, video: str) -> None:
        api = self._config.api
        headers = {
            "Authorization": f"Bearer {api.key.get_secret_value()}",
            "User-Agent": api.user_agent,
        }
        url = f"{api.base_url}{VIDEO_PATH}?taskId={video}"
        async with self._session.get(url, headers=headers) as answer:
            link = (await answer.json())["data"]["response"]["videoUrl"]
        for step in ("hint closed", "ready", "posting"):
            await self._commit(step)
        token = self._config.discord.token.get_secret_value()
        url = f"{self._config.discord.api_url}/channels/{channel}/messages"
        headers = {"Authorization": f"Bot {token}"}
        async with self._session.post(url, json={"content": link}, headers=headers) as answer:
            await answer.read()
        await self._commit("posted")

    async def _commit(self, text: str) -> None:
        await self._database.execute("INSERT INTO steps (text) VALUES (?)", (text,))


async def main() -> None:
    """Serve until the process is ended."""
    config = load(Path(sys.argv[-1]), {})
    path = config.database.path.with_suffix(".bare.db")
    async with (
        aiohttp.ClientSession() as session,
        aiosqlite.connect(path, isolation_level=None) as database,
        asyncio.TaskGroup() as tasks,
    ):
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "CREATE TABLE IF NOT EXISTS steps (step INTEGER PRIMARY KEY, text TEXT)",
        ):
            await database.execute(statement)
        bare = Bare(config, session, database, tasks)
        application = web.Application()
        application.router.add_post("/count", bare.count)
        application.router.add_post("/carry/{channel}/{video}", bare.carry)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, config.callback.host, config.callback.port).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
