"""Discord leaves out what it may, and sends what nobody knows: the bot serves on."""

from typing import Any, Final

import pytest

from tests.loopback.interactions import Interaction
from tests.loopback.people import until
from tests.loopback.world import Json, Permission
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness

THREAD_KEYS: Final = ("id", "type", "name", "parent_id", "permissions")


def _reshape(monkeypatch: pytest.MonkeyPatch, reshape: Any) -> None:  # noqa: ANN401 - a function
    """Let Discord send its interactions otherwise."""
    whole = Interaction.payload
    monkeypatch.setattr(Interaction, "payload", lambda self, *args: reshape(whole(self, *args)))


def _without(*keys: str) -> Any:  # noqa: ANN401 - a function
    return lambda payload: {key: value for key, value in payload.items() if key not in keys}


@pytest.mark.parametrize(
    "left_out",
    [
        "attachment_size_limit",
        "app_permissions",
        "authorizing_integration_owners",
        "channel",
        "context",
        "entitlements",
        "guild",
        "guild_locale",
        "version",
    ],
)
async def test_what_discord_may_leave_out_is_not_missed(
    stage: ProcessHarness, monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    _reshape(monkeypatch, _without(left_out))
    stage.api.finish_after = 0.1
    asked = await stage.ask()
    assert asked.is_public, stage.describe()
    await stage.ended()


def _channel_of(kept: tuple[str, ...], **over: object) -> Any:  # noqa: ANN401 - a function
    def reshape(payload: Json) -> Json:
        channel = {key: value for key, value in payload["channel"].items() if key in kept}
        return payload | {"channel": channel | over}

    return reshape


@pytest.mark.parametrize(
    "reshape",
    [
        pytest.param(_channel_of(("id", "type")), id="bare"),
        pytest.param(_channel_of(THREAD_KEYS), id="partial"),
        pytest.param(_channel_of((*THREAD_KEYS, "thread_metadata")), id="partial with metadata"),
        pytest.param(_channel_of((*THREAD_KEYS,), parent_id=None), id="no parent"),
        pytest.param(_channel_of(("id",), type=42), id="unknown kind"),
        pytest.param(_without("channel"), id="no channel"),
    ],
)
async def test_a_thread_that_the_bot_does_not_know_is_served(
    stage: ProcessHarness,
    monkeypatch: pytest.MonkeyPatch,
    reshape: Any,  # noqa: ANN401 - a function
) -> None:
    thread = stage.discord.channel(stage.guild, "new", parent=stage.channel)
    stage.discord.deny_bot(stage.channel, Permission.SEND_MESSAGES)
    _reshape(monkeypatch, reshape)
    stage.api.finish_after = 0.1
    asked = await stage.ask(channel=thread)
    assert asked.is_public, stage.describe()
    await stage.ended(thread)


async def test_buttons_work_without_a_channel_object(
    stage: ProcessHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    _reshape(monkeypatch, _without("channel"))
    stage.api.finish_after = 0.1
    await stage.ask()
    (post,) = await stage.ended()
    asked = await stage.discord.click(stage.member, post, "Delete")
    await until(lambda: asked.original is not None, 30, stage.describe)
    assert asked.original is not None
    await stage.discord.click(stage.member, asked.original, "Delete it")
    await until(lambda: post.deleted, 30, stage.describe)
    stage.asked.clear()  # its result is gone


async def test_missing_permissions_are_told_though_discord_does_not_name_them(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = await set_up(start=False)
    stage.discord.deny_bot(stage.channel, Permission.EMBED_LINKS)
    await stage.bot.start_and_connect()
    _reshape(monkeypatch, _without("app_permissions"))
    asked = await stage.ask()
    assert asked.is_ephemeral
    assert not stage.api.submits


async def test_an_event_that_cannot_be_read_is_left_out(stage: ProcessHarness) -> None:
    for event in ("INTERACTION_CREATE", "GUILD_UPDATE", "CHANNEL_CREATE", "GUILD_CREATE"):
        await stage.discord.gateway.dispatch(stage.guild.guild_id, event, {"odd": True})
    await until(lambda: stage.bot.log.count("left out") >= 1, 30, stage.describe)
    stage.api.finish_after = 0.1
    await stage.ask()
    await stage.ended()
