"""The loop of all background work: it goes on after what passes, and ends with what doesn't."""

import asyncio
import sqlite3

import pytest

from bot.workers.dispatcher import DueLoop
from tests.loopback.people import until


def loop(told: list[Exception], *, retry_seconds: float = 0.01) -> DueLoop:
    return DueLoop(
        max_pause_seconds=60.0,
        retry_seconds=retry_seconds,
        errors=(sqlite3.Error,),
        on_error=told.append,
    )


async def test_what_passes_is_told_and_tried_again() -> None:
    told, tries = list[Exception](), list[int]()

    async def step() -> None:
        tries.append(len(tries))
        if len(tries) < 3:
            raise sqlite3.OperationalError("database is locked")

    running = asyncio.create_task(loop(told).run(step))
    await until(lambda: len(tries) == 3)
    running.cancel()
    assert [str(error) for error in told] == ["database is locked"] * 2


async def test_being_woken_hastens_no_new_try() -> None:
    told, tries = list[Exception](), list[int]()

    async def step() -> None:
        tries.append(len(tries))
        raise sqlite3.OperationalError("database is locked")

    patient = loop(told, retry_seconds=60.0)
    running = asyncio.create_task(patient.run(step))
    await until(lambda: told)
    for _ in range(9):
        patient.wake()
        await asyncio.sleep(0)
    running.cancel()
    assert len(tries) == 1


async def test_any_other_error_ends_it() -> None:
    async def step() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await loop([]).run(step)
