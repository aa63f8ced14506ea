"""A server whose GUILD_CREATE lacks what the library reads is known all the same."""

from typing import Any, Final

import discord
import pytest

from bot.discord_client.event_guard import guard_event_parsers
from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.world import FORUM, STAGE, VOICE, Json

KINDS: Final = {"text": 0, "voice": VOICE, "stage": STAGE, "forum": FORUM}
OPTIONAL: Final = {
    # By Discord's reference all but id and type may be missing, or null.
    "channels": [
        *("name", "position", "bitrate", "user_limit", "permission_overwrites", "topic"),
        *("nsfw", "parent_id", "available_tags", "rate_limit_per_user", "rtc_region", "flags"),
    ],
    "threads": ["name", "message_count", "member_count", "thread_metadata", "owner_id", "flags"],
    "roles": ["name", "color", "colors", "position", "hoist", "managed", "flags", "permissions"],
    "members": ["roles", "joined_at", "nick", "flags", "deaf", "mute", "pending"],
}


@pytest.fixture
async def server() -> Json:
    """Return the GUILD_CREATE of a server with a channel of each kind, and a thread."""
    async with FakeDiscord() as fake:
        guild = fake.guild("Home")
        for name, kind in KINDS.items():
            fake.channel(guild, name, kind=kind)
        fake.channel(guild, "thread", parent=guild.channels[0])
        return guild.payload()


def read(event: Json) -> discord.Guild | None:
    """Let a client of the library read a server's event, and return what it knows then."""
    client = discord.Client(intents=discord.Intents.none())
    guard_event_parsers(client)
    client._connection.parsers["GUILD_CREATE"](event)
    return client.get_guild(int(event["id"]))


def names(guild: discord.Guild | None) -> set[str]:
    assert guild is not None
    return {channel.name for channel in [*guild.channels, *guild.threads]}


@pytest.mark.parametrize("how", ["missing", "null"])
@pytest.mark.parametrize(
    ("part", "key"), [(part, key) for part, keys in OPTIONAL.items() for key in keys]
)
def test_a_part_without_an_optional_field_takes_nothing_along(
    server: Json, part: str, key: str, how: str
) -> None:
    for one in server[part]:
        if how == "null":
            one[key] = None
        else:
            one.pop(key, None)
    guild = read(server)
    assert guild is not None
    assert len(guild.channels) == len(KINDS)
    assert len(guild.threads) == 1
    assert guild.default_role.id == guild.id
    if part != "roles":
        assert len(guild.roles) == len(server["roles"])
    if key != "name":
        assert names(guild) == {*KINDS, "thread"}


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "7", "type": VOICE, "bitrate": 64000, "permission_overwrites": "none"},
        {"id": "none", "type": 0},
        {"type": 2},
        {"id": "7", "type": [2]},
        {"id": "7", "type": 11, "thread_metadata": {"archive_timestamp": "yesterday"}},
        "a text",
        None,
    ],
    ids=str,
)
@pytest.mark.parametrize("part", ["channels", "threads", "roles", "members"])
def test_a_part_that_can_not_be_read_takes_nothing_else_along(
    server: Json,
    part: str,
    odd: Any,  # noqa: ANN401 - anything
) -> None:
    server[part].insert(0, odd)
    guild = read(server)
    assert names(guild) >= {*KINDS, "thread"}
    assert guild is not None
    assert len(guild.roles) >= 2


@pytest.mark.parametrize(
    "part", ["emojis", "stickers", "voice_states", "presences", "soundboard_sounds"]
)
def test_what_nobody_asks_for_is_not_read(server: Json, part: str) -> None:
    server[part] = [{"odd": True}]
    assert names(read(server)) == {*KINDS, "thread"}


@pytest.mark.parametrize("event", ["CHANNEL_CREATE", "CHANNEL_UPDATE"])
def test_a_voice_channel_without_bitrate_is_known_from_its_own_event_too(
    server: Json, event: str
) -> None:
    client = discord.Client(intents=discord.Intents.none())
    guard_event_parsers(client)
    parsers = client._connection.parsers
    parsers["GUILD_CREATE"](server)
    known = server["channels"][list(KINDS).index("voice")]
    channel = {"id": "7" if event == "CHANNEL_CREATE" else known["id"], "type": VOICE}
    parsers[event]({**channel, "guild_id": server["id"], "name": "lounge"})
    guild = client.get_guild(int(server["id"]))
    assert guild is not None
    told = guild.get_channel(int(channel["id"]))
    assert told is not None
    assert told.name == "lounge"
