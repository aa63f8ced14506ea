"""What discord.py reads of a server's parts without looking whether it is there, filled in.

Discord's reference calls most of these fields optional. One of them missing in one channel takes
the whole server's GUILD_CREATE along: the bot would know none of its channels, roles or members.
"""

import logging
from collections.abc import Callable, Iterator
from typing import Any, Final

import discord

log = logging.getLogger(__name__)

Event = dict[str, Any]

THREADS: Final = frozenset({10, 11, 12})
ANY_CHANNEL: Final[Event] = {
    "name": "",
    "position": 0,
    "bitrate": 64_000,  # of voice and stage channels, bits/s
    "user_limit": 0,
    "permission_overwrites": [],
    "available_tags": [],
}
THREAD: Final[Event] = {
    "name": "",
    "parent_id": "0",
    "owner_id": "0",
    "message_count": 0,
    "member_count": 0,
}
THREAD_METADATA: Final[Event] = {
    "archived": False,
    "auto_archive_duration": 1440,
    "archive_timestamp": "2015-01-01T00:00:00+00:00",
}
_ROLE: Final[Event] = {"name": ""}
_MEMBER: Final[Event] = {"roles": [], "flags": 0}
_USER: Final[Event] = {"username": "", "discriminator": "0", "avatar": None}

_UNREAD: Final = (
    # Nobody here asks for these, so nothing in them can matter.
    "emojis",
    "stickers",
    "voice_states",
    "presences",
    "stage_instances",
    "guild_scheduled_events",
    "soundboard_sounds",
)
_PARTS: Final = ("roles", "channels", "members", "threads")


def with_defaults(given: Event, defaults: Event) -> Event:
    """Return a part of an event with what it lacks, or has as null."""
    return defaults | {name: value for name, value in given.items() if value is not None}


def filled_channel(channel: Event) -> Event:
    """Return a channel or thread with all that the library reads of one of its kind."""
    if channel.get("type") in THREADS:
        metadata = with_defaults(channel.get("thread_metadata") or {}, THREAD_METADATA)
        return with_defaults(channel, THREAD) | {"thread_metadata": metadata}
    return with_defaults(channel, ANY_CHANNEL)


def filled_guild(guild: Event) -> Event:
    """Return a GUILD_CREATE with all that the library reads of its parts, and no part unread."""
    fill: dict[str, Callable[[Event], Event]] = {
        "roles": lambda role: with_defaults(role, _ROLE),
        "channels": filled_channel,
        "members": _filled_member,
        "threads": filled_channel,
    }
    whole = dict(guild)
    for name, one in fill.items():
        if name in guild:
            whole[name] = list(_filled(name, one, guild[name]))
    return whole | {name: [] for name in _UNREAD if name in guild}


def readable_guild(state: Any, guild: Event) -> Event:  # noqa: ANN401 - the library's own
    """Return a GUILD_CREATE without the channels, roles, members and threads that can't be read.

    ``state`` is the library's connection state; each part is tried in a server of its own.
    """
    whole = dict(guild)
    for name in _PARTS:
        whole[name] = [
            part for part in _objects(guild.get(name)) if _is_readable(state, name, part)
        ]
    return whole


def _objects(parts: object) -> Iterator[Event]:
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict):
            yield part


def _filled(name: str, fill: Callable[[Event], Event], parts: object) -> Iterator[Event]:
    for part in _objects(parts):
        try:
            yield fill(part)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other parts count
            log.warning("one of the %s of a server of Discord's is odd: %r", name, error)


def _filled_member(member: Event) -> Event:
    user = with_defaults(member.get("user") or {}, _USER)
    return with_defaults(member, _MEMBER) | {"user": user}


def _is_readable(state: Any, name: str, part: Event) -> bool:  # noqa: ANN401 - the library's own
    try:
        trial: Any = {"id": "0", name: [part]}
        discord.Guild(data=trial, state=state)
    except Exception as error:  # noqa: BLE001 - whatever it is, the server's other parts count
        log.warning("one of the %s of a server of Discord's can't be read: %r", name, error)
        return False
    return True
