"""What videos are made of: a track, and the branding that they carry."""

from pydantic import BaseModel, ConfigDict


class Branding(BaseModel):
    """What a video carries of its authors: signature on the cover, watermark at the bottom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    author: str | None = None
    domain_name: str | None = None

    def over(self, default: "Branding") -> "Branding":
        """Return this branding, with the default's value wherever it says nothing."""
        return Branding(
            author=self.author if self.author is not None else default.author,
            domain_name=self.domain_name if self.domain_name is not None else default.domain_name,
        )


class TrackKey(BaseModel):
    """What names a track: the music task that made it and its id inside that task."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    audio_id: str


class WrittenTexts(BaseModel):
    """What the studio writes on the videos of a song."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str | None
    artist: str | None
    guild_id: int | None
    """The server that it belongs to; None: everybody's."""
    added_by: int | None = None
    """Who brought it, as far as the studio tells."""
    lyrics_version: str = ""
    """Which lyrics it has, where they were changed since it was brought."""
    has_unwanted_lyrics: bool = False
    """Whether a word in its lyrics is blocked where it is asked for, as far as was seen."""


class TrackInfo(BaseModel):
    """What is known of a track, so that people see a title and a length, never an id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    audio_id: str
    position: int = 0
    """Place inside its task, from 0: the take."""
    has_siblings: bool = False
    """Whether its task is known to have other tracks: only then is the first one's take told."""
    title: str | None = None
    duration_seconds: float | None = None
    image_url: str | None = None

    @property
    def has_takes(self) -> bool:
        """Whether its song has several takes, as far as is known: only then is its own told."""
        return self.has_siblings or self.position > 0

    @property
    def key(self) -> TrackKey:
        """The track's name."""
        return TrackKey(task_id=self.task_id, audio_id=self.audio_id)
