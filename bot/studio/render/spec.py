"""What a render is asked for and what it answers: plain data, without a heavy import."""

import hashlib
import unicodedata
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def look_names() -> tuple[str, ...]:
    """Return the names of all looks, in alphabetical order, without importing one of them."""
    spec = find_spec("bot.studio.render.scene.looks")
    places = (spec and spec.submodule_search_locations) or ()
    names = (module.name for module in iter_modules(places) if not module.name.startswith("_"))
    return tuple(sorted(names))


def _known_look(look: str) -> str:
    if look not in (names := look_names()):
        raise ValueError(f"there is no look of that name; there are {', '.join(names)}")
    return look


Look = Annotated[str, AfterValidator(_known_look)]
"""The name of a look: of a file in ``scene/looks``."""

Aspect = Literal["16:9", "9:16", "1:1"]
ChosenAspect = Aspect | Literal["canvas"]
"""A shape as it is chosen: also a canvas, which is tall, short, without words, and a loop."""
CANVAS_SECONDS: Final = 8.0
"""How long a canvas is at most."""
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
"""By which what moves is coloured; without one, by the cover."""
Start = Annotated[float, Field(ge=0, le=900)] | Literal["best"]
"""Where a part of a song begins, in seconds; "best": its loudest passage that begins on a beat."""

MIN_PART_SECONDS: Final = 3.0
BEST_SECONDS: Final = 30.0
"""How long the loudest passage is where no length is given."""
PartLength = Annotated[float, Field(ge=MIN_PART_SECONDS, le=900)]
"""How long a part is, in seconds."""
Profile = Literal["small", "fast"]
Quality = Literal["720p30", "720p60", "1080p30", "1080p60"]
"""Pixels of the short side and pictures a second, in the order of what they cost."""
QUALITIES: Final[tuple[Quality, ...]] = get_args(Quality)
Resolution = Literal[240, 360, 480, 540, 720, 1080]

Shown = Literal["picture", "intro", "outro"]
"""What a still picture shows of a video."""
Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]

BRANDING_LENGTH: Final = 50  # the API's limit for author and domainName (kie-api.md)

CARD_LENGTH: Final = 50
"""How many signs the text of a card has at most."""
FONT_LENGTH: Final = 60

AUDIO_FORMATS: Final = (
    "MP3", "M4A", "AAC", "WAV", "FLAC", "OGG", "Opus", "WMA", "AIFF", "CAF", "AC-3", "WavPack",
    "APE", "Musepack", "TTA", "DSF", "AU", "AMR", "MP4", "MOV", "MKV", "WebM", "AVI", "MPEG-TS",
)  # fmt: skip
"""The formats that are taken, as people call them; of the last ones the sound is."""


class MediaErrorCode(StrEnum):
    """Why a file or a render was refused; the value is stable and may be stored."""

    MISSING = "missing"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    TRUNCATED = "truncated"
    NO_AUDIO = "no_audio"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_BIG = "too_big"
    WONT_FIT = "wont_fit"
    NO_SPACE = "no_space"
    READ_ONLY = "read_only"
    OUT_OF_MEMORY = "out_of_memory"
    TIMEOUT = "timeout"
    INTERNAL = "internal"


class MediaError(Exception):
    """The media can't be used.

    ``reason`` is for programs; ``message`` is one plain sentence for people, without paths or
    traces.
    """

    def __init__(self, reason: MediaErrorCode, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class LyricWord(BaseModel):
    """A word and when it is sung; section tags and line ends stand inside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    word: str
    start_seconds: float
    end_seconds: float


class LogoStyle(BaseModel):
    """How a logo stands: ``size`` is its height in percent of the short side, as is ``opacity``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    corner: Corner = "top-right"
    size: Annotated[int, Field(ge=5, le=16)] = 10
    opacity: Annotated[int, Field(ge=30, le=100)] = 90


class ChosenLogo(LogoStyle):
    """A logo that was chosen, by the id that the studio gave it."""

    logo_id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", alias="id")]


class SceneLogo(LogoStyle):
    """A logo as it is drawn: a checked PNG."""

    path: Path


class SceneSpec(BaseModel):
    """What a still picture needs: the cover and every text on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cover: Path | None = None
    title: str = ""
    artist: str = ""
    author: Annotated[str, Field(max_length=BRANDING_LENGTH)] = ""
    domain_name: Annotated[str, Field(max_length=BRANDING_LENGTH)] = ""
    look: Look = "bars"
    aspect: Aspect = "16:9"
    colours: Colour | None = None
    resolution: Resolution = 720
    font_paths: tuple[Path, ...] = ()
    logo: SceneLogo | None = None
    intro: Annotated[str, Field(max_length=CARD_LENGTH)] = ""
    """What a card says that the video begins with; empty: there is none."""
    outro: Annotated[str, Field(max_length=CARD_LENGTH)] = ""
    """What a card says that the video ends with; empty: there is none."""

    @property
    def cards(self) -> tuple[bool, bool]:
        """Whether a card is at the beginning, and one at the end."""
        return bool(self.intro), bool(self.outro)


class RenderChoices(BaseModel):
    """What can be chosen for one video; None: as the host has set, and the whole song."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    look: Look | None = None
    aspect: ChosenAspect | None = None
    colours: Colour | None = None
    start: Start | None = None
    length: PartLength | None = None
    font: Annotated[str, Field(max_length=FONT_LENGTH)] | None = None
    """A typeface, by its name in ``bot.studio.typefaces``."""
    logo: ChosenLogo | None = None
    intro: Annotated[str, Field(max_length=CARD_LENGTH)] | None = None
    outro: Annotated[str, Field(max_length=CARD_LENGTH)] | None = None
    lyrics: bool | None = None
    """False: without the lyrics that are known of the song."""
    quality: Quality | None = None

    def kept(self) -> str | None:
        """Return it as JSON; None for nothing."""
        if self == RenderChoices():
            return None
        return self.model_dump_json(exclude_none=True, by_alias=True)

    def digest(self) -> str:
        """Return a short name that differs where a choice does; empty for none."""
        kept = self.kept()
        return f".{hashlib.sha256(kept.encode()).hexdigest()[:16]}" if kept else ""


class RenderSpec(SceneSpec):
    """One video to make.

    ``resolution`` is the picture's short side in pixels: 720 gives 1280x720, 720x1280 or 720x720,
    1080 gives 1920x1080, 1080x1920 or 1080x1080. ``author`` is the signature on the cover,
    ``domain_name`` the watermark at the bottom (the API's names). ``profile``: "fast" takes about
    half the time of "small", whose files are the smaller ones. ``target_bytes`` is an upper limit
    of the file's size; a song that can't keep it is refused with ``cannot_fit``. ``lyrics`` are the
    words with their times, where they are known. ``start`` and ``length`` are the part of the song
    that is shown, in seconds; None: from its beginning, to its end. ``font_paths`` are font files
    or folders that are looked into before the machine's own.
    """

    audio: Path
    canvas: bool = False
    """Whether it is a canvas: a loop of 3 to 8 seconds, tall and without words or sound."""
    lyrics: tuple[LyricWord, ...] = ()
    start: Start | None = None
    length: PartLength | None = None
    fps: Literal[30, 60] = 30
    profile: Profile = "fast"
    target_bytes: Annotated[int, Field(gt=0)] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return picture_size(self.aspect, self.resolution)

    @property
    def is_part(self) -> bool:
        """Whether only a part of the song is shown."""
        return self.start is not None or self.length is not None


class RenderSqueeze(BaseModel):
    """What a video was made with, when something was given up for its size: it is coarser at least.

    ``resolution`` is the short side in pixels, ``fps`` pictures a second, ``sound_kbps`` in kbit/s.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    resolution: int
    fps: int
    sound_kbps: int


class RenderResult(BaseModel):
    """A finished file: seconds, pixels, frames, bytes, and what was given up for its size."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    duration_seconds: float
    width: int
    height: int
    frames: int
    size_bytes: int
    squeeze: RenderSqueeze | None = None
    has_lyrics: bool = False
    """Whether words are shown in it."""


def picture_size(aspect: Aspect, resolution: int) -> tuple[int, int]:
    """Width and height in pixels of a picture whose short side is ``resolution``."""
    long_side = round(resolution * 8 / 9) * 2  # even, as 4:2:0 wants it
    if aspect == "16:9":
        return long_side, resolution
    if aspect == "9:16":
        return resolution, long_side
    return resolution, resolution


def one_line(text: str | None) -> str:
    """Make a text one line that can be drawn: no line breaks, no control characters."""
    words = "".join(" " if char.isspace() else char for char in text or "").split()
    return "".join(char for char in " ".join(words) if unicodedata.category(char) != "Cc")
