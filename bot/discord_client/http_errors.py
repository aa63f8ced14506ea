"""What Discord's refusals mean: whether they pass, and why they stand."""

from typing import Final

import aiohttp
import discord

from bot.jobs import Reason

PASSING: Final = (discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError)
"""What says nothing of what was asked: Discord could not be asked now."""

ARCHIVED_CODE: Final = 50083

_REASONS: Final = {
    10003: Reason.CHANNEL_GONE,  # unknown channel
    10004: Reason.CHANNEL_GONE,  # unknown guild
    10013: Reason.NO_PERMISSION,  # unknown user
    50033: Reason.NO_PERMISSION,  # who can't be sent direct messages
    160005: Reason.LOCKED,
    ARCHIVED_CODE: Reason.ARCHIVED,
}
_NO_TEXT_CHANNEL: Final = 50008
_BLOCKED_CODE: Final = 40333
"""Cloudflare's block in front of Discord, told as Discord would: it passes."""


def is_passing(error: discord.HTTPException) -> bool:
    """Tell whether a refusal is not about what was asked: it may be taken later.

    Discord's own refusals carry a code. Without one, a proxy or the edge answered.
    """
    return (
        not error.code
        or error.code == _BLOCKED_CODE
        or error.status >= 500
        or error.status in (401, 408, 429)
    )


def refusal_of(error: discord.HTTPException) -> Reason | None:
    """Give why Discord refused for good, or None when it may take the same later."""
    if error.code in _REASONS:
        return _REASONS[error.code]
    if is_passing(error):
        return None
    is_barred = error.status == 403 or error.code == _NO_TEXT_CHANNEL
    return Reason.NO_PERMISSION if is_barred else Reason.POST_REFUSED
