"""A member's interaction with the bot: what was asked, and everything the member saw of it."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from tests.loopback.messages import Message
from tests.loopback.world import Channel, Json, Member, permissions_in, snowflake

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


@dataclass(eq=False)
class Interaction:
    """One interaction. ``original`` is the message of the first answer, ``followups`` the rest.

    ``answer`` is the type of the first answer (4 message, 5 deferred, 6 and 7 the same for an
    update, 8 choices, 9 modal), None when none came within three seconds.
    """

    kind: int
    member: Member
    channel: Channel
    data: Json
    source: Message | None = None
    interaction_id: int = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: "interaction-" + secrets.token_urlsafe(40))
    asked_at: float = field(default_factory=time.monotonic)
    answered_at: float | None = None
    answer: int | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    choices: list[Json] = field(default_factory=list)
    modal: Json | None = None
    _first: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def latency(self) -> float:
        """Seconds from asking to the first answer; infinite without one."""
        return float("inf") if self.answered_at is None else self.answered_at - self.asked_at

    @property
    def messages(self) -> list[Message]:
        """Every message that this interaction made or updated."""
        return [m for m in (self.original, *self.followups) if m is not None]

    @property
    def is_public(self) -> bool:
        """Whether it made a message that everyone sees and that says more than "…"."""
        number = str(self.interaction_id)
        made = [m for m in self.messages if m.interaction and m.interaction["id"] == number]
        return any(not m.is_ephemeral and _says_something(m) for m in made)

    @property
    def is_ephemeral(self) -> bool:
        """Whether the first answer's message is seen by the member alone."""
        return self.original is not None and self.original.is_ephemeral

    @property
    def text(self) -> str:
        """What the member reads now, in all its messages."""
        return "\n".join(m.text for m in self.messages if not m.is_loading and not m.deleted)

    @property
    def is_settled(self) -> bool:
        """Whether there is more than "is thinking…"."""
        shown = [m for m in self.messages if _says_something(m) and not m.deleted]
        return self.answer is not None and (self.answer != DEFERRED or bool(shown))

    def mark_answered(self, answer: int) -> None:
        """Note the first answer."""
        self.answer = answer
        self.answered_at = time.monotonic()
        self._first.set()

    async def first_answer(self, seconds: float) -> None:
        """Wait for the first answer, at most so long."""
        try:
            await asyncio.wait_for(self._first.wait(), seconds)
        except TimeoutError:
            return

    def metadata(self) -> Json:
        """Return what a message tells of the interaction that made it."""
        return {
            "id": str(self.interaction_id),
            "type": self.kind,
            "user": self.member.user.payload(),
            "authorizing_integration_owners": {},
        }

    def payload(self, bot: Member, base: str, upload_limit: int) -> Json:
        """Return the data of INTERACTION_CREATE."""
        guild = self.member.guild
        held = permissions_in(self.member, self.channel)
        ours = permissions_in(bot, self.channel)
        return {
            "id": str(self.interaction_id),
            "application_id": str(bot.user_id),
            "type": self.kind,
            "data": self.data,
            "token": self.token,
            "version": 1,
            "guild_id": str(guild.guild_id),
            "guild": {"id": str(guild.guild_id), "features": [], "locale": "en-US"},
            "channel_id": str(self.channel.channel_id),
            "channel": self.channel.payload() | {"permissions": str(int(held))},
            "member": self.member.payload() | {"permissions": str(int(held))},
            "app_permissions": str(int(ours)),
            "locale": self.member.locale,
            "guild_locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(guild.guild_id)},
            "context": 0,
            "attachment_size_limit": upload_limit,
        } | ({"message": self.source.payload(base)} if self.source else {})


def _says_something(message: Message) -> bool:
    return not message.is_loading and message.text != "…"
