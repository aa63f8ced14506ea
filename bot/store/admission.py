"""Whether a request may be taken, as things stand in the database."""

from datetime import datetime
from typing import Final, NamedTuple

from bot.jobs import NewRequest, Provider, RenderOptions, Request, Video, VideoState
from bot.policy.branding_variants import RequiredBranding, refits_of
from bot.policy.denials import HostLimits, OptionsNotTaken
from bot.policy.guild_settings import BrandingRule
from bot.store.access_rules import check_access
from bot.store.branding import branding_for, rule_of
from bot.store.database import Transaction
from bot.store.guild_settings import settings_of
from bot.store.quotas import check_open, check_start
from bot.store.text_rules import check_song, check_video, text_rules_of, unwanted_branding
from bot.store.tracks import check_track
from bot.store.video_lookup import (
    check_only_video,
    check_other_branding,
    find_video,
    is_there,
    variant_for,
)

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
        "options": _options_for(provider, new_request, rule),
        "guild_locale": settings.language or new_request.guild_locale,
    }
    text_rules = text_rules_of(transaction, new_request.guild_id)
    check_song(transaction, new_request, text_rules, settings, provider)
    given, new_request = new_request.branding, new_request.model_copy(update=heeded)
    required = RequiredBranding.from_rule(rule, variant_for(provider, new_request))
    video = find_video(transaction, provider, new_request, now)
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
            is_there=is_there(video),
            is_repost=new_request.is_repost,
        )
        check_other_branding(video, provider, required, settings, is_repost=new_request.is_repost)
        if not provider.makes_variants and _may_be_asked(new_request):
            withheld = unwanted_branding(text_rules, video)
            check_only_video(video, given, new_request.branding, withheld=withheld)
    here = limits.within(settings)
    # What exists is posted at once: only the host's own bound holds for that.
    most = limits.ceiling if admission.is_reuse else here
    check_open(transaction, new_request, most.open_per_member)
    if is_start:
        check_start(transaction, new_request, here, now)
    return admission


def _options_for(provider: Provider, new_request: NewRequest, rule: BrandingRule) -> RenderOptions:
    """Return the options that hold: the member's, else the server's, else the host's.

    Raises OptionsNotTaken where the member chose some and the provider takes none.
    """
    chosen = new_request.options
    if provider.takes_options:
        return provider.complete(chosen, rule.options)
    if chosen != RenderOptions() and not new_request.is_retry:
        raise OptionsNotTaken
    return RenderOptions()


def _may_be_asked(new_request: NewRequest) -> bool:
    """Return whether the member can still say whether the one video of the track will do."""
    return not (new_request.is_repost or new_request.is_retry or new_request.accepts_existing)


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
        " AND (video_id = ? OR videos.variant GLOB ?) AND channel_id = ? AND user_id = ?"
        f" AND requests.state IN {_OPEN}",
        (
            video.provider,
            video.task_id,
            video.audio_id,
            video.video_id,
            refits_of(video.variant),
            new_request.channel_id,
            new_request.user_id,
        ),
    )
    return None if row is None else Request.model_validate(row)


def _must_be_rendered(video: Video, now: datetime) -> bool:
    """Return whether a video has to be made again: it failed, or its link has ended."""
    if video.state is VideoState.READY:
        return video.has_link_ended(now)
    return video.state is VideoState.FAILED
