"""Which of a track's videos answers a request."""

from datetime import datetime
from typing import Final

from bot.jobs import Branding, NewRequest, Provider, Video, VideoState
from bot.policy.branding_variants import DEFAULT_VARIANT, RequiredBranding, unfitted, variant_of
from bot.policy.denials import OnlyVideoDiffers, OtherBrandingVideo
from bot.policy.guild_settings import GuildSettings, OtherBrandingPolicy
from bot.store.database import Transaction

_UNDER_WAY: Final = frozenset({VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING})


def find_video(
    transaction: Transaction,
    provider: Provider,
    new_request: NewRequest,
    now: datetime,
) -> Video | None:
    """Return the video that answers a request as it is or asked for again;
    None when one is to be made.

    ``new_request``: with the branding and the options that hold. What is only to be posted once
    more is that very one.
    """
    if new_request.repost_of is not None:
        row = transaction.fetch_one(
            "SELECT * FROM videos WHERE video_id = ?", (new_request.repost_of,)
        )
        return None if row is None else Video.model_validate(row)
    rows = transaction.fetch_all(
        "SELECT * FROM videos WHERE provider = ? AND task_id = ? AND audio_id = ?",
        (provider.name, new_request.key.task_id, new_request.key.audio_id),
    )
    videos = {row["variant"]: Video.model_validate(row) for row in rows}
    # Where there is one of each track, what it carries is looked at afterwards.
    own = videos.get(variant_for(provider, new_request))
    if not provider.makes_variants or (own is not None and _is_usable(own, now)):
        return own
    whole = (video for name, video in videos.items() if name == unfitted(name))
    usable = (video for video in whole if _is_usable(video, now))
    return next((video for video in usable if _is_same(video, new_request, provider)), own)


def _is_same(video: Video, new_request: NewRequest, provider: Provider) -> bool:
    """Return whether a video is certainly what is asked for: its variant may be named otherwise."""
    is_as_texts = video.is_branding_confirmed and video.branding == new_request.branding
    return is_as_texts and provider.may_have_made(new_request.options, video.options)


def check_only_video(
    video: Video, given: Branding, branding: Branding, *, withheld: frozenset[str] = frozenset()
) -> None:
    """Check that a track's one video carries what a member ``given`` has written.

    ``branding``: what is to be carried where it was made now. ``withheld``: what of it may not be
    shown here, by the names of Branding's fields. Raises OnlyVideoDiffers.
    """
    named = given.model_dump(exclude_none=True)
    is_as_named = all(getattr(video.branding, part) == text for part, text in named.items())
    if is_there(video) and named and not (video.is_branding_confirmed and is_as_named):
        raise OnlyVideoDiffers(video, branding, withheld)


def is_there(video: Video) -> bool:
    """Return whether a video is made, is being made, or may still come."""
    return video.state is VideoState.READY or video.state in _UNDER_WAY or may_still_come(video)


def check_other_branding(
    video: Video,
    provider: Provider,
    required: RequiredBranding,
    settings: GuildSettings,
    *,
    is_repost: bool,
) -> None:
    """Check that a video which is used as it is may be shown here.

    Raises OtherBrandingVideo when it carries another branding and moderators don't want that; where
    variants are made nobody has to, since one with theirs can be had.
    """
    is_unwanted = provider.makes_variants or settings.other_branding is OtherBrandingPolicy.REFUSE
    if is_there(video) and is_unwanted and not required.is_met_by(video):
        raise OtherBrandingVideo(is_repost=is_repost)


def may_still_come(video: Video) -> bool:
    """Return whether a video was given up of which the API may still tell.

    One without an id is not asked after: it may have been charged, and is not submitted again.
    """
    return video.state is VideoState.UNKNOWN and video.api_task_id is not None


def variant_for(provider: Provider, new_request: NewRequest) -> str:
    """Return the variant that is made for a request: not every provider makes others."""
    if not provider.makes_variants:
        return DEFAULT_VARIANT
    return variant_of(new_request.branding, new_request.options)


def _is_usable(video: Video, now: datetime) -> bool:
    return video.state in _UNDER_WAY or video.is_available(now)
