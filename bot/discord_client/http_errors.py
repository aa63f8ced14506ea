"""What Discord's refusals mean: whether they pass, and why they stand."""

from typing import Final

import aiohttp
import discord

from bot.jobs import DeliveryTarget, FailureReason
from bot.jobs.events import EventDetail
from bot.jobs.notices import NoticeKind

TRANSIENT_ERRORS: Final = (discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError)
"""What says nothing of what was asked: Discord could not be asked now."""

ARCHIVED_CODE: Final = 50083

_REASONS: Final = {
    10003: FailureReason.CHANNEL_GONE,  # unknown channel
    10004: FailureReason.CHANNEL_GONE,  # unknown guild
    10013: FailureReason.NO_PERMISSION,  # unknown user
    50033: FailureReason.NO_PERMISSION,  # who can't be sent direct messages
    160005: FailureReason.LOCKED,
    ARCHIVED_CODE: FailureReason.ARCHIVED,
}
_NO_TEXT_CHANNEL: Final = 50008
_BLOCKED_CODE: Final = 40333
"""Cloudflare's block in front of Discord, told as Discord would: it passes."""


def is_transient(error: discord.HTTPException) -> bool:
    """Return whether a refusal is not about what was asked: it may be taken later.

    Discord's own refusals carry a code. Without one, a proxy or the edge answered.
    """
    return (
        not error.code
        or error.code == _BLOCKED_CODE
        or error.status >= 500
        or error.status in (401, 408, 429)
    )


def permanent_failure(error: discord.HTTPException) -> FailureReason | None:
    """Return why Discord refused for good, or None when it may take the same later."""
    if error.code in _REASONS:
        return _REASONS[error.code]
    if is_transient(error):
        return None
    is_barred = error.status == 403 or error.code == _NO_TEXT_CHANNEL
    return FailureReason.NO_PERMISSION if is_barred else FailureReason.POST_REFUSED


def error_detail(
    error: Exception,
    *,
    target: DeliveryTarget | None = None,
    notice: NoticeKind | None = None,
    reason: FailureReason | None = None,
) -> EventDetail:
    """Return what an event tells of an error: Discord's codes, or else only its class."""
    if isinstance(error, discord.HTTPException):
        return EventDetail(
            status=error.status,
            code=error.code or None,
            target=target,
            notice=notice,
            reason=reason,
        )
    return EventDetail(error=type(error).__name__, target=target, notice=notice, reason=reason)
