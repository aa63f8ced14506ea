"""Whom to speak to in a server that the bot has just come into."""

from dataclasses import dataclass
from typing import Any, Final

import discord

_NEWEST: Final = 10
"""How many bots' arrivals are looked through."""


@dataclass(frozen=True)
class GuildContacts:
    """Who brought the bot into a server, else its owner; and where it may speak to all, or None."""

    inviter_id: int
    system_channel_id: int | None


async def contacts_of(client: discord.Client, guild: discord.Guild) -> GuildContacts:
    """Return whom to speak to in a server. Raises what the library's HTTP client raises.

    Discord tells who invited a bot in the audit log only, which needs a permission that the bot
    does not ask for: without it, the owner is taken, whom every server's description names.
    """
    inviter_id = await _inviter_id(client, guild)
    return GuildContacts(inviter_id or guild.owner_id or 0, _speakable_system_channel(guild))


async def _inviter_id(client: discord.Client, guild: discord.Guild) -> int | None:
    # The library's types say so, but the gateway may not have told of the bot itself yet.
    me: discord.Member | None = guild.me
    if me is None or not me.guild_permissions.view_audit_log:
        return None
    try:
        log: Any = await client.http.get_audit_logs(
            guild.id, limit=_NEWEST, action_type=discord.AuditLogAction.bot_add.value
        )
    except discord.Forbidden:
        return None
    found = [entry for entry in log["audit_log_entries"] if int(entry["target_id"]) == me.id]
    return int(found[0]["user_id"]) if found else None


def _speakable_system_channel(guild: discord.Guild) -> int | None:
    channel, me = guild.system_channel, guild.me
    if channel is None or me is None:
        return None
    held = channel.permissions_for(me)
    return channel.id if held.view_channel and held.send_messages else None
