"""A database that can't be written for a while, and more connections than there may be files."""

import asyncio
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import aiohttp

from tests.loopback.people import until
from tests.process.process_harness import ProcessHarness


@contextmanager
def locked(stage: ProcessHarness) -> Iterator[None]:
    """Hold the database's write lock, as a stray tool of the host's might."""
    connection = sqlite3.connect(stage.bot.database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def test_a_locked_database_is_told_and_harms_nothing(stage: ProcessHarness) -> None:
    await stage.ask("before")
    await stage.submitted("before")
    video = stage.api.video_of("before")
    stage.api.callbacks.retry_seconds = 0.1
    with locked(stage):
        told = await stage.ask("during")
        assert told.answer is not None
        await until(lambda: told.is_settled, 30, stage.describe)
        assert [one.is_ephemeral for one in told.followups] == [True]
        calling = asyncio.create_task(stage.api.finish(video))
        await until(lambda: stage.api.callback_answers, 15)
        assert stage.api.callback_answers[0][1] in (0, 503)
        assert stage.ends() == []
    await calling
    await stage.api.finish(video)
    await stage.ended()
    assert [body["taskId"] for body in stage.api.submits] == ["before"]
    stage.api.finish_after = 0.1
    await stage.ask("after")
    await stage.ended(count=2)


async def test_more_idle_connections_than_files_keep_nobody_from_being_served(
    stage: ProcessHarness,
) -> None:
    process = stage.bot.process
    assert process is not None
    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (200, 200))
    host, _, port = stage.bot.callback_url.removeprefix("http://").partition(":")
    before, idle = len(stage.bot.log), []
    for _ in range(10):
        for _ in range(40):
            with suppress(OSError):
                idle.append(await asyncio.open_connection(host, int(port)))
        stage.api.finish_after = 0.1
        await stage.ask(f"task-{len(idle)}")
    await stage.ended(count=10)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stage.bot.callback_url}/healthz") as answer,
    ):
        assert answer.status == 200
    said = stage.bot.log[before:]
    assert said.count("were closed for new ones") == 1
    assert "Too many open files" not in said
    for _, writer in idle:
        writer.transport.abort()
