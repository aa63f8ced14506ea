"""What moderators decide for their server, beside branding. Nothing here does I/O."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.jobs import Branding, RenderOptions, Shape, StatusMode


class OtherBrandingPolicy(StrEnum):
    """What becomes of a video with another branding where the server's is locked (cloud only)."""

    POST = "post"
    REFUSE = "refuse"


class UnwantedTextPolicy(StrEnum):
    """What becomes of a video with a text that may not be shown here (cloud only)."""

    REFUSE = "refuse"
    HIDE = "hide"
    """It is posted, and no message shows the text."""


class AccessSubject(StrEnum):
    """What asking for videos may be restricted to."""

    ROLE = "role"
    CHANNEL = "channel"
    """A channel or a category."""


class GuildSettings(BaseModel):
    """One server's settings; what is None follows the host's default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str | None = None
    """Of public messages; None: the language that the server has at Discord."""
    showcase_channel_id: int | None = None
    """Where finished videos are shown once more."""
    moderators_channel_id: int | None = None
    """Where moderators are told what concerns them."""
    keeps_copy: bool = True
    """Whether a copy of the video is attached, so that it outlives the link."""
    status_mode: StatusMode = StatusMode.KEEP
    """How many messages a video takes: what becomes of the status message."""
    other_branding: OtherBrandingPolicy = OtherBrandingPolicy.POST
    unwanted_texts: UnwantedTextPolicy = UnwantedTextPolicy.REFUSE
    open_per_member: int | None = None
    """How many requests of one member may be on their way at once."""
    daily_per_member: int | None = None
    """How many videos one member may have started in 24 hours."""
    cooldown_seconds: int | None = None
    """How long a member waits from one start to the next."""
    daily_per_server: int | None = None
    """How many videos all members together may have started in 24 hours."""
    warn_below_credits: float | None = None
    """Below which balance moderators are warned; None: what the host has set; 0: never."""


class BrandingPolicy(StrEnum):
    """What moderators' branding is to members."""

    DEFAULT = "default"
    """Used where a member gives none."""
    LOCKED = "locked"
    """Used whatever a member gives; where nothing is set, the video carries nothing."""


class BrandingRule(BaseModel):
    """What moderators set for a server, or for one of its channels.

    A text that is None is not set here: in a channel, the server's holds. An empty one is set to
    nothing. A policy that is None is the server's, and there: members may give their own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    author: str | None = None
    domain_name: str | None = None
    author_policy: BrandingPolicy | None = None
    domain_name_policy: BrandingPolicy | None = None
    look: str | None = None
    """How videos are to look for which the member chooses nothing; None: not set here."""
    shape: Shape | None = None
    colours: str | None = None

    def over(self, other: "BrandingRule") -> "BrandingRule":
        """Return this rule, field by field, with the other's wherever it sets nothing."""
        own = self.model_dump(exclude_none=True)
        return BrandingRule(**{**other.model_dump(), **own})

    @property
    def branding(self) -> Branding:
        """What a video carries to which the member gives nothing."""
        return Branding(author=self.author or None, domain_name=self.domain_name or None)

    @property
    def options(self) -> RenderOptions:
        """What a video is made with for which the member chooses nothing."""
        return RenderOptions(look=self.look, shape=self.shape, colours=self.colours)

    @property
    def locked(self) -> frozenset[str]:
        """The parts, as fields of Branding, that members can't change."""
        policies = {"author": self.author_policy, "domain_name": self.domain_name_policy}
        return frozenset(
            part for part, policy in policies.items() if policy is BrandingPolicy.LOCKED
        )

    @property
    def is_locked(self) -> bool:
        """Whether members can't change the whole of it."""
        return len(self.locked) == len(Branding.model_fields)
