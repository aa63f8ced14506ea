"""What is for moderators stays so, whatever Discord lets through: commands, completion, buttons."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import discord
import pytest
import simcord.actors
from discord import app_commands

from bot.discord_client.button_signer import ButtonSigner
from bot.discord_client.errors import UserError
from bot.store import Store
from cogs._shared.persistent_items import PersistentItem, signed_id
from cogs._shared.usage_record import UsagePageButton
from cogs.history import PageButton
from tests.cogs.simcord_harness import CogHarness, open_stage, told

FOR_MODERATORS: Final = {"branding", "credits", "settings"}
FOR_MEMBERS: Final = {
    *("musicvideo", "videos", "privacy", "help"),
    *("Make a music video", "Report this video"),
}


def filled(stage: CogHarness, command: app_commands.Command[Any, ..., Any]) -> dict[str, Any]:
    """Return something for each option that has to be given."""
    kinds = discord.AppCommandOptionType
    some: dict[discord.AppCommandOptionType, object] = {
        kinds.string: "word",
        kinds.boolean: True,
        kinds.user: stage.ben,
    }
    return {
        one.name: one.choices[0].value if one.choices else some[one.type]
        for one in command.parameters
        if one.required
    }


async def test_every_command_for_moderators_looks_at_the_permission_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if owners had opened them to everybody in Discord's integration settings.
    monkeypatch.setattr(simcord.actors, "_check_command_access", lambda *_: None)
    async with open_stage(tmp_path) as stage:
        tree = stage.app.client.tree
        assert {one.name for one in tree.get_commands()} == FOR_MODERATORS | FOR_MEMBERS
        before = await stage.app.store.guild_settings.get(stage.guild.id)
        count = 0
        for command in tree.walk_commands():
            root = command.root_parent or command
            needed = discord.Permissions(manage_guild=True)
            is_for_moderators = root.name in FOR_MODERATORS
            assert root.default_permissions == (needed if is_for_moderators else None)
            if not isinstance(command, app_commands.Command) or not is_for_moderators:
                continue
            name, options = command.qualified_name, filled(stage, command)
            answer = told(await stage.ben.slash(stage.channel, name, **options))
            assert "Only members who may manage the server" in answer, name
            for one in (one for one in command.parameters if one.autocomplete):
                assert await stage.ben.autocomplete(stage.channel, name, one.name, "") == []
            count += 1
        assert count > 20
        assert await stage.app.store.guild_settings.get(stage.guild.id) == before
        assert await stage.app.store.access_rules.blocked(stage.guild.id, 9) == ([], 0)
        shown = (await stage.max.slash(stage.channel, "settings show")).response
        assert shown is not None
        assert shown.embeds


def acting(signer: ButtonSigner, *, guild_id: int = 1, user_id: int = 100) -> Any:  # noqa: ANN401
    """Return what of an interaction a signature depends on."""
    return SimpleNamespace(
        guild_id=guild_id,
        user=SimpleNamespace(id=user_id),
        client=SimpleNamespace(button_signer=signer),
    )


TEXTS: Final = {
    PageButton: f"mv:page:0:older:{'a' * 16}",
    UsagePageButton: f"cr:newer:{'a' * 16}:0:{'9' * 19}",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_button_that_shows_a_record_holds_for_its_reader_in_its_server(kind: Any) -> None:  # noqa: ANN401
    signer = ButtonSigner(b"key")
    custom_id = signed_id(acting(signer), TEXTS[kind])
    assert len(custom_id) <= 100
    match = re.fullmatch(kind.__discord_ui_compiled_template__, custom_id)
    assert match is not None
    text, signature = match["text"], match["signature"]
    assert text == TEXTS[kind]
    PersistentItem.check_signature(acting(signer), text, signature)
    others = [
        (acting(signer, guild_id=2), text, signature),
        (acting(signer, user_id=101), text, signature),
        (acting(ButtonSigner(b"other")), text, signature),
        (acting(signer), text.replace("a", "b"), signature),
        (acting(signer), text, signature[::-1]),
        (acting(signer), text, None),  # of an older version
    ]
    for interaction, said, signed in others:
        with pytest.raises(UserError, match="error-menu-old"):
            PersistentItem.check_signature(interaction, said, signed)
    assert re.fullmatch(kind.__discord_ui_compiled_template__, TEXTS[kind])  # so it is answered


async def test_the_key_of_signatures_outlives_a_restart(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "bot.db") as store:
        first = await ButtonSigner.load(store.key_value)
    async with Store.open(tmp_path / "bot.db") as store:
        second = await ButtonSigner.load(store.key_value)
    signature = first.sign("x", guild_id=1, user_id=2)
    assert second.is_signed("x", signature, guild_id=1, user_id=2)
    assert not ButtonSigner().is_signed("x", signature, guild_id=1, user_id=2)
