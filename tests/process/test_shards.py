"""Two shards in one process: each server is served by its own, and one may be lost."""

import asyncio

import aiohttp

from tests.loopback.people import until
from tests.loopback.world import Channel, Guild, Member
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness
from tests.process.test_monitoring import scraped

Place = tuple[Guild, Channel, Member]


def place_on(stage: ProcessHarness, shard: int) -> Place:
    """Build a server that this shard serves."""
    guild = stage.discord.guild(f"shard-{shard}", shard=shard)
    return guild, stage.discord.channel(guild, f"on-{shard}"), stage.discord.member(guild)


async def shards_are(stage: ProcessHarness, *connected: bool) -> None:
    """Wait until readiness and metrics tell so of each shard."""
    url = f"{stage.bot.callback_url}/readyz"
    expected = {str(number): is_up for number, is_up in enumerate(connected)}
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        while True:
            async with session.get(url) as answer:
                told, status = await answer.json(), answer.status
            seen = await scraped(stage)
            shown = {key[1]: bool(seen[key]) for key in seen if "shard_connected" in key[0]}
            whole = {told["gateway"], status == 200, bool(seen["musicvideo_gateway_connected",])}
            if told["shards"] == shown == expected and whole == {all(connected)}:
                return
            await asyncio.sleep(0.1)


async def test_servers_of_both_shards_are_served_though_one_is_lost_for_a_while(
    set_up: SetUp,
) -> None:
    settings = {"timing": {"poll_first_seconds": 60.0}}
    discord = {"shards": 2, "max_concurrency": 1}
    stage = await set_up(settings=settings, discord=discord, start=False)
    _, first, one = place_on(stage, 0)
    _, second, other = place_on(stage, 1)
    await stage.bot.start_and_connect()
    gateway = stage.discord.gateway
    await shards_are(stage, True, True)
    assert {(s.shard, s.shards) for s in gateway.live} == {(0, 2), (1, 2)}
    await stage.ask("a", channel=first, member=one)
    await stage.ask("b", channel=second, member=other)
    await stage.submitted("a")
    await stage.submitted("b")
    await stage.api.finish(stage.api.video_of("a"))
    await stage.ended(first)

    await gateway.lose(1)
    await shards_are(stage, True, False)
    # What its servers are owed comes all the same, and the other's don't notice.
    await stage.api.finish(stage.api.video_of("b"))
    await stage.ended(second)
    stage.api.finish_after = 0.1
    await stage.ask("c", channel=first, member=one)
    await stage.ended(first, count=2)

    gateway.lost.clear()
    await shards_are(stage, True, True)
    await until(lambda: gateway.resumes == 1, 30, stage.describe)
    assert gateway.identifies == 2
    assert gateway.hasty == 0
    await stage.ask("d", channel=second, member=other)
    await stage.ended(second, count=2)
