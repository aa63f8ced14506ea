"""What follows from the end of an answer, in the transaction that ends it."""

from datetime import datetime, timedelta
from typing import Final

from bot.jobs import Request, RequestState, Target, VideoState
from bot.jobs.notices import Bulletin, BulletinKind, BulletinState
from bot.policy.guild_settings import ServerSettings
from bot.store.backups import came_with_copy
from bot.store.database import Statements, epoch
from bot.store.guild_settings import settings_of

_BETWEEN_REMINDERS: Final = timedelta(days=7)


def follow_up(statements: Statements, request: Request, now: datetime, *, has_link: bool) -> None:
    """Set going what a server's settings want of an answer that has just ended.

    ``has_link``: whether the answer brings a video by a link, which will end.
    """
    settings = settings_of(statements, request.guild_id)
    if has_link and settings.keeps_copy:
        _keep_copy(statements, request, request.place_id, request.message_id, now)
    if request.state is RequestState.POSTED and _is_to_be_shown(request, settings):
        _show(statements, request, settings.showcase_channel_id, now)
    if request.state is RequestState.UNDELIVERABLE:
        _tell_moderators(statements, request, settings.moderators_channel_id, now)


def follow_up_showing(
    statements: Statements, bulletin: Bulletin, now: datetime, *, has_link: bool
) -> None:
    """Set going what a server's settings want of a showing that has just ended."""
    settings = settings_of(statements, bulletin.guild_id)
    if bulletin.state is BulletinState.POSTED:
        if has_link and settings.keeps_copy:
            _keep_copy(
                statements,
                bulletin,
                bulletin.channel_id,
                bulletin.message_id,
                now,
                is_showing=True,
            )
    elif bulletin.reason is not None:
        _tell_unshown(statements, bulletin, settings.moderators_channel_id, now)


def _is_to_be_shown(request: Request, settings: ServerSettings) -> bool:
    """Tell whether a posted answer may be shown; who sees its channel is looked at later."""
    return (
        request.verdict is VideoState.READY
        and request.target is Target.ASKED
        and settings.showcase_channel_id not in (None, request.channel_id)
    )


def _show(statements: Statements, request: Request, channel_id: int | None, now: datetime) -> None:
    """Let a video be shown, unless it was, or may have been.

    One that could not be shown yet, since it was asked for where not everyone may look, may be now.
    """
    statements.run(
        "INSERT INTO bulletins (kind, request_id, video_id, guild_id, channel_id, state,"
        "  posting_at, due_at, created_at) VALUES ('showing', :request_id, :video_id, :guild_id,"
        "  :channel_id, 'posting', :posting_at, :now, :now)"
        " ON CONFLICT (video_id, guild_id) WHERE kind = 'showing' DO UPDATE SET"
        "  request_id = excluded.request_id, channel_id = excluded.channel_id, state = 'posting',"
        "  reason = NULL, posting_at = excluded.posting_at, attempts = 0, due_at = excluded.due_at,"
        "  created_at = excluded.created_at, finished_at = NULL"
        " WHERE bulletins.state = 'dropped' AND bulletins.reason IS NOT 'post-unknown'",
        {
            "request_id": request.request_id,
            "video_id": request.video_id,
            "guild_id": request.guild_id,
            "channel_id": channel_id,
            "posting_at": _posting_at(statements, request),
            "now": epoch(now),
        },
    )


def _posting_at(statements: Statements, request: Request) -> float | None:
    """Give since when what follows from an answer may be posted; None when it can't be yet."""
    is_doubtful = came_with_copy(statements, request.created_at)
    return epoch(request.created_at) if is_doubtful else None


def _keep_copy(
    statements: Statements,
    about: Request | Bulletin,
    channel_id: int | None,
    message_id: int | None,
    now: datetime,
    *,
    is_showing: bool = False,
) -> None:
    """Let a copy be attached to the message with the link."""
    statements.run(
        "INSERT INTO keepsakes (message_id, request_id, channel_id, is_showing, state, due_at,"
        "  created_at) VALUES (:message_id, :request_id, :channel_id, :is_showing, 'due', :now,"
        "  :now) ON CONFLICT DO NOTHING",
        {
            "message_id": message_id,
            "request_id": about.request_id,
            "channel_id": channel_id,
            "is_showing": is_showing,
            "now": epoch(now),
        },
    )


def _tell_unshown(
    statements: Statements, bulletin: Bulletin, channel_id: int | None, now: datetime
) -> None:
    """Let moderators be told that the showcase channel can't be used: not with every video."""
    if channel_id is None:
        return
    statements.run(
        "INSERT INTO bulletins (kind, request_id, guild_id, channel_id, state, reason, due_at,"
        "  created_at) SELECT 'unshown', :request_id, :guild_id, :channel_id, 'posting', :reason,"
        "  :now, :now WHERE NOT EXISTS (SELECT 1 FROM bulletins"
        "   WHERE kind = 'unshown' AND guild_id = :guild_id AND created_at > :since)",
        {
            "request_id": bulletin.request_id,
            "guild_id": bulletin.guild_id,
            "channel_id": channel_id,
            "reason": bulletin.reason,
            "now": epoch(now),
            "since": epoch(now - _BETWEEN_REMINDERS),
        },
    )


def _tell_moderators(
    statements: Statements, request: Request, channel_id: int | None, now: datetime
) -> None:
    """Let moderators be told why an answer could not be delivered, once."""
    if channel_id is None:
        return
    statements.run(
        "INSERT INTO bulletins (kind, request_id, guild_id, channel_id, state, reason,"
        "  posting_at, due_at, created_at) VALUES (:kind, :request_id, :guild_id, :channel_id,"
        "  'posting', :reason, :posting_at, :now, :now) ON CONFLICT DO NOTHING",
        {
            "kind": BulletinKind.UNDELIVERABLE,
            "request_id": request.request_id,
            "guild_id": request.guild_id,
            "channel_id": channel_id,
            "reason": request.reason,
            "posting_at": _posting_at(statements, request),
            "now": epoch(now),
        },
    )
