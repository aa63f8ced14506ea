"""Answers that never keep anybody waiting: what was last known, while more is found out."""

import asyncio

from bot.services.stale_cache import StaleCache


async def test_an_answer_is_the_present_one_as_long_as_it_comes_in_time() -> None:
    answers = {"a": [1]}

    async def ask(key: str) -> list[int]:
        return answers[key]

    known = StaleCache(ask, wait_seconds=10)
    assert await known.get("a") == [1]
    answers["a"] = [2]
    assert await known.get("a") == [2]


async def test_what_hangs_is_asked_once_and_answered_with_what_was_known() -> None:
    gate, asked = asyncio.Event(), 0

    async def ask(_key: str) -> list[int]:
        nonlocal asked
        asked += 1
        if asked > 1:
            await gate.wait()
        return [asked]

    known = StaleCache(ask, wait_seconds=0.01)
    assert await known.get("a") == [1]
    for _ in range(3):
        assert await known.get("a") == [1]
    assert asked == 2
    gate.set()
    while await known.get("a") == [1]:
        pass


async def test_what_was_never_known_is_nothing_and_comes_later() -> None:
    gate = asyncio.Event()

    async def ask(_key: str) -> list[int]:
        await gate.wait()
        return [7]

    known = StaleCache(ask, wait_seconds=0.01)
    assert await known.get("a") == []
    gate.set()
    while not await known.get("a"):
        pass


async def test_what_fails_costs_its_answer_only() -> None:
    async def ask(key: str) -> list[int]:
        if key == "bad":
            raise OSError(key)
        return [1]

    known = StaleCache(ask, wait_seconds=10)
    assert await known.get("bad") == []
    assert await known.get("good") == [1]


async def test_whoever_goes_away_takes_nothing_along() -> None:
    gate = asyncio.Event()

    async def ask(_key: str) -> list[int]:
        await gate.wait()
        return [3]

    known = StaleCache(ask, wait_seconds=10)
    first, second = (asyncio.create_task(known.get("a")) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    gate.set()
    assert await second == [3]
