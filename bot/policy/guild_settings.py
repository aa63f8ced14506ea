"""What moderators decide for their server, beside branding. Nothing here does I/O."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import from_json

from bot.jobs import Branding, Logo, RenderOptions, Shape, StatusMode, VideoQuality


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
    approves_showcase: bool = False
    """Whether a moderator approves each of them first, asked in the moderators' channel."""
    lists_best: bool = False
    """Whether the showcase gets a list of each week's best, by reactions."""
    adds_reaction: bool = True
    """Whether the bot begins with a reaction of its own under each showcase post, for that."""
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
    songs_per_member: int | None = None
    """How many songs one member may have in the server's library."""
    megabytes_per_member: int | None = None
    """How much disk these may take, in MiB."""
    unused_days: int | None = None
    """After how many days without a request songs are moved out; None: the host's; 0: never."""
    max_quality: VideoQuality | None = None
    """What members may choose at most; None: the host's own."""
    warn_below_credits: float | None = None
    """Below which balance moderators are warned; None: what the host has set; 0: never."""


class RoleLimits(BaseModel):
    """What members of a role may have beyond what everybody may; None: no more than they."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    open_per_member: int | None = None
    daily_per_member: int | None = None
    songs_per_member: int | None = None
    megabytes_per_member: int | None = None


class Membership(BaseModel):
    """What of a member limits depend on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role_ids: frozenset[int] = frozenset()
    is_booster: bool = False
    """Whether they boost the server."""


class BrandingPolicy(StrEnum):
    """What moderators' branding is to members."""

    DEFAULT = "default"
    """Used where a member gives none."""
    LOCKED = "locked"
    """Used whatever a member gives; where nothing is set, the video carries nothing."""


POLICY_OF: Final[Mapping[str, str]] = {
    "author": "author_policy",
    "domain_name": "domain_name_policy",
    "look": "look_policy",
    "shape": "shape_policy",
    "colours": "colours_policy",
    "font": "font_policy",
    "logo": "logo_policy",
    "intro": "cards_policy",
    "outro": "cards_policy",
}
"""The field that says whether a part of a branding is locked, by the part's own field."""

OPTION_PARTS: Final = frozenset(POLICY_OF) - frozenset(Branding.model_fields)
"""The parts that are options of a render: only a provider that takes options has them."""


def _opened(value: object) -> object:
    """Open a logo as it is kept: JSON, unless it is the word for none."""
    return from_json(value) if isinstance(value, str) and value.startswith("{") else value


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
    font: str | None = None
    logo: Annotated[Logo | Literal["none"] | None, BeforeValidator(_opened)] = None
    intro: str | None = None
    outro: str | None = None
    look_policy: BrandingPolicy | None = None
    shape_policy: BrandingPolicy | None = None
    colours_policy: BrandingPolicy | None = None
    font_policy: BrandingPolicy | None = None
    logo_policy: BrandingPolicy | None = None
    cards_policy: BrandingPolicy | None = None

    def over(self, other: "BrandingRule") -> "BrandingRule":
        """Return this rule, field by field, with the other's wherever it sets nothing."""
        own = {name: value for name, value in self if value is not None}
        return other.model_copy(update=own) if own else other  # both were validated

    @property
    def branding(self) -> Branding:
        """What a video carries to which the member gives nothing."""
        return Branding(author=self.author or None, domain_name=self.domain_name or None)

    @property
    def options(self) -> RenderOptions:
        """What a video is made with for which the member chooses nothing."""
        return RenderOptions(**{part: getattr(self, part) for part in OPTION_PARTS})

    @property
    def locked(self) -> frozenset[str]:
        """The parts, by their fields, that members can't change."""
        return frozenset(
            part
            for part, policy in POLICY_OF.items()
            if getattr(self, policy) is BrandingPolicy.LOCKED
        )

    @property
    def texts(self) -> dict[str, str]:
        """What videos carry in writing, by the field that it stands in."""
        fields = ("author", "domain_name", "intro", "outro")
        return {field: text for field in fields if (text := getattr(self, field))}
