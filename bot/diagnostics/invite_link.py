"""What the bot must be allowed to do, and the link that adds it to a server with just that."""

from typing import Final
from urllib.parse import urlencode

SCOPES: Final = ("bot", "applications.commands")

IN_SERVERS: Final = "0"
"""Discord's number for an installation in a server, as opposed to one by a user."""

_ATTACH_FILES: Final = "Attach Files"
_PERMISSIONS: Final = {
    "View Channels": 1 << 10,
    "Send Messages": 1 << 11,
    "Embed Links": 1 << 14,
    _ATTACH_FILES: 1 << 15,
    "Read Message History": 1 << 16,
    "Send Messages in Threads": 1 << 38,
}
_ADMINISTRATOR: Final = 1 << 3


def required_permissions(*, attaches_files: bool) -> dict[str, int]:
    """Return the bits of the permissions that the bot needs, by their names in Discord."""
    return {
        name: bit for name, bit in _PERMISSIONS.items() if attaches_files or name != _ATTACH_FILES
    }


def missing_permissions(held: int, wanted: dict[str, int]) -> list[str]:
    """Return the names of what is wanted and not held; an administrator lacks nothing."""
    if held & _ADMINISTRATOR:
        return []
    return [name for name, bit in wanted.items() if not held & bit]


def invite_link(application_id: str, wanted: dict[str, int]) -> str:
    """Return the address at which a server's manager adds the bot with these permissions."""
    query = {
        "client_id": application_id,
        "scope": " ".join(SCOPES),
        "permissions": str(sum(wanted.values())),
    }
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"
