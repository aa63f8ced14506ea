"""Many commands at once, and where secrets may not be."""

import asyncio

from tests.loopback.fake_discord import TOKEN
from tests.loopback.music_api import KEY, SUBMIT
from tests.process.conftest import SetUp
from tests.process.test_callbacks import WEBHOOK_KEY


async def test_300_commands_at_once_are_answered_within_three_seconds(set_up: SetUp) -> None:
    stage = await set_up(finish_after=0.5)
    members = [stage.discord.member(stage.guild, f"m{number}") for number in range(300)]
    channels = [stage.discord.channel(stage.guild, f"c{number}") for number in range(30)]
    await asyncio.gather(
        *(
            stage.ask(f"task-{number}", member=member, channel=channels[number % 30])
            for number, member in enumerate(members)
        )
    )
    slowest = max(one.latency for one in stage.asked)
    assert slowest < 3
    assert len(stage.accepted) == 300
    await stage.all_ended(60)


async def test_secrets_are_in_no_log_reply_page_or_database(set_up: SetUp) -> None:
    settings = {"log": {"level": "DEBUG"}}
    stage = await set_up(settings=settings, finish_after=0.1, webhook_key=WEBHOOK_KEY)
    stage.api.faults.add("drop", SUBMIT, after=True)
    stage.discord.faults.add("reset", r"/channels/\d+/messages$", method="POST")
    stage.api.refuse(401, f"bad key {KEY}", task_id="refused")
    await stage.ask()
    await stage.ask("refused")
    await stage.ended(count=2)
    pages = [
        (await stage.api.post(stage.bot.callback_url + path, b"{}"))[1].decode()
        for path in ("/callbacks/x/y", "/nowhere", "/healthz", "/callbacks/%2e%2e/x")
    ]
    await stage.bot.terminate()
    tokens = [video.callback_url.rpartition("/")[2] for video in stage.api.videos]
    interactions = [one.token for one in stage.asked]
    seen = "".join([stage.bot.log, *pages, *(m.text for m in stage.discord.state.messages)])
    for secret in (TOKEN, KEY, WEBHOOK_KEY, *tokens):
        assert secret not in seen
    kept = b"".join(path.read_bytes() for path in stage.bot.folder.glob("*.db*"))
    for secret in (TOKEN, KEY, WEBHOOK_KEY, *interactions):
        assert secret.encode() not in kept
