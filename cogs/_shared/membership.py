"""What of a member limits and permissions depend on, as Discord tells of them."""

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.policy.guild_settings import Membership


def membership_of(user: discord.User | discord.Member) -> Membership:
    """Return a member's roles, and whether they boost the server."""
    return Membership(
        # The ids as they came: the library's own list leaves out roles that it doesn't know yet.
        role_ids=frozenset(getattr(user, "_roles", ())),
        is_booster=getattr(user, "premium_since", None) is not None,
    )


def is_moderator(interaction: Interaction) -> bool:
    """Return whether whoever acts may see and control the whole server's videos."""
    return interaction.permissions.manage_guild


def check_moderator(interaction: Interaction) -> None:
    """Check that whoever acts may manage the server. Raises UserError."""
    if not is_moderator(interaction):
        raise UserError("error-not-allowed")
