"""What the bot may do in a channel that somebody chose, told in words when it is too little."""

from typing import Final

import discord

from bot.discord_client.channel_permissions import can_view, needs_connect
from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.i18n.texts import format_items, translate

POSTS_VIDEOS: Final = (
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
)
LISTS_BEST: Final = ("pin_messages", "add_reactions")
TELLS: Final = ("view_channel", "send_messages", "embed_links")


def missing_in(interaction: Interaction, channel_id: int, needed: tuple[str, ...]) -> list[str]:
    """Return what the bot may not do in a channel, as Discord calls it in the member's language.

    Raises UserError when the channel, or the bot's own roles, are not known.
    """
    guild = interaction.guild
    channel = guild.get_channel(channel_id) if guild is not None else None
    if guild is None or channel is None:
        raise UserError("error-channel-unknown")
    # The library's types say so, but the gateway may not have told of the bot itself yet.
    me: discord.Member | None = guild.me
    if me is None:
        raise UserError("error-channel-unknown")
    held = channel.permissions_for(me)
    locale = str(interaction.locale)
    return [
        translate(f"permission-{name.replace('_', '-')}", locale)
        for name in (*needed, *(("connect",) if needs_connect(channel) else ()))
        if not getattr(held, name)
    ]


def check_channel(interaction: Interaction, channel_id: int, needed: tuple[str, ...]) -> None:
    """Check that the bot may work in a channel. Raises UserError with what is missing."""
    if missing := missing_in(interaction, channel_id, needed):
        locale = str(interaction.locale)
        raise UserError(
            "error-channel-permissions",
            channel=f"<#{channel_id}>",
            permissions=format_items(missing, locale),
        )


def is_public(interaction: Interaction, channel_id: int) -> bool:
    """Return whether everybody in the server can read a channel, as far as that is known."""
    guild = interaction.guild
    channel = guild.get_channel(channel_id) if guild is not None else None
    if guild is None or channel is None:
        return False
    return can_view(channel, channel.permissions_for(guild.default_role))
