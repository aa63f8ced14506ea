"""The loopback Discord's messages: what stands in a channel, what was edited, who was pinged."""

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.loopback.bodies import COMPONENTS_V2, EPHEMERAL, LOADING, TEXT_DISPLAY, walk
from tests.loopback.world import Channel, Json, Member, Permission, User, permissions_in, snowflake

CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


@dataclass
class Attachment:
    """A file that was uploaded with a message."""

    filename: str
    content: bytes
    content_type: str
    attachment_id: int = field(default_factory=snowflake)
    description: str | None = None

    def payload(self, base: str) -> Json:
        """Return the attachment object; its address serves the bytes."""
        url = f"{base}/attachments/{self.attachment_id}/{self.filename}"
        return {
            "id": str(self.attachment_id),
            "filename": self.filename,
            "size": len(self.content),
            "url": url,
            "proxy_url": url,
            "content_type": self.content_type,
        } | ({"description": self.description} if self.description else {})


@dataclass(eq=False)
class Message:
    """A message, with every text it had and everyone it pinged.

    ``seen_by`` is set for ephemeral messages: they stand in no channel.
    """

    channel: Channel
    author: User
    body: Json
    flags: int = 0
    kind: int = 0
    seen_by: int | None = None
    interaction: Json | None = None
    attachments: list[Attachment] = field(default_factory=list)
    message_id: int = field(default_factory=snowflake)
    created_at: float = field(default_factory=time.monotonic)
    written_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    edited_at: datetime | None = None
    deleted: bool = False
    versions: list[str] = field(default_factory=list)
    pings: set[int | str] = field(default_factory=set)
    pinned: bool = False
    reactions: dict[str, set[int]] = field(default_factory=dict)
    """Who reacted, by emoji."""

    @property
    def content(self) -> str:
        """The plain text."""
        return self.body.get("content") or ""

    @property
    def embeds(self) -> list[Json]:
        """The embeds."""
        return self.body.get("embeds") or []

    @property
    def components(self) -> list[Json]:
        """Every component, nested ones included."""
        return list(walk(self.body.get("components")))

    @property
    def text(self) -> str:
        """Everything that a person reads: content, embeds, text displays, button labels."""
        parts: list[str | None] = [self.content]
        for embed in self.embeds:
            parts += [embed.get("title"), embed.get("description"), embed.get("url")]
            parts.append((embed.get("footer") or {}).get("text"))
            parts.append((embed.get("author") or {}).get("name"))
            for item in embed.get("fields") or []:
                parts += [item.get("name"), item.get("value")]
        parts += [c.get("content") or c.get("label") for c in self.components]
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> dict[str, str]:
        """The buttons that can be clicked: label to custom id."""
        return {
            c.get("label") or str(c.get("emoji")): c["custom_id"]
            for c in self.components
            if c.get("type") == 2 and "custom_id" in c and not c.get("disabled")
        }

    @property
    def is_loading(self) -> bool:
        """Whether this is still the "is thinking…" of a deferred answer."""
        return bool(self.flags & LOADING)

    @property
    def is_ephemeral(self) -> bool:
        """Whether one member alone sees it."""
        return bool(self.flags & EPHEMERAL)

    def apply(self, body: Json, files: list[Attachment]) -> None:
        """Take over what a body says, as a creation or an edit."""
        shown = ("content", "embeds", "components", "allowed_mentions")
        self.body |= {key: body[key] for key in shown if key in body}
        self.flags |= (body.get("flags") or 0) & (COMPONENTS_V2 | 1 << 2 | 1 << 12)
        if body.get("attachments") is not None and self.versions:
            kept = {str(item.get("id")) for item in body["attachments"]}
            self.attachments = [a for a in self.attachments if str(a.attachment_id) in kept]
        described = {str(one.get("id")): one for one in body.get("attachments") or []}
        for number, file in enumerate(files):
            file.description = described.get(str(number), {}).get("description")
        self.attachments += files
        self.flags &= ~LOADING
        self.versions.append(self.text)
        self.pings |= pinged(self, body.get("allowed_mentions"))

    def payload(self, base: str, reader: int = 0) -> Json:
        """Return the message object as one account reads it."""
        known = self.channel.guild.members if self.channel.guild else {}
        mentioned = [known[user] for user in sorted(mentioned_users(self)) if user in known]
        data: Json = {
            "id": str(self.message_id),
            "channel_id": str(self.channel.channel_id),
            "author": self.author.payload(),
            "content": self.content,
            "timestamp": self.written_at.isoformat(),
            "edited_timestamp": self.edited_at.isoformat() if self.edited_at else None,
            "tts": False,
            "mention_everyone": "everyone" in self.pings,
            "mentions": [member.user.payload() for member in mentioned],
            "mention_roles": [],
            "attachments": [a.payload(base) for a in self.attachments],
            "embeds": [{"type": "rich"} | embed for embed in self.embeds],
            "components": self.body.get("components") or [],
            "pinned": self.pinned,
            "type": self.kind,
            "flags": self.flags,
        }
        if self.reactions:
            data["reactions"] = [
                {
                    "count": len(users),
                    "me": reader in users,
                    "emoji": {"id": None, "name": emoji},
                }
                for emoji, users in self.reactions.items()
            ]
        if self.interaction:
            data["interaction_metadata"] = self.interaction
        return data


def mentioned_users(message: Message) -> set[int]:
    """Return the users that a message's text names, quietly or not."""
    return {int(one) for one in re.findall(r"<@!?([0-9]{1,20})>", _spoken(message))}


def _spoken(message: Message) -> str:
    texts = [message.content]
    texts += [c.get("content") or "" for c in message.components if c["type"] == TEXT_DISPLAY]
    return CODE.sub(" ", "\n".join(texts))


def pinged(message: Message, allowed: object) -> set[int | str]:
    """Tell who is notified, by the text and ``allowed_mentions``, as Discord works it out.

    Without ``allowed_mentions`` everything named is; mentions inside embeds never are.
    """
    text = _spoken(message)
    users = mentioned_users(message)
    roles = {int(one) for one in re.findall(r"<@&([0-9]{1,20})>", text)}
    everyone = set(re.findall(r"@(everyone|here)\b", text))
    if isinstance(allowed, dict):
        parse = set(allowed.get("parse") or [])
        users &= users if "users" in parse else {int(u) for u in allowed.get("users") or []}
        roles &= roles if "roles" in parse else {int(r) for r in allowed.get("roles") or []}
        everyone = everyone if "everyone" in parse else set()
    guild = message.channel.guild
    if guild is None:
        return set(users)
    author = guild.members.get(message.author.user_id)
    may_all = author is not None and bool(
        permissions_in(author, message.channel) & Permission.MENTION_EVERYONE
    )
    mentionable = {r.role_id for r in guild.roles if r.mentionable or may_all}
    known = {user for user in users if user in guild.members}
    return {*known, *(roles & mentionable), *(everyone if may_all else set())}


class Nonces:
    """Remembers an author's nonces for a while: a repeat is answered with the first message."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._seen: dict[tuple[int, str], tuple[float, Message]] = {}

    def find(self, author: User, nonce: object) -> Message | None:
        """Return the message that a nonce made within the window."""
        at, message = self._seen.get((author.user_id, str(nonce)), (float("-inf"), None))
        return message if time.monotonic() - at <= self.seconds else None

    def keep(self, author: User, nonce: object, message: Message) -> None:
        """Remember a nonce."""
        self._seen[author.user_id, str(nonce)] = (time.monotonic(), message)

    def forget(self) -> None:
        """Let the window pass for all of them."""
        self._seen.clear()


def listed(messages: list[Message], query: dict[str, str]) -> list[Message]:
    """Choose from a channel's messages as GET …/messages does: newest first."""
    limit = max(1, min(100, int(query.get("limit", "50"))))
    newest = sorted(messages, key=lambda m: -m.message_id)
    if "before" in query:
        newest = [m for m in newest if m.message_id < int(query["before"])]
    if "after" in query:
        return [m for m in newest if m.message_id > int(query["after"])][-limit:]
    if "around" in query:
        middle = int(query["around"])
        near = sorted(newest, key=lambda m: abs(m.message_id - middle))[:limit]
        return sorted(near, key=lambda m: -m.message_id)
    return newest[:limit]


def may_read_history(reader: Member, channel: Channel) -> bool:
    """Return whether a member may read what was written before."""
    return bool(permissions_in(reader, channel) & Permission.READ_MESSAGE_HISTORY)
