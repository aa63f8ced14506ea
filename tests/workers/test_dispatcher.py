"""Work is started when it is due, each item by one task at a time, and ended cleanly."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.net.occasional_log import RecurringError
from bot.workers.dispatcher import Dispatcher
from tests.loopback.people import until

StartDue = Callable[[], Awaitable[float | None]]


@asynccontextmanager
async def running(dispatcher: Dispatcher, start_due: StartDue) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(dispatcher.run(start_due))
    await asyncio.sleep(0)
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_it_looks_again_when_it_is_woken() -> None:
    dispatcher, looks = Dispatcher("test", retry_seconds=0.01), list[int]()

    async def start_due() -> None:
        looks.append(len(looks))

    async with running(dispatcher, start_due):
        for number in range(1, 5):
            await until(lambda number=number: len(looks) == number)  # type: ignore[misc]
            dispatcher.wake()


async def test_it_looks_again_when_something_is_due() -> None:
    dispatcher, looks = Dispatcher("test", retry_seconds=0.01), list[int]()

    async def start_due() -> float:
        looks.append(len(looks))
        return 0.01

    async with running(dispatcher, start_due):
        await until(lambda: len(looks) >= 3)


async def test_what_is_worked_on_is_known_and_its_end_wakes() -> None:
    dispatcher, gate, looks = Dispatcher("test", retry_seconds=0.01), asyncio.Event(), list[int]()

    async def start_due() -> None:
        looks.append(dispatcher.count("post"))
        if len(looks) == 1:
            dispatcher.start("post", "a", work())
            dispatcher.start("status", "b", work())

    async def work() -> None:
        await gate.wait()

    async with running(dispatcher, start_due):
        await until(lambda: dispatcher.working == {"a", "b"})
        assert (dispatcher.count("post"), dispatcher.count("other")) == (1, 0)
        gate.set()
        await until(lambda: len(looks) >= 2)
        assert dispatcher.working == frozenset()


async def test_a_database_that_can_not_be_used_is_tried_again_and_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    dispatcher, looks = Dispatcher("test", retry_seconds=0.01), list[int]()

    async def start_due() -> None:
        looks.append(len(looks))
        if len(looks) < 3:
            raise sqlite3.OperationalError("database is locked")
        if len(looks) == 3:
            dispatcher.start("post", "a", work())

    async def work() -> None:
        raise sqlite3.OperationalError("database or disk is full")

    async with running(dispatcher, start_due) as task:
        await until(lambda: len(looks) > 3)
        assert not task.done()
    told = [one.getMessage() for one in caplog.records if "can't be used" in one.getMessage()]
    assert told == ["test: the database can't be used, trying again: database is locked"]


def test_an_error_that_goes_on_is_told_once_a_minute_with_how_often(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0.0
    errors = RecurringError(logging.getLogger("test"), clock=lambda: now)
    for second in range(0, 125, 5):
        now = float(second)
        errors.note(f"full at {second}")
    told = [one.getMessage() for one in caplog.records]
    assert told == [
        "full at 0",
        "full at 60 (11 more in between)",
        "full at 120 (11 more in between)",
    ]


async def test_an_error_that_nobody_expected_concerns_its_item_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    dispatcher = Dispatcher("test", retry_seconds=0.01)
    is_done = asyncio.Event()

    async def start_due() -> None:
        for key, work in (("odd", go_wrong), ("even", go_right)):
            if key not in dispatcher.working and not is_done.is_set():
                dispatcher.start("post", key, work())

    async def go_wrong() -> None:
        raise LookupError("a bug")

    async def go_right() -> None:
        await asyncio.sleep(0)
        is_done.set()

    task = asyncio.create_task(dispatcher.run(start_due))
    async with asyncio.timeout(5):
        await is_done.wait()
    assert not task.done()
    assert "odd" in dispatcher.working  # held back for a while, so that it doesn't spin
    assert "a bug" in caplog.text
    dispatcher._running.clear()  # nothing to wait for at the end
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_odd_item_that_can_be_put_off_leaves_its_place_at_once() -> None:
    dispatcher, told, looks = Dispatcher("test", retry_seconds=0.01), list[Exception](), list[int]()

    async def start_due() -> None:
        looks.append(len(looks))
        if len(looks) == 1:
            dispatcher.start("post", "odd", go_wrong(), on_error=on_error)
            dispatcher.start("post", "worse", go_wrong(), on_error=go_wrong_again)

    async def go_wrong() -> None:
        raise LookupError("a bug")

    async def on_error(error: Exception) -> None:
        told.append(error)

    async def go_wrong_again(error: Exception) -> None:
        raise error

    async with running(dispatcher, start_due):
        await until(lambda: len(looks) > 1)
        assert [str(error) for error in told] == ["a bug"]
        assert dispatcher.working == {"worse"}
        dispatcher._running.clear()  # nothing to wait for at the end


async def test_stopping_lets_work_under_way_come_to_its_end() -> None:
    dispatcher, gate, ended = Dispatcher("test", retry_seconds=0.01), asyncio.Event(), list[str]()

    async def start_due() -> None:
        if not dispatcher.working and not ended:
            dispatcher.start("post", "a", work())

    async def work() -> None:
        await gate.wait()
        await asyncio.sleep(0.02)
        ended.append("a")

    task = asyncio.create_task(dispatcher.run(start_due))
    await until(lambda: dispatcher.working)
    task.cancel()
    gate.set()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert ended == ["a"]


async def test_nothing_can_be_started_before_it_runs() -> None:
    dispatcher = Dispatcher("test", retry_seconds=0.01)
    work = asyncio.sleep(0)
    with pytest.raises(RuntimeError):
        dispatcher.start("post", "a", work)
    await work
