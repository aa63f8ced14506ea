"""Request bodies that the library writes otherwise than Discord's own description says.

Discord's OpenAPI description has every id as a string; discord.py 2.7.1 sends those of mentioned
users and of attachments as numbers. Both work today; only one is documented.
"""

from typing import Any

import discord


class Mentions(discord.AllowedMentions):
    """Who a message may ping, with ids as strings."""

    def to_dict(self) -> Any:  # noqa: ANN401 - the library's own type has numbers
        """Return the payload."""
        payload: dict[str, Any] = dict(super().to_dict())
        for kind in ("users", "roles"):
            if kind in payload:
                payload[kind] = [str(number) for number in payload[kind]]
        return payload

    def merge(self, other: discord.AllowedMentions) -> "Mentions":
        """Return these with the other's, which win."""
        merged = super().merge(other)
        return Mentions(
            everyone=merged.everyone,
            users=merged.users,
            roles=merged.roles,
            replied_user=merged.replied_user,
        )

    @classmethod
    def only(cls, user_id: int | None) -> "Mentions":
        """Allow one member to be pinged, and nobody else; None: nobody."""
        if user_id is None:
            return cls.none()
        return cls(everyone=False, roles=False, users=[discord.Object(user_id)], replied_user=False)


class Attachment(discord.File):
    """A file to attach, with its number as a string."""

    def to_dict(self, index: int) -> dict[str, Any]:
        """Return the payload."""
        return {**super().to_dict(index), "id": str(index)}
