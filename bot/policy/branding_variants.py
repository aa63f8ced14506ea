"""Which video of a track answers a request: what it carries, and what it has to carry. Pure.

The studio makes a *variant* of a track's video for each set of texts and options, once: the same
set finds it again, whoever asks. The cloud makes one video of a track, whatever is asked for.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from bot.jobs import (
    NONE,
    Branding,
    Job,
    NewRequest,
    Provider,
    RenderOptions,
    Video,
    VideoState,
)
from bot.policy.asked_names import MEMBER, SERVER_NAME, with_names, without_names
from bot.policy.branding_text import has_advertising
from bot.policy.denials import (
    BlockedWordFound,
    CanvasNotAllowed,
    OnlyVideoDiffers,
    OtherBrandingVideo,
    SignatureNotAllowed,
)
from bot.policy.guild_settings import BrandingRule, GuildSettings, OtherBrandingPolicy
from bot.policy.track_ownership import TrackOwner
from bot.policy.word_filter import matches

_SHOWN: Final = ("logo", "intro", "outro")
"""What videos carry beside texts."""

DEFAULT_VARIANT: Final = ""
"""The variant of a provider that makes one video of a track, or of nothing said."""

_REFIT: Final = "fit-"
_UNDER_WAY: Final = frozenset({VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING})


def refitted(variant: str, most_bytes: int) -> str:
    """Return the variant of a video that is made smaller, beside the one that is too large."""
    return f"{unfitted(variant)}{_REFIT}{most_bytes >> 10}"


def unfitted(variant: str) -> str:
    """Return the variant that a smaller video was made beside; any other one as it is."""
    return variant.partition(_REFIT)[0]


def refits_of(variant: str) -> str:
    """Return with what the variants of all smaller videos beside one begin."""
    return f"{unfitted(variant)}{_REFIT}"


def variant_of(branding: Branding, options: RenderOptions, lyrics_version: str = "") -> str:
    """Return the variant with these texts and options: 16 hex digits; the default one for none.

    ``lyrics_version``: which lyrics the song has, where they aren't those that it came with.
    """
    texts = branding.model_dump(exclude_none=True)
    if lyrics_version:
        texts["lyrics"] = lyrics_version
    chosen = options.model_dump(mode="json", exclude_none=True, exclude={"own"})
    return _digest({**texts, **chosen}) if texts or chosen else DEFAULT_VARIANT


def _digest(values: Mapping[str, object]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class RequiredBranding(BaseModel):
    """The texts that a video has to carry, by the names of Branding's fields; None: nothing.

    ``variant``: the one that carries them, as it was made for them; empty: only texts tell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: dict[str, str | None] = {}
    variant: str = DEFAULT_VARIANT

    @classmethod
    def from_rule(cls, rule: BrandingRule, variant: str = DEFAULT_VARIANT) -> Self:
        """Return what a server or a channel requires: what is locked there.

        ``variant``: the one that a provider makes for it.
        """
        parts = {
            part: getattr(rule.branding, part)
            for part in sorted(rule.locked & Branding.model_fields.keys())
        }
        return cls(parts=parts, variant=variant or (_digest(parts) if parts else DEFAULT_VARIANT))

    def is_met_by(self, video: Video) -> bool:
        """Return whether a video certainly carries it; one of its own variant does."""
        if not self.parts or (self.variant and unfitted(video.variant) == self.variant):
            return True
        carried = video.branding
        return video.is_branding_confirmed and all(
            getattr(carried, part) == text for part, text in self.parts.items()
        )


def violates_required_branding(job: Job) -> bool:
    """Return whether a job's video may carry another branding than was required for the request."""
    request = job.request
    locked = {"author": request.is_author_locked, "domain_name": request.is_domain_name_locked}
    parts = {part: getattr(request, part) for part, is_on in locked.items() if is_on}
    return not RequiredBranding(parts=parts, variant=request.variant).is_met_by(job.video)


def differs_from_requested_branding(job: Job) -> bool:
    """Return whether a job's video certainly carries another branding than its request named."""
    asked = Branding(author=job.request.author, domain_name=job.request.domain_name)
    return job.video.is_branding_confirmed and job.video.branding != asked


class DecidedBranding(NamedTuple):
    """What a wished video is to carry where a rule holds."""

    rule: BrandingRule
    """With the names of who asks, and where, in its texts."""
    branding: Branding
    options: RenderOptions
    """What the member chooses, as far as it isn't locked."""
    replaced: frozenset[str]
    """What the member gave and is locked, so that the server's stands there instead."""


def branding_for(
    new_request: NewRequest,
    rule: BrandingRule,
    blocked_words: Iterable[str],
    owner: TrackOwner | None = None,
) -> DecidedBranding:
    """Return what a wished video is to carry where a rule holds.

    ``owner``: whose the song is; its signature goes before the server's, unless that is locked.
    Raises SignatureNotAllowed, BlockedWordFound or AdvertisingFound for what the member may not
    write, or is called. A request that is only repeated takes what holds now instead, without a
    word.
    """
    given = new_request.branding.model_dump(exclude_none=True)
    written = (*given.values(), rule.author, rule.domain_name, rule.intro, rule.outro)
    if any(MEMBER in text or SERVER_NAME in text for text in written if text):
        given, rule = _named(new_request, given, rule, blocked_words)
    differing = {part: text for part, text in given.items() if text != getattr(rule, part)}
    own = {part: text for part, text in differing.items() if part not in rule.locked}
    if owner is not None and "author" in own and not owner.lets_sign(new_request, own["author"]):
        if not new_request.is_retry:
            raise SignatureNotAllowed(owner)
        del own["author"]
    if new_request.is_retry:  # a link that moderators had set then is not the member's to write
        own = {part: text for part, text in own.items() if not has_advertising(text)}
    for part, text in own.items():
        if matches(blocked_words, text):
            raise BlockedWordFound(part)
    options, replaced = new_request.options, frozenset(differing) & rule.locked
    if rule.locked and options != RenderOptions():
        chosen, kept = options.model_dump(exclude_none=True), rule.options.model_dump()
        replaced |= {
            one
            for one in rule.locked & chosen.keys()
            if chosen[one] != kept[one] and not _is_nothing(chosen[one], kept[one])
        }
        options = options.model_copy(update=dict.fromkeys(rule.locked & chosen.keys()))
    branding = Branding(**own)
    if owner is not None and not (given.get("author") and given["author"] == rule.author):
        branding = branding.over(_signed_by(owner, rule, blocked_words))
    if new_request.is_retry:
        replaced = frozenset()
    return DecidedBranding(rule, branding.over(rule.branding), options, replaced)


def _is_nothing(*values: object) -> bool:
    """Return whether each of some parts is none, however that is said."""
    return all(value in (None, "", NONE) for value in values)


def _named(
    new_request: NewRequest,
    given: dict[str, str],
    rule: BrandingRule,
    blocked_words: Iterable[str],
) -> tuple[dict[str, str], BrandingRule]:
    """Return what was given, and a rule, with the names in their places.

    Raises BlockedWordFound or AdvertisingFound with "member" where the name may not stand there.
    """
    texts = rule.texts
    named = {part: with_names(text, new_request.names) for part, text in texts.items()}
    for part, text in named.items():
        # What moderators have written themselves is theirs to decide.
        if matches(blocked_words, text) and not matches(blocked_words, without_names(texts[part])):
            raise BlockedWordFound("member")
    own = {part: with_names(text, new_request.names) for part, text in given.items()}
    return own, rule.model_copy(update=named)


def _signed_by(owner: TrackOwner, rule: BrandingRule, blocked_words: Iterable[str]) -> Branding:
    """Return the signature of a song's owner, unless moderators are against it."""
    is_allowed = "author" not in rule.locked and not matches(blocked_words, owner.signature or "")
    return Branding(author=owner.signature if is_allowed else None)


def check_signature(
    video: Video, new_request: NewRequest, rule: BrandingRule, owner: TrackOwner | None
) -> None:
    """Check that whoever has a video posted once more may show what signature it carries.

    Raises SignatureNotAllowed.
    """
    carried = video.author if video.is_branding_confirmed else None
    if owner is None or not carried or carried == rule.author:
        return
    if not owner.lets_sign(new_request, carried):
        raise SignatureNotAllowed(owner, is_repost=True)


def wordless(decided: DecidedBranding, options: RenderOptions) -> dict[str, object]:
    """Return what a canvas carries: no words, no logo, no cards.

    Raises CanvasNotAllowed where moderators have locked some that every video is to carry.
    """
    rule = decided.rule
    texts = rule.branding.model_dump(exclude_none=True)
    carried = {**texts, **rule.options.model_dump(include=set(_SHOWN), exclude_none=True)}
    if any(carried.get(part, "") not in ("", "none") for part in rule.locked):
        raise CanvasNotAllowed
    bare = options.model_copy(update=dict.fromkeys(("font", "lyrics", *_SHOWN)))
    return {"branding": Branding(), "options": bare}


def is_same_video(video: Video, new_request: NewRequest, provider: Provider) -> bool:
    """Return whether a video is certainly what is asked for: its variant may be named otherwise.

    Of a song whose lyrics were changed only the variant tells which lyrics are shown.
    """
    is_sung = new_request.options.lyrics is not False
    if is_sung and new_request.song is not None and new_request.song.lyrics_version:
        return False
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
    is_sung = new_request.options.lyrics is not False
    version = new_request.song.lyrics_version if new_request.song is not None and is_sung else ""
    return variant_of(new_request.branding, new_request.options, version)


def is_usable(video: Video, now: datetime) -> bool:
    return video.state in _UNDER_WAY or video.is_available(now)
