"""What follows from the end of an answer, in the transaction that ends it."""

from datetime import datetime

from bot.bulletins import BulletinKind
from bot.jobs import Request, RequestState
from bot.store.database import Statements, epoch
from bot.store.settings import settings_of


def follow_up(statements: Statements, request: Request, now: datetime, *, has_link: bool) -> None:
    """Set going what a server's settings want of an answer that has just ended.

    ``has_link``: whether the answer brings a video by a link, which will end.
    """
    settings = settings_of(statements, request.guild_id)
    if has_link and settings.keeps_copy:
        _keep_copy(statements, request, now)
    if request.state is RequestState.UNDELIVERABLE:
        _tell_moderators(statements, request, settings.moderators_channel_id, now)


def _keep_copy(statements: Statements, request: Request, now: datetime) -> None:
    """Let a copy be attached to the message with the link."""
    statements.run(
        "INSERT INTO keepsakes (message_id, request_id, channel_id, state, due_at, created_at)"
        " VALUES (:message_id, :request_id, :channel_id, 'due', :now, :now)"
        " ON CONFLICT DO NOTHING",
        {
            "message_id": request.message_id,
            "request_id": request.request_id,
            "channel_id": request.place_id,
            "now": epoch(now),
        },
    )


def _tell_moderators(
    statements: Statements, request: Request, channel_id: int | None, now: datetime
) -> None:
    """Let moderators be told why an answer could not be delivered, once."""
    if channel_id is None:
        return
    statements.run(
        "INSERT INTO bulletins (kind, request_id, guild_id, channel_id, state, reason, due_at,"
        "  created_at) VALUES (:kind, :request_id, :guild_id, :channel_id, 'posting', :reason,"
        "  :now, :now) ON CONFLICT DO NOTHING",
        {
            "kind": BulletinKind.UNDELIVERABLE,
            "request_id": request.request_id,
            "guild_id": request.guild_id,
            "channel_id": channel_id,
            "reason": request.reason,
            "now": epoch(now),
        },
    )
