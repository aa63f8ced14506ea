"""What a host can set about the studio: the ``[studio]`` section of the configuration."""

from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)

from bot.net.addresses import is_on_loopback
from bot.studio.render.spec import (
    AUDIO_FORMATS,
    QUALITIES,
    Aspect,
    Look,
    Profile,
    Quality,
    Resolution,
)

MEBIBYTE: Final = 1 << 20
COVER_BYTES: Final = 16 * MEBIBYTE


def _stripped(secret: SecretStr) -> SecretStr:
    """Leave out the line's end that a file or an editor adds to a pasted key."""
    return SecretStr(secret.get_secret_value().strip())


def _scheduler_address(address: str) -> str:
    """Refuse what is no scheduler's address, and any way over a network without TLS."""
    if not address:
        return address
    parts = urlsplit(address)
    if parts.scheme not in ("tls", "tcp") or not parts.hostname or not parts.port:
        raise ValueError("give an address like tls://10.0.0.1:8786")
    if parts.scheme == "tcp" and not is_on_loopback(parts.hostname):
        raise ValueError(
            "tcp:// is for this machine only, as whoever reaches a scheduler can run programs on"
            " all its workers: use tls://"
        )
    return address.rstrip("/")


def _shared_storage(url: str) -> str:
    """Refuse an address with a password, which would be shown, and memory that nobody shares."""
    parts = urlsplit(url)
    if parts.password is not None:
        raise ValueError("give it without a password: see docs/hosting.md for credentials")
    if parts.scheme == "memory":
        raise ValueError("memory:// is not shared with the workers")
    return url


Fps = Literal[30, 60]


class StudioSettings(BaseModel):
    """The studio's settings. Sizes are in MiB, times in the unit that the name ends in."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False
    )

    audio_formats: ClassVar[tuple[str, ...]] = AUDIO_FORMATS
    """What songs may come as, as people call it."""

    enabled: bool | None = None
    """Whether the bot starts the studio; None: when it has no key of the cloud."""
    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)
    """0: a free one, told by ``Studio.base_url``."""
    key: Annotated[SecretStr, AfterValidator(_stripped)] = SecretStr("")
    """What clients authenticate with; empty: a random one at each start, on loopback only."""

    library: Path = Path("data/library")
    """The tracks: one folder a task."""
    videos: Path = Path("data/videos")
    """The finished videos, and the queue's ``studio.db``."""
    keep_days: float = Field(default=14, gt=0, le=3650)
    """How long a finished video is kept; the cloud keeps its own for 14 days (documented)."""
    max_waiting: int = Field(default=500, ge=1, le=100_000)
    """How many videos may wait at once; more are turned away with code 429."""

    workers: int = Field(default=2, ge=1, le=64)
    """How many videos are rendered at once, each in a process of its own."""
    render_timeout_seconds: float = Field(default=1800, gt=0, le=86_400)
    """How long one render may take before its process is ended and the video has failed."""
    max_minutes: float = Field(default=15, gt=0, le=15)
    """The longest track that is taken."""
    max_upload_megabytes: float = Field(default=100, gt=0, le=10_000)
    """The largest audio file that is taken or fetched, in MiB."""
    max_tracks_per_server: int = Field(default=1000, ge=1, le=100_000)
    """How many tasks one server may bring by HTTP; the command line has no limit."""
    max_server_megabytes: float = Field(default=10_240, gt=0, le=10_000_000)
    """How much disk the songs of one server may take, in MiB."""
    max_member_megabytes: float = Field(default=1024, gt=0, le=10_000_000)
    """How much disk the songs of one member may take, in all servers together, in MiB."""
    reserve_megabytes: float | None = Field(default=None, ge=0, le=10_000_000)
    """What songs and videos leave free on their disk, in MiB; None: 1 GiB, or a tenth of the disk
    when that is less."""

    look: Look = "bars"
    aspect: Aspect = "16:9"
    resolution: Literal[720, 1080] = 720
    fps: Fps = 30
    max_quality: Quality | None = None
    """What may be chosen for one video at most; None: ``resolution`` and ``fps``, as for all."""
    profile: Profile = "fast"
    """``small``: the smallest file. ``fast``: about half the time."""
    max_megabytes: float = Field(default=0, ge=0, le=10_000)
    """The size a video is made to fit in MiB, where its order names none; 0: any. The bot's do."""
    lyrics: bool = False
    """Whether lyrics with times are asked for, once a track of the cloud: that costs credits."""
    fonts: tuple[Path, ...] = ()
    """Font files or folders to prefer, before the machine's own."""
    typefaces: tuple[Path, ...] = ()
    """Font files that may be chosen for a server's videos: each has its file's name, and the files
    of one typeface that differ in weight are one."""

    scheduler: Annotated[str, AfterValidator(_scheduler_address)] = ""
    """The Dask scheduler that renders are given to; empty: they run on this machine."""
    storage: Annotated[str, AfterValidator(_shared_storage)] = ""
    """A folder that this machine and the cluster's workers share, as an fsspec URL."""
    scheduler_ca: Path | None = None
    scheduler_cert: Path | None = None
    scheduler_key: Path | None = None
    """The PEM files for ``tls://``: who signs, and this machine's certificate and its key."""

    @model_validator(mode="after")
    def _cluster_is_whole(self) -> Self:
        if not self.scheduler:
            return self
        if not self.storage:
            raise ValueError("studio.scheduler needs studio.storage, which the workers share")
        missing = [
            f"studio.{name}"
            for name in ("scheduler_ca", "scheduler_cert", "scheduler_key")
            if getattr(self, name) is None
        ]
        if self.scheduler.startswith("tls://") and missing:
            raise ValueError(f"tls:// needs {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _own_quality_may_be_chosen(self) -> Self:
        most = self.max_quality or self.quality
        if QUALITIES.index(most) < QUALITIES.index(self.quality):
            raise ValueError(
                f"studio.max_quality must be {self.quality} at least, as all videos are"
            )
        return self

    @property
    def quality(self) -> Quality:
        """That of a video for which none is chosen."""
        return next(one for one in QUALITIES if one == f"{self.resolution}p{self.fps}")

    def may_make(self, quality: Quality | None) -> bool:
        """Return whether a video may have a quality; None: none was chosen."""
        most = self.max_quality or self.quality
        return quality is None or QUALITIES.index(quality) <= QUALITIES.index(most)

    def size_for(self, quality: Quality | None) -> tuple[Resolution, Fps]:
        """Return pixels of the short side and pictures a second of a video."""
        if quality is None:
            return self.resolution, self.fps
        return (1080 if quality.startswith("1080") else 720), (60 if quality.endswith("60") else 30)

    @property
    def is_on_loopback(self) -> bool:
        """Whether only this machine can reach the studio."""
        return is_on_loopback(self.host)

    def target_for(self, most_bytes: int | None) -> int | None:
        """Return the size in bytes that an order's video should fit; None when any will do.

        ``most_bytes``: what the order says; 0: any size, None: nothing.
        """
        return (int(self.max_megabytes * MEBIBYTE) if most_bytes is None else most_bytes) or None
