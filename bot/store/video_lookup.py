"""Which of a track's videos answers a request."""

from datetime import datetime

from bot.jobs import NewRequest, Provider, Video, VideoState
from bot.policy.branding_variants import DEFAULT_VARIANT, RequiredBranding, unfitted
from bot.policy.denials import OtherBrandingVideo
from bot.policy.guild_settings import GuildSettings, OtherBrandingPolicy
from bot.store.database import Transaction

_UNDER_WAY = frozenset({VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING})


def find_video(
    transaction: Transaction,
    provider: Provider,
    new_request: NewRequest,
    required: RequiredBranding,
    now: datetime,
) -> Video | None:
    """Return the video that answers a request as it is or asked for again;
    None when one is to be made.

    without a required branding that is the default one: what moderators elsewhere have locked is
    for their own places. What is only to be posted once more is that very one.
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
    videos = {row["edition"]: Video.model_validate(row) for row in rows}
    # Where there is one of each track, what it carries is looked at afterwards.
    edition = variant_for(provider, required)
    own = videos.get(edition)
    if edition == DEFAULT_VARIANT or (own is not None and _is_usable(own, now)):
        return own
    whole = (video for name, video in videos.items() if name == unfitted(name))
    ready = (video for video in whole if _is_available(video, now))
    return next((video for video in ready if required.is_met_by(video)), own)


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
    is_unwanted = provider.makes_variants or settings.foreign_branding is OtherBrandingPolicy.REFUSE
    if is_available_soon(video) and is_unwanted and not required.is_met_by(video):
        raise OtherBrandingVideo(is_repost=is_repost)


def is_available_soon(video: Video) -> bool:
    """Return whether a video is there, on its way, or may come after all."""
    return video.state is VideoState.READY or video.state in _UNDER_WAY or may_still_come(video)


def may_still_come(video: Video) -> bool:
    """Return whether a video was given up of which the API may still tell.

    One without an id is not asked after: it may have been charged, and is not submitted again.
    """
    return video.state is VideoState.UNKNOWN and video.api_task_id is not None


def variant_for(provider: Provider, required: RequiredBranding) -> str:
    """Return the variant that is made for a required branding: not every provider makes others."""
    return required.variant if provider.makes_variants else DEFAULT_VARIANT


def _is_usable(video: Video, now: datetime) -> bool:
    return video.state in _UNDER_WAY or _is_available(video, now)


def _is_available(video: Video, now: datetime) -> bool:
    has_ended = video.expires_at is not None and video.expires_at <= now
    return video.state is VideoState.READY and not has_ended
