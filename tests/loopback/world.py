"""The loopback Discord's servers, channels, roles and people: their permissions and payloads."""

import itertools
import time
from dataclasses import dataclass, field
from enum import IntFlag
from typing import Any

Json = dict[str, Any]

DISCORD_EPOCH = 1_420_070_400_000  # milliseconds
TEXT, DM, VOICE, STAGE, FORUM = 0, 1, 2, 13, 15
NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12
THREADS = (NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD)

_counter = itertools.count(1)


def snowflake() -> int:
    """Return a fresh id that carries the present time, as Discord's do."""
    return ((int(time.time() * 1000) - DISCORD_EPOCH) << 22) | (next(_counter) & 0x3FFFFF)


class Permission(IntFlag):
    """The permission bits that the bot's work touches."""

    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    CONNECT = 1 << 20
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    SEND_MESSAGES_IN_THREADS = 1 << 38
    PIN_MESSAGES = 1 << 51


EVERYTHING = Permission((1 << 50) - 1)
NOTHING = Permission(0)
USUAL = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.CONNECT
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.ADD_REACTIONS
    | Permission.PIN_MESSAGES
)


@dataclass(eq=False)
class User:
    """An account. ``dms_open`` tells whether it takes direct messages from the bot."""

    name: str
    bot: bool = False
    dms_open: bool = True
    user_id: int = field(default_factory=snowflake)

    def payload(self) -> Json:
        """Return the user object."""
        return {
            "id": str(self.user_id),
            "username": self.name,
            "discriminator": "0",
            "global_name": self.name.title(),
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "flags": 0,
        }


@dataclass(eq=False)
class Role:
    """A role of a server; the server's own id is the role @everyone."""

    name: str
    permissions: Permission = NOTHING
    mentionable: bool = False
    role_id: int = field(default_factory=snowflake)

    def payload(self) -> Json:
        """Return the role object."""
        return {
            "id": str(self.role_id),
            "name": self.name,
            "permissions": str(int(self.permissions)),
            "mentionable": self.mentionable,
            "position": 0 if self.name == "@everyone" else 1,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "flags": 0,
        }


@dataclass(eq=False)
class Member:
    """A user in a server."""

    user: User
    guild: "Guild"
    roles: list[Role] = field(default_factory=list)
    locale: str = "en-US"

    @property
    def user_id(self) -> int:
        """The account's id."""
        return self.user.user_id

    def payload(self) -> Json:
        """Return the member object, user included."""
        return {
            "user": self.user.payload(),
            "roles": [str(role.role_id) for role in self.roles],
            "joined_at": "2025-01-01T00:00:00+00:00",
            "nick": None,
            "avatar": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "premium_since": None,
            "communication_disabled_until": None,
        }


VOICE_KINDS = (VOICE, STAGE)
_SPECIAL_PARTS: dict[int, Json] = {
    VOICE: {"bitrate": 64_000, "user_limit": 0, "rtc_region": None},
    STAGE: {"bitrate": 64_000, "user_limit": 10_000, "rtc_region": None},
    FORUM: {"available_tags": []},
}


@dataclass(eq=False)
class Channel:
    """A text or voice channel, thread, forum or direct-message channel (then ``guild`` is None)."""

    name: str
    guild: "Guild | None" = None
    kind: int = TEXT
    parent: "Channel | None" = None
    recipient: User | None = None
    locked: bool = False
    archived: bool = False
    deleted: bool = False
    nsfw: bool = False
    overwrites: dict[int, tuple[Permission, Permission]] = field(default_factory=dict)
    channel_id: int = field(default_factory=snowflake)

    @property
    def is_thread(self) -> bool:
        """Whether this is a thread of another channel."""
        return self.kind in THREADS

    def deny(self, who: Member | Role, permission: Permission) -> None:
        """Take a permission from a member or role in this channel."""
        key = who.user_id if isinstance(who, Member) else who.role_id
        allowed, denied = self.overwrites.get(key, (NOTHING, NOTHING))
        self.overwrites[key] = (allowed & ~permission, denied | permission)

    def payload(self) -> Json:
        """Return the channel object of its kind."""
        if self.guild is None:
            recipient = [self.recipient.payload()] if self.recipient else []
            return {"id": str(self.channel_id), "type": DM, "recipients": recipient, "flags": 0}
        common = {
            "id": str(self.channel_id),
            "type": self.kind,
            "guild_id": str(self.guild.guild_id),
            "name": self.name,
            "parent_id": str(self.parent.channel_id) if self.parent else None,
            "last_message_id": None,
            "rate_limit_per_user": 0,
            "flags": 0,
        }
        return common | (self._thread_part() if self.is_thread else self._text_part())

    def _text_part(self) -> Json:
        return {
            "position": 0,
            "topic": None,
            "nsfw": self.nsfw,
            "permission_overwrites": [
                {
                    "id": str(key),
                    "type": 0 if any(r.role_id == key for r in self._roles()) else 1,
                    "allow": str(int(allowed)),
                    "deny": str(int(denied)),
                }
                for key, (allowed, denied) in self.overwrites.items()
            ],
        } | _SPECIAL_PARTS.get(self.kind, {})

    def _roles(self) -> list[Role]:
        return self.guild.roles if self.guild else []

    def _thread_part(self) -> Json:
        return {
            "owner_id": str(self.guild.owner.user_id if self.guild else 0),
            "message_count": 0,
            "member_count": 1,
            "thread_metadata": {
                "archived": self.archived,
                "locked": self.locked,
                "auto_archive_duration": 1440,
                "archive_timestamp": "2025-01-01T00:00:00+00:00",
            },
        }


@dataclass(eq=False)
class Guild:
    """A server. The bot's own member is ``me``."""

    name: str
    owner: User
    everyone: Role
    bot_role: Role
    guild_id: int = field(default_factory=snowflake)
    roles: list[Role] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    bot_left: bool = False
    boost_limit: int | None = None
    system_channel_id: int | None = None
    inviter: User | None = None
    """Who brought the bot, where that is somebody else than the owner."""

    def __post_init__(self) -> None:
        """Make @everyone the role that has the server's id."""
        self.everyone.role_id = self.guild_id
        self.roles += [self.everyone, self.bot_role]

    def member_of(self, user: User) -> Member:
        """Return a user's membership."""
        return self.members[user.user_id]

    def payload(self) -> Json:
        """Return the server object as GUILD_CREATE carries it."""
        standing = [c for c in self.channels if not c.deleted]
        return {
            "id": str(self.guild_id),
            "name": self.name,
            "owner_id": str(self.owner.user_id),
            "unavailable": False,
            "joined_at": "2025-01-01T00:00:00+00:00",
            "member_count": len(self.members),
            "large": False,
            "roles": [role.payload() for role in self.roles],
            "channels": [c.payload() for c in standing if not c.is_thread],
            "threads": [c.payload() for c in standing if c.is_thread and not c.archived],
            "members": [m.payload() for m in self.members.values() if m.user.bot],
            "emojis": [],
            "stickers": [],
            "features": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
            "preferred_locale": "en-US",
            "premium_tier": 0,
            "system_channel_flags": 0,
            "system_channel_id": self.system_channel_id and str(self.system_channel_id),
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "afk_timeout": 300,
            "afk_channel_id": None,
            "icon": None,
            "description": None,
        }


def permissions_of(member: Member) -> Permission:
    """Compute what a member's roles allow, before any channel says otherwise."""
    base = member.guild.everyone.permissions
    for role in member.roles:
        base |= role.permissions
    return base


def permissions_in(member: Member, channel: Channel) -> Permission:
    """Compute a member's permissions in a channel; a thread has its parent's overwrites."""
    guild = member.guild
    if member.user is guild.owner:
        return EVERYTHING
    base = permissions_of(member)
    if base & Permission.ADMINISTRATOR:
        return EVERYTHING
    overwrites = (channel.parent if channel.is_thread and channel.parent else channel).overwrites
    allowed, denied = overwrites.get(guild.guild_id, (NOTHING, NOTHING))
    base = (base & ~denied) | allowed
    of_roles = [overwrites.get(role.role_id, (NOTHING, NOTHING)) for role in member.roles]
    for _, denied in of_roles:
        base &= ~denied
    for allowed, _ in of_roles:
        base |= allowed
    allowed, denied = overwrites.get(member.user_id, (NOTHING, NOTHING))
    return Permission((base & ~denied) | allowed)
