"""Which video of a track answers a request: what it carries, and what it has to carry. Pure.

The studio makes a *variant* of a track's video for each set of texts and options, once: the same
set finds it again, whoever asks. The cloud makes one video of a track, whatever is asked for.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from bot.jobs import Branding, Job, RenderOptions, Request, Video
from bot.policy.guild_settings import BrandingRule

DEFAULT_VARIANT: Final = ""
"""The variant of a provider that makes one video of a track, or of nothing said."""


_REFIT: Final = "fit-"


def refitted(variant: str, most_bytes: int) -> str:
    """Return the variant of a video that is made smaller, beside the one that is too large."""
    return f"{unfitted(variant)}{_REFIT}{most_bytes >> 10}"


def unfitted(variant: str) -> str:
    """Return the variant that a smaller video was made beside; any other one as it is."""
    return variant.partition(_REFIT)[0]


def refits_of(variant: str) -> str:
    """Return an SQL GLOB for the variants of all smaller videos beside one."""
    return f"{unfitted(variant)}{_REFIT}*"


def variant_of(branding: Branding, options: RenderOptions) -> str:
    """Return the variant with these texts and options: 16 hex digits; the default one for none."""
    texts = branding.model_dump(exclude_none=True)
    chosen = options.model_dump(mode="json", exclude_none=True)
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
        parts = {part: getattr(rule.branding, part) for part in sorted(rule.locked)}
        return cls(parts=parts, variant=variant or (_digest(parts) if parts else DEFAULT_VARIANT))

    @classmethod
    def from_request(cls, request: Request) -> Self:
        """Return what was required when a request was made."""
        locked = {"author": request.is_author_locked, "domain_name": request.is_domain_name_locked}
        parts = {part: getattr(request, part) for part, is_on in locked.items() if is_on}
        return cls(parts=parts, variant=request.variant)

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
    return not RequiredBranding.from_request(job.request).is_met_by(job.video)


def differs_from_requested_branding(job: Job) -> bool:
    """Return whether a job's video certainly carries another branding than its request named."""
    asked = Branding(author=job.request.author, domain_name=job.request.domain_name)
    return job.video.is_branding_confirmed and job.video.branding != asked
