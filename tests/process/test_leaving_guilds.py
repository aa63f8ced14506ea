"""Which servers the bot was taken from is known, told or not; an outage is not leaving."""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any, Final

from tests.loopback.people import until
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness

DAY_SECONDS: Final = 86_400.0
PATIENT: Final[dict[str, dict[str, Any]]] = {"privacy": {"left_server_days": 7.0}}


def rows(stage: ProcessHarness, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(stage.bot.database)) as database:
        return database.execute(sql).fetchall()


def servers(stage: ProcessHarness) -> dict[int, bool]:
    """Return the servers in the registry, and whether the bot has left them."""
    return dict(rows(stage, "SELECT guild_id, left_at IS NOT NULL FROM guilds"))


async def test_a_server_left_is_purged_days_later_and_one_in_an_outage_never(
    set_up: SetUp,
) -> None:
    stage = await set_up(settings=PATIENT, finish_after=0.1)
    other = stage.discord.guild("other")
    here, there = stage.guild.guild_id, other.guild_id
    await stage.ask()
    await stage.ended()
    await stage.bot.terminate()
    # Left while nobody was told: it is only missing from the next list.
    stage.guild.bot_left = True
    await stage.bot.start_and_connect()
    await until(lambda: servers(stage) == {here: True, there: False}, 20, stage.describe)
    # A server in an outage is told of as unavailable, and stays.
    unavailable = {"id": str(there), "unavailable": True}
    await stage.discord.gateway.dispatch(there, "GUILD_DELETE", unavailable)
    await asyncio.sleep(0.2)
    assert servers(stage) == {here: True, there: False}
    assert len(rows(stage, "SELECT 1 FROM requests")) == 1
    await stage.bot.kill()
    with closing(sqlite3.connect(stage.bot.database)) as database, database:
        database.execute("UPDATE guilds SET left_at = left_at - ?", (8 * DAY_SECONDS,))
    await stage.bot.start_and_connect()
    await until(lambda: servers(stage) == {there: False}, 30, stage.describe)
    assert rows(stage, "SELECT 1 FROM requests") == []
    # What was paid for is known still.
    assert rows(stage, "SELECT state, guild_id FROM videos") == [("ready", 0)]


async def test_coming_back_in_time_is_noticed(set_up: SetUp) -> None:
    stage = await set_up(settings=PATIENT)
    here = stage.guild.guild_id
    await until(lambda: servers(stage) == {here: False}, 20, stage.describe)
    await stage.discord.remove_bot(stage.guild)
    await until(lambda: servers(stage) == {here: True}, 20, stage.describe)
    stage.guild.bot_left = False
    joined = stage.guild.payload() | {"unavailable": False}
    await stage.discord.gateway.dispatch(here, "GUILD_CREATE", joined)
    await until(lambda: servers(stage) == {here: False}, 20, stage.describe)
