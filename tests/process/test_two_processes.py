"""Two processes of the bot: with one account of the API, and, by mistake, with one token."""

from pathlib import Path

from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.people import until
from tests.process.bot_process import BotProcess
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness


async def test_two_bots_on_one_account_pay_once_for_a_track(set_up: SetUp, tmp_path: Path) -> None:
    # Together they are quicker than the account may be: who is told to wait, waits.
    ours = await set_up(finish_after=0.5, submit_limit=(3, 1.0))
    folder = tmp_path / "neighbour"
    folder.mkdir()
    async with FakeDiscord() as world:
        bot = BotProcess(world, ours.api, folder)
        guild = world.guild("Neighbours")
        theirs = ProcessHarness(
            world, ours.api, bot, guild, world.channel(guild), world.member(guild)
        )
        await bot.start_and_connect()
        try:
            for number in range(5):
                for stage in (ours, theirs):
                    await stage.ask(f"task-{number}")
            for stage in (ours, theirs):
                await stage.ended(count=5, seconds=40)
                assert len(stage.results()) == 5, stage.describe()
                assert stage.violations() == [], stage.describe()
            assert len(ours.api.charges) == 5
            assert set(ours.api.charges.values()) == {1}
            assert await bot.terminate() == 0
        finally:
            await bot.kill()


async def test_two_processes_with_one_token_post_once_and_say_so(
    set_up: SetUp, tmp_path: Path
) -> None:
    stage = await set_up(finish_after=0.3)
    folder = tmp_path / "forgotten"
    folder.mkdir()
    other = BotProcess(stage.discord, stage.api, folder)
    await other.start()
    try:
        await until(lambda: len(stage.discord.gateway.live) == 2, 30, other.tail)
        for number in range(6):
            await stage.ask(f"task-{number}")
        await stage.ended(count=6)
        settled = ["posted"] * 6

        def is_settled() -> bool:
            return sorted(state for state, _ in stage.bot.states() + other.states()) == settled

        await until(is_settled, 20, stage.describe)
        assert len(stage.ends()) == 6
        told = "another process answers members with this bot's token"
        await until(lambda: told in stage.bot.log + other.log, 30, stage.describe)
        assert await other.terminate() == 0
        assert not other.mishaps(), other.tail()
    finally:
        await other.kill()
