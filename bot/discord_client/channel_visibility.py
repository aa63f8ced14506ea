"""Whether a finished video may be shown to a whole server, as Discord tells of its channels now.

Asked afresh, and failing closed: what was seen by the gateway may be out of date.
"""

from collections.abc import Mapping
from typing import Any, Final

import discord

from bot.discord_client.channel_permissions import VOICE_KINDS
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.http_errors import permanent_failure

# Kinds of channels, in Discord's reference.
_TEXT: Final = frozenset({0, 5})
_SOURCES: Final = _TEXT | VOICE_KINDS
_PUBLIC_THREADS: Final = frozenset({10, 11})
_WITH_THREADS: Final = frozenset({0, 5, 15, 16})

RawChannel = Mapping[str, Any]


async def may_be_showcased(
    messages: DiscordMessages, *, guild_id: int, source_id: int, showcase_id: int
) -> bool:
    """Return whether everyone of a server sees a channel, and may see its content in the showcase.

    Raises what ``DiscordMessages.fetch_channel`` raises;
    a source that can't be seen any more is not shown.
    """
    showcase = await messages.fetch_channel(showcase_id)
    try:
        source = await messages.fetch_channel(source_id)
        is_thread = source["type"] in _PUBLIC_THREADS
        home = await messages.fetch_channel(int(source["parent_id"])) if is_thread else source
    except discord.HTTPException as error:
        if permanent_failure(error) is None:
            raise
        return False
    if home["type"] not in (_WITH_THREADS if is_thread else _SOURCES):
        return False
    if showcase["type"] not in _TEXT:
        return False
    if any(int(channel["guild_id"]) != guild_id for channel in (home, showcase)):
        return False
    if home.get("nsfw") and not showcase.get("nsfw"):
        return False
    return is_visible_to_everyone(home, guild_id, await messages.everyone_permissions(guild_id))


def is_visible_to_everyone(channel: RawChannel, guild_id: int, of_everyone: int) -> bool:
    """Return whether @everyone, the role with the server's own id, sees a channel's messages.

    ``of_everyone``: what that role may do in the whole server.
    """
    held = discord.Permissions(of_everyone)
    if held.administrator:
        return True
    for overwrite in channel["permission_overwrites"]:
        if int(overwrite["id"]) == guild_id:
            held.handle_overwrite(int(overwrite["allow"]), int(overwrite["deny"]))
    return held.view_channel and (held.connect or channel["type"] not in VOICE_KINDS)
