"""Request bodies are what Discord's own published description says, but for what is known."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import discord

from bot.discord_client.payloads import Attachment, Mentions
from tests.cogs.simcord_harness import open_stage

_TEXTS: Final = {"name", "name_localizations", "description", "description_localizations"}
_COMMAND_KEYS: Final = _TEXTS | {
    *("type", "options", "default_member_permissions", "dm_permission", "contexts"),
    *("integration_types", "handler"),
}
"""``ApplicationCommandUpdateRequest`` of Discord's OpenAPI description."""

_OPTION_KEYS: Final = _TEXTS | {
    *("type", "required", "options", "choices", "channel_types", "autocomplete"),
    *("min_length", "max_length", "min_value", "max_value"),
}
"""What its options have, all kinds together."""

_UNKNOWN_BUT_TAKEN: Final = {"nsfw"}
"""What the library sends besides: documented, but not in the description."""


def test_the_ids_of_mentioned_members_are_strings() -> None:
    assert Mentions.only(157).to_dict() == {"parse": [], "users": ["157"]}


def test_mentions_stay_strings_when_they_are_merged_with_the_clients_own() -> None:
    merged = Mentions.none().merge(Mentions.only(157))
    assert merged.to_dict()["users"] == ["157"]


def test_nobody_else_is_pinged() -> None:
    assert Mentions.none().merge(discord.AllowedMentions()).to_dict()["parse"] == []


def test_the_number_of_an_attachment_is_a_string() -> None:
    file = Attachment(io.BytesIO(b"x"), "musicvideo.mp4", description="Music video")
    assert file.to_dict(0) == {
        "id": "0",
        "filename": "musicvideo.mp4",
        "description": "Music video",
    }


async def test_commands_have_the_keys_that_discord_describes_and_one_more(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        commands = await stage.app.client.load_commands()
    assert commands
    for command in commands:
        assert command.keys() - _COMMAND_KEYS == _UNKNOWN_BUT_TAKEN, command["name"]
        for option in _options(command):
            assert option.keys() <= _OPTION_KEYS, (command["name"], option["name"])


def _options(of: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for option in of.get("options") or ():
        yield option
        yield from _options(option)
