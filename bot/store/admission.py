"""Whether a wish may be taken, as things stand in the database."""

from datetime import datetime
from typing import Final, NamedTuple

from bot.jobs import NewRequest, Provider, Request, Video, VideoState
from bot.policy.branding_variants import Demand, refits_of
from bot.policy.denials import HostLimits, Limits
from bot.store.access_rules import check_access
from bot.store.branding import branding_for, rule_of
from bot.store.database import Statements
from bot.store.guild_settings import settings_of
from bot.store.quotas import check_open, check_start
from bot.store.tracks import check_track
from bot.store.video_lookup import check_foreign, find_video

_OPEN: Final = "('waiting', 'posting')"


class NothingToPost(Exception):
    """There is no finished video to post once more."""


class Admission(NamedTuple):
    """What a wish that may be taken comes to: nothing of it is kept yet."""

    wish: NewRequest
    """With the branding and the language that hold where it was made."""
    demand: Demand
    video: Video | None
    """The video that answers it; None when one is to be made."""
    repeat: Request | None
    """The open request that it repeats."""
    is_start: bool
    """Whether a video is made for it, or made anew."""

    @property
    def is_reuse(self) -> bool:
        """Whether a finished video answers it as it is."""
        return not self.is_start and self.video is not None and self.video.state is VideoState.READY


def admit(
    statements: Statements,
    wish: NewRequest,
    *,
    provider: Provider,
    now: datetime,
    limits: HostLimits,
) -> Admission:
    """See whether a wish may be taken now; only reads.

    Raises bot.policy.denials.TurnedAway, and NothingToPost when a finished video was wanted.
    """
    check_access(statements, wish)
    settings = settings_of(statements, wish.guild_id)
    check_track(statements, wish)
    rule = rule_of(statements, wish.guild_id, wish.ruling_id)
    heeded = {
        "branding": branding_for(statements, wish, rule),
        "guild_locale": settings.language or wish.guild_locale,
    }
    wish = wish.model_copy(update=heeded)
    demand = Demand.of_rule(rule)
    video = find_video(statements, provider, wish, demand, now)
    repeat = _open_request(statements, video, wish)
    if repeat is not None:
        return Admission(wish, demand, video, repeat, is_start=False)
    if wish.is_repost:
        _check_postable(video)
    is_start = not wish.is_repost and (video is None or _is_of_no_use(video, now))
    admission = Admission(wish, demand, video, None, is_start)
    if video is not None and not is_start:
        check_foreign(video, provider, demand, settings, is_repost=wish.is_repost)
    _check_room(statements, admission, limits.within(settings), limits, now)
    return admission


def _check_room(
    statements: Statements, admission: Admission, here: Limits, limits: HostLimits, now: datetime
) -> None:
    """See that there is room for a wish where the limits ``here`` hold. Raises TurnedAway."""
    # What exists is posted at once: only the host's own bound holds for that.
    most = limits.ceiling if admission.is_reuse else here
    check_open(statements, admission.wish, most.open_per_member)
    if admission.is_start:
        check_start(statements, admission.wish, here, now)


def _check_postable(video: Video | None) -> None:
    """See that there is a finished video. Raises NothingToPost."""
    # Without a link its file was given up, with the last request that was left of it.
    if video is None or video.state is not VideoState.READY or video.video_url is None:
        raise NothingToPost


def _open_request(statements: Statements, video: Video | None, wish: NewRequest) -> Request | None:
    if video is None:
        return None
    row = statements.one(
        "SELECT requests.* FROM requests JOIN videos USING (video_id)"
        " WHERE provider = ? AND task_id = ? AND audio_id = ?"
        " AND (video_id = ? OR videos.edition GLOB ?) AND channel_id = ? AND user_id = ?"
        f" AND requests.state IN {_OPEN}",
        (
            video.provider,
            video.task_id,
            video.audio_id,
            video.video_id,
            refits_of(video.edition),
            wish.channel_id,
            wish.user_id,
        ),
    )
    return None if row is None else Request.model_validate(row)


def _is_of_no_use(video: Video, now: datetime) -> bool:
    """Tell whether a video has to be made anew: it failed, or its link has ended."""
    has_ended = video.expires_at is not None and video.expires_at <= now
    return video.state is VideoState.FAILED or (video.state is VideoState.READY and has_ended)
