"""Whether a request may be taken, as things stand in the database."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from bot.jobs import Branding, Job, NewRequest, Provider, RenderOptions, Shape, Video, VideoState
from bot.policy.branding_variants import (
    DecidedBranding,
    RequiredBranding,
    branding_for,
    check_only_video,
    check_other_branding,
    check_signature,
    is_same_video,
    is_there,
    is_usable,
    refits_of,
    unfitted,
    variant_for,
    wordless,
)
from bot.policy.denials import HostLimits, OptionsNotTaken
from bot.policy.guild_settings import GuildSettings, Membership
from bot.policy.shown_texts import TextRules, check_song, check_video, unwanted_branding
from bot.store.access_rules import check_access
from bot.store.database import Transaction
from bot.store.guild_settings import rule_of, settings_of
from bot.store.jobs import load_job
from bot.store.quotas import check_open, check_start
from bot.store.role_limits import limits_of
from bot.store.text_rules import text_rules_of
from bot.store.tracks import check_track

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
    existing: Job | None
    """The open request that it repeats."""
    is_start: bool
    """Whether a video is made for it, or made again."""
    replaced: frozenset[str] = frozenset()
    """What the member gave and moderators have locked: the server's stands there instead.

    "lyrics": the song has some in which a word is blocked here, and they are left out.
    """

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
    track = check_track(transaction, new_request)
    text_rules = text_rules_of(transaction, new_request.guild_id)
    rule = rule_of(transaction, new_request.guild_id, new_request.ruling_id)
    decided = branding_for(new_request, rule, text_rules.blocked_words, track.owner)
    options = _options_for(provider, new_request, decided, settings)
    check_song((track.texts, new_request.song), text_rules, settings, provider)
    locale = settings.language or new_request.guild_locale
    heeded: dict[str, Any] = {"branding": decided.branding, "options": options}
    replaced = decided.replaced | _left_out(provider, decided, options)
    if options.shape is Shape.CANVAS:
        heeded = wordless(decided, options)
    heeded["guild_locale"] = locale
    given, new_request = new_request.branding, new_request.model_copy(update=heeded)
    required = RequiredBranding.from_rule(decided.rule, variant_for(provider, new_request))
    video = _find_video(transaction, provider, new_request, now)
    repeat = _open_request(transaction, video, new_request)
    if repeat is not None:
        return AdmissionDecision(new_request, required, video, repeat, is_start=False)
    if new_request.is_repost:
        video = _postable(video)
        check_signature(video, new_request, decided.rule, track.owner)
    is_start = not new_request.is_repost and (video is None or _must_be_rendered(video, now))
    admission = AdmissionDecision(new_request, required, video, None, is_start, replaced=replaced)
    if video is not None and not is_start:
        _check_existing(video, given, new_request, required, provider, text_rules, settings)
    member = Membership(role_ids=new_request.role_ids, is_booster=new_request.is_booster)
    here = limits_of(transaction, new_request.guild_id, settings, member, limits)
    # What exists is posted at once: only the host's own bound holds for that.
    most = limits.ceiling if admission.is_reuse else here
    check_open(transaction, new_request, most.open_per_member)
    if is_start:
        check_start(transaction, new_request, here, now)
    return admission


def _check_existing(
    video: Video,
    given: Branding,
    new_request: NewRequest,
    required: RequiredBranding,
    provider: Provider,
    text_rules: TextRules,
    settings: GuildSettings,
) -> None:
    """Check that a video which is used as it is may be shown, and is what was asked for.

    ``given``: what the member wrote. Raises UnwantedVideoText, OtherBrandingVideo or
    OnlyVideoDiffers.
    """
    is_repost = new_request.is_repost
    check_video(video, text_rules, settings, is_there=is_there(video), is_repost=is_repost)
    check_other_branding(video, provider, required, settings, is_repost=is_repost)
    if not provider.makes_variants and _may_be_asked(new_request):
        withheld = unwanted_branding(text_rules, video)
        check_only_video(video, given, new_request.branding, withheld=withheld)


def _options_for(
    provider: Provider,
    new_request: NewRequest,
    decided: DecidedBranding,
    settings: GuildSettings,
) -> RenderOptions:
    """Return the options that hold: the member's, else the server's, else the host's.

    Raises OptionsNotTaken where the member chose some and the provider takes none.
    """
    if provider.takes_options:
        if (asked := decided.options.quality) is not None:
            within = asked.up_to(provider.quality_within(settings.max_quality))
            lowered = decided.options.model_copy(update={"quality": within})
            decided = decided._replace(options=lowered)
        options = provider.complete(decided.options, decided.rule.options)
        options = options.with_own(decided.options)
        is_unwanted = new_request.song is not None and new_request.song.has_unwanted_lyrics
        return options.model_copy(update={"lyrics": False}) if is_unwanted else options
    if new_request.options != RenderOptions() and not new_request.is_retry:
        raise OptionsNotTaken
    return RenderOptions()


def _left_out(
    provider: Provider, decided: DecidedBranding, options: RenderOptions
) -> frozenset[str]:
    """Return which of lyrics and quality the rules give otherwise than they were asked for."""
    asked, replaced = decided.options, frozenset[str]()
    if options.lyrics is False and asked.lyrics is not False and options.shape is not Shape.CANVAS:
        replaced |= {"lyrics"}
    made = options.quality or provider.own_quality
    return replaced | {"quality"} if asked.quality not in (None, made) else replaced


def _may_be_asked(new_request: NewRequest) -> bool:
    """Return whether the member can still say whether the one video of the track will do."""
    return not (new_request.is_repost or new_request.is_retry or new_request.accepts_existing)


def _postable(video: Video | None) -> Video:
    """Return a finished video. Raises NothingToPost where there is none."""
    # Without a link its file was given up, with the last request that was left of it.
    if video is None or video.state is not VideoState.READY or video.video_url is None:
        raise NothingToPost
    return video


def _find_video(
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
    if not provider.makes_variants or (own is not None and is_usable(own, now)):
        return own
    whole = (video for name, video in videos.items() if name == unfitted(name))
    usable = (video for video in whole if is_usable(video, now))
    return next((video for video in usable if is_same_video(video, new_request, provider)), own)


def _open_request(
    transaction: Transaction, video: Video | None, new_request: NewRequest
) -> Job | None:
    if video is None:
        return None
    # Not GLOB: SQLite compiles a statement anew with each pattern that is bound to it.
    row = transaction.fetch_one(
        "SELECT requests.* FROM requests JOIN videos USING (video_id)"
        " WHERE provider = ? AND task_id = ? AND audio_id = ?"
        " AND (video_id = ? OR instr(videos.variant, ?) = 1) AND channel_id = ? AND user_id = ?"
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
    return None if row is None else load_job(transaction, row)


def _must_be_rendered(video: Video, now: datetime) -> bool:
    """Return whether a video has to be made again: it failed, or its link has ended."""
    if video.state is VideoState.READY:
        return video.has_link_ended(now)
    return video.state is VideoState.FAILED
