"""A database that can't be written for a while, and servers that know nothing of each other."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tests.loopback.people import until
from tests.process.process_harness import Stage


@contextmanager
def locked(stage: Stage) -> Iterator[None]:
    """Hold the database's write lock, as a stray tool of the host's might."""
    connection = sqlite3.connect(stage.bot.database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def test_a_locked_database_is_told_and_harms_nothing(stage: Stage) -> None:
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
