"""What it takes to see a channel's messages: in a voice or stage channel Connect as well.

Discord's reference (Get Channel Messages): "If the channel is a voice channel, they must also have
the CONNECT permission". discord.py's ``permissions_for`` leaves View Channel to who lacks it.
"""

from typing import Final

import discord

VOICE_KINDS: Final = frozenset(
    {discord.ChannelType.voice.value, discord.ChannelType.stage_voice.value}
)
"""The kinds of channels, in Discord's reference, that people connect to."""


def needs_connect(channel: object) -> bool:
    """Return whether a channel is one that people connect to."""
    kind = getattr(channel, "type", None)
    return isinstance(kind, discord.ChannelType) and kind.value in VOICE_KINDS


def can_view(channel: object, held: discord.Permissions) -> bool:
    """Return whether who holds these permissions in a channel sees it and what is written there."""
    return held.view_channel and (held.connect or not needs_connect(channel))
