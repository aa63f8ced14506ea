"""Errors in the operator's channel: few, redacted, and never about themselves."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.config import load
from bot.logs import plain_formatter
from bot.monitoring.error_channel import DiscordLogHandler

TOKEN = "discord-token-MARKER"
Send = Callable[[str], Awaitable[bool]]


class Channel:
    """Takes messages, and lets a test wait for them. ``said`` is what is logged meanwhile."""

    def __init__(self, *, said: str | None = None, is_open: bool = True) -> None:
        self.messages: asyncio.Queue[str] = asyncio.Queue()
        self._said = said
        self._is_open = is_open

    async def send(self, text: str) -> bool:
        if self._said is not None:
            logging.getLogger("discord.http").error(self._said)
        self.messages.put_nowait(text)
        return self._is_open

    async def next(self) -> str:
        return await asyncio.wait_for(self.messages.get(), 10)


@asynccontextmanager
async def noticing(channel: Channel, *, every_seconds: float = 0.0) -> AsyncIterator[None]:
    formatter = plain_formatter(load(None, {}, discord={"token": TOKEN}))
    notices = DiscordLogHandler(
        channel.send, formatter, gather_seconds=0.0, every_seconds=every_seconds
    )
    with notices.listening():
        running = asyncio.create_task(notices.run())
        try:
            yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


def tell(text: str, level: int = logging.ERROR) -> None:
    logging.getLogger("bot.workers.rendering.submit").log(level, text)


async def test_an_error_is_told_and_less_is_not() -> None:
    channel = Channel()
    async with noticing(channel):
        tell("only a warning", logging.WARNING)
        tell("the disk is full")
        told = await channel.next()
    assert "the disk is full" in told
    assert "only a warning" not in told


async def test_secrets_are_left_out_of_tracebacks_too() -> None:
    channel = Channel()
    async with noticing(channel):
        try:
            raise_with_secret()
        except RuntimeError:
            logging.getLogger("bot.x").exception("%s failed", TOKEN)
        told = await channel.next()
    assert "RuntimeError" in told
    assert "MARKER" not in told


def raise_with_secret() -> None:
    raise RuntimeError(f"refused: {TOKEN}")


@pytest.mark.parametrize("is_open", [True, False])
async def test_what_goes_wrong_while_telling_is_not_told(is_open: bool) -> None:
    channel = Channel(said="Discord answered 500", is_open=is_open)
    async with noticing(channel):
        tell("first")
        assert "first" in await channel.next()
        tell("second")
        told = await channel.next()
    assert "second" in told
    assert "500" not in told
    assert channel.messages.empty()


async def test_many_errors_are_one_message_that_discord_takes() -> None:
    channel = Channel()
    async with noticing(channel):
        for number in range(1000):
            tell(f"{number} {'x' * 3000}")
        told = await channel.next()
    assert len(told) <= 2000
    assert "998 more: see the log" in told
    assert channel.messages.empty()


async def test_a_second_message_waits_for_its_time() -> None:
    channel = Channel()
    async with noticing(channel, every_seconds=3600):
        tell("first")
        await channel.next()
        tell("second")
        for _ in range(20):
            await asyncio.sleep(0)
    assert channel.messages.empty()


async def test_foreign_text_ends_no_block() -> None:
    channel = Channel()
    async with noticing(channel):
        tell("a title: ``` @everyone [free](https://bad.example)")
        told = await channel.next()
    assert told.startswith("```\n")
    assert told.endswith("\n```")
    assert told.count("```") == 2


async def test_other_threads_are_heard() -> None:
    channel = Channel()
    async with noticing(channel):
        thread = threading.Thread(target=tell, args=("from a thread",))
        thread.start()
        assert "from a thread" in await channel.next()
        thread.join()


async def test_what_could_not_be_told_is_counted_with_the_next_error() -> None:
    channel = Channel(is_open=False)
    async with noticing(channel):
        tell("the first")
        assert "the first" in await channel.next()
        tell("the second")
        told = await channel.next()
    assert "the second" in told
    assert told.endswith("… and 1 more: see the log")
