"""Why a wish is turned away, in words: what is wrong, and what to do or when to come again."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.discord_client.errors import Refusal
from bot.i18n.texts import listed
from bot.policy.denials import (
    AdvertFound,
    BrandingLocked,
    CoolingDown,
    ForeignVideo,
    HostQuotaUsedUp,
    MemberQuotaUsedUp,
    QuotaUsedUp,
    RoleMissing,
    ServerQuotaUsedUp,
    TooManyOpen,
    TrackNotOpen,
    TurnedAway,
    WordBlocked,
    WrongChannel,
)
from bot.sanitize import shown

_MOST_NAMED: Final = 20
"""Of channels or roles in one message."""

_QUOTAS: Final[dict[type[QuotaUsedUp], str]] = {
    MemberQuotaUsedUp: "refusal-member-quota",
    ServerQuotaUsedUp: "refusal-server-quota",
    HostQuotaUsedUp: "refusal-host-quota",
}


def turned_away(reason: TurnedAway, locale: str) -> Refusal:
    """Give what the member is told privately."""
    match reason:
        case BrandingLocked() | WordBlocked() | AdvertFound():
            return _text(reason)
        case QuotaUsedUp():
            text_id = _QUOTAS[type(reason)]
            return Refusal(text_id, most=reason.most, again=moment(reason.again_at))
        case CoolingDown():
            return Refusal("refusal-cooling-down", again=moment(reason.again_at))
        case TooManyOpen():
            return Refusal("refusal-too-many-open", most=reason.most)
        case ForeignVideo():
            return Refusal(f"refusal-foreign-{'repost' if reason.is_repost else 'video'}")
        case _:
            return _access(reason, locale)


def _text(reason: BrandingLocked | WordBlocked | AdvertFound) -> Refusal:
    part = reason.part.replace("_", "-")
    if isinstance(reason, WordBlocked):
        return Refusal(f"refusal-word-in-{part}")
    if isinstance(reason, AdvertFound):
        return Refusal(f"refusal-advert-in-{part}")
    if not reason.text:
        return Refusal(f"refusal-locked-empty-{part}")
    return Refusal(f"refusal-locked-{part}", text=shown(reason.text))


def _access(reason: TurnedAway, locale: str) -> Refusal:
    match reason:
        case WrongChannel():
            channels = named([f"<#{one}>" for one in reason.channel_ids], locale)
            return Refusal("refusal-wrong-channel", channels=channels)
        case RoleMissing():
            roles = named([f"<@&{one}>" for one in reason.role_ids], locale)
            return Refusal("refusal-role-missing", roles=roles)
        case TrackNotOpen():
            return Refusal("refusal-track-gone")
        case _:
            return Refusal("refusal-blocked")


def named(mentions: Sequence[str], locale: str, most: int = _MOST_NAMED) -> str:
    """Give channels, roles or members in one phrase, as many of them as a message can hold."""
    rest = ["…"] if len(mentions) > most else []
    return listed([*mentions[:most], *rest], locale)


def moment(time: datetime) -> str:
    """Give a time as Discord shows it to each in their own zone, and how far off it is."""
    seconds = math.ceil(time.timestamp())
    return f"<t:{seconds}:f> (<t:{seconds}:R>)"
