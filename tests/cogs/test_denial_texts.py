"""Whatever a request is denied for, there are words for it."""

import pytest

from bot.i18n.texts import ENGLISH
from bot.jobs import Branding
from bot.policy.denials import (
    AdvertisingFound,
    BlockedWordFound,
    ChannelNotAllowed,
    CooldownActive,
    GuildQuotaExceeded,
    HostQuotaExceeded,
    MemberBlocked,
    MemberQuotaExceeded,
    MissingRole,
    OptionsNotTaken,
    OtherBrandingVideo,
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
from bot.policy.track_ownership import TrackOwner, TrackSharing
from cogs._shared.denial_texts import denial_error
from tests.support.fluent_texts import messages
from tests.support.rows import NOW

SONG_PARTS = ("title", "artist")

REASONS = [
    *(BlockedWordFound(part) for part in (*Branding.model_fields, *SONG_PARTS, "member")),
    *(AdvertisingFound(part) for part in (*SONG_PARTS, "member")),
    *(OtherBrandingVideo(is_repost=is_repost) for is_repost in (True, False)),
    *(UnwantedVideoText(is_repost=is_repost) for is_repost in (True, False)),
    *(UnwantedSongText(part) for part in SONG_PARTS),
    *(kind(3, NOW) for kind in (MemberQuotaExceeded, GuildQuotaExceeded, HostQuotaExceeded)),
    ChannelNotAllowed([1]),
    CooldownActive(NOW),
    MemberBlocked(),
    MissingRole([1]),
    OptionsNotTaken(),
    *(
        TrackNotShared(TrackOwner(user_id=1, sharing=one))
        for one in (TrackSharing.MODERATORS, TrackSharing.OWNER)
    ),
    *(
        SignatureNotAllowed(TrackOwner(user_id=1, signature=name), is_repost=is_repost)
        for name in (None, "Ada")
        for is_repost in (True, False)
    ),
    TooManyOpenRequests(3),
    TooManySongs(3),
    TooManySongBytes(3),
    TrackNotAvailable(),
    TrackTakenDown(),
]


@pytest.mark.parametrize("reason", REASONS, ids=repr)
def test_there_is_a_text_for_every_denial(reason: RequestDenied) -> None:
    assert denial_error(reason, "en-US").text_id in messages(ENGLISH)
