"""Why a request is turned away, in words: what is wrong, and what to do or when to come again."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.discord_client.errors import UserError
from bot.i18n.texts import format_items
from bot.policy.denials import (
    AdvertisingFound,
    BlockedWordFound,
    CanvasNotAllowed,
    ChannelNotAllowed,
    CooldownActive,
    GuildQuotaExceeded,
    HostQuotaExceeded,
    MemberQuotaExceeded,
    MissingRole,
    OptionsNotTaken,
    OtherBrandingVideo,
    QuotaExceeded,
    RequestDenied,
    SignatureNotAllowed,
    TooManyOpenRequests,
    TooManySongBytes,
    TooManySongs,
    TrackNotAvailable,
    TrackNotShared,
    TrackTakenDown,
    UnwantedSongText,
    UnwantedVideoText,
)
from bot.sanitize import escape

_MAX_MENTIONS: Final = 20
"""Of channels or roles in one message."""

_QUOTAS: Final[dict[type[QuotaExceeded], str]] = {
    MemberQuotaExceeded: "error-member-quota",
    GuildQuotaExceeded: "error-server-quota",
    HostQuotaExceeded: "error-host-quota",
}


_MOST: Final[dict[type[RequestDenied], str]] = {
    TooManyOpenRequests: "error-too-many-open",
    TooManySongs: "error-too-many-songs",
    TooManySongBytes: "error-too-many-song-bytes",
}
_PLAIN: Final[dict[type[RequestDenied], str]] = {
    OptionsNotTaken: "error-no-options",
    CanvasNotAllowed: "error-canvas-locked",
    TrackNotAvailable: "error-track-gone",
    TrackTakenDown: "error-track-taken-down",
}


def denial_error(reason: RequestDenied, locale: str) -> UserError:
    """Return what the member is told privately."""
    match reason:
        case BlockedWordFound() | AdvertisingFound() | SignatureNotAllowed():
            return _text(reason)
        case QuotaExceeded():
            text_id = _QUOTAS[type(reason)]
            return UserError(text_id, most=reason.most, again=format_timestamp(reason.again_at))
        case CooldownActive():
            return UserError("error-cooling-down", again=format_timestamp(reason.again_at))
        case TooManyOpenRequests() | TooManySongs():
            return UserError(_MOST[type(reason)], most=reason.most)
        case OtherBrandingVideo() | UnwantedVideoText() | UnwantedSongText():
            return _shown_here(reason)
        case _:
            return _access(reason, locale)


def _text(reason: BlockedWordFound | AdvertisingFound | SignatureNotAllowed) -> UserError:
    if isinstance(reason, SignatureNotAllowed):
        return _signature(reason)
    part = reason.part.replace("_", "-")
    kind = "word" if isinstance(reason, BlockedWordFound) else "advert"
    return UserError(f"error-{kind}-in-{part}")


def _signature(reason: SignatureNotAllowed) -> UserError:
    owner, member = reason.owner, f"<@{reason.owner.user_id}>"
    if reason.is_repost:
        return UserError("error-signature-repost", member=member)
    if owner.signature is None:
        return UserError("error-signature-not-yours", member=member)
    return UserError("error-signature-is", member=member, text=escape(owner.signature))


def _shown_here(reason: OtherBrandingVideo | UnwantedVideoText | UnwantedSongText) -> UserError:
    if isinstance(reason, UnwantedSongText):
        return UserError(f"error-unwanted-{reason.part}")
    kind = "other-branding" if isinstance(reason, OtherBrandingVideo) else "unwanted"
    return UserError(f"error-{kind}-{'repost' if reason.is_repost else 'video'}")


def _access(reason: RequestDenied, locale: str) -> UserError:
    match reason:
        case ChannelNotAllowed():
            channels = format_mentions([f"<#{one}>" for one in reason.channel_ids], locale)
            return UserError("error-wrong-channel", channels=channels)
        case MissingRole():
            roles = format_mentions([f"<@&{one}>" for one in reason.role_ids], locale)
            return UserError("error-role-missing", roles=roles)
        case TrackNotShared():
            member = f"<@{reason.owner.user_id}>"
            return UserError(f"error-track-for-{reason.owner.sharing}", member=member)
        case _:
            return UserError(_PLAIN.get(type(reason), "error-blocked"))


def format_mentions(mentions: Sequence[str], locale: str, most: int = _MAX_MENTIONS) -> str:
    """Return channels, roles or members in one phrase, as many of them as a message can hold."""
    rest = ["…"] if len(mentions) > most else []
    return format_items([*mentions[:most], *rest], locale)


def format_timestamp(time: datetime) -> str:
    """Return a time as Discord shows it to each in their own zone, and how far off it is."""
    seconds = math.ceil(time.timestamp())
    return f"<t:{seconds}:f> (<t:{seconds}:R>)"
