"""What follows from the end of an answer, in the transaction that ends it."""

from datetime import datetime, timedelta
from typing import Final

from bot.jobs import DeliveryTarget, Request, RequestState, VideoState
from bot.jobs.notices import Notice, NoticeKind, NoticeState
from bot.policy.guild_settings import GuildSettings
from bot.store.backups import came_with_copy
from bot.store.database import Transaction, epoch
from bot.store.guild_settings import settings_of

_BETWEEN_REMINDERS: Final = timedelta(days=7)
_IS_SHOWN: Final = """
    EXISTS (SELECT 1 FROM notices WHERE kind = 'showcase' AND video_id = :video_id
        AND guild_id = :guild_id AND NOT (state = 'dropped' AND reason IS NOT 'post-unknown'))
"""


def follow_up(transaction: Transaction, request: Request, now: datetime, *, has_link: bool) -> None:
    """Set going what a server's settings want of an answer that has just ended.

    ``has_link``: whether the answer brings a video by a link, which will end.
    """
    settings = settings_of(transaction, request.guild_id)
    if has_link and settings.keeps_copy:
        _create_attachment_job(
            transaction, request, request.delivery_channel_id, request.message_id, now
        )
    if request.state is RequestState.POSTED and _is_to_be_showcased(request, settings):
        if settings.approves_showcase:
            _ask_for_approval(transaction, request, settings.moderators_channel_id, now)
        else:
            _create_showcase(transaction, request, settings.showcase_channel_id, now)
    if request.state is RequestState.UNDELIVERABLE:
        _notify_moderators(transaction, request, settings.moderators_channel_id, now)


def follow_up_showcase(
    transaction: Transaction, notice: Notice, now: datetime, *, has_link: bool
) -> None:
    """Set going what a server's settings want of a showing that has just ended."""
    settings = settings_of(transaction, notice.guild_id)
    if notice.state is NoticeState.POSTED:
        if has_link and settings.keeps_copy:
            _create_attachment_job(
                transaction,
                notice,
                notice.channel_id,
                notice.message_id,
                now,
                is_showcase=True,
            )
    elif notice.reason is not None:
        _notify_showcase_refused(transaction, notice, settings.moderators_channel_id, now)


def approve_showcase(transaction: Transaction, request: Request, now: datetime) -> bool:
    """Let a video be shown that a moderator approved; False where it is not to be any more."""
    settings = settings_of(transaction, request.guild_id)
    is_posted = request.state is RequestState.POSTED and request.deleted_at is None
    if not is_posted or not _is_to_be_showcased(request, settings):
        return False
    _create_showcase(transaction, request, settings.showcase_channel_id, now)
    return True


def _is_to_be_showcased(request: Request, settings: GuildSettings) -> bool:
    """Return whether a posted answer may be shown; who sees its channel is looked at later."""
    return (
        request.outcome is VideoState.READY
        and request.target is DeliveryTarget.ORIGIN
        and settings.showcase_channel_id not in (None, request.channel_id)
    )


def _create_showcase(
    transaction: Transaction, request: Request, channel_id: int | None, now: datetime
) -> None:
    """Let a video be shown, unless it was, or may have been."""
    _create(transaction, NoticeKind.SHOWCASE, request, channel_id, now)


def _ask_for_approval(
    transaction: Transaction, request: Request, channel_id: int | None, now: datetime
) -> None:
    """Let moderators be asked whether a video is to be shown, once, unless it was.

    Without a channel for that nobody can approve, so nothing is shown.
    """
    if channel_id is not None:
        _create(
            transaction, NoticeKind.SHOWCASE_APPROVAL, request, channel_id, now, unless=_IS_SHOWN
        )


def _create(
    transaction: Transaction,
    kind: NoticeKind,
    request: Request,
    channel_id: int | None,
    now: datetime,
    *,
    unless: str = "FALSE",
) -> None:
    """Create a notice of which a video has one in a server; one that was dropped comes again.

    It could not be sent yet, since the video was requested where not everyone may look, for
    example. ``unless``: SQL for when there is to be none.
    """
    transaction.execute(
        "INSERT INTO notices (kind, request_id, video_id, guild_id, channel_id, state,"
        "  first_send_at, due_at, created_at)"
        f" SELECT '{kind}', :request_id, :video_id, :guild_id, :channel_id, 'posting',"
        f"  :first_send_at, :now, :now WHERE NOT ({unless})"
        f" ON CONFLICT (video_id, guild_id) WHERE kind = '{kind}' DO UPDATE SET"
        "  request_id = excluded.request_id, channel_id = excluded.channel_id, state = 'posting',"
        "  reason = NULL, first_send_at = excluded.first_send_at, attempts = 0,"
        "  due_at = excluded.due_at, created_at = excluded.created_at, finished_at = NULL"
        " WHERE notices.state = 'dropped' AND notices.reason IS NOT 'post-unknown'",
        {
            "request_id": request.request_id,
            "video_id": request.video_id,
            "guild_id": request.guild_id,
            "channel_id": channel_id,
            "first_send_at": _first_send_at(transaction, request),
            "now": epoch(now),
        },
    )


def _first_send_at(transaction: Transaction, request: Request) -> float | None:
    """Return since when what follows from an answer may be posted; None when it can't be yet."""
    is_doubtful = came_with_copy(transaction, request.created_at)
    return epoch(request.created_at) if is_doubtful else None


def _create_attachment_job(
    transaction: Transaction,
    about: Request | Notice,
    channel_id: int | None,
    message_id: int | None,
    now: datetime,
    *,
    is_showcase: bool = False,
) -> None:
    """Let a copy be attached to the message with the link."""
    transaction.execute(
        "INSERT INTO attachment_jobs (message_id, request_id, channel_id, is_showcase, state,"
        "  due_at, created_at) VALUES (:message_id, :request_id, :channel_id, :is_showcase,"
        "  'due', :now, :now) ON CONFLICT DO NOTHING",
        {
            "message_id": message_id,
            "request_id": about.request_id,
            "channel_id": channel_id,
            "is_showcase": is_showcase,
            "now": epoch(now),
        },
    )


def _notify_showcase_refused(
    transaction: Transaction, notice: Notice, channel_id: int | None, now: datetime
) -> None:
    """Let moderators be told that the showcase channel can't be used: not with every video."""
    if channel_id is None:
        return
    transaction.execute(
        "INSERT INTO notices (kind, request_id, guild_id, channel_id, state, reason, due_at,"
        "  created_at) SELECT 'showcase-refused', :request_id, :guild_id, :channel_id, 'posting',"
        "  :reason, :now, :now WHERE NOT EXISTS (SELECT 1 FROM notices"
        "   WHERE kind = 'showcase-refused' AND guild_id = :guild_id AND created_at > :since)",
        {
            "request_id": notice.request_id,
            "guild_id": notice.guild_id,
            "channel_id": channel_id,
            "reason": notice.reason,
            "now": epoch(now),
            "since": epoch(now - _BETWEEN_REMINDERS),
        },
    )


def _notify_moderators(
    transaction: Transaction, request: Request, channel_id: int | None, now: datetime
) -> None:
    """Let moderators be told why an answer could not be delivered, once."""
    if channel_id is None:
        return
    transaction.execute(
        "INSERT INTO notices (kind, request_id, guild_id, channel_id, state, reason,"
        "  first_send_at, due_at, created_at) VALUES (:kind, :request_id, :guild_id, :channel_id,"
        "  'posting', :reason, :first_send_at, :now, :now) ON CONFLICT DO NOTHING",
        {
            "kind": NoticeKind.UNDELIVERABLE,
            "request_id": request.request_id,
            "guild_id": request.guild_id,
            "channel_id": channel_id,
            "reason": request.reason,
            "first_send_at": _first_send_at(transaction, request),
            "now": epoch(now),
        },
    )
