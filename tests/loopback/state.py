"""What the loopback Discord knows: servers, channels, messages, commands, interactions."""

from collections.abc import Iterable
from datetime import UTC, datetime

from tests.loopback.bodies import check_message
from tests.loopback.commands import IdSource, Registry
from tests.loopback.interactions import Interaction
from tests.loopback.messages import Attachment, Message, Nonces
from tests.loopback.refusals import Refusal
from tests.loopback.world import (
    DM,
    FORUM,
    PUBLIC_THREAD,
    VOICE_KINDS,
    Channel,
    Guild,
    Json,
    Member,
    Permission,
    User,
    permissions_in,
    snowflake,
)

UPLOAD_LIMIT = 10 << 20


class State:
    """Everything that outlives a request. Refusals are raised as Discord raises them."""

    def __init__(self, nonce_seconds: float) -> None:
        self.bot = User("bot", bot=True)
        self.users: dict[int, User] = {self.bot.user_id: self.bot}
        self.guilds: list[Guild] = []
        self.channels: dict[int, Channel] = {}
        self.messages: list[Message] = []
        self.by_channel: dict[int, list[Message]] = {}
        self.by_id: dict[int, Message] = {}
        self.files: dict[int, Attachment] = {}
        self.nonces = Nonces(nonce_seconds)
        self.registry = Registry()
        self.ids = IdSource(str(self.bot.user_id))
        self.interactions: dict[str, Interaction] = {}
        self.upload_limit = UPLOAD_LIMIT
        self.told_limit: int | None = None
        """What interactions tell instead: a member's own limit may be higher."""
        self.application: Json = {}
        """What the application's settings say beside or instead of the usual."""
        self.starts_left = 999
        self.deviations: list[str] = []
        self.base = ""

    def channel(self, channel_id: int, *needed: Permission) -> Channel:
        """Return a channel in which the bot has these permissions."""
        channel = self.channels.get(channel_id)
        if channel is None or channel.deleted:
            raise Refusal(10003)
        if channel.guild is None:
            return channel
        if channel.guild.bot_left:
            raise Refusal(50001)
        held = permissions_in(channel.guild.member_of(self.bot), channel)
        seeing = Permission.VIEW_CHANNEL
        if channel.kind in VOICE_KINDS:
            seeing |= Permission.CONNECT
        if held & seeing != seeing:
            raise Refusal(50001)
        if not all(held & permission for permission in needed):
            raise Refusal(50013)
        return channel

    def writable(self, channel_id: int, body: Json, files: int) -> Channel:
        """Return a channel in which the bot may post this."""
        channel = self.channel(channel_id)
        if channel.kind == FORUM:
            raise Refusal(50008)
        needed = [
            Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        ]
        needed += [Permission.ATTACH_FILES] if files else []
        needed += [Permission.EMBED_LINKS] if body.get("embeds") else []
        self.channel(channel_id, *needed)
        if channel.kind == DM and channel.recipient and not channel.recipient.dms_open:
            raise Refusal(50007)
        if channel.locked and not self._may_manage_threads(channel):
            raise Refusal(160005)
        return channel

    def _may_manage_threads(self, channel: Channel) -> bool:
        member = self.me(channel)
        held = permissions_in(member, channel) if member else Permission(0)
        return bool(held & Permission.MANAGE_THREADS)

    def me(self, channel: Channel) -> Member | None:
        """Return the bot's membership in a channel's server."""
        return channel.guild.member_of(self.bot) if channel.guild else None

    def message(self, channel: Channel, message_id: int) -> Message:
        """Return a message that stands in a channel."""
        message = self.by_id.get(message_id)
        if message is None or message.deleted or message.channel is not channel:
            raise Refusal(10008)
        if message.seen_by is not None:
            raise Refusal(10008)
        return message

    def standing(self, channel: Channel) -> list[Message]:
        """Return what everyone sees in a channel, oldest first."""
        every = self.by_channel.get(channel.channel_id, [])
        return [m for m in every if not m.deleted and m.seen_by is None]

    def uploads(self, files: Iterable[tuple[str, bytes, str]]) -> list[Attachment]:
        """Take files, up to the limit of an upload."""
        taken = [Attachment(name, content, kind) for name, content, kind in files]
        if sum(len(one.content) for one in taken) > self.upload_limit:
            raise Refusal(40005)
        self.files |= {one.attachment_id: one for one in taken}
        return taken

    def write(
        self,
        channel: Channel,
        author: User,
        body: Json,
        files: Iterable[tuple[str, bytes, str]] = (),
        **how: object,
    ) -> Message:
        """Check a body and make a message of it. ``how`` are further fields of the message."""
        given = list(files)
        self.deviations += check_message(body, len(given))
        message = Message(channel, author, {}, **how)  # type: ignore[arg-type]
        message.apply(body, self.uploads(given))
        channel.archived = False
        self.keep(message)
        return message

    def keep(self, message: Message) -> None:
        """Put a message among the others."""
        self.messages.append(message)
        self.by_id[message.message_id] = message
        self.by_channel.setdefault(message.channel.channel_id, []).append(message)

    def edit(
        self, message: Message, body: Json, files: Iterable[tuple[str, bytes, str]] = ()
    ) -> Message:
        """Check a body and change a message by it."""
        given = list(files)
        self.deviations += check_message(body, len(given), kept=len(message.attachments))
        message.apply(body, self.uploads(given))
        message.edited_at = datetime.now(UTC)
        return message

    def dm_with(self, user_id: int) -> Channel:
        """Return the bot's direct-message channel with a user, made when there is none."""
        user = self.users.get(user_id)
        if user is None:
            raise Refusal(10013)
        for channel in self.channels.values():
            if channel.kind == DM and channel.recipient is user:
                return channel
        return self.add_channel(Channel(f"dm-{user.name}", kind=DM, recipient=user))

    def add_channel(self, channel: Channel) -> Channel:
        """Put a channel into the world."""
        self.channels[channel.channel_id] = channel
        if channel.guild is not None:
            channel.guild.channels.append(channel)
        return channel

    def add_thread(self, parent: Channel, name: str, message_id: int | None = None) -> Channel:
        """Start a thread; one on a message has the message's id."""
        return self.add_channel(
            Channel(
                name,
                guild=parent.guild,
                kind=PUBLIC_THREAD,
                parent=parent,
                channel_id=message_id or snowflake(),
            )
        )
