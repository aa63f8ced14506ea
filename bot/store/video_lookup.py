"""Which of a track's videos answers a wish."""

from datetime import datetime

from bot.jobs import NewRequest, Provider, Video, VideoState
from bot.policy.branding_variants import COMMON, Demand, unfitted
from bot.policy.denials import ForeignVideo
from bot.policy.guild_settings import ForeignBranding, ServerSettings
from bot.store.database import Statements

_UNDER_WAY = frozenset({VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING})


def find_video(
    statements: Statements, provider: Provider, wish: NewRequest, demand: Demand, now: datetime
) -> Video | None:
    """Give the video that answers a wish as it is or asked for anew; None when one is to be made.

    Without a demand that is the common one: what moderators elsewhere have locked is for their own
    places. What is only to be posted once more is that very one.
    """
    if wish.repost_of is not None:
        row = statements.one("SELECT * FROM videos WHERE video_id = ?", (wish.repost_of,))
        return None if row is None else Video.model_validate(row)
    rows = statements.all(
        "SELECT * FROM videos WHERE provider = ? AND task_id = ? AND audio_id = ?",
        (provider.name, wish.key.task_id, wish.key.audio_id),
    )
    videos = {row["edition"]: Video.model_validate(row) for row in rows}
    # Where there is one of each track, what it carries is looked at afterwards.
    edition = edition_of(provider, demand)
    own = videos.get(edition)
    if edition == COMMON or (own is not None and _is_of_use(own, now)):
        return own
    whole = (video for name, video in videos.items() if name == unfitted(name))
    ready = (video for video in whole if _is_there(video, now))
    return next((video for video in ready if demand.is_met_by(video)), own)


def check_foreign(
    video: Video,
    provider: Provider,
    demand: Demand,
    settings: ServerSettings,
    *,
    is_repost: bool,
) -> None:
    """See that a video which is used as it is may be shown here.

    Raises ForeignVideo when it carries another branding and moderators don't want that; where
    variants are made nobody has to, since one with theirs can be had.
    """
    is_there = video.state is VideoState.READY or video.state in _UNDER_WAY or may_still_come(video)
    is_unwanted = provider.makes_variants or settings.foreign_branding is ForeignBranding.REFUSE
    if is_there and is_unwanted and not demand.is_met_by(video):
        raise ForeignVideo(is_repost=is_repost)


def may_still_come(video: Video) -> bool:
    """Tell whether a video was given up of which the API may still tell.

    One without an id is not asked after: it may have been charged, and is not submitted anew.
    """
    return video.state is VideoState.UNKNOWN and video.api_task_id is not None


def edition_of(provider: Provider, demand: Demand) -> str:
    """Give the edition that is made for a demand: not every provider makes others."""
    return demand.edition if provider.makes_variants else COMMON


def _is_of_use(video: Video, now: datetime) -> bool:
    return video.state in _UNDER_WAY or _is_there(video, now)


def _is_there(video: Video, now: datetime) -> bool:
    has_ended = video.expires_at is not None and video.expires_at <= now
    return video.state is VideoState.READY and not has_ended
