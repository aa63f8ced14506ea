"""Which branding a video has to carry where moderators have locked it. Pure.

A track has one common video, which all servers share. Where a branding is locked, the studio makes
a *variant* beside it: one for each set of locked texts,
so that the same required branding finds it again.
"""

import hashlib
import json
from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from bot.jobs import Branding, Job, Request, Video
from bot.policy.guild_settings import BrandingRule

DEFAULT_VARIANT = ""
"""The variant that all servers share."""


_REFIT: Final = "fit-"


def refitted(edition: str, most_bytes: int) -> str:
    """Return the variant of a video that is made smaller, beside the one that is too large."""
    return f"{unfitted(edition)}{_REFIT}{most_bytes >> 10}"


def unfitted(edition: str) -> str:
    """Return the variant that a smaller video was made beside; any other one as it is."""
    return edition.partition(_REFIT)[0]


def refits_of(edition: str) -> str:
    """Return an SQL GLOB for the variants of all smaller videos beside one."""
    return f"{unfitted(edition)}{_REFIT}*"


class RequiredBranding(BaseModel):
    """The texts that a video has to carry, by the names of Branding's fields; None: nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: dict[str, str | None] = {}

    @classmethod
    def from_rule(cls, rule: BrandingRule) -> Self:
        """Return what a server or a channel demands: what is locked there."""
        return cls(parts={part: getattr(rule.branding, part) for part in sorted(rule.locked)})

    @classmethod
    def from_request(cls, request: Request) -> Self:
        """Return what was required when a request was made."""
        locked = {"author": request.is_author_locked, "domain_name": request.is_domain_name_locked}
        return cls(parts={part: getattr(request, part) for part, is_on in locked.items() if is_on})

    @classmethod
    def of_whole(cls, branding: Branding) -> Self:
        """Return one for a whole branding, empty texts included."""
        return cls(parts=branding.model_dump())

    @property
    def variant(self) -> str:
        """The variant that carries it: 16 hex digits,
        or the default one without a required branding.
        """
        if not self.parts:
            return DEFAULT_VARIANT
        text = json.dumps(self.parts, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def is_met_by(self, video: Video) -> bool:
        """Return whether a video certainly carries it; one of its own variant does."""
        if not self.parts or unfitted(video.edition) == self.variant:
            return True
        carried = video.branding
        return video.is_branding_sure and all(
            getattr(carried, part) == text for part, text in self.parts.items()
        )


def violates_required_branding(job: Job) -> bool:
    """Return whether a job's video may carry another branding than was required for the request."""
    return not RequiredBranding.from_request(job.request).is_met_by(job.video)


def differs_from_requested_branding(job: Job) -> bool:
    """Return whether a job's video certainly carries another branding than its request named."""
    asked = Branding(author=job.request.author, domain_name=job.request.domain_name)
    return job.video.is_branding_sure and job.video.branding != asked
