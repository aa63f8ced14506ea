"""Whether a request may be taken, as things stand in the database."""

from datetime import datetime
from typing import Final, NamedTuple

from bot.jobs import NewRequest, Provider, Request, Video, VideoState
from bot.policy.branding_variants import RequiredBranding, refits_of
from bot.policy.denials import HostLimits, Limits
from bot.policy.shown_texts import TextRules
from bot.store.access_rules import check_access
from bot.store.branding import branding_for, rule_of
from bot.store.database import Transaction
from bot.store.guild_settings import settings_of
from bot.store.quotas import check_open, check_start
from bot.store.text_rules import check_song, check_video, text_rules_of, unwanted_branding
from bot.store.tracks import check_track
from bot.store.video_lookup import check_other_branding, find_video, is_available_soon

_OPEN: Final = "('waiting', 'posting')"


class NothingToPost(Exception):
    """There is no finished video to post once more."""


class AdmissionDecision(NamedTuple):
    """What a request that may be taken comes to: nothing of it is kept yet."""

    new_request: NewRequest
    """With the branding and the language that hold where it was made."""
    required: RequiredBranding
    video: Video | None
    """The video that answers it; None when one is to be made."""
    existing: Request | None
    """The open request that it repeats."""
    is_start: bool
    """Whether a video is made for it, or made again."""

    @property
    def is_reuse(self) -> bool:
        """Whether a finished video answers it as it is."""
        return not self.is_start and self.video is not None and self.video.state is VideoState.READY


def decide_admission(
    transaction: Transaction,
    new_request: NewRequest,
    *,
    provider: Provider,
    now: datetime,
    limits: HostLimits,
) -> AdmissionDecision:
    """Check whether a request may be taken now; only reads.

    Raises bot.policy.denials.RequestDenied, and NothingToPost when a finished video was wanted.
    """
    check_access(transaction, new_request)
    settings = settings_of(transaction, new_request.guild_id)
    check_track(transaction, new_request)
    rule = rule_of(transaction, new_request.guild_id, new_request.ruling_id)
    heeded = {
        "branding": branding_for(transaction, new_request, rule),
        "guild_locale": settings.language or new_request.guild_locale,
    }
    new_request = new_request.model_copy(update=heeded)
    text_rules = text_rules_of(transaction, new_request.guild_id)
    check_song(transaction, new_request, text_rules, settings, provider)
    required, video = _find_video(
        transaction, provider, new_request, RequiredBranding.from_rule(rule), text_rules, now
    )
    repeat = _open_request(transaction, video, new_request)
    if repeat is not None:
        return AdmissionDecision(new_request, required, video, repeat, is_start=False)
    if new_request.is_repost:
        _check_postable(video)
    is_start = not new_request.is_repost and (video is None or _must_be_rendered(video, now))
    admission = AdmissionDecision(new_request, required, video, None, is_start)
    if video is not None and not is_start:
        check_video(
            video,
            text_rules,
            settings,
            is_there=is_available_soon(video),
            is_repost=new_request.is_repost,
        )
        check_other_branding(video, provider, required, settings, is_repost=new_request.is_repost)
    _check_limits(transaction, admission, limits.within(settings), limits, now)
    return admission


def _find_video(
    transaction: Transaction,
    provider: Provider,
    new_request: NewRequest,
    required: RequiredBranding,
    rules: TextRules,
    now: datetime,
) -> tuple[RequiredBranding, Video | None]:
    """Return the video that answers a request, and what it has to carry.

    Where variants are made, one whose texts may not be shown here is none: then the request gets
    one with its own.
    """
    video = find_video(transaction, provider, new_request, required, now)
    is_fixed = new_request.is_repost or not provider.makes_variants
    if video is None or is_fixed or _must_be_rendered(video, now):
        return required, video
    if not unwanted_branding(rules, video):
        return required, video
    required = RequiredBranding.of_whole(new_request.branding)
    return required, find_video(transaction, provider, new_request, required, now)


def _check_limits(
    transaction: Transaction,
    admission: AdmissionDecision,
    here: Limits,
    limits: HostLimits,
    now: datetime,
) -> None:
    """Check that there is room for a request where the limits ``here`` hold.

    Raises RequestDenied.
    """
    # What exists is posted at once: only the host's own bound holds for that.
    most = limits.ceiling if admission.is_reuse else here
    check_open(transaction, admission.new_request, most.open_per_member)
    if admission.is_start:
        check_start(transaction, admission.new_request, here, now)


def _check_postable(video: Video | None) -> None:
    """Check that there is a finished video. Raises NothingToPost."""
    # Without a link its file was given up, with the last request that was left of it.
    if video is None or video.state is not VideoState.READY or video.video_url is None:
        raise NothingToPost


def _open_request(
    transaction: Transaction, video: Video | None, new_request: NewRequest
) -> Request | None:
    if video is None:
        return None
    row = transaction.fetch_one(
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
            new_request.channel_id,
            new_request.user_id,
        ),
    )
    return None if row is None else Request.model_validate(row)


def _must_be_rendered(video: Video, now: datetime) -> bool:
    """Return whether a video has to be made again: it failed, or its link has ended."""
    has_ended = video.expires_at is not None and video.expires_at <= now
    return video.state is VideoState.FAILED or (video.state is VideoState.READY and has_ended)
