"""How a video is to look, and which part of its song it shows: what a render takes beside texts."""

from collections.abc import Collection
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import from_json

LOUDEST: Final = "best"
"""Stands for a start: that of the loudest passage."""

FROM_COVER: Final = "cover"
"""Stands for colours: those of the cover, also where the server has others."""

NONE: Final = "none"
"""Stands for a logo and for a typeface: none, also where the server has one."""

MEMBERS_PARTS: Final = ("font", "logo", "intro", "outro", "lyrics")
"""What beside look and part a member may choose, or leave out: fields of RenderOptions."""

_NOTHING: Final = {"font": NONE, "logo": NONE, "intro": "", "outro": "", "lyrics": None}
"""How it is said of each of them that it is to be left out."""

CARD_LENGTH: Final = 50
"""How many signs a card's text has at most."""

LEAST_SECONDS: Final = 3.0
"""The shortest part of a song that is made into a video."""


CANVAS_SECONDS: Final = 8.0
"""How long a canvas is at most."""


class Shape(StrEnum):
    """The picture's shape, as people choose it."""

    WIDE = "wide"
    TALL = "tall"
    SQUARE = "square"
    CANVAS = "canvas"
    """A loop of 3 to 8 seconds: tall, without words or sound."""


class VideoQuality(StrEnum):
    """Pixels of the picture's short side and pictures a second, in the order of what they cost."""

    P720_30 = "720p30"
    P720_60 = "720p60"
    P1080_30 = "1080p30"
    P1080_60 = "1080p60"

    def up_to(self, most: Self) -> Self:
        """Return this one, or ``most`` where that costs less."""
        known = tuple(type(self))
        return known[min(known.index(self), known.index(most))]


class Corner(StrEnum):
    """Where a logo stands."""

    TOP_LEFT = "top-left"
    TOP_RIGHT = "top-right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM_RIGHT = "bottom-right"


class Logo(BaseModel):
    """A server's logo as it stands on a video: which picture, where, how large and how strong."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    logo_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    """The studio's name of the picture: a digest, so that the same picture is the same logo."""
    corner: Corner = Corner.TOP_RIGHT
    size: int = Field(default=10, ge=5, le=16)
    """Its height, in percent of the picture's short side."""
    opacity: int = Field(default=90, ge=30, le=100)
    """In percent."""


class RenderOptions(BaseModel):
    """What can be chosen for a video; None: it isn't said.

    Kept whole, with the server's and the host's choices filled in: so the same choice finds the
    same video again, whatever is the default by then. Nothing said at all: the provider takes no
    options, or the video is older than they are.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    look: str | None = None
    """The name of a look, as the provider has it."""
    shape: Shape | None = None
    colours: str | None = None
    """What moves is coloured by it: ``#rrggbb``; None: the cover's colours."""
    start_seconds: float | Literal["best"] | None = None
    """Where the part of the song begins; None: at its beginning."""
    length_seconds: float | None = None
    """How long the part is; None: to the song's end."""
    font: str | None = None
    """The typeface, by the name that the host gave it; "none": the usual one."""
    logo: Logo | Literal["none"] | None = None
    intro: str | None = None
    """What a card says before the picture begins; empty: there is none."""
    outro: str | None = None
    """What a card says at the end; empty: there is none."""
    lyrics: bool | None = None
    """False: without the lyrics that are known of the song."""
    quality: VideoQuality | None = None
    """None: the host's."""
    own: tuple[str, ...] | None = None
    """What of ``MEMBERS_PARTS`` the member chose, as a request keeps it; never of a video."""

    def over(self, default: "RenderOptions") -> "RenderOptions":
        """Return these options, with the default's wherever they say nothing."""
        own = {name: value for name, value in self if value is not None}
        return default.model_copy(update=own) if own else default  # both were validated

    def with_own(self, chosen: "RenderOptions") -> "RenderOptions":
        """Return these options, with a note of what of ``MEMBERS_PARTS`` was ``chosen``."""
        own = (part for part in MEMBERS_PARTS if getattr(chosen, part) is not None)
        return self.model_copy(update={"own": tuple(own) or None})

    def as_chosen(self, own: Collection[str] | None) -> "RenderOptions":
        """Return what of a video's options its member chose, to be chosen once more.

        ``own``: which of ``MEMBERS_PARTS``; the others are a server's branding, which may be
        another one by now, and of lyrics what its rules left out.
        """
        parts = {
            part: (_NOTHING[part] if getattr(self, part) is None else getattr(self, part))
            if part in (own or ())
            else None
            for part in MEMBERS_PARTS
        }
        return self.model_copy(update={**parts, "own": None})

    def as_made(self) -> "RenderOptions":
        """Return these as a video has them, whoever chose what."""
        return self.model_copy(update={"own": None}) if self.own else self

    @property
    def is_part(self) -> bool:
        """Whether only a part of the song is shown."""
        return self.start_seconds is not None or self.length_seconds is not None

    def kept(self) -> str | None:
        """Return it as it is kept: JSON, or None for nothing."""
        return None if self == RenderOptions() else self.model_dump_json(exclude_none=True)


def _opened(value: object) -> object:
    if value is None:
        return {}
    return from_json(value) if isinstance(value, str) else value


KeptOptions = Annotated[RenderOptions, BeforeValidator(_opened)]
"""Kept as JSON; None is nothing."""
