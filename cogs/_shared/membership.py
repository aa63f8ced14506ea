"""What of a member limits depend on, as Discord tells of them."""

import discord

from bot.policy.guild_settings import Membership


def membership_of(user: discord.User | discord.Member) -> Membership:
    """Return a member's roles, and whether they boost the server."""
    return Membership(
        # The ids as they came: the library's own list leaves out roles that it doesn't know yet.
        role_ids=frozenset(getattr(user, "_roles", ())),
        is_booster=getattr(user, "premium_since", None) is not None,
    )
