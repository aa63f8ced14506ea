"""A message that is to be posted once, and one channel of a Discord that is the test's own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final

import discord

from bot.config import DeliverySettings
from bot.discord_client.message_target import Lookup, LookupResult, MessageTarget
from bot.jobs import FailureReason
from bot.messages.result import OutgoingMessage
from bot.workers.delivery.retry_policy import RetryPolicy
from bot.workers.delivery.send_once import SendOnce, SendPermit

START: Final = datetime(2026, 1, 1, tzinfo=UTC)
WINDOW: Final = timedelta(seconds=120)
SOON: Final = WINDOW / 4
MESSAGE: Final = OutgoingMessage(content="done")
HERE: Final = MessageTarget(channel_id=1, guild_id=2, key="k", nonce_prefix="", since_id=0)

TAKEN: Final = "taken"
LOST: Final = "lost"
ANSWER_LOST: Final = "answer lost"
REFUSED: Final = "refused"


def http_error(status: int, code: int) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="")
    return discord.HTTPException(response, {"code": code, "message": ""})


class Clock:
    """The time as the rule sees it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Channel:
    """One channel of a Discord that knows a nonce as long as it promises, and no longer."""

    clock: Clock
    posts: list[str] = field(default_factory=list)
    nonces: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    sending: str = TAKEN
    reading: Lookup | Exception | None = None
    """What reading it back comes to; None: what is there."""
    sends: int = 0

    async def send(
        self,
        target: MessageTarget,
        message: OutgoingMessage,
        *,
        kind: str,
        file: discord.File | None = None,
    ) -> int:
        assert file is None
        self.sends += 1
        if self.sending == REFUSED:
            raise http_error(403, 50013)
        if self.sending == LOST:
            raise TimeoutError
        nonce, now = target.nonce(kind), self.clock.now
        known_at, index = self.nonces.get(nonce, (None, 0))
        if known_at is None or now - known_at > WINDOW:
            self.posts.append(message.content or "")
            index = len(self.posts)
            self.nonces[nonce] = (now, index)
        if self.sending == ANSWER_LOST:
            raise TimeoutError
        return index

    async def read_back(self, _target: MessageTarget) -> LookupResult:
        if isinstance(self.reading, Exception):
            raise self.reading
        if self.reading is Lookup.UNREADABLE:
            return LookupResult(Lookup.UNREADABLE)
        if self.posts:
            return LookupResult(Lookup.FOUND, len(self.posts), is_result=True)
        return LookupResult(Lookup.MISSING)


@dataclass
class Message:
    """A message and its row."""

    clock: Clock
    first_send_at: datetime | None = START
    created_at: datetime = START
    attempts: int = 0
    is_new: bool = True
    takes: timedelta = timedelta()
    """How long what comes before sending takes, such as to fetch a file."""
    end: str | None = None
    due_at: datetime | None = None
    reason: FailureReason | None = None

    async def target(self) -> MessageTarget:
        return HERE

    async def send(self, permit: SendPermit) -> None:
        self.clock.now += self.takes
        await permit.send(MESSAGE, kind="v")
        self.end = "sent"

    def note_lookup(self, found: LookupResult) -> None:
        """What is looked for is seen by the calls."""

    async def keep_found(self, found: LookupResult) -> None:
        assert found.message_id == 1
        self.end = "found"

    async def keep_missing(self, now: datetime, *, is_exhausted: bool) -> bool:
        if is_exhausted:
            self.end = "late"
            return False
        self.first_send_at = now
        return True

    async def keep_unknown(self) -> None:
        self.end = "unknown"

    async def keep_refused(self, reason: FailureReason, _error: discord.HTTPException) -> None:
        self.end, self.reason = "refused", reason

    async def postpone(self, due_at: datetime, _error: Exception) -> None:
        self.attempts += 1
        self.due_at = due_at


@dataclass
class Scene:
    """A message, its channel, and the rule between them."""

    clock: Clock
    channel: Channel
    message: Message
    rule: SendOnce

    async def attempt(self) -> None:
        """Try once; from then on it may be there."""
        await self.rule.attempt(self.message)
        self.message.is_new = False


def scene_at(clock: Clock) -> Scene:
    channel = Channel(clock)
    settings = DeliverySettings(nonce_window_seconds=WINDOW.total_seconds())
    return Scene(
        clock, channel, Message(clock), SendOnce(channel, RetryPolicy(settings), clock=clock)
    )
